"""Figures as evidence: population, number, error, side, date and source of each, or why it cannot be used."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headcount import codelists
from headcount.ledger.cells import Indices
from headcount.reconcile.dates import distance, drifts
from headcount.reconcile.grid import year_of
from headcount.reconcile.hedges import Printed, UnusableError, printed
from headcount.reconcile.layout import ONE_DAY, Layout, When
from headcount.reconcile.moments import EVEN, Burst, Moment, burst, moment
from headcount.reconcile.populations import Account, Population, population
from headcount.reconcile.tables import number
from headcount.values.documents import Document
from headcount.values.estimates import Unused
from headcount.values.figures import Figure, Reading

_USUAL_BIAS = 0.20
"""``bias_sd`` of the kinds of source that the scale of source effects is meant for"""

_NO_SIDE = 0.3
_ONE_BY_ONE = 50.0
"""Exact numbers of people up to here were counted one by one, and whoever counts leans little"""
_LEANS = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure, or several that echo one another, as one term of the likelihood.

    ``sd``, ``gap`` and ``width`` are on the log scale: error, mean one-sided error (above zero where the
    truth lies higher than printed) and length of an interval. ``cells`` and ``base`` are as in ``Layout.people``.
    """

    figures: tuple[str, ...]
    select: Mapping[str, tuple[str, ...]]
    base_select: Mapping[str, tuple[str, ...]] | None
    cells: Indices
    base: Indices | None
    number: float
    """as printed; ``value`` is the same moved by its hedge"""
    value: float
    sd: float
    gap: float
    width: float
    counted: bool
    part: bool
    unsaid: bool
    """whether the figure names no origin, and may count fewer than everyone"""
    source: str
    bias_factor: float
    attributed: str | None
    known_source: bool
    """whether ``attributed`` is a code of a known body"""
    years: float
    dated: bool
    order: tuple[str, int, int]
    """publication date, document and place in it: who said it first"""
    page: tuple[str, str] | None
    """address of the page, and which of our documents of it: a page may be a table's source and summed up too"""
    measure: str = "stock"
    """stock, or flow for people who moved since ``since`` (both years with a fraction)"""
    since: float = 0.0
    day: float = 0.0
    when: When = ONE_DAY
    base_when: When = ONE_DAY
    burst: Burst = EVEN
    """how unevenly people moved, where they are counted over less than a period"""

    @property
    def same_time(self) -> tuple[int, ...]:
        """Equal for figures of about the same time; in an account of one day all are."""
        return () if self.when == ONE_DAY else (round(2 * self.since), round(2 * self.day))

    @property
    def same_weeks(self) -> tuple[int, ...]:
        """The same for times within some six weeks: numbers that grow are no rivals of what they were."""
        return () if self.when == ONE_DAY else (round(8 * self.since), round(8 * self.day))

    def near(self, other: Evidence, years: float) -> bool:
        """Whether both speak of times at most ``years`` apart; in an account of one day all do."""
        if self.when == ONE_DAY and other.when == ONE_DAY:
            return True
        together = abs(self.day - other.day) <= years and abs(self.since - other.since) <= years
        return self.measure == other.measure and together

    @property
    def same_people(self) -> tuple[bytes, bytes]:
        """Equal for figures of the same cells and the same whole."""
        return self.cells.tobytes(), b"" if self.base is None else self.base.tobytes()

    @property
    def bound(self) -> str:
        """two_sided, at_least, at_most or part_of."""
        if self.gap == 0.0:
            return "two_sided"
        if self.gap < 0.0:
            return "at_most"
        return "part_of" if self.part else "at_least"


def gather(readings: Sequence[Reading], layout: Layout) -> tuple[list[Evidence], list[Unused]]:
    """Every figure of ``readings``, as evidence or as unused with its reason, in the order of the documents."""
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    account = Account(layout, figures)
    used: list[Evidence] = []
    unused: list[Unused] = []
    for place, reading in enumerate(readings):
        place -= len(readings) if reading.document.kind == "record" else 0  # rows coded by hand speak first
        names_origins = any(figure.origin for figure in reading.figures)
        for figure in reading.figures:
            try:
                used.append(_evidence(figure, reading.document, place, account, names_origins=names_origins))
            except UnusableError as why:
                unused.append(Unused(figure.id, str(why)))
    return used, unused


