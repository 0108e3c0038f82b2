"""Settings and weights on the command line, and a ranking in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headcount.cli.backtest import print_backtest
from headcount.cli.decisions import decision_json, print_decision, print_portions, print_tried, sentences
from headcount.cli.gap import covered, last_day, plan_json, print_gap
from headcount.cli.options import numbers, pairs
from headcount.cli.printing import Printer
from headcount.errors import UsageError
from headcount.values.backtests import Backtest, Score
from headcount.values.decisions import Box, Condition, Decision, Influence, Portion, Standing, Tried, Weight
from headcount.values.estimates import Interval
from headcount.values.plans import Covered, Extent, Plan, PlanGap


def test_names_and_values() -> None:
    assert pairs(["a.b=1", " c = x, y ", "a.b=2"], "--set") == {"a.b": "2", "c": "x, y"}
    assert numbers(["at_large=2", "held=.5"], "--weight") == {"at_large": 2.0, "held": 0.5}


@pytest.mark.parametrize("text", ["a", "=1", "a=", " = "])
def test_neither_name_nor_value(text: str) -> None:
    with pytest.raises(UsageError, match="write a name and a value"):
        pairs([text], "--set")


def test_a_weight_in_words() -> None:
    with pytest.raises(UsageError, match="--weight held=much: 'much' is no number"):
        numbers(["held=much"], "--weight")


def standing(policy: str, mean: float) -> Standing:
    return Standing(policy, policy.upper(), Interval(mean, 0, 2, 0, 2), mean, 2, 0.1, 0.2, 0.5, None, (1.0, 0.0), 0.5)


DECISION = Decision("p", (), (standing("q", 0.8), standing("p", 1.0)), True, 0.1)


def test_the_lead_is_told_or_that_there_is_none() -> None:
    assert next(sentences(DECISION)) == "“Q” has the least expected loss, before “P”."
    assert "is not settled" in next(sentences(replace(DECISION, settled=False)))
    (only,) = sentences(replace(DECISION, standings=DECISION.standings[:1]))
    assert "nothing to rank it against" in only


def test_when_a_policy_loses() -> None:
    conditions = (Condition("the pace", False, 12.25, 0.3), Condition("how often many break out", True, 2, 0.5))
    box = Box("q", "p", False, 0.17, conditions, 0.63, 0.74)
    assert list(sentences(replace(DECISION, boxes=(box,))))[1] == (
        "“Q” is worse than “P” in 17 % of draws, mostly where the pace is no more than 12.2 and how often many break "
        "out is more than 2: in 63 % of the draws there, which are 74 % of all such."
    )
    never = Box("q", None, False, 0.0, (), 0.0, 0.0)
    assert list(sentences(replace(DECISION, boxes=(never,))))[1] == "“Q” is worse than some other policy in no draw."
    mostly = Box("q", "p", True, 0.004, (), 0.0, 0.0)
    assert list(sentences(replace(DECISION, boxes=(mostly,))))[1] == (
        "“Q” is no worse than “P” in under 1 % of draws; no condition marks them."
    )


def test_what_to_find_out() -> None:
    worth = Influence("how many are held", 0.032, 0.2, 0.1)
    nothing = Influence("how many moved on", 0.0, 0.0, -0.6)
    told = list(sentences(replace(DECISION, unknowns=(worth, nothing), figures=(nothing,))))
    assert told[-2] == (
        "The unknown to settle: how many are held. Knowing it would change the choice in 20 % of cases and lower the "
        "expected loss by 3.2 %."
    )
    assert told[-1] == (
        "No missing figure would change which policy is best; the size of the lead goes most with how many moved on."
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [("2019", "2019-12-31"), ("2020-02", "2020-02-29"), ("2019-11", "2019-11-30"), ("2019-11-15", "2019-11-15")],
)
def test_what_was_known_by_the_end_of_a_year_or_month(written: str, day: str) -> None:
    assert last_day(written) == day


@pytest.mark.parametrize("written", ["November", "2019-13", "2019-02-30", ""])
def test_a_day_that_is_none(written: str) -> None:
    with pytest.raises(UsageError, match="--known"):
        last_day(written)


def test_acts_without_a_number_are_marked() -> None:
    nobody = Interval(0, 0, 0, 0, 0)
    some = Interval(40, 30, 50, 20, 80)
    assert covered(Covered(nobody, Extent())) == "-"
    assert covered(Covered(some, Extent(0, None, ("a",)))) == "+"
    assert covered(Covered(some, Extent(20, None, ("a",)))) == "40+"
    assert covered(Covered(some, Extent(20, 80, ("a",)))) == "40"


def test_a_row_of_the_table_and_of_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    held, nobody = Interval(200, 180, 220, 150, 260), Interval(0, 0, 0, 0, 0)
    promised = Covered(Interval(20, 20, 20, 20, 20), Extent(20, 20, ("a",), ("p1",), ("f1",)))
    none = Covered(nobody, Extent())
    plan = Plan(
        "NOR", "country", False, held, "held.NOR", none, none, none, promised, Interval(180, 160, 200, 130, 240),
        Interval(180, 160, 200, 130, 240), Extent(5, 5), Interval(0.02, 0.02, 0.03, 0.01, 0.04), Extent(20, 20),
        Extent(), contested=("r1",),
    )  # fmt: skip
    found = PlanGap("2020-05-15", None, (plan, replace(plan, origin="western_europe_rest")), unplaced=("un",))
    print_gap(Printer(form="table"), found)
    shown = capsys.readouterr().out
    assert [line.split()[0] for line in shown.splitlines()[1:3]] == ["Norway", "rest"]
    assert "200" in shown and "20" in shown and "180" in shown and "2%" in shown
    line = plan_json(plan, found)
    assert (line["origin"], line["held"]["answer"], line["gap"]["median"]) == ("NOR", "held.NOR", 180)
    assert (line["promised"]["positions"], line["promised"]["figures"]) == (["p1"], ["f1"])
    assert line["contested"] == ["r1"]


def test_a_ranking_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    decision = replace(DECISION, weights=(Weight("at_large", "At large", 1.0, 1.0, 300.0),))
    print_decision(Printer(form="table"), decision)
    shown = capsys.readouterr().out
    assert shown.index("Q ") < shown.index("P ")
    assert "Loss weighs at_large 100%" in shown and "“Q” has the least expected loss" in shown
    lines = decision_json(replace(decision, boxes=(Box("q", "p", False, 0.0, (), 0.0, 0.0),)))
    assert [(line["kind"], line["policy"]) for line in lines] == [
        ("standing", "q"),
        ("standing", "p"),
        ("condition", "q"),
    ]
    print_tried(Printer(form="table"), (Tried({"flights": {"per_month": 4.0}}, 0.2, {"at_large": 0.9}, 0.9),))
    assert "flights: per_month 4" in capsys.readouterr().out
    print_portions(Printer(form="table"), "q", (Portion("the pace", 0.5, 0.01, 0.6, 0.02),))
    assert "the pace" in capsys.readouterr().out


def test_scores_of_a_backtest(capsys: pytest.CaptureFixture[str]) -> None:
    scores = (
        Score("2020-06-30", 12, 40, 9, 0.5, 0.875, 0.2, 4, 0.1, 0.3),
        Score(None, 0, 0, 0, 0, 0, 0, 0, None, None),
    )
    print_backtest(Printer(form="table"), Backtest(scores, (), 1, "digest"))
    day, last = capsys.readouterr().out.splitlines()[1:3]
    assert day.split() == ["2020-06-30", "12", "40", "9", "50%", "88%", "0.200", "4", "0.100", "0.300"]
    assert last.split() == ["all", "-", "-", "0", "-", "-", "-", "0", "-", "-"]
