"""The system model of a case with a window: people enter, and move along the case's transitions.

For origin o (of region r), group g, edge e and period k, all z ~ N(0, 1), every family of effects with a scale tau:

    log N_og  = centre_og + level + region_r + origin_o + group_g + both_og          people entering in all
    n_ogk     = N_og softmax_k( log D_k + walk_k + tilt_o (t_k - middle) )           entries, none outside their dates
    log h     = M_e + edge_e + group_eg + region_er + origin_eo                      yearly hazards, M from the case
                + walk_ek + shock_ek
                + [policy edge, from the case's day on] ( own_o + walk_ok + lump_ok )
    births    = rate * women in the state

Stocks, running flows and running entries follow by ``recursion.forward``; every figure is a sum of them.
(Bryant & Graham 2013: an account with a system model; UN DESA and UNU-CRIS tie stocks to flows in the same way.)
Lumps matter: governments fetch people in flights, not in streams. Shocks act on their own dates only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from headcount.reconcile import prior
from headcount.reconcile.graph import Graph, graph
from headcount.reconcile.grid import Grid, grid
from headcount.reconcile.prior import Family
from headcount.reconcile.system import SCALE_SD
from headcount.values.cases import Case
from headcount.values.estimates import Floats

LEVEL_SD = 1.5
_MOST = 7.0
"""Ceiling of each factor of a log hazard: nobody leaves faster than within hours"""


@dataclass(frozen=True, slots=True)
class Moved:
    """The account at some unknowns; arrays end in one lane for each point."""

    Y: Floats
    """(columns, lanes): stocks, running flows and running entries"""
    by_people: Floats
    """(origins, groups, edges, lanes): hazards of the ordinary year"""
    by_period: Floats
    """(edges, periods, lanes): what time does to them"""
    by_policy: Floats
    """(origins, periods, lanes): what the governments of an origin do to them"""
    entries: Floats
    shares: Floats
    """(origins, periods, lanes): when the people of an origin enter"""
    born: Floats

    @property
    def hazards(self) -> tuple[Floats, Floats, Floats]:
        """The three factors of every hazard."""
        return self.by_people, self.by_period, self.by_policy

    def lane(self, c: int) -> Moved:
        """The account at one of the points."""
        return Moved(*(np.ascontiguousarray(getattr(self, name)[..., c : c + 1]) for name in self.__slots__))


@dataclass(frozen=True)
class Flows:
    """The unknowns of the account and their way to stocks and flows."""

    case: Case
    graph: Graph
    grid: Grid
    regions: NDArray[np.int64]
    """(origins,)"""
    families: tuple[Family, ...]
    centre: Floats
    """(origins, groups): log people entering"""
    opening: Floats
    """(periods,): log years of each period in which people may enter, -inf where they may not"""
    shocks: tuple[tuple[int, int, float], ...]
    """edge, period, log of the middle of its factor"""
    policy_from: int
    """first period in which governments decide"""

    @property
    def size(self) -> int:
        """Level and effects; the scales follow them."""
        return self.families[-1].stop

    @property
    def scales_stop(self) -> int:
        """One past the last scale."""
        return self.size + len(self.families)

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Origins, days of the grid, groups, and columns: nodes, edges, entries."""
        origins, groups = self.centre.shape
        return origins, len(self.grid.days), groups, len(self.graph.nodes) + len(self.graph.edges) + 1

    @property
    def columns(self) -> int:
        """Numbers of the account that figures are sums of."""
        return math.prod(self.shape)

    def taus(self, v: Floats) -> Floats:
        """Scales of the families, shape (..., families)."""
        median = np.array([family.scale for family in self.families])
        return np.asarray(median * np.exp(SCALE_SD * v[..., self.size : self.scales_stop]))

    @cached_property
    def _names(self) -> dict[str, int]:
        return {family.name: i for i, family in enumerate(self.families)}

    def _pieces(self, v: Floats) -> dict[str, Floats]:
        """Family -> its effects, shape (*shape, lanes), zero where the case has none."""
        taus = self.taus(v).T
        flat = np.ascontiguousarray(v[:, : self.size].T)
        return {
            f.name: f.weight[..., None] * (taus[i] * flat[f.start : f.stop]).reshape(*f.shape, len(v))
            for i, f in enumerate(self.families)
        }

    def read(self, v: Floats) -> Moved:
        """The account at unknowns ``v`` (lanes, unknowns)."""
        from headcount.reconcile import recursion

        part = self._pieces(v)
        lanes = len(v)
        origins, days, groups, _ = self.shape
        periods, edges = days - 1, len(self.graph.edges)
        log_size = self.centre[:, :, None] + LEVEL_SD * v[:, 0]
        for name, where in _SIZES:
            if name in part:
                piece = part[name][self.regions] if name == "size region" else part[name]
                log_size = log_size + piece[where]
        shares = self._shares(part, lanes)
        entries = np.exp(np.minimum(log_size, 30.0))[:, :, None] * shares[:, None]
        log_E = np.zeros((origins, groups, edges, lanes)) + self.graph.log_hazard[:, None]
        if edges:
            log_E += part["edge"]
            for name, axes in _EDGES:
                if name in part:
                    piece = part[name][:, self.regions] if name == "edge region" else part[name]
                    log_E += piece.transpose(axes)[(None, ...) if name == "edge group" else (slice(None), None)]
        log_B = np.cumsum(part["edge walk"], axis=1) if edges else np.zeros((0, periods, lanes))
        for i, (e, k, middle) in enumerate(self.shocks):
            log_B[e, k] += middle + part["shock"][i]
        log_C = np.zeros((origins, periods, lanes))
        if "policy walk" in part:
            decided = np.cumsum(part["policy walk"], axis=1) + part["policy lump"]
            if "policy origin" in part:
                decided += part["policy origin"][:, None]
            log_C[:, self.policy_from :] = decided
        born = self.graph.log_births[:, None] + part.get("birth", np.zeros((0, lanes)))
        hazards = tuple(np.exp(np.minimum(log, _MOST)) for log in (log_E, log_B, log_C))
        born = np.exp(born)
        if lanes == 1 < origins:
            out = np.empty((1, *self.shape[1:], origins))
            given = (_abreast(entries), self.graph.births, _shared(born, origins), *self._abreast(hazards))
            recursion.forward(*self._structure, *given, out)
            Y = np.moveaxis(out[0], -1, 0)
        else:
            Y = np.empty((*self.shape, lanes))
            recursion.forward(*self._structure, entries, self.graph.births, born, *hazards, Y)
        flat = np.ascontiguousarray(Y).reshape(self.columns, lanes)
        return Moved(flat, hazards[0], hazards[1], hazards[2], entries, shares, born)

    def _abreast(self, hazards: tuple[Floats, ...]) -> tuple[Floats, ...]:
        """Hazards of one point with the origins as lanes: a single point is then as fast as one of many."""
        by_people, by_period, by_policy = hazards
        return _abreast(by_people), _shared(by_period, self.shape[0]), _abreast(by_policy)

    @cached_property
    def _structure(self) -> Any:
        g = self.graph
        return g.start, g.to, g.order, g.rank, g.allowed, g.policy, self.grid.lengths, g.entry

    @cached_property
    def _entering(self) -> NDArray[np.int64]:
        return np.flatnonzero(np.isfinite(self.opening))

    @cached_property
    def _tilt(self) -> Floats:
        """Years of each entry period from the middle of the entry."""
        middle = 0.5 * (self.grid.days[1:] + self.grid.days[:-1])[self._entering]
        return np.asarray(middle - middle.mean())

    def _shares(self, part: dict[str, Floats], lanes: int) -> Floats:
        origins, days = self.shape[:2]
        when = self._entering
        height = np.zeros((origins, len(when), lanes)) + self.opening[when][:, None]
        if "entry walk" in part:
            height = height + np.cumsum(part["entry walk"], axis=0)
        if "entry tilt" in part:
            height = height + part["entry tilt"][:, None] * self._tilt[:, None]
        height = np.exp(height - height.max(axis=1, keepdims=True))
        shares = np.zeros((origins, days - 1, lanes))
        shares[:, when] = height / height.sum(axis=1, keepdims=True)
        return shares

    def pull_back(self, v: Floats, at: Moved, slope: Floats, out: Floats) -> None:
        """Add d/dv of a function whose slope in ``at.Y`` is ``slope`` (columns, lanes) to ``out`` (lanes, unknowns)."""
        lanes = len(v)
        found = self._slopes_of_one(at, slope) if lanes == 1 < self.shape[0] else self._slopes(at, slope, lanes)
        parts = self._to_families(found, at.entries, at.shares, at.born, slice(None))
        taus = self.taus(v)
        out[:, 0] += LEVEL_SD * parts.pop("level").reshape(lanes)
        for i, family in enumerate(self.families):
            effect = (parts[family.name] * family.weight[..., None]).reshape(-1, lanes).T * taus[:, i, None]
            out[:, family.start : family.stop] += effect
            z = v[:, family.start : family.stop]
            out[:, self.size + i] += SCALE_SD * np.einsum("cj,cj->c", effect, z)

    def _slopes(self, at: Moved, slope: Floats, lanes: int) -> _Slopes:
        from headcount.reconcile import recursion

        found = _Slopes.empty(self, lanes)
        recursion.backward(
            *self._structure,
            self.graph.births,
            at.born,
            *at.hazards,
            at.Y.reshape(*self.shape, lanes),
            np.ascontiguousarray(slope).reshape(*self.shape, lanes),
            *found.arrays,
        )
        return found

    def _slopes_of_one(self, at: Moved, slope: Floats) -> _Slopes:
        """The same at a single point, with the origins as lanes."""
        from headcount.reconcile import recursion

        origins = self.shape[0]
        wide = _Slopes.empty(self, origins, origins=1)
        Y, seed = (_abreast(np.ascontiguousarray(x).reshape(*self.shape, 1)) for x in (at.Y, slope))
        recursion.backward(
            *self._structure, self.graph.births, _shared(at.born, origins), *self._abreast(at.hazards), Y, seed,
            *wide.arrays,
        )  # fmt: skip
        back = [np.moveaxis(x[0], -1, 0)[..., None] for x in (wide.E, wide.C, wide.entries)]
        E, C, entries = (np.ascontiguousarray(x) for x in back)
        return _Slopes(E, wide.B.sum(axis=2, keepdims=True), C, entries, wide.born.sum(axis=1, keepdims=True))

    def rows(self, v: Floats, at: Moved, weights: sparse.csr_matrix, out: Floats) -> None:
        """Slopes of sums ``weights`` (rows, columns) of Y at one point ``v`` (unknowns,), written to ``out``.

        ``at`` has one lane; ``out`` has shape (rows, unknowns).
        """
        taus = self.taus(v[None])[0]
        block = self.columns // self.shape[0]
        parts = [family.weight * tau for family, tau in zip(self.families, taus, strict=True)]
        turned = np.zeros((self.size, weights.shape[0]))
        for o in range(self.shape[0]):
            self._rows_of_origin(o, at, weights[:, o * block : (o + 1) * block], parts, turned)
        turned[0] *= LEVEL_SD
        out[:, : self.size] = turned.T
        for i, family in enumerate(self.families):
            z = v[family.start : family.stop]
            out[:, self.size + i] = SCALE_SD * (out[:, family.start : family.stop] @ z)

    def _rows_of_origin(
        self, o: int, at: Moved, weights: sparse.csr_matrix, parts: Sequence[Floats], turned: Floats
    ) -> None:
        from headcount.reconcile import recursion

        sown = weights.tocoo()
        if not sown.nnz:
            return
        _, days, groups, width = self.shape
        period, rest = np.divmod(sown.col, groups * width)
        group, column = np.divmod(rest, width)
        who, lane = np.unique(sown.row, return_inverse=True)
        last = np.zeros(len(who), dtype=np.int64)
        np.maximum.at(last, lane, period)
        first_lanes = np.argsort(-last, kind="stable")
        place = np.argsort(first_lanes)
        in_turn = np.argsort(-period, kind="stable")
        active = np.array([np.count_nonzero(last > k) for k in range(days - 1)], dtype=np.int64)
        found = _Slopes.empty(self, len(who), origins=1)
        gE, gB, gC, gn, gborn = found.arrays
        recursion.backward_rows(
            *self._structure, self.graph.births, at.born[:, 0], at.by_people[o, :, :, 0], at.by_period[:, :, 0],
            at.by_policy[o, :, 0], at.Y.reshape(self.shape)[o],
            period[in_turn], group[in_turn], column[in_turn], place[lane[in_turn]], sown.data[in_turn],
            active, gE[0], gB, gC[0], gn[0], gborn,
        )  # fmt: skip
        slopes = self._to_families(found, at.entries[o : o + 1], at.shares[o : o + 1], at.born, slice(o, o + 1))
        rows = who[first_lanes]
        turned[0, rows] += slopes["level"].ravel()
        for family, weight, index in zip(self.families, parts, self._places[o], strict=True):
            own = slopes[family.name] * weight[_own(family, o, self.regions)][..., None]
            recursion.scatter(np.ascontiguousarray(own).reshape(-1, len(rows)), index, rows, turned)

    @cached_property
    def _places(self) -> tuple[tuple[NDArray[np.int64], ...], ...]:
        """For each origin the unknowns of each family that it has a part in."""
        whole = [np.arange(family.start, family.stop).reshape(family.shape) for family in self.families]
        return tuple(
            tuple(all_[_own(f, o, self.regions)].ravel() for f, all_ in zip(self.families, whole, strict=True))
            for o in range(self.shape[0])
        )

    def _to_families(
        self, found: _Slopes, entries: Floats, shares: Floats, born: Floats, which: slice
    ) -> dict[str, Floats]:
        """Slopes in each family's effects, before weights and scales; families of origins have those of ``which``."""
        entering = found.entries * entries
        size = entering.sum(axis=2)
        E = found.E
        regions = self.regions[which]
        out: dict[str, Floats] = {"level": size.sum(axis=(0, 1), keepdims=True)}
        names = self._names
        if "size origin" in names:
            out["size origin"] = size.sum(axis=1)
            out["size region"] = self._by_region(out["size origin"], regions, axis=0)
        if "size group" in names:
            out["size group"] = size.sum(axis=0)
        if "size origin group" in names:
            out["size origin group"] = size
        if "entry walk" in names or "entry tilt" in names:
            when = self._entering
            pull = entering.sum(axis=1)[:, when]
            pull = pull - shares[:, when] * pull.sum(axis=1, keepdims=True)
            out["entry walk"] = _tails(pull.sum(axis=0), axis=0)
            out["entry tilt"] = np.einsum("okc,k->oc", pull, self._tilt)
        by_origin = E.sum(axis=1).transpose(1, 0, 2)
        out["edge"] = by_origin.sum(axis=1)
        out["edge group"] = E.sum(axis=0).transpose(1, 0, 2)
        out["edge origin"] = by_origin
        out["edge region"] = self._by_region(by_origin, regions, axis=1)
        out["edge walk"] = _tails(found.B, axis=1)
        if self.shocks:
            out["shock"] = np.array([found.B[e, k] for e, k, _ in self.shocks])
        if "policy walk" in names:
            C = found.C[:, self.policy_from :]
            out["policy lump"] = C
            out["policy walk"] = _tails(C, axis=1)
            out["policy origin"] = C.sum(axis=1)
        out["birth"] = found.born * born
        return out

    def _by_region(self, x: Floats, regions: NDArray[np.int64], axis: int) -> Floats:
        """Sums over the origins of each region; for one origin its own slopes, which go to its region."""
        if x.shape[axis] == 1 and len(self.regions) > 1:
            return x
        shape = list(x.shape)
        shape[axis] = int(self.regions.max()) + 1
        out = np.zeros(shape)
        np.add.at(np.moveaxis(out, axis, 0), regions, np.moveaxis(x, axis, 0))
        return out


