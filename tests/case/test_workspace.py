"""What the user names becomes a case with documents; bad inputs are reported beside the good ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from headcount.case.workspace import open_workspace
from headcount.errors import CaseError, UsageError


def test_a_case_brings_its_own_documents_with_their_descriptions(case_folder: Path) -> None:
    workspace = open_workspace([str(case_folder)])
    assert [(d.title, d.published) for d in workspace.documents] == [("Report", "2020-02")]
    assert workspace.derived == case_folder / ".derived"


def test_documents_alone_stand_in_the_general_case_and_leave_no_file_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Some 40 women returned.", encoding="utf-8")
    workspace = open_workspace([str(file)], published="2020")
    assert workspace.case.name == "general"
    assert workspace.documents[0].published == "2020"
    assert tmp_path not in workspace.derived.parents


def test_a_case_option_takes_the_documents_and_only_these(case_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Some 40 women returned.", encoding="utf-8")
    workspace = open_workspace([str(file)], case=str(case_folder))
    assert (workspace.case.name, len(workspace.documents)) == ("valley", 1)


def test_a_bad_document_is_reported_and_the_good_one_kept(case_folder: Path) -> None:
    (case_folder / "documents" / "bad.txt").write_bytes(b"\x00\x01\x02bad")
    workspace = open_workspace([str(case_folder)])
    assert len(workspace.documents) == 1
    assert [str(f) for f in workspace.failures if "bad.txt" in str(f)]


def test_folders_and_globs_name_all_their_texts(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md", "c.csv"):
        (tmp_path / name).write_text(f"In {name} 40 women returned.", encoding="utf-8")
    assert len(open_workspace([str(tmp_path)]).documents) == 2
    assert len(open_workspace([str(tmp_path / "*.md")]).documents) == 1


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Some 40 women returned.", encoding="utf-8")
    assert len(open_workspace([str(tmp_path)]).documents) == 1


@pytest.mark.parametrize(
    ("targets", "options", "message"),
    [
        ([], {}, "nothing to do; name a case or a document"),
        (["caliphate", "general"], {}, "two cases at once"),
        (["caliphate"], {"case": "nowhere"}, "two cases at once"),
        ([], {"case": "nowhere"}, "no case is called 'nowhere'; there are caliphate, general"),
        (["*.nothing"], {}, "no file matches"),
    ],
)
def test_wrong_usage_is_one_sentence(targets: list[str], options: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_workspace(targets, **options)  # type: ignore[arg-type]


def test_a_case_without_documents_says_where_to_put_them(case_folder: Path) -> None:
    shutil.rmtree(case_folder / "documents")
    with pytest.raises(UsageError, match="holds no document; put texts there"):
        open_workspace([str(case_folder)])


def test_a_broken_case_file_stops_at_once(case_folder: Path) -> None:
    (case_folder / "case.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(CaseError, match="not valid TOML"):
        open_workspace([str(case_folder)])
