"""The plan gap, country by country: people held, and for how many of them nobody has done or promised anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.ink import Inked, estimated, linked, percent
from headcount.publish.page import Page
from headcount.publish.prose import joined
from headcount.publish.trails import trail_id
from headcount.values.plans import Plan

FOREIGN = "foreign"
STAGES = ("done", "under_way", "preparing", "promised")
MOSTLY = 0.5
"""a country that took back at least this share is named among those that took back most"""
FEW = 10
"""people held below which a country is not named in a sentence"""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One country of the table."""

    trail: str
    anchor: str
    """id of the country's own section, where it has one"""
    name: str
    held: Inked
    gap: Inked
    bar: tuple[tuple[str, float, float], ...]
    """(stage, start, width) in percent of those held, gap last"""
    spoken: Markup
    """the bar in words"""
    back: Markup | None
    contested: bool


@dataclass(frozen=True, slots=True)
class PlanTable:
    """All countries, the widest gap first; the total of foreigners apart, and those held in their own country."""

    total: PlanRow | None
    rows: tuple[PlanRow, ...]
    hosts: tuple[PlanRow, ...]
    finding: Markup


def plan_table(page: Page, sections: Sequence[str]) -> PlanTable | None:
    """The plan gap as a table; ``sections`` are the anchors that the page has. Nothing where nobody is held."""
    found = page.briefing.plan_gap
    if found is None or not any(plan.held.high90 > 0 for plan in found.plans):
        return None
    foreign = found.of(FOREIGN)
    own = [plan for plan in found.plans if plan.kind != "region" and plan.held.high90 > 0]
    return PlanTable(
        total=_row(page, foreign, sections) if foreign else None,
        rows=tuple(_row(page, plan, sections) for plan in own if not plan.host),
        hosts=tuple(_row(page, plan, sections) for plan in own if plan.host),
        finding=Markup(" ").join(plan_sentences(page)),
    )


def _row(page: Page, plan: Plan, sections: Sequence[str]) -> PlanRow:
    trail, anchor = trail_id("plan", plan.origin), trail_id("country", plan.origin)
    return PlanRow(
        trail=trail,
        anchor=anchor if anchor in sections else "",
        name=str(page.say("plans.total")) if plan.origin == FOREIGN else page.heading(plan.origin),
        held=estimated(page, plan.held, held_trail(plan)),
        gap=estimated(page, plan.gap, trail),
        bar=_bar(plan),
        spoken=covered_sentence(page, plan),
        back=share_back(page, plan),
        contested=bool(plan.contested),
    )


def held_trail(plan: Plan) -> str:
    """The trail of the people held: the answer that counts them, or the country's people."""
    if plan.answer:
        return trail_id("answer", plan.answer)
    return trail_id("plan" if plan.kind == "region" else "people", plan.origin)


def _bar(plan: Plan) -> tuple[tuple[str, float, float], ...]:
    """Medians side by side; they need not add up to those held, so they are brought to a hundred percent."""
    people = dict(zip(STAGES, covered(plan), strict=True)) | {"gap": plan.gap.median}
    whole = sum(people.values()) or 1.0
    bar, at = [], 0.0
    for stage, number in people.items():
        width = 100 * number / whole
        if width > 0:
            bar.append((stage, round(at, 2), round(width, 2)))
        at += width
    return tuple(bar)


def covered(plan: Plan) -> tuple[float, ...]:
    """Medians of the people covered, in the order of :data:`STAGES`."""
    return tuple(one.people.median for one in (plan.taken_since, plan.under_way, plan.preparing, plan.promised))


def covered_sentence(page: Page, plan: Plan) -> Markup:
    """Who has a plan, stage by stage, and for how many nobody has one."""
    trail = trail_id("plan", plan.origin)
    stages = (plan.taken_since, plan.under_way, plan.preparing, plan.promised)
    told = [
        page.say(f"plans.{name}", n=estimated(page, one.people, trail, printed=True).median)
        for name, one in zip(STAGES, stages, strict=True)
        if one.people.median >= 1
    ]
    gap = estimated(page, plan.gap, trail)
    if not told:
        return page.say("plans.nobody", gap=gap.median, range=gap.range90)
    return page.say("plans.covered", told=joined(page, told), gap=gap.median, range=gap.range90)


def share_back(page: Page, plan: Plan) -> Markup | None:
    """The share of its people that a country has taken back."""
    if plan.share_back is None:
        return None
    draws = len(page.briefing.estimate.draws)
    return percent(page, plan.share_back.median, trail_id("plan", plan.origin), min(draws, 400))


def plan_sentences(page: Page) -> tuple[Markup, ...]:
    """The plan gap as an editor would print it."""
    found = page.briefing.plan_gap
    foreign = found.of(FOREIGN) if found else None
    if found is None or foreign is None or foreign.held.median < 1:
        return ()
    trail = trail_id("plan", FOREIGN)
    gap = estimated(page, foreign.gap, trail)
    share = min(foreign.gap.median / max(foreign.held.median, 1), 1.0)
    lines = [page.say("plans.sentence", gap=gap.median, between=gap.between90, share=percent(page, share, trail))]
    then = page.briefing.plan_gap_then
    if then and (past := then.of(FOREIGN)):
        day = linked(page, page.say.date(then.known or then.day), "setting-as_of", "n d")
        lines.append(page.say("plans.then", date=day, gap=estimated(page, past.gap, trail).median))
    countries = [p for p in found.plans if p.kind == "country" and not p.host and p.held.median >= FEW]
    widest = sorted(countries, key=lambda plan: -plan.gap.median)[:3]
    if len(widest) == 3:
        named = [page.say("plans.named", place=page.place(p.origin), n=_gap(page, p)) for p in widest]
        lines.append(page.say("plans.widest", places=joined(page, named)))
    shares = {p.origin: p.share_back.median for p in countries if p.share_back}
    most = sorted((p for p in countries if shares.get(p.origin, 0) >= MOSTLY), key=lambda p: -shares[p.origin])[:3]
    if most:
        named = [page.say("plans.named", place=page.place(p.origin), n=share_back(page, p)) for p in most]
        lines.append(page.say("plans.most_back", places=joined(page, named)))
    return tuple(lines)


def _gap(page: Page, plan: Plan) -> Markup:
    return estimated(page, plan.gap, trail_id("plan", plan.origin)).median


def plan_of(page: Page, origin: str) -> Plan | None:
    """The row that tells of the people of ``origin``, or of the origins it is counted with."""
    found = page.briefing.plan_gap
    if found is None:
        return None
    own = found.of(origin)
    return own or next((p for p in found.plans if p.kind != "region" and origin in p.actors), None)


def date_note(page: Page) -> Markup:
    """Which day the table speaks of."""
    if page.briefing.plan_gap is None:
        return Markup("")
    day = linked(page, page.say.date(page.briefing.plan_gap.day), "setting-as_of", "n d")
    return page.say("plans.lead", date=day)
