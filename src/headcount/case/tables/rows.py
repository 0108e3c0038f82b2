"""One row of each table, checked cell by cell: codes, numbers, dates, and that they agree with one another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from headcount import codelists
from headcount.case.tables import cells
from headcount.errors import CodeError, InputError

T = TypeVar("T")

LONGEST_QUOTE = 8
"""words; a quote shows the hedge and is no copy of a page"""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_LINK = re.compile(r"([a-z_]+):(\S+)")
_URL = re.compile(r"https?://[^\s<>\"]+")
_CHECKED = ("seen", "excerpt", "second_hand")
_MEASURES = ("stock", "flow", "cumulative", "share")
_LOWER = ("at_least", "more_than")
_UPPER = ("at_most", "less_than")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One page: who published it, when, where, and how far it was checked."""

    source_id: str
    publisher: str
    title: str
    published: str | None
    date_basis: str
    """stated, or inferred from the context"""
    url: str
    kind: str
    lang: str
    grade: str
    grade_reason: str
    checked: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One number that one page prints; ``lo`` and ``hi`` are people, families or households, or a fraction."""

    id: str
    source_id: str
    original_source: str
    as_of: str | None
    period_from: str | None
    period_to: str | None
    measure: str
    quantifier: str
    lo: float | None
    hi: float | None
    unit: str
    group: str
    origin: tuple[str, ...]
    place: tuple[str, ...]
    status: str
    holder: str
    modality: str
    links: tuple[tuple[str, str], ...]
    quote: str
    checked: str
    doubt: str
    """why a checker doubts the row; empty when nobody does"""
    note: str


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What one or several actors did or said they would do."""

    id: str
    source_id: str
    actor: tuple[str, ...]
    action: str
    stage: str
    target: str
    count: float | None
    quantifier: str
    unit: str
    date: str | None
    modality: str
    quote: str
    checked: str
    doubt: str
    note: str


