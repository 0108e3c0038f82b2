"""The curvature that the sampler moves in: H = I + U diag(l) U', the prior plus what the figures inform.

Taken over many points at once and averaged, scales included: a precise sum over cells whose mix is unknown is a thin
curved sheet, and the curvature of one point fits only there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.values.estimates import Floats

_INFORMED = 0.3
"""Directions in which the figures add less curvature than this against the prior's 1 are left to the prior"""
_MOST = 200
_FLOOR = 0.05


@dataclass(frozen=True, slots=True)
class Metric:
    """H by its eigenvectors U (size, rank) and what the figures add along them, l (rank,)."""

    U: Floats
    added: Floats

    def inverse(self, rows: Floats) -> Floats:
        """H^-1 applied to each row of (chains, size)."""
        along = rows @ self.U
        along *= self.added / (1.0 + self.added)
        return np.asarray(rows - along @ self.U.T)

    def spread(self, normal: Floats) -> Floats:
        """H^-1/2 applied to each row: standard normal draws become draws of N(0, H^-1)."""
        return np.asarray(normal - ((normal @ self.U) * (1.0 - (1.0 + self.added) ** -0.5)) @ self.U.T)

    def energy(self, y: Floats) -> Floats:
        """y'Hy / 2 of each row."""
        along = y @ self.U
        return np.asarray(0.5 * (np.einsum("ij,ij->i", y, y) + (along * along) @ self.added))


def from_rows(rows: Floats) -> Metric:
    """The metric I + rows' rows, for curvature rows of shape (n, size)."""
    n, size = rows.shape
    if n <= size:
        values, left = np.linalg.eigh(rows @ rows.T)
        keep = _strongest(values)
        return Metric((rows.T @ left[:, keep]) / np.sqrt(values[keep]), values[keep])
    values, vectors = np.linalg.eigh(rows.T @ rows)
    keep = _strongest(values)
    return Metric(np.ascontiguousarray(vectors[:, keep]), values[keep])


def _strongest(values: Floats) -> slice:
    """The last eigenvalues that count (``eigh`` gives them in ascending order)."""
    count = min(int(np.count_nonzero(values > _INFORMED)), _MOST)
    return slice(len(values) - count, len(values))


def at_mode(mode: Mode) -> Metric:
    """The Gaussian around the mode: scales at their prior."""
    return from_rows(np.sqrt(mode.weights)[:, None] * mode.J)


def averaged(model: Model, v: Floats) -> Metric:
    """The curvature averaged over the points ``v`` (points, size)."""
    at = model.look(v)
    weights = np.maximum(at.density.curvature.mean(axis=0), _FLOOR * model.full_curvature)
    root = np.sqrt(weights / len(v))[:, None]
    return from_rows(np.concatenate([root * J for J in model.jacobians(v, at)]))
