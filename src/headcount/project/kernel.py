"""The compiled kernel: whole people moving month by month, the same random numbers for every policy.

All compiled functions stand in this one file on purpose: the compiler's disk cache watches the file of the outermost
function only, so a change in a second file would go unnoticed. Import this module where it is used, never at the top:
it loads the compiler.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from headcount.project.inputs import Inputs
from headcount.values.estimates import Floats, Ints

NORMAL_FROM = 8.0
"""expected count above which a binomial is drawn from its normal expansion and no longer by inversion"""

_WEYL = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_ONE_OVER = 1.0 / np.arange(1, 129)
_S27, _S30, _S31, _S11, _S44 = (np.uint64(n) for n in (27, 30, 31, 11, 44))


@njit(cache=True, inline="always")
def _mixed(z):  # type: ignore[no-untyped-def]
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


@njit(cache=True, inline="always")
def _key(parent, place):  # type: ignore[no-untyped-def]
    """A stream of its own for ``place`` below ``parent``."""
    return _mixed(parent + (np.uint64(place) + np.uint64(1)) * _WEYL)


@njit(cache=True, inline="always")
def _uniform(key, slot):  # type: ignore[no-untyped-def]
    """The ``slot``-th number in (0, 1) of a stream: SplitMix64 by counter (Steele, Lea & Flood 2014, figure 13)."""
    return (np.float64(np.int64(_key(key, slot) >> _S11)) + 0.5) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def normal_quantile(u):  # type: ignore[no-untyped-def]
    """Inverse of the normal distribution, error below 1e-6 (Wichura 1988, algorithm AS 241, PPND7)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
        return q * top / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0)
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    if r <= 5.0:
        r -= 1.6
        z = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
        z /= (0.12021132975 * r + 0.73700164250) * r + 1.0
    else:
        r -= 5.0
        z = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
        z /= (0.012258202635 * r + 0.24197894225) * r + 1.0
    return z if q > 0.0 else -z


@njit(cache=True)
def _by_inversion(n, p, log_rest, u):  # type: ignore[no-untyped-def]
    odds = p / (1.0 - p)
    chance = math.exp(n * log_rest)
    below = chance
    k = 0
    while u > below and k < n and k < _ONE_OVER.size:
        chance *= odds * (n - k) * _ONE_OVER[k]
        below += chance
        k += 1
    return k


@njit(cache=True)
def _by_expansion(n, p, u):  # type: ignore[no-untyped-def]
    """Quantile by Cornish & Fisher (1938) to the fourth cumulant, with Sheppard's terms for a law on whole numbers.

    The count is the rounded value of a continuous one, whose variance is smaller by 1/12 and whose fourth cumulant is
    larger by 1/120. Without these two the error is fifteen times larger.
    """
    spread = n * p * (1.0 - p)
    sd = math.sqrt(spread - 1.0 / 12.0)
    skew = spread * (1.0 - 2.0 * p) / (sd * sd * sd)
    peak = (spread * (1.0 - 6.0 * p * (1.0 - p)) + 1.0 / 120.0) / (sd * sd * sd * sd)
    z = normal_quantile(u)
    w = z + skew * (z * z - 1.0) / 6.0 + peak * (z * z - 3.0) * z / 24.0 - skew * skew * (2.0 * z * z - 5.0) * z / 36.0
    return max(0, min(n, math.floor(n * p + sd * w + 0.5)))


@njit(cache=True)
def binomial(n, p, log_rest, u):  # type: ignore[no-untyped-def]
    """How many of ``n`` move when each does with probability ``p``: the ``u``-quantile, so it never falls with p.

    ``log_rest`` is log(1 - p), which the caller has at hand as minus the hazard.
    """
    if p <= 0.0 or n <= 0:
        return 0
    if p >= 1.0:
        return n
    if u <= 1.0 - n * p:  # Bernoulli's inequality: (1-p)^n is no smaller, so nobody moves
        return 0
    if n == 1:
        return 1
    if p > 0.5:
        rest = 1.0 - p
        if n * rest < NORMAL_FROM:
            return n - _by_inversion(n, rest, math.log(p), 1.0 - u)
        return n - _by_expansion(n, rest, 1.0 - u)
    if n * p < NORMAL_FROM:
        return _by_inversion(n, p, log_rest, u)
    return _by_expansion(n, p, u)


