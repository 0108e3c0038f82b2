"""The briefing as a sheet to be printed: headings, paragraphs, tables and pictures, and a note for each number.

What DOCX and PDF have in common. The notes of reported numbers hold the quote and the address; those of estimates
the strongest figures behind them. The list of all figures stays with the HTML page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish import countries, ink, pictures, plans, policies, prose, summary, tables, wanted
from headcount.publish.citations import Citation, citations
from headcount.publish.contract import TEXTS
from headcount.publish.page import Page
from headcount.publish.panels import Panel, judgements, panels
from headcount.publish.runs import Run, Runs, runs_of
from headcount.publish.trails import AS_OF

CONFLICTS = 12
"""contradictions on the sheet; the smaller ones stay with the page"""
BEHIND = 6
"""figures named in the note of an estimate"""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 0 is the title."""

    level: int
    text: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``style``: body, lead, small, big, or item (of a list)."""

    text: Runs
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Columns after ``labels`` hold numbers and stand to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    labels: int = 1
    caption: Runs = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, with what it shows in words."""

    svg: str
    finding: Runs
    width: int
    """percent of the page"""


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Sheet:
    """All blocks, and the note of each trail that they use."""

    title: str
    lang: str
    made: str
    """ISO day"""
    blocks: tuple[Block, ...]
    notes: dict[str, Runs]


def sheet(page: Page) -> Sheet:
    """The briefing as a sheet."""
    blocks = tuple(_blocks(page))
    used = dict.fromkeys(run.trail for runs in _texts(blocks) for run in runs if run.trail)
    told = {panel.trail: panel for panel in panels(page)}
    return Sheet(
        title=page.said("title", page.briefing.case.title).striptags(),
        lang=page.say.lang,
        made=page.briefing.made,
        blocks=blocks,
        notes={trail: _note(page, trail, told) for trail in used if trail},
    )


def _texts(blocks: Iterable[Block]) -> Iterable[Runs]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
            yield block.caption
        else:
            yield block.finding if isinstance(block, Picture) else block.text


def _blocks(page: Page) -> Iterable[Block]:
    yield from _head(page)
    yield from _plans(page)
    yield from _estimates(page)
    yield from _conflicts(page)
    yield from _missing(page)
    yield from _countries(page)
    yield from _policies(page)
    yield from _method(page)


def _title(page: Page, section: str) -> Heading:
    return Heading(1, runs_of(page.say(f"{section}.title")))


def _head(page: Page) -> Iterable[Block]:
    case, say, estimate = page.briefing.case, page.say, page.briefing.estimate
    kicker = [say("page.kicker"), say("page.as_of", date=ink.dated(page, case.as_of, AS_OF))]
    if page.briefing.release:
        kicker.append(say("page.release", version=page.briefing.release))
    yield Paragraph(runs_of(Markup(" · ").join(kicker)), "small")
    yield Heading(0, runs_of(page.said("title", case.title)))
    yield Paragraph(runs_of(page.said("question", case.question)), "lead")
    if estimate.answers:
        inked = ink.answered(page, estimate.answers[0])
        yield Paragraph(runs_of(prose.label_of(page, estimate.answers[0]), bold=True))
        yield Paragraph(runs_of(inked.median), "big")
        yield Paragraph(runs_of(say("brief.give", between90=inked.between90)))
    for one in summary.summary(page):
        yield Paragraph(runs_of(Markup("<b>{}</b> {}").format(one.head, one.sentences)))


def _plans(page: Page) -> Iterable[Block]:
    table = plans.plan_table(page, ())
    if table is None:
        return
    say = page.say
    yield _title(page, "plans")
    yield Paragraph(runs_of(plans.date_note(page)), "lead")
    rows = [*([table.total] if table.total else []), *table.rows, *table.hosts]
    yield Picture(pictures.plan_bars(page, rows), runs_of(table.finding), 100)
    head = (say("plans.country"), say("plans.held"), say("plans.gap"), say("plans.back"))
    yield Table(
        head=tuple(map(str, head)),
        rows=tuple(
            (
                runs_of(row.name, bold=row is table.total) + ((Run(" ≠"),) if row.contested else ()),
                _with_range(row.held),
                _with_range(row.gap),
                runs_of(row.back if row.back else "–"),
            )
            for row in rows
        ),
    )
    yield Paragraph(runs_of(say("plans.note")), "small")


