"""The states of a case as a graph that people move through.

A node is a leaf state, or a leaf state in one place where the case tells its sites apart. An edge is a transition of
the case between two nodes; people of some groups cannot use it where the transition names others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headcount.errors import CaseError
from headcount.values.cases import Case
from headcount.values.estimates import Floats

_HALF_90 = 1.6448536269514722
_LEAST_SD = 0.3
"""Sd of the log of a hazard, at the least, however sure a case is of its range"""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from node to node; ``transition`` is its place among the transitions of the case."""

    transition: int
    start: int
    to: int


@dataclass(frozen=True)
class Graph:
    """Nodes as (state, site), site empty where none are told apart; edges sorted by the order of visiting."""

    nodes: tuple[tuple[str, str], ...]
    edges: tuple[Edge, ...]
    order: Ints
    """nodes in the order in which people move forward"""
    rank: Ints
    """place of each node in ``order``"""
    allowed: NDArray[np.bool_]
    """(groups, edges)"""
    policy: NDArray[np.bool_]
    log_hazard: Floats
    """(edges,): log of the middle of the case's range, a year"""
    log_hazard_sd: Floats
    entry: int
    births: Ints
    """(births, 3): group of the mothers, of the children, node"""
    log_births: Floats
    log_births_sd: Floats

    @property
    def start(self) -> Ints:
        """Node that each edge leaves."""
        return np.array([edge.start for edge in self.edges], dtype=np.int64)

    @property
    def to(self) -> Ints:
        """Node that each edge reaches."""
        return np.array([edge.to for edge in self.edges], dtype=np.int64)

    def edges_of(self, moves: Sequence[tuple[str, str]]) -> list[int]:
        """Places of the edges between the states of ``moves``."""
        wanted = set(moves)
        states = [state for state, _ in self.nodes]
        return [j for j, e in enumerate(self.edges) if (states[e.start], states[e.to]) in wanted]


def graph(case: Case) -> Graph:
    """The graph of a case with a window.

    Raises
    ------
    CaseError
        The case moves people and does not say where they enter.
    """
    if case.entry is None:
        raise CaseError("entry: the case has a window and does not say where people enter; give entry.state and dates")
    nodes = tuple((state, site) for state in case.state.leaves for site in case.sites.get(state, ("",)))
    ways = [
        Edge(i, a, b)
        for i, move in enumerate(case.transitions)
        for a, (source, _) in enumerate(nodes)
        if source == move.source
        for b, (target, _) in enumerate(nodes)
        if target == move.target
    ]
    order = _forward(len(nodes), ways)
    rank = np.argsort(order)
    ways.sort(key=lambda edge: int(rank[edge.start]))
    moves = [case.transitions[edge.transition] for edge in ways]
    sites = np.array([len(case.sites.get(move.target, ("",))) for move in moves], dtype=float)
    low, high = (np.array([move.hazard[end] for move in moves]).reshape(-1) for end in (0, 1))
    births = [
        (case.group.leaves.index(b.mother), case.group.leaves.index(b.child), i, b)
        for b in case.births
        for i, (state, _) in enumerate(nodes)
        if state == b.state
    ]
    rates = np.array([b.rate for *_, b in births]).reshape(-1, 2)
    return Graph(
        nodes=nodes,
        edges=tuple(ways),
        order=order,
        rank=rank,
        allowed=np.array([[not m.groups or g in m.groups for m in moves] for g in case.group.leaves]).reshape(
            len(case.group.leaves), len(ways)
        ),
        policy=np.array([move.policy for move in moves], dtype=bool),
        log_hazard=0.5 * np.log(low * high) - np.log(sites),
        log_hazard_sd=np.maximum(np.log(high / low) / (2 * _HALF_90), _LEAST_SD),
        entry=[state for state, _ in nodes].index(case.entry.state),
        births=np.array([entry[:3] for entry in births], dtype=np.int64).reshape(-1, 3),
        log_births=0.5 * np.log(rates[:, 0] * rates[:, 1]),
        log_births_sd=np.maximum(np.log(rates[:, 1] / rates[:, 0]) / (2 * _HALF_90), math.log(1.1)),
    )


def _forward(nodes: int, edges: Sequence[Edge]) -> Ints:
    """Nodes so that edges lead forward; where they run in a circle the node named first comes first."""
    left = list(range(nodes))
    order: list[int] = []
    while left:
        targets = {edge.to for edge in edges if edge.start in left and edge.start != edge.to}
        free = [node for node in left if node not in targets]
        order.append(free[0] if free else left[0])
        left.remove(order[-1])
    return np.array(order, dtype=np.int64)