@njit(cache=True)
def _rates(inputs, p, t, m, rates):  # type: ignore[no-untyped-def]
    """Per kind of origin, group and state: all hazards together, the chance to leave, and who goes where.

    ``split`` of an edge is its share among the edges not yet served, so that the last one takes whoever is left.
    """
    total, leave, split, log_stay = rates
    for kind in range(inputs.open.shape[0]):
        for g in range(inputs.open.shape[1]):
            for s in range(total.shape[2]):
                whole = 0.0
                last = -1
                for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
                    split[kind, g, e] = 0.0
                    if inputs.open[kind, g, e] and inputs.hazards[p, t, m, e] > 0.0:
                        whole += inputs.hazards[p, t, m, e]
                        last = e
                total[kind, g, s] = whole
                leave[kind, g, s] = -math.expm1(-whole)
                rest = whole
                for e in range(inputs.edge_of[s], last + 1):
                    if inputs.open[kind, g, e] and inputs.hazards[p, t, m, e] > 0.0:
                        share = inputs.hazards[p, t, m, e]
                        split[kind, g, e] = 1.0 if e == last else min(1.0, share / rest)
                        log_stay[kind, g, e] = math.log1p(-min(split[kind, g, e], 1.0 - 1e-16))
                        rest -= share


@njit(cache=True)
def _flow(x, inputs, key, rates, gain):  # type: ignore[no-untyped-def]
    """Move everyone for one month; returns how many a government brought home."""
    total, leave, split, log_stay = rates
    edge_of, target, policy, states = inputs.edge_of, inputs.target, inputs.policy, x.shape[1]
    brought = 0
    for c in range(x.shape[0]):
        kind, g, slots, moved = inputs.kind[c], inputs.group[c], c * (states + target.size), False
        for s in range(states):
            if x[c, s] == 0 or total[kind, g, s] == 0.0:
                continue
            left = binomial(x[c, s], leave[kind, g, s], -total[kind, g, s], _uniform(key, slots + s))
            if left == 0:
                continue
            moved = True
            gain[s] -= left
            for e in range(edge_of[s], edge_of[s + 1]):
                share = split[kind, g, e]
                if share == 0.0:
                    continue
                gone = left
                if share < 1.0:
                    gone = binomial(left, share, log_stay[kind, g, e], _uniform(key, slots + states + e))
                left -= gone
                gain[target[e]] += gone
                if policy[e] and kind == 0:
                    brought += gone
                if left == 0:
                    break
        if moved:
            for s in range(states):
                x[c, s] += gain[s]
                gain[s] = 0
    return brought


@njit(cache=True)
def _eligible(x, inputs, g):  # type: ignore[no-untyped-def]
    """Foreigners of group ``g`` whom a programme could take now."""
    people = 0
    for c in range(x.shape[0]):
        if inputs.group[c] == g and inputs.kind[c] == 0:
            for s in range(x.shape[1]):
                if inputs.take_to[g, s] >= 0:
                    people += x[c, s]
    return people


@njit(cache=True)
def _take(x, inputs, g, quota, pool, offset):  # type: ignore[no-untyped-def]
    """Take ``quota`` of the ``pool`` of group ``g``, each cell by its size: systematic sampling (Madow 1949)."""
    passed, taken = 0, 0
    for c in range(x.shape[0]):
        if inputs.group[c] != g or inputs.kind[c] != 0:
            continue
        for s in range(x.shape[1]):
            if inputs.take_to[g, s] < 0 or x[c, s] == 0:
                continue
            n = x[c, s]
            passed += n
            upto = quota if passed == pool else int(quota * (passed / pool) + offset)
            gone = max(0, min(upto - taken, n))
            taken += gone
            x[c, s] -= gone
            x[c, inputs.take_to[g, s]] += gone


