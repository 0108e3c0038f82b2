"""Years, months and days as stretches of days, and stretches of days as the shortest way to write them."""

from __future__ import annotations

import calendar
import datetime
import re

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def stretch(text: str) -> tuple[str, str]:
    """First and last ISO day of a year, a month or a day: ``2019``, ``2019-10``, ``2019-10-14``.

    Raises
    ------
    ValueError
        It is none.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no date; write 2019, 2019-10 or 2019-10-14")
    year, month, day = match.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(day or 1))
        end = int(month or 12)
        last = datetime.date(int(year), end, int(day or calendar.monthrange(int(year), end)[1]))
    except ValueError:
        raise ValueError(f"'{text}' is no date of the calendar") from None
    return first.isoformat(), last.isoformat()


def shortest(last: str) -> str:
    """The year, month or day that ends with the ISO day ``last``."""
    return next(text for text in (last[:4], last[:7], last) if stretch(text)[1] == last)


def shortest_range(first: str, last: str) -> str:
    """``first..last`` in years or months where the two days begin and end them."""
    for length in (4, 7):
        if stretch(first[:length])[0] == first and stretch(last[:length])[1] == last:
            return f"{first[:length]}..{last[:length]}"
    return f"{first}..{last}"
