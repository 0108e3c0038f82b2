"""Rows of the tables of estimates and of the evidence behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.charts import Row, Scale, row_of, scale_of
from headcount.publish.ink import Inked, answered, dated, factor, fitted, linked, percent, reported, reported_text
from headcount.publish.page import Page
from headcount.publish.prose import chance_word, label_of, rests_on, same_cells, whom
from headcount.publish.trails import trail_id
from headcount.values.estimates import Answer, Interval, Term
from headcount.values.figures import Figure

LEVEL = 1.1
"""a figure within this factor of what the others imply agrees with them"""


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One population of the table."""

    id: str
    label: Markup
    numbers: Inked
    row: Row
    origins: Markup
    prior: Markup
    rests: Markup
    silent: bool


@dataclass(frozen=True, slots=True)
class EstimateTable:
    """Populations on one scale."""

    rows: tuple[EstimateRow, ...]
    axis: tuple[tuple[float, str], ...]
    """place in percent and label of each tick"""
    bent: bool
    finding: Markup


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure behind an estimate and its pull."""

    trail: str
    amount: Markup
    publisher: str
    date: Markup
    whom: str
    fitted: Markup
    pull: Markup
    wrong: Markup


def estimate_table(page: Page, answers: Sequence[Answer]) -> EstimateTable:
    """All ``answers`` on one scale, with the numbers that sources printed for the same people."""
    marks = {answer.id: exact_reports(page, answer) for answer in answers}
    values = [end for a in answers for end in (a.interval.high90, a.interval.median)]
    scale = scale_of([*values, *(value for points in marks.values() for value, _, _ in points)])
    return EstimateTable(
        rows=tuple(_row(page, answer, scale, marks[answer.id]) for answer in answers),
        axis=axis_of(page, scale),
        bent=scale.bend > 0,
        finding=_finding(page, answers),
    )


def axis_of(page: Page, scale: Scale) -> tuple[tuple[float, str], ...]:
    """Ticks in percent with their labels."""
    step = min((b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)), default=1.0)
    return tuple((scale.at(tick), page.say.number(tick, min(step, 1.0))) for tick in scale.ticks)


def exact_reports(page: Page, answer: Answer) -> list[tuple[float, str, str]]:
    """(number, trail, text) of figures that count exactly the people of ``answer``."""
    found = []
    for id in answer.figures:
        _, term = page.terms.get(id, (0, None))
        figure = page.figures[id]
        if term and term.base is None and figure.unit == "person" and same_cells(page, term.select, answer.select):
            text = f"{page.publisher(figure)}: {reported_text(page, figure)}"
            found.append((figure.number(), trail_id("figure", id), text))
    return found


def _row(page: Page, answer: Answer, scale: Scale, marks: Sequence[tuple[float, str, str]]) -> EstimateRow:
    trail = trail_id("answer", answer.id)
    return EstimateRow(
        id=trail,
        label=label_of(page, answer),
        numbers=answered(page, answer),
        row=row_of(answer.interval, scale, marks),
        origins=linked(page, page.say.number(answer.origins, 0.1), trail),
        prior=percent(page, answer.prior_only, trail),
        rests=rests_on(page, answer),
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


def evidence(page: Page, answer: Answer) -> tuple[Evidence, ...]:
    """The figures behind ``answer``, strongest first."""
    return tuple(evidence_of(page, page.figures[id]) for id in answer.figures)


def evidence_of(page: Page, figure: Figure) -> Evidence:
    """One figure, what the estimate says of the same people, and what the figure does to it."""
    document = page.document_of(figure)
    index, term = page.terms.get(figure.id, (0, None))
    trail = f"term-{index}"
    fitted_line, wrong = Markup(""), Markup("")
    if term:
        numbers = fitted(page, term.fitted, trail, share=term.base is not None)
        fitted_line = page.say("trail.fits", median=numbers.median, range=numbers.range90)
        chance = percent(page, term.p_wrong, trail)
        wrong = page.say("trail.wrong", word=chance_word(page, term.p_wrong), chance=chance)
    return Evidence(
        trail=trail_id("figure", figure.id),
        amount=reported(page, figure),
        publisher=page.publisher(figure),
        date=dated(page, document.published, trail_id("document", document.id)),
        whom=whom(page, figure),
        fitted=fitted_line,
        pull=_pull(page, term, trail) if term else page.say("trail.unused"),
        wrong=wrong,
    )


def _pull(page: Page, term: Term, trail: str) -> Markup:
    """Which way a figure pulls: what it says against what the others imply without it."""
    others: Interval | None = term.others
    if others is None or others.median <= 0 or term.value <= 0:
        return page.say("trail.alone")
    ratio = term.value / others.median
    if term.bound in {"at_least", "part_of"} and ratio < 1:
        return page.say("trail.floor")
    if term.bound == "at_most" and ratio > 1:
        return page.say("trail.ceiling")
    if 1 / LEVEL <= ratio <= LEVEL:
        return page.say("trail.level")
    name, by = ("up", ratio) if ratio > 1 else ("down", 1 / ratio)
    return page.say(f"trail.{name}", factor=factor(page, by, trail))