@dataclass(frozen=True, slots=True)
class _Slopes:
    """What the way back found, in log hazards, people entering and children born."""

    E: Floats
    B: Floats
    C: Floats
    entries: Floats
    born: Floats

    @classmethod
    def empty(cls, flows: Flows, lanes: int, origins: int | None = None) -> _Slopes:
        all_origins, days, groups, _ = flows.shape
        o, edges, periods = origins or all_origins, len(flows.graph.edges), days - 1
        return cls(
            np.zeros((o, groups, edges, lanes)),
            np.zeros((edges, periods, lanes)),
            np.zeros((o, periods, lanes)),
            np.zeros((o, groups, periods, lanes)),
            np.zeros((len(flows.graph.births), lanes)),
        )

    @property
    def arrays(self) -> tuple[Floats, ...]:
        return self.E, self.B, self.C, self.entries, self.born


_SIZES = (
    ("size region", (slice(None), None)),
    ("size origin", (slice(None), None)),
    ("size group", (None,)),
    ("size origin group", (slice(None),)),
)
_EDGES = (("edge group", (1, 0, 2)), ("edge region", (1, 0, 2)), ("edge origin", (1, 0, 2)))
_BY_ORIGIN = {"size origin": 0, "size origin group": 0, "entry tilt": 0, "edge origin": 1}
_BY_REGION = {"size region": 0, "edge region": 1}


