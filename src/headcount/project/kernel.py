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

NORMAL_FROM = 16.0
"""expected count above which a binomial is drawn from its normal expansion and no longer by inversion"""

_compiled = njit(error_model="numpy")
_inlined = njit(error_model="numpy", inline="always")  # a call costs as much as the work of these
_kept = njit(error_model="numpy", cache=True)
"""only what Python calls is kept on disk: it brings the rest with it"""

_WEYL = np.uint64(0x9E3779B97F4A7C15)
_MIX1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_ONE_OVER = 1.0 / np.arange(1, 129)
_S27, _S30, _S31, _S11, _S44 = (np.uint64(n) for n in (27, 30, 31, 11, 44))


@_inlined
def _mixed(z):  # type: ignore[no-untyped-def]
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


@_inlined
def _key(parent, place):  # type: ignore[no-untyped-def]
    """A stream of its own for ``place`` below ``parent``."""
    return _mixed(parent + (np.uint64(place) + np.uint64(1)) * _WEYL)


@_inlined
def _uniform(key, slot):  # type: ignore[no-untyped-def]
    """The ``slot``-th number in (0, 1) of a stream: SplitMix64 by counter (Steele, Lea & Flood 2014, figure 13)."""
    return (np.float64(np.int64(_key(key, slot) >> _S11)) + 0.5) * (1.0 / 9007199254740992.0)


@_inlined
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


@_inlined
def _by_inversion(n, log_rest, odds, u):  # type: ignore[no-untyped-def]
    chance = math.exp(n * log_rest)
    below = chance
    k = 0
    while u > below and k < n and k < _ONE_OVER.size:
        chance *= odds * (n - k) * _ONE_OVER[k]
        below += chance
        k += 1
    return k


@_compiled
def _by_expansion(n, rare, u):  # type: ignore[no-untyped-def]
    """Quantile by Cornish & Fisher (1938) to the fourth cumulant, with Sheppard's terms for a law on whole numbers.

    The count is the rounded value of a continuous one, whose variance is smaller by 1/12 and whose fourth cumulant is
    larger by 1/120. Without these two the error is fifteen times larger.
    """
    spread = n * rare * (1.0 - rare)
    square = spread - 1.0 / 12.0
    sd = math.sqrt(square)
    skew = spread * (1.0 - 2.0 * rare) / (square * sd)
    peak = (spread * (1.0 - 6.0 * rare * (1.0 - rare)) + 1.0 / 120.0) / (square * square)
    z = normal_quantile(u)
    w = z + skew * (z * z - 1.0) / 6.0 + peak * (z * z - 3.0) * z / 24.0 - skew * skew * (2.0 * z * z - 5.0) * z / 36.0
    return max(0, min(n, math.floor(n * rare + sd * w + 0.5)))


@_compiled
def _law(law, p, log_rest):  # type: ignore[no-untyped-def]
    """Table of a binomial law with chance ``p``: the rarer side's chance, log and odds, and whether it is the other.

    ``log_rest`` is log(1 - p), which for a chance to leave is minus the hazard, exactly.
    """
    rare = min(p, 1.0 - p)
    law[0] = rare
    law[1] = log_rest if p <= 0.5 else math.log(p)
    law[2] = rare / (1.0 - rare)
    law[3] = 1.0 if p > 0.5 else 0.0


@_inlined
def _drawn(n, law, u):  # type: ignore[no-untyped-def]
    """How many of ``n`` move: the ``u``-quantile of their law, so with the same u more chance never moves fewer."""
    rare, other = law[0], law[3] != 0.0
    v = 1.0 - u if other else u
    if v <= 1.0 - n * rare:  # Bernoulli's inequality: (1-p)^n is no smaller, so the rarer thing happens to nobody
        k = 0
    elif n * rare < NORMAL_FROM:
        k = _by_inversion(n, law[1], law[2], v)
    else:
        k = _by_expansion(n, rare, v)
    return n - k if other else k


@_compiled
def _same(hazards, m):  # type: ignore[no-untyped-def]
    changed = 0
    for e in range(hazards.shape[1]):
        changed += hazards[m, e] != hazards[m - 1, e]
    return changed == 0


@_compiled
def _tabulate(inputs, hazards, laws):  # type: ignore[no-untyped-def]
    """The laws of one month: per kind of origin and group, one for leaving each state, then one for each edge.

    An edge's law is its share among the edges not yet served, so that the last one takes whoever is left.
    """
    states = inputs.edge_of.size - 1
    for kind in range(inputs.open.shape[0]):
        for g in range(inputs.open.shape[1]):
            own = laws[kind, g]
            for s in range(states):
                whole, last = 0.0, -1
                for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
                    if inputs.open[kind, g, e] and hazards[e] > 0.0:
                        whole += hazards[e]
                        last = e
                _law(own[s], -math.expm1(-whole), -whole)
                rest = whole
                for e in range(inputs.edge_of[s], inputs.edge_of[s + 1]):
                    share = 0.0
                    if e == last:
                        share = 1.0
                    elif e < last and inputs.open[kind, g, e]:
                        share = min(1.0, hazards[e] / rest)
                        rest -= hazards[e]
                    _law(own[states + e], share, math.log1p(-min(share, 0.5)))


