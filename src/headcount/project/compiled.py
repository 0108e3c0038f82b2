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

from headcount.project import abreast, arithmetic
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
    x, leave, split, gain, keys, left, moved, arrived, u, own = work
    states, lanes = x.shape
    cells = inputs.foreign.size
    for s in range(states):
        if inputs.edge_of[s] == inputs.edge_of[s + 1]:
            continue
        if draw(x[s], leave[s], keys, stream[s], u, own, left) == 0.0:
            continue
        for i in range(lanes):
            gain[s, i] -= left[i]
        for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
            if inputs.edge_of[s + 1] - inputs.edge_of[s] == 1:
                for i in range(lanes):
                    moved[i] = left[i]
            elif draw(left, split[e], keys, stream[states + e], u, own, moved) == 0.0:
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
def _free(inputs, decisions, j, i, w, c, b, x, barred):  # type: ignore[no-untyped-def]
    """People of a cell whom step ``i`` of programme ``j`` could take along way ``w``."""
    if decisions.may[j, i, w, c] == 0.0:
        return 0.0
    lane, s = b * inputs.foreign.size + c, inputs.source[decisions.ways[w]]
    return max(x[s, lane] - barred[s, lane], 0.0) if inputs.policy[decisions.ways[w]] else x[s, lane]


@compiled
def _pool(inputs, decisions, j, i, b, x, barred):  # type: ignore[no-untyped-def]
    people = 0.0
    for c in range(decisions.span[j, 0], decisions.span[j, 1]):
        for w in range(decisions.ways.size):
            people += _free(inputs, decisions, j, i, w, c, b, x, barred)
    return people


@compiled
def _take(inputs, decisions, j, i, b, quota, pool, offset, x, gain, barred, arrived, flows):  # type: ignore[no-untyped-def]
    """Take ``quota`` of the ``pool``, every cell and way by its size, as ``lanes.share_out``; returns how many."""
    passed, before, whole = 0.0, 0.0, 0.0
    cells = inputs.foreign.size
    for c in range(decisions.span[j, 0], decisions.span[j, 1]):
        for w in range(decisions.ways.size):
            n = _free(inputs, decisions, j, i, w, c, b, x, barred)
            passed += n
            upto = quota
            if passed != pool:
                upto = np.floor(quota * (passed / max(pool, 1.0)) + offset)
            now = min(max(upto - before, 0.0), n)
            before = upto
            if now == 0.0:
                continue
            e = decisions.ways[w]
            x[inputs.source[e], b * cells + c] -= now
            gain[inputs.target[e], b * cells + c] += now
            flows[e, b, 0] += now * (1.0 - inputs.foreign[c])
            flows[e, b, 1] += now * inputs.foreign[c]
            if inputs.policy[e]:
                arrived[b * cells + c] += now * inputs.foreign[c]
            whole += now
    for w in range(decisions.ways.size):
        to = inputs.target[decisions.ways[w]]
        for i in range(b * cells + decisions.span[j, 0], b * cells + decisions.span[j, 1]):
            x[to, i] += gain[to, i]
            gain[to, i] = 0.0
    return whole


@compiled
def _listed(inputs, decisions, j, b, x, barred, orphans):  # type: ignore[no-untyped-def]
    """People whom programme ``j`` could take now."""
    listed = 0.0
    for i in range(decisions.may.shape[1]):
        if decisions.listed[j, i]:
            pool = _pool(inputs, decisions, j, i, b, x, barred)
            listed += min(pool, orphans[j, b]) if decisions.orphans_only[j, i] else pool
    return listed


@compiled
def _enlist(inputs, decisions, j, b, t, x, barred, base, orphans):  # type: ignore[no-untyped-def]
    """In the first month of programme ``j``: how many it finds, and how many orphans among them."""
    for i in range(decisions.may.shape[1]):
        if decisions.orphans_only[j, i]:
            orphans[j, b] = np.floor(_pool(inputs, decisions, j, i, b, x, barred) * inputs.orphans[t])
    base[j, b] = _listed(inputs, decisions, j, b, x, barred, orphans)


