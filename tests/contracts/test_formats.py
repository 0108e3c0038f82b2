"""Every format has its loader, its page in the docs and its example among the tests."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from headcount.read.loaders import formats, limits

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("code", formats())
def test_a_format_has_a_loader_and_a_row_in_the_docs(code: str) -> None:
    form = formats()[code]
    assert callable(import_module(f"headcount.read.loaders.{form.loader}").texts)
    row = f"| {code} | {' '.join(form.suffixes)}"
    assert row in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_the_limits_in_the_docs_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    for said in (
        f"{limits.MAX_BYTES // 1_000_000} MB",
        f"{limits.MAX_CHARACTERS // 1_000_000} million characters",
        f"{limits.MAX_SECONDS:g} s",
        f"| {limits.MAX_PAGES:,} |",
        f"{limits.MAX_ELEMENTS:,}; {limits.MAX_DEPTH}",
        f"{limits.MAX_ENTRIES:,}; {limits.MAX_FILES:,}",
        f"{limits.MAX_CELLS:,}",
    ):
        assert said in text
