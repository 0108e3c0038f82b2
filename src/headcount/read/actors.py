"""Actors: states, governments and bodies in a sentence, where they can be the subject of an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.names import names_in
from headcount.read.sentences import Sentence

_SUBJECTS = ("body", "leader", "name", "capital")
_PEOPLE = ("adjective", "demonym")


@dataclass(frozen=True, slots=True)
class Actor:
    """Codes of states or bodies at tokens ``start`` to ``end``; ``governed`` behind a preposition."""

    codes: tuple[str, ...]
    start: int
    end: int
    governed: bool


def actors_of(sentence: Sentence, language: Language) -> list[Actor]:
    """All actors of ``sentence`` from left to right; names joined by commas and 'and' are one."""
    found: list[Actor] = []
    for match in names_in(sentence, language):
        actor = _actor(sentence, match, language)
        if actor is None:
            continue
        gap = sentence.words[found[-1].end : actor.start] if found else []
        if (
            found
            and gap
            and all(language.has("actor_join", word) for word in gap)
            and _region(found[-1]) == _region(actor)
        ):
            codes = tuple(dict.fromkeys([*found[-1].codes, *actor.codes]))
            found[-1] = replace(found[-1], codes=codes, end=actor.end)
        else:
            found.append(actor)
    return found


def _region(actor: Actor) -> bool:
    """Whether an actor is a region of several states."""
    row = codelists.table("places").get(actor.codes[-1])
    return row is not None and row.kind == "region"


def _actor(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language) -> Actor | None:
    words, start, end = sentence.words, match.start, match.end
    code = _code(match, _SUBJECTS, language)
    office = _office_before(sentence, start, language)
    if office >= 0:
        code = code or _code(match, ("city", *_PEOPLE), language)
        return Actor((code,), office, end, _governed(sentence, office, language)) if code else None
    if adjective := _code(match, _PEOPLE, language):
        for at in range(end, min(len(words), end + 3)):
            if language.has("office", words[at]):
                return Actor((adjective,), start, at + 1, _governed(sentence, start, language))
    if code is None or _modifies(sentence, end, language):
        return None
    return Actor((code,), start, end, _governed(sentence, start, language))


def _code(match: Match[tuple[Name, ...]], kinds: Sequence[str], language: Language) -> str | None:
    """The code of the first reading of one of ``kinds`` that is a state, a region or a body."""
    for kind in kinds:
        for name in match.entry:
            if name.kind == kind and _acts(name, language):
                return name.code
    return None


def _acts(name: Name, language: Language) -> bool:
    """Whether a name can stand for somebody who decides: a state, a part of one, a body, states spoken of together.

    An armed group under no administration is whom the figures are about, not who decides on them.
    """
    body = codelists.table("bodies").get(name.code)
    if body is not None:
        return body.kind != "armed_group" or bool(body.parent)
    place = codelists.table("places").get(name.code)
    if place is None or place.kind not in ("country", "subdivision", "region"):
        return False
    return place.kind != "region" or language.has("states", language.spelling.words(name.form)[-1])


def _office_before(sentence: Sentence, start: int, language: Language) -> int:
    """The token of the office in 'president of Chechnya'; -1 without one."""
    words = sentence.words
    at = start - 1 if start and not language.has("the", words[start - 1]) else start - 2
    return at - 1 if at > 0 and language.has("of", words[at]) and language.has("office", words[at - 1]) else -1


def _modifies(sentence: Sentence, end: int, language: Language) -> bool:
    """Whether a name stands before a noun for people: 'IS fighters' are no body that acts."""
    noun = language.nouns.get(sentence.words[end]) if end < len(sentence.words) else None
    return noun is not None and noun.kind == "person"


def _governed(sentence: Sentence, start: int, language: Language) -> bool:
    words = sentence.words
    at = start - 1
    while at >= 0 and (
        language.has("the", words[at])
        or language.has("direction", words[at])
        or (language.has("and_or", words[at]) and at > 0 and sentence.capital[at - 1])
    ):
        at -= 1
    return at >= 0 and language.has("governing", words[at])
