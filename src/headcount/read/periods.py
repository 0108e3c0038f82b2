"""Periods of the calendar: a date cut to what is known, as its first and last day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from headcount.values.figures import AsOf


@dataclass(frozen=True, slots=True)
class Found:
    """A date at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    as_of: AsOf
    why: str
    """year or date, for the list of unread numbers"""


def assumed(published: str | None) -> AsOf | None:
    """The date of publication, for figures that name none."""
    if published is None:
        return None
    low, high, accuracy = bounds(published)
    return AsOf(low, high, accuracy, "assumed")


def bounds(iso: str) -> tuple[str, str, str]:
    """First day, last day and accuracy of a date cut to year, month or day."""
    parts = [int(part) for part in re.split(r"\D", iso[:10]) if part]
    if len(parts) == 1:
        return f"{parts[0]:04}-01-01", f"{parts[0]:04}-12-31", "year"
    year, month = parts[:2]
    if len(parts) == 2:
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{last_day(year, month):02}", "month"
    day = f"{year:04}-{month:02}-{parts[2]:02}"
    return day, day, "day"


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]