@njit(cache=True)
def _programme(x, inputs, p, places, may_stay, key):  # type: ignore[no-untyped-def]
    """One month of a repatriation programme: (people taken, people due who found no place)."""
    due = -may_stay
    for i in range(inputs.order.shape[1]):
        if inputs.order[p, i] >= 0:
            due += _eligible(x, inputs, inputs.order[p, i])
    due = max(0, due)
    quota = min(due, places)
    taken = 0
    for i in range(inputs.order.shape[1]):
        g = inputs.order[p, i]
        if g < 0 or taken == quota:
            continue
        pool = _eligible(x, inputs, g)
        now = min(pool, quota - taken)
        if now > 0:
            # twenty bits are enough to be fair and keep quota + offset exact
            offset = np.float64(_key(key, g) >> _S44) * (1.0 / 1048576.0)
            _take(x, inputs, g, now, pool, offset)
            taken += now
    return taken, due - taken


@njit(cache=True)
def _count(x, inputs, stock):  # type: ignore[no-untyped-def]
    for c in range(x.shape[0]):
        for s in range(x.shape[1]):
            stock[inputs.kind[c], inputs.group[c], s] += x[c, s]


@njit(cache=True)
def _trajectory(inputs, seed, p, t, x, rates, gain, stock, brought, waiting):  # type: ignore[no-untyped-def]
    """One trajectory under one policy, written into ``stock``, ``brought`` and ``waiting``."""
    own = _key(seed, t)
    base = -1
    _count(x, inputs, stock[0])
    for m in range(inputs.hazards.shape[2]):
        key = _key(own, m)
        taken, late = 0, 0
        if m >= inputs.first[p]:
            if base < 0:
                base = 0
                for i in range(inputs.order.shape[1]):
                    if inputs.order[p, i] >= 0:
                        base += _eligible(x, inputs, inputs.order[p, i])
            may_stay = int(base * inputs.may_stay[p, m])
            taken, late = _programme(x, inputs, p, inputs.places[p, t, m], may_stay, _key(key, 0))
        _rates(inputs, p, t, m, rates)
        taken += _flow(x, inputs, _key(key, 1), rates, gain)
        brought[m + 1] = brought[m] + taken
        waiting[m + 1] = late
        _count(x, inputs, stock[m + 1])


@njit(cache=True)
def _all(inputs, seed, stock, brought, waiting):  # type: ignore[no-untyped-def]
    kinds, groups, edges = inputs.open.shape
    states = inputs.start.shape[2]
    per_state, per_edge = (kinds, groups, states), (kinds, groups, edges)
    rates = (np.zeros(per_state), np.zeros(per_state), np.zeros(per_edge), np.zeros(per_edge))
    gain = np.zeros(states, dtype=np.int64)
    for t in range(inputs.start.shape[0]):
        for p in range(inputs.hazards.shape[0]):
            x = inputs.start[t].copy()
            _trajectory(inputs, seed, p, t, x, rates, gain, stock[p, t], brought[p, t], waiting[p, t])


def run(inputs: Inputs, seed: int) -> tuple[Floats, Floats, Floats]:
    """Run every trajectory under every policy.

    Returns
    -------
    stock : array of shape (policies, trajectories, months + 1, kinds, groups, states)
        People at the end of each month; kind 0 are foreigners, kind 1 people of the host countries. Whole numbers,
        kept as floats because they are only summed from here on.
    brought : array of shape (policies, trajectories, months + 1)
        Foreigners whom governments brought home so far.
    waiting : array of the same shape
        Foreigners due under the policy for whom no place was free that month.
    """
    policies, trajectories, months, _ = inputs.hazards.shape
    kinds, groups, _ = inputs.open.shape
    stock = np.zeros((policies, trajectories, months + 1, kinds, groups, inputs.start.shape[2]))
    brought, waiting = np.zeros((2, policies, trajectories, months + 1))
    _all(inputs, np.uint64(seed & 0xFFFFFFFFFFFFFFFF), stock, brought, waiting)
    return stock, brought, waiting


def draw_binomial(n: Ints, p: Floats, u: Floats) -> Ints:
    """The ``u``-quantiles of binomial laws, element by element: the kernel's own sampler, open to be checked."""
    log_rest = np.log1p(-np.minimum(p, 1 - 1e-16))
    return np.array([binomial(*case) for case in zip(n, p, log_rest, u, strict=True)], dtype=np.int64)
