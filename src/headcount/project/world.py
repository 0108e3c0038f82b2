"""The world that all policies share, as the arrays that the model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headcount.errors import CaseError, UsageError
from headcount.project.arithmetic import WEYL, mixed
from headcount.project.controls import MINORS, foreigners
from headcount.project.inputs import Inputs
from headcount.project.network import HOST, Network, network, starting
from headcount.project.queues import HOME, Queue, queues_of
from headcount.project.shocks import DEAD, halts
from headcount.project.unknowns import Chance, Unknowns, draw
from headcount.values.cases import Case
from headcount.values.estimates import Estimate, Floats, Ints

LONGEST = 1200
"""months that a projection may run"""
PROGRAMME_STEPS = 200
"""programmes times their steps that one policy may have at most"""
GROWN = ("men", "women")
"""the adult groups, half and half"""


@dataclass(frozen=True, slots=True)
class World:
    """Starting people, hazards, shocks and queues, trajectory by trajectory; policies share all of them."""

    case: Case
    net: Network
    unknowns: Unknowns
    start: Ints
    """people in month 0, shape (trajectories, cells, states)"""
    queues: tuple[Queue, ...]
    seed: int

    @property
    def months(self) -> int:
        """Months of the projection."""
        return self.case.horizon_months

    @property
    def trajectories(self) -> int:
        """Runs of each policy."""
        return len(self.start)


def world_of(estimate: Estimate, case: Case, *, seed: int, trajectories: int) -> World:
    """Everything that policies share.

    Raises
    ------
    UsageError
        ``trajectories`` is below 1.
    CaseError
        The horizon is not between 1 and 1,200 months, or the case names a transition, group, state or uncertainty
        that does not exist.
    """
    if trajectories < 1:
        raise UsageError(f"trajectories: {trajectories} is no number of runs; give 1 or more")
    if not 1 <= case.horizon_months <= LONGEST:
        raise CaseError(f"horizon_months: {case.horizon_months} is outside 1 to {LONGEST}; give the months to project")
    net = network(case, estimate)
    unknowns = draw(case, estimate, net, Chance(seed, trajectories))
    start = starting(estimate, net, trajectories)
    return World(case, net, unknowns, start, queues_of(net, unknowns), seed)


def inputs_of(
    world: World, begin: int, end: int, *, kept: Sequence[int] = (), columns: Sequence[int] | None = None
) -> Inputs:
    """All that the model reads of trajectories ``begin`` to ``end`` whatever the policy.

    Parameters
    ----------
    kept
        Months whose cells are kept one by one, ascending.
    columns
        Flows that are written out; ``None`` is all of them.
    """
    net, unknowns, case = world.net, world.unknowns, world.case
    here, cells = slice(begin, end), net.kind.size
    places = np.full(world.months + 1, -1, dtype=np.int64)
    places[list(kept)] = np.arange(len(kept))
    orphans = np.floor(unknowns.get("orphan_share", 0.0)[here] * 2**20) / 2**20
    return Inputs(
        start=world.start[here],
        hazards=unknowns.by_cell(begin, end),
        drift=_drift(world)[here],
        lumps=_lumps(world)[here],
        foreign=foreigners(net).astype(np.float64),
        group=net.group,
        edge_of=net.edge_of,
        source=net.source,
        target=net.target,
        open=unknowns.open,
        policy=net.policy,
        halt=halts(unknowns, world.months)[here],
        orphans=orphans,
        births=_births(case, net),
        birth_chance=np.ascontiguousarray(-np.expm1(-unknowns.births[:, here])),
        ageing=_ageing(net, unknowns),
        age_chance=-np.expm1(np.log1p(-unknowns.get("come_of_age_yearly", 0.0)[here]) / 12),
        living=np.array([state != DEAD for state in net.states], dtype=np.bool_),
        queues=np.array(
            [[net.states.index(HOME), net.states.index(q.state)] for q in world.queues], dtype=np.int64
        ).reshape(len(world.queues), 2),
        queue_cells=np.array([net.cells_of(groups=q.groups) for q in world.queues], dtype=np.float64).reshape(
            len(world.queues), cells
        ),
        queue_share=np.array([q.share[here] for q in world.queues]).reshape(len(world.queues), end - begin),
        row=np.asarray(np.where(net.kind == HOST, len(net.groups), 0) + net.group),
        rows=2 * len(net.groups),
        columns=np.arange(len(net.edges) + 2 + len(world.queues)) if columns is None else np.array(columns, np.int64),
        kept=places,
        keys=_keys(world.seed, begin, end, cells),
        steps=_steps(world),
    )


def _keys(seed: int, begin: int, end: int, cells: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    """A stream of random numbers for each cell of each trajectory, whatever block it runs in."""
    root = mixed(np.array([seed & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64) + WEYL)
    own = mixed(root + np.arange(begin + 1, end + 1, dtype=np.uint64) * WEYL)
    return np.asarray(mixed(own[:, None] + np.arange(1, cells + 1, dtype=np.uint64) * WEYL))


def _steps(world: World) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    """Places in a stream, one for each number that a month may need, shape (months, places)."""
    net = world.net
    # leaving, edges, programmes step by step, queues, coming of age, births
    places = len(net.states) * 3 + len(net.edges) + PROGRAMME_STEPS + 2 * len(world.queues) + len(world.case.births)
    return np.arange(1, world.months * places + 1, dtype=np.uint64).reshape(world.months, places) * WEYL


def _births(case: Case, net: Network) -> Ints:
    rows = [(net.state(b.state, "[[birth]]"), _group(net, b.mother), _group(net, b.child)) for b in case.births]
    return np.array(rows, dtype=np.int64).reshape(len(rows), 3)


def _group(net: Network, code: str) -> int:
    if code not in net.groups:
        raise CaseError(f"[[birth]]: '{code}' is no group of this case; use one of {', '.join(net.groups)}")
    return net.groups.index(code)


def _ageing(net: Network, unknowns: Unknowns) -> Ints:
    """Minors and the groups they grow into; empty where the case names no share that comes of age."""
    if "come_of_age_yearly" not in unknowns.values:
        return np.zeros(0, dtype=np.int64)
    for group in (MINORS, *GROWN):
        if group not in net.groups:
            raise CaseError(f"uncertainty 'come_of_age_yearly' needs the group '{group}'; add it to group.leaves")
    return np.array([net.groups.index(group) for group in (MINORS, *GROWN)], dtype=np.int64)


def _drift(world: World) -> Floats:
    """How the pace of each movement has wandered by each year, shape (trajectories, years, edges)."""
    steps = world.unknowns.values.get("hazard_walk_yearly")
    if steps is None:
        return np.zeros((0, 0, 0))
    years = (world.months + 11) // 12
    moves = [world.unknowns.chance.normals(f"walk {n}", years) for n in range(len(world.net.edges))]
    walk = np.cumsum(np.stack(moves, axis=2), axis=1) * steps[:, None, None]
    return np.exp(np.clip(walk, -20.0, 20.0))


def _lumps(world: World) -> Floats:
    """How a country's returns of each year differ from its usual pace, shape (trajectories, years, cells)."""
    sd = world.unknowns.values.get("repatriation_lumps")
    if sd is None:
        return np.zeros((0, 0, 0))
    years = (world.months + 11) // 12
    own = [world.unknowns.chance.normals(f"lumps {origin}", years) for origin in world.net.origins]
    lumps = np.exp(np.clip(np.stack(own, axis=2) * sd[:, None, None], -20.0, 20.0))
    return np.repeat(lumps, len(world.net.groups), axis=2)
