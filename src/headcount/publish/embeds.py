"""One number or chart as a small page of its own, to stand in an article, with the whole briefing's address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from headcount.errors import UsageError
from headcount.publish import pictures, tables
from headcount.publish.charts import Row
from headcount.publish.citations import web_address
from headcount.publish.ink import Inked, answered, traced
from headcount.publish.overtime import answer_over_time
from headcount.publish.page import Page
from headcount.publish.panels import Panel, panels
from headcount.publish.plans import plan_table
from headcount.publish.policies import comparisons
from headcount.publish.prose import estimate_sentence, label_of, rests_on
from headcount.publish.trails import ESTIMATE_RUN, PLANS_RUN, PROJECTION_RUN, trail_id
from headcount.values.estimates import Answer

PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Embed:
    """What the small page shows."""

    title: Markup
    sentence: Markup
    numbers: Inked | None
    row: Row | None
    axis: tuple[tuple[float, str], ...]
    svg: Markup
    trail: str
    panels: tuple[Panel, ...]
    """the trail of the number, and the run it came from"""
    address: str | None


def embed(page: Page, id: str, address: str | None = None) -> Embed:
    """The answer, outcome or ``plans`` called ``id``; ``address`` is where the whole briefing stands.

    Raises
    ------
    UsageError
        The briefing has nothing of that name; the message lists what it has.
    """
    target = f"{web_address(address)}" if web_address(address) else None
    answers = {answer.id: answer for answer in page.briefing.estimate.answers}
    compared = {one.name: one for one in comparisons(page)}
    if id in answers:
        return _of_answer(page, answers[id], target)
    if id == PLANS and (table := plan_table(page, ())):
        rows = [*([table.total] if table.total else []), *table.rows]
        title, svg = page.say("plans.title"), pictures.plan_bars(page, rows)
        return _chart(page, title, table.finding, svg, rows[0].trail, PLANS_RUN, target)
    if id in compared:
        one = compared[id]
        trail = one.panels[0].trail if one.panels else PROJECTION_RUN
        return _chart(page, one.label, one.finding, pictures.fan_panels(one), trail, PROJECTION_RUN, target)
    known = ", ".join([*answers, *([PLANS] if page.briefing.plan_gap else []), *compared]) or "nothing"
    raise UsageError(f"--embed: the briefing has no '{id}'; it has {known}")


def _of_answer(page: Page, answer: Answer, address: str | None) -> Embed:
    reports = [(page.figures[id], page.terms[id][1].p_wrong > 0.5) for id in tables.exact_ids(page, answer)]
    picture = answer_over_time(page, answer, reports)
    lead = tables.alone(page, answer)
    trail = trail_id("answer", answer.id)
    return Embed(
        title=label_of(page, answer),
        sentence=Markup(" ").join((estimate_sentence(page, answer), rests_on(page, answer))),
        numbers=answered(page, answer),
        row=None if picture else lead.row,
        axis=() if picture else lead.axis,
        svg=Markup(pictures.over_time(picture)) if picture else Markup(""),
        trail=trail,
        panels=_behind(page, trail, ESTIMATE_RUN),
        address=address,
    )


def _chart(page: Page, title: Markup, finding: Markup, svg: str, trail: str, run: str, address: str | None) -> Embed:
    return Embed(
        title=traced(page, title.striptags(), trail),
        sentence=Markup(finding),
        numbers=None,
        row=None,
        axis=(),
        svg=Markup(svg),
        trail=trail,
        panels=_behind(page, trail, run, title, finding),
        address=address,
    )


def _behind(page: Page, trail: str, run: str, *texts: Markup) -> tuple[Panel, ...]:
    """The trail of the number, those that the words around it open, and the run last."""
    told = {panel.trail: panel for panel in panels(page)}
    used = [id for text in texts for id in re.findall(r'data-trail="([^"]+)"', text)]
    others = dict.fromkeys(id for id in (trail, *used) if id != run)
    return tuple(told[id] for id in (*others, run) if id in told)
