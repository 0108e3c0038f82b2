"""The model: whole people moving month by month under one policy, all trajectories of a block at once.

In a month programmes take their people; everyone else moves by the hazards of the month; children are born and come of
age; those brought home join queues, and free places are given out. ``compiled.py`` is the same model as compiled loops
and comes to the same bytes: every random number belongs to a cell, a month and a place in the model, and sums of whole
numbers do not depend on their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headcount.project.arithmetic import uniform
from headcount.project.inputs import Decisions, Inputs, Outputs, Words
from headcount.project.lanes import chances, draw, share_out
from headcount.values.estimates import Floats


@dataclass(slots=True)
class _Block:
    """Where everyone is: arrays that the months change in place. B trajectories, C cells."""

    begin: int
    """number of the first trajectory"""
    x: Floats
    """people, shape (states, B, C)"""
    keys: Words
    """shape (B, C)"""
    leave: Floats
    """chance to leave each state, shape (states, B, C)"""
    split: Floats
    """chance to take each edge if none before it was taken, shape (edges, B, C)"""
    barred: Floats
    """people who may not come home, shape (states, B, C)"""
    arrived: Floats
    """foreigners brought home this month who have joined no queue, shape (B, C)"""
    line: Floats
    """shape (queues, B, C)"""
    flows: Floats
    """so far, shape (edges + 2 + queues, B, 2)"""
    base: Floats
    orphans: Floats
    most: Floats
    """people that each programme found, orphans it may still take, people it may still take, shape (J, B)"""

    @property
    def here(self) -> slice:
        """The trajectories of this block."""
        return slice(self.begin, self.begin + self.x.shape[1])


def run_block(inputs: Inputs, decisions: Decisions, out: Outputs, begin: int, end: int) -> None:
    """Trajectories ``begin`` to ``end`` under one policy, written into ``out``."""
    block = _started(inputs, decisions, begin, end)
    _write(inputs, block, out, 0)
    for m, stream in enumerate(inputs.steps):
        block.arrived[:] = 0.0
        _bar(decisions, block, m)
        out.waiting[block.here, m + 1, 0] = _programmes(inputs, decisions, block, m, stream)
        chances(inputs, decisions, begin, m, block.leave, block.split)
        _move(inputs, block, stream)
        _bear(inputs, block, stream)
        _grow(inputs, block, stream)
        for q in range(len(inputs.queues)):
            out.waiting[block.here, m + 1, 1 + q] = _admit(inputs, decisions, block, q, m, stream)
        _write(inputs, block, out, m + 1)


def _started(inputs: Inputs, decisions: Decisions, begin: int, end: int) -> _Block:
    _, cells, states = inputs.start.shape
    here, edges, queues = end - begin, inputs.target.size, len(inputs.queues)
    programmes = len(decisions.places)
    return _Block(
        begin=begin,
        x=np.ascontiguousarray(inputs.start[begin:end].transpose(2, 0, 1), dtype=np.float64),
        keys=inputs.keys[begin:end],
        leave=np.zeros((states, here, cells)),
        split=np.zeros((edges, here, cells)),
        barred=np.zeros((states, here, cells)),
        arrived=np.zeros((here, cells)),
        line=np.zeros((queues, here, cells)),
        flows=np.zeros((edges + 2 + queues, here, 2)),
        base=np.zeros((programmes, here)),
        orphans=np.zeros((programmes, here)),
        most=decisions.most[:, begin:end].copy(),
    )


def _write(inputs: Inputs, block: _Block, out: Outputs, m: int) -> None:
    for r in range(inputs.rows):
        out.stock[block.here, m, r] = block.x[:, :, inputs.row == r].sum(axis=2).T
    out.flows[block.here, m] = block.flows[inputs.columns].transpose(1, 2, 0)
    if inputs.kept[m] >= 0:
        out.cells[block.here, inputs.kept[m]] = block.x.transpose(1, 2, 0)


def _tally(inputs: Inputs, block: _Block, column: int, moved: Floats, cells: slice = slice(None)) -> None:
    """Count who moved, host countries and foreigners apart."""
    abroad = moved @ inputs.foreign[cells]
    block.flows[column, :, 0] += moved.sum(axis=1) - abroad
    block.flows[column, :, 1] += abroad


def _bar(decisions: Decisions, block: _Block, m: int) -> None:
    """From the month of the decision on, a share of those held that day may not come home."""
    if decisions.barred.size:
        now = decisions.barred_since[block.here] == m
        block.barred[:, now] = np.floor(decisions.barred[block.here][now] * block.x[:, now])


def _programmes(inputs: Inputs, decisions: Decisions, block: _Block, m: int, stream: Words) -> Floats:
    """All programmes of the month; people due for whom there is no place, shape (B,)."""
    since = decisions.seats_since[block.here]
    seats = np.where(since <= m, decisions.seats[block.here], np.inf)
    for j in range(len(decisions.places)):
        _enlist(inputs, decisions, block, j, m)
    late = np.zeros(seats.size)
    for j in range(len(decisions.places)):
        late += _programme(inputs, decisions, block, j, m, stream, seats)
    return late


def _enlist(inputs: Inputs, decisions: Decisions, block: _Block, j: int, m: int) -> None:
    """In the first month of programme ``j``: how many it finds, and how many orphans among them."""
    starts = decisions.since[j, block.here] == m
    if not starts.any():
        return
    for i in np.flatnonzero(decisions.orphans_only[j]).tolist():
        found = np.floor(_eligible(inputs, decisions, block, j, i).sum(axis=(0, 2)) * inputs.orphans[block.here])
        block.orphans[j] = np.where(starts, found, block.orphans[j])
    block.base[j] = np.where(starts, _listed(inputs, decisions, block, j), block.base[j])


def _listed(inputs: Inputs, decisions: Decisions, block: _Block, j: int) -> Floats:
    """People whom programme ``j`` could take now, shape (B,)."""
    listed = np.zeros(block.base.shape[1])
    for i in np.flatnonzero(decisions.listed[j]).tolist():
        pool = _eligible(inputs, decisions, block, j, i).sum(axis=(0, 2))
        listed += np.minimum(pool, block.orphans[j]) if decisions.orphans_only[j, i] else pool
    return listed


def _eligible(inputs: Inputs, decisions: Decisions, block: _Block, j: int, i: int) -> Floats:
    """People whom step ``i`` of programme ``j`` could take along each way, shape (ways, B, cells of its span)."""
    span = slice(*decisions.span[j])
    sizes = np.zeros((decisions.ways.size, block.x.shape[1], span.stop - span.start))
    for w, e in enumerate(decisions.ways):
        may, s = decisions.may[j, i, w, span], inputs.source[e]
        if may.any():
            people = block.x[s, :, span]
            sizes[w] = (np.maximum(people - block.barred[s, :, span], 0.0) if inputs.policy[e] else people) * may
    return sizes


def _programme(
    inputs: Inputs, decisions: Decisions, block: _Block, j: int, m: int, stream: Words, seats: Floats
) -> Floats:
    """One month of programme ``j``, step by step; people due for whom there is no place. Uses up ``seats``."""
    here = block.here
    since, until = decisions.since[j, here], decisions.until[j, here]
    on = (since <= m) & (until > m)
    if not on.any():
        return np.zeros(seats.size)
    # 480 * 17/24 is 340, not 339
    may_stay = np.floor(block.base[j] * decisions.may_stay[j][np.maximum(m - since, 0)] + 1e-6)
    due = np.maximum(_listed(inputs, decisions, block, j) - may_stay, 0.0)
    due = np.where(on, np.minimum(np.floor(due * decisions.part[j, here] + 0.5), block.most[j]), 0.0)
    quota = np.minimum(due, decisions.places[j, here])
    if decisions.flies[j]:
        quota = np.where(inputs.halt[here, m], 0.0, np.minimum(quota, seats))
    for i in range(decisions.may.shape[1]):
        sizes = _eligible(inputs, decisions, block, j, i)
        now = np.minimum(sizes.sum(axis=(0, 2)), quota)
        if decisions.orphans_only[j, i]:
            now = np.minimum(now, block.orphans[j])
        if not now.any():
            continue
        place = stream[len(block.x) + inputs.target.size + j * decisions.may.shape[1] + i]
        taken = share_out(now, sizes, uniform(block.keys[:, 0], place))
        _take(inputs, decisions, block, j, taken)
        now = taken.sum(axis=(0, 2))
        quota, due = quota - now, due - now
        block.most[j] -= now
        seats -= now * decisions.flies[j]
        block.orphans[j] -= now * decisions.orphans_only[j, i]
    return np.asarray(due)


def _take(inputs: Inputs, decisions: Decisions, block: _Block, j: int, taken: Floats) -> None:
    """Move those taken along their ways."""
    span = slice(*decisions.span[j])
    for w, e in enumerate(decisions.ways):
        block.x[inputs.source[e], :, span] -= taken[w]
        block.x[inputs.target[e], :, span] += taken[w]
        _tally(inputs, block, e, taken[w], span)
        if inputs.policy[e]:
            block.arrived[:, span] += taken[w] * inputs.foreign[span]


def _move(inputs: Inputs, block: _Block, stream: Words) -> None:
    """Everyone moves by the hazards of the month: first how many leave each state, then by which edge."""
    states, gain = len(block.x), np.zeros_like(block.x)
    for s in range(states):
        edges = range(inputs.edge_of[s], inputs.edge_of[s + 1])
        left = draw(block.x[s], block.leave[s], block.keys, stream[s]) if edges else np.zeros(1)
        if not left.any():
            continue
        gain[s] -= left
        for e in edges:
            moved = draw(left, block.split[e], block.keys, stream[states + e])
            left = left - moved
            gain[inputs.target[e]] += moved
            _tally(inputs, block, e, moved)
            if inputs.policy[e]:
                block.arrived += moved * inputs.foreign
    block.x += gain


def _bear(inputs: Inputs, block: _Block, stream: Words) -> None:
    """Women bear children into their own origin and state."""
    for k, (s, mother, child) in enumerate(inputs.births):
        women = np.flatnonzero(inputs.group == mother)
        chance = np.broadcast_to(inputs.birth_chance[k, block.here, None], (block.x.shape[1], women.size))
        born = draw(block.x[s][:, women], chance, block.keys[:, women], stream[stream.size - 1 - k])
        block.x[s][:, women + child - mother] += born
        _tally(inputs, block, inputs.target.size, _placed(born, women, inputs))


def _placed(people: Floats, cells: np.ndarray[tuple[int, ...], np.dtype[np.int64]], inputs: Inputs) -> Floats:
    """The people of some cells among all cells, shape (B, C)."""
    whole = np.zeros((len(people), inputs.group.size))
    whole[:, cells] = people
    return whole


def _grow(inputs: Inputs, block: _Block, stream: Words) -> None:
    """Minors come of age where they are, half of them as one adult group and half as the other."""
    if inputs.ageing.size == 0:
        return
    minor, boys, girls = inputs.ageing
    first = stream.size - len(inputs.births) - 2 * len(block.x)
    own = np.flatnonzero(inputs.group == minor)
    keys = block.keys[:, own]
    chance = np.broadcast_to(inputs.age_chance[block.here, None], keys.shape)
    for s in np.flatnonzero(inputs.living):
        came = draw(block.x[s][:, own], chance, keys, stream[first + 2 * s])
        if came.any():
            part = draw(came, np.full(came.shape, 0.5), keys, stream[first + 2 * s + 1])
            block.x[s][:, own] -= came
            block.x[s][:, own + boys - minor] += part
            block.x[s][:, own + girls - minor] += came - part
            _tally(inputs, block, inputs.target.size + 1, _placed(came, own, inputs))


def _admit(inputs: Inputs, decisions: Decisions, block: _Block, q: int, m: int, stream: Words) -> Floats:
    """Those brought home join queue ``q``; free places go to every cell by its queue. Who still waits, shape (B,)."""
    here, (home, to) = block.here, inputs.queues[q]
    first = stream.size - len(inputs.births) - 2 * len(block.x) - 2 * len(inputs.queues)
    chance = np.broadcast_to(inputs.queue_share[q, here, None], block.arrived.shape)
    joined = draw(block.arrived * inputs.queue_cells[q], chance, block.keys, stream[first + 2 * q])
    block.arrived -= joined
    ahead = block.line[:q][inputs.queues[:q, 0] == home].sum(axis=0)
    line = np.minimum(block.line[q] + joined, block.x[home] - ahead)
    room = np.where(decisions.wider[q, here] <= m, decisions.room[1, q, here], decisions.room[0, q, here])
    free = np.maximum(room - block.x[to].sum(axis=1), 0.0)
    quota = np.minimum(free, line.sum(axis=1))
    taken = share_out(quota, line[None], uniform(block.keys[:, 0], stream[first + 2 * q + 1]))[0]
    block.line[q] = line - taken
    block.x[home] -= taken
    block.x[to] += taken
    _tally(inputs, block, inputs.target.size + 2 + q, taken)
    return np.asarray(block.line[q].sum(axis=1))
