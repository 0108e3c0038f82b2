"""Shares in words and signs: '1/3', 'a third', 'half', 'one in five'."""

from __future__ import annotations

from headcount.languages import Language
from headcount.read.heads import noun_at
from headcount.read.names import named
from headcount.read.number import Number, touches
from headcount.read.sentences import Sentence

_LONGEST = 4
_AHEAD = 7
"""Tokens within which 'in' or 'out of' stands behind the first number of 'one in five'"""


def fraction(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'1/3', 'a third', 'two-thirds', 'three quarters', 'half'."""
    word = sentence.words[at]
    below = sentence.word(at + 2)
    if word.isdecimal() and sentence.word(at + 1) == "/" and below.isdecimal() and len(word + below) <= _LONGEST:
        top, bottom = int(word), int(below)
        close = touches(sentence, at + 1) and touches(sentence, at + 2) and sentence.word(at + 3) != "/"
        return Number(at, at + 3, top / bottom, top / bottom, "share") if close and 0 < top < bottom <= 20 else None
    entry = language.numbers.get(word)
    if language.has("every_nth", word):
        return _every(sentence, at, language)
    if entry is not None and entry.kind == "half":
        return _half(sentence, at, language)
    if entry is not None and entry.kind == "share":
        return Number(at, at + 1, entry.value, entry.value, "share")
    here = at + 2 if sentence.word(at + 1) == "-" else at + 1
    part = language.numbers.get(sentence.word(here))
    if part is None or part.kind not in ("fraction", "parts", "part", "share"):
        return None
    one = language.has("article", word) or (entry is not None and entry.value == 1)
    if one and part.kind != "parts":
        return (
            Number(at, here + 1, part.value, part.value, "share") if _is_share(sentence, here, word, language) else None
        )
    if entry is not None and entry.kind == "unit" and part.kind != "fraction" and 1 < entry.value < 10:
        share = round(entry.value * part.value, 6)
        return Number(at, here + 1, share, share, "share")
    return None


def _every(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'every fifth child': a fifth of them."""
    entry = language.numbers.get(sentence.word(at + 1))
    if entry is None or entry.kind not in ("ordinal", "fraction") or _past_people(sentence, at + 2, language) == at + 2:
        return None
    share = entry.value if entry.kind == "fraction" else round(1 / entry.value, 6)
    return Number(at, at + 2, share, share, "share")


def _is_share(sentence: Sentence, at: int, article: str, language: Language) -> bool:
    """Whether 'a third' at ``at`` is a fraction and no place in a sequence."""
    after = sentence.word(at + 1)
    return (
        language.has("share_after", after)
        or not after
        or not after[0].isalpha()
        or not language.has("article", article)
    )


def _half(sentence: Sentence, at: int, language: Language) -> Number | None:
    after, before = sentence.word(at + 1), sentence.word(at - 1)
    if language.has("no_half_after", after) or language.has("no_half_before", before):
        return None
    return Number(at, at + 1, 0.5, 0.5, "share")


def out_of(sentence: Sentence, at: int, language: Language) -> Number | None:
    """'one in five', 'nine in ten', '4 out of 5', 'one child in five'."""
    ahead = sentence.words[at + 1 : at + _AHEAD]
    if language.words["in"].isdisjoint(ahead) and language.words["out"].isdisjoint(ahead):
        return None
    top = _small(sentence, at, language)
    if top is None:
        return None
    end = _past_people(sentence, at + 1, language)
    if language.has("in", sentence.word(end)):
        end += 1
    elif language.has("out", sentence.word(end)) and language.has("of", sentence.word(end + 1)):
        end += 2
        if language.has("every", sentence.word(end)):
            return None
    else:
        return None
    if language.has("every", sentence.word(end)):
        end += 1
    bottom = _small(sentence, end, language)
    if bottom is None or not 0 < top < bottom or bottom not in (2, 3, 4, 5, 6, 8, 10, 20, 100):
        return None
    return Number(at, end + 1, top / bottom, top / bottom, "share")


def _past_people(sentence: Sentence, at: int, language: Language) -> int:
    """The token behind the noun for people at ``at``: 'one child in five'; ``at`` itself where none stands."""
    name = named(sentence, at, language) if at < len(sentence.words) else None
    if name is not None and any(reading.kind == "demonym" for reading in name.entry):
        return name.end
    noun = noun_at(sentence.words, at, language)
    return noun[1] if noun is not None else at


def _small(sentence: Sentence, at: int, language: Language) -> float | None:
    word = sentence.word(at)
    if word.isdecimal() and len(word) <= 3:
        return float(word)
    entry = language.numbers.get(word)
    return entry.value if entry and entry.kind in ("unit", "ten", "hundred") else None
