"""Mentions: numbers with their hedge and with whom they count, before any other slot is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.read import hedges, nouns, numerals, rejects
from headcount.read.dates import Found
from headcount.read.hedges import Hedged
from headcount.read.nouns import Head
from headcount.read.numerals import Number
from headcount.read.sentences import Sentence

_BETWEEN = frozenset(("and", "or", ",", "plus", "&"))
_LINKING = frozenset(("as", "well", "along", "together", "with", "their", "the", "his", "her", "a", "also"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that may count people; its phrase stands at tokens ``start`` to ``end``."""

    number: Number
    hedge: Hedged
    head: Head
    start: int
    end: int
    why: str | None
    """reason code when it counts no people"""
    chain: int = 0
    """mentions of one sentence with the same chain are coordinated: '700 women and 1000 children'"""

    @property
    def lo(self) -> float | None:
        """Lowest value allowed."""
        return hedges.interval(self.number, self.hedge.quantifier)[0]

    @property
    def hi(self) -> float | None:
        """Highest value allowed."""
        return hedges.interval(self.number, self.hedge.quantifier)[1]


def find(sentence: Sentence, language: Language, dates: list[Found]) -> list[Mention]:
    """All numbers of ``sentence`` that are no dates, with hedge, head and reason."""
    taken = frozenset(at for date in dates for at in range(date.start, date.end))
    found: list[Mention] = []
    reach = 0
    for number in numerals.find(sentence, language, taken):
        mention = _mention(sentence, number, language, reach)
        reach = number.end
        found.append(mention)
    return _carried(sentence, _chained(sentence, found))


def _mention(sentence: Sentence, number: Number, language: Language, reach: int) -> Mention:
    hedge = hedges.hedge_of(sentence, number, language, reach)
    why = rejects.reason(sentence, number, language)
    head = Head("none", number.end, number.end)
    if why is None:
        after = hedge.end if hedge.end > number.end else number.end
        head = nouns.head_of(sentence, after, language, plural=number.lo != 1)
        if head.kind == "none":
            head = nouns.left_head(sentence, hedge.start, language) or head
        why = _no_people(sentence, number, head, language)
    start = min(number.start, hedge.start)
    return Mention(number, hedge, head, start, max(number.end, head.end if head.at >= number.start else 0), why)


def _no_people(sentence: Sentence, number: Number, head: Head, language: Language) -> str | None:
    if number.kind == "word":
        return "unplaced"
    if head.kind == "other":
        return "not_people"
    if head.noun is not None and head.noun.kind == "collective" and head.noun.unit == "person" and head.at > number.start:
        return "not_people"
    one = number.kind == "count" and number.lo == 1 and number.hi == 1
    if one and head.kind in ("people", "none", "pronoun"):
        return "single_person"
    return None


def _chained(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """Number the chains of mentions that only conjunctions and commas part."""
    chained: list[Mention] = []
    for at, mention in enumerate(found):
        chain = at
        if chained and mention.why is None and chained[-1].why is None:
            gap = sentence.words[chained[-1].end : mention.start]
            if gap and all(word in _BETWEEN or word in _LINKING for word in gap) and len(gap) <= 4:
                chain = chained[-1].chain
        chained.append(replace(mention, chain=chain))
    return chained


def _carried(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """Carry a hedge over a coordination: 'at least 700 women and 1000 children'."""
    carried: list[Mention] = []
    for mention in found:
        before = carried[-1] if carried else None
        if before and before.chain == mention.chain and _may_carry(sentence, before, mention):
            hedge = Hedged(before.hedge.quantifier, before.hedge.start, before.hedge.end)
            mention = replace(mention, hedge=hedge)
        carried.append(mention)
    return carried


def _may_carry(sentence: Sentence, before: Mention, mention: Mention) -> bool:
    gap = sentence.words[before.end : mention.start]
    plain = mention.hedge.quantifier == "exact" and mention.hedge.start == mention.hedge.end
    hedged = before.hedge.quantifier in ("at_least", "more_than", "at_most", "less_than", "about", "nearly")
    named = all(one.head.kind == "people" and not _nominal(one.head) for one in (before, mention))
    return gap == ["and"] and plain and hedged and named and mention.number.kind == "count"


def _nominal(head: Head) -> bool:
    return head.noun is not None and head.noun.kind == "nominal"
