"""The compiled account: people moving through the states of a case, period by period, and the way back.

All arrays end in an axis of lanes (chains going forward; chains or figures going back), along which the compiler
vectorises. All compiled functions stand in this one file, as the disk cache watches only the file of the outermost.
Import this module where it is used, never at the top: it loads the compiler.

In a period of length D the people x of a node leave it along its edges with hazards h (a year):

    H = sum h,  u = H D,  q = 1 - exp(-u),  r = 1 - q / u
    leaving  T = x q + arrivals r          (who arrives within the period is exposed for the rest of it)
    flow     f = T h / H,   closing = x + arrivals - T

so that opening + in - out = closing exactly, whatever the hazards, and closing is never negative.
Nodes are visited in an order in which people move forward; a flow against the order arrives at the period's end.
Births of a period are a rate times the mothers at its start.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_compiled: Any = njit(error_model="numpy", cache=True, nogil=True, fastmath={"contract", "nsz", "arcp"})
_inlined: Any = njit(error_model="numpy", inline="always", fastmath={"contract", "nsz", "arcp"})

_SMALL = 0.02
"""exposure below which the ratios are taken from their series"""
_MOST = 36.0
"""exposure above which nobody stays: exp(-36) is 2e-16"""


@_inlined
def _staying(u):  # type: ignore[no-untyped-def]
    """exp(-u) for u in [0, 36]: a polynomial at u / 64 and six squarings, which the compiler vectorises."""
    x = min(u, _MOST) * (-1.0 / 64.0)
    p = 1.0 + x * (1.0 / 12.0)
    p = 1.0 + x * (1.0 / 11.0) * p
    p = 1.0 + x * (1.0 / 10.0) * p
    p = 1.0 + x * (1.0 / 9.0) * p
    p = 1.0 + x * (1.0 / 8.0) * p
    p = 1.0 + x * (1.0 / 7.0) * p
    p = 1.0 + x * (1.0 / 6.0) * p
    p = 1.0 + x * (1.0 / 5.0) * p
    p = 1.0 + x * 0.25 * p
    p = 1.0 + x * (1.0 / 3.0) * p
    p = 1.0 + x * 0.5 * p
    p = 1.0 + x * p
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    return p * p


@_inlined
def _late(u, q):  # type: ignore[no-untyped-def]
    """r = 1 - q / u: the part of the arrivals of a period who leave again within it."""
    series = u * (0.5 - u * (1.0 / 6.0 - u * (1.0 / 24.0 - u * (1.0 / 120.0))))
    return series if u < _SMALL else 1.0 - q / max(u, _SMALL)


@_inlined
def _late_slope(u, stay, q):  # type: ignore[no-untyped-def]
    """u dr/du."""
    series = u * (0.5 - u * (1.0 / 3.0 - u * (0.125 - u * (1.0 / 30.0))))
    return series if u < _SMALL else (q - u * stay) / max(u, _SMALL)


@_compiled
def forward(  # type: ignore[no-untyped-def]
    start, to, node_order, rank, allowed, policy, lengths, entry, entries, births, born, hE, hB, hC, out
):
    """Every stock, running flow and running entry: ``out`` (origins, periods + 1, groups, nodes + edges + 1, lanes).

    Parameters
    ----------
    start, to : (edges,)
        Node that each edge leaves and reaches; edges stand sorted by the order of the nodes they leave.
    node_order, rank : (nodes,)
        Nodes in the order of visiting, and the place of each in it.
    allowed : (groups, edges)
        Whether people of a group can move along an edge.
    policy : (edges,)
        Whether ``hC`` applies.
    lengths : (periods,)
        Years.
    entry
        Node that people enter.
    entries : (origins, groups, periods, lanes)
        People.
    births : (births, 3)
        Group of the mothers, group of the children, node.
    born : (births, lanes)
        Children a year and mother.
    hE, hB, hC : (origins, groups, edges, lanes), (edges, periods, lanes), (origins, periods, lanes)
        The hazard of an edge is hE hB, times hC on policy edges.
    """
    origins, groups, edges, lanes = hE.shape
    periods = len(lengths)
    nodes = len(node_order)
    arrived = np.zeros((groups, nodes, lanes))
    late = np.zeros((groups, nodes, lanes))
    H = np.zeros(lanes)
    T = np.zeros(lanes)
    for o in range(origins):
        out[o, 0] = 0.0
        for k in range(periods):
            D = lengths[k]
            arrived[:] = 0.0
            late[:] = 0.0
            for g in range(groups):
                for c in range(lanes):
                    arrived[g, entry, c] = entries[o, g, k, c]
            for b in range(len(births)):
                mother, child, node = births[b, 0], births[b, 1], births[b, 2]
                for c in range(lanes):
                    arrived[child, node, c] += born[b, c] * D * out[o, k, mother, node, c]
            for g in range(groups):
                e = 0
                for i in range(nodes):
                    s = node_order[i]
                    first = e
                    while e < edges and start[e] == s:
                        e += 1
                    if e == first:
                        continue
                    H[:] = 1e-300
                    for j in range(first, e):
                        if allowed[g, j]:
                            if policy[j]:
                                for c in range(lanes):
                                    H[c] += hE[o, g, j, c] * hB[j, k, c] * hC[o, k, c]
                            else:
                                for c in range(lanes):
                                    H[c] += hE[o, g, j, c] * hB[j, k, c]
                    for c in range(lanes):
                        u = H[c] * D
                        q = 1.0 - _staying(u)
                        T[c] = out[o, k, g, s, c] * q + arrived[g, s, c] * _late(u, q)
                    for c in range(lanes):
                        late[g, s, c] -= T[c]
                        T[c] /= H[c]
                    for j in range(first, e):
                        if allowed[g, j]:
                            t = to[j]
                            forth = rank[t] > rank[s]
                            for c in range(lanes):
                                f = T[c] * hE[o, g, j, c] * hB[j, k, c]
                                if policy[j]:
                                    f *= hC[o, k, c]
                                out[o, k + 1, g, nodes + j, c] = f
                            if forth:
                                for c in range(lanes):
                                    arrived[g, t, c] += out[o, k + 1, g, nodes + j, c]
                            else:
                                for c in range(lanes):
                                    late[g, t, c] += out[o, k + 1, g, nodes + j, c]
                            for c in range(lanes):
                                out[o, k + 1, g, nodes + j, c] += out[o, k, g, nodes + j, c]
                        else:
                            for c in range(lanes):
                                out[o, k + 1, g, nodes + j, c] = 0.0
                for s in range(nodes):
                    for c in range(lanes):
                        out[o, k + 1, g, s, c] = out[o, k, g, s, c] + arrived[g, s, c] + late[g, s, c]
                for c in range(lanes):
                    out[o, k + 1, g, nodes + edges, c] = out[o, k, g, nodes + edges, c] + entries[o, g, k, c]


@_compiled
def backward(  # type: ignore[no-untyped-def]
    start, to, node_order, rank, allowed, policy, lengths, entry, births, born, hE, hB, hC, out, seed,
    gE, gB, gC, gn, gborn,
):  # fmt: skip
    """The way back: slopes in log hE, log hB, log hC, entries and births from those in ``out``.

    ``seed`` has the shape of ``out``: slopes of the sum wanted in every number of ``out``. Results are added to
    gE (origins, groups, edges, lanes), gB (edges, periods, lanes), gC (origins, periods, lanes), gn (origins, groups,
    periods, lanes; in people) and gborn (births, lanes; in the rate).
    """
    origins, groups, edges = hE.shape[:3]
    lanes = seed.shape[4]
    periods = len(lengths)
    nodes = len(node_order)
    xb = np.zeros((groups, nodes, lanes))
    fb = np.zeros((groups, edges, lanes))
    nb = np.zeros((groups, lanes))
    arrival = np.zeros((groups, nodes, lanes))
    inflow = np.zeros((groups, nodes, lanes))
    H = np.zeros(lanes)
    Tb = np.zeros(lanes)
    T = np.zeros(lanes)
    V = np.zeros(lanes)
    q = np.zeros(lanes)
    r = np.zeros(lanes)
    p = np.zeros((edges, lanes))
    way = np.zeros((edges, lanes))
    for o in range(origins):
        xb[:] = 0.0
        fb[:] = 0.0
        nb[:] = 0.0
        for k in range(periods - 1, -1, -1):
            D = lengths[k]
            for g in range(groups):
                for s in range(nodes):
                    for c in range(lanes):
                        xb[g, s, c] += seed[o, k + 1, g, s, c]
                for j in range(edges):
                    for c in range(lanes):
                        fb[g, j, c] += seed[o, k + 1, g, nodes + j, c]
                for c in range(lanes):
                    nb[g, c] += seed[o, k + 1, g, nodes + edges, c]
                for s in range(nodes):
                    for c in range(lanes):
                        inflow[g, s, c] = 0.0
                        arrival[g, s, c] = xb[g, s, c]
                for c in range(lanes):
                    inflow[g, entry, c] = out[o, k + 1, g, nodes + edges, c] - out[o, k, g, nodes + edges, c]
            for b in range(len(births)):
                mother, child, node = births[b, 0], births[b, 1], births[b, 2]
                for c in range(lanes):
                    inflow[child, node, c] += born[b, c] * D * out[o, k, mother, node, c]
            for g in range(groups):
                for j in range(edges):
                    if allowed[g, j] and rank[to[j]] > rank[start[j]]:
                        for c in range(lanes):
                            inflow[g, to[j], c] += out[o, k + 1, g, nodes + j, c] - out[o, k, g, nodes + j, c]
                e = edges - 1
                for i in range(nodes - 1, -1, -1):
                    s = node_order[i]
                    last = e
                    while e >= 0 and start[e] == s:
                        e -= 1
                    if e == last:
                        continue
                    H[:] = 1e-300
                    for j in range(e + 1, last + 1):
                        for c in range(lanes):
                            p[j, c] = hE[o, g, j, c] * hB[j, k, c] if allowed[g, j] else 0.0
                        if policy[j]:
                            for c in range(lanes):
                                p[j, c] *= hC[o, k, c]
                        for c in range(lanes):
                            H[c] += p[j, c]
                    Tb[:] = 0.0
                    for j in range(e + 1, last + 1):
                        if allowed[g, j]:
                            t = to[j]
                            if rank[t] > rank[s]:
                                for c in range(lanes):
                                    way[j, c] = arrival[g, t, c] - xb[g, s, c] + fb[g, j, c]
                            else:
                                for c in range(lanes):
                                    way[j, c] = xb[g, t, c] - xb[g, s, c] + fb[g, j, c]
                            for c in range(lanes):
                                p[j, c] /= H[c]
                                Tb[c] += p[j, c] * way[j, c]
                    for c in range(lanes):
                        u = H[c] * D
                        stay = _staying(u)
                        leave = 1.0 - stay
                        q[c] = leave
                        r[c] = _late(u, leave)
                        V[c] = out[o, k, g, s, c] * u * stay + inflow[g, s, c] * _late_slope(u, stay, leave)
                    for c in range(lanes):
                        T[c] = out[o, k, g, s, c] * q[c] + inflow[g, s, c] * r[c]
                        V[c] = (V[c] - T[c]) * Tb[c]
                    for j in range(e + 1, last + 1):
                        if allowed[g, j]:
                            for c in range(lanes):
                                way[j, c] = p[j, c] * (way[j, c] * T[c] + V[c])
                            for c in range(lanes):
                                gE[o, g, j, c] += way[j, c]
                                gB[j, k, c] += way[j, c]
                            if policy[j]:
                                for c in range(lanes):
                                    gC[o, k, c] += way[j, c]
                    for c in range(lanes):
                        arrival[g, s, c] = xb[g, s, c] + r[c] * Tb[c]
                    for c in range(lanes):
                        xb[g, s, c] += q[c] * Tb[c]
                for c in range(lanes):
                    gn[o, g, k, c] += arrival[g, entry, c] + nb[g, c]
            for b in range(len(births)):
                mother, child, node = births[b, 0], births[b, 1], births[b, 2]
                for c in range(lanes):
                    gborn[b, c] += D * out[o, k, mother, node, c] * arrival[child, node, c]
                    xb[mother, node, c] += born[b, c] * D * arrival[child, node, c]


@_compiled
def backward_rows(  # type: ignore[no-untyped-def]
    start, to, node_order, rank, allowed, policy, lengths, entry, births, born, hE, hB, hC, out,
    seed_period, seed_group, seed_column, seed_lane, seed_weight, active,
    gE, gB, gC, gn, gborn,
):  # fmt: skip
    """The way back of one origin at one point for many figures at once; lanes are figures.

    Forward arrays have no axis of lanes and none of origins. The seeds are sparse: weight of the number in period,
    group and column of ``out`` in the figure of a lane, sorted by falling period. ``active[k]`` lanes have a seed
    after period k; they come first, so that figures of early years cost little.
    """
    groups, edges = hE.shape
    periods = len(lengths)
    nodes = len(node_order)
    lanes = gE.shape[2]
    xb = np.zeros((groups, nodes, lanes))
    fb = np.zeros((groups, edges, lanes))
    nb = np.zeros((groups, lanes))
    arrival = np.zeros((groups, nodes, lanes))
    inflow = np.zeros((groups, nodes))
    Tb = np.zeros(lanes)
    p = np.zeros(edges)
    way = np.zeros((edges, lanes))
    at = 0
    for k in range(periods - 1, -1, -1):
        D = lengths[k]
        n = active[k]
        while at < len(seed_period) and seed_period[at] == k + 1:
            g, j, c = seed_group[at], seed_column[at], seed_lane[at]
            if j < nodes:
                xb[g, j, c] += seed_weight[at]
            elif j < nodes + edges:
                fb[g, j - nodes, c] += seed_weight[at]
            else:
                nb[g, c] += seed_weight[at]
            at += 1
        if n == 0:
            continue
        for g in range(groups):
            for s in range(nodes):
                inflow[g, s] = 0.0
                for c in range(n):
                    arrival[g, s, c] = xb[g, s, c]
            inflow[g, entry] = out[k + 1, g, nodes + edges] - out[k, g, nodes + edges]
        for b in range(len(births)):
            inflow[births[b, 1], births[b, 2]] += born[b] * D * out[k, births[b, 0], births[b, 2]]
        for g in range(groups):
            for j in range(edges):
                if allowed[g, j] and rank[to[j]] > rank[start[j]]:
                    inflow[g, to[j]] += out[k + 1, g, nodes + j] - out[k, g, nodes + j]
            e = edges - 1
            for i in range(nodes - 1, -1, -1):
                s = node_order[i]
                last = e
                while e >= 0 and start[e] == s:
                    e -= 1
                if e == last:
                    continue
                H = 1e-300
                for j in range(e + 1, last + 1):
                    p[j] = hE[g, j] * hB[j, k] if allowed[g, j] else 0.0
                    if policy[j]:
                        p[j] *= hC[k]
                    H += p[j]
                Tb[:n] = 0.0
                for j in range(e + 1, last + 1):
                    if allowed[g, j]:
                        t = to[j]
                        share = p[j] / H
                        p[j] = share
                        if rank[t] > rank[s]:
                            for c in range(n):
                                way[j, c] = arrival[g, t, c] - xb[g, s, c] + fb[g, j, c]
                        else:
                            for c in range(n):
                                way[j, c] = xb[g, t, c] - xb[g, s, c] + fb[g, j, c]
                        for c in range(n):
                            Tb[c] += share * way[j, c]
                u = H * D
                stay = _staying(u)
                q = 1.0 - stay
                r = _late(u, q)
                T = out[k, g, s] * q + inflow[g, s] * r
                V = out[k, g, s] * u * stay + inflow[g, s] * _late_slope(u, stay, q) - T
                for j in range(e + 1, last + 1):
                    if allowed[g, j]:
                        share = p[j]
                        for c in range(n):
                            way[j, c] = share * (way[j, c] * T + V * Tb[c])
                        for c in range(n):
                            gE[g, j, c] += way[j, c]
                        for c in range(n):
                            gB[j, k, c] += way[j, c]
                        if policy[j]:
                            for c in range(n):
                                gC[k, c] += way[j, c]
                for c in range(n):
                    arrival[g, s, c] = xb[g, s, c] + r * Tb[c]
                for c in range(n):
                    xb[g, s, c] += q * Tb[c]
            for c in range(n):
                gn[g, k, c] += arrival[g, entry, c] + nb[g, c]
        for b in range(len(births)):
            mother, child, node = births[b, 0], births[b, 1], births[b, 2]
            bred = born[b] * D
            people = D * out[k, mother, node]
            for c in range(n):
                gborn[b, c] += people * arrival[child, node, c]
                xb[mother, node, c] += bred * arrival[child, node, c]


@_compiled
def scatter(found, rows, lanes, out):  # type: ignore[no-untyped-def]
    """Add ``found`` (n, k) to rows ``rows`` (n,) and columns ``lanes`` (k,) of ``out``."""
    for i in range(len(rows)):
        for c in range(len(lanes)):
            out[rows[i], lanes[c]] += found[i, c]
