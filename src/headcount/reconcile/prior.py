"""The prior of the account with flows: which effects there are, how wide they are, and where the case puts them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headcount.reconcile.graph import Graph
from headcount.reconcile.grid import Grid, year_of
from headcount.reconcile.tables import number
from headcount.values.cases import Case
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class Family:
    """A block of effects among the unknowns: ``weight`` (broadcast to ``shape``) times tau times z."""

    name: str
    shape: tuple[int, ...]
    start: int
    stop: int
    scale: float
    """median of tau"""
    weight: Floats


def families(
    case: Case,
    net: Graph,
    days: Grid,
    regions: NDArray[np.int64],
    opening: Floats,
    shocks: Sequence[tuple[int, int, float, float]],
    policy_from: int,
) -> tuple[Family, ...]:
    """The blocks of effects that a case of these origins, groups, transitions and periods has."""
    origins, groups, edges = len(case.origin.leaves), len(case.group.leaves), len(net.edges)
    periods, around = len(days.lengths), int(regions.max()) + 1
    when, decided = np.flatnonzero(np.isfinite(opening)), periods - policy_from
    step = np.sqrt(days.lengths)
    wanted: list[tuple[str, tuple[int, ...], Floats | float]] = []
    if origins > 1:
        wanted += [("size region", (around,), 1.0), ("size origin", (origins,), 1.0)]
    if groups > 1:
        wanted += [("size group", (groups,), 1.0)]
    if origins > 1 and groups > 1:
        wanted += [("size origin group", (origins, groups), 1.0)]
    if len(when) > 1:
        wanted += [("entry walk", (len(when),), step[when])]
    if len(when) > 1 and origins > 1:
        wanted += [("entry tilt", (origins,), 1.0)]
    if edges:
        wanted += [("edge", (edges,), net.log_hazard_sd)]
        if groups > 1:
            wanted += [("edge group", (edges, groups), 1.0)]
        if origins > 1:
            wanted += [("edge region", (edges, around), 1.0), ("edge origin", (edges, origins), 1.0)]
        wanted += [("edge walk", (edges, periods), step)]
    if shocks:
        wanted += [("shock", (len(shocks),), np.array([sd for *_, sd in shocks]))]
    if decided > 0:
        wanted += [("policy walk", (origins, decided), step[policy_from:]), ("policy lump", (origins, decided), 1.0)]
        if origins > 1:
            wanted += [("policy origin", (origins,), 1.0)]
    if len(net.births):
        wanted += [("birth", (len(net.births),), net.log_births_sd)]
    found, start = [], 1
    for name, shape, weight in wanted:
        stop = start + math.prod(shape)
        scale = number("scales", name, "scale")
        found.append(Family(name, shape, start, stop, scale, np.broadcast_to(np.asarray(weight, float), shape)))
        start = stop
    return tuple(found)


def regions(case: Case) -> NDArray[np.int64]:
    """The smallest named sum each origin lies in, as a number; origins in none have one of their own."""
    leaves = case.origin.leaves
    named = {
        code: parts
        for code, parts in case.origin.aggregates.items()
        if code not in ("all", "foreign") and 1 < len(parts) < len(leaves)
    }
    keys = []
    for leaf in leaves:
        around = [(len(parts), code) for code, parts in named.items() if leaf in parts]
        keys.append(min(around)[1] if around else leaf)
    order = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    return np.array([order[key] for key in keys], dtype=np.int64)


def centre(case: Case) -> Floats:
    """Log of the people entering, by origin and group, before any effect: the case's total times its weights."""
    share = [np.array([d.weights.get(leaf, 1.0) for leaf in d.leaves]) for d in (case.origin, case.group)]
    logs = np.log(share[0] / share[0].sum())[:, None] + np.log(share[1] / share[1].sum())
    return np.asarray(logs + 0.5 * (math.log(case.total[0]) + math.log(case.total[1])))


def opening(case: Case, days: Grid) -> Floats:
    """Log years of each period in which people may enter, -inf where they may not, shape (periods,)."""
    assert case.entry is not None
    first, last = year_of(case.entry.start), year_of(case.entry.end)
    years = np.minimum(days.days[1:], last) - np.maximum(days.days[:-1], first)
    with np.errstate(divide="ignore"):
        return np.log(np.where(years > 1e-6, years, 0.0))


def shocks(case: Case, net: Graph, days: Grid) -> list[tuple[int, int, float, float]]:
    """Edge, period, log of the middle factor and sd of its log."""
    found = []
    for shock in case.shocks:
        first, last = year_of(shock.start), year_of(shock.end)
        low, high = (math.log(x) for x in shock.factor)
        middle = 0.5 * (days.days[1:] + days.days[:-1])
        for k in np.flatnonzero((middle >= first) & (middle <= last)) if last > first else [days.period(first)]:
            found += [(e, int(k), 0.5 * (low + high), max((high - low) / 3.29, 0.2)) for e in net.edges_of(shock.moves)]
    return found


def policy_from(case: Case, net: Graph, days: Grid) -> int:
    """First period in which governments decide; one past the last where they never do."""
    if case.policy_since is None or not net.policy.any():
        return len(days.lengths)
    return days.period(year_of(case.policy_since) + 1e-6)
