"""Claims as arrays: objects, sources, values on a lattice, and the pairs of candidate truths and claims.

Numbers stand on the lattice of the finest decimal that the table uses (whole numbers, mostly), in units of its step:
the probability of a coincidence can only be told where it is known how many numbers a source could have printed. Sizes
are compared as ``log(units + 1)``, so that zero is a number like any other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headcount.errors import InputError
from headcount.reconcile.discovery.slips import slip
from headcount.values.claims import Claim
from headcount.values.estimates import Floats, Ints

SLOTS = 6
"""Candidate truths of each object that nobody claimed, drawn anew in each sweep"""
_FINEST = 6
_LONGEST = 4
"""Significant digits up to which a printed number may be a rounded one"""
_FEW = 0.5
"""Prior count of numbers rounded to each length"""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """Claims (N) of sources (S) about objects (J), sorted by object and value.

    Candidates: first the claimed values of an object, then its slots. Pairs: each candidate with each claim of
    its object, in that order.
    """

    claims: tuple[Claim, ...]
    objects: tuple[str, ...]
    sources: tuple[str, ...]
    decimals: int
    """of the lattice: its step is one unit of the last of them"""
    lo: Floats
    hi: Floats
    """(N,) in lattice units"""
    object: Ints
    source: Ints
    group: Ints
    """(N,): which distinct value of its object"""

    def printed(self, units: float) -> float:
        """A number on the lattice in the units of the table."""
        return round(units / 10.0**self.decimals, self.decimals)

    @cached_property
    def range(self) -> Bools:
        """(N,): claims that give a range."""
        return np.asarray(self.hi > self.lo)

    @cached_property
    def size(self) -> Floats:
        """(N,): log size of each claim, the middle of a range."""
        return np.asarray(0.5 * (np.log1p(self.lo) + np.log1p(self.hi)))

    @cached_property
    def zeros(self) -> Ints:
        """(N,): zeros at the end of a number."""
        return np.array([_zeros(int(x)) for x in self.lo], dtype=np.int64)

    @cached_property
    def heaped(self) -> tuple[float, Floats]:
        """Share of exact numbers, and (N,) that of numbers rounded to the length of each claim, as counted here."""
        digits = np.array([len(str(int(x))) for x in self.lo])
        length = digits - self.zeros
        points = ~self.range
        share = np.zeros(_LONGEST + 1)
        for s in range(1, _LONGEST + 1):
            could = points & (digits > s)
            chance = (0.9 * 0.1 ** (digits[could] - s)).sum()
            share[s] = (max((length[could] == s).sum() - chance, 0.0) + _FEW) / (could.sum() + 10.0 * _FEW)
        share /= max(1.0, share.sum() / 0.95)
        each = np.where((self.zeros > 0) & (length <= _LONGEST), share[np.minimum(length, _LONGEST)], 0.0)
        return 1.0 - share.sum(), np.where(self.range, 0.0, each)

    @cached_property
    def edges(self) -> tuple[Floats, Floats, Floats, Floats]:
        """(N,) each: log sizes of the ends of a number as printed, and of what is rounded to it."""
        half = np.where(self.range, 0.0, 0.5)
        coarse = np.minimum(0.5 * 10.0**self.zeros, np.maximum(0.25 * self.lo, 0.5))
        coarse = np.where(self.range, 0.0, coarse)
        ends = (self.lo - half, self.hi + half, self.lo - coarse, self.hi + coarse)
        low, high, low_round, high_round = (np.log1p(np.maximum(x, -0.5)) for x in ends)
        return low, high, low_round, high_round

    @cached_property
    def widths(self) -> tuple[Floats, Floats]:
        """(N,) each: log lengths of a number as printed and of what is rounded to it, never lost to rounding errors."""
        low, high, low_round, high_round = self.edges
        least = 1.0 / (self.lo + 1.0)
        return np.where(self.lo > 1e6, np.maximum(high - low, least), high - low), np.maximum(
            high_round - low_round, least
        )

    @cached_property
    def reach(self) -> float:
        """Length of the log scale over which gross mistakes are spread."""
        return float(self.size.max() + math.log(10.0))

    @cached_property
    def starts(self) -> Ints:
        """(J,): first claim of each object."""
        return np.searchsorted(self.object, np.arange(len(self.objects)))

    @cached_property
    def counts(self) -> Ints:
        """(J,): claims of each object."""
        return np.bincount(self.object, minlength=len(self.objects))

    @cached_property
    def places(self) -> Ints:
        """(N,): place of each claim among those of its object."""
        return np.asarray(np.arange(len(self.claims)) - self.starts[self.object])

    @cached_property
    def pairs(self) -> Pairs:
        """Candidates and their pairs."""
        return _pairs(self)


@dataclass(frozen=True)
class Pairs:
    """Candidate truths (C) and pairs (P) of a candidate and a claim of its object."""

    object: Ints
    """(C,)"""
    first: Ints
    """(C,): a claim that claims this value, -1 for slots"""
    slot: Bools
    """(C,)"""
    object_starts: Ints
    """(J,): first candidate of each object"""
    candidate: Ints
    """(P,)"""
    claim: Ints
    """(P,)"""
    same: Bools
    """(P,): the claim is the candidate"""
    slip: Floats
    """(P,): probability that a slip leads from the candidate to the claim"""
    candidate_starts: Ints
    """(C,): first pair of each candidate"""
    run: Ints
    """(P,): runs of pairs whose claims have the same value"""
    run_starts: Ints
    run_candidate: Ints


def build(claims: Sequence[Claim]) -> Table:
    """Arrays of ``claims``; a claim that its source makes twice counts once.

    Raises
    ------
    InputError
        There is no claim, or one is no number of zero or more, or a range is upside down.
    """
    if not claims:
        raise InputError("the table has no claims; give at least one row with an object, a source and a value")
    for claim in claims:
        _check(claim)
    decimals = _decimals(claims)
    claims = tuple(dict.fromkeys(claims))
    objects = tuple(dict.fromkeys(claim.object for claim in claims))
    place = {name: j for j, name in enumerate(objects)}
    ordered = sorted(claims, key=lambda c: (place[c.object], c.lo, c.hi))
    sources = tuple(dict.fromkeys(claim.source for claim in claims))
    column = {name: s for s, name in enumerate(sources)}
    lo = np.round(np.array([c.lo for c in ordered]) * 10.0**decimals)
    hi = np.round(np.array([c.hi for c in ordered]) * 10.0**decimals)
    at = np.array([place[c.object] for c in ordered], dtype=np.int64)
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = (at[1:] != at[:-1]) | (lo[1:] != lo[:-1]) | (hi[1:] != hi[:-1])
    return Table(
        claims=tuple(ordered),
        objects=objects,
        sources=sources,
        decimals=decimals,
        lo=lo,
        hi=hi,
        object=at,
        source=np.array([column[c.source] for c in ordered], dtype=np.int64),
        group=np.cumsum(new) - 1,
    )


def _check(claim: Claim) -> None:
    said = f"{claim.lo:g}" if claim.lo == claim.hi else f"{claim.lo:g} to {claim.hi:g}"
    if not (0.0 <= claim.lo < math.inf and 0.0 <= claim.hi < math.inf):
        raise InputError(f"{claim.object}: {claim.source} claims {said}; a claim must be a number of zero or more")
    if claim.lo > claim.hi:
        raise InputError(f"{claim.object}: {claim.source} claims {said}, a range upside down; swap its ends")


def _decimals(claims: Sequence[Claim]) -> int:
    """The fewest decimals with which all numbers can be written."""
    ends = np.array([[c.lo, c.hi] for c in claims])
    for digits in range(_FINEST):
        units = ends * 10.0**digits
        if np.all(np.abs(units - np.round(units)) <= 1e-9 * np.maximum(1.0, units)):
            return digits
    return _FINEST


def _zeros(units: int) -> int:
    text = str(units)
    return len(text) - len(text.rstrip("0")) if units else 0


def _pairs(table: Table) -> Pairs:
    objects: list[int] = []
    first: list[int] = []
    for j, (start, count) in enumerate(zip(table.starts, table.counts, strict=True)):
        claims = range(start, start + count)
        atoms = [i for i in claims if not table.range[i] and (i == start or table.group[i] != table.group[i - 1])]
        objects += [j] * (len(atoms) + SLOTS)
        first += [*atoms, *([-1] * SLOTS)]
    owner, own = np.array(objects), np.array(first)
    counts = table.counts[owner]
    candidate = np.repeat(np.arange(len(owner)), counts)
    starts = np.cumsum(counts) - counts
    claim = np.arange(len(candidate)) - starts[candidate] + table.starts[owner][candidate]
    same = (own[candidate] >= 0) & (table.group[claim] == table.group[own[candidate]])
    new = np.ones(len(candidate), dtype=bool)
    new[1:] = (candidate[1:] != candidate[:-1]) | (table.group[claim[1:]] != table.group[claim[:-1]])
    run_starts = np.flatnonzero(new)
    return Pairs(
        object=owner,
        first=own,
        slot=own < 0,
        object_starts=np.searchsorted(owner, np.arange(len(table.objects))),
        candidate=candidate,
        claim=claim,
        same=same,
        slip=_slips(table, own, candidate, claim),
        candidate_starts=starts,
        run=np.cumsum(new) - 1,
        run_starts=run_starts,
        run_candidate=candidate[run_starts],
    )


def _slips(table: Table, own: Ints, candidate: Ints, claim: Ints) -> Floats:
    out = np.zeros(len(candidate))
    points = (own[candidate] >= 0) & ~table.range[claim]
    for p in np.flatnonzero(points):
        out[p] = slip(int(table.lo[claim[p]]), int(table.lo[own[candidate[p]]]))
    return out
