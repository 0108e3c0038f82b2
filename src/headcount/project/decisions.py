"""From what a policy's levers set to the arrays that the model reads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headcount.errors import CaseError
from headcount.project.controls import MINORS, ORPHANS, Controls, Modifier, Programme, foreigners
from headcount.project.inputs import Bools, Decisions
from headcount.project.network import Network
from headcount.project.queues import Queue
from headcount.project.shocks import after_levers, before_levers, bits_of
from headcount.project.world import PROGRAMME_STEPS, World
from headcount.values.estimates import Floats

MODIFIERS = 64
"""modifiers that one policy may have at most: one bit each"""
ORDER = ("children", "women", "men")
"""who is taken first where seats are given and no order"""


def decisions_of(controls: Controls, world: World, begin: int, end: int) -> Decisions:
    """One policy as arrays, for trajectories ``begin`` to ``end``.

    Raises
    ------
    CaseError
        A programme names a group twice or one that the case lacks, or levers add up to more than the model carries.
    """
    case, net, unknowns = world.case, world.net, world.unknowns
    trajectories, months = world.trajectories, controls.months
    after = after_levers(net, unknowns, months, controls.outbreaks)
    modifiers = (*before_levers(case, net, unknowns, months), *controls.modifiers, *after)
    if len(modifiers) > MODIFIERS:
        raise CaseError(f"{len(modifiers)} shocks and levers at once; {MODIFIERS} are the most: give fewer")
    edges, cells = len(net.edges), net.kind.size
    barred, barred_since = controls.barred or (np.zeros((0, 0)), np.full(trajectories, months, dtype=np.int64))
    whole = Decisions(
        **_modifiers(modifiers, trajectories, months, edges, cells),  # type: ignore[arg-type]
        **_programmes(_flown(controls, net, trajectories), net, trajectories, months),  # type: ignore[arg-type]
        **_seats(controls, trajectories),  # type: ignore[arg-type]
        barred=np.ascontiguousarray(barred),
        barred_since=barred_since,
        **_room(controls, world.queues, trajectories),  # type: ignore[arg-type]
    )
    return whole if (begin, end) == (0, trajectories) else _cut(whole, begin, end)


_BY_FIRST = ("active", "barred", "barred_since", "seats", "seats_since")
_BY_LAST = ("value", "places", "since", "until", "part", "most", "room", "wider")


def _cut(whole: Decisions, begin: int, end: int) -> Decisions:
    """The same for some trajectories only."""
    first = {name: getattr(whole, name)[begin:end] for name in _BY_FIRST}
    last = {name: np.ascontiguousarray(getattr(whole, name)[..., begin:end]) for name in _BY_LAST}
    return whole._replace(**first, **last)


def _modifiers(
    modifiers: Sequence[Modifier], trajectories: int, months: int, edges: int, cells: int
) -> dict[str, object]:
    count = len(modifiers)
    return {
        "active": bits_of(modifiers, trajectories, months),
        "value": np.array([m.value for m in modifiers]).reshape(count, trajectories),
        "adds": np.array([m.adds for m in modifiers], dtype=np.bool_),
        "edges": np.array([m.edges for m in modifiers], dtype=np.bool_).reshape(count, edges),
        "cells": np.array([m.cells for m in modifiers], dtype=np.bool_).reshape(count, cells),
    }


def _flown(controls: Controls, net: Network, trajectories: int) -> tuple[Programme, ...]:
    """The programmes; where there are only seats, one that fills them."""
    if not controls.seats or any(programme.flies for programme in controls.programmes):
        return controls.programmes
    return (
        *controls.programmes,
        Programme(
            steps=tuple((group,) for group in ORDER if group in net.groups),
            places=np.full(trajectories, np.inf),
            since=np.minimum.reduce([since for _, since in controls.seats]),
            until=np.full(trajectories, controls.months, dtype=np.int64),
            cells=foreigners(net),
            edges=net.policy,
        ),
    )


def _programmes(programmes: Sequence[Programme], net: Network, trajectories: int, months: int) -> dict[str, object]:
    ways = np.flatnonzero(np.any([p.edges for p in programmes], axis=0)) if programmes else np.zeros(0, dtype=np.int64)
    steps = max((len(p.steps) for p in programmes), default=1)
    shape = len(programmes), steps
    if shape[0] * steps > PROGRAMME_STEPS:
        raise CaseError(f"{shape[0]} programmes of {steps} steps at once; {PROGRAMME_STEPS} steps are the most")
    may = np.zeros((*shape, ways.size, net.kind.size))
    orphans_only, listed = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for j, programme in enumerate(programmes):
        own = _ways(programme, net)
        for i, groups in enumerate(programme.steps):
            orphans_only[j, i] = groups == (ORPHANS,)
            listed[j, i] = not orphans_only[j, i] or not any(MINORS in later for later in programme.steps)
            wanted = net.cells_of(groups=tuple(MINORS if g == ORPHANS else g for g in groups)) if groups else False
            may[j, i] = (own & wanted)[ways]
    each = _per_trajectory(programmes, trajectories)
    return {
        **each,
        "ways": ways.astype(np.int64),
        "may": may,
        "span": np.array([_span(np.asarray(own.any(axis=(0, 1)))) for own in may], dtype=np.int64).reshape(shape[0], 2),
        "orphans_only": orphans_only,
        "listed": listed,
        "may_stay": np.array([_line(p, months) for p in programmes]).reshape(len(programmes), months),
        "flies": np.array([p.flies for p in programmes], dtype=np.bool_),
    }


def _span(cells: Bools) -> tuple[int, int]:
    """The first cell that a programme is for and the one after the last."""
    own = np.flatnonzero(cells)
    return (int(own[0]), int(own[-1]) + 1) if own.size else (0, 0)


def _per_trajectory(programmes: Sequence[Programme], trajectories: int) -> dict[str, object]:
    shape = len(programmes), trajectories
    endless, whole = np.full(trajectories, np.inf), np.ones(trajectories)
    return {
        "places": np.array([p.places for p in programmes]).reshape(shape),
        "since": np.array([p.since for p in programmes], dtype=np.int64).reshape(shape),
        "until": np.array([p.until for p in programmes], dtype=np.int64).reshape(shape),
        "part": np.array([whole if p.part is None else p.part for p in programmes]).reshape(shape),
        "most": np.array([endless if p.most is None else p.most for p in programmes]).reshape(shape),
    }


def _line(programme: Programme, months: int) -> Floats:
    return np.zeros(months) if programme.may_stay is None else programme.may_stay


def _ways(programme: Programme, net: Network) -> Bools:
    """Whether a programme takes a cell along an edge: the first of a state that the group may use, (edges, cells)."""
    may = np.zeros((len(net.edges), net.kind.size), dtype=np.bool_)
    for e in np.flatnonzero(programme.edges):
        edge = net.edges[e]
        cells = programme.cells & net.cells_of(groups=edge.groups)
        may[e] = cells & ~may[net.out_of(edge.source)].any(axis=0)
    return may


def _seats(controls: Controls, trajectories: int) -> dict[str, object]:
    """The lowest of the caps on seats, from the first month of any."""
    if not controls.seats:
        return {"seats": np.full(trajectories, np.inf), "seats_since": np.zeros(trajectories, dtype=np.int64)}
    return {
        "seats": np.minimum.reduce([seats for seats, _ in controls.seats]),
        "seats_since": np.minimum.reduce([since for _, since in controls.seats]),
    }


def _room(controls: Controls, queues: Sequence[Queue], trajectories: int) -> dict[str, object]:
    room = np.zeros((2, len(queues), trajectories))
    wider = np.full((len(queues), trajectories), controls.months, dtype=np.int64)
    for q, queue in enumerate(queues):
        added, since = controls.room.get(queue.state, (np.zeros(trajectories), wider[q]))
        room[0, q], room[1, q], wider[q] = np.rint(queue.places), np.rint(queue.places + added), since
    return {"room": room, "wider": wider}
