"""Figures that do not go together. Each is judged against other figures, never against the prior alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from headcount.reconcile.answers import PRIOR_ONLY
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.model import BIAS_SCALE
from headcount.reconcile.terms import Others
from headcount.values.estimates import Conflict

_WIDE = 1.645
"""Sds on either side that a hedge is read to allow (90 %)"""
_FAR = 2.0
"""Sds from what the others imply from which a figure is called an outlier"""
_SAME_TIME = 0.25
"""Years apart that a part and its whole may be counted and still be compared"""
_SLACK = 1.10
"""A clash smaller than this factor is not worth a reader's time"""


def conflicts(evidence: Sequence[Evidence], others: Others, wrong: np.ndarray) -> tuple[Conflict, ...]:
    """Rivals, broken bounds and outliers, the largest factor first.

    ``wrong`` has shape (figures,): the probability that each figure is wrong.
    """
    allowed = [allows(item) for item in evidence]
    found = [*_rivals(evidence, allowed), *_bounds(evidence, allowed), *_outliers(evidence, others, wrong)]
    return tuple(sorted(found, key=lambda c: (-c.factor, c.figures)))


def allows(item: Evidence) -> tuple[float, float]:
    """Log sizes of its population that a figure allows: open above for a floor or a part, to 0 for a ceiling."""
    sd = math.hypot(item.sd, 1.0 / math.sqrt(item.value + 1.0)) if item.counted else item.sd
    middle = math.log(max(item.value, 0.5))
    low, high = middle - 0.5 * item.width - _WIDE * sd, middle + 0.5 * item.width + _WIDE * sd
    return (-math.inf if item.gap < 0 else low), (math.inf if item.gap > 0 else high)


def _rivals(evidence: Sequence[Evidence], allowed: Sequence[tuple[float, float]]) -> list[Conflict]:
    """Figures of the same people of which the lowest ceiling is under the highest floor."""
    same: dict[tuple[object, ...], list[int]] = {}
    for i, item in enumerate(evidence):
        same.setdefault((item.same_people, item.same_weeks), []).append(i)
    found = []
    for rows in same.values():
        high = max(rows, key=lambda i: allowed[i][0])
        low = min(rows, key=lambda i: allowed[i][1])
        if allowed[high][0] > allowed[low][1]:
            factor = evidence[high].number / max(evidence[low].number, 0.5)
            if factor >= _SLACK:
                figures = (evidence[high].figures[0], evidence[low].figures[0])
                found.append(Conflict(figures, "rival", factor, evidence[high].select))
    return found


def _bounds(evidence: Sequence[Evidence], allowed: Sequence[tuple[float, float]]) -> list[Conflict]:
    """A part whose floor lies above the ceiling of its whole; of each part only the clash with the worst whole."""
    found = []
    sizes = [set(item.cells.tolist()) if item.base is None else set() for item in evidence]
    for i, part in enumerate(sizes):
        wholes = [
            j
            for j, whole in enumerate(sizes)
            if allowed[i][0] > allowed[j][1] and part and part < whole and evidence[i].near(evidence[j], _SAME_TIME)
        ]
        if wholes:
            j = min(wholes, key=lambda j: allowed[j][1])
            factor = evidence[i].number / max(evidence[j].number, 0.5)
            if factor >= _SLACK:
                figures = (evidence[i].figures[0], evidence[j].figures[0])
                found.append(Conflict(figures, "bound", factor, evidence[i].select))
    return found


def _outliers(evidence: Sequence[Evidence], others: Others, wrong: np.ndarray) -> list[Conflict]:
    """Figures far from what the other figures imply, on the side that their hedge does not explain."""
    found = []
    for i, item in enumerate(evidence):
        if others.prior_only[i] >= PRIOR_ONLY or wrong[i] < 0.5:
            continue
        low, high = allows(item)
        spread = math.hypot(others.sd[i], BIAS_SCALE * item.bias_factor)
        over = max(low - others.mean[i], others.mean[i] - high, 0.0)
        if over > (_FAR - _WIDE) * spread and over > 0.0:
            factor = math.exp(abs(math.log(max(item.number, 0.5)) - others.mean[i]))
            found.append(Conflict(item.figures[:1], "outlier", factor, item.select))
    return found
