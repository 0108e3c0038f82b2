"""Figures as hard bounds, in an account of one day: what they alone imply, and which of them cannot all hold.

Each figure is read as widely as its hedge, rounding and date allow at 90 %; a floor has no ceiling, a part is a floor.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from headcount.ledger.cells import Indices
from headcount.reconcile import bounds
from headcount.reconcile.conflicts import allows
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.impossible import Impossible, impossible
from headcount.values.estimates import Answer, Floats, Ints

_ROUNDING = 1e-3
"""People; a bound this near to a whole number is that number"""


@dataclass(frozen=True)
class Limits:
    """One row for each figure that is a number, two for each share: the whole of it minus each end times its base."""

    rows: csr_matrix
    lo: Floats
    hi: Floats
    figures: Ints
    """(rows,): place of the figure in the evidence"""


def limits(evidence: Sequence[Evidence], columns: int) -> Limits:
    """``evidence`` about the ``columns`` cells of one day."""
    weights: list[Floats] = []
    ends: list[tuple[float, float]] = []
    figures: list[int] = []
    for i, item in enumerate(evidence):
        low, high = allows(item)
        floor, ceiling = math.exp(low), math.exp(high) if high < math.inf else math.inf
        if item.base is None:
            weights.append(_mask(item.cells, columns))
            ends.append((_floor(item, floor), ceiling))
            figures.append(i)
            continue
        part, whole = _mask(item.cells, columns), _mask(item.base, columns)
        for share, end in ((floor, (0.0, math.inf)), (ceiling, (-math.inf, 0.0))):
            if 0.0 < share < 1.0:
                weights.append(part - share * whole)
                ends.append(end)
                figures.append(i)
    lo, hi = np.array(ends).reshape(-1, 2).T
    return Limits(csr_matrix(np.array(weights).reshape(-1, columns)), lo, hi, np.array(figures, dtype=np.int64))


def _floor(item: Evidence, floor: float) -> float:
    """None counted may be none."""
    return 0.0 if item.number == 0.0 or floor == 0.0 else floor


def _mask(cells: Indices, columns: int) -> Floats:
    mask = np.zeros(columns)
    mask[cells] = 1.0
    return mask


def bounded(
    found: Sequence[Answer], cells: Sequence[Indices], evidence: Sequence[Evidence], columns: int
) -> list[Answer]:
    """``found`` with the least and greatest size that the figures alone allow; ``cells`` are those of each answer."""
    if not found:
        return []
    known = limits(evidence, columns)
    asked = csr_matrix(np.array([_mask(own, columns) for own in cells[: len(found)]]))
    ends = bounds.bounds(known.rows, known.lo, known.hi, None, asked)
    return [
        replace(answer, bounds=(_tidy(least), None if most == np.inf else _tidy(most)))
        for answer, (least, most) in zip(found, ends, strict=True)
    ]


def _tidy(people: float) -> float:
    near = round(people)
    return float(near) if abs(people - near) < _ROUNDING * max(1.0, abs(people)) else float(people)


def cannot_hold(evidence: Sequence[Evidence], columns: int) -> tuple[Impossible, ...]:
    """Smallest sets of ``evidence`` that cannot hold together, with the price of keeping all but one of each."""
    known = limits(evidence, columns)
    return impossible(known.rows, known.lo, known.hi, None, known.figures)