@compiled
def _programme(inputs, decisions, j, begin, m, b, work, barred, still, seats, flows):  # type: ignore[no-untyped-def]
    x, _, _, gain, keys, _, _, arrived, _, _ = work
    base, orphans, most = still
    t, steps = begin + b, decisions.may.shape[1]
    since = decisions.since[j, t]
    if since > m or decisions.until[j, t] <= m:
        return 0.0, seats
    listed = _listed(inputs, decisions, j, b, x, barred, orphans)
    may_stay = np.floor(base[j, b] * decisions.may_stay[j, m - since] + 1e-6)
    due = min(np.floor(max(listed - may_stay, 0.0) * decisions.part[j, t] + 0.5), most[j, b])
    quota = min(due, decisions.places[j, t])
    if decisions.flies[j]:
        quota = 0.0 if inputs.halt[t, m] else min(quota, seats)
    for i in range(steps):
        pool = _pool(inputs, decisions, j, i, b, x, barred)
        now = min(pool, quota)
        if decisions.orphans_only[j, i]:
            now = min(now, orphans[j, b])
        if now == 0.0:
            continue
        step = inputs.steps[m, x.shape[0] + inputs.target.size + j * steps + i]
        offset = uniform(keys[b * inputs.foreign.size], step)
        now = _take(inputs, decisions, j, i, b, now, pool, offset, x, gain, barred, arrived, flows)
        quota -= now
        due -= now
        most[j, b] -= now
        if decisions.flies[j]:
            seats -= now
        if decisions.orphans_only[j, i]:
            orphans[j, b] -= now
    return due, seats


