"""What the model reads and writes: arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headcount.values.estimates import Floats, Ints

Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]


class Inputs(NamedTuple):
    """The world that all policies share: structure, starting stocks, hazards, chance.

    Cells are origin x group, the group running fastest. Edges are sorted by the state they leave.
    """

    start: Ints
    """people in month 0, shape (trajectories, cells, states)"""
    hazards: Floats
    """per month before any shock or lever, shape (trajectories, edges, cells); an edge closed to a cell is 0"""
    drift: Floats
    """what hazards are multiplied by in each year, shape (trajectories, years, edges), or (0, 0, 0) for nothing"""
    lumps: Floats
    """what hazards of policy edges are multiplied by as well, shape (trajectories, years, cells), or (0, 0, 0)"""
    foreign: Floats
    """1 for foreigners, 0 for people of the host countries, shape (cells,)"""
    group: Ints
    """group of each cell, shape (cells,)"""
    edge_of: Ints
    """edges edge_of[s] to edge_of[s + 1] leave state s, shape (states + 1,)"""
    source: Ints
    target: Ints
    """states each edge leads from and to, shape (edges,)"""
    open: Bools
    """who may take which edge, shape (edges, cells)"""
    policy: Bools
    """whether a government decides the edge, shape (edges,)"""
    halt: Bools
    """months in which nobody is flown out, shape (trajectories, months)"""
    orphans: Floats
    """share of the children who have no parent with them, shape (trajectories,)"""
    births: Ints
    """state, mother's and child's group, shape (kinds of birth, 3)"""
    birth_chance: Floats
    """monthly chance of a woman to bear a child, shape (kinds of birth, trajectories)"""
    ageing: Ints
    """minor's group and the two groups it grows into, half and half, shape (3,) or, where nobody ages, (0,)"""
    age_chance: Floats
    """monthly chance of a minor to come of age, shape (trajectories,)"""
    living: Bools
    """whether people in the state grow older, shape (states,)"""
    queues: Ints
    """state people wait in and state that they wait for, shape (queues, 2)"""
    queue_cells: Floats
    """1 for the cells that a queue is meant for, shape (queues, cells)"""
    queue_share: Floats
    """share of those brought home who join it, shape (queues, trajectories)"""
    row: Ints
    """row of the output that a cell is counted in, shape (cells,): foreigners by group, then host countries by group"""
    rows: int
    columns: Ints
    """flows that are written out: edges, then births, comings of age, and places given out queue by queue"""
    kept: Ints
    """for each month the place at which its cells are kept one by one, or -1, shape (months + 1,)"""
    keys: Words
    """one stream of random numbers per cell, shape (trajectories, cells)"""
    steps: Words
    """places in a stream, shape (months, places)"""


class Decisions(NamedTuple):
    """What one policy sets: K modifiers of hazards and J programmes that take people along W edges."""

    active: Words
    """modifiers at work, one bit each, shape (trajectories, months)"""
    value: Floats
    """shape (K, trajectories)"""
    adds: Bools
    """whether a modifier adds to hazards instead of multiplying them, shape (K,)"""
    edges: Bools
    """shape (K, edges)"""
    cells: Bools
    """shape (K, cells)"""
    ways: Ints
    """edges that programmes use, shape (W,)"""
    places: Floats
    """whole people a programme can take a month, shape (J, trajectories)"""
    since: Ints
    until: Ints
    """first month of each programme and the month in which it has ended, shape (J, trajectories)"""
    may_stay: Floats
    """share of the people eligible at its start who need not have left in its n-th month, shape (J, months)"""
    part: Floats
    """share of those due whom the programme is for, shape (J, trajectories)"""
    span: Ints
    """first cell that a programme may be for and the one after the last, shape (J, 2)"""
    may: Floats
    """1 where a step of a programme takes a cell along a way, shape (J, steps, W, cells)"""
    orphans_only: Bools
    """whether a step ends with the orphans, shape (J, steps)"""
    most: Floats
    """people a programme takes in all, shape (J, trajectories)"""
    flies: Bools
    """whether the people of a programme need seats, shape (J,)"""
    seats: Floats
    """people a month whom all programmes that fly can move together, shape (trajectories,)"""
    seats_since: Ints
    """month from which, shape (trajectories,)"""
    listed: Bools
    """whether the people of a step count as due apart from those of the other steps, shape (J, steps)"""
    barred: Floats
    """share of the held who may not come home, shape (trajectories, cells), or (0, 0) where nobody is barred"""
    barred_since: Ints
    """month from which, shape (trajectories,)"""
    room: Floats
    """people a queue's state has room for, at first and once it is ``wider``, shape (2, queues, trajectories)"""
    wider: Ints
    """month from which, shape (queues, trajectories)"""


class Outputs(NamedTuple):
    """What one policy came to."""

    stock: Floats
    """people at the end of each month, shape (trajectories, months + 1, rows, states)"""
    flows: Floats
    """people who moved so far by each of the columns asked for, shape (trajectories, months + 1, 2, columns); host
    countries first, then foreigners"""
    waiting: Floats
    """people for whom there was no place this month, in programmes together and in each queue; shape
    (trajectories, months + 1, 1 + queues)"""
    cells: Ints
    """people of each cell in the months kept, shape (trajectories, months kept, cells, states)"""
