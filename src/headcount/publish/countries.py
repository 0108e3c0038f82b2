"""One section a country: its people, how sure that is, what its government does, what is missing, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from headcount import codelists
from headcount.publish.figures import lines_of
from headcount.publish.ink import Inked, estimated
from headcount.publish.overtime import Axis, OverTime, axis_of, figures_over_time
from headcount.publish.page import Page
from headcount.publish.plans import covered_sentence, held_trail, plan_of, share_back
from headcount.publish.positions import Actor, actor_of
from headcount.publish.prose import placed, population, report, rests_on
from headcount.publish.rounding import SMALLEST_PUBLISHED
from headcount.publish.selections import Select
from headcount.publish.timeline import day_of
from headcount.publish.trails import trail_id
from headcount.publish.wanted import wanted_sentence
from headcount.values.estimates import Answer, Floats, Interval, Series
from headcount.values.figures import Figure
from headcount.values.plans import Plan

SURE = ((1.6, "close"), (3.0, "fair"), (8.0, "rough"))
"""how many times the lower end of nine chances in ten the upper one is, up to which each word holds; ours"""
LEVELS = (0.5, 0.25, 0.75, 0.05, 0.95)
LISTED = 15
"""figures listed in a country's section; all of them stand in the list of figures"""
WIDE = 1.5
"""least is known about people whose interval's ends lie further apart than this"""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """People of one origin: groups as rows, states as columns; everyone of a state last."""

    states: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Inked, ...]], ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Everything the page says of one country, what is left of a region, or body."""

    anchor: str
    name: str
    body: bool
    lines: tuple[tuple[str, Markup], ...]
    """(kind, sentence); kinds: held, sure, plan, missing, within"""
    people: PeopleTable | None
    chart: OverTime | None
    actor: Actor | None
    figures: tuple[tuple[Markup, str, Markup, Markup], ...]
    """(number, of whom, date, publisher) of those that enter the account, the newest first"""


def countries(page: Page) -> tuple[Country, ...]:
    """A section for each origin of the account and each actor of the record, in the alphabet; bodies last."""
    found = list(dict.fromkeys([*page.briefing.case.origin.leaves, *(t.actor for t in page.briefing.record.timelines)]))
    own: dict[str, list[Figure]] = {code: [] for code in found}
    for figure in page.figures.values():
        if len(figure.origin) == 1 and figure.origin[0] in own:
            own[figure.origin[0]].append(figure)
    axis = axis_of(page, (day_of(page, figure) for figures in own.values() for figure in figures))
    sections = [one for code in found if (one := _country(page, code, own[code], axis))]
    return tuple(sorted(sections, key=lambda one: (one.body, one.name.casefold())))


def _country(page: Page, code: str, figures: Sequence[Figure], axis: Axis | None) -> Country | None:
    leaf = code in page.briefing.case.origin.leaves
    timeline = page.briefing.record.of(code)
    actor = actor_of(page, timeline) if timeline else None
    plan = plan_of(page, code)
    if not actor and not figures and not (leaf and plan and plan.held.high90 >= 1):
        return None
    acts = [(act.since, kind) for act, kind in actor.acts if act.since] if actor else []
    stocks = [figure for figure in figures if figure.measure == "stock" and figure.status in _held(page)]
    return Country(
        anchor=trail_id("country", code) if code else "",
        name=_named(page, code),
        body=not leaf and code not in codelists.table("places"),
        lines=tuple(_lines(page, code, plan, leaf=leaf)),
        people=_people(page, code) if leaf else None,
        chart=figures_over_time(page, axis, stocks, _estimated(page, plan, leaf=leaf), acts) if axis else None,
        actor=actor,
        figures=lines_of(page, figures)[:LISTED],
    )


def _estimated(page: Page, plan: Plan | None, *, leaf: bool) -> Interval | Series | None:
    """Those held through time, where the answer that counts them has a series; else on the day of the account."""
    if plan is None or not leaf:
        return None
    answer = next((a for a in page.briefing.estimate.answers if a.id == plan.answer), None)
    return answer.series if answer and answer.series else plan.held


def _named(page: Page, code: str) -> str:
    return page.heading(code) if code else str(page.say("positions.unknown_actor"))


def _held(page: Page) -> frozenset[str]:
    """States in which people are held: those the plan gap counts, else all states of the case."""
    answers = {answer.id: answer for answer in page.briefing.estimate.answers}
    found = page.briefing.plan_gap
    asked = [answers[plan.answer] for plan in found.plans if plan.answer in answers] if found else []
    return frozenset(asked[0].select.get("state", ())) if asked else frozenset(page.briefing.case.state.leaves)


def _lines(page: Page, code: str, plan: Plan | None, *, leaf: bool) -> list[tuple[str, Markup]]:
    """The country in sentences: how many, how sure and why, what its government does, what is missing."""
    if plan is None or (plan.origin == code) is not leaf:
        return []
    if not leaf:
        link = Markup('<a href="#{}">{}</a>').format(trail_id("country", plan.origin), page.place(plan.origin))
        return [("within", page.say("countries.within", place=link))]
    if plan.held.high90 < 1:
        return []
    answer = next((a for a in page.briefing.estimate.answers if a.id == plan.answer), None)
    held = estimated(page, plan.held, held_trail(plan))
    where = placed(page, "from", [page.origin(code)])
    noun = page.say.plural("count.people", held.value)
    phrase = "countries.held_few" if held.hidden else "countries.held"
    lines = [("held", page.say(phrase, n=held.median, noun=noun, from_place=where, between=held.between90))]
    lines.append(("sure", Markup(" ").join(_sure(page, plan, answer))))
    words = [page.say("countries.own") if plan.host else covered_sentence(page, plan)]
    if (share := share_back(page, plan)) and not plan.host:
        words.append(page.say("countries.back", share=share))
    if plan.contested:
        words.append(page.say("countries.contested"))
    lines.append(("plan", Markup(" ").join(words)))
    return lines + [("missing", line) for line in _missing(page, code, answer)]


def _sure(page: Page, plan: Plan, answer: Answer | None) -> list[Markup]:
    ratio = plan.held.high90 / max(plan.held.low90, 1.0)
    word = next((name for most, name in SURE if ratio <= most), "hardly")
    lines = [page.say(f"countries.sure_{word}")]
    if answer is None:
        return lines
    lines.append(rests_on(page, answer))
    strongest = answer.pulls[0].figures[:1] if answer.pulls else answer.figures[:1]
    if strongest:
        lines.append(page.say("countries.strongest", report=report(page, page.figures[strongest[0]])))
    return lines


def _missing(page: Page, code: str, answer: Answer | None) -> list[Markup]:
    """The figure that would help most; else the people least is known about."""
    wanted = page.briefing.estimate.wanted
    asked = [
        at
        for at, one in enumerate(wanted)
        if answer and (one.answer == answer.id or one.select.get("origin") == (code,))
    ]
    if asked:
        return [wanted_sentence(page, at) for at in asked[:2]]
    found = _widest(page, code)
    if found is None:
        return []
    select, interval = found
    range90 = estimated(page, interval, trail_id("people", code)).range90
    return [page.say("countries.least", people=population(page, select), range=range90)]


def _widest(page: Page, code: str) -> tuple[Select, Interval] | None:
    """The held group whose interval is the widest."""
    draws, axes = _draws(page, code), dict(page.briefing.estimate.axes)
    cells: list[tuple[Select, Interval]] = [
        ({"group": (group,), "state": (state,)}, _interval(draws[:, g, s]))
        for g, group in enumerate(axes["group"])
        for s, state in enumerate(axes["state"])
        if state in _held(page)
    ]
    wide = [cell for cell in cells if cell[1].high90 > max(WIDE * cell[1].low90, SMALLEST_PUBLISHED)]
    return max(wide, key=lambda cell: cell[1].high90 - cell[1].low90, default=None)


def _people(page: Page, code: str) -> PeopleTable | None:
    """Everyone of an origin by group and state; small numbers only where a source printed one so small."""
    draws, axes, trail = _draws(page, code), dict(page.briefing.estimate.axes), trail_id("people", code)
    if not draws.size or not draws.any():
        return None
    behind = (page.figures.get(page.trailed.get(other, "")) for other in page.trails[trail].behind)
    printed = any(figure.number() < SMALLEST_PUBLISHED for figure in behind if figure)

    def ink(values: Floats) -> Inked:
        return estimated(page, _interval(values), trail, printed=printed)

    rows = [
        (page.group(group), tuple(ink(draws[:, g, s]) for s in range(draws.shape[2])))
        for g, group in enumerate(axes["group"])
    ]
    if len(rows) > 1:
        rows.append(
            (str(page.say("countries.everyone")), tuple(ink(draws[:, :, s].sum(axis=1)) for s in range(draws.shape[2])))
        )
    return PeopleTable(tuple(page.state(state) for state in axes["state"]), tuple(rows))


def _draws(page: Page, code: str) -> Floats:
    """The draws of one origin, shape (draws, groups, states)."""
    estimate = page.briefing.estimate
    return np.asarray(estimate.draws[:, dict(estimate.axes)["origin"].index(code)], dtype=np.float64)


def _interval(values: Floats) -> Interval:
    return Interval(*(float(end) for end in np.quantile(values, LEVELS)))
