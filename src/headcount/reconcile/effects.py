"""The system model: cell means as a log-linear hierarchy of effects over the axes and their interactions.

    log mean_c = centre_c + spread * u + sum over effects k of tau_k * z_k[c],   u, z ~ N(0, 1)
    log tau_k = log scale_k + SCALE_SD * t_k,                                    t ~ N(0, 1)

The centre follows the case: total times the weights of each dimension. Everything is non-centred and a priori standard
normal, so that any number of figures, from none on, gives a proper posterior. The size of the whole
comes in as one more piece of evidence (``model.Model``), because sums of log-normal cells do not add up to it by
themselves. (Bryant & Graham 2013, section 3: a log-linear system model with hierarchical effects.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from scipy import sparse

from headcount.ledger import Cells
from headcount.reconcile.system import SCALE_SD
from headcount.reconcile.tables import number
from headcount.values.cases import Case
from headcount.values.estimates import Floats

LEVEL_SD = 1.5
"""Sd of the log of the common level, before the size of the whole is known"""


@dataclass(frozen=True, slots=True)
class Effect:
    """One family of effects: the axes it varies over, and where it lies among the unknowns."""

    name: str
    shape: tuple[int, ...]
    """length of each axis where the effect varies, 1 elsewhere"""
    start: int
    stop: int
    scale: float
    """median of tau"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Cell means at some unknowns, shape (cells, lanes)."""

    Y: Floats

    def lane(self, c: int) -> Standing:
        """The means of one set of unknowns."""
        return Standing(np.ascontiguousarray(self.Y[:, c : c + 1]))


_MOST = 60.0
"""Ceiling of the log of a cell"""


@dataclass(frozen=True)
class Effects:
    """The unknowns of the system model: level, then effects, then the logs of their scales."""

    cells: Cells
    families: tuple[Effect, ...]
    centre: Floats
    """shape (cells,): log of the prior middle of each cell"""

    @property
    def size(self) -> int:
        """Level and effects; the scales follow them."""
        return self.families[-1].stop if self.families else 1

    @property
    def scales(self) -> slice:
        """Where the standardised logs of the scales lie."""
        return slice(self.size, self.scales_stop)

    @property
    def scales_stop(self) -> int:
        """One past the last scale."""
        return self.size + len(self.families)

    def taus(self, v: Floats) -> Floats:
        """Scales of the families, shape (..., families)."""
        median = np.array([family.scale for family in self.families])
        return np.asarray(median * np.exp(SCALE_SD * v[..., self.scales]))

    def log_cells(self, v: Floats) -> Floats:
        """Log cell means, shape (chains, cells), for unknowns of shape (chains, size + families + ...)."""
        chains = len(v)
        taus = self.taus(v)
        total = np.broadcast_to(self.centre.reshape(self.cells.shape), (chains, *self.cells.shape)).copy()
        ones = (1,) * len(self.cells.shape)
        total += (LEVEL_SD * v[:, 0]).reshape(chains, *ones)
        for k, family in enumerate(self.families):
            part = v[:, family.start : family.stop] * taus[:, k, None]
            total += part.reshape(chains, *family.shape)
        return total.reshape(chains, self.cells.size)

    @property
    def columns(self) -> int:
        """Cells."""
        return self.cells.size

    def read(self, v: Floats) -> Standing:
        """Cell means for unknowns of shape (lanes, size + families + ...)."""
        return Standing(np.ascontiguousarray(np.exp(np.minimum(self.log_cells(v), _MOST)).T))

    def pull_back(self, v: Floats, at: Standing, slope: Floats, out: Floats) -> None:
        """Add d/dv of a function whose slope in the cell means is ``slope`` (cells, lanes) to ``out``."""
        lanes = len(v)
        taus = self.taus(v)
        in_logs = np.ascontiguousarray((slope * at.Y).T)
        full = in_logs.reshape(lanes, *self.cells.shape)
        out[:, 0] += LEVEL_SD * in_logs.sum(axis=1)
        for k, (family, margin) in enumerate(zip(self.families, self._margins(full), strict=True)):
            part = margin * taus[:, k, None]
            out[:, family.start : family.stop] += part
            z = v[:, family.start : family.stop]
            out[:, self.size + k] += SCALE_SD * np.einsum("cj,cj->c", part, z)

    def rows(self, v: Floats, at: Standing, weights: sparse.csr_matrix, out: Floats) -> None:
        """Slopes of sums ``weights`` (rows, cells) of the means at one point ``v``, written to ``out``."""
        slopes = (weights @ sparse.diags_array(at.Y[:, 0])).toarray()
        taus = self.taus(v[None])[0]
        out[:, 0] = LEVEL_SD * slopes.sum(axis=1)
        full = slopes.reshape(len(slopes), *self.cells.shape)
        for k, (family, margin) in enumerate(zip(self.families, self._margins(full), strict=True)):
            part = margin * taus[k]
            out[:, family.start : family.stop] = part
            out[:, self.size + k] = SCALE_SD * (part @ v[family.start : family.stop])

    def _margins(self, full: Floats) -> list[Floats]:
        """For each family the sums over the axes that it does not vary over, shape (rows, effects of the family)."""
        known = [full]
        for source, over in self._sums:
            known.append(known[source].sum(axis=over, keepdims=True) if over else known[source])
        margins = zip(self.families, reversed(known[1:]), strict=True)
        return [margin.reshape(len(full), family.stop - family.start) for family, margin in margins]

    @cached_property
    def _sums(self) -> list[tuple[int, tuple[int, ...]]]:
        """How each margin comes about, largest family first: from which one before it, over which axes.

        Each is summed from the smallest that holds it.
        """
        shapes = [self.cells.shape]
        steps = []
        for family in reversed(self.families):
            holds = [k for k, s in enumerate(shapes) if all(n in (1, m) for n, m in zip(family.shape, s, strict=True))]
            source = min(holds, key=lambda k: math.prod(shapes[k]))
            pairs = enumerate(zip(family.shape, shapes[source], strict=True))
            steps.append((source, tuple(axis + 1 for axis, (n, m) in pairs if n != m)))
            shapes.append(family.shape)
        return steps


def effects(case: Case, cells: Cells) -> Effects:
    """The system model of a case: every main effect and interaction of its axes."""
    families: list[Effect] = []
    start = 1
    axes = [axis for axis in cells.axes if len(axis) > 1]
    for order in range(1, len(axes) + 1):
        for chosen in combinations(axes, order):
            shape = tuple(len(axis) if axis in chosen else 1 for axis in cells.axes)
            name = " ".join(axis.name for axis in chosen)
            stop = start + math.prod(shape)
            families.append(Effect(name, shape, start, stop, number("scales", name, "scale")))
            start = stop
    return Effects(cells, tuple(families), _centre(case, cells))


def _centre(case: Case, cells: Cells) -> Floats:
    """Log of total times the share of each cell by the weights of the dimensions, shape (cells,)."""
    logs = np.zeros(cells.shape)
    weights = {d.name: d.weights for d in (case.origin, case.group, case.state)}
    for i, axis in enumerate(cells.axes):
        share = np.array([weights.get(axis.name, {}).get(leaf, 1.0) for leaf in axis.leaves])
        shape = [1] * len(cells.axes)
        shape[i] = len(axis)
        logs += np.log(share / share.sum()).reshape(shape)
    middle = 0.5 * (math.log(case.total[0]) + math.log(case.total[1]))
    return np.asarray(logs.ravel() + middle)
