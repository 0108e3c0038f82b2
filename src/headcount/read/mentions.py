"""Mentions: numbers with their hedge and with whom they count, before any other slot is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.read import heads, hedges, labels, nouns, numerals, rejects
from headcount.read.heads import Head
from headcount.read.hedges import Hedged
from headcount.read.names import names_in
from headcount.read.number import Number
from headcount.read.periods import Found
from headcount.read.sentences import Sentence

_ELLIPSIS = 4
_HUMANITY = 1e10


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
    lent = _bracketed(sentence, _lent(sentence, found, language))
    return _carried(sentence, _chained(sentence, lent, language), language)


def _bracketed(sentence: Sentence, found: list[Mention]) -> list[Mention]:
    """'6,136 people (75 %) had been held': a number alone in a bracket counts those before it."""
    words = sentence.words
    for at in range(1, len(found)):
        one, before = found[at], found[at - 1]
        alone = sentence.word(one.start - 1) == "(" and sentence.word(one.number.end) == ")"
        if (
            not alone
            or before.why is not None
            or before.head.kind == "other"
            or one.start - 1 not in (before.end, before.number.end)
        ):
            continue
        if one.number.kind not in ("count", "percent") or one.why not in (None, "not_people", "page_furniture"):
            continue
        head = replace(before.head, at=one.number.start, end=one.number.start)
        end = before.end if before.end > one.number.end else one.number.end + 1
        if words[one.number.start][0].isdecimal():
            found[at] = replace(one, head=head, end=end, why=None)
    return found


def _mention(sentence: Sentence, number: Number, language: Language, reach: int) -> Mention:
    hedge = hedges.hedge_of(sentence, number, language, reach)
    why = rejects.reason(sentence, number, language)
    head = Head("none", number.end, number.end)
    if why is None:
        after = hedge.end if hedge.end > number.end else number.end
        if number.kind == "share" and language.has("opener", sentence.word(after)):
            after += 1
        if before := _inverted(sentence, number, language):
            return replace(before, hedge=Hedged("about", before.start, number.end) if _is_bare(hedge) else hedge)
        head = nouns.head_of(sentence, after, language, plural=number.lo != 1 and not _is_not_one(number))
        if head.kind == "none" or (head.kind == "other" and not language.plural(sentence.words[head.at])):
            head = labels.left_head(sentence, hedge.start, language) or head
        elif head.noun is not None and head.noun.group == "people" and language.has("generic_lemma", head.noun.lemma):
            total = labels.total_before(sentence, hedge.start, language)
            head = replace(head, noun=total.noun, group=total.group) if total else head
        if number.kind == "share" and head.kind != "people":
            head = heads.within(sentence, number.start, number.end, language) or head
        if head.kind == "none" and number.sense == "persons":
            head = Head("people", number.start, number.end, group="people")
        why = (
            _no_people(number, head, language, ill=not language.words["disease"].isdisjoint(sentence.words))
            or _on_average(sentence, head, language)
            or _of_places(sentence, hedge.start, language)
            or _of_change(sentence, number, hedge.start, language)
        )
    start = min(number.start, hedge.start)
    return Mention(number, hedge, head, start, max(number.end, head.end if head.at >= number.start else 0), why)


def _is_bare(hedge: Hedged) -> bool:
    return hedge.start == hedge.end and hedge.quantifier == "exact"


def _inverted(sentence: Sentence, number: Number, language: Language) -> Mention | None:
    """The noun put before its number, which says 'about' where a language does so."""
    at = number.start - 1
    word = sentence.word(at)
    noun, lead = language.nouns.get(word), sentence.word(at - 1)
    if noun is None or number.kind != "count" or not language.has("postpositive", word):
        return None
    if lead in language.numbers or lead[:1].isdecimal():
        return None
    head = Head("people", at, at + 1, noun=noun)
    return Mention(number, Hedged("about", at, number.end), head, at, number.end, None)


def _no_people(number: Number, head: Head, language: Language, *, ill: bool) -> str | None:
    if number.kind == "word":
        return "unplaced"
    if number.kind == "count" and number.lo is not None and number.lo % 1 != 0:
        return "not_people"
    if number.kind in ("share", "percent") and (number.hi or 0.0) > 1.0:
        return "not_people"
    if number.sense == "none" and number.end - number.start == 1 and head.kind != "people":
        return "not_people"
    if head.noun is not None and language.has("case_lemma", head.noun.lemma) and not ill:
        return "not_people"
    if head.kind == "other" or max(number.lo or 0.0, number.hi or 0.0) > _HUMANITY:
        return "not_people"
    if _is_body(head, language):
        return "not_people"
    one = number.kind == "count" and number.lo == 1 and number.hi == 1
    if one and head.kind in ("people", "none", "pronoun"):
        return "single_person"
    return None


def _is_not_one(number: Number) -> bool:
    """'not one woman': none, with its noun in the singular."""
    return number.sense == "none"


def _of_places(sentence: Sentence, start: int, language: Language) -> str | None:
    """'built for 400', 'a capacity of 17,000': room, and nobody in it."""
    lead = sentence.words[max(0, start - 4) : start]
    measured = lead[-1:] and (language.has("of", lead[-1]) or language.has("on_for", lead[-1]))
    return "not_people" if measured and language.meets("capacity", lead) else None


def _of_change(sentence: Sentence, number: Number, start: int, language: Language) -> str | None:
    """'has dropped by 2.4 %': a change, and no share."""
    lead = sentence.words[max(0, start - 3) : start]
    by = number.kind == "percent" and lead[-1:] and language.has("by", lead[-1])
    return "not_people" if by and language.meets("change", lead) else None


def _on_average(sentence: Sentence, head: Head, language: Language) -> str | None:
    """'four children per family' is a rate."""
    per = language.has("per", sentence.word(head.end)) and sentence.word(head.end + 1) in language.nouns
    return "not_people" if per and head.kind == "people" else None


def _is_body(head: Head, language: Language) -> bool:
    """Whether the noun counts bodies of people and not people: 'three battalions'."""
    noun = head.noun
    return (
        noun is not None
        and noun.kind == "collective"
        and noun.unit == "person"
        and noun.status is None
        and not language.has("population", noun.lemma.rpartition(" ")[2])
    )


def _lent(sentence: Sentence, found: list[Mention], language: Language) -> list[Mention]:
    """'Jordan 635,000 and Iraq 245,000 refugees': the last of a list lends its noun to those before it."""
    lent = list(found)
    for at in range(len(lent) - 2, -1, -1):
        one, after = lent[at], lent[at + 1]
        gap = sentence.words[one.number.end : after.start]
        if _is_split(sentence, one, after, language):
            lent[at] = replace(one, head=replace(one.head, noun=after.head.noun, group=after.head.group, demonym=None))
            continue
        open_end = one.head.kind == "none" and one.why is None and after.head.kind == "people"
        if (
            open_end
            and 1 <= len(gap) <= 4
            and language.has("coordinating", gap[0])
            and names_in(sentence, language, one.number.end, after.start)
        ):
            lent[at] = replace(one, head=replace(after.head, at=one.number.end, end=one.number.end))
    return lent


def _is_split(sentence: Sentence, one: Mention, after: Mention, language: Language) -> bool:
    """'64 Iraqi and 14 Syrian households': the noun stands behind the last adjective only."""
    if one.head.demonym is None or one.head.demonym.person or after.head.noun is None:
        return False
    gap = sentence.words[one.end : after.start]
    named_too = bool(names_in(sentence, language, after.number.end, after.head.at))
    return len(gap) == 1 and language.has("and_or", gap[0]) and named_too and one.why is None


def _chained(sentence: Sentence, found: list[Mention], language: Language) -> list[Mention]:
    """Number the chains of mentions that only conjunctions and commas part."""
    chained: list[Mention] = []
    for at, mention in enumerate(found):
        chain = at
        if chained and mention.why is None and chained[-1].why is None and not mention.head.among:
            gap = sentence.words[chained[-1].end : mention.start]
            behind = sentence.words[mention.number.end : mention.number.end + 2]
            part = language.has("of", behind[0]) and language.meets("whole_pronoun", behind) if behind else False
            part = part or _is_whole(sentence, chained[-1].start, gap, language)
            if gap and not part and all(language.has("joining", word) for word in gap) and len(gap) <= 4:
                chain = chained[-1].chain
        chained.append(mention if chain == mention.chain else replace(mention, chain=chain))
    return chained


def _is_whole(sentence: Sentence, start: int, gap: Sequence[str], language: Language) -> bool:
    """Whether the number before is a whole put in front of its part: 'Of 600 inmates, 45 are'."""
    at = start - 1 - (start > 1 and language.has("definite", sentence.words[start - 1]))
    front = at == 0 or (at > 0 and sentence.words[at - 1] in (",", ";", "."))
    return gap == [","] and front and language.has("of", sentence.words[at])


def _carried(sentence: Sentence, found: list[Mention], language: Language) -> list[Mention]:
    """Carry a hedge over a coordination: 'at least 700 women and 1000 children'."""
    carried: list[Mention] = []
    for mention in found:
        before = carried[-1] if carried else None
        if before and before.why is None and mention.why is None and _may_carry(sentence, before, mention, language):
            hedge = Hedged(before.hedge.quantifier, before.hedge.start, before.hedge.end)
            mention = replace(mention, hedge=hedge)
        carried.append(mention)
    return carried


def _may_carry(sentence: Sentence, before: Mention, mention: Mention, language: Language) -> bool:
    gap = sentence.words[before.end : mention.start]
    plain = mention.hedge.quantifier == "exact" and mention.hedge.start == mention.hedge.end
    hedged = before.hedge.quantifier in ("at_least", "more_than", "at_most", "less_than", "about", "nearly")
    named = all(one.head.kind == "people" and not _nominal(one.head) for one in (before, mention))
    if _elliptic(before, mention, gap, language):
        return plain and before.hedge.quantifier in ("at_least", "more_than")
    listed = before.chain == mention.chain and _is_list(gap, language)
    return listed and plain and hedged and named and mention.number.kind == "count"


def _is_list(gap: Sequence[str], language: Language) -> bool:
    """Whether only a comma, an 'and' or both stand between two numbers of a list."""
    return 0 < len(gap) <= 2 and all(word == "," or language.has("and", word) for word in gap)


def _elliptic(before: Mention, mention: Mention, gap: Sequence[str], language: Language) -> bool:
    """'at least 40 people were killed and 74 wounded': the second number shares the noun and the hedge."""
    bare = mention.head.kind == "none" or _nominal(mention.head)
    return bare and before.head.kind == "people" and 1 < len(gap) <= _ELLIPSIS and language.has("and", gap[-1])


def _nominal(head: Head) -> bool:
    return head.noun is not None and head.noun.kind == "nominal"
