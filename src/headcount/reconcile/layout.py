"""Where a population stands among the numbers of an account, on any day or over any stretch of time.

The account is one long vector of columns: for each origin, day of the grid and group a block of ``width`` numbers. In
an account of one day these are the people in each state; in one that moves people they are the people in each node,
those who have moved along each edge so far, and those who have entered so far. A stock is a sum of columns; people who
moved between two days are a difference of two such sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headcount.ledger import Cells
from headcount.ledger.cells import Indices
from headcount.reconcile.graph import Graph
from headcount.reconcile.grid import Grid
from headcount.values.cases import Case
from headcount.values.estimates import Floats

When = tuple[tuple[int, float], ...]
"""Days of the grid and their weights"""
TRAVELLED = "travelled"
ONE_DAY: When = ((0, 1.0),)


@dataclass(frozen=True)
class Layout:
    """The columns of a case's account."""

    case: Case
    cells: Cells
    graph: Graph | None = None
    grid: Grid | None = None

    @property
    def moves(self) -> bool:
        """Whether the account moves people through time."""
        return self.graph is not None

    @property
    def days(self) -> int:
        """Days of the grid."""
        return 1 if self.grid is None else len(self.grid.days)

    @property
    def width(self) -> int:
        """Numbers for each origin, day and group."""
        return self.cells.shape[2] if self.graph is None else len(self.graph.nodes) + len(self.graph.edges) + 1

    @property
    def columns(self) -> int:
        """Numbers of the whole account."""
        origins, groups, _ = self.cells.shape
        return origins * self.days * groups * self.width

    def knows_event(self, code: str) -> bool:
        """Whether ``code`` is something that people of this account do: enter, or move along some edges."""
        return self.moves and (code in self.case.events or code == TRAVELLED)

    @cached_property
    def _in_state(self) -> Mapping[str, list[int]]:
        """Leaf state -> its columns within a block."""
        if self.graph is None:
            return {leaf: [i] for i, leaf in enumerate(self.case.state.leaves)}
        found: dict[str, list[int]] = {leaf: [] for leaf in self.case.state.leaves}
        for i, (state, _) in enumerate(self.graph.nodes):
            found[state].append(i)
        return found

    def people(self, select: Mapping[str, Sequence[str]], *, moved: bool = False) -> Indices:
        """The people of ``select``, whatever the day: ascending places in (origins, groups, width).

        With ``moved``, ``select["state"]`` holds events, or states that people came into.

        Raises
        ------
        CodeError
            A code is unknown.
        """
        origins, groups = (
            self.cells.axis(name).positions(select[name]) if name in select else range(len(self.cells.axis(name)))
            for name in ("origin", "group")
        )
        codes = select.get("state", self.case.state.leaves)
        columns = self._moved(codes) if moved else self._standing(codes, select.get("site", ()))
        grid = np.ix_(*(np.asarray(part, dtype=np.int64) for part in (origins, groups, columns)))
        shape = (self.cells.shape[0], self.cells.shape[1], self.width)
        return np.asarray(np.ravel_multi_index(grid, shape), dtype=np.int64).ravel()

    def _standing(self, codes: Sequence[str], sites: Sequence[str]) -> list[int]:
        leaves = self.cells.axis("state").under(codes)
        columns = sorted(column for leaf in leaves for column in self._in_state[leaf])
        if sites and self.graph is not None:
            columns = [column for column in columns if self.graph.nodes[column][1] in sites]
        return columns

    def _moved(self, codes: Sequence[str]) -> list[int]:
        assert self.graph is not None
        nodes, edges = len(self.graph.nodes), len(self.graph.edges)
        found: set[int] = set()
        for code in codes:
            if self.knows_event(code):
                moves = self.case.events.get(code, (("", ""),))
                found |= {nodes + e for e in self.graph.edges_of([move for move in moves if move[0]])}
                found |= {nodes + edges for move in moves if not move[0]}
            else:
                found |= self._into(self.cells.axis("state").under([code]))
        return sorted(found)

    def _into(self, states: Sequence[str]) -> set[int]:
        """Columns of those who came into ``states`` from outside of them."""
        assert self.graph is not None and self.case.entry is not None
        inside = {i for i, (state, _) in enumerate(self.graph.nodes) if state in states}
        nodes = len(self.graph.nodes)
        found = {nodes + j for j, e in enumerate(self.graph.edges) if e.to in inside and e.start not in inside}
        return found | ({nodes + len(self.graph.edges)} if self.case.entry.state in states else set())

    def decided(self, people: Indices) -> bool:
        """Whether governments have a say in how these people moved."""
        if self.graph is None:
            return False
        edges = np.unique(people % self.width) - len(self.graph.nodes)
        return bool(self.graph.policy[edges[(edges >= 0) & (edges < len(self.graph.edges))]].any())

    def stands(self, day: float) -> When:
        """Weights of the grid for people who are somewhere on ``day`` (a year with a fraction)."""
        return ONE_DAY if self.grid is None else self.grid.at(day)

    def stands_on_average(self, days: Sequence[float]) -> When:
        """Weights of the grid for the mean over ``days`` of people who are somewhere."""
        weights: dict[int, float] = {}
        for day in days:
            for k, weight in self.stands(day):
                weights[k] = weights.get(k, 0.0) + weight / len(days)
        return tuple(sorted(weights.items()))

    def goes(self, since: float, day: float) -> When:
        """Weights of the grid for people who moved after ``since`` and up to ``day``."""
        assert self.grid is not None
        weights: dict[int, float] = {}
        for sign, moment in ((1.0, day), (-1.0, since)):
            for k, weight in self.grid.at(moment):
                weights[k] = weights.get(k, 0.0) + sign * weight
        return tuple((k, w) for k, w in sorted(weights.items()) if k and abs(w) > 1e-9)

    def row(self, people: Indices, when: When) -> tuple[Indices, Floats]:
        """Columns and weights whose weighted sum is the number of ``people`` at ``when``."""
        origins, groups, _ = self.cells.shape
        origin, group, column = np.unravel_index(people, (origins, groups, self.width))
        k = np.array([k for k, _ in when], dtype=np.int64)
        shape = (origins, self.days, groups, self.width)
        columns = np.ravel_multi_index((origin[:, None], k, group[:, None], column[:, None]), shape)
        weights = np.broadcast_to(np.array([w for _, w in when]), columns.shape)
        return columns.ravel().astype(np.int64), np.ascontiguousarray(weights).ravel()