@compiled
def _programmes(inputs, decisions, begin, m, work, barred, still, flows, waiting):  # type: ignore[no-untyped-def]
    x, cells = work[0], inputs.foreign.size
    for b in range(still[0].shape[1]):
        if decisions.barred.size > 0 and decisions.barred_since[begin + b] == m:
            for s in range(x.shape[0]):
                for c in range(cells):
                    barred[s, b * cells + c] = np.floor(decisions.barred[begin + b, c] * x[s, b * cells + c])
        late, seats = 0.0, np.inf
        if decisions.seats_since[begin + b] <= m:
            seats = decisions.seats[begin + b]
        for j in range(still[0].shape[0]):
            if decisions.since[j, begin + b] == m:
                _enlist(inputs, decisions, j, b, begin + b, x, barred, still[0], still[1])
        for j in range(still[0].shape[0]):
            due, seats = _programme(inputs, decisions, j, begin, m, b, work, barred, still, seats, flows)
            late += due
        waiting[begin + b, m + 1, 0] = late


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
    x, _, _, _, keys, born, _, _, u, own = work
    n, chance, key, lane = some
    cells = inputs.foreign.size
    for k in range(len(inputs.births)):
        s, by = inputs.births[k, 0], inputs.births[k, 2] - inputs.births[k, 1]
        c = _some(inputs.group, inputs.births[k, 1], x[s], inputs.birth_chance[k], begin, keys, some)
        draw(n[:c], chance[:c], key[:c], stream[stream.size - 1 - k], u[:c], own, born[:c])
        for i in range(c):
            x[s, lane[i] + by] += born[i]
            abroad = np.int64(inputs.foreign[lane[i] % cells])
            flows[inputs.target.size, lane[i] // cells, abroad] += born[i]


@compiled
def _grow(inputs, begin, work, stream, some, flows):  # type: ignore[no-untyped-def]
    x, _, _, _, keys, came, part, half, u, own = work
    n, chance, key, lane = some
    cells, first = inputs.foreign.size, stream.size - len(inputs.births) - 2 * len(x)
    for s in range(len(x)):
        if not inputs.living[s]:
            continue
        c = _some(inputs.group, inputs.ageing[0], x[s], inputs.age_chance, begin, keys, some)
        draw(n[:c], chance[:c], key[:c], stream[first + 2 * s], u[:c], own, came[:c])
        for i in range(c):
            half[i] = 0.5
        draw(came[:c], half[:c], key[:c], stream[first + 2 * s + 1], u[:c], own, part[:c])
        for i in range(c):
            x[s, lane[i]] -= came[i]
            x[s, lane[i] + inputs.ageing[1] - inputs.ageing[0]] += part[i]
            x[s, lane[i] + inputs.ageing[2] - inputs.ageing[0]] += came[i] - part[i]
            abroad = np.int64(inputs.foreign[lane[i] % cells])
            flows[inputs.target.size + 1, lane[i] // cells, abroad] += came[i]


@compiled
def _admit(inputs, decisions, begin, m, work, some, line, flows, waiting):  # type: ignore[no-untyped-def]
    x, _, _, _, keys, left, joined, arrived, u, own = work
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
        draw(n, chance, keys, stream[first + 2 * q], u, own, joined)
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
            for c in range(cells):
                out.stock[t, m, inputs.row[c], s] += x[s, b * cells + c]
                if kept >= 0:
                    out.cells[t, kept, c, s] = np.int64(x[s, b * cells + c])
        for f in range(flows.shape[0]):
            out.flows[t, m, 0, f] = flows[f, b, 0]
            out.flows[t, m, 1, f] = flows[f, b, 1]


@cache
def block() -> Callable[..., Any]:
    """``months.run_block``, compiled at the first call or taken from the compiler's cache on disk.

    That cache watches one file only, so the digest of both sources is part of what is compiled.
    """
    sources = sha256(
        b"".join(Path(f).read_bytes() for f in (__file__, abreast.__file__, arithmetic.__file__))
    ).hexdigest()

    def run_block(inputs, decisions, out, begin, end):  # type: ignore[no-untyped-def]
        _, cells, states = inputs.start.shape
        edges, queues, here = inputs.target.size, len(inputs.queues), end - begin
        lanes, programmes = here * cells, decisions.places.shape[0]
        x, barred = np.zeros((states, lanes)), np.zeros((states, lanes))
        keys = np.zeros(lanes, dtype=np.uint64)
        for i in range(lanes):
            keys[i] = inputs.keys[begin + i // cells, i % cells]
            for s in range(states):
                x[s, i] = inputs.start[begin + i // cells, i % cells, s]
        leave, split, gain = np.zeros((states, lanes)), np.zeros((edges, lanes)), np.zeros((states, lanes))
        left, moved, arrived, u = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes), np.zeros(lanes)
        some = np.zeros(lanes), np.zeros(lanes), np.zeros(lanes, dtype=np.uint64), np.zeros(lanes, dtype=np.int64)
        total, ways, spare = np.zeros(cells), np.zeros(cells), np.zeros(lanes)
        flows, h = np.zeros((edges + 2 + queues, here, 2)), np.zeros((edges, cells))
        line, base, orphans = np.zeros((queues, lanes)), np.zeros((programmes, here)), np.zeros((programmes, here))
        most = np.zeros((programmes, here))
        for j in range(programmes):
            for b in range(here):
                most[j, b] = decisions.most[j, begin + b]
        still = base, orphans, most
        work = (x, leave, split, gain, keys, left, moved, arrived, u, room(lanes))
        _write(inputs, out, begin, 0, x, flows)
        for m in range(inputs.steps.shape[0]):
            for i in range(lanes):
                arrived[i] = 0.0
            _programmes(inputs, decisions, begin, m, work, barred, still, flows, out.waiting)
            _chances(inputs, decisions, begin, m, h, total, ways, leave, split)
            _move(inputs, work, inputs.steps[m], flows)
            _bear(inputs, begin, work, inputs.steps[m], some, flows)
            if inputs.ageing.size > 0:
                grown = (x, leave, split, gain, keys, left, moved, spare, u, work[9])
                _grow(inputs, begin, grown, inputs.steps[m], some, flows)
            _admit(inputs, decisions, begin, m, work, some, line, flows, out.waiting)
            _write(inputs, out, begin, m + 1, x, flows)
        return sources

    return njit(run_block, cache=True, nogil=True, error_model="numpy")  # type: ignore[no-any-return]
