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
_LIST = frozenset((",", "and", "or", "the", "countries", "states", "republics", "such", "as", "like", "including", "regions", "of", "both", "&", "(", "other"))
_CITIZENS = frozenset(("citizens", "nationals", "residents", "citizen", "national", "subjects", "natives", "inhabitants", "passport"))
_DESCENT = frozenset(("origin", "nationality", "descent", "background", "citizenship", "extraction", "nationalities"))
_DATA = frozenset(("data", "figures", "numbers", "statistics", "estimates", "information", "count", "counts"))
_OF_HEADS = frozenset(("citizen", "national", "resident", "native", "subject", "inhabitant"))


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
    after = _from(sentence, mention, last, language)
    if inside and after:
        return Codes(_unique([*inside.codes, *after.codes]), inside.start, after.end)
    return inside or after or _predicate(sentence, last, language) or _data_on(sentence, mention, language)


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
        if at >= len(words) or words[at] == "from":
            break
        if words[at] == "of" and mention.head.lemma in _OF_HEADS:
            break
        passing = words[at] in language.words["adverb"] or words[at] in (",", "who", "came", "come", "were", "are", "was", "been", "have") or words[at].endswith("ly")
        if not passing:
            return None
        at += 1
    if at >= len(words) or words[at] not in ("from", "of"):
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
        elif words[at] in _LIST:
            at += 1
        elif not codes and slack and (words[at][0].isalnum()) and words[at] not in language.words["be"] and words[at] not in language.words["verb"]:
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
        elif codes and words[at] in ("and", "or", ","):
            at += 1
        else:
            break
    after = words[end] if end < len(words) else "."
    closes = after in _CITIZENS or not after[0].isalnum() or after in language.words["conj"] or after in language.words["prep"]
    return Codes(_unique(codes), first, end) if codes and closes else None


def _data_on(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'data on Western Europe show 1,000 women'."""
    words = sentence.words
    for at in range(mention.start - 1, 0, -1):
        if words[at] in ("on", "for") and words[at - 1] in _DATA:
            found = names_from(sentence, at + 1, language, ("name",))
            if found and found.end <= mention.start and found.start <= at + 2:
                return Codes(found.codes, found.start, found.end, 0.7)
    return None
