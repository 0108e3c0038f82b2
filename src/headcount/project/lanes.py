"""What the model of ``months.py`` does to many cells at a time: drawing, sharing out, chances from hazards.

A lane is one cell of one trajectory. ``abreast.py`` and ``compiled.py`` do the same with the same arithmetic in
compiled loops.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headcount.project.arithmetic import (
    LONGEST,
    MOST,
    NORMAL_FROM,
    by_expansion,
    exp,
    gone,
    log_rest,
    normal_quantile,
    uniform,
)
from headcount.project.inputs import Decisions, Inputs, Words
from headcount.values.estimates import Floats


def draw(n: Floats, p: Floats, keys: Words, step: Any) -> Floats:
    """How many of ``n`` move with chance ``p``, all of one shape; each lane draws from its own stream."""
    out = np.zeros(n.shape)
    some = np.nonzero((n > 0.0) & (p > 0.0))
    if some[0].size:
        out[some] = binomial_quantile(n[some], p[some], uniform(keys[some], step))
    return out


def binomial_quantile(n: Floats, p: Floats, u: Floats) -> Floats:
    """The ``u``-quantiles of binomial laws; all of shape (lanes,), ``u`` between 0 and 1.

    With the same u more chance never moves fewer (Devroye 1986, chapter II.2), but for one person where inversion
    hands over to the expansion. That is what makes policies comparable trajectory by trajectory.
    """
    other = p > 0.5
    rare, v = np.where(other, 1.0 - p, p), np.where(other, 1.0 - u, u)
    mean = n * rare
    k = np.zeros(n.size)
    # Bernoulli's inequality: (1-p)^n is no smaller than 1-np, so below that the rarer thing happens to nobody
    few = np.flatnonzero((mean < NORMAL_FROM) & (v > 1.0 - mean))
    k[few] = _by_inversion(n[few], rare[few], v[few])
    many = np.flatnonzero(mean >= NORMAL_FROM)
    k[many] = by_expansion(n[many], rare[many], normal_quantile(v[many]))
    return np.where(other, n - k, k)


def _by_inversion(n: Floats, rare: Floats, v: Floats) -> Floats:
    """Binomial quantiles by adding up the law from nobody on."""
    chance = exp(n * log_rest(rare))
    odds = rare / (1.0 - rare)
    below, k = chance.copy(), np.zeros(n.size)
    for i in range(LONGEST):
        on = (v > below) & (k < n)
        if not on.any():
            break
        chance = chance * (odds * (n - i)) * (1.0 / (i + 1.0))
        below = below + chance
        k = k + on
    return k


def share_out(quota: Floats, sizes: Floats, offset: Floats) -> Floats:
    """Take ``quota`` people of each trajectory, every cell and row by its size: systematic sampling (Madow 1949).

    ``sizes`` has shape (rows, trajectories, cells), ``quota`` and ``offset`` (trajectories,); no quota is larger than
    the sizes of its trajectory together. Returns the people taken, of the shape of ``sizes``.
    """
    rows, trajectories, cells = sizes.shape
    own = sizes.transpose(1, 2, 0).reshape(trajectories, -1)
    passed = own.cumsum(axis=1)
    pool, whole = passed[:, -1:], quota[:, None]
    upto = np.floor(whole * (passed / np.maximum(pool, 1.0)) + offset[:, None])
    upto = np.where(passed == pool, whole, upto)
    before = np.zeros_like(upto)
    before[:, 1:] = upto[:, :-1]
    taken = np.minimum(np.maximum(upto - before, 0.0), own)
    return np.asarray(taken.reshape(trajectories, cells, rows).transpose(2, 0, 1))


def chances(inputs: Inputs, decisions: Decisions, begin: int, m: int, leave: Floats, split: Floats) -> None:
    """Monthly chances of the lanes to leave each state, and to take each edge if they have taken none before it.

    ``leave`` has shape (states, trajectories, cells), ``split`` (edges, trajectories, cells). Trajectories for which
    nothing has changed since the month before are left as they are.
    """
    here = np.arange(begin, begin + leave.shape[1])
    new_year = m % 12 == 0 and inputs.drift.size + inputs.lumps.size > 0
    if m and not new_year:
        here = here[decisions.active[here, m] != decisions.active[here, m - 1]]
    if not here.size:
        return
    h = inputs.hazards[here]
    if inputs.drift.size:
        h = h * inputs.drift[here, m // 12, :, None]
    if inputs.lumps.size:
        h = np.where(inputs.policy[:, None], h * inputs.lumps[here, None, m // 12], h)
    for k in range(decisions.adds.size):
        on = (decisions.active[here, m] >> np.uint64(k)) & np.uint64(1) == 1
        where = on[:, None] & decisions.cells[k]
        if where.any():
            _modify(inputs, decisions, k, np.broadcast_to(decisions.value[k, here, None], where.shape), where, h)
    rows = here - begin
    for s in range(inputs.edge_of.size - 1):
        tail = np.zeros((here.size, inputs.group.size))
        for e in range(inputs.edge_of[s + 1] - 1, inputs.edge_of[s] - 1, -1):
            tail = tail + h[:, e]
            split[e, rows] = h[:, e] / np.maximum(tail, 1e-300)
        leave[s, rows] = gone(np.minimum(tail, MOST))


def _modify(inputs: Inputs, decisions: Decisions, k: int, value: Floats, where: Any, h: Floats) -> None:
    """Let modifier ``k`` act on the hazards ``h`` (trajectories, edges, cells) of the cells ``where``.

    What is added to a state's edges is spread over them by their own hazards, or evenly where these are nothing.
    """
    chosen = np.flatnonzero(decisions.edges[k])
    if not decisions.adds[k]:
        for e in chosen:
            h[:, e] = np.where(where, h[:, e] * value, h[:, e])
        return
    for s in np.unique(inputs.source[chosen]):
        own = [e for e in chosen if inputs.source[e] == s]
        total, ways = np.zeros(value.shape), np.zeros(value.shape[1])
        for e in own:
            total, ways = total + h[:, e], ways + inputs.open[e]
        for e in own:
            share = np.where(total > 0.0, h[:, e] / np.maximum(total, 1e-300), 1.0 / np.maximum(ways, 1.0))
            h[:, e] = np.where(where & inputs.open[e], h[:, e] + value * share, h[:, e])
