"""Numbers in digits: marks of thousands and decimals, endings set behind them, scale words and percents."""

from __future__ import annotations

import re

from headcount.languages import Language
from headcount.read.number import Number, touches
from headcount.read.sentences import Sentence

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 18
"""Characters of the longest number that can count anything."""
_THREES = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,"}
_GROUPED = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{2}})*(?:{re.escape(mark)}\d{{3}})+(?:[.,]\d+)?")
    for mark in ".,"
}
_MULTIPLIERS = ("scale", "hundred", "dozen", "round")


def value_of(token: str, language: Language, *, scaled: bool = False) -> float | None:
    """The number that a token of digits with marks stands for; ``scaled`` where a scale word follows.

    People come in whole numbers, so that three digits behind a decimal mark are thousands: '1.940 people' in
    English, '1,940' in French; before a scale word they are a fraction.
    """
    if len(token) > _LONGEST:
        return None
    if token.isdecimal():
        return float(token)
    marks = re.findall(r"[.,]", token)
    single = len(marks) == 1
    decimal = single and (marks[0] == "." or language.has("decimal_mark", ","))
    if scaled and decimal:
        return float(token.replace(",", "."))
    for mark in language.words["group_mark"]:
        if mark in _GROUPED and _GROUPED[mark].fullmatch(token):
            return float(token.replace(mark, "").replace(",", "."))
    if _THREES[marks[0]].fullmatch(token) and not (single and token.startswith("0")):
        return float(token.replace(marks[0], ""))
    return float(token.replace(",", ".")) if single else None


def digits(sentence: Sentence, at: int, language: Language) -> Number | None:
    """The number in digits at token ``at``: '2,300', '11 000', '2.5 million', '65 %', '5th'."""
    word = sentence.words[at]
    if not word[0].isdecimal() or not _DIGITS.fullmatch(word):
        return None
    value, end = _grouped(sentence, at, language)
    if value is None:
        return Number(at, end, None, None, "word")
    if ordinal := _suffixed(sentence, end, "ordinal_suffix", language):
        return Number(at, ordinal, value, value, "ordinal")
    end = _suffixed(sentence, end, "cardinal_suffix", language) or end
    if share := percent(sentence, end, language):
        return Number(at, share, value / 100, value / 100, "percent")
    scale, after = scale_of(sentence, end, language)
    if scale > 1:
        value = (value_of(word, language, scaled=True) if end == at + 1 else value) or value
        more, after = _added(sentence, after, scale, language)
        value = round(value * scale + more, 6)
    return Number(at, after, value, value, "count")


def _grouped(sentence: Sentence, at: int, language: Language) -> tuple[float | None, int]:
    """Digits at ``at``, with groups of three set apart by one blank, and the token after them."""
    word = sentence.words[at]
    end = at + 1
    if word.isdecimal() and len(word) <= 3 and not word.startswith("0"):
        text = word
        while _is_group(sentence, end):
            text += sentence.words[end]
            end += 1
        return float(text), end
    return value_of(word, language), end


def _is_group(sentence: Sentence, at: int) -> bool:
    word = sentence.word(at)
    return len(word) == 3 and word.isdecimal() and sentence.starts[at] == sentence.ends[at - 1] + 1


def _suffixed(sentence: Sentence, at: int, kind: str, language: Language) -> int:
    """The token after an ending of the class ``kind`` set right behind digits ('5th', '5-th'); 0 without one."""
    hyphen = sentence.word(at) == "-" and touches(sentence, at)
    here = at + hyphen
    return here + 1 if touches(sentence, here) and language.has(kind, sentence.word(here)) else 0


def _added(sentence: Sentence, at: int, scale: float, language: Language) -> tuple[float, int]:
    """What digits right behind a scale word add: '32 thousand 500', '3 million 200 thousand'."""
    word = sentence.word(at)
    if not word.isdecimal() or len(word) > 3 or scale < 1000:
        return 0.0, at
    smaller, after = scale_of(sentence, at + 1, language)
    if smaller >= scale or percent(sentence, after, language):
        return 0.0, at
    more, end = _added(sentence, after, smaller, language) if smaller > 1 else (0.0, after)
    return float(word) * smaller + more, end


def percent(sentence: Sentence, at: int, language: Language) -> int:
    """The token after 'percent', 'per cent' or '%' at ``at``; 0 when there is none."""
    word = sentence.word(at)
    if language.has("percent", word):
        return at + 1
    return at + 2 if language.has("per", word) and language.has("cent", sentence.word(at + 1)) else 0


def scale_of(sentence: Sentence, at: int, language: Language) -> tuple[float, int]:
    """The product of scale words from ``at`` on, and the token after them."""
    scale = 1.0
    numbers = language.numbers
    scaled = numbers.get(sentence.word(at + 1))
    if sentence.word(at) == "-" and touches(sentence, at) and scaled is not None and scaled.kind == "scale":
        return scaled.value, at + 2
    while (entry := numbers.get(sentence.word(at))) is not None:
        if entry.kind not in _MULTIPLIERS and not (entry.kind == "suffix" and touches(sentence, at)):
            break
        scale *= entry.value
        at += 1
    return scale, at
