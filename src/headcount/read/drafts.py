"""Drafts of the figures of one sentence: every slot read by its own module and put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount import codelists
from headcount.languages import Language
from headcount.read import gaps, groups, holders, links, measures, modalities, moves, origins, places, sources, statuses
from headcount.read.clauses import Cues, cues_of
from headcount.read.draft import Draft
from headcount.read.links import Relation
from headcount.read.mentions import Mention
from headcount.read.origins import Codes, is_site
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.sources import Source
from headcount.read.statuses import Status

_BARE = 5.0
"""Largest cost of a status cue that makes a number without a noun a count of people."""
_AT = 5.0
_CLAUSE = 9.0
"""Largest cost of the status of a relative clause behind a bare number: '100,000 that had died'."""
_THERE = 7
_SURE = 2.0
"""Largest cost of an act done to people only that makes an unknown noun one for people."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that was found in one sentence before any figure is made."""

    sentence: Sentence
    mentions: Sequence[Mention]
    cues: Cues
    dates: Sequence[Found]
    sources: Sequence[Source]
    places: Sequence[Codes]
    recent: bool
    """a figure stands within the two sentences before"""
    joining: bool
    """the document is about people who join an armed cause"""
    said: frozenset[float]
    """numbers of people in the sentences shortly before"""


def scene_of(
    sentence: Sentence,
    mentions: Sequence[Mention],
    dates: Sequence[Found],
    language: Language,
    *,
    said: frozenset[float],
    sites: places.Sites,
    joining: bool,
) -> Scene:
    """The cues, sources and places of ``sentence``."""
    dated = frozenset(at for date in dates for at in range(date.start, date.end))
    cues = cues_of(sentence, language, dated, joining=joining)
    named = places.places_in(sentence, language)
    pointed = (
        []
        if any(is_site(code) for one in named for code in one.codes)
        else places.pointed_at(sentence, language, sites)
    )
    return Scene(
        sentence,
        mentions,
        cues,
        dates,
        sources.sources_of(sentence, cues, language),
        sorted([*named, *pointed], key=lambda one: one.start),
        bool(said),
        joining,
        said,
    )


def drafts_of(scene: Scene, language: Language) -> tuple[list[Draft], list[tuple[Mention, str]]]:
    """The figures of a sentence, and its other numbers with the reason of each."""
    drafts: list[Draft] = []
    unread: list[tuple[Mention, str]] = []
    for mention in scene.mentions:
        draft = _draft(scene, mention, drafts, language)
        if isinstance(draft, str):
            unread.append((mention, draft))
        else:
            drafts.append(draft)
    return drafts, unread


def _draft(scene: Scene, mention: Mention, drafts: Sequence[Draft], language: Language) -> Draft | str:
    """The draft of one number, or the reason why it is no figure."""
    if not _may_count(mention):
        return mention.why or "unplaced"
    sentence = scene.sentence
    if drafts and (follower := gaps.gapped(sentence, mention, drafts[-1], language)):
        return follower
    last = max(
        [one.end for one in scene.mentions if one.chain == mention.chain and one.why is None], default=mention.end
    )
    origin = origins.origin_of(sentence, mention, last, language)
    if drafts and origin is None:
        origin = origins.lent(mention, drafts[-1].mention, drafts[-1].origin)
    reach = max(last, origin.end) if origin and not _is_left(sentence, last, origin, language) else last
    status = statuses.status_of(sentence, mention, scene.mentions, scene.cues, language, last=reach)
    relation = links.relation_of(sentence, mention, scene.mentions, scene.cues, language)
    if why := _refused(scene, mention, status, relation, bool(drafts), language):
        return why
    source = sources.source_of(sentence, scene.sources, mention.start, last)
    sayings = [one.cue.start for one in scene.sources]
    place = places.place_of(sentence, mention, last, scene.places, origin, language, sayings)
    origin, place = moves.directed(sentence, mention, status, origin, place, source, language)
    status = _by_place(sentence, mention, status, place, language)
    modality, cue = modalities.modality_of(sentence, mention, status, scene.cues, language)
    return Draft(
        sentence=sentence,
        mention=mention,
        last=last,
        group=groups.group_of(sentence, mention, language),
        unit=mention.head.noun.unit if mention.head.noun else "person",
        measure=measures.measure_of(sentence, mention, status, language, joining=scene.joining),
        status=status,
        base=statuses.base_of(sentence, mention, scene.cues, language) if _is_share(mention) else None,
        origin=origin,
        place=place,
        holder=holders.holder_of(sentence, status, mention, language),
        date=_date(sentence, mention, status, scene.dates, language),
        source=source,
        modality=modality,
        modality_cue=cue,
        relation=relation,
        base_of=_base_of(sentence, mention, scene.mentions, language),
        pointing=_is_pointing(sentence, mention, language),
        lead=bool(scene.cues.of("scene")),
        generic=mention.head.kind != "people"
        or mention.head.demonym is not None
        or mention.head.generic
        or language.has("generic_lemma", mention.head.lemma),
    )


