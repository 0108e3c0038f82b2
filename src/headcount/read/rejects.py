"""Numbers that count no people, each with the code of its reason."""

from __future__ import annotations

from headcount.languages import Language
from headcount.read.numerals import Number
from headcount.read.sentences import Sentence

_CLOCK = frozenset(("gmt", "a.m.", "p.m.", "am", "pm", "utc", "o"))
_AGED = frozenset(("aged", "age", "ages"))
_UNDER = frozenset(("under", "below", "over", "above", "than"))
_AGES = 110


def reason(sentence: Sentence, number: Number, language: Language) -> str | None:
    """Why ``number`` counts no people, from the signs and words that touch it; ``None`` if it may count them."""
    words = sentence.words
    before = words[number.start - 1] if number.start else ""
    after = words[number.end] if number.end < len(words) else ""
    if number.kind == "ordinal":
        return "ordinal"
    return (
        _layout(sentence, number, before, after)
        or _money(words, number, before, after, language)
        or _age(sentence, number, before, after)
        or _clock(sentence, number, before, after)
        or _measure(sentence, number, language)
        or _label(sentence, number, before, language)
        or _pronoun(sentence, number, after, language)
    )


def _layout(sentence: Sentence, number: Number, before: str, after: str) -> str | None:
    """Numbering of lists and notes: '1.' or '2)' at the start, '[3]' or '(2)' alone."""
    digits = sentence.words[number.start].isdigit() and number.end - number.start == 1
    if digits and number.start == 0 and after in (".", ")") and number.lo is not None and number.lo < 100:
        return "page_furniture"
    if digits and before in "([" and before and after in (")", "]") and number.lo is not None and number.lo < 30:
        return "page_furniture" if before == "(" else None
    return None


def _money(words: list[str], number: Number, before: str, after: str, language: Language) -> str | None:
    if before in language.words["currency"] or after in language.words["currency"]:
        return "money"
    here = number.end
    if here < len(words) and words[here] in ("us", "u.s.", "american") and here + 1 < len(words):
        here += 1
    return "money" if here < len(words) and language.measures.get(words[here]) == "money" else None


def _age(sentence: Sentence, number: Number, before: str, after: str) -> str | None:
    words = sentence.words
    if number.lo is None or not 0 <= number.lo <= _AGES or number.kind not in ("count", "range"):
        return None
    if before == "yet" and number.start > 1 and words[number.start - 2] == "not":
        return "age"
    if before in _AGED or before == "of" and number.start > 1 and words[number.start - 2] in ("age", "ages"):
        return "age"
    if before in ("between", "from") and number.lo != number.hi and number.lo < 22 and (not after or not after[0].isalpha()):
        return "age"
    ahead = [word for word in words[number.end : number.end + 4] if word != "-"]
    if ahead[:1] and ahead[0] in ("year", "years", "month", "months") and len(ahead) > 1:
        if ahead[1] in ("old", "olds", "younger", "older") or ahead[1] == "of" and ahead[2:3] == ["age"]:
            return "age"
    apposed = before == "," and after in (",", ".", ";") and number.start > 1 and sentence.capital[number.start - 2]
    if apposed and number.lo > 4 and sentence.words[number.start].isdigit():
        return "age"
    bare = not after or not after[0].isalpha() or after in ("and", "years", "died", "are", "were", "when")
    return "age" if before in _UNDER - {"than"} and bare and number.lo < 22 and number.start > 1 else None


def _clock(sentence: Sentence, number: Number, before: str, after: str) -> str | None:
    word = sentence.words[number.start]
    if after in _CLOCK and (after != "o" or sentence.words[number.end + 1 : number.end + 2] == ["'"]):
        return "date"
    if before == "at" and word.isdigit() and len(word) == 4 and int(word) < 2400 and (not after or not after[0].isalpha()):
        return "date"
    touching = number.end < len(sentence.words) and sentence.starts[number.end] == sentence.ends[number.end - 1]
    following = sentence.words[number.end + 1 : number.end + 2]
    if after == ":" and touching and following and following[0].isdigit():
        return "date"
    opened = before == ":" and number.start > 1 and sentence.words[number.start - 2].isdigit()
    return "date" if opened and sentence.starts[number.start] == sentence.ends[number.start - 1] else None


def _measure(sentence: Sentence, number: Number, language: Language) -> str | None:
    words = sentence.words
    here = number.end + (words[number.end : number.end + 1] == ["-"])
    while here < len(words) and words[here] in ("more", "further", "consecutive", "straight", "square", "cubic", "full", "last", "past", "long"):
        here += 1
    if here < len(words) and words[here] == "to" and here + 2 < len(words) and words[here + 2] in language.measures:
        here += 2
    return language.measures.get(words[here]) if here < len(words) else None


def _label(sentence: Sentence, number: Number, before: str, language: Language) -> str | None:
    """'Article 5', 'No. 7', 'Channel 4': a place in a sequence."""
    words = sentence.words
    if not words[number.start].isdigit() or number.lo is None or number.kind != "count":
        return None
    if before == "." and number.start > 1 and words[number.start - 2] in ("no", "nos", "art", "vol"):
        return "ordinal"
    return "ordinal" if before in language.labels and before not in ("no", "number") or before == "no" and number.lo < 1000 else None


def _pronoun(sentence: Sentence, number: Number, after: str, language: Language) -> str | None:
    """'one' that counts nobody: 'one of the issues', 'no one', 'the one that', 'one irony'."""
    if number.kind != "count" or sentence.words[number.start] != "one" or number.end - number.start > 1:
        return None
    before = sentence.words[number.start - 1] if number.start else ""
    if after == "another" or before in ("no", "the", "this", "that", "any", "every", "each", "-", "an", "which", "not"):
        return "pronoun"
    stops = not after or not after[0].isalpha() or language.has("prep", after) or language.has("modal", after)
    return "pronoun" if stops else None
