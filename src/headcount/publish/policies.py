"""Policies side by side: fans over time, totals, ranking and what the ranking rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from headcount.publish.charts import Fan, Frame, Row, Scale, fans, frame_of, linear_scale, row_of
from headcount.publish.ink import Inked, linked, outcome_trail, percent, rounded_text, totalled, traced
from headcount.publish.page import Page
from headcount.publish.prose import finding, month_after, outcome_label, policy_label, unit_label
from headcount.publish.rounding import step_of, to_step
from headcount.publish.tables import axis_of
from headcount.publish.trails import PROJECTION_RUN, printed, trail_id
from headcount.values.estimates import Interval
from headcount.values.scenarios import Outcome, Projection, Rank, Scenario


@dataclass(frozen=True, slots=True)
class Panel:
    """One policy's fan."""

    label: Markup
    fan: Fan
    end: Markup
    trail: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One policy on one outcome: its total and its rank."""

    label: Markup
    numbers: Inked
    row: Row
    mean: Markup
    worst: Markup
    regret: Markup
    best: Markup


@dataclass(frozen=True, slots=True)
class Comparison:
    """All policies on one outcome."""

    name: str
    label: Markup
    unit: Markup
    better: Markup
    finding: Markup
    driver: Markup | None
    panels: tuple[Panel, ...]
    ticks: tuple[tuple[float, str], ...]
    """y and label of each tick of the fans"""
    years: tuple[tuple[float, str], ...]
    axis: tuple[tuple[float, str], ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a policy changes, lever by lever."""

    label: Markup
    levers: tuple[Markup, ...]


def comparisons(page: Page) -> tuple[Comparison, ...]:
    """One comparison an outcome, in the order of the first policy's outcomes."""
    projection = page.briefing.projection
    if not projection or not projection.scenarios:
        return ()
    return tuple(_comparison(page, projection, outcome) for outcome in projection.scenarios[0].outcomes)


def _comparison(page: Page, projection: Projection, outcome: Outcome) -> Comparison:
    name = outcome.name
    ranks = {rank.policy: rank for rank in projection.ranks if rank.outcome == name}
    driver = projection.drivers.get(name)
    highest = max(scenario.outcome(name).total.high90 for scenario in projection.scenarios)
    scale = linear_scale([highest])
    frame = _frame(page, projection, name)
    return Comparison(
        name=name,
        label=outcome_label(page, projection.scenarios[0], name),
        unit=unit_label(page, projection.scenarios[0], name),
        better=page.say("policies.higher" if outcome.more_is_better else "policies.lower"),
        finding=finding(page, projection, name),
        driver=traced(page, page.said(f"driver.{name}", driver), PROJECTION_RUN) if driver else None,
        panels=_panels(page, projection, name),
        ticks=tuple((frame.y(tick), page.say.number(tick, _finest(frame.ticks))) for tick in frame.ticks),
        years=tuple((frame.x(month), text) for month, text in _years(projection)),
        axis=axis_of(page, scale),
        standings=tuple(
            _standing(page, projection, scenario, name, scale, ranks.get(scenario.policy))
            for scenario in sorted(projection.scenarios, key=lambda s: _order(ranks.get(s.policy), s, outcome))
        ),
    )


def _frame(page: Page, projection: Projection, name: str) -> Frame:
    """One frame for all policies, its margins wide enough for the longest label."""
    outcomes = [scenario.outcome(name) for scenario in projection.scenarios]
    frame = frame_of(outcomes, projection.months)
    longest = max(len(page.say.number(tick, _finest(frame.ticks))) for tick in frame.ticks)
    return replace(frame, left=14 + 6.4 * longest, right=16 + 8.2 * max(longest, 3))


def _finest(ticks: tuple[float, ...]) -> float:
    return min(1.0, *(b - a for a, b in pairwise(ticks)), 1.0)


