"""How one printed number may come from another: repeated, rounded, cut to a floor or a ceiling, one end of a range."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

from headcount.reconcile.reports import Report

Relation = Literal["same", "rounded", "finer", "part"]
RELATIONS: tuple[Relation, ...] = ("same", "rounded", "finer", "part")
"""The same number; a rounding of it; a number of which the first is a rounding; one end of a range, or the range"""

_KEPT = (1, 2, 3)
"""Digits that a rounded copy keeps"""


def significant(value: float) -> float:
    """``value`` to six digits, so that numbers from different files compare equal."""
    return 0.0 if value == 0 else float(f"{value:.6g}")


@lru_cache(maxsize=1 << 16)
def digits(value: float) -> int:
    """How many digits ``value`` is printed with, without the zeros at its end; 1 for zero."""
    mantissa = f"{abs(value):.5e}".partition("e")[0].replace(".", "").rstrip("0")
    return max(len(mantissa), 1)


def step(value: float, kept: int) -> float:
    """The step between neighbours of ``value`` that are printed with ``kept`` digits."""
    return float(10.0 ** (math.floor(math.log10(value) + 1e-12) - kept + 1))


@lru_cache(maxsize=1 << 16)
def roundings(value: float) -> frozenset[float]:
    """What ``value`` may become when one, two or three of its digits are kept: nearest, lower and upper."""
    if value <= 0:
        return frozenset()
    found: set[float] = set()
    for kept in _KEPT[: max(digits(value) - 1, 0)]:
        size = step(value, kept)
        found.update(significant(whole * size) for whole in (math.floor(value / size), math.ceil(value / size)))
    return frozenset(found - {0.0})


def rounds_to(fine: float, coarse: float, *, down: bool = False, up: bool = False) -> bool:
    """Whether ``fine`` with fewer digits is ``coarse``; a floor may be cut ``down``, a ceiling rounded ``up``."""
    if coarse <= 0 or fine <= 0 or fine == coarse:
        return False
    for kept in _KEPT[: max(digits(fine) - 1, 0)]:
        size = step(fine, kept)
        away = abs(fine - coarse)
        nearest = away <= size / 2 * (1 + 1e-9)
        cut = away < size and ((down and coarse < fine) or (up and coarse > fine))
        if (nearest or cut) and significant(round(coarse / size) * size) == significant(coarse):
            return True
    return False


def relation(first: Report, later: Report) -> Relation | None:
    """How the number of ``later`` may come from that of ``first``; ``None``: it cannot."""
    one, other = first.ends, later.ends
    if one == other:
        return "same"
    if one & other:
        return "part"
    if not one or not other:
        return None
    a, b = max(one), max(other)
    if len(one) > 1 or len(other) > 1:
        inside = len(one) > 1 and len(other) == 1 and min(one) < b < a
        return "rounded" if inside and rounds_to((a * min(one)) ** 0.5, b) else None
    if rounds_to(a, b, down=later.hi is None, up=later.lo is None):
        return "rounded"
    return "finer" if rounds_to(b, a, down=first.hi is None, up=first.lo is None) else None
