"""The files that a name stands for, and the list of what was left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from headcount.case.folders import below, found
from headcount.case.workspace import open_workspace
from headcount.errors import UsageError


def test_a_folder_is_walked_in_order_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for name in ("b.txt", "a.PDF", "c.txt.gz", "a.toml", "logo.png", "notes", ".hidden.txt"):
        (tmp_path / name).write_bytes(b"x")
    (inner / "d.html").write_bytes(b"x")
    (inner / "up").symlink_to(tmp_path)
    os.mkfifo(inner / "pipe.txt")
    listed = below(tmp_path)
    assert [Path(file).relative_to(tmp_path).as_posix() for file in listed.files] == [
        "a.PDF",
        "b.txt",
        "c.txt.gz",
        "inner/d.html",
    ]
    assert [note.removeprefix(f"{tmp_path}: ") for note in listed.notes] == [
        "1 left out: a device or a pipe",
        "1 left out: a folder that was already read under another name",
        "1 left out: hidden",
        "1 left out: no format that is read (.png)",
        "1 left out: no format that is read (no suffix)",
    ]
    assert listed.unreadable == ()


def test_a_link_to_nowhere_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert "cannot be opened" in below(tmp_path).unreadable[0]
    assert len(open_workspace([str(tmp_path)]).failures) == 1


def test_patterns_and_names(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "a.toml"):
        (tmp_path / name).write_text("x")
    assert found(str(tmp_path / "*")).files == (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert found("-").files == ("-",)
    assert found("missing.pdf").files == ("missing.pdf",)
    for name in ("", str(tmp_path / "*.pdf")):
        with pytest.raises(UsageError):
            found(name)


def test_rows_numbered_alike_in_two_files_are_both_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "Twelve men."}\n')
    (tmp_path / "b.jsonl").write_text('{"id": "1", "text": "Nine men."}\n{"id": "2", "text": "Nine men."}\n')
    workspace = open_workspace([str(tmp_path)])
    assert [document.text for document in workspace.documents] == ["Twelve men.", "Nine men.", "Nine men."]
    assert len({document.id for document in workspace.documents}) == 3


def test_the_same_text_twice_is_said(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Twelve men.")
    workspace = open_workspace([str(tmp_path)])
    assert len(workspace.documents) == 1
    assert workspace.notes[0].endswith("b.txt: has the same text as " + str(tmp_path / "a.txt") + "; it is read once")


def test_a_sidecar_fills_what_entries_of_a_feed_leave_open(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Twelve men.", "published": "2019"}\n{"text": "Nine men."}\n')
    (tmp_path / "a.toml").write_text('publisher = "Agency"\npublished = "2020-01"\n')
    workspace = open_workspace([str(tmp_path)], published="2021")
    assert [document.published for document in workspace.documents] == ["2019", "2020-01"]
    assert {document.publisher for document in workspace.documents} == {"Agency"}
