"""Dates and windows in a sentence: they are no counts, and they say when a figure holds."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from headcount.languages import Language
from headcount.read.sentences import Sentence
from headcount.values.figures import AsOf

_YEARS = (1800, 2100)
_TWO_DIGITS = re.compile(r"\d\d")
_RECENT = 92
"""Days that 'recent months' reach back."""
_ISO = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Found:
    """A date at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    as_of: AsOf
    why: str
    """year or date, for the list of unread numbers"""


def find(sentence: Sentence, language: Language, published: str | None) -> list[Found]:
    """All dates of ``sentence``, from left to right, without overlap."""
    found: list[Found] = []
    at = 0
    while at < len(sentence.words):
        one = (
            _day_month(sentence, at, language, published)
            or _month_day(sentence, at, language, published)
            or _year(sentence, at, language)
            or _relative(sentence, at, published)
        )
        if one:
            found.append(one)
            at = one.end
        else:
            at += 1
    return found


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
        return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{_last(year, month):02}", "month"
    day = f"{year:04}-{month:02}-{parts[2]:02}"
    return day, day, "day"


def _last(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _stated(start: int, end: int, year: int | None, month: int, day: int | None) -> Found | None:
    if year is None:
        return Found(start, end, AsOf(None, None, "day" if day else "month", "stated"), "date")
    if day and not 1 <= day <= _last(year, month):
        return None
    iso = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    low, high, accuracy = bounds(iso)
    return Found(start, end, AsOf(low, high, accuracy, "stated"), "date")


def _is_day(word: str) -> bool:
    return word.isdigit() and 1 <= int(word) <= 31


def _month_at(sentence: Sentence, at: int, language: Language) -> int:
    """The month at token ``at``; words such as 'may' and 'march' need a number beside them or a capital."""
    if not 0 <= at < len(sentence.words):
        return 0
    return language.months.get(sentence.words[at], 0)


def _day_month(sentence: Sentence, at: int, language: Language, published: str | None) -> Found | None:
    """'5 November 2019', '19 and 20 July', '31 JAN 89'."""
    words = sentence.words
    if not _is_day(words[at]):
        return None
    end = at + 1
    if end < len(words) and words[end] in ("st", "nd", "rd", "th"):
        end += 1
    while end + 1 < len(words) and words[end] in ("and", "-", "to", "or", ",") and _is_day(words[end + 1]):
        end += 2
    if end < len(words) and words[end] == "of":
        end += 1
    month = _month_at(sentence, end, language)
    if not month:
        return None
    year, end = _year_after(sentence, end + 1)
    return _stated(at, end, year or _nearest_year(published, month), month, int(words[at]))


def _month_day(sentence: Sentence, at: int, language: Language, published: str | None) -> Found | None:
    """'November 5, 2019', 'Dec. 28', 'March 28 and 29', 'November 2019', 'in November'."""
    words = sentence.words
    month = _month_at(sentence, at, language)
    if not month:
        return None
    end = at + 1
    if end < len(words) and words[end] == ".":
        end += 1
    day = None
    if end < len(words) and _is_day(words[end]) and not _goes_on(words, end):
        day, end = int(words[end]), end + 1
        if end < len(words) and words[end] in ("st", "nd", "rd", "th"):
            end += 1
        while end + 1 < len(words) and words[end] in ("and", "-", "to") and _is_day(words[end + 1]):
            end += 2
    year, end = _year_after(sentence, end)
    if day is None and year is None and not (sentence.capital[at] and at and words[at - 1] in ("in", "early", "late", "mid", "since", "of", "last", "-")):
        return None
    return _stated(at, end, year or _nearest_year(published, month), month, day)


def _goes_on(words: list[str], at: int) -> bool:
    """Whether the digits at ``at`` are the first group of a longer number."""
    return at + 1 < len(words) and len(words[at + 1]) == 3 and words[at + 1].isdigit()


def _year_after(sentence: Sentence, at: int) -> tuple[int | None, int]:
    """A year at token ``at``, after a comma or not, and the token after it."""
    words = sentence.words
    here = at + 1 if at < len(words) and words[at] in (",", "'", "of") else at
    if here < len(words):
        if _ISO.fullmatch(words[here]) and _YEARS[0] <= int(words[here]) <= _YEARS[1]:
            return int(words[here]), here + 1
        if here == at and _TWO_DIGITS.fullmatch(words[here]) and int(words[here]) > 31:
            return 1900 + int(words[here]), here + 1
    return None, at


def _nearest_year(published: str | None, month: int) -> int | None:
    """The year of the last such month up to the publication."""
    if published is None:
        return None
    _, high, _ = bounds(published)
    return int(high[:4]) - (month > int(high[5:7]))


_IN = frozenset("in since during until till early late mid by from".split())


def _year(sentence: Sentence, at: int, language: Language) -> Found | None:
    """A year: four digits after a word that years follow, or before a word that counts no people."""
    words = sentence.words
    if not _ISO.fullmatch(words[at]) or not _YEARS[0] <= int(words[at]) <= _YEARS[1]:
        return None
    if not _is_year(sentence, at, language):
        return None
    year = int(words[at])
    low, high, _ = bounds(str(year))
    return Found(at, at + 1, AsOf(low, high, "year", "stated"), "year")


def _is_year(sentence: Sentence, at: int, language: Language) -> bool:
    words = sentence.words
    before = words[at - 1] if at else ""
    ahead = words[at + 1 : at + 4]
    if ahead and ahead[0] in language.nouns and before not in ("in", "since", "of"):
        return False
    if before in _IN:
        return True
    counted = any(word in language.nouns and language.nouns[word].plural for word in ahead)
    hedged = bool(at) and language.hedges.at(words, at - 1) is not None
    return not hedged and not counted


_RELATIVE = {
    "today": (0, 0, "day"),
    "yesterday": (1, 1, "day"),
    "tonight": (0, 0, "day"),
    "currently": (0, 0, "day"),
}
_WINDOWS = {"day": 1, "days": 7, "week": 7, "weeks": 31, "month": 31, "months": _RECENT, "year": 365, "years": 1095}
_LAST = frozenset(("last", "past", "recent", "previous", "latest"))


def _relative(sentence: Sentence, at: int, published: str | None) -> Found | None:
    """'yesterday', 'last week', 'in recent months', 'this year'."""
    words = sentence.words
    word = words[at]
    if word in _RELATIVE and word != "currently":
        first, last, accuracy = _RELATIVE[word]
        return Found(at, at + 1, _back(published, first, last, accuracy), "date")
    if word not in _LAST and word != "this":
        return None
    for end in range(at + 1, min(at + 4, len(words))):
        if words[end] in _WINDOWS and (word != "this" or words[end] in ("week", "month", "year")):
            reach = _WINDOWS[words[end]]
            return Found(at, end + 1, _back(published, reach, 0, "month" if reach > 31 else "week"), "date")
    return None


def _back(published: str | None, first: int, last: int, accuracy: str) -> AsOf:
    """The window from ``first`` to ``last`` days before the publication."""
    if published is None:
        return AsOf(None, None, accuracy, "relative")
    low, high, _ = bounds(published)
    begin = dt.date.fromisoformat(low) - dt.timedelta(days=first)
    end = dt.date.fromisoformat(high) - dt.timedelta(days=last)
    return AsOf(begin.isoformat(), end.isoformat(), accuracy, "relative")