def _evidence(figure: Figure, document: Document, place: int, account: Account, *, names_origins: bool) -> Evidence:
    """``names_origins``: the document tells people apart by origin somewhere, so that leaving it out may mean some."""
    own, base = population(figure, account)
    layout = account.layout
    cells = layout.people(own.select, moved=own.moved)
    if not len(cells):
        raise UnusableError("speaks of people that this case has no cells for")
    says = printed(figure)
    dated = _moved(figure, document, own, layout) if layout.moves else _one_day(figure, document, account, base)
    gap, clash = _one_side(says.gap, own.gap, dated.gap)
    if says.value == 0.0:
        if gap > 0.0:
            raise UnusableError("says that none of a part was counted, which tells nothing of the whole")
        gap = 0.0  # none, or fewer than none later on, is none
    source, factor = _source(figure, document)
    return Evidence(
        figures=(figure.id,),
        select=own.select,
        base_select=base.select if base else None,
        cells=cells,
        base=layout.people(base.select, moved=base.moved) if base else None,
        number=figure.number(),
        value=says.value,
        sd=math.hypot(says.sd, clash, dated.sd, says.width / math.sqrt(12) if gap else 0.0),
        gap=gap,
        width=0.0 if gap else says.width,
        counted=says.counted and gap == 0.0 and base is None,
        part=own.part,
        unsaid=own.unsaid and names_origins,
        source=source,
        bias_factor=factor * _leaning(figure, says),
        attributed=source if figure.source else None,
        known_source=bool(figure.source and figure.source.code),
        years=dated.years,
        dated=dated.known,
        order=(document.published or "9999", place, figure.start),
        page=(document.url, document.id) if document.url else None,
        measure="flow" if own.moved else "stock",
        since=dated.since,
        day=dated.day,
        when=dated.when(own.moved),
        base_when=dated.when(base.moved) if base else ONE_DAY,
        burst=dated.burst,
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """What the date of a figure adds to it."""

    years: float
    sd: float
    gap: float
    known: bool
    since: float
    day: float
    stands: When
    goes: When
    burst: Burst = EVEN

    def when(self, moved: bool) -> When:
        """Weights of the grid for people who moved, or who are somewhere."""
        return self.goes if moved else self.stands


def _one_day(figure: Figure, document: Document, account: Account, base: Population | None) -> _Dated:
    """In an account of one day a figure of another is worth less the further it is away."""
    case = account.case
    away = distance(figure, document.published, case.as_of)
    if abs(away.years) > case.reach_years and drifts(figure.status or ""):
        raise UnusableError(
            f"counts another time, {abs(away.years):.1f} years from the account's day: people came and went"
        )
    growth = away.growth(figure.status or "") if base is None else 0.0
    day = year_of(case.as_of) - away.years
    return _Dated(away.years, away.sd(figure.status or ""), growth, away.known, day, day, ONE_DAY, ONE_DAY)


def _moved(figure: Figure, document: Document, own: Population, layout: Layout) -> _Dated:
    """In an account that moves people a figure speaks of its own day or stretch of time."""
    case = layout.case
    found = moment(figure, document.published, case, moved=own.moved)
    goes = layout.goes(found.since, found.at) if own.moved else ONE_DAY
    if own.moved and not goes:
        raise UnusableError("counts a stretch of time too short for this account")
    uneven = _burst(found, layout.people(own.select, moved=True), layout) if own.moved else EVEN
    years = year_of(case.as_of) - found.at
    stands = layout.stands_on_average(found.days)
    return _Dated(years, found.sd, 0.0, found.known, found.since, found.at, stands, goes, uneven)


def _burst(found: Moment, people: Indices, layout: Layout) -> Burst:
    assert layout.grid is not None
    k = layout.grid.period(0.5 * (found.since + found.at))
    return burst(found.since, found.at, float(layout.grid.lengths[k]), policy=layout.decided(people))


def _leaning(figure: Figure, says: Printed) -> float:
    """How far the leaning of its source reaches into a number: a count of 35 children is hardly touched by it."""
    counted = figure.quantifier == "exact" and figure.measure != "share" and says.gap == 0.0
    return _LEANS if counted and figure.number() <= _ONE_BY_ONE and figure.modality == "asserted" else 1.0


def _one_side(*gaps: float) -> tuple[float, float]:
    """Gaps added up with their signs, and the sd of what went against one another.

    A ceiling on a part has no clear side: where both directions are of like size, no side is left.
    """
    up, down = sum(g for g in gaps if g > 0), -sum(g for g in gaps if g < 0)
    if min(up, down) > _NO_SIDE * max(up, down):
        return 0.0, math.hypot(up, down)
    net = up - down
    return (0.0 if abs(net) < 0.02 else net), min(up, down)


def _source(figure: Figure, document: Document) -> tuple[str, float]:
    """Who is answerable for the number, and how far that kind of source may be off, against the usual."""
    said_by = figure.source
    if said_by is not None:
        return said_by.code or " ".join(said_by.text.casefold().split()), 1.0
    kinds = codelists.table("source_kinds")
    kind = kinds.get(document.author_kind or "")
    factor = float(kind.more["bias_sd"]) / _USUAL_BIAS if kind else 1.0
    if document.grade:
        factor *= number("grades", document.grade[0], "factor")
    return document.publisher or document.id, factor
