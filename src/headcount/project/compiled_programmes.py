"""Compiled: the programmes of a month, as in ``months.py``. Loads the compiler."""

from __future__ import annotations

import numpy as np

from headcount.project.abreast import compiled
from headcount.project.arithmetic import uniform


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
    x, _, _, gain, keys, _, _, arrived, _ = work
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
def programmes(inputs, decisions, begin, m, work, barred, still, flows, waiting):  # type: ignore[no-untyped-def]
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