@_compiled
def _flow(x, inputs, key, laws, gain, left, brought):  # type: ignore[no-untyped-def]
    """Move everyone for one month under every policy; adds to ``brought`` whom a government brought home.

    Policies stand innermost: the same cell with the same number does much the same under each, which the processor
    learns to foresee.
    """
    edge_of, target, policy, states = inputs.edge_of, inputs.target, inputs.policy, x.shape[2]
    slots = states + target.size
    for c in range(x.shape[1]):
        kind, group = inputs.kind[c], inputs.group[c]
        for s in range(states):
            if edge_of[s] == edge_of[s + 1]:
                continue
            u = _uniform(key, c * slots + s)
            anyone = 0
            for p in range(x.shape[0]):
                left[p] = _drawn(x[p, c, s], laws[p, kind, group, s], u)
                gain[p, s] -= left[p]
                anyone += left[p]
            if anyone == 0:
                continue
            for e in range(edge_of[s], edge_of[s + 1]):
                u = _uniform(key, c * slots + states + e)
                for p in range(x.shape[0]):
                    gone = _drawn(left[p], laws[p, kind, group, states + e], u)
                    left[p] -= gone
                    gain[p, target[e]] += gone
                    if policy[e] and kind == 0:
                        brought[p] += gone
        for p in range(x.shape[0]):
            for s in range(states):
                x[p, c, s] += gain[p, s]
                gain[p, s] = 0


@_compiled
def _eligible(x, inputs, g):  # type: ignore[no-untyped-def]
    """Foreigners of group ``g`` whom a programme could take now."""
    people = 0
    for c in range(x.shape[0]):
        if inputs.group[c] == g and inputs.kind[c] == 0:
            for s in range(x.shape[1]):
                if inputs.take_to[g, s] >= 0:
                    people += x[c, s]
    return people


@_compiled
def _listed(x, inputs, p):  # type: ignore[no-untyped-def]
    """Foreigners of all groups that policy ``p`` takes, whom a programme could take now."""
    people = 0
    for g in inputs.order[p]:
        if g >= 0:
            people += _eligible(x, inputs, g)
    return people


@_compiled
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


@_compiled
def _programme(x, inputs, p, places, may_stay, key):  # type: ignore[no-untyped-def]
    """One month of a repatriation programme: (people taken, people due who found no place)."""
    due = max(0, _listed(x, inputs, p) - may_stay)
    quota = min(due, places)
    taken = 0
    for g in inputs.order[p]:
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


@_compiled
def _count(x, inputs, stock):  # type: ignore[no-untyped-def]
    for c in range(x.shape[0]):
        for s in range(x.shape[1]):
            stock[inputs.kind[c], inputs.group[c], s] += x[c, s]


@_compiled
def _trajectory(inputs, seed, t, work, stock, brought, waiting):  # type: ignore[no-untyped-def]
    """One trajectory under every policy, written into row t of ``stock``, ``brought`` and ``waiting``."""
    x, laws, gain, left, base, home = work
    policies = x.shape[0]
    own = _key(seed, t)
    for p in range(policies):
        home[p] = 0
        for c in range(x.shape[1]):
            for s in range(x.shape[2]):  # assigning whole arrays would add seconds to the compile
                x[p, c, s] = inputs.start[t, c, s]
        _count(x[p], inputs, stock[p, t, 0])
    for m in range(inputs.hazards.shape[2]):
        key = _key(own, m)
        for p in range(policies):
            if m == inputs.first[p]:
                base[p] = _listed(x[p], inputs, p)
            if m >= inputs.first[p]:
                may_stay = math.floor(base[p] * inputs.may_stay[p, m] + 1e-6)  # 480 * 17/24 is 340, not 339
                taken, late = _programme(x[p], inputs, p, inputs.places[p, t, m], may_stay, _key(key, 0))
                home[p] += taken
                waiting[p, t, m + 1] = late
            if m == 0 or not _same(inputs.hazards[p, t], m):
                _tabulate(inputs, inputs.hazards[p, t, m], laws[p])
        _flow(x, inputs, _key(key, 1), laws, gain, left, home)
        for p in range(policies):
            brought[p, t, m + 1] = home[p]
            _count(x[p], inputs, stock[p, t, m + 1])


@_kept
def _all(inputs, seed, stock, brought, waiting):  # type: ignore[no-untyped-def]
    kinds, groups, edges = inputs.open.shape
    policies = inputs.hazards.shape[0]
    trajectories, cells, states = inputs.start.shape
    work = (
        np.zeros((policies, cells, states), dtype=np.int64),
        np.zeros((policies, kinds, groups, states + edges, 4)),
        np.zeros((policies, states), dtype=np.int64),
        np.zeros(policies, dtype=np.int64),
        np.zeros(policies, dtype=np.int64),
        np.zeros(policies, dtype=np.int64),
    )
    for t in range(trajectories):
        _trajectory(inputs, seed, t, work, stock, brought, waiting)


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


def draw_binomial(n: int, p: float, u: Floats) -> Ints:
    """The ``u``-quantiles of a binomial law: the kernel's own sampler, open to be checked."""
    law = np.zeros(4)
    _law(law, p, math.log1p(-min(p, 0.5)))
    return np.asarray(_each(n, law, u), dtype=np.int64)


@_kept
def _each(n, law, u):  # type: ignore[no-untyped-def]
    drawn = np.zeros(u.size, dtype=np.int64)
    for i in range(u.size):
        drawn[i] = _drawn(n, law, u[i])
    return drawn
