"""Only what depends on a change runs again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from headcount.case import stages
from headcount.case.pages import pages
from headcount.case.workspace import open_workspace

POLICY = """
[[transition]]
code = "repatriation"
from = "in_camp"
to = "returned"
hazard = [0.01, 0.1]
basis = "a guess"
policy = true
[[policy]]
name = "as_now"
label = "As now"
[[policy]]
name = "{name}"
label = "More"
[policy.levers.repatriation_pace]
per_month = {pace}
"""


@pytest.fixture
def with_policies(case_folder: Path) -> Path:
    file = case_folder / "case.toml"
    text = file.read_text(encoding="utf-8").replace("as_of =", "horizon_months = 6\nas_of =")
    file.write_text(text + POLICY.format(name="more", pace=20), encoding="utf-8")
    return case_folder


def digests(folder: Path) -> tuple[str, str | None, str]:
    results = stages.run(open_workspace([str(folder)]), seed=1)
    projection = results.projection
    return results.estimate.digest, projection.digest if projection else None, results.briefing().digest


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "again"),
    [
        ("case.toml", "The valley", "The hill", (False, False, True)),
        ("case.toml", "per_month = 20", "per_month = 30", (False, True, True)),
        ("case.toml", "horizon_months = 6", "horizon_months = 7", (False, True, True)),
        ("case.toml", "total = [100, 100000]", "total = [100, 90000]", (True, True, True)),
        ("documents/report.toml", 'publisher = "Institute"', 'publisher = "Office"', (True, True, True)),
        (
            "documents/report.toml",
            'publisher = "Institute"',
            'publisher = "Institute"\ngrade = "E"',
            (True, True, True),
        ),
        ("documents/report.txt", "300 French", "400 French", (True, True, True)),
    ],
)
def test_a_change_runs_what_depends_on_it(
    with_policies: Path, file: str, old: str, new: str, again: tuple[bool, bool, bool]
) -> None:
    before = digests(with_policies)
    edit(with_policies / file, old, new)
    assert tuple(one != other for one, other in zip(before, digests(with_policies), strict=True)) == again


def test_a_case_that_moved_is_not_read_again(case_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stages.run(open_workspace([str(case_folder)]), seed=1)
    moved = case_folder.rename(case_folder.with_name("elsewhere"))
    moved = moved.rename(moved.parent / "below" / "valley") if (moved.parent / "below").mkdir() is None else moved
    monkeypatch.setattr("headcount.read.read", fail("read again"))
    readings = stages.read_all(open_workspace([str(moved)]))
    assert readings[0].document.path == str(moved / "documents" / "report.txt")


def test_a_second_run_makes_nothing(with_policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = digests(with_policies)
    for name in ("read.read", "reconcile.reconcile", "project.project"):
        monkeypatch.setattr(f"headcount.{name}", fail(name))
    assert digests(with_policies) == first


def fail(what: str) -> Callable[..., None]:
    def called(*_: object, **__: object) -> None:
        raise AssertionError(f"{what} was called")

    return called


def test_a_page_is_drawn_once_and_again_only_for_another_language(
    with_policies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = stages.run(open_workspace([str(with_policies)]), seed=1)
    first = pages(results, langs=("en",))
    again = stages.run(open_workspace([str(with_policies)]), seed=1)
    monkeypatch.setattr(stages.Results, "briefing", fail("briefing"))
    assert pages(again, langs=("en",)) == first
    for other in ({"langs": ("ru",)}, {"langs": ("en",), "plain": True}, {"langs": ("en",), "release": "2"}):
        with pytest.raises(AssertionError, match="briefing was called"):
            pages(again, **other)  # type: ignore[arg-type]
