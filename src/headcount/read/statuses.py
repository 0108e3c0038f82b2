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
_AGENT = 8.0
"""Added for a verb behind people who are named as doers: 'surrounded by six policemen, he escaped'."""
_RELATIVE = 6.0
"""Added for the verb of a relative clause, which the verb of the main clause outranks where it says a status."""
_MAIN = 2.0
_BESIDE = 2.0
"""Cost of a passive in front of company: 'was seized with four others'."""
_NOMINAL = 0.2
"""Cost of a status that is itself the noun: '127 dead'."""
_SHORTEST = 5
_GENERIC = 0.6
"""Factor for 'and 15 others', which continue a list of objects behind the verb."""
_CLAUSE = frozenset((",", ";", ":", ".", "—", "(", '"'))
_INSIDE = 1.5
"""Cost of an adjective before the noun, which a verb beside it outranks: 'kidnapped pupils were released'."""
_WHERE = 5.0
"""Added for 'in camps' and the like, which a verb outranks: 'measles killed 48 in the camp'."""
_WEAK = frozenset(("affected", "remaining"))
_WEAK_COST = 6.0
"""Added for words that another status beside them makes more exact: 'remained displaced'."""
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
    only: bool = False
    """said of people only"""
    measure: str = ""

    @property
    def confidence(self) -> float:
        """A rough probability that it is the right one."""
        return max(0.4, 0.95 - 0.04 * self.cost)


def status_of(
    sentence: Sentence, mention: Mention, mentions: Sequence[Mention], cues: Cues, language: Language, *, last: int
) -> Status | None:
    """The status of ``mention``, or ``None`` where no cue reaches it; its phrase ends at ``last``."""
    found = [implied] if (implied := _implied(mention)) else []
    chain = [one for one in mentions if one.chain == mention.chain and one.why is None] or [mention]
    for cue in cues.of("status"):
        cost = _cost(sentence, mention, chain, mentions, cue, language, last=last)
        if cost <= _LIMIT:
            inside = mention.start < cue.end and cue.start < mention.end
            measure = "" if inside else cue.entry.measure
            found.append(Status(cue.entry.code, cue.start, cue.end, cost, cue.entry.frame, cue.entry.only, measure))
    return min(found, key=lambda one: (one.cost, one.start)) if found else None


def base_of(sentence: Sentence, mention: Mention, cues: Cues, language: Language) -> Status | None:
    """The status of the whole that a share is taken of: 'of all those who travelled'."""
    words = sentence.words
    here = mention.end
    if here < len(words) and language.has("base_relative", words[here]):
        for cue in cues.of("status"):
            if here < cue.start <= here + 4:
                return Status(cue.entry.code, cue.start, cue.end, 1.0, cue.entry.frame)
    return None


def _implied(mention: Mention) -> Status | None:
    noun = mention.head.noun
    if noun is None or noun.status is None:
        return None
    cost = _NOMINAL if noun.kind == "nominal" else _IMPLIED
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
    head = mention.head
    if head.at < mention.number.start and head.at - 2 <= cue.start and cue.end <= head.end:
        return _INSIDE
    if cue.start < mention.start and mention.end <= cue.end:
        return 0.5
    if cue.start < mention.end and mention.start < cue.end:
        return (
            _INSIDE
            if cue.entry.frame in ("h", "p", "s", "o", "b", "l") and cue.start >= mention.number.end
            else _LIMIT + 1
        )
    first = min(one.start for one in chain)
    if cue.start >= last:
        return _after(sentence, mention, last, mentions, cue, language)
    if cue.end <= first:
        return _before(sentence, first, mentions, cue, language, generic=mention.head.generic)
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
    if frame not in ("s", "p", "b", "h", "l"):
        return _LIMIT + 1
    if (
        frame == "h"
        and cue.start > last
        and not language.has("becoming", words[cue.start - 1])
        and words[cue.start - 1] not in language.words["be"]
    ):
        return _LIMIT + 1
    others = _starts(mentions, last, cue.start)
    if others and _is_whole_in_front(words, mention, language):
        return _LIMIT + 1
    start = last
    relative = start < len(words) and (words[start] in language.words["relative"] or _reduced(words[start], language))
    if relative:
        start += 1
    cost = gap_cost(sentence, start, cue.start, language, others, limit=_LIMIT)
    if relative:
        cost = min(cost + _RELATIVE, _main_clause(sentence, start, cue, others, language))
    if frame == "b":
        cost += 0.5
    if frame == "l":
        cost += _WHERE
    if mention.start and language.has("by", words[mention.start - 1]):
        cost += _AGENT
    if cue.entry.code in _WEAK:
        cost += _WEAK_COST
    if (
        relative
        and (mention.number.kind in ("share", "percent") or mention.head.whole)
        and cue.start <= _opening(words, start, language)
    ):
        cost += _BASE
    return cost


