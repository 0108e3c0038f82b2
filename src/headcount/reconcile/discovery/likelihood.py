"""How probable each claim is if a candidate is the truth.

A claim is *right* (the truth itself, or the truth rounded), *near* (off by a log-normal error of its source's size)
or *gross* (a slip of the pen, a number of some other object, or one from anywhere). Numbers are repeated, right or
wrong: the claims of one object are drawn from a Polya urn, in which one is new with weight ``alpha`` and repeats an
earlier one with weight 1 each. So two sources with the same distinctive number are right, or one had it from the other,
and hardly ever agree by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import gammaln, ndtr

from headcount.reconcile.discovery.table import Bools, Table
from headcount.values.estimates import Floats

LEAST = 1e-280


@dataclass(frozen=True, slots=True)
class Habits:
    """How sources go wrong."""

    kinds: Floats
    """(S, 3): chances of right, near, gross"""
    bias: Floats
    sd: Floats
    """(S,) each: mean and sd of the log error of a near claim"""
    gross: Floats
    """(3,): shares of slips of the pen, numbers of some other object, and numbers from anywhere among gross mistakes"""
    stray: Floats
    """(N,): density of the size of each claim among the sizes of all objects"""


@dataclass(frozen=True)
class Fit:
    """Pairs of candidates and claims under given habits; all (P,)."""

    right: Floats
    """chance that the source is right and prints this"""
    near: Floats
    slipped: Floats
    stray: Floats
    wild: Floats
    on: Bools
    """whether the claim is the candidate, to the last digit of the lattice"""
    fits: Bools
    """whether the claim counts as right up to rounding if the candidate is true"""

    @cached_property
    def log_chance(self) -> Floats:
        """Log of the chance that a source that does not repeat another prints this."""
        right = np.where(self.fits, self.right, 0.0)
        return np.asarray(np.log(np.maximum(right + self.near + self.slipped + self.stray + self.wild, LEAST)))


def fit(table: Table, habits: Habits, log_size: Floats) -> Fit:
    """``log_size`` (C,) is that of each candidate."""
    pairs = table.pairs
    claim, truth = pairs.claim, log_size[pairs.candidate]
    exact, heaped = table.heaped
    plain = np.where(table.range, 1.0, exact)
    source = table.source[claim]
    kinds = habits.kinds[source]
    low, high, low_round, high_round = table.edges
    sd, middle = habits.sd[source], truth + habits.bias[source]
    near = plain[claim] * _between((low[claim] - middle) / sd, (high[claim] - middle) / sd)
    rough = np.flatnonzero(heaped[claim] > 0.0)
    at, here = claim[rough], middle[rough]
    near[rough] += heaped[at] * _between((low_round[at] - here) / sd[rough], (high_round[at] - here) / sd[rough])
    width, width_round = table.widths
    spread = plain * width + heaped * width_round
    rounds = (low_round[claim] <= truth) & (truth <= high_round[claim])
    printed = np.where(pairs.same, plain[claim], 0.0) + np.where(rounds, heaped[claim], 0.0)
    on = ~table.range[claim] & (low[claim] <= truth) & (truth < high[claim])
    inside = table.range[claim] & rounds
    right = kinds[:, 0] * np.where(inside, 1.0, printed)
    wrong_near, gross = kinds[:, 1] * near, kinds[:, 2]
    slipped = gross * habits.gross[0] * pairs.slip
    stray = gross * habits.gross[1] * (spread * habits.stray)[claim]
    wild = gross * habits.gross[2] * (spread / table.reach)[claim]
    fits = pairs.same | (right > wrong_near + slipped + stray + wild)
    return Fit(right, wrong_near, slipped, stray, wild, on, fits)


def _between(low: Floats, high: Floats) -> Floats:
    """Standard normal probability between two ends, taken in the lower tail for accuracy."""
    flip = low > 0.0
    return np.asarray(ndtr(np.where(flip, -low, high)) - ndtr(np.where(flip, -high, low)))


def log_likelihood(table: Table, alpha: float, found: Fit, own: Bools) -> Floats:
    """(C,): log probability of all claims of its object, given each candidate.

    ``own`` (N,) is false for claims known to be copied, which say nothing of their own.
    """
    pairs = table.pairs
    counted = own[pairs.claim]
    logs = np.where(counted, found.log_chance, 0.0)
    many = np.add.reduceat(counted.astype(np.float64), pairs.run_starts)
    mean = np.exp(np.add.reduceat(logs, pairs.run_starts) / np.maximum(many, 1.0))
    sums = np.bincount(pairs.run_candidate, _urn(many, alpha * mean), minlength=len(pairs.slot))
    drawn = np.bincount(table.object[own], minlength=len(table.objects))[pairs.object]
    return np.asarray(sums - (gammaln(drawn + alpha) - gammaln(alpha)))


def _urn(many: Floats, weight: Floats) -> Floats:
    """log of w (w + 1) ... (w + many - 1)."""
    out = np.where(many > 0, np.log(weight), 0.0)
    again = many > 1
    out[again] += gammaln(many[again] + weight[again]) - gammaln(1.0 + weight[again])
    return np.asarray(out)
