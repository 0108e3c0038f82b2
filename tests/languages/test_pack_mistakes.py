"""A mistake in a table of a pack is told by file and line, before anything is read with it."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from headcount.errors import CodeError
from headcount.languages import pack


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("hedges", "about,about,before", "about,roughly,before", "hedges.csv, line 2"),
        ("triggers", "status,killed", "status,kiled", "triggers.csv, line 2"),
        ("nouns", "lemma,plural", "word,plural", "no column 'lemma'"),
    ],
)
def test_a_wrong_code_or_header_names_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, told: str
) -> None:
    root = Path(str(files("headcount.languages")))
    for code in ("en", "xx"):
        shutil.copytree(root / "en", tmp_path / code)
    table = tmp_path / "xx" / f"{name}.csv"
    text = table.read_text(encoding="utf-8")
    assert old in text
    table.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(pack, "files", lambda _: tmp_path)
    for cached in (pack.available, pack.load):
        cached.cache_clear()
    try:
        with pytest.raises(CodeError, match=told):
            pack.load("xx")
    finally:
        for cached in (pack.available, pack.load):
            cached.cache_clear()
