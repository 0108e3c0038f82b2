"""What the kernel reads: arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headcount.values.estimates import Floats, Ints


class Inputs(NamedTuple):
    """Structure, starting stocks and controls of one run.

    Cells are origin x group, the group running fastest. Edges are sorted by the state they leave.
    """

    start: Ints
    """people in month 0, shape (trajectories, cells, states)"""
    kind: Ints
    """0 for a foreign origin, 1 for a host country, shape (cells,)"""
    group: Ints
    """group of each cell, shape (cells,)"""
    edge_of: Ints
    """edges edge_of[s] to edge_of[s + 1] leave state s, shape (states + 1,)"""
    target: Ints
    """state each edge leads to, shape (edges,)"""
    policy: NDArray[np.bool_]
    """whether a government decides the edge, shape (edges,)"""
    open: NDArray[np.bool_]
    """who may take which edge, shape (2 kinds, groups, edges)"""
    take_to: Ints
    """state to which a programme takes a group from a state, -1 for none, shape (groups, states)"""
    hazards: Floats
    """per month, shape (policies, trajectories, months, edges)"""
    places: Ints
    """people a programme can take, shape (policies, trajectories, months)"""
    first: Ints
    """first month of the programme (beyond the horizon: none), shape (policies,)"""
    may_stay: Floats
    """share of the people eligible at the start who need not have left yet, shape (policies, months)"""
    order: Ints
    """groups in the order they are taken, then -1, shape (policies, groups)"""
