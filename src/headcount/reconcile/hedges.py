"""What a printed number and its hedge say about the true number: a middle, an error, and a side."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from headcount.reconcile.tables import number, rows
from headcount.values.figures import Figure

SMALL_COUNT = 20.0
"""Up to here a two-sided number of people is a count (zero included), above it a size with a relative error."""
FEWEST_OPEN = 24.0
"""An open word below this ("many", "a few") says too little to reckon with."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as evidence, on the log scale unless it is a small count.

    ``gap`` is the mean of the one-sided error: above zero the truth lies higher than printed, below zero
    lower. ``width`` is the length of the interval on the log scale, 0 for a point.
    """

    value: float
    sd: float
    gap: float
    width: float
    counted: bool


class UnusableError(Exception):
    """A figure cannot enter the account; the message is the reason, in plain words."""


def printed(figure: Figure) -> Printed:
    """The number of ``figure`` as evidence.

    Raises
    ------
    UnusableError
        There is no number, or only a word without a ceiling.
    """
    found = _printed(figure)
    if figure.modality != "estimated":
        return found
    return replace(found, sd=math.hypot(found.sd, number("hedges", "estimated", "sd")))


def _printed(figure: Figure) -> Printed:
    low, high = figure.lo, figure.hi
    if low is None and high is None:
        raise UnusableError("gives no number")
    if any(end is not None and not 0.0 <= end < math.inf for end in (low, high)):
        raise UnusableError(f"'{figure.text}' is no number of people")
    if low is not None and high is not None and low > high:
        raise UnusableError(f"is a range from {low:g} to {high:g}, which is upside down")
    if figure.measure == "share":
        return _share(figure)
    if high is None and low is not None and figure.quantifier in ("vague", "range"):
        if low < FEWEST_OPEN:
            raise UnusableError(f"'{figure.text}' gives no number to reckon with")
        return _point(low, "open", 0.0)
    if low is not None and high is not None and high > low:
        return _between(max(low, 0.5), high, figure.quantifier)
    value = low if low is not None else high
    assert value is not None
    return _point(value, figure.quantifier, rounding(value))


def rounding(value: float) -> float:
    """Sd of the log that rounding leaves: a step of the last digit that is not zero, spread evenly.

    The step is never more than half the number: who prints 1,000 would have printed 1,500.
    """
    if value < 1 or value != int(value):
        return 0.0
    whole = int(value)
    zeros = len(str(whole)) - len(str(whole).rstrip("0"))
    return _spread(min(10.0**zeros, value / 2) / value) if zeros else 0.0


def _spread(width: float) -> float:
    """Sd of an even spread over ``width``."""
    return width / math.sqrt(12.0)


def _point(value: float, quantifier: str, round_sd: float) -> Printed:
    hedge = quantifier if quantifier in rows("hedges") else "about"
    gap = number("hedges", hedge, "gap")
    if gap == 0.0 and value <= SMALL_COUNT:
        return Printed(value, number("hedges", hedge, "sd"), 0.0, 0.0, counted=True)
    value = max(value, 0.5)
    sd = math.hypot(number("hedges", hedge, "sd"), round_sd, 1.0 / math.sqrt(value))
    return Printed(value * math.exp(number("hedges", hedge, "shift")), sd, gap, 0.0, counted=False)


def _between(low: float, high: float, quantifier: str) -> Printed:
    """A range; a hedge before it ("more than 700 to 800") keeps its side."""
    middle = math.sqrt(low * high)
    gap = number("hedges", quantifier, "gap")
    return Printed(
        middle,
        math.hypot(number("hedges", quantifier, "sd"), 1.0 / math.sqrt(middle)),
        gap,
        math.log(high / low),
        counted=False,
    )


def _share(figure: Figure) -> Printed:
    low, high = figure.lo, figure.hi
    ends = [end for end in (low, high) if end is not None]
    if max(ends) <= 0:
        raise UnusableError("a share of zero has no size on a relative scale")
    if max(ends) > 1:
        raise UnusableError(f"a share of {max(ends):g} is more than the whole")
    if low is not None and high is not None and high > low:
        low = max(low, 0.005)
        middle = math.sqrt(low * high)
        return Printed(middle, number("hedges", figure.quantifier, "sd"), 0.0, math.log(high / low), False)
    value = ends[0]
    cents = value * 100
    fine = abs(cents - round(cents)) < 1e-6 and round(cents) % 5 != 0
    sd = math.hypot(number("hedges", figure.quantifier, "sd"), _spread((0.01 if fine else 0.05) / max(value, 0.05)))
    return Printed(value, sd, number("hedges", figure.quantifier, "gap"), 0.0, counted=False)
