"""The posterior of an account: system model, figures, and the effects of their sources.

Unknowns v, all standard normal a priori: level and effects of the cells, logs of their scales, effects of
sources b_j, log of the scale of those, and log kappa, by which all hedges are wider or narrower than their tables say.

    eta_i = log sum_{cells} mean - log sum_{base} mean + tau_b * factor_j * b_j
    p(y_i | eta_i) = (1 - p_wrong) right(y_i; eta_i, kappa * sd_i) + p_wrong N(log y_i; eta_i, sd_i^2 + 1.2^2)

The constants below were chosen on synthetic worlds: wide scales cover best where the model is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headcount.reconcile import densities
from headcount.reconcile.effects import Effects
from headcount.reconcile.evidence import Evidence
from headcount.values.cases import Case
from headcount.values.estimates import Floats

P_WRONG = 0.10
"""Prior probability that a figure is wrong"""
WRONG_SD = 1.2
"""Sd of the log of a wrong figure about the truth"""
KAPPA_SD = 0.40
BIAS_SCALE = 0.20
"""Median sd of the log bias of a usual source"""
BIAS_SCALE_SD = 0.45
KINDS = ("normal", "one_sided", "between", "counted")
_HALF_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Slopes:
    """Everything about the figures at given unknowns; all arrays (chains, figures) unless said."""

    eta: Floats
    bias: Floats
    density: densities.Density
    wrong: Floats
    """probability that each figure is wrong, given the unknowns"""
    means: Floats
    """(chains, cells)"""
    sums: Floats
    base_sums: Floats


@dataclass(frozen=True)
class Model:
    """What the sampler sees. The last row of ``whole`` is the case's own range for the whole population."""

    effects: Effects
    whole: Floats
    """(figures + 1, cells): 1 where a cell counts towards a figure"""
    base: Floats
    """(shares, cells): the same for the wholes of shares"""
    shares: NDArray[np.int64]
    """rows of ``whole`` that are shares, in the order of ``base``"""
    kinds: tuple[tuple[str, slice], ...]
    """the rows of each kind of error"""
    number: Floats
    sd: Floats
    gap: Floats
    width: Floats
    source: NDArray[np.int64]
    """column among the source effects, -1 for the whole"""
    factor: Floats
    sources: int
    extra_sd: float = 0.0
    """added to every error on the way to the mode"""

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return self.kappa_column + 1

    @property
    def bias_columns(self) -> slice:
        """Where the standardised source effects lie."""
        return slice(self.effects.scales_stop, self.bias_scale_column)

    @property
    def bias_scale_column(self) -> int:
        """Where the log scale of source effects lies."""
        return self.effects.scales_stop + self.sources

    @property
    def kappa_column(self) -> int:
        """Where log kappa lies."""
        return self.bias_scale_column + 1

    @cached_property
    def scale_columns(self) -> NDArray[np.int64]:
        """All unknowns that are scales; the mode holds them fixed, as it would run to kappa = 0 otherwise."""
        scales = np.arange(self.effects.size, self.effects.scales_stop)
        return np.concatenate([scales, [self.bias_scale_column, self.kappa_column]])

    @cached_property
    def stretches(self) -> NDArray[np.bool_]:
        """Figures whose error kappa stretches: not small counts, not the case's own range."""
        mask = np.ones(len(self.number), dtype=bool)
        mask[-1] = False
        for name, rows in self.kinds:
            if name == "counted":
                mask[rows] = False
        return mask

    @cached_property
    def full_curvature(self) -> Floats:
        """1 / sd^2 of each figure, a count with that of its chance: the most that it can be worth."""
        chance = np.zeros_like(self.sd)
        for name, rows in self.kinds:
            if name == "counted":
                chance[rows] = 1.0 / np.sqrt(self.number[rows] + 1.0)
        return np.asarray((self.sd**2 + chance**2 + self.extra_sd**2) ** -1.0)

    def softened(self, extra_sd: float) -> Model:
        """The same with a wider error on every figure."""
        return replace(self, extra_sd=extra_sd)

    def bias_weights(self, v: Floats) -> Floats:
        """tau_b times the factor of each figure's source, shape (chains, figures)."""
        tau = BIAS_SCALE * np.exp(BIAS_SCALE_SD * v[:, self.bias_scale_column])
        return np.asarray(tau[:, None] * self.factor)

    def _errors(self, v: Floats) -> Floats:
        kappa = np.exp(KAPPA_SD * v[:, self.kappa_column])
        sd = np.where(self.stretches, kappa[:, None], 1.0) * self.sd
        return np.asarray(np.hypot(sd, self.extra_sd) if self.extra_sd else sd)

    def look(self, v: Floats) -> Slopes:
        """Figures at unknowns ``v`` of shape (chains, size)."""
        means = np.exp(np.minimum(self.effects.log_cells(v), 60.0))
        sums = means @ self.whole.T
        base_sums = means @ self.base.T
        bias = self.bias_weights(v) * (v[:, self.bias_columns] @ self._source_columns.T)
        eta = np.log(sums) + bias
        eta[:, self.shares] -= np.log(base_sums)
        density, wrong = self._densities(eta, self._errors(v))
        return Slopes(eta, bias, density, wrong, means, sums, base_sums)

    def _densities(self, eta: Floats, s: Floats) -> tuple[densities.Density, Floats]:
        out = densities.Density(*(np.empty_like(eta) for _ in range(4)))
        wrong = np.zeros_like(eta)
        for name, rows in self.kinds:
            density, weight = self._one_kind(name, rows, eta[:, rows], s[:, rows])
            for target, part in zip(out, density, strict=True):
                target[:, rows] = part
            wrong[:, rows] = weight
        return out, wrong

    def _one_kind(self, name: str, rows: slice, eta: Floats, s: Floats) -> tuple[densities.Density, Floats]:
        y = self.number[rows]
        if name == "counted":
            right = densities.counted(y, eta, s)
            return densities.mixed(right, densities.counted(y, eta, np.full_like(s, WRONG_SD)), P_WRONG)
        away = np.log(y) - eta
        if name == "prior":
            return densities.normal(away, s), np.zeros_like(eta)
        wide = np.hypot(s, WRONG_SD)
        wrong = densities.normal(away, wide)
        wrong = wrong._replace(slope_log_s=wrong.slope_log_s * (s / wide) ** 2)
        if name == "one_sided":
            right = densities.one_sided(away, s, self.gap[rows])
        elif name == "between":
            right = densities.between(away, s, self.width[rows])
        else:
            right = densities.normal(away, s)
        return densities.mixed(right, wrong, P_WRONG)

    def gradient(self, v: Floats) -> tuple[Floats, Floats, Slopes]:
        """Log likelihood (chains,), its gradient (chains, size), and what it rests on."""
        at = self.look(v)
        slope = at.density.slope
        pull = (slope / at.sums) @ self.whole
        pull -= (slope[:, self.shares] / at.base_sums) @ self.base
        out = np.zeros_like(v)
        self.effects.pull_back(v, pull * at.means, out)
        weights = slope * self.bias_weights(v)
        out[:, self.bias_columns] += weights @ self._source_columns
        out[:, self.bias_scale_column] += BIAS_SCALE_SD * (slope * at.bias).sum(axis=1)
        stretch = np.where(self.stretches, self._stretch_share(v), 0.0)
        out[:, self.kappa_column] += KAPPA_SD * (at.density.slope_log_s * stretch).sum(axis=1)
        return at.density.log.sum(axis=1), out, at

    def _stretch_share(self, v: Floats) -> Floats | float:
        """d log s / d log kappa: 1 but for the error added on the way to the mode."""
        if not self.extra_sd:
            return 1.0
        s = self._errors(v)
        return np.asarray(1.0 - (self.extra_sd / s) ** 2)

    @cached_property
    def _source_columns(self) -> Floats:
        columns = np.zeros((len(self.number), self.sources))
        rows = np.flatnonzero(self.source >= 0)
        columns[rows, self.source[rows]] = 1.0
        return columns

    def jacobians(self, v: Floats, at: Slopes) -> Iterator[Floats]:
        """d eta_i / dv at each point of ``v``, each of shape (figures + 1, size).

        The column of log kappa holds the slope of the standardised residual instead, so that J'WJ is the
        Gauss-Newton curvature of all unknowns.
        """
        taus, bias_weights = self.effects.taus(v), self.bias_weights(v)
        away = np.where(self.stretches, np.log(np.maximum(self.number, 0.5)) - at.eta, 0.0)
        for c in range(len(v)):
            share = self.whole * (at.means[c] / at.sums[c][:, None])
            share[self.shares] -= self.base * (at.means[c] / at.base_sums[c][:, None])
            J = np.zeros((len(self.number), self.size))
            self.effects.spread_rows(share, v[c], taus[c], J)
            J[:, self.bias_columns] = self._source_columns * bias_weights[c][:, None]
            J[:, self.bias_scale_column] = BIAS_SCALE_SD * at.bias[c]
            J[:, self.kappa_column] = KAPPA_SD * away[c]
            yield J


