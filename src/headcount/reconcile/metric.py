"""The curvature that the sampler moves in: H = I + J'WJ, the prior plus what the figures inform.

Taken over many points at once and averaged, scales included: a precise sum over cells whose mix is unknown is a thin
curved sheet, and the curvature of one point fits only there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import linalg

from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.values.estimates import Floats

_FEW = 0.4
"""Rows of curvature, against unknowns, up to which only the informed directions are kept"""
_INFORMED = 0.05
"""Directions in which the figures add less curvature than this against the prior's 1 are left to the prior"""
_FLOOR = 0.05
"""Least curvature of a figure, against the most that it can be worth"""


class Metric(Protocol):
    """H, as the sampler needs it; rows have shape (chains, size)."""

    def inverse(self, rows: Floats) -> Floats:
        """H^-1 applied to each row."""

    def spread(self, normal: Floats) -> Floats:
        """H^-1/2 applied to each row: standard normal draws become draws of N(0, H^-1)."""

    def energy(self, y: Floats) -> Floats:
        """y'Hy / 2 of each row."""


@dataclass(frozen=True, slots=True)
class Dense:
    """H (size, size) by its inverse and its Cholesky factor, H = LL': for many figures."""

    H_inverse: Floats
    L: Floats
    L_inverse: Floats

    def inverse(self, rows: Floats) -> Floats:
        """H^-1 applied to each row."""
        return np.asarray(rows @ self.H_inverse)

    def spread(self, normal: Floats) -> Floats:
        """H^-1/2 applied to each row."""
        return np.asarray(normal @ self.L_inverse)

    def energy(self, y: Floats) -> Floats:
        """y'Hy / 2 of each row."""
        along = y @ self.L
        return np.asarray(0.5 * np.einsum("ij,ij->i", along, along))


@dataclass(frozen=True, slots=True)
class Informed:
    """H = I + U diag(l) U' by the directions U (size, rank) that figures inform: for few figures."""

    U: Floats
    added: Floats

    def inverse(self, rows: Floats) -> Floats:
        """H^-1 applied to each row."""
        along = rows @ self.U
        along *= self.added / (1.0 + self.added)
        return np.asarray(rows - along @ self.U.T)

    def spread(self, normal: Floats) -> Floats:
        """H^-1/2 applied to each row."""
        return np.asarray(normal - ((normal @ self.U) * (1.0 - (1.0 + self.added) ** -0.5)) @ self.U.T)

    def energy(self, y: Floats) -> Floats:
        """y'Hy / 2 of each row."""
        along = y @ self.U
        return np.asarray(0.5 * (np.einsum("ij,ij->i", y, y) + (along * along) @ self.added))


def from_rows(rows: Floats) -> Metric:
    """The metric I + rows' rows, for curvature rows of shape (n, size)."""
    n, size = rows.shape
    if n > _FEW * size:
        return _dense(rows.T @ rows)
    values, left = np.linalg.eigh(rows @ rows.T)
    keep = values > _INFORMED
    return Informed((rows.T @ left[:, keep]) / np.sqrt(values[keep]), values[keep])


def _dense(added: Floats) -> Metric:
    """The metric I + ``added`` (size, size), which is used up."""
    added[np.diag_indices_from(added)] += 1.0
    L = linalg.cholesky(added, lower=True, overwrite_a=True, check_finite=False)
    L_inverse = linalg.solve_triangular(L, np.eye(len(L)), lower=True, check_finite=False)
    return Dense(L_inverse.T @ L_inverse, L, L_inverse)


def at_mode(mode: Mode) -> Metric:
    """The Gaussian around the mode: scales at their prior."""
    return from_rows(np.sqrt(mode.weights)[:, None] * mode.J)


def averaged(model: Model, v: Floats) -> Metric:
    """The curvature averaged over the points ``v`` (points, size)."""
    at = model.look(v)
    weights = np.maximum(at.density.curvature.mean(axis=0), _FLOOR * model.full_curvature)
    root = np.sqrt(weights / len(v))[:, None]
    if len(v) * len(weights) <= _FEW * model.size:
        return from_rows(np.concatenate([root * J for J in model.jacobians(v, at)]))
    added = np.zeros((model.size, model.size))
    for J in model.jacobians(v, at):
        J *= root
        added += J.T @ J
    return _dense(added)
