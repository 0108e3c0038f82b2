"""Relative dates: 'yesterday', 'on Monday', 'last week', 'in recent months', 'this year'."""

from __future__ import annotations

import datetime as dt

from headcount.languages import Language
from headcount.languages.pack import Window
from headcount.read.periods import Found, bounds, last_day
from headcount.read.sentences import Sentence
from headcount.values.figures import AsOf

_ACCURACY = {"day": "day", "week": "week", "days": "month", "month": "month", "year": "year"}
_NEAR = 3


def relative(sentence: Sentence, at: int, language: Language, published: str | None) -> Found | None:
    """The relative date that begins at token ``at``, counted from the publication."""
    lead = language.windows.get(sentence.words[at])
    if lead is not None and lead.kind == "unit" and language.words["unit_first"]:
        after = language.windows.get(sentence.word(at + 1))
        told = after is not None and after.kind in ("calendar", "window", "current")
        return Found(at, at + 2, _period(after, lead, published), "date") if after is not None and told else None
    if lead is None or lead.kind == "unit":
        return None
    if lead.kind == "weekday" and sentence.word(at + 1).isdecimal() and sentence.word(at + 2) in language.months:
        return None
    if lead.kind in ("day", "weekday"):
        return Found(at, at + 1, _day(lead, published), "date")
    for end in range(at + 1, min(at + 1 + _NEAR, len(sentence.words))):
        unit = language.windows.get(sentence.words[end])
        if unit is not None and unit.kind == "unit":
            return Found(at, end + 1, _period(lead, unit, published), "date")
    return None


def _day(word: Window, published: str | None) -> AsOf:
    """A day before the publication, or the last such weekday; the whole of it where only a month is known."""
    if published is None:
        return AsOf(None, None, "day", "relative")
    low, high, accuracy = bounds(published)
    if accuracy != "day":
        return AsOf(low, high, accuracy, "relative")
    today = dt.date.fromisoformat(low)
    back = (today.weekday() - word.days) % 7 if word.kind == "weekday" else word.days
    day = (today - dt.timedelta(days=back)).isoformat()
    return AsOf(day, day, "day", "relative")


def _period(lead: Window, unit: Window, published: str | None) -> AsOf:
    """The calendar period before the publication ('last week'), the running one, or so many days back."""
    accuracy = _ACCURACY[unit.unit]
    if published is None:
        return AsOf(None, None, accuracy, "relative")
    low, high, _ = bounds(published)
    first, last = dt.date.fromisoformat(low), dt.date.fromisoformat(high)
    if lead.kind == "window" or unit.unit == "days":
        return AsOf((first - dt.timedelta(days=unit.days)).isoformat(), high, accuracy, "relative")
    start = _begin(first, unit.unit)
    if lead.kind == "current":
        return AsOf(start.isoformat(), last.isoformat(), accuracy, "relative")
    before = start - dt.timedelta(days=1)
    return AsOf(_begin(before, unit.unit).isoformat(), _end(before, unit.unit).isoformat(), accuracy, "relative")


def _begin(day: dt.date, unit: str) -> dt.date:
    """The first day of the week, month or year that ``day`` lies in."""
    if unit == "week":
        return day - dt.timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _end(day: dt.date, unit: str) -> dt.date:
    """The last day of the week, month or year that ``day`` lies in."""
    if unit == "week":
        return day + dt.timedelta(days=6 - day.weekday())
    if unit == "month":
        return day.replace(day=last_day(day.year, day.month))
    return day.replace(month=12, day=31) if unit == "year" else day
