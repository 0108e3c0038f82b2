"""What identities and hard bounds alone imply, without any model: linear programming over the columns of an account.

Every figure is an interval for a sum of columns that are never below zero; identities are sums that are zero. What is
asked is the least and the greatest that a sum can be. Where the figures cannot all hold, each interval is first widened
as little as possible in all (the least sum of relative widenings, Chinneck 2008, section 6.1), and the bounds are those
of the widened figures; the figures at fault are found in ``impossible``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, linprog, milp
from scipy.sparse import bmat, csr_matrix, diags, hstack, vstack
from scipy.sparse.csgraph import connected_components

from headcount.reconcile.refinement import merged_rows, reduced
from headcount.values.estimates import Floats, Ints

SLACK = 1e-6
"""Relative widening below which figures count as going together"""
_UNBOUNDED = 3


class _InfeasibleError(ArithmeticError):
    """No numbers of zero or more lie between all bounds."""


@dataclass(frozen=True)
class Problem:
    """Rows between bounds, identities, and the columns they stand on, all in units of ``scale`` people."""

    rows: csr_matrix
    lo: Floats
    hi: Floats
    identities: csr_matrix
    scale: float

    def widened(self, by: Floats) -> Problem:
        """Bounds moved apart by ``by`` (m, 2): down and up."""
        return Problem(self.rows, self.lo - by[:, 0], self.hi + by[:, 1], self.identities, self.scale)

    def only(self, keep: Ints) -> Problem:
        """The same with some rows."""
        return Problem(self.rows[keep], self.lo[keep], self.hi[keep], self.identities, self.scale)

    @property
    def feasible(self) -> bool:
        """Whether all rows can hold."""
        return bool(self.solve(np.zeros(self.rows.shape[1])).status == 0)

    def solve(self, objective: Floats) -> Any:
        """The least of ``objective`` over all columns of zero or more."""
        limits = [LinearConstraint(self.rows, self.lo, self.hi)] if self.rows.shape[0] else []
        if self.identities.shape[0]:
            limits.append(LinearConstraint(self.identities, 0.0, 0.0))
        return milp(objective, constraints=limits)


def bounds(rows: csr_matrix, lo: Floats, hi: Floats, identities: csr_matrix | None, queries: csr_matrix) -> Floats:
    """The least and greatest value of each query.

    Parameters
    ----------
    rows
        (figures, columns): what each figure is a sum of. A share is two rows: whole minus share times base.
    lo, hi
        (figures,): in people; ``-inf`` and ``inf`` where a figure has no floor or ceiling.
    identities
        (identities, columns): sums that are zero, such as opening + in - out - closing; ``None`` where there are none.
    queries
        (queries, columns): sums asked for.

    Returns
    -------
    array of shape (queries, 2)
        In people; ``inf`` where nothing bounds a query from above.
    """
    problem, asked = small(rows, lo, hi, identities, queries)
    problem = problem.widened(widening(problem)[0])
    try:
        out = _all(problem, asked)
    except _InfeasibleError:  # bounds that meet in one point, missed by a rounding error
        out = _all(problem.widened(SLACK * np.stack([_size(problem.lo), _size(problem.hi)], axis=1)), asked)
    return np.asarray(np.where(np.abs(out) < SLACK, 0.0, out) * problem.scale)


def _all(problem: Problem, asked: csr_matrix) -> Floats:
    """(queries, 2), part by part: the least of a sum over separate parts is the sum of their least."""
    out = np.zeros((asked.shape[0], 2))
    for part, columns in components(problem):
        inside = asked[:, columns]
        for q, aim in enumerate(inside.toarray()):
            if not aim.any():
                continue
            out[q, 0] += _least(part, aim)
            out[q, 1] -= _least(part, -aim)
    return out


def _least(problem: Problem, aim: Floats) -> float:
    found = problem.solve(aim)
    if found.status == 0:
        return float(found.fun)
    if found.status == _UNBOUNDED or problem.feasible:
        return -np.inf
    raise _InfeasibleError


def widening(problem: Problem) -> tuple[Floats, Floats]:
    """The least total widening that lets all rows hold, (m, 2), and what each row costs at it, (m,): its multiplier.

    Rows with a multiplier cannot all hold together; the others have no part in that.
    """
    m, n = problem.rows.shape
    below, above = np.flatnonzero(np.isfinite(problem.lo)), np.flatnonzero(np.isfinite(problem.hi))
    price = np.concatenate([1.0 / _size(problem.lo[below]), 1.0 / _size(problem.hi[above])])
    give: Any = -diags(np.ones(len(below) + len(above)), format="csr")
    sides: Any = vstack([-problem.rows[below], problem.rows[above]], format="csr")
    ids = problem.identities
    found: Any = linprog(
        np.concatenate([np.zeros(n), price]),
        A_ub=hstack([sides, give], format="csr"),
        b_ub=np.concatenate([-problem.lo[below], problem.hi[above]]),
        A_eq=hstack([ids, csr_matrix((ids.shape[0], len(price)))], format="csr") if ids.shape[0] else None,
        b_eq=np.zeros(ids.shape[0]) if ids.shape[0] else None,
        bounds=(0, None),
        method="highs",
    )
    if found.status:
        raise ArithmeticError(f"a linear programme ended with: {found.message}")
    by, cost = np.zeros((m, 2)), np.zeros(m)
    given = found.x[n:]
    by[below, 0], by[above, 1] = given[: len(below)], given[len(below) :]
    marginal = np.abs(found.ineqlin.marginals)
    np.maximum.at(cost, below, marginal[: len(below)])
    np.maximum.at(cost, above, marginal[len(below) :])
    if float(given @ price) <= SLACK:
        return np.zeros((m, 2)), np.zeros(m)
    return by, cost


def _size(bound: Floats) -> Floats:
    """What a widening of a bound is measured against; bounds near zero count as a tenth of the usual size."""
    return np.asarray(np.where(np.isfinite(bound), np.maximum(np.abs(bound), 0.1), 1.0))


def components(problem: Problem) -> list[tuple[Problem, Ints]]:
    """The problem in parts that share no row and no identity, each with its columns."""
    rows, ids = problem.rows, problem.identities
    both: Any = csr_matrix(vstack([rows, ids]))
    lines, columns = both.shape
    sides: Any = [[None, both], [both.T, None]]
    graph: Any = bmat(sides, format="csr") if both.nnz else csr_matrix((lines + columns, lines + columns))
    _, label = connected_components(graph, directed=False)
    of_row, of_id, of_column = label[: rows.shape[0]], label[rows.shape[0] : lines], label[lines:]
    found = []
    for part in np.unique(of_column):
        mine, here = np.flatnonzero(of_column == part), np.flatnonzero(of_row == part)
        own = ids[np.flatnonzero(of_id == part)][:, mine]
        found.append((Problem(rows[here][:, mine], problem.lo[here], problem.hi[here], own, problem.scale), mine))
    return found


def small(
    rows: csr_matrix, lo: Floats, hi: Floats, identities: csr_matrix | None, queries: csr_matrix
) -> tuple[Problem, csr_matrix]:
    """The problem over like columns only, and the queries over the same."""
    m, n = rows.shape
    ids = csr_matrix((0, n)) if identities is None else identities
    every = csr_matrix(vstack([rows, queries, ids], format="csr"))
    every.sort_indices()
    told = m + queries.shape[0]
    kinds = np.concatenate([np.arange(told), np.full(ids.shape[0], told)])
    small = reduced(every, kinds)
    scale = scale_of(lo, hi)
    kept = small.rows[small.rows >= told] - told
    problem = Problem(
        merged_rows(rows, small.columns), lo / scale, hi / scale, merged_rows(ids[kept], small.columns), scale
    )
    return problem, merged_rows(queries, small.columns)


def scale_of(lo: Floats, hi: Floats) -> float:
    """The usual size of a bound, so that the solver's tolerances mean the same everywhere."""
    ends = np.concatenate([lo, hi])
    ends = np.abs(ends[np.isfinite(ends) & (ends != 0.0)])
    return float(np.exp(np.log(ends).mean())) if len(ends) else 1.0
