"""The posterior of an account: system model, figures, and the effects of their sources.

Unknowns v, all standard normal a priori: level and effects of the cells, logs of their scales, effects of
sources b_j, log of the scale of those, log kappa, by which all hedges are wider or narrower than their tables say, and
what was uneven, u, in each stretch of time shorter than a period of the account.

    eta_i = log sum_{row i} account - log sum_{base i} account + tau_b * factor_j * b_j [ + shift_i + burst_i u_i ]
    p(y_i | eta_i) = (1 - p_wrong) right(y_i; eta_i, kappa * sd_i) + p_wrong N(log y_i; eta_i, sd_i^2 + 1.2^2)

The constants below were chosen on synthetic worlds: wide scales cover best where the model is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from headcount.ledger.cells import Indices
from headcount.reconcile import densities
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.layout import TRAVELLED, Layout, When
from headcount.reconcile.system import Point, System
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
_LEAST = 1e-9
"""People below which a sum is not told from nobody"""


@dataclass(frozen=True, slots=True)
class Slopes:
    """Everything about the figures at given unknowns; all arrays (chains, figures) unless said."""

    eta: Floats
    bias: Floats
    density: densities.Density
    wrong: Floats
    """probability that each figure is wrong, given the unknowns"""
    point: Point
    """the account, with a lane for each chain"""
    sums: Floats
    base_sums: Floats


@dataclass(frozen=True)
class Model:
    """What the sampler sees. The last row of ``whole`` is the case's own range for the whole population."""

    system: System[Any]
    whole: sparse.csr_matrix
    """(figures + 1, columns): how much each number of the account counts towards a figure"""
    base: sparse.csr_matrix
    """(shares, columns): the same for the wholes of shares"""
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
    burst: NDArray[np.int64]
    """which stretch of time a figure is about, -1 where nothing is uneven"""
    burst_sd: Floats
    burst_shift: Floats
    bursts: int
    stretches_known: Mapping[tuple[object, ...], int]
    """the stretches that figures are about, by ``stretch_key``"""
    source_columns: Mapping[str, int]
    """the sources, by name"""
    extra_sd: float = 0.0
    """added to every error on the way to the mode"""

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return self.kappa_column + 1 + self.bursts

    @property
    def bias_columns(self) -> slice:
        """Where the standardised source effects lie."""
        return slice(self.system.scales_stop, self.bias_scale_column)

    @property
    def bias_scale_column(self) -> int:
        """Where the log scale of source effects lies."""
        return self.system.scales_stop + self.sources

    @property
    def kappa_column(self) -> int:
        """Where log kappa lies."""
        return self.bias_scale_column + 1

    @cached_property
    def scale_columns(self) -> NDArray[np.int64]:
        """All unknowns that are scales; the mode holds them fixed, as it would run to kappa = 0 otherwise."""
        scales = np.arange(self.system.size, self.system.scales_stop)
        return np.concatenate([scales, [self.bias_scale_column, self.kappa_column]])

    @cached_property
    def stretched(self) -> NDArray[np.bool_]:
        """Figures whose error kappa stretches: not small counts, not the case's own range."""
        mask = np.ones(len(self.number), dtype=bool)
        mask[-1] = False
        for name, rows in self.kinds:
            if name == "counted":
                mask[rows] = False
        return mask

    @cached_property
    def plain(self) -> NDArray[np.int64]:
        """Figures with a two-sided normal error that kappa stretches."""
        rows = [np.arange(rows.start, rows.stop) for name, rows in self.kinds if name == "normal"]
        return np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)

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

    def carried(self, v: Floats, other: Model) -> Floats:
        """``v`` as unknowns of ``other``, the same account with other figures; new sources and stretches start at 0."""
        stop = self.system.scales_stop
        out = np.zeros(other.size)
        out[:stop] = v[:stop]
        out[[other.bias_scale_column, other.kappa_column]] = v[[self.bias_scale_column, self.kappa_column]]
        for key, j in other.source_columns.items():
            if key in self.source_columns:
                out[stop + j] = v[stop + self.source_columns[key]]
        for stretch, j in other.stretches_known.items():
            if stretch in self.stretches_known:
                out[other.kappa_column + 1 + j] = v[self.kappa_column + 1 + self.stretches_known[stretch]]
        return out

    def bias_weights(self, v: Floats) -> Floats:
        """tau_b times the factor of each figure's source, shape (chains, figures)."""
        tau = BIAS_SCALE * np.exp(BIAS_SCALE_SD * v[:, self.bias_scale_column])
        return np.asarray(tau[:, None] * self.factor)

    def biases(self, v: Floats) -> Floats:
        """Log bias of the source of each figure, shape (chains, figures + 1)."""
        return np.asarray(self.bias_weights(v) * (v[:, self.bias_columns] @ self._source_columns.T))

    def doubts(self, v: Floats, eta: Floats) -> Floats:
        """Probability that each figure is wrong where the log of its people (or share) is ``eta`` (chains, figures)."""
        padded = np.concatenate([eta, np.zeros((len(eta), 1))], axis=1)
        return self._densities(padded, self._errors(v))[1][:, :-1]

    def _errors(self, v: Floats) -> Floats:
        kappa = np.exp(KAPPA_SD * v[:, self.kappa_column])
        sd = np.where(self.stretched, kappa[:, None], 1.0) * self.sd
        return np.asarray(np.hypot(sd, self.extra_sd) if self.extra_sd else sd)

    def look(self, v: Floats) -> Slopes:
        """Figures at unknowns ``v`` of shape (chains, size)."""
        point = self.system.read(v)
        sums = np.maximum((self.whole @ point.Y).T, _LEAST)
        base_sums = np.maximum((self.base @ point.Y).T, _LEAST)
        bias = self.biases(v)
        eta = np.log(sums) + bias
        eta[:, self.shares] -= np.log(base_sums)
        if self.bursts:
            u = v[:, self._burst_columns]
            eta[:, self._uneven] += self.burst_shift[self._uneven] + self.burst_sd[self._uneven] * u
        density, wrong = self._densities(eta, self._errors(v))
        return Slopes(eta, bias, density, wrong, point, sums, base_sums)

    @cached_property
    def _uneven(self) -> NDArray[np.int64]:
        """Figures of short stretches of time."""
        return np.flatnonzero(self.burst >= 0)

    @cached_property
    def _burst_places(self) -> Floats:
        """(figures of short stretches, stretches): 1 where a figure is about a stretch."""
        places = np.zeros((len(self._uneven), self.bursts))
        places[np.arange(len(self._uneven)), self.burst[self._uneven]] = 1.0
        return places

    @cached_property
    def _burst_columns(self) -> NDArray[np.int64]:
        """The unknown of each of them."""
        return np.asarray(self.kappa_column + 1 + self.burst[self._uneven])

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
        pull = self._whole_turned @ (slope / at.sums).T
        if len(self.shares):
            pull -= self._base_turned @ (slope[:, self.shares] / at.base_sums).T
        out = np.zeros_like(v)
        self.system.pull_back(v, at.point, pull, out)
        if self.bursts:
            each = slope[:, self._uneven] * self.burst_sd[self._uneven]
            out[:, self.kappa_column + 1 :] += each @ self._burst_places
        weights = slope * self.bias_weights(v)
        out[:, self.bias_columns] += weights @ self._source_columns
        out[:, self.bias_scale_column] += BIAS_SCALE_SD * (slope * at.bias).sum(axis=1)
        stretch = np.where(self.stretched, self._stretch_share(v), 0.0)
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
        bias_weights = self.bias_weights(v)
        away = np.where(self.stretched, np.log(np.maximum(self.number, 0.5)) - at.eta, 0.0)
        for c in range(len(v)):
            J = self.rows(v[c], at.point.lane(c), self._relative(at, c))
            J[:, self.bias_columns] = self._source_columns * bias_weights[c][:, None]
            J[:, self.bias_scale_column] = BIAS_SCALE_SD * at.bias[c]
            J[:, self.kappa_column] = KAPPA_SD * away[c]
            J[self._uneven, self._burst_columns] = self.burst_sd[self._uneven]
            yield J

    def _relative(self, at: Slopes, c: int) -> sparse.csr_matrix:
        """Weights of the columns in the log of each figure's people (or share) at one point."""
        relative = sparse.diags_array(1.0 / at.sums[c]) @ self.whole
        if len(self.shares):
            relative -= self._placed @ (sparse.diags_array(1.0 / at.base_sums[c]) @ self.base)
        return sparse.csr_matrix(relative)

    def rows(self, v: Floats, point: Point, weights: sparse.csr_matrix) -> Floats:
        """Slopes of sums ``weights`` (rows, columns) of the account in all unknowns, shape (rows, size)."""
        J = np.zeros((weights.shape[0], self.size))
        self.system.rows(v[: self.system.scales_stop], point, weights, J)
        return J

    @cached_property
    def _placed(self) -> sparse.csr_matrix:
        """Puts the rows of ``base`` where their shares stand."""
        ones = np.ones(len(self.shares))
        where = (self.shares, np.arange(len(self.shares)))
        return sparse.csr_matrix((ones, where), shape=(len(self.number), len(self.shares)))

    @cached_property
    def _whole_turned(self) -> sparse.csr_matrix:
        return self.whole.T.tocsr()

    @cached_property
    def _base_turned(self) -> sparse.csr_matrix:
        return self.base.T.tocsr()


