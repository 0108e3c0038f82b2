"""Whether a number counts people after all, once the words around it are known."""

from __future__ import annotations

from headcount.languages import Language
from headcount.read.links import Relation
from headcount.read.mentions import Mention
from headcount.read.names import names_in
from headcount.read.scenes import Scene
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_BARE = 5.0
"""Largest cost of a status cue that makes a number without a noun a count of people."""
_AT = 5.0
_CLAUSE = 9.0
"""Largest cost of the status of a relative clause behind a bare number: '100,000 that had died'."""
_LEVEL = 8
"""Words before a number in which a total that changes is looked for."""
_JOINED = 2
_PAIRED = 7
_SURE = 2.0
"""Largest cost of an act done to people only that makes an unknown noun one for people."""


def may_count(mention: Mention) -> bool:
    return mention.why in (None, "not_people", "unplaced", "single_person") and mention.number.lo is not None


def is_hopeless(scene: Scene, mention: Mention, language: Language) -> bool:
    """Whether a number counts things, so that no status can make it count people."""
    if mention.why != "not_people" or _is_again(scene, mention, language):
        return False
    return not _may_be_people(scene.sentence, mention, language)


def refused(
    scene: Scene,
    mention: Mention,
    status: Status | None,
    relation: Relation | None,
    follows: bool,
    language: Language,
) -> str | None:
    """Why a number is no figure after all, or ``None`` when it is one."""
    head = mention.head
    words = scene.sentence.words
    reach = _BARE + (_AT if status is not None and status.frame == "l" else 0.0)
    near = status is not None and status.frame != "noun" and status.cost <= reach
    if mention.why == "single_person":
        return None if near or _is_counted(scene, mention, language) else mention.why
    if mention.why == "not_people" and _is_again(scene, mention, language):
        return None
    if mention.why == "not_people":
        return None if _unknown_people(scene.sentence, mention, status, language) else "not_people"
    if mention.why is not None:
        return mention.why
    bare = head.generic or head.kind != "people"
    if bare and not near and _other_things(scene, mention):
        return "not_people"
    if head.kind == "people":
        return None
    if head.kind == "pronoun":
        whole = relation is not None or follows or near
        return None if whole else "unplaced"
    if _is_named(scene.sentence, mention, language):
        return "ordinal"
    if near and status is not None and not (is_share(mention) and status.cost > 2.0):
        return None
    end = max(mention.number.end, mention.hedge.end)
    after = words[end] if end < len(words) else "."
    clause = language.has("who", after) or (
        language.has("base_relative", after) and language.has("have", scene.sentence.word(mention.number.end + 1))
    )
    if clause and status is not None and status.cost <= _CLAUSE:
        return None
    verbal = language.one_of(("be", "have", "verb", "modal", "copula"), after)
    if mention.hedge.quantifier == "vague" and head.kind == "none" and _acts(after, verbal, language):
        return None
    opens = scene.recent and _opens(words, mention.start, language)
    if verbal and (follows or opens or (is_share(mention) and scene.recent)):
        return None
    if follows and _is_second(scene, mention, language):
        return None
    if (follows or scene.recent) and mention.head.kind == "none" and _is_sum(scene.sentence, mention, language):
        return None
    if _is_again(scene, mention, language) or (
        (follows or scene.recent) and _is_compared(scene.sentence, mention, language)
    ):
        return None
    joined = any(one.chain == mention.chain and one.head.kind == "people" and one.why is None for one in scene.mentions)
    rest = relation is not None and relation.kind == "remainder_of" and (follows or scene.recent)
    if (
        relation is not None
        and relation.kind in ("subset_of", "in_addition_to")
        and (follows or relation.kind == "subset_of")
    ) or (joined or rest):
        return None if not is_share(mention) or relation is not None else "not_people"
    return "not_people" if is_share(mention) else "unplaced"


def _is_counted(scene: Scene, mention: Mention, language: Language) -> bool:
    """Whether one person is a count: 'one dead', 'five Spaniards and one Salvadoran', and not 'one woman told us'."""
    noun = mention.head.noun
    if noun is not None and (noun.kind == "nominal" or noun.status == "killed"):
        return True
    words = scene.sentence.words
    if language.meets("among", words[max(0, mention.start - 3) : mention.start]):
        return True
    for other in scene.mentions:
        low, high = sorted((other, mention), key=lambda one: one.start)
        gap = words[low.end : high.start]
        joined = gap and all(language.has("joining", word) for word in gap) and len(gap) <= _JOINED
        if other is not mention and other.why is None and (joined or _is_named_pair(scene, low, high, language)):
            return True
    return False