def _is_whole_in_front(words: Sequence[str], mention: Mention, language: Language) -> bool:
    """'Of the 212 passengers, 40 survived': the verb behind the part does not speak of the whole."""
    lead = words[max(0, mention.start - 2) : mention.start]
    at = next((at for at, word in enumerate(lead, mention.start - len(lead)) if language.has("of", word)), -1)
    return at == 0 or (at > 0 and words[at - 1] in _CLAUSE)


def _reduced(word: str, language: Language) -> bool:
    """Whether a participle opens a clause behind a noun: 'residents living in huts had moved'."""
    return len(word) > _SHORTEST and word.endswith(tuple(language.words["active_ending"]))


def _opening(words: Sequence[str], start: int, language: Language) -> int:
    """The last token at which the verb of a relative clause without a subject of its own can begin."""
    while start < len(words) and any(language.has(kind, words[start]) for kind in ("be", "have", "adverb")):
        start += 1
    return start


def _main_clause(sentence: Sentence, start: int, cue: Match[Cue], others: Sequence[int], language: Language) -> float:
    """Cost of a cue behind a whole relative clause: 'policemen who were guarding her were wounded'."""
    words = sentence.words
    helps = ("be", "have", "modal")
    verbs = [at for at in range(start, cue.start + 1) if any(language.has(kind, words[at]) for kind in helps)]
    later = [at for at in verbs if at > (verbs[0] + 2 if verbs[0] <= start + 1 else start)]
    if not later or ";" in words[start : cue.start]:
        return _LIMIT + 1
    return _MAIN + gap_cost(sentence, later[-1], cue.start, language, others, limit=_LIMIT)


def _before(
    sentence: Sentence,
    first: int,
    mentions: Sequence[Mention],
    cue: Match[Cue],
    language: Language,
    *,
    generic: bool,
) -> float:
    """Cost of a cue in front of the figure: an active verb, a noun such as 'murder of', or a toll."""
    frame = cue.entry.frame
    between = sentence.words[cue.end : first]
    if frame not in ("o", "p", "b", "t") or any(language.has("by", word) for word in between):
        return _LIMIT + 1
    if frame == "p" and (len(between) == 1 and language.has("with", between[0])):
        return _BESIDE
    if frame == "p" and (is_passive(sentence, cue, language) or _is_adjective(sentence, cue, language)):
        return _LIMIT + 1
    limit = _LIMIT / _GENERIC if generic else _LIMIT
    cost = gap_cost(sentence, cue.end, first, language, _starts(mentions, cue.end, first), limit=limit)
    if frame == "t":
        return 0.3 * cost
    if generic:
        cost *= _GENERIC
    return cost + (0.6 if frame == "b" else 0.1)


def _is_adjective(sentence: Sentence, cue: Match[Cue], language: Language) -> bool:
    """Whether a participle stands before a noun: 'camps for displaced people'."""
    before = sentence.word(cue.start - 1)
    article = language.has("det", before) and not language.has("relative", before)
    return article or language.has("prep", before)


def _starts(mentions: Sequence[Mention], start: int, end: int) -> list[int]:
    return [
        one.number.start for one in mentions if one.why in (None, "single_person") and start <= one.number.start < end
    ]