def _with_range(inked: ink.Inked) -> Runs:
    return (*runs_of(inked.median), Run("  "), Run(inked.range90.striptags(), small=True))


def _estimates(page: Page) -> Iterable[Block]:
    say, answers = page.say, page.briefing.estimate.answers
    if not answers:
        return
    yield _title(page, "estimates")
    if warning := tables.unsettled(page):
        yield Paragraph(runs_of(warning))
    head = (say("estimates.population"), say("estimates.median"), say("estimates.interval90"), say("estimates.sources"))
    rows: list[tuple[Runs, ...]] = []
    for group in tables.estimate_table(page, answers).groups:
        if group.label:
            rows.append((runs_of(group.label, bold=True), (), (), ()))
        rows += [
            (runs_of(row.label), runs_of(row.numbers.median), _bare(row.numbers.range90), _bare(row.origins))
            for row in group.rows
        ]
    yield Table(tuple(map(str, head)), tuple(rows))
    for label, picture in tables.through_time(page):
        if picture.band90:
            yield Heading(3, runs_of(label))
            yield Picture(pictures.over_time(picture), runs_of(picture.finding), 60)


def _bare(text: Markup) -> Runs:
    """A number whose row has its note already."""
    return (Run(text.striptags()),)


def _conflicts(page: Page) -> Iterable[Block]:
    conflicts = page.briefing.estimate.conflicts
    yield _title(page, "conflicts")
    if not conflicts:
        yield Paragraph(runs_of(page.say("conflicts.none")))
        return
    yield Paragraph(runs_of(page.say("conflicts.lead")), "lead")
    for index, conflict in list(enumerate(conflicts))[:CONFLICTS]:
        price = Markup("<b>{}</b> ").format(prose.price(page, index, conflict).striptags())
        yield Paragraph(runs_of(price + prose.conflict_sentence(page, index, conflict)), "item")


def _missing(page: Page) -> Iterable[Block]:
    say, silent = page.say, page.briefing.estimate.silent
    yield _title(page, "silent")
    if not silent:
        yield Paragraph(runs_of(say("silent.none")))
    else:
        yield Paragraph(runs_of(say("silent.lead")), "lead")
        head = (str(say("estimates.population")), str(say("estimates.median")), str(say("estimates.interval90")))
        inked = [(answer, ink.answered(page, answer)) for answer in silent]
        yield Table(
            head,
            tuple((runs_of(prose.label_of(page, a)), runs_of(n.median), _bare(n.range90)) for a, n in inked),
        )
    questions = wanted.wanted_sentences(page)
    if questions:
        yield Heading(2, runs_of(say("wanted.title")))
        yield from (Paragraph(runs_of(line), "item") for line in questions)


def _countries(page: Page) -> Iterable[Block]:
    found = [one for one in countries.countries(page) if one.people or one.actor]
    if not found:
        return
    yield _title(page, "countries")
    for one in found:
        yield Heading(2, runs_of(one.name))
        yield from (Paragraph(runs_of(line)) for _, line in one.lines)
        if one.people:
            yield Table(
                ("", *one.people.states),
                tuple((runs_of(group), *(_with_range(cell) for cell in cells)) for group, cells in one.people.rows),
                caption=runs_of(page.say("countries.people")),
            )
        yield from _record(page, one)


def _record(page: Page, one: countries.Country) -> Iterable[Block]:
    if one.actor is None:
        return
    for name, told in (("done", one.actor.done), ("said", one.actor.said), ("against", one.actor.against)):
        if told:
            line = Markup("<b>{}:</b> ").format(page.say(f"positions.{name}")) + Markup("; ").join(told) + "."
            yield Paragraph(runs_of(line))


