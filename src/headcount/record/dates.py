"""ISO dates cut to what is known, as spans of days."""

from __future__ import annotations

import datetime
from calendar import monthrange

Days = tuple[int, int]
"""First and last day that a date may mean, as proleptic ordinals, both included."""


def days_of(iso: str | None) -> Days | None:
    """The days that ``iso`` may mean; ``None`` where it is missing or no date."""
    parts = (iso or "").split("-")
    try:
        year, month, day = (int(part) for part in [*parts, *("0",) * (3 - len(parts))])
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, month or 12, day or monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def apart(one: str | None, other: str | None) -> int | None:
    """Days between two dates, 0 where they may be the same; ``None`` where one is not known."""
    first, second = days_of(one), days_of(other)
    if first is None or second is None:
        return None
    return max(0, second[0] - first[1], first[0] - second[1])


def before(one: str | None, other: str | None) -> bool:
    """Whether ``one`` is over before ``other`` begins, for all that is known."""
    first, second = days_of(one), days_of(other)
    return first is not None and second is not None and first[1] < second[0]
