"""Rows of the tables of estimates and of the evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from headcount.publish.charts import Report, Row, Scale, linear_scale, row_of, scale_of
from headcount.publish.ink import Inked, answered, linked, reported_text, traced
from headcount.publish.overtime import OverTime, answer_over_time
from headcount.publish.page import Page
from headcount.publish.prose import answer_text, label_of, population
from headcount.publish.selections import same_cells
from headcount.publish.trails import ESTIMATE_RUN, trail_id
from headcount.values.estimates import Answer

SETTLED = 100
"""independent draws from which on an answer's median is known to an eighth of its standard deviation"""
ASSUMED = 0.1
ALIKE = 3
"""so many answers with one beginning of their labels become a group"""


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One population of the table."""

    id: str
    label: Markup
    numbers: Inked
    row: Row
    origins: Markup
    assumed: bool
    """more of its spread is the case's own assumption than :data:`ASSUMED`"""
    silent: bool


@dataclass(frozen=True, slots=True)
class EstimateGroup:
    """Populations whose labels begin alike ("Held: Arvenia", "Held: Belmora"), told once."""

    label: Markup | None
    rows: tuple[EstimateRow, ...]


@dataclass(frozen=True, slots=True)
class EstimateTable:
    """Populations on one scale."""

    groups: tuple[EstimateGroup, ...]
    axis: tuple[tuple[float, str], ...]
    """place in percent and label of each tick"""
    bent: bool
    finding: Markup


def estimate_table(page: Page, answers: Sequence[Answer]) -> EstimateTable:
    """All ``answers`` on one scale, with the numbers that sources printed for the same people."""
    marks = {answer.id: exact_reports(page, answer) for answer in answers}
    values = [end for a in answers for end in (a.interval.high90, a.interval.median)]
    least = min((a.interval.low90 for a in answers), default=0.0)
    scale = scale_of([*values, *(report.number for reports in marks.values() for report in reports)], least)
    return EstimateTable(
        groups=tuple(_group(page, together, scale, marks) for together in alike(answers)),
        axis=axis_of(page, scale),
        bent=scale.bend > 0,
        finding=_finding(page, answers),
    )


def alike(answers: Sequence[Answer]) -> tuple[tuple[Answer, ...], ...]:
    """Runs of at least three answers whose labels share what stands before a colon; all others by themselves."""
    runs = [tuple(run) for _, run in groupby(answers, key=lambda answer: answer.label.rpartition(": ")[0])]
    groups: list[tuple[Answer, ...]] = []
    for run in runs:
        named = len(run) >= ALIKE and ": " in run[0].label
        groups += [tuple(sorted(run, key=lambda a: -a.interval.median))] if named else [(answer,) for answer in run]
    return tuple(groups)


def _group(page: Page, answers: Sequence[Answer], scale: Scale, marks: Mapping[str, Sequence[Report]]) -> EstimateGroup:
    if len(answers) < ALIKE:
        return EstimateGroup(None, tuple(_row(page, a, answer_text(page, a), scale, marks[a.id]) for a in answers))
    said = [_divided(page, answer) for answer in answers]
    rows = tuple(_row(page, a, own, scale, marks[a.id]) for a, (_, own) in zip(answers, said, strict=True))
    return EstimateGroup(traced(page, said[0][0], rows[0].id), rows)


def _divided(page: Page, answer: Answer) -> tuple[str, str]:
    """What answers alike have in common, and what is the answer's own."""
    text = answer_text(page, answer)
    common, colon, own = text.rpartition(": ")
    if colon:
        return common, own
    rest = {axis: codes for axis, codes in answer.select.items() if axis != "origin"}
    return population(page, rest), ", ".join(page.place(code) for code in answer.select.get("origin", ()))


def unsettled(page: Page) -> Markup | None:
    """A warning where the draws are worth too few independent ones for some answer."""
    found = page.briefing.estimate.diagnostics.get("ess_least", SETTLED)
    if found >= SETTLED:
        return None
    value, least = (linked(page, page.say.number(number), ESTIMATE_RUN) for number in (found, SETTLED))
    return page.say("estimates.unsettled", value=value, least=least)


