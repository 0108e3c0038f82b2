"""The figures in their own words, and those that are not used."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from headcount import codelists
from headcount.publish.citations import Citation, citations
from headcount.publish.ink import dated, fitted, linked, percent, reported, reported_text, traced
from headcount.publish.page import Page
from headcount.publish.prose import chance_word, joined, tally, whom
from headcount.publish.trails import trail_id
from headcount.values.figures import Figure


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One reported number with everything said about it."""

    trail: str
    note: int
    amount: str
    whom: str
    citations: tuple[Citation, ...]
    facts: tuple[Markup, ...]
    against: Markup | None
    """what the estimate says of the same people"""
    caveats: tuple[Markup, ...]
    status: str
    publisher: str
    origins: str
    search: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures of one status."""

    label: str
    entries: tuple[FigureEntry, ...]


def figure_groups(page: Page) -> tuple[FigureGroup, ...]:
    """All figures by status, in the order of the code list; the newest first within each."""
    order = {code: place for place, code in enumerate(codelists.table("statuses"))}
    groups: dict[str | None, list[Figure]] = {}
    for figure in sorted(page.figures.values(), key=lambda f: (f.group, -f.number(), f.id)):
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
    status = page.label("statuses", figure.status) if figure.status else str(page.say("figures.no_status"))
    described = whom(page, figure)
    publisher = page.publisher(figure)
    return FigureEntry(
        trail=trail,
        note=page.notes[trail],
        amount=reported_text(page, figure),
        whom=described,
        citations=citations(page, trail),
        facts=_facts(page, figure),
        against=_against(page, figure),
        caveats=_caveats(page, figure),
        status=status,
        publisher=publisher,
        origins=origins,
        search=f"{figure.text} {described} {publisher}".casefold(),
    )


def _facts(page: Page, figure: Figure) -> tuple[Markup, ...]:
    say, trail = page.say, trail_id("figure", figure.id)
    facts = []
    if figure.source:
        facts.append(say("figures.said_by", source=traced(page, figure.source.text, trail)))
    if figure.as_of and figure.as_of.start:
        facts.append(_as_of(page, figure, trail))
    if figure.term:
        facts.append(say("figures.term", term=traced(page, figure.term, trail)))
    if figure.modality != "asserted":
        facts.append(Markup("{}").format(page.label("modalities", figure.modality)))
    facts += [line for link in figure.links if (line := _link(page, link.kind, link.target))]
    return tuple(facts)


def _against(page: Page, figure: Figure) -> Markup | None:
    if figure.id not in page.terms:
        return None
    index, term = page.terms[figure.id]
    trail = f"term-{index}"
    numbers = fitted(page, term.fitted, trail, share=term.base is not None)
    word, chance = chance_word(page, term.p_wrong), percent(page, term.p_wrong, trail)
    return page.say("figures.against", median=numbers.median, range=numbers.range90, word=word, chance=chance)


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
            whos = dict.fromkeys(page.publisher(page.figures[id]) for id in term.figures[1:])
            lines.append(page.say("figures.echoed", who=joined(page, list(whos))))
        else:
            document = page.document_of(first)
            day = dated(page, document.published, trail_id("document", document.id))
            lines.append(page.say("figures.repeats", who=page.publisher(first), amount=reported(page, first), date=day))
    if figure.id in page.unused:
        why = traced(page, page.unused[figure.id], trail_id("figure", figure.id))
        lines.append(page.say("figures.not_used", why=why))
    return tuple(lines)


def unused_rows(page: Page) -> tuple[tuple[Markup, str, str, Markup], ...]:
    """(number, people, publisher, why) of the figures that do not enter the account."""
    rows = []
    for unused in page.briefing.estimate.unused:
        figure = page.figures[unused.figure]
        why = traced(page, unused.why, trail_id("figure", figure.id))
        rows.append((reported(page, figure), whom(page, figure), page.publisher(figure), why))
    return tuple(rows)


def counted_figures(page: Page) -> Markup:
    """How many figures were read in how many documents."""
    figures, documents = tally(page, "count-figures", "figure"), tally(page, "count-documents", "document")
    return page.say("figures.lead", figures=figures, documents=documents)
