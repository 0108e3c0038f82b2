"""Estimates: joint draws over the leaf cells of the account, and what each figure did to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Median with central 50 % and 90 % intervals, in people (or a fraction, for shares)."""

    median: float
    low50: float
    high50: float
    low90: float
    high90: float


@dataclass(frozen=True, slots=True)
class Pull:
    """How far a figure, a source or an echo cluster moves an answer: what would change without it."""

    figures: tuple[str, ...]
    shift: float
    """median with them over median without them"""
    narrowing: float
    """width of the 90 % interval (of the log) with them over that without them"""


@dataclass(frozen=True, slots=True)
class Series:
    """One answer through time: ``ends`` has shape (len(days), 5): low90, low50, median, high50, high90."""

    days: tuple[str, ...]
    ends: Floats


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure nobody has reported that would narrow an answer."""

    answer: str
    """id of the answer"""
    label: str
    """the population in words"""
    select: Mapping[str, tuple[str, ...]]
    at: str
    narrowing: float
    """width of the answer's 90 % interval with a good count of it, over the width now"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The estimate of one population."""

    id: str
    label: str
    select: Mapping[str, tuple[str, ...]]
    interval: Interval
    figures: tuple[str, ...]
    """ids of the figures that speak of these very cells or share cells with them, strongest first"""
    origins: float
    """effective number of independent sources behind ``figures``"""
    prior_only: float
    """share of the answer's variance (of the log) that is prior: near 1 = no evidence"""
    measure: str = "stock"
    at: str | None = None
    since: str | None = None
    """as in the question"""
    pulls: tuple[Pull, ...] = ()
    """strongest first"""
    series: Series | None = None
    bounds: tuple[float, float | None] | None = None
    """what the identities and hard bounds alone imply, without the model; ``None`` above: no ceiling"""


@dataclass(frozen=True, slots=True)
class Term:
    """One likelihood term: a cluster of figures that echo one another."""

    figures: tuple[str, ...]
    """ids; the first is the one that said it first"""
    select: Mapping[str, tuple[str, ...]]
    base: Mapping[str, tuple[str, ...]] | None
    """the population a share is of"""
    value: float
    sd: float
    """sd of the log: hedge, rounding and date together"""
    bound: str
    """two_sided, at_least, at_most or part_of"""
    p_wrong: float
    fitted: Interval
    """what the estimate says of the figure's own population (or share)"""
    others: Interval | None
    """what the other figures imply, without this one; None when nothing else speaks of it"""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures that do not go together, and by how much one must give."""

    figures: tuple[str, ...]
    kind: str
    """rival: the same population, different numbers; bound: a part larger than its whole; outlier"""
    factor: float
    """how many times larger one is than what the others allow: to keep it, one of them must be wrong by this factor"""
    select: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unused:
    """A figure that does not enter the account, and why."""

    figure: str
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Joint posterior of the account.

    ``draws`` has shape (draws, origins, groups, states): whole people as non-negative integers.
    """

    axes: tuple[tuple[str, tuple[str, ...]], ...]
    """("origin", leaves), ("group", leaves), ("state", leaves)"""
    draws: Ints
    answers: tuple[Answer, ...]
    terms: tuple[Term, ...]
    conflicts: tuple[Conflict, ...]
    unused: tuple[Unused, ...]
    silent: tuple[Answer, ...]
    """populations of interest about which no figure speaks: prior only"""
    seed: int
    digest: str
    """of the inputs: figures, case, engine"""
    diagnostics: Mapping[str, float] = field(default_factory=dict)
    hazards: Floats = field(default_factory=lambda: np.zeros((0, 0, 0, 0)))
    """yearly hazards on the day of the case, shape (draws, origins, groups, transitions of the case in their order);
    empty where the account has no movement"""
    wanted: tuple[Wanted, ...] = ()
    """the figures that would help most, best first"""
