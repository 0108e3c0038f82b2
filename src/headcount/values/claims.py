"""Claims: what many sources say about many separate numbers, and what is true of each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headcount.values.estimates import Interval


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's number for one object; ``lo`` and ``hi`` are equal unless the source gives a range."""

    object: str
    source: str
    lo: float
    hi: float


@dataclass(frozen=True, slots=True)
class Truth:
    """What is probably true of one object.

    ``value`` is a claimed number where claims agree well enough for one to stand out, the median otherwise.
    """

    object: str
    value: float
    interval: Interval
    probability: float
    """that ``value`` is right up to its own rounding; 0 where it is no claimed number"""
    claims: tuple[Claim, ...]
    p_right: tuple[float, ...]
    """that each claim is right up to its own rounding, in the order of ``claims``, which is by size"""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far one source can be trusted, learned over all objects."""

    source: str
    claims: int
    right: float
    """chance that a claim of it is right up to rounding"""
    near: float
    """chance that it is off by an error of the size of ``error``; the rest are gross mistakes"""
    error: float
    """sd of the log of an error that is not gross"""
    copies: str | None = None
    """the source that it probably copies"""
    p_copies: float = 0.0


@dataclass(frozen=True, slots=True)
class Discovery:
    """All truths in the order of the table, and every source, the one with most claims first."""

    truths: tuple[Truth, ...]
    sources: tuple[Reliability, ...]
    seed: int
    diagnostics: Mapping[str, float] = field(default_factory=dict)
