"""The mode of the cells and source effects with all scales held, and the Gaussian around it.

Graduated Gauss-Newton: the errors start wide and narrow in steps, so that a figure far from the others does not
catch the start. Solved in the space of the figures (dual form), which are fewer than the unknowns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headcount.reconcile.model import Model, Slopes
from headcount.values.estimates import Floats

_WIDENED = (1.0, 0.3, 0.0)
_STEPS = 12
_FLOOR = 0.02
"""Least curvature a figure counts with, against 1 / sd^2: keeps the metric from losing a doubted figure"""


@dataclass(frozen=True, slots=True)
class Mode:
    """The mode and the curvature of the figures there."""

    v: Floats
    """(size,)"""
    at: Slopes
    J: Floats
    """(figures + 1, size), columns of scales at 0"""
    weights: Floats
    """(figures + 1,): curvature of each figure in its own log population"""

    def solve(self, rows: Floats) -> Floats:
        """H^-1 rows' as rows, for rows of shape (n, size), with H = I + J'WJ."""
        inner = np.diag(1.0 / self.weights) + self.J @ self.J.T
        return np.asarray(rows - np.linalg.solve(inner, self.J @ rows.T).T @ self.J)


def find(model: Model) -> Mode:
    """The mode, from the prior middle."""
    v = np.zeros(model.size)
    for extra_sd in _WIDENED:
        v = _climb(model.softened(extra_sd), v)
    at = model.look(v[None])
    return Mode(v, at, _field_jacobian(model, v, at), _weights(model, at))


def _field_jacobian(model: Model, v: Floats, at: Slopes) -> Floats:
    (J,) = model.jacobians(v[None], at)
    J[:, model.scale_columns] = 0.0
    return J


def _weights(model: Model, at: Slopes) -> Floats:
    return np.asarray(np.maximum(at.density.curvature[0], _FLOOR * model.full_curvature))


def _climb(model: Model, v: Floats) -> Floats:
    height = _height(model, v)
    for _ in range(_STEPS):
        at = model.look(v[None])
        mode = Mode(v, at, _field_jacobian(model, v, at), _weights(model, at))
        uphill = mode.J.T @ at.density.slope[0] - v
        uphill[model.scale_columns] = 0.0
        step = mode.solve(uphill[None])[0]
        v, gained = _along(model, v, step, height)
        height += gained
        if gained < 1e-6:
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
