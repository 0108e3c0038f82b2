"""Digits from the interval's width: a number is never printed more precisely than it is known.

3,140 people with a 90 % interval of 2,000 to 4,900 is printed 3,100.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from headcount.values.estimates import Interval

SD_IN_90 = 3.29
"""width of a central 90 % interval of a normal distribution, in standard deviations"""
SMALLEST_PUBLISHED = 10
"""estimated cells below this are not published unless a source printed the number itself"""


@dataclass(frozen=True, slots=True)
class Rounded:
    """One number and the unit of its last printed digit."""

    value: float
    step: float
    hidden: bool = False
    """below :data:`SMALLEST_PUBLISHED` and printed by no source: shown as "under 10" """


@dataclass(frozen=True, slots=True)
class RoundedInterval:
    """An interval whose five numbers are ready to print."""

    median: Rounded
    low50: Rounded
    high50: Rounded
    low90: Rounded
    high90: Rounded


def step_of(low90: float, high90: float, *, whole: bool = True) -> float:
    """Unit of the last digit worth printing: the largest power of ten within half a standard deviation.

    Rounding to it adds at most one part in 48 to the variance (Sheppard 1898: a step squared over 12).

    Parameters
    ----------
    low90, high90
        Ends of the central 90 % interval.
    whole
        True for counts: people do not come in parts, so the step is at least 1.
    """
    sd = abs(high90 - low90) / SD_IN_90
    smallest = 1.0 if whole else 0.0
    if not math.isfinite(sd) or sd <= 0:
        return smallest or 1e-2
    return max(10.0 ** math.floor(math.log10(sd / 2) + 1e-9), smallest)


def to_step(value: float, step: float) -> Rounded:
    """``value`` to the nearest ``step``, keeping its first digit: 12 in steps of 100 is 10, never 0."""
    if value == 0 or not math.isfinite(value):
        return Rounded(value, step)
    first = 10.0 ** math.floor(math.log10(abs(value)))
    kept = min(step, first) if step >= 1 and abs(value) >= 1 else step
    return Rounded(round(value / kept) * kept, kept)


def counts(interval: Interval, *, printed_by_a_source: bool = True) -> RoundedInterval:
    """The interval in whole people; small cells are hidden unless a source printed them."""
    step = step_of(interval.low90, interval.high90)

    def one(value: float) -> Rounded:
        rounded = to_step(value, step)
        small = 0 < rounded.value < SMALLEST_PUBLISHED
        return Rounded(rounded.value, rounded.step, hidden=small and not printed_by_a_source)

    return _each(interval, one)


def amounts(interval: Interval) -> RoundedInterval:
    """The interval of a quantity that is not people: fractions, years, money, rates."""
    step = step_of(interval.low90, interval.high90, whole=False)
    return _each(interval, lambda value: to_step(value, step))


def chance(share: float, draws: int) -> Rounded:
    """A probability counted over ``draws``, in percent, in steps no finer than its sampling error."""
    error = 100 * math.sqrt(share * (1 - share) / max(draws, 1))
    return to_step(100 * share, next((step for step in (1.0, 5.0) if step >= error), 10.0))


def _each(interval: Interval, one: Callable[[float], Rounded]) -> RoundedInterval:
    return RoundedInterval(
        one(interval.median), one(interval.low50), one(interval.high50), one(interval.low90), one(interval.high90)
    )
