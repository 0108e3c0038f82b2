"""Dates and windows in a sentence: they are no counts, and they say when a figure holds."""

from __future__ import annotations

import re

from headcount.languages import Language
from headcount.read.names import named
from headcount.read.periods import Found, bounds, last_day
from headcount.read.sentences import Sentence
from headcount.read.windows import relative
from headcount.values.figures import AsOf

_YEARS = (1800, 2100)
_DATED = 1000
"""The first year that a month leads to."""
_DAYS = 8
"""Tokens of the longest list of days before a month."""
_TWO_DIGITS = re.compile(r"\d\d")
_ISO = re.compile(r"\d{4}")


def find(sentence: Sentence, language: Language, published: str | None) -> list[Found]:
    """All dates of ``sentence``, from left to right, without overlap."""
    found: list[Found] = []
    reach = 0
    dating = language.dating
    for at, word in enumerate(sentence.words):
        if not (word in dating if word >= ":" else word[0].isdecimal()) or at < reach:
            continue
        one = (
            _day_month(sentence, at, language, published)
            or _month_day(sentence, at, language, published)
            or _year(sentence, at, language)
            or relative(sentence, at, language, published)
        )
        if one:
            found.append(one)
            reach = one.end
    return found


def _dated(start: int, end: int, year: int | None, month: int, day: int | None, published: str | None) -> Found | None:
    """The date at tokens ``start`` to ``end``; a year that is not said is the last such one before publication."""
    basis = "stated" if year else "relative"
    year = year or _nearest_year(published, month)
    if year is None:
        return Found(start, end, AsOf(None, None, "day" if day else "month", basis), "date")
    if day and not 1 <= day <= last_day(year, month):
        return None
    iso = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    low, high, accuracy = bounds(iso)
    return Found(start, end, AsOf(low, high, accuracy, basis), "date")


def _is_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31


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
    if end < len(words) and language.has("ordinal_suffix", words[end]):
        end += 1
    while end + 1 < min(len(words), at + _DAYS) and language.has("day_join", words[end]) and _is_day(words[end + 1]):
        end += 2
    if end < len(words) and language.has("of", words[end]):
        end += 1
    month = _month_at(sentence, end, language)
    if not month:
        return None
    year, end = _year_after(sentence, end + 1, language)
    return _dated(at, end, year, month, int(words[at]), published)


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
        if end < len(words) and language.has("ordinal_suffix", words[end]):
            end += 1
        while end + 1 < len(words) and language.has("day_join", words[end]) and _is_day(words[end + 1]):
            end += 2
    year, end = _year_after(sentence, end, language)
    if (
        day is None
        and year is None
        and not (
            (sentence.capital[at] or language.words["small_month"]) and at and language.has("month_lead", words[at - 1])
        )
    ):
        return None
    return _dated(at, end, year, month, day, published)


def _goes_on(words: list[str], at: int) -> bool:
    """Whether the digits at ``at`` are the first group of a longer number."""
    return at + 1 < len(words) and len(words[at + 1]) == 3 and words[at + 1].isdecimal()


def _year_after(sentence: Sentence, at: int, language: Language) -> tuple[int | None, int]:
    """A year at token ``at``, after a comma or not, and the token after it."""
    words = sentence.words
    here = at + 1 if at < len(words) and language.has("before_year", words[at]) else at
    if here < len(words):
        if _ISO.fullmatch(words[here]) and _DATED <= int(words[here]) <= _YEARS[1]:
            return int(words[here]), here + 1 + language.has("year_word", sentence.word(here + 1))
        counts = here + 1 < len(words) and words[here + 1] in language.nouns
        if here == at and _TWO_DIGITS.fullmatch(words[here]) and int(words[here]) > 31 and not counts:
            return 1900 + int(words[here]), here + 1
    return None, at


def _nearest_year(published: str | None, month: int) -> int | None:
    """The year of the last such month up to the publication."""
    if published is None:
        return None
    _, high, _ = bounds(published)
    return int(high[:4]) - (month > int(high[5:7]))


def _year(sentence: Sentence, at: int, language: Language) -> Found | None:
    """A year: four digits after a word that years follow, or before a word that counts no people."""
    words = sentence.words
    if not _ISO.fullmatch(words[at]) or not _YEARS[0] <= int(words[at]) <= _YEARS[1]:
        return None
    if not _is_year(sentence, at, language):
        return None
    year = int(words[at])
    low, high, _ = bounds(str(year))
    end = at + 1 + language.has("year_word", sentence.word(at + 1))
    return Found(at, end, AsOf(low, high, "year", "stated"), "year")


def _is_people(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a noun for people or the name of a people stands at token ``at``: '2000 Syrians' is no year."""
    if sentence.words[at] in language.nouns:
        return True
    name = named(sentence, at, language)
    return name is not None and any(reading.kind == "demonym" for reading in name.entry)


def _is_year(sentence: Sentence, at: int, language: Language) -> bool:
    words = sentence.words
    before = words[at - 1] if at else ""
    ahead = words[at + 1 : at + 4]
    if ahead and language.has("year_word", ahead[0]):
        return True
    other = next((i for i, word in enumerate(ahead) if word[0].isdecimal() or word in language.numbers), len(ahead))
    ahead = ahead[:other]
    if ahead and _is_people(sentence, at + 1, language) and not language.has("month_lead", before):
        return False
    if language.has("year_lead", before):
        return True
    between = language.has("between", before)
    counted = any(word in language.nouns and language.nouns[word].plural for word in ahead)
    hedged = bool(at) and language.hedges.at(words, at - 1) is not None
    return (between or not hedged) and not counted
