"""Backtests: what would have been projected on past days, against what was reported later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headcount.values.estimates import Interval


@dataclass(frozen=True, slots=True)
class Check:
    """One number reported later, and what had been projected for it."""

    day: str
    """ISO day on which the projection started"""
    figures: tuple[str, ...]
    """ids of the figures that report it, echoes of one another"""
    select: Mapping[str, tuple[str, ...]]
    at: str
    """ISO day it speaks of"""
    value: float
    projected: Interval
    """of the reported number: people projected, with the error of such a report"""
    crps: float
    """continuous ranked probability score of the log, smaller is better"""
    last: float | None
    """the last number reported for the same people by then; ``None``: nobody had"""
    last_crps: float | None
    """score of taking that number, with the error of its report"""

    @property
    def in50(self) -> bool:
        """Whether the number lies in the central 50 % interval."""
        return self.projected.low50 <= self.value <= self.projected.high50

    @property
    def in90(self) -> bool:
        """Whether the number lies in the central 90 % interval."""
        return self.projected.low90 <= self.value <= self.projected.high90


@dataclass(frozen=True, slots=True)
class Score:
    """All checks of one starting day, or of all days together."""

    day: str | None
    """``None``: all days"""
    documents: int
    """published by then"""
    figures: int
    """that the estimate of that day used"""
    checks: int
    in50: float
    in90: float
    crps: float
    """mean over all checks"""
    with_last: int
    """checks of people for whom somebody had reported a number before"""
    crps_with_last: float | None
    """mean over those"""
    last_crps: float | None
    """mean of taking the last known number"""


@dataclass(frozen=True, slots=True)
class Backtest:
    """The scores by starting day, then of all."""

    scores: tuple[Score, ...]
    checks: tuple[Check, ...]
    seed: int
    digest: str