class Cells:
    """The cells of one row; every error found in them is kept with its column."""

    def __init__(self, row: Mapping[str, str], order: str | None) -> None:
        self._row = row
        self._order = order
        self.errors: list[tuple[str, str]] = []

    def text(self, column: str, default: str = "") -> str:
        """The cell, or ``default`` where it is empty or the table lacks the column."""
        return self._row.get(column) or default

    def needed(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.text(column):
            self.errors.append((column, "is empty; fill it (merged cells must be filled down)"))
        return self.text(column)

    def number(self, column: str) -> float | None:
        """The cell as a number."""
        return self._tried(column, lambda: cells.number(self.text(column)), None)

    def count(self, column: str) -> tuple[float | None, str, str]:
        """The cell as a count with its hedge and unit."""
        return self._tried(column, lambda: cells.count(self.text(column)), cells.count(""))

    def date(self, column: str) -> str | None:
        """The cell as an ISO date cut to what is known."""
        return self._tried(column, lambda: cells.date(self.text(column), self._order), None)

    def code(self, column: str, table: str, default: str = "") -> str:
        """The cell as a code of ``table``; empty stays empty."""
        code = self.text(column, default)
        return self._tried(column, lambda: codelists.check(table, code, column) if code else "", "")

    def codes(self, column: str, *tables: str) -> tuple[str, ...]:
        """The cell as codes of one of ``tables``."""
        found = cells.codes(self.text(column))
        for code in found:
            if not any(code in codelists.table(table) for table in tables):
                self._tried(column, lambda code=code: codelists.check(tables[0], code, column), "")  # type: ignore[misc]
        return found

    def one_of(self, column: str, allowed: tuple[str, ...], default: str) -> str:
        """The cell as one of a few words."""
        value = self.text(column, default)
        if value not in allowed:
            self.errors.append((column, f"'{value[:40]}' is not one of {', '.join(allowed)}"))
        return value

    def _tried(self, column: str, read: Callable[[], T], default: T) -> T:
        try:
            return read()
        except (InputError, CodeError) as error:
            self.errors.append((column, str(error)))
            return default


def source_row(row: Cells) -> SourceRow:
    """A row of sources; its id is made of publisher and address where none is given."""
    url, publisher = row.needed("url"), row.needed("publisher")
    if url and not _URL.fullmatch(url):
        row.errors.append(("url", f"'{url[:60]}' is no web address; write it whole, with https://"))
    return SourceRow(
        source_id=_id(row, "source_id", "S", (publisher, url)),
        publisher=publisher,
        title=row.text("title"),
        published=row.date("published"),
        date_basis=row.one_of("date_basis", ("stated", "inferred"), "stated"),
        url=url,
        kind=row.code("kind", "source_kinds", "news"),
        lang=row.text("lang"),
        grade=row.one_of("grade", tuple("ABCDEF"), "F"),
        grade_reason=row.text("grade_reason"),
        checked=row.one_of("checked", _CHECKED, "second_hand"),
        note=row.text("note"),
    )


def figure_row(row: Cells, source_id: str, *, percent: bool) -> FigureRow:
    """A row of figures; ``percent`` says that shares are counted per cent."""
    lo, hi = row.number("lo"), row.number("hi")
    measure = row.one_of("measure", _MEASURES, "stock")
    if measure == "share" and percent:
        lo, hi = (None if end is None else round(end / 100, 6) for end in (lo, hi))
    made = FigureRow(
        id="",
        source_id=source_id,
        original_source=row.text("original_source"),
        as_of=row.date("as_of"),
        period_from=row.date("period_from"),
        period_to=row.date("period_to"),
        measure=measure,
        quantifier=row.code("quantifier", "quantifiers", "exact"),
        lo=lo,
        hi=hi,
        unit=row.code("unit", "units", "person"),
        group=row.code("group", "groups", "people"),
        origin=row.codes("origin", "places"),
        place=row.codes("place", "places"),
        status=row.code("status", "statuses") or row.needed("status"),
        holder=(row.codes("holder", "bodies", "places") or ("",))[0],
        modality=row.code("modality", "modalities", "asserted"),
        links=_links(row),
        quote=_quote(row),
        checked=row.one_of("checked", _CHECKED, "second_hand"),
        doubt=row.text("doubt"),
        note=row.text("note"),
    )
    _bounds(row, made)
    _periods(row, made)
    return replace(made, id=_id(row, "id", "F", tuple(str(getattr(made, field.name)) for field in fields(made)[1:17])))


def position_row(row: Cells, source_id: str) -> PositionRow:
    """A row of positions; hedge and unit may stand in the count itself ('200+', '173 families')."""
    count, quantifier, unit = row.count("count")
    made = PositionRow(
        id="",
        source_id=source_id,
        actor=row.codes("actor", "places", "bodies") or tuple(filter(None, (row.needed("actor"),))),
        action=row.code("action", "actions") or row.needed("action"),
        stage=row.code("stage", "stages") or row.needed("stage"),
        target=row.text("target"),
        count=count,
        quantifier=row.code("quantifier", "quantifiers", quantifier),
        unit=row.code("unit", "units", unit),
        date=row.date("date"),
        modality=row.code("modality", "modalities", "asserted"),
        quote=_quote(row),
        checked=row.one_of("checked", _CHECKED, "second_hand"),
        doubt=row.text("doubt"),
        note=row.text("note"),
    )
    return replace(made, id=_id(row, "id", "P", tuple(str(getattr(made, field.name)) for field in fields(made)[1:11])))


def _bounds(row: Cells, made: FigureRow) -> None:
    """The hedge and the two ends must say the same."""
    lo, hi, hedge = made.lo, made.hi, made.quantifier
    if any(column in ("lo", "hi") for column, _ in row.errors):
        return  # an end that is no number is told already
    if lo is None and hi is None:
        row.errors.append(("lo", "and 'hi' are both empty; give at least one end"))
    elif lo is not None and hi is not None and lo > hi:
        row.errors.append(("lo", f"{lo:g} is above hi {hi:g}; exchange them"))
    elif hedge in _LOWER and (lo is None or hi is not None):
        row.errors.append(("quantifier", f"'{hedge}' has a lower end and no upper one"))
    elif hedge in _UPPER and (hi is None or lo is not None):
        row.errors.append(("quantifier", f"'{hedge}' has an upper end and no lower one"))
    elif hedge in ("exact", "about", "nearly") and (lo is None or hi is None):
        empty, wanted = ("lo", "at_most") if lo is None else ("hi", "at_least")
        row.errors.append(
            ("quantifier", f"'{hedge}' has one number, and {empty} is empty: fill it, or write '{wanted}'")
        )
    elif hedge in ("exact", "about", "nearly") and lo != hi:
        row.errors.append(("quantifier", f"'{hedge}' has one number; lo and hi differ: write 'range'"))
    if made.measure == "share" and max(lo or 0.0, hi or 0.0) > 1:
        row.errors.append(("hi" if hi is not None else "lo", "a share is a fraction of 1; 65 % is 0.65"))


def _periods(row: Cells, made: FigureRow) -> None:
    start, end = made.period_from, made.period_to
    if start and end and start[: len(end)] > end[: len(start)]:
        row.errors.append(("period_from", f"{start} lies after period_to {end}"))


def _links(row: Cells) -> tuple[tuple[str, str], ...]:
    found = []
    for part in row.text("links").split():
        link = _LINK.fullmatch(part)
        if link is None or link[1] not in codelists.table("links"):
            row.errors.append(
                ("links", f"'{part[:40]}' is no link; write subset_of:F0001, kinds: headcount codes links")
            )
        else:
            found.append((link[1], link[2]))
    return tuple(found)


def _quote(row: Cells) -> str:
    quote = row.text("quote")
    if len(quote.split()) > LONGEST_QUOTE:
        row.errors.append(("quote", f"has {len(quote.split())} words; {LONGEST_QUOTE} show the hedge and are enough"))
    return quote


def _id(row: Cells, column: str, letter: str, content: tuple[str, ...]) -> str:
    """The id given, or one made of what the row says: the same row gets the same id again."""
    given = row.text(column)
    if given:
        if not _ID.fullmatch(given):
            row.errors.append((column, f"'{given[:40]}' is no id; letters, digits, - and _, 40 at the most"))
        return given
    return letter + hashlib.sha256("\x1f".join(content).encode()).hexdigest()[:10]
