"""The figures in their own words, and those that are not used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from headcount import codelists
from headcount.publish.citations import Citation, citations
from headcount.publish.ink import dated, factor, fitted, linked, percent, reported, reported_text, traced
from headcount.publish.page import Page
from headcount.publish.prose import chance_word, joined, publisher, tally, whom
from headcount.publish.timeline import day_of
from headcount.publish.trails import trail_id
from headcount.values.estimates import Interval, Term
from headcount.values.figures import Figure

LEVEL = 1.1
"""a figure within this factor of what the others imply agrees with them"""


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One reported number with everything said about it."""

    trail: str
    kind: str
    note: int
    amount: str
    whom: str
    citations: tuple[Citation, ...]
    facts: tuple[Markup, ...]
    against: Markup | None
    """what the estimate says of the same people"""
    caveats: tuple[Markup, ...]
    origins: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one status."""

    label: str
    entries: tuple[FigureEntry, ...]


def figure_groups(page: Page) -> tuple[FigureGroup, ...]:
    """All figures by status, in the order of the code list; the newest first within each."""
    order = {code: place for place, code in enumerate(codelists.table("statuses"))}
    groups: dict[str | None, list[Figure]] = {}
    published = {id: document.published or "" for id, document in page.documents.items()}
    ordered = sorted(page.figures.values(), key=lambda f: (f.document, f.start))
    for figure in sorted(ordered, key=lambda f: published[f.document], reverse=True):
        groups.setdefault(figure.status, []).append(figure)
    return tuple(
        FigureGroup(
            page.label("statuses", status) if status else str(page.say("figures.no_status")),
            tuple(figure_entry(page, figure) for figure in groups[status]),
        )
        for status in sorted(groups, key=lambda status: (status is None, order.get(status or "", 999), status or ""))
    )


def figure_entry(page: Page, figure: Figure) -> FigureEntry:
    """One figure as it is printed in the list and in its trail."""
    trail = trail_id("figure", figure.id)
    origins = ", ".join(page.place(code) for code in figure.origin)
    described = whom(page, figure)
    return FigureEntry(
        trail=trail,
        kind=page.trails[trail].kind,
        note=page.notes[trail],
        amount=reported_text(page, figure),
        whom=described,
        citations=citations(page, trail),
        facts=_facts(page, figure),
        against=_against(page, figure),
        caveats=_caveats(page, figure),
        origins=origins,
    )


def _facts(page: Page, figure: Figure) -> tuple[Markup, ...]:
    say, trail = page.say, trail_id("figure", figure.id)
    facts = []
    if figure.source:
        facts.append(say("figures.said_by", source=traced(page, figure.source.text, trail)))
    if figure.as_of and figure.as_of.start:
        facts.append(_as_of(page, figure, trail))
    if figure.term and page.document_of(figure).kind == "verbatim":
        facts.append(say("figures.term", term=traced(page, figure.term, trail)))
    if figure.modality != "asserted":
        facts.append(Markup("{}").format(page.label("modalities", figure.modality)))
    facts += [line for link in figure.links if (line := _link(page, link.kind, link.target))]
    return tuple(facts)


def _against(page: Page, figure: Figure) -> Markup | None:
    """What the estimate says of the same people, which way the figure pulls and whether it is wrong."""
    if figure.id not in page.terms:
        return None
    index, term = page.terms[figure.id]
    trail = f"term-{index}"
    numbers = fitted(page, term.fitted, trail, share=term.base is not None)
    return page.say(
        "figures.against",
        estimate=linked(
            page,
            page.say("figures.estimate", median=numbers.median.striptags(), range=numbers.range90.striptags()),
            trail,
        ),
        pull=pull(page, term, trail),
        word=chance_word(page, term.p_wrong),
        chance=percent(page, term.p_wrong, trail),
    )


def pull(page: Page, term: Term, trail: str) -> Markup:
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


def _as_of(page: Page, figure: Figure, trail: str) -> Markup:
    span = figure.as_of
    assert span is not None and span.start is not None
    length = {"year": 4, "month": 7}.get(span.accuracy, 10)
    start, end = span.start[:length], (span.end or span.start)[:length]
    words = page.say.date(start)
    if end != start:
        words = str(page.say("date.window", start=words, end=page.say.date(end)))
    line = page.say("figures.as_of", date=linked(page, words, trail, "n d"))
    if span.basis in {"assumed", "relative"}:
        line = Markup("{}, {}").format(line, page.say(f"figures.{span.basis}"))
    return line


def _link(page: Page, kind: str, target: str) -> Markup | None:
    figure = page.figures.get(target)
    if figure:
        return Markup("{} {}").format(page.label("links", kind), reported(page, figure))
    words = " ".join(
        page.label("statuses", part) if part in codelists.table("statuses") else page.place(part)
        for part in re.split(r"\W*&\W*|\s+", target)
        if part
    )
    return Markup("{} {}").format(page.label("links", kind), words) if words and not re.search(r"\d", target) else None


def _caveats(page: Page, figure: Figure) -> tuple[Markup, ...]:
    lines = []
    _, term = page.terms.get(figure.id, (0, None))
    if term and len(term.figures) > 1:
        first = page.figures[term.figures[0]]
        if first.id == figure.id:
            whos = dict.fromkeys(publisher(page, page.figures[id]) for id in term.figures[1:])
            lines.append(page.say("figures.echoed", who=joined(page, list(whos))))
        else:
            document = page.document_of(first)
            day = dated(page, document.published, trail_id("document", document.id))
            lines.append(
                page.say("figures.repeats", who=publisher(page, first), amount=reported(page, first), date=day)
            )
    if figure.id in page.unused:
        lines.append(page.say("figures.not_used", why=reason(page, figure)))
    return tuple(lines)


def reason(page: Page, figure: Figure) -> Markup:
    """Why a figure is not used; another figure named by its id is shown as its number and publisher."""
    parts = []
    for part in re.split(r"(\s+)", page.say.reason(page.unused[figure.id])):
        other = page.figures.get(part.strip(",.;:"))
        named = page.say("figures.other", who=publisher(page, other), amount=reported(page, other)) if other else None
        parts.append(named or traced(page, part, trail_id("figure", figure.id)))
    return Markup("").join(parts)


@dataclass(frozen=True, slots=True)
class Unused:
    """Figures that do not enter the account for one reason."""

    why: Markup
    count: Markup
    figures: tuple[tuple[Markup, Markup], ...]
    """(number, publisher)"""


def unused(page: Page) -> tuple[Unused, ...]:
    """Figures that do not enter the account, by reason, the commonest first; numbers in a reason do not divide it."""
    groups: dict[str, list[str]] = {}
    for one in page.briefing.estimate.unused:
        groups.setdefault(_general(page, one.why), []).append(one.figure)
    return tuple(
        Unused(
            why=traced(page, why, "count-unused"),
            count=linked(page, page.say.number(len(ids)), "count-unused"),
            figures=tuple((reported(page, page.figures[id]), publisher(page, page.figures[id])) for id in ids),
        )
        for why, ids in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    )


def _general(page: Page, why: str) -> str:
    """A reason without its numbers, and with other figures unnamed, in the page's language."""
    known = [
        str(page.say("figures.another")) if part.strip(",.;:") in page.figures else part for part in why.split(" ")
    ]
    return page.say.reason(re.sub(r",? ?\d+(?:\.\d+)? years from", " too far from", " ".join(known)))


def lines_of(page: Page, figures: Iterable[Figure]) -> tuple[tuple[Markup, str, Markup, Markup], ...]:
    """(number, of whom, date, publisher) of those that enter the account, the newest first."""
    used = [figure for figure in figures if figure.id not in page.unused]
    ordered = sorted(used, key=lambda figure: (day_of(page, figure) or "", figure.id), reverse=True)
    return tuple(
        (
            reported(page, figure),
            whom(page, replace(figure, origin=())),
            dated(page, (day_of(page, figure) or "")[:7], trail_id("figure", figure.id)),
            publisher(page, figure),
        )
        for figure in ordered
    )


def counted_figures(page: Page) -> Markup:
    """How many figures were read in how many documents."""
    figures, documents = tally(page, "count-figures", "figure"), tally(page, "count-documents", "document")
    return page.say("figures.lead", figures=figures, documents=documents)