def build(evidence: Sequence[Evidence], layout: Layout, system: System[Any]) -> Model:
    """The posterior of ``evidence`` (echoes merged, in the order of ``by_kind``) under the system model ``system``."""
    low, high = math.log(layout.case.total[0]), math.log(layout.case.total[1])
    keys = {key: j for j, key in enumerate(dict.fromkeys(item.source for item in evidence))}
    shares = [i for i, item in enumerate(evidence) if item.base is not None]
    stretches: dict[tuple[object, ...], int] = {}
    for item in evidence:
        if item.burst.sd:
            stretches.setdefault(stretch_key(item.cells, item.since, item.day, layout), len(stretches))
    bursts = [stretches[stretch_key(e.cells, e.since, e.day, layout)] if e.burst.sd else -1 for e in evidence]
    return Model(
        system=system,
        whole=stacked([*((item.cells, item.when) for item in evidence), everyone(layout)], layout),
        base=stacked([(item.base, item.base_when) for item in evidence if item.base is not None], layout),
        shares=np.array(shares, dtype=np.int64),
        kinds=_kinds(evidence),
        number=np.array([*(item.value for item in evidence), math.exp(0.5 * (low + high))]),
        sd=np.array([*(item.sd for item in evidence), max((high - low) / (2 * _HALF_90), 0.02)]),
        gap=np.array([*(item.gap for item in evidence), 0.0]),
        width=np.array([*(item.width for item in evidence), 0.0]),
        source=np.array([*(keys[item.source] for item in evidence), -1], dtype=np.int64),
        factor=np.array([*(item.bias_factor for item in evidence), 0.0]),
        sources=len(keys),
        burst=np.array([*bursts, -1], dtype=np.int64),
        burst_sd=np.array([*(item.burst.sd for item in evidence), 0.0]),
        burst_shift=np.array([*(item.burst.shift for item in evidence), 0.0]),
        bursts=len(stretches),
        stretches_known=stretches,
        source_columns=keys,
    )


