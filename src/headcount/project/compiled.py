"""The model of ``months.py`` as compiled loops, byte for byte the same.

Import this module where it is used, never at the top: it loads the compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit

from headcount.project import abreast, arithmetic, compiled_programmes
from headcount.project.abreast import compiled, draw, room, select
from headcount.project.arithmetic import MOST, gone, uniform


@compiled
def _tally(moved, foreign, total):  # type: ignore[no-untyped-def]
    for b in range(len(total)):
        whole, theirs = 0.0, 0.0
        for c in range(foreign.size):
            whole += moved[b * foreign.size + c]
            theirs += moved[b * foreign.size + c] * foreign[c]
        total[b, 0] += whole - theirs
        total[b, 1] += theirs


@compiled
def _add(inputs, decisions, k, value, h, total, ways):  # type: ignore[no-untyped-def]
    """What is added to a state's edges is spread over them by their own hazards, or evenly where these are nothing."""
    for s in range(inputs.edge_of.size - 1):
        for c in range(total.size):
            total[c], ways[c] = 0.0, 0.0
        for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
            if decisions.edges[k, e]:
                for c in range(total.size):
                    total[c] += h[e, c]
                    ways[c] += inputs.open[e, c]
        for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
            if decisions.edges[k, e]:
                for c in range(total.size):
                    if decisions.cells[k, c] and inputs.open[e, c]:
                        h[e, c] += value * (h[e, c] / total[c] if total[c] > 0.0 else 1.0 / ways[c])


@compiled
def _multiply(decisions, k, value, h):  # type: ignore[no-untyped-def]
    for e in range(h.shape[0]):
        if decisions.edges[k, e]:
            for c in range(h.shape[1]):
                h[e, c] *= value if decisions.cells[k, c] else 1.0


