"""Joint draws of all truths and of what is learned about the sources.

Given the habits of sources all objects are independent, so one sweep draws every truth at once. An object's truth is
one of the claimed values, each weighed exactly, or a number nobody claimed: for those, a few fresh proposals compete
with the present one (iterated sampling importance resampling, Andrieu, Doucet and Holenstein 2010), so that no grid is
needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headcount.reconcile.discovery.copies import SUSPECT, Copying, Couple
from headcount.reconcile.discovery.habits import Learned
from headcount.reconcile.discovery.likelihood import LEAST, Fit, fit, log_likelihood
from headcount.reconcile.discovery.table import SLOTS, Bools, Table
from headcount.values.estimates import Floats, Ints

_WIDER = 1.0
"""Sd of the log of the widest proposals"""


@dataclass(frozen=True, slots=True)
class Chain:
    """What one chain kept. ``K`` sweeps, ``J`` objects."""

    atoms: Floats
    """(C,): mean probability of each claimed value; 0 for slots"""
    sizes: Floats
    """(K, J): log size of an unclaimed truth in each sweep"""
    unclaimed: Floats
    """(K, J): probability that the truth is unclaimed in each sweep"""
    right: Floats
    """(N,): mean probability that each claim is right up to rounding"""
    kinds: Floats
    """(S, 3)"""
    sd: Floats
    """(S,): geometric mean"""
    models: dict[tuple[int, int], float]
    """share of sweeps in which one source copies another"""
    score: float
    """mean log probability of all claims and of who copies whom, less a log of its own claims for each source"""


def run(
    table: Table, couples: list[list[Couple]], rng: np.random.Generator, *, burn: int, keep: int, suspect: bool
) -> Chain:
    """One chain of ``burn`` + ``keep`` sweeps.

    Who copies whom cannot be found by small steps, so it depends on the start: with ``suspect`` every source is
    likely to copy until the warm-up is over, without it nobody does until its middle.
    """
    chain = _Sweeps(table, couples, rng)
    if suspect:
        chain.copying.prior = SUSPECT
    for n in range(burn):
        chain.sweep(copying=suspect or n > burn / 2)
    chain.copying.trust()
    total = _Totals(table)
    for _ in range(keep):
        chain.sweep()
        total.add(chain)
    return total.chain(keep)


class _Sweeps:
    """The state of one chain."""

    def __init__(self, table: Table, couples: list[list[Couple]], rng: np.random.Generator) -> None:
        self.table, self.rng = table, rng
        self.learned = Learned(rng, len(table.sources))
        self.learned.start(table.size)
        self.copying = Copying(rng, couples, np.ones(len(table.claims), dtype=bool))
        pairs = table.pairs
        self.log_size = np.where(pairs.slot, 0.0, table.size[pairs.first])
        self.now: Floats | None = None
        self.score = 0.0
        self.probability: Floats = np.zeros(len(pairs.slot))
        self.unclaimed_size: Floats = np.zeros(len(table.objects))
        self.p_right: Floats = np.zeros(len(table.claims))

    def sweep(self, *, copying: bool = True) -> None:
        """Who copies whom and truths given habits, then habits given truths."""
        pairs = self.table.pairs
        base = -self._propose() + self.learned.log_prior(self.log_size)
        found = fit(self.table, self.learned.habits(self.table.size), self.log_size)
        base[self._claimed(found)] = -np.inf

        def weights(own: Bools) -> Floats:
            return np.asarray(base + log_likelihood(self.table, self.learned.alpha, found, own))

        if copying and self.copying.couples:
            self.copying.learn(lambda own: _log_sums(weights(own), pairs.object_starts), self.table.object)
        weight = weights(self.copying.own)
        self.score = self._score(weight)
        p = np.exp(weight - np.maximum.reduceat(weight, pairs.object_starts)[pairs.object])
        self.probability = p / np.add.reduceat(p, pairs.object_starts)[pairs.object]
        unclaimed = np.where(pairs.slot, np.maximum(p, LEAST), 0.0)
        self.unclaimed_size = self.log_size[_pick(unclaimed, pairs.object_starts, self.rng)]
        chosen = _pick(p, pairs.object_starts, self.rng)
        self.now = np.where(pairs.slot[chosen], self.log_size[chosen], np.nan)
        self._learn(found, chosen)

    def _score(self, weight: Floats) -> float:
        """``weight`` (C,) is the log probability of each candidate and of the claims given it."""
        own = self.copying.own
        claims = np.bincount(self.table.source[own], minlength=len(self.table.sources))
        marginal = _log_sums(weight, self.table.pairs.object_starts).sum()
        return float(marginal + self.copying.log_prior - np.log1p(claims).sum())

    def _propose(self) -> Floats:
        """Fresh slots, the first of an object the present truth where it is unclaimed; minus log of their density.

        Claimed values get the log of the lattice step instead: the measure in which their prior is taken.
        """
        table, pairs = self.table, self.table.pairs
        slots = np.flatnonzero(pairs.slot)
        owner = pairs.object[slots]
        spread = self.learned.spread
        pick = table.starts[owner] + (self.rng.random(len(owner)) * table.counts[owner]).astype(np.int64)
        wide = np.where(self.rng.random(len(owner)) < 0.3, _WIDER, spread)
        self.log_size[slots] = table.size[pick] + wide * self.rng.standard_normal(len(owner))
        if self.now is not None:
            stay = np.flatnonzero(~np.isnan(self.now))
            self.log_size[pairs.object_starts[stay] + self._atoms[stay]] = self.now[stay]
        log_q = np.empty(len(self.log_size))
        atoms = np.flatnonzero(~pairs.slot)
        log_q[atoms] = -np.log(table.widths[0][pairs.first[atoms]])
        log_q[slots] = np.log(SLOTS) + self._log_q(slots, spread)
        return log_q

    def _claimed(self, found: Fit) -> Ints:
        """Slots on a claimed number, which has its own candidate."""
        pairs = self.table.pairs
        on = pairs.slot[pairs.candidate] & found.on
        return np.unique(pairs.candidate[on])

    @property
    def _atoms(self) -> Ints:
        """(J,): claimed values of each object; its slots come behind."""
        starts = self.table.pairs.object_starts
        return np.diff(np.append(starts, len(self.table.pairs.slot))) - SLOTS

    def _log_q(self, slots: Ints, spread: float) -> Floats:
        table, pairs = self.table, self.table.pairs
        z = table.size[pairs.claim] - self.log_size[pairs.candidate]
        density = 0.7 * np.exp(-0.5 * (z / spread) ** 2) / spread + 0.3 * np.exp(-0.5 * (z / _WIDER) ** 2) / _WIDER
        mean = np.add.reduceat(density, pairs.candidate_starts) / table.counts[pairs.object]
        return np.asarray(np.log(np.maximum(mean[slots], 1e-300) / np.sqrt(2.0 * np.pi)))

    def _learn(self, found: Fit, chosen: Ints) -> None:
        table, learned = self.table, self.learned
        rows = table.pairs.candidate_starts[chosen][table.object] + table.places
        right = np.where(found.fits[rows], found.right[rows], 0.0)
        ways = (right, found.near[rows], found.slipped[rows], found.stray[rows], found.wild[rows])
        steps = np.cumsum(ways, axis=0)
        self.p_right = right / np.maximum(steps[-1], LEAST)
        kind = (self.rng.random(len(right)) * steps[-1] >= steps[:-1]).sum(axis=0)
        new = self._new(learned.alpha * steps[-1])
        sources = len(table.sources)
        counts = np.array(
            [np.bincount(table.source[new & k], minlength=sources) for k in (kind == 0, kind == 1, kind > 1)]
        )
        learned.learn_kinds(counts.T.astype(np.float64))
        truth = self.log_size[chosen]
        near = np.flatnonzero(new & (kind == 1))
        learned.learn_errors(table.source[near], table.size[near] - truth[table.object[near]])
        free = table.pairs.slot[chosen]
        free[table.object[kind == 0]] = False
        self._shift(free, near, truth)
        learned.learn_gross(np.bincount(kind[new & (kind > 1)] - 2, minlength=3).astype(np.float64))
        learned.learn_sizes(truth)
        drawn = np.bincount(table.object[self.copying.own], minlength=len(table.objects))
        learned.learn_repeats(drawn.astype(np.float64), float(new.sum()))

    def _shift(self, free: Bools, near: Ints, truth: Floats) -> None:
        """Moves all unclaimed truths up and all biases down, or the other way, which single draws do too slowly.

        ``free`` (J,) are the objects that move, ``near`` the near claims, ``truth`` (J,) the log sizes.
        """
        table, learned = self.table, self.learned
        source = table.source[near]
        seen = np.unique(source)
        stay = ~free[table.object[near]]
        left = (table.size[near] - truth[table.object[near]] - learned.bias[source])[stay]
        weight = learned.sd[source][stay] ** -2.0
        precision = len(seen) / learned.lean**2 + weight.sum()
        if not free.any() or precision == 0.0:
            return
        mean = (learned.bias[seen].sum() / learned.lean**2 - (weight * left).sum()) / precision
        by = mean + self.rng.standard_normal() / np.sqrt(precision)
        gain = learned.log_prior(truth[free] + by) - learned.log_prior(truth[free])
        if np.log(self.rng.random()) < gain.sum():
            truth[free] += by
            learned.bias[seen] -= by
            assert self.now is not None
            self.now[free] = truth[free]

    def _new(self, weight: Floats) -> Bools:
        """(N,): claims that repeat no other of their object, in an order drawn anew; ``weight`` is of a new one."""
        table, own = self.table, self.copying.own
        order = np.lexsort((self.rng.random(len(own)), table.group))
        mine = own[order].astype(np.int64)
        earlier = np.cumsum(mine) - mine
        start = np.searchsorted(table.group[order], table.group[order])
        earlier -= earlier[start]
        new = np.zeros(len(own), dtype=bool)
        draws = self.rng.random(len(own))
        new[order] = own[order] & (draws * (weight[order] + earlier) <= weight[order])
        return new


class _Totals:
    """Sums over kept sweeps."""

    def __init__(self, table: Table) -> None:
        self.slot = table.pairs.slot
        self.starts = table.pairs.object_starts
        self.atoms = np.zeros(len(self.slot))
        self.right = np.zeros(len(table.claims))
        self.kinds = np.zeros((len(table.sources), 3))
        self.log_sd = np.zeros(len(table.sources))
        self.sizes: list[Floats] = []
        self.unclaimed: list[Floats] = []
        self.models: dict[tuple[int, int], float] = {}
        self.score = 0.0

    def add(self, chain: _Sweeps) -> None:
        """One more sweep."""
        self.score += chain.score
        self.atoms += np.where(self.slot, 0.0, chain.probability)
        self.right += chain.p_right
        self.kinds += chain.learned.kinds
        self.log_sd += np.log(chain.learned.sd)
        self.sizes.append(chain.unclaimed_size)
        self.unclaimed.append(np.add.reduceat(np.where(self.slot, chain.probability, 0.0), self.starts))
        for couple in chain.copying.chosen.values():
            key = couple.source, couple.model
            self.models[key] = self.models.get(key, 0.0) + 1.0

    def chain(self, n: int) -> Chain:
        """Means over ``n`` sweeps."""
        return Chain(
            atoms=self.atoms / n,
            sizes=np.array(self.sizes),
            unclaimed=np.array(self.unclaimed),
            right=self.right / n,
            kinds=self.kinds / n,
            sd=np.exp(self.log_sd / n),
            models={key: count / n for key, count in self.models.items()},
            score=self.score / n,
        )


def _log_sums(logs: Floats, starts: Ints) -> Floats:
    """log of the sum of exp over each run."""
    top = np.maximum.reduceat(logs, starts)
    lengths = np.diff(np.append(starts, len(logs)))
    return np.asarray(top + np.log(np.add.reduceat(np.exp(logs - np.repeat(top, lengths)), starts)))


def _pick(weight: Floats, starts: Ints, rng: np.random.Generator) -> Ints:
    """One index of each run that begins at ``starts``, with chances in proportion to ``weight``."""
    total = np.add.reduceat(weight, starts)
    share = weight / np.repeat(total, np.diff(np.append(starts, len(weight))))
    ends = np.cumsum(share)
    before = np.arange(len(starts), dtype=np.float64)
    picked = np.searchsorted(ends, before + rng.random(len(starts)), side="right")
    last = np.append(starts[1:], len(weight)) - 1
    return np.asarray(np.clip(picked, starts, last))