def _abreast(x: Floats) -> Floats:
    """(origins, ..., 1 lane) as (1, ..., origins as lanes)."""
    return np.ascontiguousarray(np.moveaxis(x[..., 0], 0, -1))[None]


def _shared(x: Floats, lanes: int) -> Floats:
    """(..., 1 lane) in as many lanes, all alike."""
    return np.ascontiguousarray(np.broadcast_to(x, (*x.shape[:-1], lanes)))


def _own(family: Family, o: int, regions: NDArray[np.int64]) -> tuple[slice, ...]:
    """The effects of a family that an origin has a part in."""
    where = o
    if family.name in _BY_REGION:
        axis, where = _BY_REGION[family.name], int(regions[o])
    elif family.name in _BY_ORIGIN or family.name.startswith("policy"):
        axis = _BY_ORIGIN.get(family.name, 0)
    else:
        return (slice(None),)
    return (*(slice(None) for _ in range(axis)), slice(where, where + 1))


def _tails(x: Floats, axis: int) -> Floats:
    """Sums from each place to the end: what a step of a walk moves."""
    return np.flip(np.cumsum(np.flip(x, axis), axis=axis), axis)


def flows(case: Case, dates: Sequence[float]) -> Flows:
    """The system model of a case with a window, on a grid for figures of ``dates`` (years)."""
    net, days = graph(case), grid(case, dates)
    regions = prior.regions(case)
    opening = prior.opening(case, days)
    shocks = prior.shocks(case, net, days)
    policy_from = prior.policy_from(case, net, days)
    return Flows(
        case=case,
        graph=net,
        grid=days,
        regions=regions,
        families=prior.families(case, net, days, regions, opening, shocks, policy_from),
        centre=prior.centre(case),
        opening=opening,
        shocks=tuple((e, k, middle) for e, k, middle, _ in shocks),
        policy_from=policy_from,
    )
