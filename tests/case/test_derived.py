"""Results on disk: fresh by digest, whole or absent, made again when damaged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from headcount.case.derived import is_fresh, kept, key_of, write_whole
from headcount.values.estimates import Floats


@dataclass(frozen=True)
class Made:
    name: str
    table: Floats


def make() -> Made:
    return Made("a", np.arange(6, dtype=np.float64).reshape(2, 3))


def test_a_result_is_made_once_and_comes_back_equal(tmp_path: Path) -> None:
    first = kept(tmp_path, "stage", "k" * 64, Made, make)
    again = kept(tmp_path, "stage", "k" * 64, Made, lambda: pytest.fail("made twice"))
    assert (again.name, again.table.tolist()) == (first.name, first.table.tolist())
    assert not again.table.flags.writeable
    assert is_fresh(tmp_path, "stage", "k" * 64)


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    kept(tmp_path, "stage", "k", Made, make)
    file = next(tmp_path.iterdir())
    file.write_bytes(file.read_bytes()[:10])
    assert kept(tmp_path, "stage", "k", Made, make).name == "a"


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    write_whole(file, b"old")
    with pytest.raises(TypeError):
        write_whole(file, None)  # type: ignore[arg-type]
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]
    assert file.read_bytes() == b"old"


def test_parts_cannot_run_together() -> None:
    assert key_of(["ab", "c"]) != key_of(["a", "bc"])
