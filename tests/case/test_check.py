"""A statement against a small case: what is told, what contradicts, what is estimated, and every ugly statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.check import LONGEST, check, read_statement, where
from headcount.case.workspace import Workspace, open_workspace
from headcount.errors import UsageError
from headcount.reconcile.standings import Standing, words_allow
from headcount.values.estimates import Interval

PAGES = {
    "first": ("2020-01-10", "The ministry said that 312 French women live in camps in Syria."),
    "second": ("2020-01-20", "312 French women are in camps in Syria, the ministry said."),
    "rounded": ("2020-02-02", "About 300 French women live in camps in Syria."),
    "rival": ("2020-02-10", "At least 900 French women live in camps in Syria."),
    "others": ("2020-02-12", "312 German men are detained in prisons in Syria."),
    "near": ("2020-02-14", "Some 340 French women live in camps in Syria."),
}


@pytest.fixture
def workspace(case_folder: Path) -> Workspace:
    for name, (published, text) in PAGES.items():
        (case_folder / "documents" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
        (case_folder / "documents" / f"{name}.toml").write_text(
            f'title = "{name}"\npublisher = "{name}"\npublished = "{published}"\nlang = "en"\n', encoding="utf-8"
        )
    return open_workspace([str(case_folder)])


def test_who_said_it_first_and_again_what_contradicts_and_what_goes_with_it(workspace: Workspace) -> None:
    (one,) = check("312 French women live in camps", workspace, seed=1)
    assert [echo.source.publisher for echo in one.told][:2] == ["first", "second"]
    assert one.told[0].independent > 0.9
    assert one.told[1].independent < 0.5
    assert one.independent < 0.5
    assert [(a.source.publisher, a.kind) for a in one.against] == [("rival", "same")]
    assert one.against[0].factor == pytest.approx(900 / 312)
    assert "near" in [source.publisher for source in one.agreeing]
    assert one.why is None
    assert one.standing is not None
    assert one.standing.fewer + one.standing.about + one.standing.more == pytest.approx(1.0)
    assert one.told[0].source.quote == "The ministry said that [312] French women live in camps in Syria."
    assert one.told[0].source.people == "women, France, in camps"


def test_the_number_of_other_people_is_told_as_such(workspace: Workspace) -> None:
    (one,) = check("312 French men are detained", workspace, seed=1)
    assert one.told == ()
    assert [source.publisher for source in one.elsewhere] == ["first"]


def test_a_number_out_of_all_proportion_fails(workspace: Workspace) -> None:
    (one,) = check("50,000 French women live in camps", workspace, seed=1)
    assert one.fails
    assert one.where == "above"
    (low,) = check("Fewer than 5 French women live in camps", workspace, seed=1)
    assert (low.where, low.fails) == ("below", True)


def test_every_figure_of_a_statement_is_checked_in_its_order(workspace: Workspace) -> None:
    found = check(
        "300 French women and 40 German men are in camps. In all 20 German men were killed.", workspace, seed=1
    )
    assert [one.source.number for one in found] == ["300", "40", "20"]
    assert found[2].why is not None
    assert (found[2].standing, found[2].where, found[2].fails) == (None, None, False)


def test_a_part_larger_than_its_whole_and_a_whole_smaller_than_its_part_clash(workspace: Workspace) -> None:
    (whole,) = check("Exactly 250 French people are in camps", workspace, seed=1)
    assert ("rival", "part") in [(a.source.publisher, a.kind) for a in whole.against]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("", "the statement is empty"),
        (" \n\t ", "the statement is empty"),
        ("x" * (LONGEST + 1), "the statement has 5,001 characters; check up to 5,000"),
        ("Nobody knows how many joined.", "says no number of people; write one"),
        ("It cost $3 million in 2019.", "says no number of people; what it has is"),
        ("1 2 3", "says no number of people|cannot be read"),
        ("\x00\x01", "says no number of people|cannot be read"),
        ("; ".join(f"{n} French women are in camps" for n in range(20, 40)), "has 20 figures; check up to 12"),
    ],
)
def test_a_statement_that_cannot_be_checked_says_why(statement: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_statement(statement)


def test_five_thousand_characters_with_one_figure_are_read() -> None:
    padding = "The road was long and the night was cold. " * 118
    found = read_statement(padding[: LONGEST - 60] + " 7,000 French women live in camps in Syria.")
    assert [figure.lo for figure in found.figures] == [7000.0]


@pytest.mark.parametrize(
    ("statement", "low", "high"),
    [
        ("At least 900 French women live in camps", 900, float("inf")),
        ("Up to 900 French women live in camps", 0, 900),
        ("Between 800 and 900 French women live in camps", 800, 900),
        ("12 French women live in camps", 12, 12),
    ],
)
def test_what_words_allow(statement: str, low: float, high: float) -> None:
    (figure,) = read_statement(statement).figures
    assert words_allow(figure) == (low, high)


def test_a_round_number_allows_more_than_an_exact_one() -> None:
    wide, tight = (words_allow(read_statement(f"{n} Russians joined").figures[0]) for n in ("7,000", "6,214"))
    assert wide[0] < 6600 < 7000 < 7400 < wide[1]
    assert wide[1] / wide[0] > tight[1] / tight[0]


@pytest.mark.parametrize(
    ("low", "high", "quantile", "expected"),
    [
        (95, 105, 0.5, "middle"),
        (125, 130, 0.85, "high"),
        (60, 70, 0.15, "low"),
        (140, 170, 0.99, "just_above"),
        (20, 55, 0.01, "just_below"),
        (160, 170, 1.0, "above"),
        (20, 30, 0.0, "below"),
        (160, float("inf"), 1.0, "above"),
        (0, 30, 0.0, "below"),
        (10, float("inf"), 0.0, "middle"),
    ],
)
def test_where_a_number_lies(low: float, high: float, quantile: float, expected: str) -> None:
    interval = Interval(median=100, low50=80, high50=120, low90=50, high90=150)
    assert where(Standing(interval, quantile, 0.3, 0.4, 0.3, low, high, 1000)) == expected
