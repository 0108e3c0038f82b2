"""Distances between a figure and a cue: tokens, and what the boundaries of clauses between them cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read.sentences import Sentence

_WALL = 99.0
_COSTS = {",": 2.0, "-": 0.3, ";": _WALL, ":": 6.0, "—": 8.0, "(": 3.0, ")": 3.0, ".": 12.0, '"': 0.5}
_CLASSES = (("relative", 4.0), ("subordinator", 6.0), ("conj", 2.0), ("verb", 3.0), ("prep", 0.6))
_APPOSITION = 12
_CROSSED = 5.0
"""Cost of reaching across another figure."""
_NAME = 0.6
"""Cost of a word with a capital: names are long and say nothing of who did what."""
_OBJECT = frozenset("obt")
"""Frames of cues in front of those they speak of."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one sentence by slot."""

    by_slot: dict[str, list[Match[Cue]]]

    def of(self, slot: str) -> list[Match[Cue]]:
        """The cues of ``slot`` from left to right."""
        return self.by_slot.get(slot, [])


def cues_of(sentence: Sentence, language: Language, dated: frozenset[int], *, joining: bool = False) -> Cues:
    """All cues of ``sentence``; at each token the longest of every slot and frame. Tokens in ``dated`` are dates.

    ``joining``: the document is about people who join an armed cause, so that cues of frame j hold.
    """
    found: dict[str, list[Match[Cue]]] = {}
    table = language.cues.table
    for start, word in enumerate(sentence.words):
        if word not in table or start in dated:
            continue
        seen: dict[tuple[str, str], int] = {}
        for match in language.cues.every(sentence.words, start):
            key = (match.entry.slot, match.entry.frame)
            if key not in seen and (joining or match.entry.frame != "j"):
                seen[key] = match.end
                found.setdefault(match.entry.slot, []).append(match)
    return Cues({slot: _outer(matches) for slot, matches in found.items()})


def _outer(matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Without cues that lie inside a longer one of the same side."""
    return [
        one
        for one in matches
        if not any(
            (other.entry.frame in _OBJECT) == (one.entry.frame in _OBJECT)
            and other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in matches
        )
    ]


def gap_cost(
    sentence: Sentence, start: int, end: int, language: Language, figures: Iterable[int], *, limit: float
) -> float:
    """What it costs to reach from token ``start`` to ``end``; ``figures`` are tokens where other figures begin.

    Stops counting above ``limit``.
    """
    cost = 0.0
    blocked = frozenset(figures)
    at = start
    while at < end:
        word = sentence.words[at]
        if skipped := _bracket(sentence, at, end):
            cost += 2.0
            at = skipped
            continue
        if all(language.has("together", word) for word in sentence.words[at : at + 3]):
            cost += 1.0
            at += 3
            continue
        if word == "," and (closing := _apposition(sentence, at, end, language)):
            cost += _COSTS[","] + _CROSSED * sum(at < figure < closing for figure in blocked)
            at = closing + 1
            continue
        name = sentence.capital[at] and word[0].isalpha()
        cost += (_NAME if name else _word_cost(word, language)) + (_CROSSED if at in blocked else 0.0)
        if cost > limit:
            return _WALL
        at += 1
    return cost


def _bracket(sentence: Sentence, start: int, end: int) -> int:
    """The token after a bracket '(...)' or '-- ... --' that opens at ``start``; 0 when none opens there."""
    words = sentence.words
    if words[start] == "(":
        return next((at + 1 for at in range(start + 1, min(end, start + _APPOSITION)) if words[at] == ")"), 0)
    if words[start : start + 2] == ["-", "-"] or words[start] == "—":
        width = 2 if words[start] == "-" else 1
        sign = words[start : start + width]
        ends = (at for at in range(start + width, min(end, start + _APPOSITION)) if words[at : at + width] == sign)
        return next((at + width for at in ends), 0)
    return 0


def _apposition(sentence: Sentence, start: int, end: int, language: Language) -> int:
    """The comma that closes a phrase without a verb opened by the comma at ``start``; 0 when there is none."""
    for at in range(start + 1, min(end, start + _APPOSITION)):
        word = sentence.words[at]
        if word == ",":
            return at if at > start + 2 else 0
        if word[0] in ";:.—" or any(word in language.words[kind] for kind in ("be", "have", "modal", "verb")):
            return 0
    return 0


def _word_cost(word: str, language: Language) -> float:
    if language.has("light", word):
        return 0.3
    if word in _COSTS:
        return _COSTS[word]
    extra = next((price for kind, price in _CLASSES if word in language.words[kind]), 0.0)
    if word in language.words["adverb"]:
        return 0.3
    return 1.0 + extra


def is_passive(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether the participle ``cue`` speaks of what stands before it.

    A form of 'be' within three words before it makes it passive; so does a preposition, a conjunction, a
    sign or the end after it. Before a noun phrase it is active.
    """
    words = sentence.words
    for at in range(cue.start - 1, max(-1, cue.start - 4), -1):
        if words[at] in language.words["be"] or language.has("passive_verb", words[at]):
            return True
        if (
            words[at] not in language.words["adverb"]
            and not words[at].endswith("ly")
            and not language.has("conj", words[at])
            and words[at] != ","
        ):
            break
    if cue.end >= len(words):
        return True
    after = words[cue.end]
    if not after[0].isalnum() and after not in ("[", "$", '"', "~", "<", ">"):
        return True
    if any(after in language.words[kind] for kind in ("conj", "subordinator", "be", "relative", "verb")):
        return True
    if language.hedges.at(words, cue.end) is not None:
        hedge = language.hedges.at(words, cue.end)
        assert hedge is not None
        return not (
            hedge.end < len(words) and (words[hedge.end][0].isdecimal() or words[hedge.end] in language.numbers)
        )
    return after in language.words["prep"] or language.has("time_adverb", after)
