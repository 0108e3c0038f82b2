"""Numbers that count no people, each with the code of its reason."""

from __future__ import annotations

from headcount.languages import Language
from headcount.languages.pack import NumberWord
from headcount.read.names import names_in
from headcount.read.number import Number, touches
from headcount.read.sentences import Sentence

_NO = NumberWord(0.0, "")
_AGES = 110
_CHILD = 19
_GROWN = 22
_DIGITS = 4
_FIRST, _LAST = 1900, 2050


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
        or _age(sentence, number, before, after, language)
        or _clock(sentence, number, before, after, language)
        or _year(sentence, number, before, language)
        or _measure(sentence, number, language)
        or _label(sentence, number, before, language)
        or _pronoun(sentence, number, after, language)
    )


def _layout(sentence: Sentence, number: Number, before: str, after: str) -> str | None:
    """Numbering of lists and notes: '1.' or '2)' at the start, '[3]' or '(2)' alone."""
    digits = sentence.words[number.start].isdecimal() and number.end - number.start == 1
    if digits and number.start == 0 and after in (".", ")") and number.lo is not None and number.lo < 100:
        return "page_furniture"
    if digits and before in "([" and before and after in (")", "]") and number.lo is not None and number.lo < 30:
        return "page_furniture" if before == "(" else None
    return None


def _money(words: list[str], number: Number, before: str, after: str, language: Language) -> str | None:
    if before in language.words["currency"] or after in language.words["currency"]:
        return "money"
    here = number.end
    if here < len(words) and language.has("money_of", words[here]) and here + 1 < len(words):
        here += 1
    return "money" if here < len(words) and language.measures.get(words[here]) == "money" else None


def _age(sentence: Sentence, number: Number, before: str, after: str, language: Language) -> str | None:
    words = sentence.words
    if number.lo is None or not 0 <= number.lo <= _AGES or number.kind not in ("count", "range"):
        return None
    of_one = language.nouns.get(words[number.start - 2]) if language.has("of", before) and number.start > 1 else None
    if of_one is not None and not of_one.plural and number.lo < _CHILD and not after.isalpha():
        return "age"
    if language.has("yet", before) and number.start > 1 and language.has("negation", words[number.start - 2]):
        return "age"
    if language.has("aged", before) or (
        language.has("of", before) and number.start > 1 and language.has("aged", words[number.start - 2])
    ):
        return "age"
    if (
        language.has("age_lead", before)
        and number.lo != number.hi
        and number.lo < 22
        and (not after or not after[0].isalpha())
    ):
        return "age"
    ahead = [word for word in words[number.end : number.end + 4] if word != "-"]
    if ahead and language.has("age_adjective", ahead[0]):
        return "age"
    if len(ahead) > 1 and language.has("age_unit", ahead[0]) and _of_a_life(ahead[1:], language):
        return "age"
    apposed = before == "," and after in (",", ".", ";") and number.start > 1 and sentence.capital[number.start - 2]
    if (
        apposed
        and not _is_state(sentence, number.start - 2, language)
        and number.lo > 4
        and sentence.words[number.start].isdecimal()
    ):
        return "age"
    if number.lo < _GROWN and _of_age(words, number, before, after, language):
        return "age"
    bare = not after or not after[0].isalpha() or language.has("age_after", after)
    lead = words[max(0, number.start - 4) : number.start - 1]
    grown = any(language.has(kind, word) for kind in ("change", "summing") for word in lead)
    young = language.has("under", before) and bare and number.lo < 22 and number.start > 1
    clause = number.start > 1 and words[number.start - 2] == "," and after[:1].isalpha()
    return "age" if young and not grown and not clause else None


