"""From expected numbers to whole people.

The account is an expectation, and people are whole. Where nothing was counted the number of people is Poisson around
its expectation; where a figure counts just these people, or some of them, the count itself says who they were, as
far as it is right and exact. Leaving this out would lose a fifth of the coverage of the intervals.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headcount.ledger.cells import Indices
from headcount.reconcile.evidence import Evidence
from headcount.values.estimates import Floats, Ints

_MOST = 1e9
"""Ceiling of a cell mean: more people than any country but two has"""
_FARTHEST = 2.5
"""Errors that the expectation of a figure which is right may lie from it"""
_DAYS = 20.0 / 365.25
"""Two stocks this near in time are of the same people, and two stretches that begin and end this near are one"""


def whole(means: Floats, evidence: Sequence[Evidence], wrong: Floats, rng: np.random.Generator) -> Ints:
    """Whole people in each leaf cell: a Poisson count around its mean, given the small counts printed.

    A small count is taken at its word in each draw in which the figure is right: five children are five in all
    those draws, spread over their cells as the means have it, and nobody is nobody.

    Parameters
    ----------
    means
        Shape (draws, cells).
    evidence
        Figures of the day, whose ``cells`` are those of ``means``.
    wrong
        Shape (draws, figures): probability that each figure is wrong, given the unknowns of the draw.
    """
    people = rng.poisson(np.minimum(means, _MOST)).astype(np.int64)
    fixed = np.zeros(means.shape[1], dtype=bool)
    small = [i for i, item in enumerate(evidence) if item.counted]
    for i in sorted(small, key=lambda i: (len(evidence[i].cells), i)):
        cells = evidence[i].cells
        if not fixed[cells].any():
            right = rng.random(len(means)) >= wrong[:, i]
            people[np.ix_(right, cells)] = _spread(evidence[i], means[np.ix_(right, cells)], rng)
            fixed[cells] = True
    return people


def _spread(item: Evidence, means: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """The printed count with its own error, spread over its cells; shape (draws, cells)."""
    count = np.rint(item.value * np.exp(item.sd * rng.standard_normal(len(means)))).astype(np.int64)
    share = means / means.sum(axis=1, keepdims=True)
    return np.asarray(rng.multinomial(count, share), dtype=np.int64)


class Counts:
    """The figures that count people one by one, for conditioning other numbers on them."""

    def __init__(
        self, evidence: Sequence[Evidence], means: Floats, bias: Floats, wrong: Floats, rng: np.random.Generator
    ) -> None:
        """``means``, ``bias`` and ``wrong`` have shape (draws, figures): expected people, log bias and doubt."""
        self._evidence = evidence
        usable = [i for i, e in enumerate(evidence) if e.base is None and e.gap == 0.0 and e.width == 0.0]
        self._cells = {i: frozenset(evidence[i].cells.tolist()) for i in usable}
        self._order = sorted(usable, key=lambda i: (evidence[i].sd, i))
        self._means, self._rng = means, rng
        self._people: dict[int, Floats] = {}
        self._bias, self._wrong = bias, wrong

    def people(self, means: Floats, cells: Indices, measure: str, since: float, day: float) -> Floats:
        """Whole people of an expected number ``means`` (draws,) of ``cells``, counted on ``day`` or up to it."""
        inside = self._inside(frozenset(cells.tolist()), measure, since, day)
        counted, expected = np.zeros_like(means), np.zeros_like(means)
        for i in inside:
            counted += self._count(i)
            expected += self._means[:, i]
        rest = np.clip(means - expected, 0.0, _MOST)
        return np.asarray(counted + self._rng.poisson(rest))

    def _inside(self, cells: frozenset[int], measure: str, since: float, day: float) -> list[int]:
        """Figures of parts of these people that do not overlap, the surest first."""
        chosen: list[int] = []
        for i in self._order:
            item = self._evidence[i]
            if item.measure != measure or not self._cells[i] <= cells or not _during(item, measure, since, day):
                continue
            if not any(self._overlap(i, j) for j in chosen):
                chosen.append(i)
        return chosen

    def _overlap(self, i: int, j: int) -> bool:
        one, other = self._evidence[i], self._evidence[j]
        apart = one.measure == "flow" and (one.day <= other.since + 1e-6 or other.day <= one.since + 1e-6)
        return not apart and not self._cells[i].isdisjoint(self._cells[j])

    def _count(self, i: int) -> Floats:
        """Whole people of a figure in each draw: its count and its expectation weighed by their errors."""
        if i not in self._people:
            item, mean = self._evidence[i], self._means[:, i]
            said = item.value * np.exp(-self._bias[:, i])
            reach = np.exp(_FARTHEST * np.hypot(item.sd, 1.0 / np.sqrt(max(item.value, 1.0))))
            mean = np.clip(mean, said / reach, np.maximum(said, 0.3) * reach)
            weight = mean / (mean + (_own_sd(item) * np.maximum(said, 0.5)) ** 2)
            middle = mean + weight * (said - mean)
            noise = np.sqrt(mean * (1.0 - weight)) * self._rng.standard_normal(len(mean))
            right = self._rng.random(len(mean)) >= self._wrong[:, i]
            drawn = np.rint(np.maximum(middle + noise, 0.0))
            self._people[i] = np.where(right, drawn, self._rng.poisson(np.minimum(self._means[:, i], _MOST)))
        return self._people[i]


def _own_sd(item: Evidence) -> float:
    """Sd of the log of a figure without the chance of whole people, which is what its count takes away."""
    if item.counted:
        return item.sd
    return float(np.sqrt(max(item.sd**2 - 1.0 / max(item.value, 0.5), 1e-4)))


def _during(item: Evidence, measure: str, since: float, day: float) -> bool:
    """Whether a figure speaks of this day, or of a stretch of time within this one."""
    if measure == "stock":
        return abs(item.day - day) <= _DAYS
    return item.since >= since - _DAYS and item.day <= day + _DAYS
