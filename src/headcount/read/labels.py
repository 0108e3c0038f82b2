"""Whom a number counts where the noun stands before it: labels, 'of the ...', verbs of counting and of change."""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.read.heads import Head, noun_at, scan
from headcount.read.nouns import joined_before, joined_here, of_at, partitive
from headcount.read.sentences import Sentence

_LONG = 32
_SHORT = 13
_SOON, _LATER = 7, 12
"""Words before a number in which a verb of change stands; more for the second number, behind 'to'."""
_LINE = 14


def left_head(sentence: Sentence, start: int, language: Language) -> Head | None:
    """The noun of a label before a number: 'displaced families: 349', 'the number of refugees rose to 349'."""
    words = sentence.words
    if found := _said_of(sentence, start, language):
        return found
    if found := _of_the(sentence, start, language) or _put_at(sentence, start, language):
        return found
    if found := _changed(sentence, start, language):
        return found
    told = language.meets("summing", words[max(0, start - 2) : start])
    for at in range(start - 1, max(-1, start - (_LONG if told else _SHORT)), -1):
        word = words[at]
        if word in (";", ".") and at < start - 1:
            return None
        after = of_at(words, at + 1, language) if language.has("total", word) else -1
        if 0 <= after < start:
            found = scan(sentence, after + language.has("the", sentence.word(after)), language, plural=True)
            return found if found.kind == "people" and found.end <= start else None
        if language.has("total", word) and (found := _totalled(sentence, at + 1, start, language)):
            return found
    return _label(sentence, start, language) or _line(sentence, start, language)


def _totalled(sentence: Sentence, at: int, start: int, language: Language) -> Head | None:
    """'brings the total new arrivals to 41,000': the noun right behind the word for a total, and 'to' at the number."""
    if not language.meets("reaching", sentence.words[max(at, start - 2) : start]):
        return None
    found = scan(sentence, at, language, plural=True)
    return found if found.kind == "people" and at < found.end < start else None


def total_before(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'the number of prisoners rose to 349 people': the noun of the total that a number with its own noun gives."""
    words = sentence.words
    told = ("change", "summing")
    if not any(language.has(kind, word) for kind in told for word in words[max(0, start - 3) : start]):
        return None
    for at in range(start - 1, max(-1, start - _LONG), -1):
        if words[at] in ";.":
            return None
        after = of_at(words, at + 1, language) if language.has("total", words[at]) else -1
        if 0 <= after < start:
            found = scan(sentence, after + language.has("the", sentence.word(after)), language, plural=True)
            return found if found.kind == "people" and found.noun is not None and found.end <= start else None
    return None


def _line(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'Hostages freed in exchanges: 127': the first noun of a line that ends with its number."""
    words = sentence.words
    if not 1 < start <= _LINE or not language.has("label_sign", words[start - 1]):
        return None
    if any(language.has(kind, word) for word in words[:start] for kind in ("be", "have", "modal", "relative")):
        return None
    for at in range(start - 1):
        noun = noun_at(words, at, language)
        if noun is not None and noun[0].plural and noun[0].kind == "person":
            return joined_here(sentence, Head("people", at, noun[1], noun=noun[0]), language)
    return None


def _said_of(sentence: Sentence, start: int, language: Language) -> Head | None:
    """The noun right before a dash that stands for 'are', or a toll right before its number."""
    words = sentence.words
    if not language.words["copula_sign"]:
        return None
    at = start - 1
    while at > 0 and (language.has("copula_sign", words[at]) or language.has("adverb", words[at])):
        at -= 1
    noun = noun_at(words, at, language) if at >= 0 else None
    if noun is None or noun[1] > start or not noun[0].plural:
        return None
    joined = language.meets("copula_sign", words[at:start])
    toll = noun[0].kind == "nominal" or noun[0].status == "killed"
    return Head("people", at, noun[1], noun=noun[0]) if joined or toll else None


def _of_the(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'Of the fighters 745 died', 'Of the 500 people hurt, 12': a whole put in front."""
    words = sentence.words
    for at in range(start - 1, max(-1, start - 10), -1):
        if (
            language.has("of", words[at])
            and (at == 0 or (words[at - 1] in ",;.(" or language.has("and", words[at - 1])))
            and language.has("opener", sentence.word(at + 1))
        ):
            found = partitive(sentence, at + 1, language)
            fits = found.kind in ("people", "pronoun") and found.end <= start
            return replace(found, whole=True, among=True) if fits else None
        if words[at] in ";.":
            return None
    return None


def _changed(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'the prison population has fallen from 8,400 to 7,900': the nearest noun before a verb of change."""
    words = sentence.words
    far = _LATER if start and language.has("to", words[start - 1]) else _SOON
    if not language.meets("change", words[max(0, start - far) : start]):
        return None
    for at in range(start - 1, max(-1, start - 6 - far), -1):
        noun = noun_at(words, at, language)
        said = noun is not None and not language.has("change", words[at])
        if noun is not None and said and (noun[0].plural or noun[0].kind == "collective"):
            wider = noun_at(words, at - 1, language)
            noun = wider if wider is not None and wider[1] == noun[1] else noun
            return Head("people", at, noun[1], noun=noun[0])
        if words[at] in ";.":
            return None
    return None


def _put_at(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'puts the women at 189', 'women account for 6,902': the noun stands before a verb of counting."""
    words = sentence.words
    if (
        start == 0
        or not language.has("at_for", words[start - 1])
        or not language.words["counting"] & set(words[:start])
    ):
        return None
    for at in range(start - 2, max(-1, start - 9), -1):
        noun = noun_at(words, at, language)
        if noun is not None and noun[0].plural and noun[0].kind == "person":
            return joined_before(sentence, Head("people", at, noun[1], noun=noun[0]), language)
        if words[at] in (",", ";") or language.has("and", words[at]):
            return None
    return _total_put_at(sentence, start, language)


def _total_put_at(sentence: Sentence, start: int, language: Language) -> Head | None:
    """'puts the number of nationals, from 80 countries, who ... at 300': the noun stands far before."""
    words = sentence.words
    for at in range(start - 3, max(0, start - _LONG), -1):
        if words[at] in ";.":
            return None
        after = of_at(words, at + 1, language) if language.has("total", words[at]) else -1
        if 0 <= after < start:
            put = language.meets("counting", words[max(0, at - 4) : at])
            found = scan(sentence, after + language.has("the", sentence.word(after)), language, plural=True)
            return found if put and found.kind == "people" and found.end <= start else None
    return None


def _label(sentence: Sentence, start: int, language: Language) -> Head | None:
    """A label without a verb: the whole sentence before the number is at most seven words."""
    words = sentence.words
    at = start - 1
    while at >= 0 and (language.has("label_gap", words[at]) or words[at] in language.words["adverb"]):
        at -= 1
    if at < 0 or at > 7 or start - at > 4 or (at == start - 1 and start < len(words) - 1):
        return None
    if any(language.has(kind, word) for word in words[: at + 1] for kind in ("be", "have", "modal", "verb")):
        return None
    noun = noun_at(words, at, language)
    return Head("people", at, at + 1, noun=noun[0]) if noun and (noun[0].plural or noun[0].kind != "person") else None
