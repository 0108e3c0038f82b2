"""Which policy holds up, when it does not, what to find out first, and how earlier projections did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.ink import dated, linked, percent, traced
from headcount.publish.page import Page
from headcount.publish.prose import joined, policy_label
from headcount.publish.trails import BACKTEST_RUN, PROJECTION_RUN, trail_id
from headcount.values.backtests import Score
from headcount.values.decisions import Box, Condition, Decision, Influence, Standing

NEGLIGIBLE = 0.001
"""a worth below this share of the reference's loss is told as none"""
TOLD = 3
"""unknowns and figures that a sentence tells of"""


@dataclass(frozen=True, slots=True)
class RankRow:
    """One policy of the table; numbers are links, each row's cells in the order of its heads."""

    label: Markup
    loss: Markup
    range: Markup
    worst: Markup
    regret: Markup
    best: Markup
    keeps: Markup
    weightings: Markup


@dataclass(frozen=True, slots=True)
class Ranking:
    """The policies by one loss, best first, and what that rests on."""

    lead: Markup
    rows: tuple[RankRow, ...]
    finding: Markup
    conditions: tuple[Markup, ...]
    learning: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The projections of one past day, or all of them."""

    day: Markup
    checks: Markup
    in50: Markup
    in90: Markup
    own: Markup
    last: Markup


def ranking(page: Page) -> Ranking | None:
    """The ranking of the projection, where it has one of two policies or more."""
    projection = page.briefing.projection
    decision = projection.decision if projection else None
    if decision is None or len(decision.standings) < 2:
        return None
    return Ranking(
        lead=_lead(page, decision),
        rows=tuple(_row(page, standing, decision) for standing in decision.standings),
        finding=_finding(page, decision),
        conditions=tuple(_conditions(page, decision)),
        learning=(*_worth(page, decision.unknowns, "unknown"), *_worth(page, decision.figures, "figure")),
    )


def scores(page: Page) -> tuple[ScoreRow, ...]:
    """The backtest that the case keeps, by starting day, then all."""
    found = page.briefing.backtest
    return tuple(_score(page, score) for score in found.scores if score.checks) if found else ()


def _lead(page: Page, decision: Decision) -> Markup:
    weights = [
        page.say(
            "ranking.weight",
            outcome=_foreign(page, weight.label, "outcome", weight.outcome),
            rate=_number(page, weight.rate),
            share=_share(page, weight.weight, decision),
        )
        for weight in decision.weights
    ]
    return page.say(
        "ranking.lead",
        weights=Markup("; ").join(weights),
        one=_number(page, 1.0, 1.0),
        reference=_policy(page, decision.reference),
    )


def _foreign(page: Page, text: str, kind: str, code: str) -> Markup:
    """A text of the projection; words that only English has are marked as such."""
    key = f"{kind}s.{code}"
    if page.say.has(key):
        return page.say(key)
    marked = page.said("", text)
    return traced(page, marked if isinstance(marked, Markup) else str(marked), PROJECTION_RUN)


def _policy(page: Page, name: str) -> Markup:
    projection = page.briefing.projection
    scenario = next((s for s in projection.scenarios if s.policy == name), None) if projection else None
    return policy_label(page, scenario) if scenario else Markup("{}").format(name)


def _number(page: Page, value: float, step: float = 0.01) -> Markup:
    return linked(page, page.say.number(value, step), PROJECTION_RUN)


def _share(page: Page, share: float, decision: Decision) -> Markup:
    return percent(page, share, PROJECTION_RUN, decision.draws)


def _row(page: Page, standing: Standing, decision: Decision) -> RankRow:
    low, high = (page.say.number(end, 0.01) for end in (standing.loss.low90, standing.loss.high90))
    return RankRow(
        label=_policy(page, standing.policy),
        loss=_number(page, standing.mean),
        range=linked(page, str(page.say("number.span", low=low, high=high)), PROJECTION_RUN),
        worst=_number(page, standing.worst_decile),
        regret=_number(page, standing.regret90),
        best=_share(page, standing.p_best, decision),
        keeps=Markup("–") if standing.satisfies is None else _share(page, standing.satisfies, decision),
        weightings=_share(page, standing.weightings, decision),
    )


def _finding(page: Page, decision: Decision) -> Markup:
    first, second = (_policy(page, standing.policy) for standing in decision.standings[:2])
    return page.say("ranking.settled" if decision.settled else "ranking.unsettled", first=first, second=second)


def _conditions(page: Page, decision: Decision) -> Iterator[Markup]:
    never = [box for box in decision.boxes if box.rate == 0 and not box.wins and box.against]
    for against in dict.fromkeys(box.against for box in never):
        names = [_quoted(page, box.policy) for box in never if box.against == against]
        yield page.say("ranking.never", policies=joined(page, names), against=_against(page, against))
    for box in decision.boxes:
        if box not in never:
            yield _box(page, box, decision)


def _against(page: Page, policy: str | None) -> Markup:
    return _quoted(page, policy) if policy else page.say("ranking.other")


def _quoted(page: Page, policy: str) -> Markup:
    return page.say("ranking.quoted", policy=_policy(page, policy))


def _box(page: Page, box: Box, decision: Decision) -> Markup:
    kind = "wins" if box.wins else "loses"
    return page.say(
        f"ranking.{kind}_where" if box.conditions else f"ranking.{kind}",
        policy=_policy(page, box.policy),
        against=_against(page, box.against),
        rate=_share(page, box.rate, decision),
        conditions=joined(page, [_condition(page, one) for one in box.conditions]),
        inside=_share(page, box.inside, decision),
        covers=_share(page, box.covers, decision),
    )


def _condition(page: Page, one: Condition) -> Markup:
    cause = _foreign(page, one.cause, "cause", one.cause)
    step = 10.0 ** (len(f"{abs(one.limit):.0f}") - 3) if abs(one.limit) >= 1 else 0.001
    return page.say(
        "ranking.above" if one.above else "ranking.below", cause=cause, limit=_number(page, one.limit, step)
    )


def _worth(page: Page, influences: Sequence[Influence], what: str) -> Iterator[Markup]:
    told = [one for one in influences if one.worth >= NEGLIGIBLE][:TOLD]
    for one in told:
        projection = page.briefing.projection
        draws = projection.draws if projection else None
        yield page.say(
            f"ranking.{what}",
            cause=_cause(page, one),
            switches=percent(page, one.switches, PROJECTION_RUN, draws),
            worth=linked(page, page.say.percent(one.worth, 0.001), PROJECTION_RUN),
        )
    strongest = max(influences, key=lambda one: abs(one.correlation), default=None)
    if not told and strongest:
        yield page.say(f"ranking.no_{what}", cause=_cause(page, strongest))


def _cause(page: Page, one: Influence) -> Markup:
    """What is to be learnt; an answer of the estimate leads to it."""
    if one.answer:
        label = page.said(f"ask.{one.answer}", one.cause)
        return traced(page, label, trail_id("answer", one.answer))
    return _foreign(page, one.cause, "cause", one.cause)


def _score(page: Page, score: Score) -> ScoreRow:
    def number(value: float | None, step: float = 0.01) -> Markup:
        return Markup("–") if value is None else linked(page, page.say.number(value, step), BACKTEST_RUN)

    return ScoreRow(
        day=dated(page, score.day, BACKTEST_RUN) if score.day else page.say("ranking.all_days"),
        checks=number(score.checks, 1.0),
        in50=percent(page, score.in50, BACKTEST_RUN, score.checks),
        in90=percent(page, score.in90, BACKTEST_RUN, score.checks),
        own=number(score.crps_with_last),
        last=number(score.last_crps),
    )
