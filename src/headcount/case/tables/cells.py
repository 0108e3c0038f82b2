"""One cell: numbers and dates as people write them, each read in one way only or refused."""

from __future__ import annotations

import calendar
import datetime
import re

from headcount.errors import InputError

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{2}:\d{2}.*)?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,\s*)?(\d{4})"
)
_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
_GROUPED = re.compile(r"\d{1,3}(?:[ ,\u00a0\u202f'’]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COUNT = re.compile(r"(\d[\d ,\u00a0\u202f'’.]*\d|\d)\s*(\+)?\s*([A-Za-z]+)?")
_UNIT_WORDS = {"families": "family", "family": "family", "households": "household", "household": "household"}
_MOST = 1e10


def number(cell: str) -> float | None:
    """People, or per cent with its sign; ``None`` for an empty cell.

    Raises
    ------
    InputError
        No number, a negative one, or one above ten billion.
    """
    if not cell:
        return None
    text = cell.removesuffix("%").rstrip()
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ ,\u00a0\u202f'’]", "", text)
    if not _PLAIN.fullmatch(text):
        raise InputError(f"'{cell[:40]}' is no number; write digits such as 1200 or 1,200")
    value = float(text)
    if value > _MOST:
        raise InputError(f"'{cell[:40]}' is more people than there are; check the digits")
    return value / 100 if cell.endswith("%") else value


def count(cell: str) -> tuple[float | None, str, str]:
    """A number with its hedge and unit: '173 families', '200+', '44'; no number for an empty cell.

    Raises
    ------
    InputError
        It is no such count.
    """
    if not cell:
        return None, "exact", "person"
    found = _COUNT.fullmatch(cell)
    if found is None or (found[3] and found[3].lower() not in _UNIT_WORDS):
        raise InputError(f"'{cell[:40]}' is no count; write 1200, 1200+ or 1200 families")
    return number(found[1]), "at_least" if found[2] else "exact", _UNIT_WORDS.get((found[3] or "").lower(), "person")


def date(cell: str, order: str | None = None) -> str | None:
    """An ISO date cut to what is known (2019, 2019-11, 2019-11-25); ``None`` for an empty cell.

    ``order``: ``dmy`` or ``mdy``, how days like 03/04/2019 are meant; without it they are refused.

    Raises
    ------
    InputError
        No date, a day that does not exist, or one that may be read in two ways.
    """
    if not cell:
        return None
    if found := _ISO.fullmatch(cell):
        return _made(cell, *found.groups())
    if found := _NUMERIC.fullmatch(cell):
        first, _, second, year = found.groups()
        day, month = _day_month(cell, int(first), int(second), order)
        return _made(cell, year, str(month), str(day))
    if found := _MONTH_YEAR.fullmatch(cell):
        return _made(cell, found[2], found[1], None)
    if (found := _NAMED.fullmatch(cell)) and found[2].lower()[:3] in _MONTHS:
        return _made(cell, found[4], str(_MONTHS[found[2].lower()[:3]]), found[1] or found[3])
    raise InputError(f"'{cell[:40]}' is no date; write 2019, 2019-11 or 2019-11-25")


def _day_month(cell: str, first: int, second: int, order: str | None) -> tuple[int, int]:
    if first == second or first > 12 or order == "dmy":
        return first, second
    if second > 12 or order == "mdy":
        return second, first
    raise InputError(f"'{cell}' may be two days; write {cell[-4:]}-MM-DD, or say dates = \"dmy\" in the mapping file")


def _made(cell: str, year: str, month: str | None, day: str | None) -> str:
    try:
        whole = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise InputError(f"'{cell[:40]}' is no day of the calendar; check it") from None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def codes(cell: str) -> tuple[str, ...]:
    """Codes joined by + or blanks or semicolons, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, re.split(r"[+;\s]+", cell))))
