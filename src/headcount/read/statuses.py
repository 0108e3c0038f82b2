"""What happened to the people a figure counts: the nearest cue in its clause that can speak of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read import clausal
from headcount.read.clauses import Cues, attribute_at, attribute_end, gap_cost, is_passive
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_LIMIT = 14.0
_IMPLIED = 9.0
"""Cost of the status that a noun implies: 'detainees', overruled by a verb near by."""
_SUBJECT = 5.0
"""Added for a verb that has other people as its subject."""
_AGENT = 8.0
"""Added for a verb behind people who are named as doers: 'surrounded by six policemen, he escaped'."""
_RELATIVE = 6.0
"""Added for the verb of a relative clause, which the verb of the main clause outranks where it says a status."""
_MAIN = 2.0
_PART = 5
"""Tokens behind a verb of either side in which the part of a whole in front is looked for: 'Of 120 survived only 9'."""
_LISTED = 1.5
"""Added for a verb of either side behind a list, for all but its last: 'died 37, 40 were hurt'."""
_ATTRIBUTE = 4.0
"""Added for a verb inside a clause between commas, which the verb behind that clause outranks."""
_BESIDE = 2.0
"""Cost of a passive in front of company: 'was seized with four others'."""
_WIDE = 0.1
"""Added for each word between a number and the end of the phrase around it: 'leaving one dead and 24 missing'."""
_SUMMED = 3.0
"""Cost of a verb inside the name of a total: 'brings the number of women repatriated since 2019 to 40'."""
_NOMINAL = 0.2
"""Cost of a status that is itself the noun: '127 dead'."""
_GENERIC = 0.6
"""Factor for 'and 15 others', which continue a list of objects behind the verb."""
_CLAUSE_WORDS = 8
_FROM = 5
_SAID = 3
"""Words behind a pronoun that begins a clause of its own in which its verb stands."""
_CLAUSE = frozenset((",", ";", ":", ".", "—", "(", '"'))
_BARE = 0.5
"""Added for a participle right behind the noun, which an active verb right before it outranks."""
_INSIDE = 1.5
"""Cost of an adjective before the noun, which a verb beside it outranks: 'kidnapped pupils were released'."""
_WHERE = 5.0
"""Added for 'in camps' and the like, which a verb outranks: 'measles killed 48 in the camp'."""
_LAST = 8.0
"""Added for belonging to a group ('women affiliated with IS'), which every verb outranks."""
_UPROOTED = frozenset(("refugees", "idps", "migrants", "civilians", "families"))
_CAPTIVE = frozenset(("prisoners", "hostages"))
_WEAK = frozenset(("affected", "remaining"))
_STATED = 11.0
"""Largest cost of a status that makes another one more exact."""
_EXACT = {
    "remaining": ("detained", "in_camp", "abducted", "displaced", "sheltered", "missing"),
    "unharmed": ("released", "evacuated", "escaped"),
    "affected": ("fled", "displaced", "abducted"),
}
"""Statuses that say little, with those that say more of the same people."""
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
            return _LIMIT + 1
        return _INSIDE + (_WEAK_COST if cue.entry.code in _WEAK and cue.end <= head.at else 0.0)
    if any(_describes(other, cue) for other in mentions if other is not mention):
        return _LIMIT + 1
    labelled = head.at < mention.number.start and head.end <= cue.start and cue.end <= mention.number.start
    if labelled and cue.entry.frame in ("p", "s", "h", "b", "l"):
        return _INSIDE + gap_cost(sentence, head.end, cue.start, language, (), limit=_LIMIT)
    first = min(one.start for one in chain)
    if (
        cue.start >= last
        and clausal.is_object_clause(sentence, last, language)
        and _has_object_before(sentence, last, cue)
    ):
        return _RELATIVE - 0.5
    if cue.entry.frame == "s" and cue.start <= last + _SAID and language.has("subject_pronoun", sentence.word(last)):
        return _LIMIT + 1
    if is_base(sentence, mention, mentions, language) and not _in_clause(sentence, last, cue, language):
        return _LIMIT + 1
    if cue.start >= last:
        return _after(sentence, mention, last, mentions, cue, language)
    if cue.end <= first and clausal.is_sum_of(sentence, cue, first, language):
        return _SUMMED
    if cue.end <= first:
        return _before(sentence, first, mentions, cue, language, generic=mention.head.generic)
    return _LIMIT + 1


def _describes(other: Mention, cue: Match[Cue]) -> bool:
    """Whether ``cue`` stands between another number and its noun: '7 million displaced people'."""
    return other.number.end <= cue.start and cue.end <= other.head.at and other.head.kind == "people"


def is_base(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], language: Language) -> bool:
    """Whether ``mention`` is the whole of a part right before it: the 60 of 'forty of the 60 soldiers'."""
    lead = mention.start
    while lead and language.has("definite", sentence.words[lead - 1]):
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


def _after(
    sentence: Sentence, mention: Mention, last: int, mentions: Sequence[Mention], cue: Match[Cue], language: Language
) -> float:
    """Cost of a cue behind the figure: an intransitive verb, a passive participle, or a noun after a genitive."""
    frame = cue.entry.frame
    words = sentence.words
    if language.has("genitive_sign", sentence.word(last)) and frame in ("o", "h") and cue.start <= last + 3:
        return 1.0
    if frame == "p" and not is_passive(sentence, cue, language):
        return _LIMIT + 1
    if frame == "j" and not clausal.went_for_good(words, last, cue, language):
        return _LIMIT + 1
    if frame not in ("s", "p", "b", "h", "l", "w", "j"):
        return _LIMIT + 1
    if (
        frame == "h"
        and cue.start > last
        and not language.has("becoming", words[cue.start - 1])
        and words[cue.start - 1] not in language.words["be"]
    ):
        return _LIMIT + 1
    others = _starts(mentions, last, cue.start)
    part = others or (frame == "b" and _starts(mentions, cue.end, cue.end + _PART))
    if part and clausal.is_whole_in_front(words, mention, language):
        return _LIMIT + 1
    start = clausal.among(sentence, last, language)
    relative = start < len(words) and (
        words[start] in language.words["relative"]
        or clausal.reduced(words[start], language)
        or clausal.is_attribute(sentence, start, mentions, language)
    )
    told = mention.head.among and mention.head.at > mention.number.end
    if others and not relative and (told or clausal.has_verb(words[start : others[0]], language)):
        return _LIMIT + 1
    comma = attribute_at(sentence, start, language)
    closing = attribute_end(sentence, comma, language) if comma >= 0 else 0
    behind = bool(closing) and cue.start > closing
    inside = not behind and 0 <= comma < cue.start
    if relative or (inside and comma == start):
        start += 1
    if behind:
        start = closing + 1
    cost = gap_cost(sentence, start, cue.start, language, others, limit=_LIMIT)
    if inside:
        cost += _ATTRIBUTE
    if behind:
        cost += _MAIN
    put_in = "," in words[max(0, mention.start - 3) : mention.start]
    if relative:
        cost = min(cost + _RELATIVE, _main_clause(sentence, start, cue, others, language, put_in=put_in))
    if frame == "b" and last > mention.end:
        cost += _LISTED
    if frame == "b" or (frame in ("p", "h") and cue.start == last):
        cost += _BARE
    if frame == "l":
        cost += _WHERE
    if frame == "w":
        cost += _LAST
    if clausal.has_subject(sentence, start, cue, language):
        cost += _SUBJECT
    if mention.start and language.has("by", words[mention.start - 1]):
        cost += _AGENT
    if cue.entry.code in _WEAK:
        cost += _WEAK_COST
    if (
        relative
        and cue.start != last
        and (mention.number.kind in ("share", "percent") or mention.head.whole)
        and cue.start <= clausal.opening(words, start, language)
    ):
        cost += _BASE
    return cost


def _main_clause(
    sentence: Sentence, start: int, cue: Match[Cue], others: Sequence[int], language: Language, *, put_in: bool
) -> float:
    """Cost of a cue behind a whole relative clause: 'policemen who were guarding her were wounded'."""
    words = sentence.words
    helps = ("be", "have", "modal")
    verbs = [at for at in range(start, cue.start + 1) if any(language.has(kind, words[at]) for kind in helps)]
    later = [at for at in verbs if at > (verbs[0] + 2 if verbs[0] <= start + 1 else start)]
    if not later or ";" in words[start : cue.start]:
        return _LIMIT + 1
    if any(language.has("among", word) for word in words[start : later[-1]]):
        return _LIMIT + 1
    cost = _MAIN + gap_cost(sentence, later[-1], cue.start, language, others, limit=_LIMIT)
    return cost + (_RELATIVE if put_in and "," in words[start : later[-1]] else 0.0)


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
    if frame == "o" and between[:1] == [","] and not language.has("prep", sentence.words[cue.end - 1]):
        return _LIMIT + 1
    if frame == "o" and cue.end == cue.start + 1 and clausal.is_noun(sentence, cue, language):
        return _LIMIT + 1
    if frame == "p" and (len(between) == 1 and language.has("with", between[0])):
        return _BESIDE
    if frame == "p" and (is_passive(sentence, cue, language) or clausal.is_adjective(sentence, cue, language)):
        return _LIMIT + 1
    limit = _LIMIT / _GENERIC if generic else _LIMIT
    cost = gap_cost(sentence, cue.end, first, language, _starts(mentions, cue.end, first), limit=limit)
    if frame == "t":
        return 0.3 * cost
    if generic:
        cost *= _GENERIC
    return cost + (0.6 if frame == "b" else 0.1)


def _starts(mentions: Sequence[Mention], start: int, end: int) -> list[int]:
    return [
        one.number.start for one in mentions if one.why in (None, "single_person") and start <= one.number.start < end
    ]
