"""What happened to the people a figure counts: the nearest cue in its clause that can speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read import clausal, reach
from headcount.read.clauses import Cues, gap_cost
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_IMPLIED = 9.0
"""Cost of the status that a noun implies: 'detainees', overruled by a verb near by."""
_WIDE = 0.1
"""Added for each word between a number and the end of the phrase around it: 'leaving one dead and 24 missing'."""
_SUMMED = 3.0
"""Cost of a verb inside the name of a total: 'brings the number of women repatriated since 2019 to 40'."""
_NOMINAL = 0.2
"""Cost of a status that is itself the noun: '127 dead'."""
_CLAUSE_WORDS = 8
_FROM = 5
_SAID = 3
"""Words behind a pronoun that begins a clause of its own in which its verb stands."""
_CLAUSE = frozenset((",", ";", ":", ".", "—", "(", '"'))
_INSIDE = 1.5
"""Cost of an adjective before the noun, which a verb beside it outranks: 'kidnapped pupils were released'."""
_UPROOTED = frozenset(("refugees", "idps", "migrants", "civilians", "families"))
_CAPTIVE = frozenset(("prisoners", "hostages"))
_STATED = 11.0
"""Largest cost of a status that makes another one more exact."""
_EXACT = {
    "remaining": ("detained", "in_camp", "abducted", "displaced", "sheltered", "missing"),
    "unharmed": ("released", "evacuated", "escaped"),
    "affected": ("fled", "displaced", "abducted"),
}
"""Statuses that say little, with those that say more of the same people."""


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


def status_of(
    sentence: Sentence, mention: Mention, mentions: Sequence[Mention], cues: Cues, language: Language, *, last: int
) -> Status | None:
    """The status of ``mention``, or ``None`` where no cue reaches it; its phrase ends at ``last``."""
    found = [implied] if (implied := _implied(mention)) else []
    if implied and implied.code == "killed" and implied.cost <= _NOMINAL:
        return implied
    chain = [one for one in mentions if one.chain == mention.chain and one.why is None] or [mention]
    for cue in cues.of("status"):
        cost = _cost(sentence, mention, chain, mentions, cue, language, last=last)
        if cost <= reach.LIMIT:
            inside = mention.start < cue.end and cue.start < mention.end
            measure = "" if inside else cue.entry.measure
            found.append(Status(cue.entry.code, cue.start, cue.end, cost, cue.entry.frame, cue.entry.only, measure))
    return _of_such(sentence, _exact(found), mention, language) if found else None


def _of_such(sentence: Sentence, status: Status, mention: Mention, language: Language) -> Status:
    """What a verb says of such people: refugees who 'escaped' fled, hostages who were 'handed over' are free."""
    group = mention.head.noun.group if mention.head.noun is not None else None
    if status.code == "escaped" and group in _UPROOTED:
        return replace(status, code="fled")
    if status.code == "detained" and group == "hostages":
        return replace(status, code="abducted")
    held = status.code in ("repatriated", "deported", "returned") and group in _CAPTIVE
    if held and language.has("handing", sentence.words[status.start]):
        return replace(status, code="released")
    return status


def _exact(found: Sequence[Status]) -> Status:
    """The nearest status; 'remaining' and 'unharmed' give way to what else is said."""
    best = min(found, key=lambda one: (one.cost, one.start))
    held = [one for one in found if one.code in _EXACT.get(best.code, ()) and one.cost <= _STATED]
    return min(held, key=lambda one: (one.cost, one.start)) if held else best


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
    sure = noun.status in ("affected", "killed") or (noun.kind == "nominal" and not mention.head.whole)
    cost = _NOMINAL if sure else _IMPLIED
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
        return 0.5 + _WIDE * (cue.end - mention.end)
    if cue.start < mention.end and mention.start < cue.end:
        if cue.entry.frame not in ("h", "p", "s", "o", "b", "l") or cue.start < mention.number.end:
            return reach.LIMIT + 1
        return _INSIDE + (reach.WEAK_COST if cue.entry.code in reach.WEAK and cue.end <= head.at else 0.0)
    if any(_describes(other, cue) for other in mentions if other is not mention):
        return reach.LIMIT + 1
    labelled = head.at < mention.number.start and head.end <= cue.start and cue.end <= mention.number.start
    if labelled and cue.entry.frame in ("p", "s", "h", "b", "l"):
        return _INSIDE + gap_cost(sentence, head.end, cue.start, language, (), limit=reach.LIMIT)
    first = min(one.start for one in chain)
    if (
        cue.start >= last
        and clausal.is_object_clause(sentence, last, language)
        and _has_object_before(sentence, last, cue)
    ):
        return reach.RELATIVE - 0.5
    if cue.entry.frame == "s" and cue.start <= last + _SAID and language.has("subject_pronoun", sentence.word(last)):
        return reach.LIMIT + 1
    if is_base(sentence, mention, mentions, language) and not _in_clause(sentence, last, cue, language):
        return reach.LIMIT + 1
    if cue.start >= last:
        return reach.after(sentence, mention, last, mentions, cue, language)
    if cue.end <= first and clausal.is_sum_of(sentence, cue, first, language):
        return _SUMMED
    if cue.end <= first:
        return reach.before(sentence, first, mentions, cue, language, generic=mention.head.generic)
    return reach.LIMIT + 1


def _describes(other: Mention, cue: Match[Cue]) -> bool:
    """Whether ``cue`` stands between another number and its noun: '7 million displaced people'."""
    return other.number.end <= cue.start and cue.end <= other.head.at and other.head.kind == "people"


def is_base(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], language: Language) -> bool:
    """Whether ``mention`` is the whole of a part right before it: the 60 of 'forty of the 60 soldiers'."""
    lead = mention.start
    while lead and language.one_of(("definite", "own"), sentence.words[lead - 1]):
        lead -= 1
    if lead == mention.start or not language.has("of", sentence.word(lead - 1)):
        return False
    return any(one.number.end == lead - 1 and one is not mention for one in mentions)


def _in_clause(sentence: Sentence, last: int, cue: Match[Cue], language: Language) -> bool:
    """Whether ``cue`` belongs to the clause right behind the noun: 'who fled', 'taken that night'."""
    words = sentence.words
    if cue.start < last:
        return cue.end > last - 3
    ahead = words[last : last + _FROM]
    opened = next((at for at, word in enumerate(ahead, last) if clausal.opens(word, language)), -1)
    return cue.start == last or last <= opened < cue.start <= opened + _CLAUSE_WORDS


def _has_object_before(sentence: Sentence, last: int, cue: Match[Cue]) -> bool:
    """Whether the verb of such a clause is ``cue``, done to those in front of it."""
    near = cue.start <= last + _CLAUSE_WORDS and not any(sign in sentence.words[last : cue.start] for sign in ";.:")
    return near and cue.entry.frame in ("o", "p", "b")
