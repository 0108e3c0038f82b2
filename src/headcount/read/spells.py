"""Spells of time: 'since May', 'between 2013 and 2016', 'the end of 2019', made from the dates they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headcount.languages import Language
from headcount.read.periods import Found, bounds
from headcount.read.sentences import Sentence
from headcount.values.figures import AsOf

_JOINED = 2
"""Most words between the two dates of a spell."""


def widened(found: Sequence[Found], sentence: Sentence, language: Language, published: str | None) -> list[Found]:
    """``found`` with each date widened or narrowed to the spell that the words around it say."""
    made: list[Found] = []
    for date in found:
        if made and _ends(made[-1], date, sentence, language):
            made[-1] = _spanning(made[-1], date)
        else:
            made.append(_since(_edge(date, sentence, language), sentence, language, published))
    return made


def _ends(first: Found, second: Found, sentence: Sentence, language: Language) -> bool:
    """Whether ``second`` closes 'between ... and ...' or 'from ... to ...' opened before ``first``."""
    gap = sentence.words[first.end : second.start]
    opened = language.has("spell_open", sentence.word(first.start - 1))
    plain = 0 < len(gap) <= _JOINED and not any(word[0].isdecimal() for word in gap)
    low, high = first.as_of.start, second.as_of.end
    ordered = low is None or high is None or low <= high
    return opened and plain and ordered and language.has("spell_join", gap[0])


def _spanning(first: Found, second: Found) -> Found:
    low, high = first.as_of, second.as_of
    if low.start is None or high.end is None or low.start > high.end:
        return first
    return replace(first, end=second.end, as_of=replace(low, end=high.end))


def _edge(date: Found, sentence: Sentence, language: Language) -> Found:
    """'the end of 2019' is December, 'the beginning of 2019' January."""
    before = sentence.word(date.start - 1)
    edge = sentence.word(date.start - 2) if language.has("of", before) else before
    year = (date.as_of.start or "")[:4]
    if date.as_of.accuracy != "year" or not year:
        return date
    month = "12" if language.has("year_end", edge) else "01" if language.has("year_begin", edge) else ""
    if not month:
        return date
    low, high, accuracy = bounds(f"{year}-{month}")
    return replace(date, as_of=AsOf(low, high, accuracy, date.as_of.basis))


def _since(date: Found, sentence: Sentence, language: Language, published: str | None) -> Found:
    """From a date up to the publication; not in 'the deadliest attack since 2015', which compares."""
    lead = sentence.words[max(0, date.start - 4) : date.start]
    at = next((at for at, word in enumerate(lead) if language.has("since", word)), None)
    if at is None or published is None or date.as_of.start is None:
        return date
    _, high, _ = bounds(published)
    return replace(date, as_of=replace(date.as_of, end=high)) if date.as_of.start <= high else date
