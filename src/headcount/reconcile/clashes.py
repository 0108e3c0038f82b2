"""Whether two figures can both be right, as far as their own words and dates go."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from headcount.reconcile.evidence import Evidence
from headcount.reconcile.standings import words_allow
from headcount.values.figures import Figure

_NEAR = 1.0
"""Years apart that two counts may be and still contradict one another"""
_DRIFT = 0.5
"""Log by which a stock may have changed in a year"""
_SAME_STRETCH = 0.1
_SLACK = 1.05
"""What is larger by a smaller factor than this is rounding"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as evidence, and as it was printed."""

    item: Evidence
    figure: Figure

    @property
    def allowed(self) -> tuple[float, float]:
        """Sizes of its population that its words allow: no ceiling for a floor or a part, no floor for a ceiling."""
        low, high = words_allow(self.figure)
        return (0.0 if self.item.gap < 0 else low), (math.inf if self.item.gap > 0 else high)


def comparable(one: Evidence, other: Evidence) -> bool:
    """Whether both speak of about the same time, so that they can contradict one another."""
    if one.measure != other.measure:
        return False
    if one.measure == "flow":
        return abs(one.since - other.since) <= _SAME_STRETCH and abs(one.day - other.day) <= _NEAR
    return one.near(other, _NEAR)


def rivals(one: Claim, other: Claim) -> float | None:
    """How many times more of the same people one counts, where both cannot be right."""
    (low, high), (low2, high2) = one.allowed, other.allowed
    slack = _SLACK * math.exp(_DRIFT * _apart(one.item, other.item))
    if not comparable(one.item, other.item) or (low <= high2 * slack and low2 <= high * slack):
        return None
    small, big = sorted((one.item.number, other.item.number))
    return big / (max(small, 0.5) if one.item.base is None else max(small, 0.01))


def too_large(part: Claim, whole: Claim) -> float | None:
    """By how much a part is larger than what it is a part of; ``None`` where it is not, or where it is no part."""
    if part.item.base is not None or whole.item.base is not None or not _within(part.item, whole.item):
        return None
    factor = part.allowed[0] / max(whole.allowed[1], 0.5)
    return factor if factor > _SLACK * math.exp(_DRIFT * _apart(part.item, whole.item)) else None


def in_line(one: Claim, other: Claim, most: float = 2.0) -> bool:
    """Whether two figures of the same people bear one another out: near, and on the side that a hedge leaves open."""
    a, b = one.item.number, other.item.number
    if not comparable(one.item, other.item) or max(a, b) > most * min(a, b):
        return False
    low, high = other.allowed
    return (low <= a * _SLACK and a <= high * _SLACK) or (one.allowed[0] <= b * _SLACK and b <= one.allowed[1] * _SLACK)


def _apart(one: Evidence, other: Evidence) -> float:
    """Years between two stocks; people who moved in one stretch do not change any more."""
    return abs(one.day - other.day) if one.measure == "stock" else 0.0


def _within(part: Evidence, whole: Evidence) -> bool:
    """Whether everyone of ``part`` is counted in ``whole``, whatever their number."""
    if part.measure != whole.measure or len(part.cells) >= len(whole.cells):
        return False
    if part.measure == "flow":
        then = part.since >= whole.since - _SAME_STRETCH and part.day <= whole.day + _SAME_STRETCH
    else:
        then = part.near(whole, _NEAR)
    return then and bool(np.isin(part.cells, whole.cells).all())
