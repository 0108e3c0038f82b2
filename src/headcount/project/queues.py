"""What awaits people at home: courts and programmes with so many places, and the queues for them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats

HOME = "returned"
"""the state in which people wait"""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``queues.csv``: a state with places, and which unknowns of a case fill it."""

    state: str
    share: str
    places: str
    groups: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of one case."""

    state: str
    groups: tuple[str, ...]
    share: Floats
    """of those groups brought home, who joins it, shape (trajectories,)"""
    places: Floats
    """people the state has room for, shape (trajectories,); infinite where the case names no number"""


@cache
def rows() -> tuple[Row, ...]:
    """The queues that the projection understands."""
    lines = (files(__package__) / "queues.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Row(row["state"], row["share"], row["places"], tuple(row["groups"].split()), row["label"])
        for row in csv.DictReader(lines)
    )


def queues_of(net: Network, unknowns: Unknowns) -> tuple[Queue, ...]:
    """The queues of a case: those whose share it names.

    Raises
    ------
    CaseError
        The case names the share and lacks the state.
    """
    found = []
    for row in rows():
        if row.share in unknowns.values:
            net.state(row.state, f"uncertainty '{row.share}'")
            net.state(HOME, f"uncertainty '{row.share}'")
            groups = tuple(group for group in row.groups if group in net.groups)
            places = unknowns.get(row.places, np.inf)
            found.append(Queue(row.state, groups, unknowns.values[row.share], places))
    return tuple(found)
