"""The ranking of policies and the backtest on the page."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from stranded_account import BRIEFING
from stranded_crews import DOCUMENTS

from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.page import page_of
from headcount.publish.ranking import ranking, scores
from headcount.values.backtests import Backtest, Score
from headcount.values.briefings import Briefing
from headcount.values.decisions import Box, Condition, Decision, Influence, Standing, Weight
from headcount.values.estimates import Interval


def standing(policy: str, label: str, mean: float, satisfies: float | None = 0.5) -> Standing:
    loss = Interval(mean, mean - 0.1, mean + 0.1, mean - 0.2, mean + 0.2)
    return Standing(policy, label, loss, mean, mean + 0.3, 0.05, 0.12, 0.7, satisfies, (0.9, 0.1), 0.6)


def with_decision(briefing: Briefing) -> Briefing:
    assert briefing.projection is not None
    first, second, third = briefing.projection.scenarios[:3]
    answer = briefing.estimate.answers[0]
    fast = Condition("the pace of 2 ships", True, 12.34, 0.2)
    decision = Decision(
        reference=first.policy,
        weights=(Weight("held", "Still held", 0.2, 1.0, 900.0),),
        standings=(
            standing(third.policy, third.label, 0.72),
            standing(second.policy, second.label, 0.9),
            standing(first.policy, first.label, 1.0, None),
        ),
        settled=True,
        worth_of_all=0.1,
        boxes=(
            Box(third.policy, first.policy, False, 0.0, (), 0.0, 0.0),
            Box(second.policy, first.policy, False, 0.2, (fast,), 0.8, 0.9),
            Box(third.policy, None, True, 0.3, (), 0.3, 1.0),
        ),
        unknowns=(Influence("how many ships sail", 0.031, 0.25, 0.4),),
        figures=(Influence(answer.label, 0.0, 0.0, 0.6, answer.select, answer.id),),
        scaled=np.ones((3, 1)),
        policies=(first.policy, second.policy, third.policy),
        draws=2000,
    )
    tested = Backtest(
        (
            Score("2030-06-30", 4, 9, 12, 0.5, 0.83, 0.3, 5, 0.21, 0.4),
            Score("2030-12-31", 6, 12, 0, 0.0, 0.0, 0.0, 0, None, None),
            Score(None, 0, 0, 12, 0.5, 0.83, 0.3, 5, 0.21, 0.4),
        ),
        (),
        3,
        "ab12" * 16,
    )
    projection = replace(briefing.projection, decision=decision)
    return replace(briefing, projection=projection, backtest=tested)


def words(markup: object) -> str:
    return re.sub(r"<[^>]+>", "", str(markup))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_ranking_keeps_the_contract(lang: str) -> None:
    page = publish(with_decision(BRIEFING), lang=lang, plain=True)
    assert 'id="ranking"' in page and 'id="backtest"' in page
    assert naked_numbers(page) == []
    assert check_trails(page, DOCUMENTS) == []


def test_policies_stand_in_the_order_of_their_loss() -> None:
    page = page_of(with_decision(BRIEFING))
    found = ranking(page)
    assert found is not None
    assert [words(row.loss) for row in found.rows] == ["0.72", "0.90", "1.00"]
    assert [words(row.keeps) for row in found.rows] == ["50%", "50%", "–"]
    assert "before" in words(found.finding)


def test_conditions_and_what_to_find_out_are_told() -> None:
    page = page_of(with_decision(BRIEFING))
    found = ranking(page)
    assert found is not None
    never, loses, wins = map(words, found.conditions)
    assert never.startswith("Worse than") and "in no draw" in never
    assert "in 20% of draws, mostly where the pace of 2 ships is more than 12.3: in 80%" in loses
    assert "is no worse than some other policy in 30% of draws; no condition marks them" in wins
    unknown, figure = map(words, found.learning)
    assert "how many ships sail. Knowing it would change the choice in 25% of cases" in unknown and "3.1%" in unknown
    assert figure.startswith("No missing figure would change which policy is best")


def test_days_without_later_reports_are_left_out() -> None:
    rows = scores(page_of(with_decision(BRIEFING)))
    assert [words(row.day) for row in rows] == ["30 June 2030", "all"]
    assert [words(row.own) for row in rows] == ["0.21", "0.21"]


def test_a_briefing_without_a_ranking_has_no_section() -> None:
    assert ranking(page_of(BRIEFING)) is None and scores(page_of(BRIEFING)) == ()