def build(evidence: Sequence[Evidence], case: Case, effects: Effects) -> Model:
    """The posterior of ``evidence`` (echoes merged, in the order of ``by_kind``) under the system model ``effects``."""
    low, high = math.log(case.total[0]), math.log(case.total[1])
    keys = {key: j for j, key in enumerate(dict.fromkeys(item.source for item in evidence))}
    whole = np.ones((len(evidence) + 1, effects.cells.size))
    for i, item in enumerate(evidence):
        whole[i] = 0.0
        whole[i, item.cells] = 1.0
    shares = [i for i, item in enumerate(evidence) if item.base is not None]
    base = np.zeros((len(shares), effects.cells.size))
    for row, i in enumerate(shares):
        base[row, evidence[i].base] = 1.0
    column = [*evidence]
    return Model(
        effects=effects,
        whole=whole,
        base=base,
        shares=np.array(shares, dtype=np.int64),
        kinds=_kinds(evidence),
        number=np.array([*(item.value for item in column), math.exp(0.5 * (low + high))]),
        sd=np.array([*(item.sd for item in column), max((high - low) / (2 * _HALF_90), 0.02)]),
        gap=np.array([*(item.gap for item in column), 0.0]),
        width=np.array([*(item.width for item in column), 0.0]),
        source=np.array([*(keys[item.source] for item in column), -1], dtype=np.int64),
        factor=np.array([*(item.bias_factor for item in column), 0.0]),
        sources=len(keys),
    )


def by_kind(evidence: Sequence[Evidence]) -> list[Evidence]:
    """``evidence`` with each kind of error in one run, as the model wants it; otherwise in the order given."""
    return sorted(evidence, key=lambda item: KINDS.index(kind(item)))


def kind(item: Evidence) -> str:
    """Which density a piece of evidence has."""
    if item.counted:
        return "counted"
    if item.gap:
        return "one_sided"
    return "between" if item.width else "normal"


def _kinds(evidence: Sequence[Evidence]) -> tuple[tuple[str, slice], ...]:
    """The run of rows of each kind that occurs, and the whole as the last row."""
    found = [kind(item) for item in evidence]
    runs = [(name, slice(found.index(name), found.index(name) + found.count(name))) for name in KINDS if name in found]
    return (*runs, ("prior", slice(len(found), len(found) + 1)))
