"""Who can move where: the case's transitions on the estimate's own axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headcount.errors import CaseError
from headcount.project.outcomes import states_of
from headcount.values.cases import Case, Transition
from headcount.values.estimates import Estimate, Ints

FOREIGN, HOST = 0, 1


@dataclass(frozen=True, slots=True)
class Network:
    """States and the edges between them; edges sorted by the state they leave, escapes first."""

    origins: tuple[str, ...]
    groups: tuple[str, ...]
    states: tuple[str, ...]
    hosts: frozenset[str]
    edges: tuple[Transition, ...]
    escapes: NDArray[np.bool_]
    """edges from a held state to one at large that no government decides, shape (edges,)"""

    @property
    def kind(self) -> Ints:
        """FOREIGN or HOST for each cell, shape (origins * groups,)."""
        hosts = [HOST if origin in self.hosts else FOREIGN for origin in self.origins]
        return np.repeat(np.array(hosts, dtype=np.int64), len(self.groups))

    @property
    def group(self) -> Ints:
        """Index of the group of each cell, shape (origins * groups,)."""
        return np.tile(np.arange(len(self.groups), dtype=np.int64), len(self.origins))

    @property
    def edge_of(self) -> Ints:
        """Bounds of the edges that leave each state, shape (states + 1,)."""
        sources = [self.states.index(edge.source) for edge in self.edges]
        return np.searchsorted(sources, np.arange(len(self.states) + 1)).astype(np.int64)

    @property
    def target(self) -> Ints:
        """State each edge leads to, shape (edges,)."""
        return np.array([self.states.index(edge.target) for edge in self.edges], dtype=np.int64)

    @property
    def policy(self) -> NDArray[np.bool_]:
        """Whether a government decides the edge, shape (edges,)."""
        return np.array([edge.policy for edge in self.edges], dtype=np.bool_)

    @property
    def open(self) -> NDArray[np.bool_]:
        """Who may take which edge, shape (2, groups, edges): policy edges bring home foreigners only."""
        by_group = np.array(
            [[not edge.groups or group in edge.groups for edge in self.edges] for group in self.groups], dtype=np.bool_
        )
        return np.stack([by_group, by_group & ~self.policy])

    @property
    def take_to(self) -> Ints:
        """State to which a programme takes a group from a state, -1 for none, shape (groups, states)."""
        way = np.full((len(self.groups), len(self.states)), -1, dtype=np.int64)
        for g, group in enumerate(self.groups):
            for edge in reversed(self.edges):
                if edge.policy and (not edge.groups or group in edge.groups):
                    way[g, self.states.index(edge.source)] = self.states.index(edge.target)
        return way


def network(case: Case, estimate: Estimate) -> Network:
    """The network of ``case`` on the axes of ``estimate``.

    Raises
    ------
    CaseError
        No transition is given, or one names a state or group that the estimate does not have.
    """
    axes = dict(estimate.axes)
    origins, groups, states = axes["origin"], axes["group"], axes["state"]
    if not case.transitions:
        raise CaseError("the case has no transitions, so nobody can move; add [[transition]] to case.toml")
    for edge in case.transitions:
        for end in (edge.source, edge.target):
            if end not in states:
                raise CaseError(
                    f"transition '{edge.code}': '{end}' is no state of the estimate; use one of {', '.join(states)}"
                )
        for group in edge.groups:
            if group not in groups:
                raise CaseError(
                    f"transition '{edge.code}': '{group}' is no group of the estimate; use one of {', '.join(groups)}"
                )
    held, free = states_of("held"), states_of("at_large")

    def escapes(edge: Transition) -> bool:
        return edge.source in held and edge.target in free and not edge.policy

    edges = tuple(sorted(case.transitions, key=lambda edge: (states.index(edge.source), not escapes(edge))))
    return Network(
        origins, groups, states, frozenset(case.hosts), edges, np.array([escapes(e) for e in edges], dtype=np.bool_)
    )


def starting(estimate: Estimate, trajectories: int) -> Ints:
    """People in month 0, shape (trajectories, origins * groups, states).

    Trajectories take the estimate's draws evenly, whole draws at a time, so that all correlations between cells are
    kept; more trajectories than draws use each draw several times.
    """
    draws, origins, groups, states = estimate.draws.shape
    which = np.arange(trajectories) * draws // trajectories
    return np.ascontiguousarray(estimate.draws[which].reshape(trajectories, origins * groups, states), dtype=np.int64)
