"""The days between which the account moves people, and where any other day lies among them.

Between two days of the grid everything is linear, so the account balances between any two days. The grid is fine
where figures are many and where something sudden is known to have happened, and coarse elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from headcount.errors import CaseError
from headcount.values.cases import Case
from headcount.values.estimates import Floats

_COARSE = 0.5
"""Years of an ordinary period"""
_QUARTER_FROM = 24
"""Figures of one half-year from which it is told in quarters"""
_MOST = 64
"""Periods of ordinary length; a longer window gets longer ones"""
_LEAST = 0.02
"""Years below which two days are one"""


@dataclass(frozen=True, slots=True)
class Grid:
    """Days of the account as years with a fraction, ascending; ``len(days) - 1`` periods."""

    days: Floats

    @property
    def lengths(self) -> Floats:
        """Years of each period."""
        return np.diff(self.days)

    def at(self, day: float) -> tuple[tuple[int, float], ...]:
        """Grid days and weights whose weighted sum is the account on ``day``; days outside are the nearest end."""
        day = min(max(day, float(self.days[0])), float(self.days[-1]))
        k = min(int(np.searchsorted(self.days, day, side="right")) - 1, len(self.days) - 2)
        late = (day - self.days[k]) / (self.days[k + 1] - self.days[k])
        return tuple((i, float(w)) for i, w in ((k, 1.0 - late), (k + 1, late)) if w > 1e-9)

    def period(self, day: float) -> int:
        """The period that ``day`` lies in."""
        return int(np.clip(np.searchsorted(self.days, day, side="right") - 1, 0, len(self.days) - 2))


def year_of(iso: str) -> float:
    """An ISO day as a year with a fraction."""
    day = datetime.date.fromisoformat(iso)
    first = datetime.date(day.year, 1, 1)
    return day.year + (day - first).days / (datetime.date(day.year + 1, 1, 1) - first).days


def grid(case: Case, dates: Iterable[float]) -> Grid:
    """The grid of a case whose figures speak of ``dates`` (years).

    Raises
    ------
    CaseError
        The window ends before it starts.
    """
    assert case.window is not None
    first, last = (year_of(day) for day in case.window)
    if last - first < _LEAST:
        raise CaseError(f"window: {case.window[0]} to {case.window[1]} is no stretch of time; give an earlier start")
    step = max(_COARSE, (last - first) / _MOST)
    coarse = np.linspace(first, last, max(round((last - first) / step), 1) + 1)
    counts, _ = np.histogram(list(dates), coarse)
    halves = [0.5 * (a + b) for a, b, n in zip(coarse, coarse[1:], counts, strict=False) if n >= _QUARTER_FROM]
    return Grid(np.array(_apart(_fixed(case, first, last), [*coarse, *halves])))


def _fixed(case: Case, first: float, last: float) -> list[float]:
    """Days that must be on the grid: the ends, the shocks, the ends of entry, the start of policy."""
    days = [day for shock in case.shocks for day in (shock.start, shock.end)]
    if case.entry is not None:
        days += [case.entry.start, case.entry.end]
    if case.policy_since is not None:
        days.append(case.policy_since)
    return [first, last, *(day for day in map(year_of, days) if first < day < last)]


def _apart(fixed: Sequence[float], others: Sequence[float]) -> list[float]:
    """All days in order, without those that hardly differ; fixed ones stay, and push ordinary ones near them away."""
    kept: list[float] = []
    for day in fixed:
        if all(abs(day - other) > _LEAST for other in kept):
            kept.append(day)
    room = 0.25 * _COARSE
    kept += [day for day in others if all(abs(day - other) > room for other in fixed)]
    kept.sort()
    return [day for i, day in enumerate(kept) if i == 0 or day - kept[i - 1] > _LEAST]
