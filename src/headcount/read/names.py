"""Names of places, peoples, governments and bodies in a sentence, with the case of letters respected."""

from __future__ import annotations

from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.sentences import Sentence

_LOOKED = -1
_NOTHING: Match[tuple[Name, ...]] = Match(_LOOKED, _LOOKED, ())


def named(sentence: Sentence, at: int, language: Language) -> Match[tuple[Name, ...]] | None:
    """The longest name that begins at token ``at``."""
    return _all(sentence, language).get(at) if at >= 0 else None


def names_in(
    sentence: Sentence, language: Language, start: int = 0, end: int | None = None
) -> list[Match[tuple[Name, ...]]]:
    """All names at tokens ``start`` to ``end``, from left to right, the longest at each place."""
    found = []
    reach, stop = start, len(sentence.words) if end is None else end
    for at, match in _all(sentence, language).items():
        if at >= stop:
            break
        if reach <= at and match.end <= stop:
            found.append(match)
            reach = match.end
    return found


def _all(sentence: Sentence, language: Language) -> dict[int, Match[tuple[Name, ...]]]:
    """The longest name at each token where one begins, from left to right; looked for once a sentence."""
    found = sentence.named
    if _LOOKED not in found:
        table, words = language.names.table, sentence.words
        shouting = not any(sentence.capital)
        for at in [at for at, word in enumerate(words) if word in table]:
            for match in language.names.every(words, at):
                if _fits(sentence, match, language, shouting):
                    found[at] = match
                    break
        for aside in [match for match in found.values() if match.entry[0].kind == "aside"]:
            for at in range(aside.start, aside.end):
                found.pop(at, None)
        found[_LOOKED] = _NOTHING
    return found


def _fits(sentence: Sentence, match: Match[tuple[Name, ...]], language: Language, shouting: bool) -> bool:
    """Whether the letters at ``match`` can be that name: a capital where it has one, and no ordinary word."""
    first = sentence.words[match.start]
    if match.end - match.start == 1 and first in language.ordinary and "." not in first:
        forms = [name.form for name in match.entry]
        return not shouting and sentence.slice(match.start, match.end) in forms
    if shouting or sentence.capital[match.start]:
        return True
    return any(name.form[:1].islower() for name in match.entry)


def is_oblique(sentence: Sentence, start: int, end: int, language: Language) -> bool:
    """Whether the case of a name says that it is no subject, nor the genitive of an office that is one."""
    if not language.has("oblique_form", sentence.word(end - 1)):
        return False
    return not language.has("office", sentence.word(start - 1))
