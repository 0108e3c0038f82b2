"""Codes of named places: the reading of a name that fits, lists of names, and which place lies in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.names import named
from headcount.read.sentences import Sentence


def unique(codes: Sequence[str]) -> tuple[str, ...]:
    """``codes`` without repetition, in order."""
    return tuple(dict.fromkeys(codes))


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of places with the tokens they were read at."""

    codes: tuple[str, ...]
    start: int
    end: int


def lies_in(code: str, region: str) -> bool:
    """Whether the place ``code`` is ``region`` or lies in it."""
    table = codelists.table("places")
    todo, seen = [code], set()
    while todo:
        one = todo.pop()
        if one == region:
            return True
        if one not in seen and one in table:
            seen.add(one)
            todo.extend(table[one].parents)
    return False


def code_for(match: Match[tuple[Name, ...]], kinds: Sequence[str]) -> str | None:
    """The code of the first reading of a name that is of one of ``kinds``."""
    return next((name.code for kind in kinds for name in match.entry if name.kind == kind), None)


def is_site(code: str) -> bool:
    """Whether ``code`` is a camp or a prison: people are held there and do not come from there."""
    row = codelists.table("places").get(code)
    return row is not None and row.kind in ("camp", "prison")


def names_from(
    sentence: Sentence, start: int, language: Language, kinds: Sequence[str], *, slack: int = 4
) -> Codes | None:
    """The list of names that begins at ``start`` or a few words after it."""
    words = sentence.words
    codes: list[str] = []
    at, first, end = start, -1, start
    while at < len(words):
        match = named(sentence, at, language)
        code = code_for(match, kinds) if match else None
        if match and code:
            first = at if first < 0 else first
            codes.append(code)
            at = end = match.end
            if language.has("possessive", sentence.word(at)):
                break
        elif (
            (not codes and language.has("than", words[at]))
            or language.has("outside", words[at])
            or (not codes and language.has("from_stop", words[at]))
        ):
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
    return Codes(unique(codes), first, end) if codes else None
