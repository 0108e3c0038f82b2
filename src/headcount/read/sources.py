"""Who says so inside the document: 'according to X', 'X said that', ', X said.'"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read.clauses import Cues
from headcount.read.names import names_in
from headcount.read.sentences import Sentence

_WALLS = frozenset(',;:()"—[].')
_LONGEST = 9
_BODIES = ("body", "leader", "name", "capital")


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source at tokens ``start`` to ``end``, and the code of a body or state among them."""

    start: int
    end: int
    code: str | None
    cue: Match[Cue]


def sources_of(sentence: Sentence, cues: Cues, language: Language) -> list[Source]:
    """All sources that ``sentence`` names, from left to right."""
    found = []
    for cue in cues.of("source"):
        before = sentence.words[cue.start - 1] if cue.start else ""
        noun = language.has("det", before) or language.has("not_saying", before) or language.has("be", before)
        if noun or (cue.start and sentence.capital[cue.start]):
            continue
        span = _span(sentence, cue, language)
        if span and span[0] < span[1]:
            found.append(Source(*span, _code(sentence, *span, language), cue))
    return found


def _span(sentence: Sentence, cue: Match[Cue], language: Language) -> tuple[int, int] | None:
    """The tokens of the source: behind the cue, in front of it, or the first word of the cue itself."""
    if cue.entry.frame == "a":
        return _behind(sentence, cue, language)
    if cue.entry.frame == "b":
        return _in_front(sentence, cue, language)
    return cue.start, cue.start + 1


def _behind(sentence: Sentence, cue: Match[Cue], language: Language) -> tuple[int, int]:
    """The noun phrase after 'according to'."""
    words = sentence.words
    end = cue.end
    while end < len(words) and end < cue.end + _LONGEST:
        if words[end] in _WALLS and not (words[end] == "." and end + 1 < len(words) and sentence.capital[end + 1]):
            break
        if end > cue.end and any(words[end] in language.words[kind] for kind in ("be", "have", "modal", "relative")):
            break
        end += 1
    return cue.end, end


def _in_front(sentence: Sentence, cue: Match[Cue], language: Language) -> tuple[int, int] | None:
    """The subject of a verb of saying: back to a boundary, without adverbs at its end."""
    words = sentence.words
    if cue.start and words[cue.start - 1] in ',"' and _opens_name(sentence, cue.end, language):
        return _behind(sentence, cue, language)
    end = cue.start
    while end and (words[end - 1] in language.words["adverb"] or language.has("saying_lead", words[end - 1])):
        end -= 1
    start = end
    while start and end - start < _LONGEST and not _bounds(sentence, start - 1, language):
        start -= 1
    if start == end or all(
        words[at] in language.words["pronoun"] or words[at] in language.words["relative"] for at in range(start, end)
    ):
        return None
    while start < end - 1 and (
        words[start] in language.words["conj"] or words[start] in language.words["subordinator"]
    ):
        start += 1
    if not any(
        words[at][0].isalpha() and not (language.has("det", words[at]) or language.has("conj", words[at]))
        for at in range(start, end)
    ):
        return None
    return None if any(words[at][0].isdecimal() and len(words[at]) != 4 for at in range(start, end)) else (start, end)


def _opens_name(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a subject can begin at token ``at``: ', said the ministry'."""
    if (
        at >= len(sentence.words)
        or language.has("prep", sentence.words[at])
        or language.has("that", sentence.words[at])
    ):
        return False
    return not _bounds(sentence, at, language)


def _bounds(sentence: Sentence, at: int, language: Language) -> bool:
    word = sentence.words[at]
    if word in _WALLS:
        return True
    if language.has("verb", word) and (at == 0 or language.has("det", sentence.words[at - 1])):
        return False
    return any(
        word in language.words[kind] for kind in ("be", "have", "modal", "relative", "subordinator", "verb", "pronoun")
    )


def _code(sentence: Sentence, start: int, end: int, language: Language) -> str | None:
    codes = [
        name.code
        for match in names_in(sentence, language, start, end)
        for kind in _BODIES
        for name in match.entry
        if name.kind == kind
    ]
    return codes[-1] if codes else None


def source_of(sources: Sequence[Source], start: int, end: int) -> Source | None:
    """The source that speaks of the figure at tokens ``start`` to ``end``: before it, else at the sentence's end."""
    before = [one for one in sources if one.cue.end <= start and one.end <= start]
    if before:
        return before[-1]
    after = [one for one in sources if one.start >= end]
    return after[-1] if after else None
