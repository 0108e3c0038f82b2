"""The number grammar: digits, number words, ranges, shares and vague words, each with its interval."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.read.sentences import Sentence

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    lo: float | None
    hi: float | None
    kind: str
    """count, share, percent, vague, range, ordinal or word (no number by itself: 'half', 'one')"""


def find(sentence: Sentence, language: Language, taken: frozenset[int]) -> list[Number]:
    """All numbers of ``sentence`` from left to right; tokens in ``taken`` are dates."""
    found: list[Number] = []
    at = 0
    words = sentence.words
    while at < len(words):
        number = None
        if at not in taken and _may_begin(words[at], language):
            number = _number(sentence, at, language)
        if number:
            number = _range(sentence, number, language, taken)
            found.append(number)
            at = number.end
        else:
            at += 1
    return found


def _may_begin(word: str, language: Language) -> bool:
    return word[0].isdigit() or word in language.numbers or word in language.vague.table or word == "a"


def _number(sentence: Sentence, at: int, language: Language) -> Number | None:
    return (
        _out_of(sentence, at, language)
        or _fraction(sentence, at, language)
        or _vague(sentence, at, language)
        or _digits(sentence, at, language)
        or _spelled(sentence, at, language)
        or _ordinal(sentence, at, language)
    )


def _word(sentence: Sentence, at: int) -> str:
    return sentence.words[at] if 0 <= at < len(sentence.words) else ""


def _touch(sentence: Sentence, at: int) -> bool:
    """Whether token ``at`` stands right after the one before it, without a blank."""
    return 0 < at < len(sentence.words) and sentence.ends[at - 1] == sentence.starts[at]


def value_of(token: str) -> float | None:
    """The number that a token of digits with separators stands for, the English way."""
    if token.isdigit():
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
    if word.isdigit() and len(word) <= 3:
        text = word
        while (
            len(_word(sentence, end)) == 3
            and _word(sentence, end).isdigit()
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
    if _touch(sentence, end) and _word(sentence, end) in ("st", "nd", "rd", "th", "d"):
        return Number(at, end + 1, value, value, "ordinal")
    if share := _percent(sentence, end):
        return Number(at, share, value / 100, value / 100, "percent")
    scale, after = _scale(sentence, end, language)
    if scale > 1 and "." in sentence.words[at] and value >= 1000:
        value = float(sentence.words[at])
    return Number(at, after, value * scale, value * scale, "count")


def _percent(sentence: Sentence, at: int) -> int:
    """The token after 'percent', 'per cent' or '%' at ``at``; 0 when there is none."""
    word = _word(sentence, at)
    if word in ("%", "percent", "pct"):
        return at + 1
    return at + 2 if word == "per" and _word(sentence, at + 1) == "cent" else 0


def _scale(sentence: Sentence, at: int, language: Language) -> tuple[float, int]:
    """The product of scale words from ``at`` on, and the token after them."""
    scale = 1.0
    while (entry := language.numbers.get(_word(sentence, at))) is not None:
        whole = entry.kind in ("scale", "hundred", "dozen")
        if not whole and not (entry.kind == "suffix" and _touch(sentence, at)):
            break
        scale *= entry.value
        at += 1
    return scale, at


def _spelled(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'seven thousand two hundred and fifty', 'a hundred', 'half a million', 'seventy-five'."""
    numbers = language.numbers
    first = _word(sentence, at)
    if first == "half" and _word(sentence, at + 1) == "a":
        scale, end = _scale(sentence, at + 2, language)
        return Number(at, end, 0.5 * scale, 0.5 * scale, "count") if scale > 1 else None
    if first == "a":
        entry = numbers.get(_word(sentence, at + 1))
        if entry is None or entry.kind not in ("hundred", "scale", "dozen"):
            return None
        value, end = _cardinal(sentence, at + 1, language)
    elif first in numbers and numbers[first].kind in ("unit", "ten", "hundred", "scale", "dozen"):
        value, end = _cardinal(sentence, at, language)
    else:
        return None
    if share := _percent(sentence, end):
        return Number(at, share, value / 100, value / 100, "percent")
    return Number(at, end, value, value, "count")


def _cardinal(sentence: Sentence, at: int, language: Language) -> tuple[float, int]:
    """The value of number words from ``at`` on, and the token after them."""
    total, part, end, last = 0.0, 0.0, at, ""
    while True:
        here = _joined(sentence, end, last, language)
        entry = language.numbers.get(_word(sentence, here))
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
    word = _word(sentence, at)
    if word == "-" and last == "ten" and _touch(sentence, at) and _touch(sentence, at + 1):
        return at + 1
    if word == "and" and last in ("hundred", "scale"):
        after = language.numbers.get(_word(sentence, at + 1))
        following = _word(sentence, at + 2)
        plain = after is not None and after.kind in ("unit", "ten")
        if plain and last == "hundred" or plain and following in language.numbers:
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


