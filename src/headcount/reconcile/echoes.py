"""Figures that repeat one another are one piece of evidence, told several times.

Unmarked echoes cost more coverage than any approximation of the posterior, so figures of the same people, about the
same date, count as one when one number is the other, rounded or not, or when both have the same leading digit and
hedge. Figures that name different sources are echoes only if the number is repeated, and never if both are known
bodies. A page that came in twice, as rows of a table and as a summary, says each number once. The one that
said it first speaks for all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from headcount.reconcile.evidence import Evidence
from headcount.values.figures import Figure

_SAME_TIME = 0.5
"""Years apart that two dated figures may be and still repeat one another"""
_SAME_TIME_UNDATED = 3.0
_ROUNDED = 0.15
_NEAR = 0.30
"""Largest relative differences of a number and its rounding, and of two with one leading digit"""


def clusters(evidence: Sequence[Evidence], figures: Mapping[str, Figure]) -> list[Evidence]:
    """One piece of evidence for each original; ``figures`` of it start with the one that said it first."""
    found: list[Evidence] = []
    for item in sorted(evidence, key=lambda e: e.order):
        at = next((i for i, first in enumerate(found) if _echo(first, item, figures)), None)
        if at is None:
            found.append(item)
        else:
            found[at] = replace(found[at], figures=found[at].figures + item.figures)
    return found


def _echo(first: Evidence, later: Evidence, figures: Mapping[str, Figure]) -> bool:
    if _one_page(first, later):
        return True
    if first.same_people != later.same_people:
        return False
    if _marked(first, later, figures):
        return True
    apart = _SAME_TIME if first.dated and later.dated else _SAME_TIME_UNDATED
    if abs(first.years - later.years) > apart or first.gap * later.gap < 0.0:
        return False
    if not (first.attributed and later.attributed) or first.attributed == later.attributed:
        same_kind = (first.width > 0) == (later.width > 0) and first.bound == later.bound
        return repeats(first.number, later.number) or (same_kind and alike(first.number, later.number))
    return not (first.known_source and later.known_source) and repeats(first.number, later.number)


def _one_page(first: Evidence, later: Evidence) -> bool:
    """Whether one page's number came in twice, by a row of a table and by a summary that codes it otherwise."""
    if first.page is None or later.page is None or first.page[0] != later.page[0] or first.page[1] == later.page[1]:
        return False
    whole = (first.base is None) == (later.base is None)
    return whole and first.number == later.number and bool(np.isin(first.cells, later.cells).any())


def _marked(first: Evidence, later: Evidence, figures: Mapping[str, Figure]) -> bool:
    """Whether the text itself says that both are the same figure."""
    both = {*first.figures, *later.figures}
    return any(link.kind == "same_as" and link.target in both for ident in both for link in figures[ident].links)


def repeats(one: float, other: float) -> bool:
    """Whether two numbers are equal, or one is the other rounded."""
    if one == other:
        return True
    if one <= 0 or other <= 0 or abs(one - other) > _ROUNDED * max(one, other):
        return False
    return _rounds_to(one, other) or _rounds_to(other, one)


def alike(one: float, other: float) -> bool:
    """Whether two numbers are near and have the same leading digit."""
    if one <= 0 or other <= 0 or abs(one - other) > _NEAR * max(one, other):
        return one == other
    return _leading(one) == _leading(other)


def _leading(value: float) -> tuple[int, int]:
    size = math.floor(math.log10(value) + 1e-12)
    return size, int(value / 10.0**size + 1e-9)


def _rounds_to(fine: float, coarse: float) -> bool:
    """Whether ``fine`` to one, two or three digits is ``coarse``."""
    size = math.floor(math.log10(coarse) + 1e-12)
    return any(abs(round(fine / 10.0**k) * 10.0**k - coarse) < 1e-9 * coarse for k in (size, size - 1, size - 2))
