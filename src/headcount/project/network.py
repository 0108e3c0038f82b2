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
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """States and the edges between them; edges sorted by the state they leave, escapes first."""

    origins: tuple[str, ...]
    groups: tuple[str, ...]
    states: tuple[str, ...]
    """of the account, then those that only the projection tells apart"""
    hosts: frozenset[str]
    regions: dict[str, frozenset[str]]
    """sums of origins by code"""
    edges: tuple[Transition, ...]
    escapes: Bools
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
        return np.searchsorted(self.source, np.arange(len(self.states) + 1)).astype(np.int64)

    @property
    def source(self) -> Ints:
        """State each edge leads from, shape (edges,)."""
        return np.array([self.states.index(edge.source) for edge in self.edges], dtype=np.int64)

    @property
    def target(self) -> Ints:
        """State each edge leads to, shape (edges,)."""
        return np.array([self.states.index(edge.target) for edge in self.edges], dtype=np.int64)

    @property
    def policy(self) -> Bools:
        """Whether a government decides the edge, shape (edges,)."""
        return np.array([edge.policy for edge in self.edges], dtype=np.bool_)

    @property
    def open(self) -> Bools:
        """Who may take which edge, shape (edges, cells), as the case says: policy edges bring home foreigners only."""
        may = np.array([[not edge.groups or group in edge.groups for group in self.groups] for edge in self.edges])
        return np.asarray(may[:, self.group] & ~(self.policy[:, None] & (self.kind == HOST)))

    def into(self, state: str) -> Bools:
        """Edges that lead to ``state``, shape (edges,)."""
        return np.array([edge.target == state for edge in self.edges], dtype=np.bool_)

    def out_of(self, *states: str) -> Bools:
        """Edges that leave one of ``states``, shape (edges,)."""
        return np.array([edge.source in states for edge in self.edges], dtype=np.bool_)

    def cells_of(self, origins: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> Bools:
        """Cells of these origins (leaves or regions) and groups; an empty tuple is all. Shape (cells,).

        Raises
        ------
        CaseError
            A code is no origin or group of the case.
        """
        leaves: set[str] = set()
        for code in origins:
            if code not in self.origins and code not in self.regions:
                known = ", ".join((*self.origins, *sorted(self.regions)))
                raise CaseError(f"'{code}' is no origin of this case; use some of {known}")
            leaves |= self.regions.get(code, {code})
        for group in groups:
            if group not in self.groups:
                raise CaseError(f"'{group}' is no group of this case; use some of {', '.join(self.groups)}")
        by_origin = np.array([not origins or origin in leaves for origin in self.origins])
        by_group = np.array([not groups or group in groups for group in self.groups])
        return np.asarray((by_origin[:, None] & by_group).ravel())

    def state(self, code: str, why: str) -> int:
        """Index of a state that something needs.

        Raises
        ------
        CaseError
            The case does not have it; ``why`` says what needs it.
        """
        if code not in self.states:
            raise CaseError(f"{why} needs the state '{code}'; add it to [later] or to state.leaves of case.toml")
        return self.states.index(code)


def network(case: Case, estimate: Estimate) -> Network:
    """The network of ``case`` on the axes of ``estimate``, with the states that only the projection tells apart.

    Raises
    ------
    CaseError
        No transition is given, or one names a state or group that the estimate does not have.
    """
    axes = dict(estimate.axes)
    origins, groups, states = axes["origin"], axes["group"], axes["state"]
    states = (*states, *(state for state in case.later.states if state not in states))
    if not case.transitions:
        raise CaseError("the case has no transitions, so nobody can move; add [[transition]] to case.toml")
    moves = (*case.transitions, *case.later.transitions)
    for edge in moves:
        _check(edge, groups, states)
    held, free = states_of("held"), states_of("at_large")

    def escapes(edge: Transition) -> bool:
        return edge.source in held and edge.target in free and not edge.policy

    edges = tuple(sorted(moves, key=lambda edge: (states.index(edge.source), not escapes(edge))))
    return Network(
        origins,
        groups,
        states,
        frozenset(case.hosts),
        {code: frozenset(leaves) for code, leaves in case.origin.aggregates.items()},
        edges,
        np.array([escapes(e) for e in edges], dtype=np.bool_),
    )


def _check(edge: Transition, groups: tuple[str, ...], states: tuple[str, ...]) -> None:
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


def draws_of(estimate: Estimate, trajectories: int) -> Ints:
    """Draw of the estimate that each trajectory starts from, shape (trajectories,).

    Draws are used evenly; more trajectories than draws use each draw several times.
    """
    return np.arange(trajectories) * len(estimate.draws) // trajectories


def starting(estimate: Estimate, net: Network, trajectories: int) -> Ints:
    """People in month 0, shape (trajectories, origins * groups, states).

    Whole draws at a time, so that all correlations between cells are kept. Nobody is yet in a state that only the
    projection tells apart.

    Raises
    ------
    CaseError
        A cell of the estimate has fewer than nobody in it.
    """
    _, origins, groups, states = estimate.draws.shape
    if estimate.draws.min(initial=0) < 0:
        raise CaseError(
            f"the estimate has {int(estimate.draws.min())} people in a cell, fewer than nobody; reconcile again"
        )
    people = np.zeros((trajectories, origins * groups, len(net.states)), dtype=np.int64)
    people[:, :, :states] = estimate.draws[draws_of(estimate, trajectories)].reshape(trajectories, -1, states)
    return people
