"""The number grammar: digits, number words, ranges, shares and vague words, each with its interval."""

from __future__ import annotations

import re
from dataclasses import replace

from headcount.languages import Language
from headcount.read import shares
from headcount.read.number import Number, touches
from headcount.read.sentences import Sentence

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 18
"""Characters of the longest number that can count anything."""
_DECIMAL = re.compile(r"\d+\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def find(sentence: Sentence, language: Language, taken: frozenset[int]) -> list[Number]:
    """All numbers of ``sentence`` from left to right; tokens in ``taken`` are dates."""
    found: list[Number] = []
    at = 0
    words = sentence.words
    while at < len(words):
        number = None
        if at not in taken and _may_begin(words[at], language):
            number = _number(sentence, at, language)
        if number and not taken.isdisjoint(range(number.start, number.end)):
            number = _digits(sentence, at, language)
        if number:
            number = _range(sentence, number, language, taken)
            found.append(number)
            at = number.end
        else:
            at += 1
    return found


def _may_begin(word: str, language: Language) -> bool:
    return (
        word[0].isdecimal()
        or word in language.numbers
        or word in language.vague.table
        or language.has("article", word)
        or language.has("not", word)
    )


def _number(sentence: Sentence, at: int, language: Language) -> Number | None:
    return (
        shares.out_of(sentence, at, language)
        or shares.fraction(sentence, at, language)
        or _vague(sentence, at, language)
        or _digits(sentence, at, language)
        or _spelled(sentence, at, language)
        or _ordinal(sentence, at, language)
    )


def value_of(token: str) -> float | None:
    """The number that a token of digits with separators stands for, the English way."""
    if len(token) > _LONGEST:
        return None
    if token.isdecimal():
        return float(token)
    if _GROUPED.fullmatch(token):
        return float(token.replace(",", ""))
    if _DOTTED.fullmatch(token) and (token.count(".") > 1 or not token.startswith("0")):
        return float(token.replace(".", ""))
    if token.count(".") == 1 and "," not in token:
        return float(token)
    if token.count(",") == 1 and "." not in token:
        return float(token.replace(",", "."))
    return None


def _grouped(sentence: Sentence, at: int) -> tuple[float | None, int]:
    """Digits at ``at``, with groups of three set apart by one blank, and the token after them."""
    word = sentence.words[at]
    end = at + 1
    if word.isdecimal() and len(word) <= 3:
        text = word
        while (
            len(sentence.word(end)) == 3
            and sentence.word(end).isdecimal()
            and sentence.starts[end] == sentence.ends[end - 1] + 1
            and not word.startswith("0")
        ):
            text += sentence.words[end]
            end += 1
        return float(text), end
    return value_of(word), end


def _digits(sentence: Sentence, at: int, language: Language) -> Number | None:
    if not _DIGITS.fullmatch(sentence.words[at]):
        return None
    value, end = _grouped(sentence, at)
    if value is None:
        return Number(at, end, None, None, "word")
    if touches(sentence, end) and language.has("ordinal_suffix", sentence.word(end)):
        return Number(at, end + 1, value, value, "ordinal")
    if share := _percent(sentence, end, language):
        return Number(at, share, value / 100, value / 100, "percent")
    scale, after = _scale(sentence, end, language)
    if scale > 1 and value >= 1000 and _DECIMAL.fullmatch(sentence.words[at]):
        value = float(sentence.words[at])
    return Number(at, after, value * scale, value * scale, "count")


def _percent(sentence: Sentence, at: int, language: Language) -> int:
    """The token after 'percent', 'per cent' or '%' at ``at``; 0 when there is none."""
    word = sentence.word(at)
    if language.has("percent", word):
        return at + 1
    return at + 2 if language.has("per", word) and language.has("cent", sentence.word(at + 1)) else 0


def _scale(sentence: Sentence, at: int, language: Language) -> tuple[float, int]:
    """The product of scale words from ``at`` on, and the token after them."""
    scale = 1.0
    scaled = language.numbers.get(sentence.word(at + 1))
    if sentence.word(at) == "-" and touches(sentence, at) and scaled is not None and scaled.kind == "scale":
        return scaled.value, at + 2
    while (entry := language.numbers.get(sentence.word(at))) is not None:
        whole = entry.kind in ("scale", "hundred", "dozen")
        if not whole and not (entry.kind == "suffix" and touches(sentence, at)):
            break
        scale *= entry.value
        at += 1
    return scale, at


def _spelled(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'seven thousand two hundred and fifty', 'a hundred', 'half a million', 'seventy-five'."""
    numbers = language.numbers
    first = sentence.word(at)
    if found := _and_a_half(sentence, at, language) or _not_one(sentence, at, language):
        return found
    if first in numbers and numbers[first].kind == "half" and language.has("article", sentence.word(at + 1)):
        scale, end = _scale(sentence, at + 2, language)
        return Number(at, end, 0.5 * scale, 0.5 * scale, "count") if scale > 1 else None
    if language.has("article", first):
        entry = numbers.get(sentence.word(at + 1))
        if entry is None or entry.kind not in ("hundred", "scale", "dozen"):
            return None
        value, end = _cardinal(sentence, at + 1, language)
    elif first in numbers and numbers[first].kind == "zero":
        return Number(at, at + 1, 0.0, 0.0, "count") if _is_zero(sentence, at, language) else None
    elif first in numbers and numbers[first].kind in ("unit", "ten", "hundred", "scale", "dozen"):
        value, end = _cardinal(sentence, at, language)
    else:
        return None
    if share := _percent(sentence, end, language):
        return Number(at, share, value / 100, value / 100, "percent")
    return Number(at, end, value, value, "count")


def _is_zero(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether 'none' counts: 'none of the refugees', 'none has been freed'."""
    after = sentence.word(at + 1)
    return language.has("of", after) or language.has("be", after) or language.has("have", after)


def _not_one(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'not one woman', 'not a single hostage': none."""
    if not language.has("not", sentence.words[at]):
        return None
    entry = language.numbers.get(sentence.word(at + 1))
    if entry is not None and entry.value == 1 and not sentence.words[at + 1].isdecimal():
        return Number(at, at + 2, 0.0, 0.0, "count")
    single = language.has("article", sentence.word(at + 1)) and language.has("single", sentence.word(at + 2))
    return Number(at, at + 3, 0.0, 0.0, "count") if single else None


def _and_a_half(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'two and a half thousand'."""
    entry = language.numbers.get(sentence.words[at])
    places = [here for here in range(at + 1, min(len(sentence.words), at + 7)) if sentence.words[here] != "-"][:3]
    if entry is None or entry.kind != "unit" or len(places) < 3:
        return None
    half = language.numbers.get(sentence.words[places[2]])
    joined = language.has("and", sentence.words[places[0]]) and language.has("article", sentence.words[places[1]])
    if not joined or half is None or half.kind != "half":
        return None
    scale, end = _scale(sentence, places[2] + 1, language)
    value = (entry.value + 0.5) * scale
    return Number(at, end, value, value, "count") if scale > 1 else None


def _cardinal(sentence: Sentence, at: int, language: Language) -> tuple[float, int]:
    """The value of number words from ``at`` on, and the token after them."""
    total, part, end, last = 0.0, 0.0, at, ""
    while True:
        here = _joined(sentence, end, last, language)
        entry = language.numbers.get(sentence.word(here))
        if entry is None or not _may_follow(last, entry.kind):
            break
        if entry.kind in ("unit", "ten"):
            part += entry.value
        elif entry.kind in ("hundred", "dozen"):
            part = (part or 1) * entry.value
        else:
            total, part = total + (part or 1) * entry.value, 0.0
        last, end = _kind_of(entry.kind, entry.value), here + 1
    return total + part, end


def _kind_of(kind: str, value: float) -> str:
    return "teen" if kind == "unit" and value > 9 else kind


def _joined(sentence: Sentence, at: int, last: str, language: Language) -> int:
    """Skip a hyphen after a ten, or 'and' after hundred or thousand where a smaller number goes on."""
    word = sentence.word(at)
    if word == "-" and last == "ten" and touches(sentence, at) and touches(sentence, at + 1):
        return at + 1
    if language.has("and", word) and last in ("hundred", "scale"):
        after = language.numbers.get(sentence.word(at + 1))
        following = sentence.word(at + 2)
        plain = after is not None and after.kind in ("unit", "ten")
        if (plain and last == "hundred") or (plain and following in language.numbers):
            return at + 1
    return at


_FOLLOWS = {
    "": {"unit", "ten", "hundred", "scale", "dozen"},
    "unit": {"hundred", "scale", "dozen"},
    "teen": {"hundred", "scale", "dozen"},
    "ten": {"unit", "hundred", "scale", "dozen"},
    "hundred": {"unit", "ten", "scale"},
    "scale": {"unit", "ten", "hundred", "scale"},
    "dozen": set(),
}


def _may_follow(last: str, kind: str) -> bool:
    return kind in _FOLLOWS[last]


def _vague(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'dozens', 'tens of thousands', 'several thousand', 'a few hundred', 'several' before a noun."""
    match = language.vague.at(sentence.words, at)
    if match is None:
        return None
    entry = match.entry
    if entry.kind == "bare":
        return Number(at, match.end, entry.low, entry.high, "vague")
    scale, end = _scale(sentence, match.end, language)
    if scale > 1:
        high = entry.high * scale - 1 if entry.high is not None else None
        return None if entry.high is None else Number(at, end, entry.low * scale, high, "vague")
    return None


def _ordinal(sentence: Sentence, at: int, language: Language) -> Number | None:
    entry = language.numbers.get(sentence.words[at])
    if entry is None or entry.kind not in ("ordinal", "fraction", "half"):
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
    between = any(language.has("between", before) for before in sentence.words[max(0, first.start - 2) : first.start])
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