def _is_named_pair(scene: Scene, low: Mention, high: Mention, language: Language) -> bool:
    """'four men from Oslo and one woman from Bergen': the first of two joined counts is followed by a name alone."""
    gap = scene.sentence.words[low.end : high.start]
    if not 2 < len(gap) <= _PAIRED or not language.has("and", gap[-1]):
        return False
    plain = not any(language.one_of(("verb", "be", "relative"), word) for word in gap)
    return plain and bool(names_in(scene.sentence, language, low.end, high.start))


def _is_named(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'a Boeing 737': a bare number right behind a name is a part of it."""
    at = mention.number.start - 1
    digits = sentence.words[mention.number.start].isdecimal() and mention.number.end == mention.number.start + 1
    named = at > 0 and sentence.capital[at] and sentence.words[at].isalpha()
    if named and language.words["of_case"] and names_in(sentence, language, max(0, at - 2), at + 1):
        return False
    return named and digits and mention.head.kind == "none" and mention.start == mention.number.start


def _is_again(scene: Scene, mention: Mention, language: Language) -> bool:
    """'The 16 landed at noon', where 16 people were counted shortly before."""
    words = scene.sentence.words
    before = words[mention.start - 1] if mention.start else ""
    definite = language.has("definite", before) or language.has("all", before)
    return definite and mention.number.lo in scene.said and mention.head.kind in ("none", "other")


def _is_compared(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'4,500 the week before' behind 'compared to', 'against' or 'up from': the same people at another time."""
    words = sentence.words
    lead = words[max(0, mention.start - 2) : mention.start]
    bare = mention.head.kind == "none" or language.has("the", sentence.word(mention.number.end))
    return bare and language.meets("comparing", lead) and mention.number.kind == "count"


def _is_sum(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'23,569 were returned, for a total of 54,733 since January', 'that number grew to 50'."""
    words = sentence.words
    if language.meets("total", words[max(0, mention.number.start - 3) : mention.number.start]):
        return True
    lead = words[max(0, mention.start - _LEVEL) : mention.start]
    total = next((at for at, word in enumerate(lead) if language.has("total", word) and at), 0)
    pointed = total and language.one_of(("pointer", "own"), lead[total - 1])
    return bool(pointed) and language.meets("change", lead[total:]) and language.has("reaching", lead[-1])


def _acts(after: str, verbal: bool, language: Language) -> bool:
    """Whether a verb follows: 'thousands marched', which nothing but people do."""
    return verbal or language.has("happening", after) or language.ends("past_ending", after)


def _opens(words: list[str], start: int, language: Language) -> bool:
    """Whether a clause begins at token ``start``: 'police said 120 had come', 'while 800 sleep in schools'."""
    before = words[start - 1] if start else ";"
    return before in (";", ":", "—") or language.one_of(("subordinator", "and", "that", "verb"), before)


def _is_second(scene: Scene, mention: Mention, language: Language) -> bool:
    """The 52 of 'the toll rose from 40 to 52', where 40 counts people."""
    words, at = scene.sentence.words, mention.start - 1
    first = next((one for one in scene.mentions if one.number.end == at and one.why is None), None)
    if first is None or not language.has("range", words[at]) or mention.head.kind != "none":
        return False
    return language.meets("change", words[max(0, first.start - _LEVEL) : first.start])


def _other_things(scene: Scene, mention: Mention) -> bool:
    """'three bombs exploded, three others did not': the number before counts things, and none before it people."""
    before = [one for one in scene.mentions if one.end <= mention.start]
    return bool(before) and before[-1].why == "not_people" and not any(one.why is None for one in before)


def _unknown_people(sentence: Sentence, mention: Mention, status: Status | None, language: Language) -> bool:
    """A plural that no list knows, beside an act that is only done to people: 'the murder of six Xs'."""
    if status is None or not _may_be_people(sentence, mention, language):
        return False
    people = sentence.capital[mention.head.at] and status.frame == "s"
    return (status.only and status.cost <= _SURE) or (people and status.cost <= _BARE)


def _may_be_people(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """Whether one unknown plural stands right behind the number."""
    if mention.head.end - mention.number.end != 1:
        return False
    word = sentence.words[mention.head.at]
    return language.plural(word) and not language.has("thing", word)


def is_share(mention: Mention) -> bool:
    return mention.number.kind in ("share", "percent")
