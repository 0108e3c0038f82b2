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
from itertools import combinations

import numpy as np

from headcount.ledger import Cells
from headcount.reconcile.tables import number
from headcount.values.cases import Case
from headcount.values.estimates import Floats

SCALE_SD = 0.45
"""Sd of the log of each scale of effects; wide, because narrow ones cost coverage where the model is wrong"""
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

    def pull_back(self, v: Floats, slope: Floats, out: Floats) -> None:
        """Add d/dv of a function whose slope in the log cells is ``slope`` (chains, cells) to ``out``."""
        chains = len(v)
        taus = self.taus(v)
        full = slope.reshape(chains, *self.cells.shape)
        out[:, 0] += LEVEL_SD * slope.sum(axis=1)
        for k, (family, margin) in enumerate(zip(self.families, _margins(full, self.families), strict=True)):
            part = margin * taus[:, k, None]
            out[:, family.start : family.stop] += part
            z = v[:, family.start : family.stop]
            out[:, self.size + k] += SCALE_SD * np.einsum("cj,cj->c", part, z)

    def spread_rows(self, slopes: Floats, v: Floats, taus: Floats, out: Floats) -> None:
        """Slopes in the log cells (rows, cells) at one point as slopes in the unknowns, written to ``out``."""
        out[:, 0] = LEVEL_SD * slopes.sum(axis=1)
        full = slopes.reshape(len(slopes), *self.cells.shape)
        for k, (family, margin) in enumerate(zip(self.families, _margins(full, self.families), strict=True)):
            part = margin * taus[k]
            out[:, family.start : family.stop] = part
            out[:, self.size + k] = SCALE_SD * (part @ v[family.start : family.stop])


def _margins(full: Floats, families: tuple[Effect, ...]) -> list[Floats]:
    """For each family the sums over the axes that it does not vary over, shape (rows, effects of the family).

    Families come from few axes to many, so that each margin is summed from the smallest one that holds it.
    """
    known: list[tuple[tuple[int, ...], Floats]] = [(full.shape[1:], full)]
    for family in reversed(families):
        holds = [(s, a) for s, a in known if all(n in (1, m) for n, m in zip(family.shape, s, strict=True))]
        shape, smallest = min(holds, key=lambda entry: entry[1].size)
        over = tuple(i + 1 for i, (n, m) in enumerate(zip(family.shape, shape, strict=True)) if n != m)
        known.append((family.shape, smallest.sum(axis=over, keepdims=True) if over else smallest))
    return [margin.reshape(len(full), -1) for _, margin in reversed(known[1:])]


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