def _is_pointing(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'the 16', 'all 12': people counted before."""
    before = sentence.word(mention.start - 1)
    return language.has("definite", before) or language.has("all", before)


def _is_left(sentence: Sentence, last: int, origin: Codes, language: Language) -> bool:
    """'who left Germany': the verb before the name says what became of the people."""
    return any(language.has("leaving", word) for word in sentence.words[last : origin.start])


def _base_of(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], language: Language) -> int:
    if not statuses.is_base(sentence, mention, mentions, language):
        return -1
    return max(one.number.end for one in mentions if one.number.end < mention.start)


_HELD_AT = {"camp": "in_camp", "prison": "detained"}


def _by_place(
    sentence: Sentence, mention: Mention, status: Status | None, place: Codes | None, language: Language
) -> Status | None:
    """People who are in a camp, a prison or a zone, where no verb says more."""
    if place is None or (status is not None and status.code not in ("remaining", "detained")):
        return status
    kinds = {row.kind for code in place.codes if (row := codelists.table("places").get(code))}
    code = next((_HELD_AT[kind] for kind in sorted(kinds) if kind in _HELD_AT), None)
    if status is not None and status.code == "detained" and code is not None:
        return replace(status, code=code)
    if code is None and status is None and _is_there(sentence, mention, place, language):
        code = "in_zone" if mention.head.noun is not None and mention.head.noun.group == "fighters" else "remaining"
    return Status(code, place.start, place.end, 5.0, "place") if code else status


def _is_there(sentence: Sentence, mention: Mention, place: Codes, language: Language) -> bool:
    """Whether a form of 'be' alone joins the people and the place: 'were in Syria', 'there are 450 in Syria'."""
    words = sentence.words
    between = words[mention.end : place.start]
    before = words[max(0, mention.start - 3) : mention.start]
    if place.start < mention.end or len(between) > _THERE or not _opens_place(between, language):
        return False
    return any(language.has("be", word) for word in (*between, *before)) and not any(
        language.has(kind, word) for word in between for kind in ("verb", "relative", "subordinator")
    )


def _opens_place(words: Sequence[str], language: Language) -> bool:
    """Whether nothing but forms of 'be' and adverbs stand before the first preposition: no 'registered in'."""
    for word in words:
        if language.has("prep", word):
            return True
        if not any(language.has(kind, word) for kind in ("be", "have", "modal", "adverb")):
            return False
    return True


def _may_count(mention: Mention) -> bool:
    return mention.why in (None, "not_people", "unplaced", "single_person") and mention.number.lo is not None


def _is_share(mention: Mention) -> bool:
    return mention.number.kind in ("share", "percent")


def _refused(
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
        return None if near and any(one.why is None for one in scene.mentions) else mention.why
    if mention.why == "not_people" and _is_again(scene, mention, language):
        return None
    if mention.why == "not_people":
        return None if _unknown_people(scene.sentence, mention, status) else "not_people"
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
    if _is_named(scene.sentence, mention):
        return "ordinal"
    if near and status is not None and not (_is_share(mention) and status.cost > 2.0):
        return None
    after = words[mention.number.end] if mention.number.end < len(words) else "."
    clause = language.has("who", after) or (
        language.has("base_relative", after) and language.has("have", scene.sentence.word(mention.number.end + 1))
    )
    if clause and status is not None and status.cost <= _CLAUSE:
        return None
    verbal = any(language.has(kind, after) for kind in ("be", "have", "verb", "modal"))
    if verbal and (follows or (_is_share(mention) and scene.recent)):
        return None
    if _is_again(scene, mention, language) or (follows and _is_compared(scene.sentence, mention, language)):
        return None
    joined = any(one.chain == mention.chain and one.head.kind == "people" and one.why is None for one in scene.mentions)
    if (
        relation is not None
        and relation.kind in ("subset_of", "in_addition_to")
        and (follows or relation.kind == "subset_of")
    ) or joined:
        return None if not _is_share(mention) or relation is not None else "not_people"
    return "not_people" if _is_share(mention) else "unplaced"


def _is_named(sentence: Sentence, mention: Mention) -> bool:
    """'a Boeing 737': a bare number right behind a name is a part of it."""
    at = mention.number.start - 1
    digits = sentence.words[mention.number.start].isdecimal() and mention.number.end == mention.number.start + 1
    named = at > 0 and sentence.capital[at] and sentence.words[at].isalpha()
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
    return bare and any(language.has("comparing", word) for word in lead) and mention.number.kind == "count"


def _other_things(scene: Scene, mention: Mention) -> bool:
    """'three bombs exploded, three others did not': the number before counts things, and none before it people."""
    before = [one for one in scene.mentions if one.end <= mention.start]
    return bool(before) and before[-1].why == "not_people" and not any(one.why is None for one in before)


def _unknown_people(sentence: Sentence, mention: Mention, status: Status | None) -> bool:
    """A plural that no list knows, beside an act that is only done to people: 'the murder of six Xs'."""
    if (
        status is None
        or mention.head.end - mention.number.end != 1
        or not sentence.words[mention.head.at].endswith("s")
    ):
        return False
    people = sentence.capital[mention.head.at] and status.frame == "s"
    return (status.only and status.cost <= _SURE) or (people and status.cost <= _BARE)


def _date(
    sentence: Sentence, mention: Mention, status: Status | None, found: Sequence[Found], language: Language
) -> Found | None:
    """The date nearest to the figure or its verb, in its own clause."""
    anchors = [mention.start, mention.end]
    if status is not None:
        anchors += [status.start, status.end]
    near = [one for one in found if _is_own(sentence, mention, status, one, language)]
    return min(near, key=lambda one: min(abs(one.start - at) for at in anchors), default=None)


def _is_own(sentence: Sentence, mention: Mention, status: Status | None, date: Found, language: Language) -> bool:
    """Whether a date can be that of the figure.

    Not one of another clause ('went by 2016; 800 came back'), of a whole relative clause ('who fled in 2015 have
    returned'), or of a comparison ('the worst attack since 2015').
    """
    words = sentence.words
    if date.end <= mention.start and ";" in words[date.end : mention.start]:
        return False
    if date.start >= mention.end and ";" in words[mention.end : date.start]:
        return False
    if language.has("since", sentence.word(date.start - 1)) and measures.is_superlative(words, date.start, language):
        return False
    inside = mention.end < date.start and language.has("relative", sentence.word(mention.end))
    if not inside or status is None or status.start < date.end:
        return True
    return not any(language.has(kind, word) for word in words[date.end : status.start + 1] for kind in ("be", "have"))
