"""The fitted account: what any sum of it is in each draw, and how the figures bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from headcount.reconcile.evidence import Evidence
from headcount.reconcile.layout import Layout
from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.reconcile.tables import number
from headcount.values.estimates import Floats

MANY = 300
"""Originals above which an account is large"""
_LANES = 32
"""Draws whose account is held at a time"""
_LEAST = 1e-6
_SCALES = 0.3
"""Sd of a log scale around the mode, against its prior: what families of some ten effects leave"""


@dataclass(frozen=True)
class Posterior:
    """Draws of the unknowns around the mode, and what they were fitted to.

    ``linear`` marks a first answer: draws of the Gaussian around the mode, along which sums change on the log scale as
    at the mode. Pushed through the account itself such draws would be far too wide.
    """

    layout: Layout
    evidence: tuple[Evidence, ...]
    model: Model
    mode: Mode
    v: Floats
    """(draws, unknowns)"""
    linear: bool

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.v)

    def sums(self, rows: sparse.csr_matrix) -> Floats:
        """Sums ``rows`` (n, columns) of the account in each draw, shape (draws, n)."""
        if not rows.shape[0]:
            return np.zeros((self.draws, 0))
        if self.linear:
            return np.asarray(self.at_mode(rows) * np.exp((self.v - self.mode.v) @ self.slopes(rows).T))
        return np.maximum(in_account(self.model, self.v, rows), 0.0)

    def answers(self, rows: sparse.csr_matrix) -> Floats:
        """The same as answers, each as much wider on the log scale as its tier has been seen to need.

        No model of the world is right: hazards wander where it holds them still. The factors stand in ``widths.csv``
        and were learned on synthetic worlds that do not follow the model.
        """
        found = self.sums(rows)
        factor = number("widths", self._tier, "factor")
        logs = np.log(np.maximum(found, _LEAST))
        middle = np.median(logs, axis=0)
        return np.asarray(found * np.exp((factor - 1.0) * (logs - middle)))

    @property
    def _tier(self) -> str:
        if not self.layout.moves:
            return "one_day"
        if not self.linear:
            return "draws"
        return "first" if len(self.evidence) <= MANY else "first_many"

    def at_mode(self, rows: sparse.csr_matrix) -> Floats:
        """Sums ``rows`` at the mode, shape (n,)."""
        return np.asarray(np.maximum(rows @ self.mode.at.point.Y[:, 0], _LEAST))

    def slopes(self, rows: sparse.csr_matrix) -> Floats:
        """d log sum / dv at the mode with scales held, shape (n, unknowns)."""
        relative = (sparse.diags_array(1.0 / self.at_mode(rows)) @ rows).tocsr()
        J = self.model.rows(self.mode.v, self.mode.at.point, relative)
        J[:, self.model.scale_columns] = 0.0
        return J

    @cached_property
    def figures(self) -> Floats:
        """People that each figure counts (of a share, the part) in each draw, shape (draws, figures)."""
        return self.sums(self.model.whole[:-1])

    @cached_property
    def bases(self) -> Floats:
        """People that each share is a share of, in each draw, shape (draws, shares)."""
        return self.sums(self.model.base)

    @cached_property
    def bias(self) -> Floats:
        """Log bias of the source of each figure in each draw, shape (draws, figures)."""
        return np.asarray(self.model.biases(self.v)[:, :-1])

    @cached_property
    def wrong(self) -> Floats:
        """P(wrong) of each figure in each draw, shape (draws, figures); for a first answer at the mode."""
        if self.linear:
            return np.broadcast_to(self.mode.at.wrong[:, :-1], (self.draws, len(self.evidence)))
        eta = np.log(np.maximum(self.figures, _LEAST)) + self.bias
        eta += self.uneven
        eta[:, self.model.shares] -= np.log(np.maximum(self.bases, _LEAST))
        return self.model.doubts(self.v, eta)

    @cached_property
    def uneven(self) -> Floats:
        """Log of what moved unevenly in the stretch of each figure, shape (draws, figures)."""
        model = self.model
        return self.bursts(model.burst[:-1], model.burst_sd[:-1], model.burst_shift[:-1])

    def bursts(self, which: NDArray[np.int64], sd: Floats, shift: Floats) -> Floats:
        """Log of what moved unevenly in stretches ``which`` (-1: nothing uneven), shape (draws, n)."""
        known = np.flatnonzero(which >= 0)
        out = np.zeros((self.draws, len(which)))
        out[:, known] = shift[known] + self.v[:, self.model.kappa_column + 1 + which[known]] * sd[known]
        return out


def in_account(model: Model, v: Floats, rows: sparse.csr_matrix) -> Floats:
    """Sums ``rows`` (n, columns) of the account at unknowns ``v`` (draws, size), some draws at a time: (draws, n)."""
    parts = [(rows @ model.system.read(v[i : i + _LANES]).Y).T for i in range(0, len(v), _LANES)]
    return np.concatenate(parts)


def gaussian(model: Model, mode: Mode, draws: int, rng: np.random.Generator) -> Floats:
    """Draws of N(mode, H^-1), shape (draws, unknowns); log scales, set at the mode, are drawn a third as wide.

    z ~ N(0, I), e ~ N(0, W^-1): z - J'(JJ' + W^-1)^-1 (Jz + e) is a draw of N(0, H^-1) (Matheron's rule).
    """
    z = rng.standard_normal((draws, model.size))
    e = rng.standard_normal((draws, len(mode.weights))) / np.sqrt(mode.weights)
    away = z - mode.gain(z @ mode.J.T + e)
    away[:, model.scale_columns] *= _SCALES
    return mode.v + away
