"""The mode of the cells and source effects with all scales held, and the Gaussian around it.

Graduated Gauss-Newton: the errors start wide and narrow in steps, so that a figure far from the others does not
catch the start. Solved in the space of the figures (dual form), which are fewer than the unknowns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import linalg

from headcount.reconcile.model import Model, Slopes
from headcount.reconcile.scales import settled
from headcount.values.estimates import Floats

_WIDENED = ((1.0, 6), (0.3, 6), (0.0, 8))
"""error added to every figure, and steps at the most"""
_WARM = ((0.0, 8),)
_SETTLING = 3
"""Rounds of setting the scales and climbing again"""
_STEPS = 3
_GAINED = 0.1
"""Gain of the log density below which a climb has arrived"""
_FLOOR = 0.02
"""Least curvature a figure counts with, against 1 / sd^2: keeps the metric from losing a doubted figure"""


@dataclass(frozen=True)
class Mode:
    """The mode and the curvature of the figures there."""

    v: Floats
    """(size,)"""
    at: Slopes
    J: Floats
    """(figures + 1, size), columns of scales at 0"""
    weights: Floats
    """(figures + 1,): curvature of each figure in its own log population"""

    @cached_property
    def _factor(self) -> tuple[Floats, bool]:
        """Of JJ' + W^-1."""
        inner = self.J @ self.J.T
        inner[np.diag_indices_from(inner)] += 1.0 / self.weights
        return linalg.cho_factor(inner, lower=True, overwrite_a=True, check_finite=False)

    def gain(self, rows: Floats) -> Floats:
        """J'(JJ' + W^-1)^-1 rows' as rows, for rows of shape (n, figures + 1)."""
        return np.asarray(linalg.cho_solve(self._factor, rows.T, check_finite=False).T @ self.J)

    def spread(self) -> Floats:
        """Diagonal of H^-1: the posterior variance of each unknown, shape (size,)."""
        return np.asarray(1.0 - np.einsum("ij,ij->j", self._halved, self._halved))

    def reach(self) -> Floats:
        """Diagonal of JH^-1J': the posterior variance of the log population of each figure, shape (figures + 1,)."""
        across = self.J @ self._halved.T
        return np.asarray(np.einsum("ij,ij->i", self.J, self.J) - np.einsum("ij,ij->i", across, across))

    @property
    def _halved(self) -> Floats:
        """L^-1 J, for LL' = JJ' + W^-1."""
        factor, _ = self._factor
        return np.asarray(linalg.solve_triangular(factor, self.J, lower=True, check_finite=False))

    def solve(self, rows: Floats) -> Floats:
        """H^-1 rows' as rows, for rows of shape (n, size), with H = I + J'WJ."""
        return np.asarray(rows - self.gain(rows @ self.J.T))


def find(model: Model, start: Floats | None = None) -> Mode:
    """The mode, from the prior middle or from ``start``, the mode before an edit."""
    v = np.zeros(model.size) if start is None else start
    for extra_sd, steps in _WIDENED if start is None else _WARM:
        v = _climb(model.softened(extra_sd), v, steps)
    for _ in range(_SETTLING if start is None else 1):
        mode = _around(model, v)
        v = _climb(model, settled(model, v, mode.at, mode.spread(), mode.reach()), _STEPS)
    return _around(model, v)


def _around(model: Model, v: Floats) -> Mode:
    at = model.look(v[None])
    return Mode(v, at, _field_jacobian(model, v, at), _weights(model, at))


def _field_jacobian(model: Model, v: Floats, at: Slopes) -> Floats:
    (J,) = model.jacobians(v[None], at)
    J[:, model.scale_columns] = 0.0
    return J


def _weights(model: Model, at: Slopes) -> Floats:
    return np.asarray(np.maximum(at.density.curvature[0], _FLOOR * model.full_curvature))


def _climb(model: Model, v: Floats, steps: int) -> Floats:
    height = _height(model, v)
    for _ in range(steps):
        at = model.look(v[None])
        mode = Mode(v, at, _field_jacobian(model, v, at), _weights(model, at))
        uphill = mode.J.T @ at.density.slope[0] - v
        uphill[model.scale_columns] = 0.0
        step = mode.solve(uphill[None])[0]
        v, gained = _along(model, v, step, height)
        height += gained
        if gained < _GAINED:
            break
    return v


def _along(model: Model, v: Floats, step: Floats, height: float) -> tuple[Floats, float]:
    """The first of halved steps that gains height, and the gain."""
    for _ in range(12):
        gained = _height(model, v + step) - height
        if gained > 0.0:
            return v + step, gained
        step = step / 2.0
    return v, 0.0


def _height(model: Model, v: Floats) -> float:
    return float(model.look(v[None]).density.log.sum() - 0.5 * v @ v)
