"""Hedges: the words beside a number that say how it is meant, and the interval that comes of them."""

from __future__ import annotations

from typing import NamedTuple

from headcount.languages import Language
from headcount.read.number import Number
from headcount.read.sentences import Sentence

_CHANGE = 8
"""Words back in which a verb of change is looked for."""
_OPEN_ABOVE = frozenset(("at_least", "more_than"))
_OPEN_BELOW = frozenset(("at_most", "less_than"))


class Hedged(NamedTuple):
    """A quantifier with the tokens of its words; ``start == end`` where no word says it."""

    quantifier: str
    start: int
    end: int


def hedge_of(sentence: Sentence, number: Number, language: Language, reach: int) -> Hedged:
    """The hedge of ``number``; its words begin at token ``reach`` or later."""
    if number.kind == "vague":
        return Hedged("vague", number.start, number.end)
    wide = number.lo != number.hi
    found = _before(sentence, number, language, reach) or _after(sentence, number, language)
    if found is not None and _is_reached(sentence, found, language):
        found = None
    if wide:
        return Hedged("range", found.start, found.end) if found else Hedged("range", number.start, number.start)
    if found is None and number.sense == "about":
        return Hedged("about", number.start, number.end)
    if found is None or found.quantifier == "range":
        return Hedged("exact", number.start, number.start)
    return found


def _is_reached(sentence: Sentence, found: Hedged, language: Language) -> bool:
    """Whether the word before a number says where a change ended and is no hedge: 'rose from 52 up to 70'."""
    if found.end - found.start != 1 or not language.has("reaching", sentence.words[found.start]):
        return False
    return language.meets("change", sentence.words[max(0, found.start - _CHANGE) : found.start])


def _before(sentence: Sentence, number: Number, language: Language, reach: int) -> Hedged | None:
    """The longest hedge that ends right before the number, or before an opening such as '[' or 'a'."""
    words = sentence.words
    end = number.start
    for _ in range(3):
        for start in range(max(reach, end - 4), end):
            for match in language.hedges.every(words, start):
                phrasal = match.end - match.start == 1 and language.has("phrasal", sentence.word(match.start - 1))
                if (
                    match.end == end
                    and match.entry.side == "before"
                    and not (phrasal and match.entry.quantifier == "more_than")
                ):
                    return Hedged(match.entry.quantifier, start, end)
        if end > reach and language.has("hedge_gap", words[end - 1]):
            end -= 1
        else:
            return None
    return None


def _after(sentence: Sentence, number: Number, language: Language) -> Hedged | None:
    words = sentence.words
    if number.end < len(words):
        for match in language.hedges.every(words, number.end):
            if match.entry.side == "after":
                return Hedged(match.entry.quantifier, match.start, match.end)
    return None


def interval(number: Number, quantifier: str) -> tuple[float | None, float | None]:
    """Lowest and highest value that the hedged number allows; ``None`` is open."""
    if quantifier in _OPEN_ABOVE:
        return number.lo, None
    if quantifier in _OPEN_BELOW:
        return None, number.hi
    return number.lo, number.hi
