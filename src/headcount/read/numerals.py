"""The number grammar: digits, number words, ranges, shares and vague words, each with its interval."""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.read import shares
from headcount.read.digits import digits, scale_of
from headcount.read.number import Number
from headcount.read.sentences import Sentence
from headcount.read.spelled import spelled

_LETTERS = ":"
"""All words lie behind this sign, all digits before it."""


def find(sentence: Sentence, language: Language, taken: frozenset[int]) -> list[Number]:
    """All numbers of ``sentence`` from left to right; tokens in ``taken`` are dates."""
    found: list[Number] = []
    reach = 0
    counting, words = language.counting, sentence.words
    for at in [at for at, word in enumerate(words) if (word in counting if word >= _LETTERS else word[0].isdecimal())]:
        if at < reach or at in taken or (words[at] in language.leading and sentence.word(at + 1) not in language.led):
            continue
        number = _number(sentence, at, language)
        if number and taken and not taken.isdisjoint(range(number.start, number.end)):
            number = digits(sentence, at, language)
        if number:
            found.append(_range(sentence, number, language, taken))
            reach = found[-1].end
    return found


def _may_begin(word: str, language: Language) -> bool:
    return word in language.counting or word[0].isdecimal()


def _number(sentence: Sentence, at: int, language: Language) -> Number | None:
    return (
        shares.out_of(sentence, at, language)
        or shares.fraction(sentence, at, language)
        or _vague(sentence, at, language)
        or digits(sentence, at, language)
        or spelled(sentence, at, language)
        or _ordinal(sentence, at, language)
    )


def _vague(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'dozens', 'tens of thousands', 'several thousand', 'a few hundred', 'several' before a noun."""
    match = language.vague.at(sentence.words, at)
    if match is None:
        return None
    entry = match.entry
    if entry.kind == "bare":
        if match.end == at + 1 and sentence.words[at] in language.numbers and _hedged(sentence, at, language):
            return None
        return Number(at, match.end, entry.low, entry.high, "vague")
    scale, end = scale_of(sentence, match.end, language)
    if scale > 1:
        high = entry.high * scale - 1 if entry.high is not None else None
        return None if entry.high is None else Number(at, end, entry.low * scale, high, "vague")
    return None


def _hedged(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a hedge ends before token ``at``: behind 'about', a word for thousands is the number itself."""
    words = sentence.words
    return any(
        match.end == at and match.entry.side == "before"
        for start in range(max(0, at - 4), at)
        for match in language.hedges.every(words, start)
    )


def _ordinal(sentence: Sentence, at: int, language: Language) -> Number | None:
    entry = language.numbers.get(sentence.words[at])
    if entry is None or entry.kind not in ("ordinal", "fraction", "half", "parts", "part"):
        return None
    return Number(at, at + 1, None, None, "ordinal")


def _range(sentence: Sentence, first: Number, language: Language, taken: frozenset[int]) -> Number:
    """``first`` widened to a range where '30 to 40', '30-40' or 'between 30 and 40' goes on after it."""
    if first.kind not in ("count", "percent", "share"):
        return first
    word = sentence.word(first.end)
    if (
        first.start
        and language.has("from", sentence.words[first.start - 1])
        and _changes(sentence, first.start, language)
    ):
        return first
    between = language.meets("between", sentence.words[max(0, first.start - 2) : first.start])
    if (not language.has("range", word) and not (language.has("and", word) and between)) or first.end + 1 >= len(
        sentence.words
    ):
        return first
    if first.end + 1 in taken or not _may_begin(sentence.words[first.end + 1], language):
        return first
    second = _number(sentence, first.end + 1, language)
    if second is None or second.lo is None or first.lo is None or second.kind not in ("count", "percent", "share"):
        return first
    low = _same_scale(first, second)
    if not low < second.lo or (language.has("or", word) and second.lo > 2 * low + 1):
        return first
    return replace(
        first, end=second.end, lo=low, hi=second.lo, kind="percent" if second.kind == "percent" else first.kind
    )


def _changes(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether 'rose from 40 to 52' gives two numbers at two times, not one between them."""
    lead = sentence.words[max(0, at - 4) : at]
    return any(language.has("change", word) or language.has("going", word) for word in lead)


def _same_scale(first: Number, second: Number) -> float:
    """The lower end of a range: '2 to 3 million' and '10-15 %' share the scale word of the second number."""
    assert first.lo is not None and second.lo is not None
    if second.kind == "percent" and first.kind == "count":
        return first.lo / 100
    for scale in (1e6, 1e9, 1e5, 1e3):
        if second.lo >= scale and first.lo < 1000 and first.lo * scale < second.lo and second.end - second.start > 1:
            return first.lo * scale
    return first.lo
