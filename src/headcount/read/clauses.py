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
_OPENING = 8
"""Tokens between a noun and the comma that opens a clause about it."""
_ATTRIBUTE = 18
"""Tokens of the longest clause between commas about a noun."""
_PARTICIPLE = 6
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
    held = frozenset(sentence.words)
    for start in sentence.among(language.cues.table):
        if start in dated:
            continue
        longest: dict[tuple[str, str], Match[Cue]] = {}
        for match in language.cues.every(sentence.words, start, held):
            key = (match.entry.slot, match.entry.frame)
            if (joining or match.entry.frame != "j") and (key not in longest or match.end > longest[key].end):
                longest[key] = match
        for (slot, _), match in longest.items():
            found.setdefault(slot, []).append(match)
    return Cues({slot: _outer(matches) for slot, matches in found.items()})


def _outer(matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Without cues that lie inside a longer one of the same side, or run into one."""
    return [one for one in matches if not any(_hides(other, one) for other in matches)]


def _hides(other: Match[Cue], one: Match[Cue]) -> bool:
    """Whether ``other`` is a longer phrase that says more exactly what ``one`` says: 'have left the land to join'."""
    if other.entry.frame != "x" and (other.entry.frame in _OBJECT) != (one.entry.frame in _OBJECT):
        return False
    longer = other.end - other.start > one.end - one.start
    inside = other.start <= one.start and one.end <= other.end
    runs_in = one.entry.frame == other.entry.frame and one.start < other.start < one.end < other.end
    return longer and (inside or runs_in)


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


def attribute_at(sentence: Sentence, start: int, language: Language) -> int:
    """The comma that opens a clause about the noun in front of ``start`` and what belongs to it; -1 without one."""
    if not language.words["attribute_ending"]:
        return -1
    for at in range(start, min(len(sentence.words), start + _OPENING)):
        word = sentence.words[at]
        if word == ",":
            return at if opens_attribute(sentence, at + 1, language) else -1
        if word[0] in ";:.—(" or language.has("verb", word) or language.has("be", word):
            return -1
    return -1


def attribute_end(sentence: Sentence, start: int, language: Language) -> int:
    """The comma that closes a clause about the noun before the comma at ``start``; 0 where no such clause opens.

    In languages that set such clauses between commas: ', held there for ten years, were freed'.
    """
    if sentence.word(start) != "," or not opens_attribute(sentence, start + 1, language):
        return 0
    for at in range(start + 2, min(len(sentence.words), start + _ATTRIBUTE)):
        if sentence.words[at] == ",":
            return at
        if sentence.words[at] in ";:.—":
            return 0
    return 0


def opens_attribute(sentence: Sentence, at: int, language: Language) -> bool:
    """Whether a relative word or a participle behind a comma opens a clause about the noun before it."""
    if not language.words["attribute_ending"] or at + 1 >= len(sentence.words):
        return False
    word = sentence.words[at]
    ahead = sentence.words[at : at + 3]
    relative = language.has("relative", word) or (language.has("prep", word) and language.meets("relative", ahead))
    return relative or (len(word) > _PARTICIPLE and language.ends("attribute_ending", word))


def _apposition(sentence: Sentence, start: int, end: int, language: Language) -> int:
    """The comma that closes a phrase without a verb opened by the comma at ``start``; 0 when there is none."""
    if closing := attribute_end(sentence, start, language):
        return closing if closing < end else 0
    for at in range(start + 1, min(end, start + _APPOSITION)):
        word = sentence.words[at]
        if word == ",":
            return at if at > start + 2 else 0
        if word[0] in ";:.—" or language.one_of(("be", "have", "modal", "verb"), word):
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
    if cue.end - cue.start > 1 and language.has("prep", words[cue.end - 1]):
        return True
    for at in range(cue.start - 1, max(-1, cue.start - 4), -1):
        if words[at] in language.words["be"] or language.has("passive_verb", words[at]):
            return True
        if (
            words[at] not in language.words["adverb"]
            and not language.ends("adverb_ending", words[at])
            and not language.has("conj", words[at])
            and words[at] != ","
        ):
            break
    if cue.end >= len(words):
        return True
    after = words[cue.end]
    if not after[0].isalnum() and after not in ("[", "$", '"', "~", "<", ">"):
        return True
    if language.one_of(("conj", "subordinator", "be", "relative", "verb"), after):
        return True
    if language.hedges.at(words, cue.end) is not None:
        hedge = language.hedges.at(words, cue.end)
        assert hedge is not None
        return not (
            hedge.end < len(words) and (words[hedge.end][0].isdecimal() or words[hedge.end] in language.numbers)
        )
    return after in language.words["prep"] or language.has("time_adverb", after)
