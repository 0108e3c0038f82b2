"""Where the people of a figure come from: demonyms, 'from' with a list of names, predicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.mentions import Mention
from headcount.read.names import named, names_in
from headcount.read.sentences import Sentence

_PEOPLE = ("demonym", "adjective")
_COUNTRIES = ("name", "capital", "city", "adjective", "demonym")


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of places with the tokens they were read at."""

    codes: tuple[str, ...]
    start: int
    end: int
    confidence: float = 0.9


def origin_of(sentence: Sentence, mention: Mention, last: int, language: Language) -> Codes | None:
    """The origin of ``mention``; the chain it stands in ends at token ``last``."""
    inside = _inside(sentence, mention, language)
    after = _from(sentence, mention, mention.end if inside else last, language)
    if inside and after:
        return Codes(_unique([*inside.codes, *after.codes]), inside.start, after.end)
    return (
        inside
        or after
        or _descent(sentence, mention.end if mention.end == last else last, language)
        or _predicate(sentence, last, language)
        or _own(sentence, mention, language)
        or _data_on(sentence, mention, language)
    )


def _descent(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'fighters of Russian nationality', 'troops of the Ukrainian army'."""
    words = sentence.words
    if last >= len(words) or not language.has("descent_prep", words[last]):
        return None
    at = last + 1
    while at < len(words) and (language.has("det", words[at]) or language.has("possible", words[at])):
        at += 1
    match = named(sentence, at, language) if at < len(words) else None
    code = code_for(match, _PEOPLE) if match else None
    if match is None or code is None or match.end >= len(words):
        return None
    kin = language.has("descent", words[match.end]) or language.has("office", words[match.end])
    return Codes((code,), match.start, match.end, 0.85) if kin else None


def _own(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'Tunisia counted 2,900 citizens', '70,000 of its workers': the state named before."""
    between = sentence.words[mention.number.end : mention.head.end]
    if not (language.has("citizen_lemma", mention.head.lemma) or any(language.has("own", word) for word in between)):
        return None
    for match in reversed(names_in(sentence, language, 0, mention.start)):
        code = code_for(match, ("name", "capital"))
        governed = match.start and language.has("prep", sentence.words[match.start - 1])
        if code and not governed:
            return Codes((code,), match.start, match.end, 0.75)
    return None


def _unique(codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def code_for(match: Match[tuple[Name, ...]], kinds: Sequence[str]) -> str | None:
    """The code of the first reading of a name that is of one of ``kinds``."""
    return next((name.code for kind in kinds for name in match.entry if name.kind == kind), None)


def is_site(code: str) -> bool:
    """Whether ``code`` is a camp or a prison: people are held there and do not come from there."""
    row = codelists.table("places").get(code)
    return row is not None and row.kind in ("camp", "prison")


def _inside(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'2,000 foreign nationals', '1,000 Western Balkan fighters', 'several thousand Russians'."""
    if mention.head.kind not in ("people", "other") or mention.head.at < mention.number.end:
        return None
    found = names_in(sentence, language, mention.number.end, mention.head.end)
    codes = [(match, code) for match in found if (code := code_for(match, _PEOPLE))]
    if not codes:
        return None
    return Codes(_unique([code for _, code in codes]), codes[0][0].start, codes[-1][0].end, 0.95)


def _from(sentence: Sentence, mention: Mention, last: int, language: Language) -> Codes | None:
    """'from' (or 'of' after citizens) right behind the figure, with the list of names after it."""
    words = sentence.words
    at = last
    for _ in range(5):
        if at >= len(words) or language.has("from", words[at]):
            break
        if language.has("of", words[at]) and language.has("of_head", mention.head.lemma):
            break
        passing = (
            words[at] in language.words["adverb"] or language.has("before_from", words[at]) or words[at].endswith("ly")
        )
        if not passing:
            return None
        at += 1
    if at >= len(words) or not (language.has("from", words[at]) or language.has("of", words[at])):
        return None
    found = names_from(sentence, at + 1, language, _COUNTRIES)
    return None if found is None or any(map(is_site, found.codes)) else found


def names_from(sentence: Sentence, start: int, language: Language, kinds: Sequence[str]) -> Codes | None:
    """The list of names that begins at ``start`` or a few words after it."""
    words = sentence.words
    codes: list[str] = []
    at, first, end = start, -1, start
    slack = 4
    while at < len(words):
        match = named(sentence, at, language)
        code = code_for(match, kinds) if match else None
        if match and code:
            first = at if first < 0 else first
            codes.append(code)
            at = end = match.end
            if words[at : at + 1] == ["'s"]:
                break
        elif language.has("outside", words[at]):
            break
        elif language.has("listing", words[at]):
            at += 1
        elif (
            not codes
            and slack
            and (words[at][0].isalnum())
            and words[at] not in language.words["be"]
            and words[at] not in language.words["verb"]
        ):
            slack -= 1
            at += 1
        else:
            break
    return Codes(_unique(codes), first, end) if codes else None


def _predicate(sentence: Sentence, last: int, language: Language) -> Codes | None:
    """'... are Russian citizens', '... were Iraqis'."""
    words = sentence.words
    at = last
    if at >= len(words) or words[at] not in language.words["be"]:
        return None
    at += 1
    while at < len(words) and words[at] in language.words["adverb"]:
        at += 1
    codes: list[str] = []
    end = first = at
    while at < len(words):
        match = named(sentence, at, language)
        code = code_for(match, _PEOPLE) if match else None
        if match and code:
            codes.append(code)
            at = end = match.end
        elif codes and language.has("and_or", words[at]):
            at += 1
        else:
            break
    after = words[end] if end < len(words) else "."
    closes = (
        language.has("citizen", after)
        or not after[0].isalnum()
        or after in language.words["conj"]
        or after in language.words["prep"]
    )
    return Codes(_unique(codes), first, end) if codes and closes else None


def _data_on(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'data on Western Europe show 1,000 women'."""
    words = sentence.words
    for at in range(mention.start - 1, 0, -1):
        if language.has("on_for", words[at]) and language.has("data", words[at - 1]):
            found = names_from(sentence, at + 1, language, ("name",))
            if found and found.end <= mention.start and found.start <= at + 2:
                return Codes(found.codes, found.start, found.end, 0.7)
    return None
