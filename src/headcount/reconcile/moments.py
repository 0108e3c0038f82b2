"""The day a figure speaks of, or the stretch of time, in an account that moves people."""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass

from headcount.reconcile.grid import year_of
from headcount.reconcile.hedges import UnusableError
from headcount.reconcile.tables import number
from headcount.values.cases import Case
from headcount.values.figures import Figure

_BASIS_SD = {"stated": 0.0, "relative": 0.03, "assumed": 0.06}
_YEAR_SD = 0.15
"""Error of the log for a day known to a year only"""
_WIDE = 0.4
"""Years of a window from which its day is not known well"""
_OUTSIDE = 1.0
"""Years that a figure may lie outside of the account's window and still be taken for its nearest day"""
_UNDATED_SD = 0.30
_SHORTEST = 1.0 / 365.25


@dataclass(frozen=True, slots=True)
class Moment:
    """``since`` is where a flow or a cumulative count begins; ``days`` are those that a stock may speak of."""

    since: float
    at: float
    days: tuple[float, ...]
    sd: float
    """error of the log for not knowing the day well"""
    known: bool


def moment(figure: Figure, published: str | None, case: Case, *, moved: bool) -> Moment:
    """When the people of ``figure`` were counted.

    Raises
    ------
    UnusableError
        That is outside the account's window.
    """
    assert case.window is not None
    first, last = (year_of(day) for day in case.window)
    spoken = figure.as_of
    start, end = (_day(spoken.start, late=False), _day(spoken.end, late=True)) if spoken else (None, None)
    basis = spoken.basis if spoken and (start or end) else "assumed"
    said = _day(published, late=True)
    if start is None and end is None:
        end = said if said is not None else year_of(case.as_of)
    sd = _BASIS_SD.get(basis, _UNDATED_SD) if said is not None or basis != "assumed" else _UNDATED_SD
    at = end if end is not None else start
    assert at is not None
    if said is not None and start is not None and at > said > start:
        at = said  # "in 2019", printed in June 2019
    if start is not None and end is not None and end < start:
        raise UnusableError("speaks of a time that ends before it starts")
    if moved:
        since = start if start is not None and (figure.measure == "flow" or not _is_date(figure)) else first
        _inside(at, first, last, at)
        since, at = max(since, first), min(at, last)
        if at - since < _SHORTEST:
            since = max(at - _SHORTEST, first)
        return Moment(since, at, (at,), sd, basis != "assumed")
    begin = start if start is not None else at
    _inside(0.5 * (begin + at), first, last, at)
    begin, at = min(max(begin, first), last), min(max(at, first), last)
    wide = at - begin > _WIDE or (spoken is not None and spoken.accuracy == "year" and at > begin)
    days = (begin + (at - begin) / 6, 0.5 * (begin + at), at - (at - begin) / 6) if wide else (0.5 * (begin + at),)
    return Moment(first, 0.5 * (begin + at), days, math.hypot(sd, _YEAR_SD if wide else 0.0), basis != "assumed")


def _is_date(figure: Figure) -> bool:
    """Whether a cumulative count gives only the date up to which it counts: a day, a calendar month or year."""
    start, end = (figure.as_of.start, figure.as_of.end) if figure.as_of else (None, None)
    if start is None or end is None or start == end:
        return True
    if start[5:] == "01-01" and end == f"{start[:4]}-12-31":
        return True
    year, month = (int(part) for part in start[:7].split("-")) if len(start) >= 7 else (int(start[:4]), 1)
    return start[8:] == "01" and end == f"{start[:7]}-{calendar.monthrange(year, month)[1]:02d}"


@dataclass(frozen=True, slots=True)
class Burst:
    """The log of what moved in a short stretch of time, about its even share of a period of the grid.

    ``shift`` is for stretches that somebody reports on: they are reported because something happened.
    """

    sd: float = 0.0
    shift: float = 0.0


EVEN = Burst()


def burst(since: float, at: float, period: float, *, policy: bool) -> Burst:
    """How unevenly people moved in the stretch; governments fetch people on days, and prisons break on days."""
    share = (at - since) / period
    if share >= 1.0:
        return EVEN
    kind = "policy" if policy else "other"
    told = number("bursts", kind, "told")
    return Burst(number("bursts", kind, "sd") * math.sqrt(1.0 - share), max(math.log(told / share), 0.0))


def day_of(iso: str) -> float | None:
    """The middle of an ISO date, whole or cut short, as a year with a fraction; ``None`` where it is none."""
    first, last = _day(iso, late=False), _day(iso, late=True)
    return None if first is None or last is None else 0.5 * (first + last)


def _inside(day: float, first: float, last: float, shown: float) -> None:
    if not first - _OUTSIDE <= day <= last + _OUTSIDE:
        raise UnusableError(f"speaks of {int(shown)}, outside of the time of this account")


def _day(iso: str | None, *, late: bool) -> float | None:
    """An ISO date, whole or cut short, as a year with a fraction; cut dates go to their first or last day."""
    try:
        parts = [int(part) for part in (iso or "")[:10].split("-")]
        month = parts[1] if len(parts) > 1 else (12 if late else 1)
        day = parts[2] if len(parts) > 2 else (calendar.monthrange(parts[0], month)[1] if late else 1)
        return year_of(f"{parts[0]:04d}-{month:02d}-{day:02d}")
    except ValueError:
        return None