def _fraction(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'1/3', 'a third', 'two-thirds', 'three quarters', 'half'."""
    word = sentence.words[at]
    if word.isdigit() and _word(sentence, at + 1) == "/" and _word(sentence, at + 2).isdigit():
        top, bottom = int(word), int(_word(sentence, at + 2))
        close = _touch(sentence, at + 1) and _touch(sentence, at + 2) and _word(sentence, at + 3) != "/"
        return Number(at, at + 3, top / bottom, top / bottom, "share") if close and 0 < top < bottom <= 20 else None
    entry = language.numbers.get(word)
    if entry is not None and entry.kind == "half":
        return _half(sentence, at)
    here = at + 2 if _word(sentence, at + 1) == "-" else at + 1
    part = language.numbers.get(_word(sentence, here))
    if part is None or part.kind != "fraction":
        return None
    if word == "a" or entry is not None and entry.value == 1:
        return Number(at, here + 1, part.value, part.value, "share") if _is_share(sentence, here, word) else None
    if entry is not None and entry.kind == "unit" and _word(sentence, here).endswith("s") and entry.value < 10:
        share = round(entry.value * part.value, 6)
        return Number(at, here + 1, share, share, "share")
    return None


_AFTER_SHARE = frozenset("of are is were was have has had live lives lived came come returned remain".split())


def _is_share(sentence: Sentence, at: int, article: str) -> bool:
    """Whether 'a third' at ``at`` is a fraction and no place in a sequence."""
    after = _word(sentence, at + 1)
    return after in _AFTER_SHARE or not after or not after[0].isalpha() or article != "a"


def _half(sentence: Sentence, at: int) -> Number | None:
    after, before = _word(sentence, at + 1), _word(sentence, at - 1)
    if after in ("a", "an", "-", "hour") or before in ("first", "second", "other", "a", "and", "-"):
        return None
    return Number(at, at + 1, 0.5, 0.5, "share")


def _out_of(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'one in five', 'nine in ten', '4 out of 5'."""
    top = _small(sentence, at, language)
    if top is None:
        return None
    end = at + 1
    if _word(sentence, end) == "in":
        end += 1
    elif _word(sentence, end) == "out" and _word(sentence, end + 1) == "of":
        end += 2
        if _word(sentence, end) in ("every", "the"):
            return None
    else:
        return None
    if _word(sentence, end) == "every":
        end += 1
    bottom = _small(sentence, end, language)
    if bottom is None or not 0 < top < bottom or bottom not in (2, 3, 4, 5, 6, 8, 10, 20, 100):
        return None
    return Number(at, end + 1, top / bottom, top / bottom, "share")


def _small(sentence: Sentence, at: int, language: Language) -> float | None:
    word = _word(sentence, at)
    if word.isdigit() and len(word) <= 3:
        return float(word)
    entry = language.numbers.get(word)
    return entry.value if entry and entry.kind in ("unit", "ten", "hundred") else None


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
        first = sentence.words[at]
        return None if first == "some" else Number(at, end, entry.low * scale, high, "vague")
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
    word = _word(sentence, first.end)
    between = "between" in sentence.words[max(0, first.start - 2) : first.start]
    if word not in ("to", "-", "or") and not (word == "and" and between) or first.end + 1 >= len(sentence.words):
        return first
    if first.end + 1 in taken or not _may_begin(sentence.words[first.end + 1], language):
        return first
    second = _number(sentence, first.end + 1, language)
    if second is None or second.lo is None or first.lo is None or second.kind not in ("count", "percent", "share"):
        return first
    low = _same_scale(first, second)
    if not low < second.lo or word == "or" and second.lo > 2 * low + 1:
        return first
    return replace(first, end=second.end, lo=low, hi=second.lo, kind="percent" if second.kind == "percent" else first.kind)


def _same_scale(first: Number, second: Number) -> float:
    """The lower end of a range: '2 to 3 million' and '10-15 %' share the scale word of the second number."""
    assert first.lo is not None and second.lo is not None
    if second.kind == "percent" and first.kind == "count":
        return first.lo / 100
    for scale in (1e6, 1e9, 1e5, 1e3):
        if second.lo >= scale and first.lo < 1000 and first.lo * scale < second.lo and second.end - second.start > 1:
            return first.lo * scale
    return first.lo