def axis_of(page: Page, scale: Scale) -> tuple[tuple[float, str], ...]:
    """Ticks in percent with their labels."""
    step = min((b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)), default=1.0)
    return tuple((scale.at(tick), page.say.number(tick, min(step, 1.0))) for tick in scale.ticks)


def exact_ids(page: Page, answer: Answer) -> list[str]:
    """Ids of the figures that count exactly the people of ``answer``."""
    found = []
    for id in answer.figures:
        _, term = page.terms.get(id, (0, None))
        person = page.figures[id].unit == "person"
        if term and term.base is None and person and same_cells(page.briefing.case, term.select, answer.select):
            found.append(id)
    return found


def exact_reports(page: Page, answer: Answer) -> list[Report]:
    """Figures that count exactly the people of ``answer``, as points over its interval."""
    return [
        Report(
            number=page.figures[id].number(),
            trail=trail_id("figure", id),
            text=f"{page.publisher(page.figures[id])}: {reported_text(page, page.figures[id])}",
            doubted=page.terms[id][1].p_wrong > 0.5,
        )
        for id in exact_ids(page, answer)
    ]


@dataclass(frozen=True, slots=True)
class Lead:
    """The first answer on a scale of its own, with the numbers that sources printed for the same people."""

    row: Row
    axis: tuple[tuple[float, str], ...]


def lead(page: Page) -> Lead | None:
    """The picture beside the first answer."""
    answers = page.briefing.estimate.answers
    return alone(page, answers[0]) if answers else None


def alone(page: Page, answer: Answer) -> Lead:
    """An answer on a scale of its own; reports far above it stand at its edge."""
    marks, high = exact_reports(page, answer), answer.interval.high90
    scale = linear_scale((high, *(mark.number for mark in marks if mark.number < 2 * high)))
    return Lead(row_of(answer.interval, scale, marks), axis_of(page, scale))


def through_time(page: Page) -> tuple[tuple[Markup, OverTime], ...]:
    """(label, picture) of each answer with a series or enough dated reports; countries have sections of their own."""
    found, answers = [], page.briefing.estimate.answers
    for answer in (answer for group in alike(answers) if len(group) < ALIKE for answer in group):
        reports = [(page.figures[id], page.terms[id][1].p_wrong > 0.5) for id in exact_ids(page, answer)]
        picture = answer_over_time(page, answer, reports)
        if picture:
            found.append((label_of(page, answer), picture))
    return tuple(found)


def _row(page: Page, answer: Answer, text: str, scale: Scale, marks: Sequence[Report]) -> EstimateRow:
    trail = trail_id("answer", answer.id)
    return EstimateRow(
        id=trail,
        label=traced(page, text, trail),
        numbers=answered(page, answer),
        row=row_of(answer.interval, scale, marks),
        origins=linked(page, page.say.number(answer.origins, 0.1 if answer.origins else 1), trail),
        assumed=answer.prior_only > ASSUMED,
        silent=not answer.figures,
    )


def _finding(page: Page, answers: Sequence[Answer]) -> Markup:
    """Where knowledge is widest and narrowest: the picture in words."""
    spread = {a.id: (a.interval.high90 + 1) / (a.interval.low90 + 1) for a in answers}
    if len(answers) < 2:
        return Markup("")
    if not any(a.figures for a in answers):
        widest = max(answers, key=lambda a: a.interval.high90)
        return page.say("silent.finding", widest=label_of(page, widest), range=answered(page, widest).range90)
    ordered = sorted(answers, key=lambda a: spread[a.id])
    widest, narrowest = ordered[-1], ordered[0]
    return page.say(
        "estimates.finding",
        widest=label_of(page, widest),
        range=answered(page, widest).range90,
        narrowest=label_of(page, narrowest),
        narrow_range=answered(page, narrowest).range90,
    )
