"""Releases: whole or absent, checked file by file, the same bytes wherever and whenever they are built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from headcount.case import contents, releases, stages
from headcount.case.releases import freeze, open_release, rebuild, versions
from headcount.errors import CaseError, InputError, UsageError


@pytest.fixture(autouse=True)
def html_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most tests need no DOCX and PDF, which take longest."""
    if request.node.name != "test_docx_and_pdf_come_out_the_same_as_well":
        monkeypatch.setattr(contents, "find_spec", lambda _: None)


def names_below(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_a_release_holds_inputs_results_and_pages_each_with_its_digest(case_folder: Path) -> None:
    (case_folder / "decisions.jsonl").write_text('{"figure": "a", "reason": "double"}\n', encoding="utf-8")
    (case_folder / ".hidden").write_text("no part of it", encoding="utf-8")
    release = freeze(str(case_folder), seed=1)
    assert (release.name, release.folder) == ("valley@1", case_folder / "releases" / "1")
    there = names_below(release.folder) - {"manifest.json"}
    assert there == set(release.manifest.files)
    inputs = {f"inputs/valley/{name}" for name in ("case.toml", "decisions.jsonl")}
    inputs |= {f"inputs/valley/documents/report.{suffix}" for suffix in ("txt", "toml")}
    assert {name for name in there if name.startswith("inputs/")} == inputs
    assert {"readings.jsonl", "settings.json", "estimate.json", "draws.npy", "pages/briefing.en.html"} <= there
    assert release.manifest.revision_of is None


def test_an_old_release_is_built_again_byte_for_byte_after_the_case_has_changed(case_folder: Path) -> None:
    first = freeze(str(case_folder), seed=1)
    report = case_folder / "documents" / "report.txt"
    report.write_text(report.read_text(encoding="utf-8").replace("2,000", "3,000"), encoding="utf-8")
    second = freeze(str(case_folder), seed=1)
    assert (second.manifest.version, second.manifest.revision_of) == ("2", "1")
    assert second.manifest.files["estimate.json"] != first.manifest.files["estimate.json"]
    rebuilt = rebuild(open_release(first.folder))
    assert (rebuilt.different, rebuilt.engine, dict(rebuilt.made_with)) == ((), (), {})
    assert "pages/briefing.en.html" in rebuilt.made
    for name, data in rebuilt.made.items():
        assert data == (first.folder / name).read_bytes(), name


def test_docx_and_pdf_come_out_the_same_as_well(case_folder: Path) -> None:
    release = freeze(str(case_folder), seed=1)
    assert {Path(name).suffix for name in release.manifest.files if name.startswith("pages/")} == {
        ".html",
        ".docx",
        ".pdf",
    }
    assert rebuild(release).different == ()


def test_where_the_case_lies_changes_no_byte(case_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "valley"
    shutil.copytree(case_folder, other)
    here, there = freeze(str(case_folder), seed=1), freeze(str(other), seed=1)
    assert here.manifest == there.manifest


def test_a_version_is_never_written_twice(case_folder: Path) -> None:
    freeze(str(case_folder), "2020-03", seed=1)
    before = {name: (case_folder / "releases" / name).read_bytes() for name in names_below(case_folder / "releases")}
    with pytest.raises(UsageError, match=r"release '2020-03' of valley is frozen already; choose another version"):
        freeze(str(case_folder), "2020-03", seed=2)
    assert before == {name: (case_folder / "releases" / name).read_bytes() for name in before}


@pytest.mark.parametrize("version", ["../up", ".hidden", "a/b", "a b", "x" * 65])
def test_a_version_is_a_plain_name(case_folder: Path, version: str) -> None:
    with pytest.raises(UsageError, match="is no version"):
        freeze(str(case_folder), version, seed=1)


def test_the_name_of_a_case_is_taken_for_a_mistake(case_folder: Path) -> None:
    with pytest.raises(UsageError, match="'caliphate' is the name of a case; name the case first"):
        freeze(str(case_folder), "caliphate", seed=1)


@pytest.mark.parametrize("broken", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_run_that_breaks_leaves_nothing(
    case_folder: Path, monkeypatch: pytest.MonkeyPatch, broken: BaseException
) -> None:
    def breaks(*_: object) -> None:
        raise broken

    monkeypatch.setattr(releases, "_to_disk", breaks)
    expected = InputError if isinstance(broken, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        freeze(str(case_folder), seed=1)
    assert list((case_folder / "releases").iterdir()) == []


def test_a_release_that_another_run_made_meanwhile_stays(case_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def others_first(*_: object) -> None:
        (case_folder / "releases" / "1").mkdir(exist_ok=True)
        (case_folder / "releases" / "1" / "theirs").write_text("x", encoding="utf-8")

    monkeypatch.setattr(releases, "_to_disk", others_first)
    with pytest.raises(UsageError, match="release '1' was frozen by another run"):
        freeze(str(case_folder), seed=1)
    assert names_below(case_folder / "releases") == {"1/theirs"}


def test_a_case_with_an_unreadable_document_is_not_frozen(case_folder: Path) -> None:
    (case_folder / "documents" / "bad.txt").write_bytes(b"\x00\x01\x02bad")
    with pytest.raises(CaseError, match=r"cannot be frozen while something in it cannot be read: .*bad\.txt"):
        freeze(str(case_folder), seed=1)


def test_documents_behind_a_link_are_told(case_folder: Path, tmp_path: Path) -> None:
    (case_folder / "documents").rename(tmp_path / "far")
    (case_folder / "documents").symlink_to(tmp_path / "far")
    with pytest.raises(CaseError, match="documents: is a link; a release holds what lies in the case"):
        freeze(str(case_folder), seed=1)
    assert list((case_folder / "releases").iterdir()) == []


@pytest.mark.parametrize("change", ["grow", "remove", "add", "manifest"])
def test_a_release_that_was_touched_is_refused(case_folder: Path, change: str) -> None:
    folder = freeze(str(case_folder), seed=1).folder
    estimate, manifest = folder / "estimate.json", folder / "manifest.json"
    if change == "grow":
        estimate.write_bytes(estimate.read_bytes() + b"\n")
    elif change == "remove":
        estimate.unlink()
    elif change == "add":
        (folder / "note.txt").write_text("x", encoding="utf-8")
    else:
        manifest.write_text(manifest.read_text(encoding="utf-8").replace("The valley", "The hill"), encoding="utf-8")
    with pytest.raises(CaseError, match="is not as"):
        open_release(folder)


def test_another_engine_is_told(case_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = freeze(str(case_folder), seed=1)
    now = stages.engines() | {"reconcile": "another"}
    monkeypatch.setattr(stages, "engines", lambda: now)
    assert rebuild(release).engine == ("reconcile",)


def test_versions_are_listed_in_their_order(case_folder: Path) -> None:
    for version in ("1.10", "1.9", "10", "draft", "9"):
        folder = case_folder / "releases" / version
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert versions(case_folder) == ["draft", "1.9", "1.10", "9", "10"]


def test_the_data_can_be_read_without_headcount(case_folder: Path) -> None:
    folder = freeze(str(case_folder), seed=1).folder
    estimate = json.loads((folder / contents.ESTIMATE).read_text(encoding="utf-8"))
    draws = np.load(folder / contents.DRAWS, allow_pickle=False)
    shape = tuple(len(leaves) for _, leaves in estimate["axes"])
    assert draws.shape[1:] == shape
    (line,) = (folder / contents.READINGS).read_text(encoding="utf-8").splitlines()
    document = json.loads(line)["document"]
    assert (document["path"], document["kind"]) == ("documents/report.txt", "verbatim")
