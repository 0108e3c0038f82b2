"""Smallest sets of figures that cannot hold together, and what it would cost to keep all but one of a set.

A set is smallest when any of its figures can be left out and the rest hold: an irreducible infeasible subset, found by
the deletion filter (Chinneck and Dravnieks 1991) among the figures that have a price in the least widening.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from headcount.reconcile.bounds import SLACK, Problem, bounds, small, widening
from headcount.values.estimates import Floats, Ints

_TINY = 1e-9
"""Multiplier of a row below which it takes no part"""


@dataclass(frozen=True, slots=True)
class Impossible:
    """Figures that cannot all hold."""

    figures: tuple[int, ...]
    prices: tuple[float | None, ...]
    """for each: to keep all others, this one must be wrong by this factor (above 1; ``inf``: no factor will do);
    ``None`` for shares"""


def impossible(
    rows: csr_matrix,
    lo: Floats,
    hi: Floats,
    identities: csr_matrix | None = None,
    figures: Ints | None = None,
    *,
    most: int = 20,
) -> tuple[Impossible, ...]:
    """Smallest sets that cannot hold together, each with another figure at fault; none where all hold.

    Parameters
    ----------
    rows, lo, hi, identities
        As for ``bounds``.
    figures
        (rows,): which figure each row belongs to, for figures of several rows; each its own where left out.
    most
        Sets after which the search ends.
    """
    figures = np.arange(rows.shape[0]) if figures is None else figures
    problem, _ = small(rows, lo, hi, identities, csr_matrix((0, rows.shape[1])))
    problem = problem.widened(SLACK * np.maximum(1.0, np.abs(_ends(problem))))
    left = np.arange(rows.shape[0])
    found: list[Impossible] = []
    while len(found) < most:
        by, cost = widening(problem.only(left))
        blamed = np.unique(figures[left[cost > _TINY]])
        if not len(blamed):
            break
        members = _smallest(problem, figures, blamed)
        found.append(Impossible(tuple(map(int, members)), _prices(rows, lo, hi, identities, figures, members)))
        given = np.bincount(figures[left], by.sum(axis=1), minlength=int(figures.max()) + 1)
        left = left[figures[left] != members[np.argmax(given[members])]]
    return tuple(found)


def _ends(problem: Problem) -> Floats:
    ends = np.stack([problem.lo, problem.hi], axis=1)
    return np.where(np.isfinite(ends), ends, 0.0)


def _smallest(problem: Problem, figures: Ints, blamed: Ints) -> Ints:
    """Of figures that cannot hold together, those that are left when none more can be dropped."""
    kept = blamed
    for figure in blamed:
        fewer = kept[kept != figure]
        if len(fewer) and not _without_idle(problem.only(np.flatnonzero(np.isin(figures, fewer)))).feasible:
            kept = fewer
    return kept


def _without_idle(problem: Problem) -> Problem:
    """Without columns that stand in no row, where there are no identities to tie them to others."""
    if problem.identities.shape[0]:
        return problem
    used = np.unique(problem.rows.indices)
    if not len(used):
        return problem
    none = csr_matrix((0, len(used)))
    return Problem(csr_matrix(problem.rows[:, used]), problem.lo, problem.hi, none, problem.scale)


def _prices(
    rows: csr_matrix, lo: Floats, hi: Floats, identities: csr_matrix | None, figures: Ints, members: Ints
) -> tuple[float | None, ...]:
    """By what factor each member is off when all others of its set are kept."""
    out: list[float | None] = []
    for figure in members:
        own = np.flatnonzero(figures == figure)
        if len(own) != 1 or (rows[own[0]].data < 0).any():
            out.append(None)
            continue
        others = np.flatnonzero(np.isin(figures, members[members != figure]))
        ((least, most),) = bounds(rows[others], lo[others], hi[others], identities, rows[own])
        out.append(_factor(float(lo[own[0]]), float(hi[own[0]]), float(least), float(most)))
    return tuple(out)


def _factor(lo: float, hi: float, least: float, most: float) -> float:
    """Between what a figure allows and what the others do."""
    if most < lo:
        return lo / most if most > 0.0 else np.inf
    if least > hi:
        return least / hi if hi > 0.0 else np.inf
    return 1.0