def _years(projection: Projection) -> list[tuple[int, str]]:
    """(month, label) of each new year, at most five of them."""
    starts = [m for m in range(projection.months + 1) if month_after(projection.start, m).endswith("-01")]
    every = -(-len(starts) // 5) if starts else 1
    return [(month, month_after(projection.start, month)[:4]) for month in starts[::every]]


def _order(rank: Rank | None, scenario: Scenario, outcome: Outcome) -> tuple[float, float]:
    """Best first: by the mean, as the ranking does."""
    mean = rank.mean if rank else scenario.outcome(outcome.name).total.median
    return (-mean if outcome.more_is_better else mean), 0.0


def _panels(page: Page, projection: Projection, name: str) -> tuple[Panel, ...]:
    runs = [(s, s.outcome(name)) for s in projection.scenarios]
    drawn = [(s, o, o.series) for s, o in runs if o.series is not None]
    frame = _frame(page, projection, name)
    return tuple(
        Panel(policy_label(page, scenario), fan, _end(page, scenario, outcome), outcome_trail(scenario.policy, outcome))
        for (scenario, outcome, _), fan in zip(drawn, fans([series for _, _, series in drawn], frame), strict=True)
    )


def _end(page: Page, scenario: Scenario, outcome: Outcome) -> Markup:
    """The median of the last month, rounded by that month's own interval."""
    assert outcome.series is not None
    low, _, median, _, high = (float(value) for value in outcome.series[-1])
    return linked(
        page, rounded_text(page, to_step(median, step_of(low, high))), outcome_trail(scenario.policy, outcome)
    )


def _standing(
    page: Page, projection: Projection, scenario: Scenario, name: str, scale: Scale, rank: Rank | None
) -> Standing:
    outcome = scenario.outcome(name)
    trail = outcome_trail(scenario.policy, outcome)
    none = Markup("–")

    coarsest = max(_step(other.outcome(name).total) for other in projection.scenarios)

    def ink(value: float, step: float) -> Markup:
        return linked(page, rounded_text(page, to_step(value, step)), trail)

    return Standing(
        label=policy_label(page, scenario),
        numbers=totalled(page, outcome, scenario.policy),
        row=row_of(outcome.total, scale),
        mean=ink(rank.mean, _step(outcome.total)) if rank else none,
        worst=ink(rank.worst_decile, _step(outcome.total)) if rank else none,
        regret=ink(rank.regret, coarsest) if rank else none,
        best=percent(page, rank.p_best, trail, projection.draws) if rank else none,
    )


def _step(interval: Interval) -> float:
    return step_of(interval.low90, interval.high90, whole=not 0 < interval.high90 < 20)


def settings(page: Page) -> tuple[Setting, ...]:
    """The levers of each policy in words."""
    return tuple(
        Setting(
            traced(page, page.said(f"policy.{policy.name}", policy.label), trail_id("setting", "policy", policy.name)),
            tuple(
                traced(page, _lever(page, lever, given), trail_id("setting", "policy", policy.name))
                for lever, given in policy.levers.items()
            ),
        )
        for policy in page.briefing.case.policies
    )


def _lever(page: Page, lever: str, given: Mapping[str, float | str | bool | list[str]]) -> Markup:
    """A lever and its settings as a phrase; a lever that the locale has no words for is printed by its names."""
    said = Markup(", ").join(_parameter(page, lever, key, value) for key, value in given.items())
    name = page.say(f"levers.{lever}") if page.say.has(f"levers.{lever}") else lever.replace("_", " ")
    return Markup("{}: {}").format(name, said) if said else Markup("{}").format(name)


def _parameter(page: Page, lever: str, key: str, value: float | str | bool | list[str]) -> Markup:
    shown = ", ".join(page.label("groups", code) for code in value) if isinstance(value, list) else printed(value)
    phrase = f"levers.{lever}_{key}"
    return (
        page.say(phrase, value=shown) if page.say.has(phrase) else Markup("{} {}").format(key.replace("_", " "), shown)
    )
