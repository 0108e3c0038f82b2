"""The curvature that the sampler moves in: H = I + J'WJ, the prior plus what the figures inform.

Taken over many points at once and averaged, scales included: a precise sum over cells whose mix is unknown is a thin
curved sheet, and the curvature of one point fits only there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.values.estimates import Floats

_FLOOR = 0.05
"""Least curvature of a figure, against the most that it can be worth"""


@dataclass(frozen=True, slots=True)
class Metric:
    """H (size, size) by its inverse and its Cholesky factor, H = LL'."""

    H_inverse: Floats
    L: Floats
    L_inverse: Floats

    def inverse(self, rows: Floats) -> Floats:
        """H^-1 applied to each row of (chains, size)."""
        return np.asarray(rows @ self.H_inverse)

    def spread(self, normal: Floats) -> Floats:
        """H^-1/2 applied to each row: standard normal draws become draws of N(0, H^-1)."""
        return np.asarray(normal @ self.L_inverse)

    def energy(self, y: Floats) -> Floats:
        """y'Hy / 2 of each row."""
        along = y @ self.L
        return np.asarray(0.5 * np.einsum("ij,ij->i", along, along))


def from_rows(rows: Floats) -> Metric:
    """The metric I + rows' rows, for curvature rows of shape (n, size)."""
    return _taken_apart(rows.T @ rows)


def _taken_apart(added: Floats) -> Metric:
    """The metric I + ``added`` (size, size), which is used up."""
    added[np.diag_indices_from(added)] += 1.0
    L = linalg.cholesky(added, lower=True, overwrite_a=True, check_finite=False)
    L_inverse = linalg.solve_triangular(L, np.eye(len(L)), lower=True, check_finite=False)
    return Metric(L_inverse.T @ L_inverse, L, L_inverse)


def at_mode(mode: Mode) -> Metric:
    """The Gaussian around the mode: scales at their prior."""
    return from_rows(np.sqrt(mode.weights)[:, None] * mode.J)


def averaged(model: Model, v: Floats) -> Metric:
    """The curvature averaged over the points ``v`` (points, size)."""
    at = model.look(v)
    weights = np.maximum(at.density.curvature.mean(axis=0), _FLOOR * model.full_curvature)
    root = np.sqrt(weights / len(v))[:, None]
    added = np.zeros((model.size, model.size))
    for J in model.jacobians(v, at):
        J *= root
        added += J.T @ J
    return _taken_apart(added)
