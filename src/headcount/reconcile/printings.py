"""How common each printed number, hedge and source is among the reports at hand: the base rates of coincidence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from headcount.reconcile.repeats import digits, step
from headcount.reconcile.reports import Report
from headcount.values.estimates import Floats, Ints

_QUOTES_SAME = 0.85
"""A copy that names its source names the one that the original named; else somebody copied without saying so"""
_KNOWN_DIFFER = 0.03
"""A copy names one known body where the original named another"""
_CITES = 0.5
"""A copy that names somebody names the publisher of the original"""
_OWN = 0.1
"""A copy is its publisher's own repetition, beyond what chance gives"""

_MOST_DIGITS = 4
"""Numbers of more digits are all equally distinctive"""
_LARGEST = 7
"""Digits before the point from which on sizes are taken together"""


class Printings:
    """Arrays of shape (reports,), and from them what is said of pairs (first, later) of indices.

    ``log`` is that of the number; ``low`` and ``high`` are those of the ends of its cell on the grid of numbers printed
    with so few digits, ``step`` the width of that cell.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        rows = [
            (*_cell(r.number), r.sd, len(r.ends), math.nan if r.published is None else r.published) for r in reports
        ]
        self.log, self.low, self.high, self.step, self.sd, self.ends, self.published = np.array(rows).T
        self._size = np.array([_size(r.number) for r in reports])
        self._kept = np.array([_digits(r.number) for r in reports])
        codes: dict[str, int] = {}
        self._hedge = np.array([codes.setdefault(r.hedge, len(codes)) for r in reports])
        self._publishers = Counter(r.publisher for r in reports)
        self._quoted = Counter(r.attributed for r in reports if r.attributed)

    def common(self, other: Floats) -> Floats:
        """Share of independent numbers of the same size that keep so few digits; ``other``: P(independent) of each."""
        choices = np.clip(np.arange(_LARGEST + 1), 1, _MOST_DIGITS)
        return self._share(self._kept, other, 1.0, choices[self._size])

    def hedged(self, other: Floats) -> Floats:
        """Share of independent numbers of the same size that carry the same hedge."""
        return self._share(self._hedge, other, 0.5, 0.5 * (self._hedge.max() + 2))

    def _share(self, kind: Ints, weight: Floats, one: float, all_of_them: float | Ints) -> Floats:
        """How much ``weight`` reports of the same size and kind have, with a prior of ``one`` for each kind."""
        kinds = int(kind.max()) + 1
        code = self._size * kinds + kind
        together = np.bincount(code, weight)[code]
        size = np.bincount(self._size, weight)[self._size]
        return np.asarray((together + one) / (size + all_of_them))

    def cell(self, first: Ints, later: Ints) -> tuple[Floats, Floats]:
        """Ends of the cell of the later number, as logs of their ratios to the first."""
        return self.low[later] - self.log[first], self.high[later] - self.log[first]

    def sd_of(self, first: Ints, later: Ints) -> Floats:
        """Sd of the log between two numbers as far as their hedges go."""
        return np.asarray(np.hypot(self.sd[first], self.sd[later]))

    def grid(self, first: Ints, later: Ints) -> Floats:
        """Numbers with the digits of the later one that a rounding, the first number, stands for: one in how many."""
        return np.asarray(np.minimum(self.step[later] / self.step[first], 1.0))

    def fade(self, first: Ints, later: Ints) -> Floats:
        """A number is repeated less and less: copies thin out as one over the years, after the first."""
        away = np.abs(self.published[later] - self.published[first])
        return np.asarray(1.0 / np.fmax(away, 1.0))

    def source(self, first: Ints, later: Ints) -> Floats:
        """Copy against independent for who published the later report and who is quoted in it."""
        reports = self._reports
        return np.array([self._source(reports[a], reports[b]) for a, b in zip(first, later, strict=True)])

    def _source(self, first: Report, later: Report) -> float:
        odds = 1.0
        if first.publisher == later.publisher:
            frequency = self._publishers[later.publisher] / len(self._reports)
            odds = (frequency + _OWN * (1 - frequency)) / frequency
        if later.attributed is None:
            return odds
        frequency = min(self._quoted[later.attributed] / self._quoted.total(), 0.95)
        if one_name(later.attributed, first.publisher):
            return (_CITES + (1 - _CITES) * frequency) / frequency
        if first.attributed is None:
            return odds
        if one_name(later.attributed, first.attributed):
            return _QUOTES_SAME / frequency
        return (_KNOWN_DIFFER if first.known and later.known else 1 - _QUOTES_SAME) / (1 - frequency)


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def one_name(one: str, other: str) -> bool:
    """Whether two names are of one source: equal, or all words of one stand in the other."""
    if one == other:
        return True
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


def _size(number: float) -> int:
    """Digits before the point; 0 for shares."""
    return min(len(str(int(number))), _LARGEST) if number >= 1 or number == 0 else 0


def _digits(number: float) -> int:
    return min(digits(number), _MOST_DIGITS)


def _cell(number: float) -> tuple[float, float, float, float]:
    """Log of the number, of the ends of its cell, and the width of the cell; zero is a half, shares are hundredths."""
    value = max(number, 0.5) if number == 0 or number >= 1 else number
    width = step(value, _digits(number))
    if 0 < number < 1:
        width = max(width, 0.01)
    below = width / 20 if value > 1 and _digits(value) == 1 and str(value)[0] == "1" else width / 2
    return math.log(value), math.log(max(value - below, value / 4)), math.log(value + width / 2), width