def _is_state(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether the name that ends with token ``at`` is a country's, and not a person's: 'Italy, 27; Poland, 17'."""
    found = names_in(sentence, language, max(0, at - 3), at + 1)
    return bool(found) and found[-1].end == at + 1 and any(name.kind == "name" for name in found[-1].entry)


def _of_age(words: list[str], number: Number, before: str, after: str, language: Language) -> bool:
    """'younger than five', 'six or younger', 'aged four to 13', 'children below three had died', 'not turned 12'."""
    lead = words[max(0, number.start - 2) : number.start]
    if len(lead) == 2 and language.has("age_word", lead[0]) and language.has("than", lead[1]):
        return True
    if language.has("turned", before):
        return True
    ahead = words[number.end : number.end + 2]
    if len(ahead) == 2 and language.has("or", ahead[0]) and language.has("age_word", ahead[1]):
        return True
    near = words[max(0, number.start - 4) : number.start]
    if after not in language.nouns and language.meets("aged", near):
        return True
    noun = language.nouns.get(lead[0]) if len(lead) == 2 else None
    young = noun is not None and noun.group in ("children", "orphans")
    return young and language.has("under", before) and after not in language.nouns


def _of_a_life(words: list[str], language: Language) -> bool:
    """Whether 'old', 'younger' or 'of age' goes on after 'years'."""
    if language.has("age_word", words[0]):
        return True
    return language.has("of", words[0]) and language.meets("aged", words[1:2])


def _clock(sentence: Sentence, number: Number, before: str, after: str, language: Language) -> str | None:
    word = sentence.words[number.start]
    if language.has("clock", after) and (
        not language.has("clock_elided", after) or sentence.word(number.end + 1) == "'"
    ):
        return "date"
    if (
        language.has("at", before)
        and word.isdecimal()
        and len(word) == 4
        and int(word) < 2400
        and (not after or not after[0].isalpha())
    ):
        return "date"
    touching = number.end < len(sentence.words) and sentence.starts[number.end] == sentence.ends[number.end - 1]
    following = sentence.words[number.end + 1 : number.end + 2]
    if after == ":" and touching and following and following[0].isdecimal():
        return "date"
    opened = before == ":" and number.start > 1 and sentence.words[number.start - 2].isdecimal()
    return "date" if opened and sentence.starts[number.start] == sentence.ends[number.start - 1] else None


def _year(sentence: Sentence, number: Number, before: str, language: Language) -> str | None:
    """'the 1984 killing of', 'the 2015 graduates': an article before a year without separators."""
    word = sentence.words[number.start]
    plain = number.end - number.start == 1 and len(word) == _DIGITS and word.isdecimal()
    return "year" if plain and _FIRST <= int(word) < _LAST and language.has("the", before) else None


def _measure(sentence: Sentence, number: Number, language: Language) -> str | None:
    words = sentence.words
    here = number.end + (words[number.end : number.end + 1] == ["-"])
    while here < len(words) and language.has("measure_gap", words[here]):
        here += 1
    if (
        here < len(words)
        and (language.has("to", words[here]) or (language.has("and", words[here]) and _is_led(words, number, language)))
        and here + 2 < len(words)
        and words[here + 2] in language.measures
    ):
        here += 2
    return language.measures.get(words[here]) if here < len(words) else None


def _is_glued(sentence: Sentence, number: Number, before: str) -> bool:
    """Digits set right behind a word or behind an apostrophe in a number: 'M23', "2'000"."""
    if not sentence.words[number.start][0].isdecimal() or not touches(sentence, number.start):
        return False
    inside = before == "'" and touches(sentence, number.start - 1) and sentence.word(number.start - 2)[:1].isdecimal()
    return before.isalpha() or inside


def _is_led(words: list[str], number: Number, language: Language) -> bool:
    """Whether 'of' leads to the number: 'girls of six and eight years'."""
    return number.start > 0 and language.has("of", words[number.start - 1])


def _label(sentence: Sentence, number: Number, before: str, language: Language) -> str | None:
    """'Article 5', 'No. 7', 'Channel 4', 'M-19', 'M23': a place in a sequence or a part of a name."""
    words = sentence.words
    if _is_glued(sentence, number, before):
        return "ordinal"
    if (
        before == "-"
        and number.start > 1
        and words[number.start - 2][0].isalpha()
        and words[number.start][0].isdecimal()
    ):
        tight = sentence.ends[number.start - 1] == sentence.starts[number.start]
        if tight and sentence.ends[number.start - 2] == sentence.starts[number.start - 1]:
            return "ordinal"
    if not words[number.start].isdecimal() or number.lo is None or number.kind != "count":
        return None
    if before == "." and number.start > 1 and language.has("number_sign", words[number.start - 2]):
        return "ordinal"
    return (
        "ordinal"
        if (language.has("label", before) and not language.has("weak_label", before))
        or (language.has("number_sign", before) and number.lo < 1000)
        else None
    )


def _some_of(words: list[str], at: int, language: Language) -> bool:
    """'one of them', 'one of the victims': a part of people."""
    if at < len(words) and language.has("whole_pronoun", words[at]):
        return True
    opened = at + 1 < len(words) and language.has("opener", words[at])
    noun = language.nouns.get(words[at + 1]) if opened else None
    return noun is not None and noun.plural


def _pronoun(sentence: Sentence, number: Number, after: str, language: Language) -> str | None:
    """'one' that counts nobody: 'one of the issues', 'no one', 'the one that', 'one irony'."""
    if (
        number.kind != "count"
        or number.lo == 0
        or language.numbers.get(sentence.words[number.start], _NO).value != 1
        or sentence.words[number.start].isdecimal()
        or number.end - number.start > 1
    ):
        return None
    before = sentence.words[number.start - 1] if number.start else ""
    if language.has("one_pronoun_after", after) or language.has("one_pronoun_before", before):
        return "pronoun"
    if language.has("of", after) and _some_of(sentence.words, number.end + 1, language):
        return None
    stops = not after or not after[0].isalpha() or language.has("prep", after) or language.has("modal", after)
    return "pronoun" if stops else None
