"""Names of places, peoples, governments and bodies in a sentence, with the case of letters respected."""

from __future__ import annotations

from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.sentences import Sentence


def named(sentence: Sentence, at: int, language: Language) -> Match[tuple[Name, ...]] | None:
    """The longest name that begins at token ``at``."""
    if sentence.words[at] not in language.names.table:
        return None
    for match in language.names.every(sentence.words, at):
        if fits(sentence, match, language):
            return match
    return None


def fits(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language) -> bool:
    """Whether the letters at ``match`` can be that name: a capital where it has one, and no ordinary word."""
    shouting = not any(sentence.capital)
    forms = [name.form for name in match.entry]
    dotted = "." in sentence.words[match.start]
    if match.end - match.start == 1 and sentence.words[match.start] in language.ordinary and not dotted:
        return not shouting and sentence.slice(match.start, match.end) in forms
    if shouting:
        return True
    return sentence.capital[match.start] or any(form[:1].islower() for form in forms)


def names_in(
    sentence: Sentence, language: Language, start: int = 0, end: int | None = None
) -> list[Match[tuple[Name, ...]]]:
    """All names at tokens ``start`` to ``end``, from left to right, the longest at each place."""
    found = []
    words, table = sentence.words, language.names.table
    at, stop = start, len(words) if end is None else end
    while at < stop:
        match = named(sentence, at, language) if words[at] in table else None
        if match and match.end <= stop:
            found.append(match)
            at = match.end
        else:
            at += 1
    return found