def _policies(page: Page) -> Iterable[Block]:
    compared = policies.comparisons(page)
    if not compared:
        return
    say = page.say
    yield _title(page, "policies")
    yield Paragraph(runs_of(say("policies.lead", date=prose.horizon(page))), "lead")
    for one in compared:
        yield Heading(2, (*runs_of(one.label), Run("  "), Run(one.unit.striptags(), small=True)))
        if one.panels:
            yield Picture(pictures.fan_panels(one), runs_of(one.finding), 100)
        else:
            yield Paragraph(runs_of(one.finding))
        head = ("policies.policy", "policies.median", "estimates.interval90", "policies.worst", "policies.best")
        yield Table(
            tuple(str(say(key)) for key in head),
            tuple(
                (
                    runs_of(s.label),
                    runs_of(s.numbers.median),
                    _bare(s.numbers.range90),
                    _bare(s.worst),
                    _bare(s.best),
                )
                for s in one.standings
            ),
        )
        if one.driver:
            yield Paragraph(runs_of(one.driver))


def _method(page: Page) -> Iterable[Block]:
    say, tally = page.say, prose.tally
    yield _title(page, "method")
    counted = {
        "documents": tally(page, "count-documents", "document"),
        "figures": tally(page, "count-figures", "figure"),
        "used": tally(page, "count-used", "figure"),
    }
    yield Paragraph(runs_of(say("method.read", **counted)))
    for key in ("reconcile", "project", "rounding", "limits", "protection", "yardstick"):
        if key != "project" or page.briefing.projection:
            yield Paragraph(runs_of(say(f"method.{key}")))
    yield Heading(2, runs_of(say("method.judgements")))
    rows = tuple((runs_of(what), runs_of(span), runs_of(basis)) for what, span, basis in judgements(page))
    yield Table((str(say("method.judged")), str(say("method.range")), str(say("method.basis"))), rows, labels=3)
    yield Paragraph(runs_of(say("page.made", date=ink.dated(page, page.briefing.made, "setting-made"))), "small")
    yield Paragraph((Run(f"{say('method.briefing_digest')}: {page.briefing.digest}"),), "small")


def _note(page: Page, trail: str, told: dict[str, Panel]) -> Runs:
    """What stands behind a number, in a line or two."""
    if page.trails[trail].kind in TEXTS:
        return tuple(run for one in citations(page, trail) for run in _quoted(page, one))
    panel = told.get(trail)
    if panel is None:
        return runs_of(page.trails[trail].label)
    lines: list[Markup] = [panel.kind_words, panel.title]
    if panel.evidence:
        named = [Markup("{} ({})").format(one.amount, one.publisher) for one in panel.evidence[:BEHIND]]
        lines.append(Markup("{}: {}").format(page.say("trail.behind"), Markup(", ").join(named)))
    elif panel.kind in {"setting", "judgement", "run"}:
        lines += panel.lines[:2]
    return (Run(". ".join(line.striptags().rstrip(".") for line in lines) + "."),)


def _quoted(page: Page, one: Citation) -> Runs:
    """The quote, in its own language, and where it stands."""
    quote, document = one.quote, one.document
    marks = ("“", "”") if one.verbatim else ("", "")
    lead = (
        "" if one.verbatim else f"{page.say('figures.abstract' if document.kind == 'abstract' else 'figures.record')} "
    )
    source = [document.publisher, one.title.striptags(), one.published.striptags()]
    if one.page:
        source.append(one.page.striptags())
    if one.checked:
        source.append(one.checked.striptags())
    if document.url:
        source.append(document.url)
    return (
        Run(f"{lead}{marks[0]}"),
        Run(quote.prefix, lang=document.lang),
        Run(quote.exact, lang=document.lang, bold=True),
        Run(quote.suffix, lang=document.lang),
        Run(f"{marks[1]} {', '.join(part for part in source if part)}. "),
    )
