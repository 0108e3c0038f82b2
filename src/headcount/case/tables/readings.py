"""The tables of a case as readings: a document a source, a line a row, so that trails land on the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from headcount import codelists
from headcount.case.tables.columns import FIGURES, POSITIONS, SOURCES
from headcount.case.tables.importing import load
from headcount.case.tables.rows import FigureRow, PositionRow, SourceRow
from headcount.errors import CaseError
from headcount.read.periods import assumed, bounds
from headcount.values.documents import Document, Span, digest_of
from headcount.values.figures import AsOf, Attribution, Figure, Link, Reading
from headcount.values.positions import Position


def readings_of(folder: Path) -> tuple[Reading, ...]:
    """One reading for each source of the case's tables, in the order of ``sources.csv``.

    Raises
    ------
    InputError
        A table of the case has a wrong cell.
    CaseError
        A row names a source that ``sources.csv`` lacks.
    """
    sources: dict[str, SourceRow] = {row.source_id: row for row in load(folder, SOURCES)}
    by_source: dict[str, list[FigureRow | PositionRow]] = defaultdict(list)
    for row in (*load(folder, FIGURES), *load(folder, POSITIONS)):
        if row.source_id not in sources:
            raise CaseError(f"{folder}: row '{row.id}' names source '{row.source_id}', which sources.csv lacks; add it")
        by_source[row.source_id].append(row)
    return tuple(_reading(sources[key], by_source[key]) for key in sources if key in by_source)


def _reading(source: SourceRow, rows: Sequence[FigureRow | PositionRow]) -> Reading:
    lines = [_line(row) for row in rows]
    text = "\n".join(line for line, _ in lines) + "\n"
    document = Document(
        id=f"record-{source.source_id}",
        text=text,
        digest=digest_of(text),
        lang=source.lang or "und",
        title=source.title or source.publisher,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        kind="record",
        checked=source.checked,
        grade=source.grade,
        author_kind=source.kind,
    )
    figures: list[Figure] = []
    positions: list[Position] = []
    at = 0
    for row, (line, (start, end)) in zip(rows, lines, strict=True):
        span, sentence = (at + start, at + end), (at, at + len(line))
        if isinstance(row, FigureRow):
            figures.append(_figure(row, document, span, sentence))
        else:
            positions.append(_position(row, document, sentence))
        at += len(line) + 1
    return Reading(document, tuple(figures), tuple(positions))


def _line(row: FigureRow | PositionRow) -> tuple[str, Span]:
    """The row in words, and where its number stands in them."""
    if isinstance(row, PositionRow):
        count = "" if row.count is None else _counted(row)
        parts = [
            f"{row.id}: {', '.join(row.actor)}",
            f"{_label('actions', row.action)} ({_label('stages', row.stage)})",
            " ".join(filter(None, (count, row.target))),
            row.date or "",
        ]
        line = _joined([*parts, _quoted(row.quote), row.note])
        return line, (0, 0)
    hedge = "" if row.quantifier in ("exact", "range") else f"{_label('quantifiers', row.quantifier)} "
    number = _share(row.lo, row.hi) if row.measure == "share" else _number(row.lo, row.hi)
    lead = f"{row.id}: {hedge}"
    unit = f"{_label('units', row.unit)} of " if row.unit != "person" else ""
    head = f"{lead}{number} {unit}{_label('groups', row.group)}"
    told = [
        head,
        f"{_label('statuses', row.status)} ({row.measure})",
        f"origin {'+'.join(row.origin)}" if row.origin else "",
        f"place {'+'.join(row.place)}" if row.place else "",
        f"held by {row.holder}" if row.holder else "",
        _told_period(row),
        row.modality if row.modality != "asserted" else "",
        _quoted(row.quote),
        f"credited to {row.original_source}" if row.original_source else "",
        f"doubtful: {row.doubt}" if row.doubt else "",
        row.note,
    ]
    return _joined(told), (len(lead), len(lead) + len(number))


def _counted(row: PositionRow) -> str:
    hedge = "" if row.quantifier == "exact" else f"{_label('quantifiers', row.quantifier)} "
    unit = "" if row.unit == "person" else f" {_label('units', row.unit)}"
    return f"{hedge}{_number(row.count, row.count)}{unit}"


def _joined(parts: Iterable[str]) -> str:
    return " | ".join(" ".join(part.split()) for part in parts if part)


def _quoted(quote: str) -> str:
    return f"“{quote}”" if quote else ""


def _label(table: str, code: str) -> str:
    return codelists.table(table)[code].en


def _number(lo: float | None, hi: float | None) -> str:
    ends = [f"{end:,.0f}" for end in (lo, hi) if end is not None]
    return "-".join(dict.fromkeys(ends))


def _share(lo: float | None, hi: float | None) -> str:
    ends = [f"{end * 100:g}" for end in (lo, hi) if end is not None]
    return f"{'-'.join(dict.fromkeys(ends))} %"


def _told_period(row: FigureRow) -> str:
    if row.period_from and row.period_to and row.period_from != row.period_to:
        return f"{row.period_from} to {row.period_to}"
    return row.period_from or row.period_to or row.as_of or "no date"


def _figure(row: FigureRow, document: Document, span: Span, sentence: Span) -> Figure:
    return Figure(
        id=row.id,
        document=document.id,
        start=span[0],
        end=span[1],
        text=document.quote(span),
        sentence=sentence,
        lo=row.lo,
        hi=row.hi,
        quantifier=row.quantifier,
        unit=row.unit,
        measure=row.measure,
        group=row.group,
        origin=row.origin,
        place=row.place,
        holder=row.holder or None,
        status=row.status,
        term=None,
        as_of=as_of(row, document.published),
        source=Attribution(row.original_source) if row.original_source else None,
        modality=row.modality,
        links=tuple(Link(kind, target) for kind, target in row.links),
    )


def as_of(row: FigureRow, published: str | None) -> AsOf | None:
    """The period of a row as stated, else the date the count holds, else the day of publication (assumed)."""
    start = row.period_from or (row.period_to if row.measure != "flow" else None)
    end = row.period_to or row.period_from
    if row.measure == "stock" or start is None:
        start = end = row.as_of or end
    if start is None or end is None:
        return assumed(published)
    first, _, one = bounds(start)
    _, last, other = bounds(end)
    return AsOf(first, last, min(one, other, key=("year", "month", "day").index), "stated")


def _position(row: PositionRow, document: Document, sentence: Span) -> Position:
    return Position(
        id=row.id,
        document=document.id,
        start=sentence[0],
        end=sentence[1],
        text=document.quote(sentence),
        actor=row.actor,
        action=row.action,
        stage=row.stage,
        target=row.target or None,
        lo=row.count if row.quantifier not in ("at_most", "less_than") else None,
        hi=row.count if row.quantifier not in ("at_least", "more_than") else None,
        as_of=row.date,
        modality=row.modality,
    )
