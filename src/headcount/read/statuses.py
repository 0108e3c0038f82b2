"""What happened to the people a figure counts: the nearest cue in its clause that can speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read.clauses import Cues, gap_cost, is_passive
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_LIMIT = 14.0
_IMPLIED = 9.0
"""Cost of the status that a noun implies: 'detainees', overruled by a verb near by."""
_LINKS = frozenset("left leaving rendered became become reported feared went still remain remained remains found listed".split())
_BASE = 8.0
"""Added for the relative clause of the whole that a share is taken of."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status code with the tokens of its cue, and the cost of reaching it."""

    code: str
    start: int
    end: int
    cost: float
    frame: str

    @property
    def confidence(self) -> float:
        """A rough probability that it is the right one."""
        return max(0.4, 0.95 - 0.04 * self.cost)


def status_of(
    sentence: Sentence, mention: Mention, mentions: Sequence[Mention], cues: Cues, language: Language, *, last: int
) -> Status | None:
    """The status of ``mention``, or ``None`` where no cue reaches it; its phrase with all modifiers ends at ``last``."""
    found = [implied] if (implied := _implied(mention)) else []
    chain = [one for one in mentions if one.chain == mention.chain and one.why is None] or [mention]
    for cue in cues.of("status"):
        cost = _cost(sentence, mention, chain, mentions, cue, language, last=last)
        if cost <= _LIMIT:
            found.append(Status(cue.entry.code, cue.start, cue.end, cost, cue.entry.frame))
    return min(found, key=lambda one: (one.cost, one.start)) if found else None


def base_of(sentence: Sentence, mention: Mention, cues: Cues) -> Status | None:
    """The status of the whole that a share is taken of: 'of all those who travelled'."""
    words = sentence.words
    here = mention.end
    if here < len(words) and words[here] in ("who", "that", "which"):
        for cue in cues.of("status"):
            if here < cue.start <= here + 4:
                return Status(cue.entry.code, cue.start, cue.end, 1.0, cue.entry.frame)
    return None


def _implied(mention: Mention) -> Status | None:
    noun = mention.head.noun
    if noun is None or noun.status is None:
        return None
    cost = 0.4 if noun.kind == "nominal" else _IMPLIED
    return Status(noun.status, mention.head.at, mention.head.end, cost, "noun")


def _cost(
    sentence: Sentence,
    mention: Mention,
    chain: Sequence[Mention],
    mentions: Sequence[Mention],
    cue: Match[Cue],
    language: Language,
    *,
    last: int,
) -> float:
    """What it costs to say that ``cue`` speaks of ``mention``; above the limit when it cannot."""
    if cue.start < mention.start and mention.end < cue.end:
        return 0.5 if cue.entry.frame in ("b", "o") else _LIMIT + 1
    if cue.start < mention.end and mention.start < cue.end:
        return 0.0 if cue.entry.frame in ("h", "p", "s", "o", "b") and cue.start >= mention.number.end else _LIMIT + 1
    first = min(one.start for one in chain)
    if cue.start >= last:
        return _after(sentence, mention, last, mentions, cue, language)
    if cue.end <= first:
        return _before(sentence, first, mentions, cue, language)
    return _LIMIT + 1


def _after(
    sentence: Sentence, mention: Mention, last: int, mentions: Sequence[Mention], cue: Match[Cue], language: Language
) -> float:
    """Cost of a cue behind the figure: an intransitive verb, a passive participle, or a noun after a genitive."""
    frame = cue.entry.frame
    words = sentence.words
    if words[last : last + 1] in (["'"], ["'s"]) and frame in ("o", "h") and cue.start <= last + 3:
        return 1.0
    if frame == "p" and not is_passive(sentence, cue, language):
        return _LIMIT + 1
    if frame not in ("s", "p", "b", "h"):
        return _LIMIT + 1
    if frame == "h" and cue.start > last and words[cue.start - 1] not in _LINKS and words[cue.start - 1] not in language.words["be"]:
        return _LIMIT + 1
    others = _starts(mentions, last, cue.start)
    start = last
    relative = start < len(words) and words[start] in language.words["relative"]
    if relative:
        start += 1
    cost = gap_cost(sentence, start, cue.start, language, others, limit=_LIMIT)
    if frame == "b":
        cost += 0.5
    if relative and (mention.number.kind in ("share", "percent") or mention.head.whole) and cue.start <= start + 3:
        cost += _BASE
    return cost


def _before(sentence: Sentence, first: int, mentions: Sequence[Mention], cue: Match[Cue], language: Language) -> float:
    """Cost of a cue in front of the figure: an active verb, a noun such as 'murder of', or a toll."""
    frame = cue.entry.frame
    between = sentence.words[cue.end : first]
    if frame not in ("o", "p", "b", "t") or "by" in between:
        return _LIMIT + 1
    if frame == "p" and is_passive(sentence, cue, language):
        return _LIMIT + 1
    cost = gap_cost(sentence, cue.end, first, language, _starts(mentions, cue.end, first), limit=_LIMIT)
    if frame == "t":
        return 0.3 * cost
    return cost + (0.6 if frame == "b" else 0.1)


def _starts(mentions: Sequence[Mention], start: int, end: int) -> list[int]:
    return [one.number.start for one in mentions if one.why in (None, "single_person") and start <= one.number.start < end]
