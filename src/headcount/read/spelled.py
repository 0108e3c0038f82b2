"""Numbers in words: 'seven thousand two hundred', 'half a million', 'two and a half thousand', 'not one'."""

from __future__ import annotations

from headcount.languages import Language
from headcount.languages.pack import NumberWord
from headcount.read.digits import percent, scale_of
from headcount.read.heads import noun_at
from headcount.read.number import Number, touches
from headcount.read.sentences import Sentence

_FOLLOWS = {
    "": {"unit", "ten", "hundred", "hundreds", "scale", "dozen", "round", "persons"},
    "unit": {"hundred", "scale", "dozen", "round"},
    "teen": {"hundred", "scale", "dozen", "round"},
    "ten": {"unit", "hundred", "scale", "dozen", "round", "persons"},
    "hundred": {"unit", "ten", "scale"},
    "hundreds": {"unit", "ten", "scale", "persons"},
    "scale": {"unit", "ten", "hundred", "hundreds", "scale"},
    "dozen": {"scale"},
    "round": {"scale"},
    "persons": set[str](),
}
"""Which kinds of number words may go on behind which: 'two' before 'hundred', never before 'three'."""


def spelled(sentence: Sentence, at: int, language: Language) -> Number | None:
    """The number in words that begins at token ``at``."""
    if found := _and_a_half(sentence, at, language) or _not_one(sentence, at, language):
        return found
    if found := _half_of(sentence, at, language):
        return found
    first = word_at(sentence, at, language)
    if first is None:
        named = word_at(sentence, at + 1, language) if language.has("article", sentence.words[at]) else None
        if named is None or named[0].kind not in ("hundred", "scale", "dozen", "round"):
            return None
        return _counted(sentence, at, at + 1, language)
    entry, end = first
    if entry.kind == "zero":
        return Number(at, end, 0.0, 0.0, "count") if _is_zero(sentence, at, language) else None
    if entry.kind == "no":
        return Number(at, end, 0.0, 0.0, "count", "none")
    after = word_at(sentence, end, language) if language.has("article", sentence.words[at]) else None
    if after is not None and after[0].kind in ("hundred", "scale", "dozen", "round"):
        return _counted(sentence, at, end, language)
    if language.has("article", sentence.words[at]) and not _one_of_people(sentence, at, end, language):
        return None
    return _counted(sentence, at, at, language) if entry.kind in _FOLLOWS[""] else None


def _one_of_people(sentence: Sentence, at: int, end: int, language: Language) -> bool:
    """Whether an article that is also the number one counts: 'un mort', 'une femme sur cinq', and no other 'un'."""
    if end > at + 1:
        return True
    end += language.has("before_noun", sentence.word(end))
    return noun_at(sentence.words, end, language) is not None


def word_at(sentence: Sentence, at: int, language: Language) -> tuple[NumberWord, int] | None:
    """The number word at token ``at``, the longest first, and the token after it."""
    words = sentence.words
    if not 0 <= at < len(words):
        return None
    if words[at] in language.number_phrases.table and (match := language.number_phrases.at(words, at)):
        return match.entry, match.end
    entry = language.numbers.get(words[at])
    return (entry, at + 1) if entry is not None else None


def _counted(sentence: Sentence, start: int, at: int, language: Language) -> Number | None:
    """The cardinal at ``at`` as a number that begins at ``start``; parts of a person are none."""
    value, end, last = _cardinal(sentence, at, language)
    if share := percent(sentence, end, language):
        return Number(start, share, value / 100, value / 100, "percent")
    sense = {"persons": "persons", "round": "about"}.get(last, "")
    return Number(start, end, value, value, "count", sense) if value == int(value) else None


def _is_zero(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether 'none' counts: 'none of the refugees', 'none has been freed'."""
    after = sentence.word(at + 1)
    return language.has("of", after) or language.has("be", after) or language.has("have", after)


def _not_one(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'not one woman', 'not a single hostage': none."""
    if not language.has("not", sentence.words[at]):
        return None
    after = sentence.word(at + 1)
    single = language.has("single", sentence.word(at + 2))
    entry = language.numbers.get(after)
    if entry is not None and entry.value == 1 and entry.kind != "ordinal":
        return Number(at, at + 2 + single, 0.0, 0.0, "count", "none")
    return Number(at, at + 3, 0.0, 0.0, "count", "none") if single and language.has("article", after) else None


def _half_of(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'half a million', 'un demi-million'."""
    lead = language.has("article", sentence.words[at])
    entry = language.numbers.get(sentence.word(at + lead))
    if entry is None or entry.kind != "half":
        return None
    here = at + lead + 1
    if not lead:
        if not language.has("article", sentence.word(here)):
            return None
        here += 1
    scale, end = scale_of(sentence, here, language)
    return Number(at, end, 0.5 * scale, 0.5 * scale, "count") if scale > 1 else None


def _and_a_half(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'two and a half thousand'."""
    first = word_at(sentence, at, language)
    if first is None or first[0].kind != "unit":
        return None
    half = half_after(sentence, first[1], language)
    if not half:
        return None
    scale, end = scale_of(sentence, half, language)
    value = (first[0].value + 0.5) * scale
    return Number(at, end, value, value, "count") if scale > 1 else None


def half_after(sentence: Sentence, at: int, language: Language) -> int:
    """The token after 'and a half' or '-and-a-half' at ``at``; 0 where it does not stand."""
    at += sentence.word(at) == "-"
    if not language.has("half_join", sentence.word(at)):
        return 0
    at += 1 + (sentence.word(at + 1) == "-")
    if language.has("article", sentence.word(at)):
        at += 1 + (sentence.word(at + 1) == "-")
    entry = language.numbers.get(sentence.word(at))
    return at + 1 if entry is not None and entry.kind == "half" else 0


def _cardinal(sentence: Sentence, at: int, language: Language) -> tuple[float, int, str]:
    """The value of number words from ``at`` on, the token after them, and the kind of the last."""
    total, part, end, last = 0.0, 0.0, at, ""
    while True:
        here = _joined(sentence, end, last, language)
        found = word_at(sentence, here, language)
        if found is None or found[0].kind not in _FOLLOWS[last]:
            break
        entry, end = found
        if entry.kind in ("hundred", "dozen", "round"):
            part = (part or 1) * entry.value
        elif entry.kind == "scale":
            half = half_after(sentence, end, language)
            total, part = total + (part or 1) * entry.value + (0.5 * entry.value if half else 0.0), 0.0
            end = half or end
        else:
            part += entry.value
        last = "teen" if entry.kind == "unit" and entry.value > 9 else entry.kind
    return total + part, end, last


def _joined(sentence: Sentence, at: int, last: str, language: Language) -> int:
    """Skip a hyphen inside a number, or 'and' after hundred or thousand where a smaller number goes on."""
    word = sentence.word(at)
    if word == "-" and last and touches(sentence, at) and touches(sentence, at + 1):
        return at + 1
    if language.has("and", word) and last in ("hundred", "scale"):
        after = language.numbers.get(sentence.word(at + 1))
        plain = after is not None and after.kind in ("unit", "ten")
        if (plain and last == "hundred") or (plain and sentence.word(at + 2) in language.numbers):
            return at + 1
    return at
