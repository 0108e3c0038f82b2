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
_BRACKET = 6
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
        done = cue.entry.frame == "b" and sentence.word(cue.end) in language.words["by"]
        passive = language.has("tallying", sentence.words[cue.start]) and not _has_object(sentence, cue.end, language)
        if noun or done or passive or (cue.start and sentence.capital[cue.start]):
            continue
        span = _span(sentence, cue, language)
        if span and span[0] < span[1]:
            found.append(Source(*span, _code(sentence, *span, language), cue))
    return found


def _has_object(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether an object follows a verb of counting: 'counted 40 dead', not 'women and children counted, went'."""
    word = sentence.word(at)
    return word[:1].isalnum() and not language.one_of(("prep", "be", "verb", "have"), word)


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
    if language.words["of_case"] and language.has("prep", sentence.word(end)):
        return end, end
    while end < len(words) and end < cue.end + _LONGEST:
        if words[end] in _WALLS and not (words[end] == "." and end + 1 < len(words) and sentence.capital[end + 1]):
            break
        if end > cue.end and language.one_of(("be", "have", "modal", "relative"), words[end]):
            break
        end += 1
    return cue.end, end


def _in_front(sentence: Sentence, cue: Match[Cue], language: Language) -> tuple[int, int] | None:
    """The subject of a verb of saying: back to a boundary, without adverbs at its end."""
    words = sentence.words
    parted = words[cue.start - 1] in ',"—' or language.has("copula_sign", words[cue.start - 1])
    if cue.start and parted and _opens_name(sentence, cue.end, language):
        return _behind(sentence, cue, language)
    end = cue.start
    while end and (words[end - 1] in language.words["adverb"] or language.has("saying_lead", words[end - 1])):
        end -= 1
    start = end
    while start and end - start < _LONGEST:
        if words[start - 1] == ")" and "(" in words[max(0, start - _BRACKET) : start]:
            start -= words[max(0, start - _BRACKET) : start][::-1].index("(") + 1
        elif _bounds(sentence, start - 1, language):
            break
        else:
            start -= 1
    start = max([at + 1 for at in range(start, end - 1) if language.has("year_word", words[at])], default=start)
    while language.words["of_case"] and start < end - 1 and language.has("prep", words[start]):
        start += 1
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
    if sentence.capital[at] and at and word not in language.words["pronoun"]:
        return False
    if language.has("verb", word) and (at == 0 or language.has("det", sentence.words[at - 1])):
        return False
    return language.one_of(("be", "have", "modal", "relative", "subordinator", "verb", "pronoun"), word)


def _code(sentence: Sentence, start: int, end: int, language: Language) -> str | None:
    codes = [
        name.code
        for match in names_in(sentence, language, start, end)
        for kind in _BODIES
        for name in match.entry
        if name.kind == kind
    ]
    return codes[-1] if codes else None


def source_of(sentence: Sentence, sources: Sequence[Source], start: int, end: int) -> Source | None:
    """The source that speaks of the figure at tokens ``start`` to ``end``: before it, else behind it.

    One in the figure's own part of the sentence, between semicolons, goes before those of other parts.
    """
    words = sentence.words
    before = [one for one in sources if one.cue.end <= start and one.end <= start]
    after = [one for one in sources if one.start >= end]
    own_before = [one for one in before if ";" not in words[one.cue.end : start]]
    own_after = [one for one in after if ";" not in words[end : one.start]]
    return next((found[-1] for found in (own_before, own_after, before) if found), after[0] if after else None)