@compiled
def _chances(inputs, decisions, begin, m, h, total, ways, leave, split):  # type: ignore[no-untyped-def]
    cells = h.shape[1]
    new_year = m % 12 == 0 and inputs.drift.size + inputs.lumps.size > 0
    for b in range(leave.shape[1] // cells):
        t = begin + b
        active = decisions.active[t, m]
        if m > 0 and not new_year and active == decisions.active[t, m - 1]:
            continue
        for e in range(h.shape[0]):
            for c in range(cells):
                h[e, c] = inputs.hazards[t, e, c]
                if inputs.drift.size > 0:
                    h[e, c] *= inputs.drift[t, m // 12, e]
                if inputs.lumps.size > 0 and inputs.policy[e]:
                    h[e, c] *= inputs.lumps[t, m // 12, c]
        for k in range(decisions.adds.size):
            if (active >> np.uint64(k)) & np.uint64(1) == np.uint64(1):
                if decisions.adds[k]:
                    _add(inputs, decisions, k, decisions.value[k, t], h, total, ways)
                else:
                    _multiply(decisions, k, decisions.value[k, t], h)
        for s in range(leave.shape[0]):
            own = leave[s, b * cells : (b + 1) * cells]
            for c in range(cells):
                own[c] = 0.0
            for e in range(inputs.edge_of[s + 1] - 1, inputs.edge_of[s] - 1, -1):
                for c in range(cells):
                    own[c] += h[e, c]
                    split[e, b * cells + c] = h[e, c] / max(own[c], 1e-300)
            for c in range(cells):
                own[c] = gone(select(own[c] < MOST, own[c], MOST))


@compiled
def _move(inputs, work, stream, flows):  # type: ignore[no-untyped-def]
    x, leave, split, gain, keys, left, moved, arrived, own = work
    states, lanes = x.shape
    cells = inputs.foreign.size
    for s in range(states):
        if inputs.edge_of[s] == inputs.edge_of[s + 1]:
            continue
        if draw(x[s], leave[s], keys, stream[s], own, left) == 0.0:
            continue
        for i in range(lanes):
            gain[s, i] -= left[i]
        for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
            if inputs.edge_of[s + 1] - inputs.edge_of[s] == 1:
                for i in range(lanes):
                    moved[i] = left[i]
            elif draw(left, split[e], keys, stream[states + e], own, moved) == 0.0:
                continue
            to = inputs.target[e]
            for i in range(lanes):
                left[i] -= moved[i]
                gain[to, i] += moved[i]
            _tally(moved, inputs.foreign, flows[e])
            if inputs.policy[e]:
                for i in range(lanes):
                    arrived[i] += moved[i] * inputs.foreign[i % cells]
    for s in range(states):
        for i in range(lanes):
            x[s, i] += gain[s, i]
            gain[s, i] = 0.0


@compiled
def _some(group, g, x, chances, begin, keys, some):  # type: ignore[no-untyped-def]
    """The lanes of group ``g`` that somebody is in, with the chance of their trajectory; returns how many."""
    n, chance, key, lane = some
    count = 0
    for i in range(x.size):
        if group[i % group.size] == g and x[i] > 0.0:
            n[count], chance[count], key[count], lane[count] = x[i], chances[begin + i // group.size], keys[i], i
            count += 1
    return count


@compiled
def _bear(inputs, begin, work, stream, some, flows):  # type: ignore[no-untyped-def]
    x, _, _, _, keys, born, _, _, own = work
    n, chance, key, lane = some
    cells = inputs.foreign.size
    for k in range(len(inputs.births)):
        s, by = inputs.births[k, 0], inputs.births[k, 2] - inputs.births[k, 1]
        c = _some(inputs.group, inputs.births[k, 1], x[s], inputs.birth_chance[k], begin, keys, some)
        draw(n[:c], chance[:c], key[:c], stream[stream.size - 1 - k], own, born[:c])
        for i in range(c):
            x[s, lane[i] + by] += born[i]
            abroad = np.int64(inputs.foreign[lane[i] % cells])
            flows[inputs.target.size, lane[i] // cells, abroad] += born[i]


@compiled
def _grow(inputs, begin, work, stream, some, flows):  # type: ignore[no-untyped-def]
    x, _, _, _, keys, came, part, half, own = work
    n, chance, key, lane = some
    cells, first = inputs.foreign.size, stream.size - len(inputs.births) - 2 * len(x)
    for s in range(len(x)):
        if not inputs.living[s]:
            continue
        c = _some(inputs.group, inputs.ageing[0], x[s], inputs.age_chance, begin, keys, some)
        draw(n[:c], chance[:c], key[:c], stream[first + 2 * s], own, came[:c])
        for i in range(c):
            half[i] = 0.5
        draw(came[:c], half[:c], key[:c], stream[first + 2 * s + 1], own, part[:c])
        for i in range(c):
            x[s, lane[i]] -= came[i]
            x[s, lane[i] + inputs.ageing[1] - inputs.ageing[0]] += part[i]
            x[s, lane[i] + inputs.ageing[2] - inputs.ageing[0]] += came[i] - part[i]
            abroad = np.int64(inputs.foreign[lane[i] % cells])
            flows[inputs.target.size + 1, lane[i] // cells, abroad] += came[i]


@compiled
def _admit(inputs, decisions, begin, m, work, some, line, flows, waiting):  # type: ignore[no-untyped-def]
    x, _, _, _, keys, left, joined, arrived, own = work
    n, chance, _, _ = some
    cells, edges, queues = inputs.foreign.size, inputs.target.size, len(inputs.queues)
    stream = inputs.steps[m]
    first = stream.size - len(inputs.births) - 2 * len(x) - 2 * queues
    for q in range(queues):
        home, to = inputs.queues[q, 0], inputs.queues[q, 1]
        for i in range(n.size):
            if q == 0 or home != inputs.queues[q - 1, 0]:
                left[i] = x[home, i]
            n[i] = arrived[i] * inputs.queue_cells[q, i % cells]
            chance[i] = inputs.queue_share[q, begin + i // cells]
        draw(n, chance, keys, stream[first + 2 * q], own, joined)
        for b in range(n.size // cells):
            t = begin + b
            inside, waits = 0.0, 0.0
            for i in range(b * cells, (b + 1) * cells):
                arrived[i] -= joined[i]
                line[q, i] = min(line[q, i] + joined[i], left[i])
                inside += x[to, i]
                waits += line[q, i]
            room = decisions.room[1 if decisions.wider[q, t] <= m else 0, q, t]
            quota = min(max(room - inside, 0.0), waits)
            offset = uniform(keys[b * cells], stream[first + 2 * q + 1])
            passed, before, still = 0.0, 0.0, 0.0
            for i in range(b * cells, (b + 1) * cells):
                passed += line[q, i]
                upto = quota
                if passed != waits:
                    upto = np.floor(quota * (passed / max(waits, 1.0)) + offset)
                now = min(max(upto - before, 0.0), line[q, i])
                before = upto
                line[q, i] -= now
                left[i] -= now + line[q, i]
                x[home, i] -= now
                x[to, i] += now
                flows[edges + 2 + q, b, 0] += now * (1.0 - inputs.foreign[i % cells])
                flows[edges + 2 + q, b, 1] += now * inputs.foreign[i % cells]
                still += line[q, i]
            waiting[t, m + 1, 1 + q] = still


@compiled
def _write(inputs, out, begin, m, x, flows):  # type: ignore[no-untyped-def]
    cells, kept = inputs.foreign.size, inputs.kept[m]
    for b in range(flows.shape[1]):
        t = begin + b
        for s in range(x.shape[0]):
            for r in range(inputs.rows):
                out.stock[t, m, r, s] = 0.0
            for c in range(cells):
                out.stock[t, m, inputs.row[c], s] += x[s, b * cells + c]
                if kept >= 0:
                    out.cells[t, kept, c, s] = np.int64(x[s, b * cells + c])
        for k in range(inputs.columns.size):
            out.flows[t, m, 0, k] = flows[inputs.columns[k], b, 0]
            out.flows[t, m, 1, k] = flows[inputs.columns[k], b, 1]


@cache
def block() -> Callable[..., Any]:
    """``months.run_block``, compiled at the first call or taken from the compiler's cache on disk.

    That cache watches one file only, so the digest of all sources is part of what is compiled.
    """
    sources = sha256(
        b"".join(
            Path(f).read_bytes()
            for f in (__file__, compiled_programmes.__file__, abreast.__file__, arithmetic.__file__)
        )
    ).hexdigest()

    def run_block(inputs, decisions, out, begin, end):  # type: ignore[no-untyped-def]
        _, cells, states = inputs.start.shape
        edges, queues, here = inputs.target.size, len(inputs.queues), end - begin
        lanes, count = here * cells, decisions.places.shape[0]
        x, barred = np.zeros((states, lanes)), np.zeros((states, lanes))
        keys = np.zeros(lanes, dtype=np.uint64)
        for i in range(lanes):
            keys[i] = inputs.keys[begin + i // cells, i % cells]
            for s in range(states):
                x[s, i] = inputs.start[begin + i // cells, i % cells, s]
        leave, split, gain = np.zeros((states, lanes)), np.zeros((edges, lanes)), np.zeros((states, lanes))
        left, moved, arrived = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes)
        some = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes, dtype=np.uint64), np.zeros(lanes, dtype=np.int64)
        total, ways, spare = np.zeros(cells), np.zeros(cells), np.zeros(lanes)
        flows, h = np.zeros((edges + 2 + queues, here, 2)), np.zeros((edges, cells))
        line, base, orphans = np.zeros((queues, lanes)), np.zeros((count, here)), np.zeros((count, here))
        most = np.zeros((count, here))
        for j in range(count):
            for b in range(here):
                most[j, b] = decisions.most[j, begin + b]
        still = base, orphans, most
        work = (x, leave, split, gain, keys, left, moved, arrived, room(lanes))
        _write(inputs, out, begin, 0, x, flows)
        for m in range(inputs.steps.shape[0]):
            for i in range(lanes):
                arrived[i] = 0.0
            compiled_programmes.programmes(inputs, decisions, begin, m, work, barred, still, flows, out.waiting)
            _chances(inputs, decisions, begin, m, h, total, ways, leave, split)
            _move(inputs, work, inputs.steps[m], flows)
            _bear(inputs, begin, work, inputs.steps[m], some, flows)
            if inputs.ageing.size > 0:
                grown = (x, leave, split, gain, keys, left, moved, spare, work[8])
                _grow(inputs, begin, grown, inputs.steps[m], some, flows)
            _admit(inputs, decisions, begin, m, work, some, line, flows, out.waiting)
            _write(inputs, out, begin, m + 1, x, flows)
        return sources

    return njit(run_block, cache=True, nogil=True, error_model="numpy")  # type: ignore[no-any-return]