def stretch_key(people: Indices, since: float, day: float, layout: Layout) -> tuple[object, ...]:
    """Equal for movements of the same origins and kind in the same days, whatever the groups."""
    groups, width = layout.cells.shape[1], layout.width
    origins = np.unique(people // (groups * width))
    return origins.tobytes(), np.unique(people % width).tobytes(), round(since * 365), round(day * 365)


def everyone(layout: Layout) -> tuple[Indices, When]:
    """Whom the case's own range counts: all cells, or all who have entered by the last day."""
    if layout.grid is None:
        return layout.people({}), layout.stands(0.0)
    return layout.people({"state": (TRAVELLED,)}, moved=True), layout.stands(float(layout.grid.days[-1]))


def stacked(rows: Sequence[tuple[Indices, When]], layout: Layout) -> sparse.csr_matrix:
    """One row of weights for each population at its time, shape (rows, columns)."""
    parts = [layout.row(people, when) for people, when in rows]
    starts = np.cumsum([0, *(len(columns) for columns, _ in parts)])
    columns = np.concatenate([c for c, _ in parts]) if parts else np.zeros(0, dtype=np.int64)
    weights = np.concatenate([w for _, w in parts]) if parts else np.zeros(0)
    return sparse.csr_matrix((weights, columns, starts), shape=(len(parts), layout.columns))


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
