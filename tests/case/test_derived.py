"""Results on disk: fresh by digest, whole or absent, made again when damaged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from headcount.case.derived import RUNS_KEPT, is_fresh, kept, key_of, name_of, tidy, write_whole
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


def results(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("*.msgpack")}


def test_results_that_none_of_the_last_runs_used_are_deleted(tmp_path: Path) -> None:
    shared = name_of("reading", "s")
    for run in range(RUNS_KEPT + 2):
        for stage, key in (("reading", "s"), ("estimate", str(run))):
            kept(tmp_path, stage, key, Made, make)
        tidy(tmp_path, {shared, name_of("estimate", str(run))})
    assert results(tmp_path) == {shared} | {name_of("estimate", str(run)) for run in range(2, RUNS_KEPT + 2)}


def test_repeating_a_run_costs_no_other_run_its_results(tmp_path: Path) -> None:
    for key in ("a", *"b" * 2 * RUNS_KEPT):
        kept(tmp_path, "estimate", key, Made, make)
        tidy(tmp_path, {name_of("estimate", key)})
    assert results(tmp_path) == {name_of("estimate", "a"), name_of("estimate", "b")}


def test_a_damaged_list_of_runs_and_a_missing_folder_are_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "runs.json").write_bytes(b"{")
    kept(tmp_path, "estimate", "a", Made, make)
    tidy(tmp_path, {name_of("estimate", "a")})
    assert results(tmp_path) == {name_of("estimate", "a")}
    (tmp_path / "file").write_bytes(b"")
    tidy(tmp_path / "file", {"x"})
