"""From draws to answers: the most probable value of each object, its interval, and what sources are worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headcount.reconcile.discovery import copies, sampler
from headcount.reconcile.discovery.sampler import Chain
from headcount.reconcile.discovery.table import Table, build
from headcount.values.claims import Claim, Discovery, Reliability, Truth
from headcount.values.estimates import Floats, Interval

CHAINS = 4
_BURN = 100
_KEEP = 200
_CLAIMED = 0.25
"""Probability that any claimed number is right, above which one of them is the answer"""
_TIED = 0.8
"""Claimed numbers this near to the most probable one are as good; the lowest is taken, which claims nobody unseen"""
_COPIES = 0.5
"""Probability above which a source is said to copy another"""
_LEVELS = (0.5, 0.25, 0.75, 0.05, 0.95)


def discover(claims: Sequence[Claim], *, seed: int) -> Discovery:
    """What is probably true of each object, and how far each source can be trusted.

    Objects share nothing but sources: which are right is learned from how they agree elsewhere, on all objects at once
    (truth discovery; the model is explained in ``likelihood``, ``habits`` and ``copies``).

    Parameters
    ----------
    claims
        In any order; a source may speak of an object more than once.
    seed
        Of every random number; the same claims and seed give the same answer.

    Returns
    -------
    Discovery
        Truths in the order in which objects first occur.

    Raises
    ------
    InputError
        There is no claim, or one is no number of zero or more, or a range is upside down.
    """
    table = build(claims)
    couples = copies.couples(table)
    seeds = np.random.SeedSequence(seed).spawn(CHAINS)
    chains = _likely(
        [
            sampler.run(
                table, couples, np.random.default_rng(s), burn=_BURN, keep=_KEEP, suspect=bool(k % 2 and couples)
            )
            for k, s in enumerate(seeds)
        ]
    )
    atoms = np.mean([chain.atoms for chain in chains], axis=0)
    right = np.mean([chain.right for chain in chains], axis=0)
    apart = np.max([np.abs(chain.atoms - atoms).max() for chain in chains])
    return Discovery(
        truths=tuple(_truth(table, chains, atoms, right, j) for j in range(len(table.objects))),
        sources=_sources(table, chains),
        seed=seed,
        diagnostics={"chains": float(len(chains)), "sweeps": float(_KEEP), "apart": float(apart)},
    )


def _likely(chains: list[Chain]) -> list[Chain]:
    """All chains, or those of one start where the starts differ in who copies whom and one is likelier throughout."""
    starts = chains[0::2], chains[1::2]
    pairs = sorted({pair for chain in chains for pair in chain.models})
    shares = np.array([[np.mean([c.models.get(pair, 0.0) for c in start]) for pair in pairs] for start in starts])
    if not pairs or np.abs(shares[0] - shares[1]).max() < _COPIES:
        return chains
    trusting, suspecting = ([c.score for c in start] for start in starts)
    if min(suspecting) > max(trusting):
        return starts[1]
    return starts[0] if min(trusting) > max(suspecting) else chains


def _truth(table: Table, chains: Sequence[Chain], atoms: Floats, right: Floats, j: int) -> Truth:
    pairs = table.pairs
    end = pairs.object_starts[j + 1] if j + 1 < len(table.objects) else len(pairs.slot)
    mine = np.arange(pairs.object_starts[j], end)
    mine = mine[~pairs.slot[mine]]
    free = np.concatenate([chain.unclaimed[:, j] for chain in chains])
    sizes = np.concatenate([chain.sizes[:, j] for chain in chains])
    numbers = table.lo[pairs.first[mine]]
    values = np.concatenate([numbers, np.maximum(np.round(np.expm1(sizes)), 0.0)])
    ends = _quantiles(values, np.concatenate([atoms[mine], free / len(free)]))
    best, probability = _best(atoms[mine], right[pairs.first[mine]])
    here = slice(table.starts[j], table.starts[j] + table.counts[j])
    return Truth(
        object=table.objects[j],
        value=table.printed(float(ends[0]) if best is None else float(numbers[best])),
        interval=Interval(*(table.printed(float(x)) for x in ends)),
        probability=probability,
        claims=table.claims[here],
        p_right=tuple(float(x) for x in right[here]),
    )


def _best(exact: Floats, rounded: Floats) -> tuple[int | None, float]:
    """Which of the claimed numbers, in ascending order, is the answer, and how probably; ``None``: none of them.

    ``exact`` is how probably each is the truth itself, ``rounded`` the truth up to its own rounding.
    """
    for chance in (exact, rounded):
        if len(chance) and chance.sum() >= _CLAIMED:
            best = int(np.flatnonzero(chance >= _TIED * chance.max())[0])
            return best, float(rounded[best])
    return None, 0.0


def _quantiles(values: Floats, weights: Floats) -> Floats:
    """Of a weighted sample: median, 25, 75, 5 and 95 %."""
    order = np.argsort(values)
    ends = np.cumsum(weights[order])
    at = np.searchsorted(ends, np.array(_LEVELS) * ends[-1])
    return np.asarray(values[order][np.minimum(at, len(values) - 1)])


def _sources(table: Table, chains: Sequence[Chain]) -> tuple[Reliability, ...]:
    kinds = np.mean([chain.kinds for chain in chains], axis=0)
    sd = np.exp(np.mean([np.log(chain.sd) for chain in chains], axis=0))
    counts = np.bincount(table.source, minlength=len(table.sources))
    models: dict[int, dict[int, float]] = {}
    for chain in chains:
        for (source, model), share in chain.models.items():
            of = models.setdefault(source, {})
            of[model] = of.get(model, 0.0) + share / len(chains)
    found = []
    for s in sorted(range(len(counts)), key=lambda s: (-counts[s], s)):
        of = models.get(s, {})
        copying = sum(of.values())
        found.append(
            Reliability(
                source=table.sources[s],
                claims=int(counts[s]),
                right=float(kinds[s, 0]),
                near=float(kinds[s, 1]),
                error=float(sd[s]),
                copies=table.sources[max(of, key=lambda m: of[m])] if copying >= _COPIES else None,
                p_copies=copying,
            )
        )
    return tuple(found)
