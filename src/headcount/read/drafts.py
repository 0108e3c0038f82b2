"""Drafts of the figures of one sentence: every slot read by its own module and put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headcount import codelists
from headcount.languages import Language
from headcount.read import (
    clausal,
    counts,
    gaps,
    groups,
    holders,
    links,
    measures,
    modalities,
    moves,
    origins,
    places,
    sources,
    statuses,
    whens,
)  # fmt: skip
from headcount.read.codes import Codes
from headcount.read.draft import Draft
from headcount.read.mentions import Mention
from headcount.read.scenes import Scene
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_THERE = 7
_OWN = 12


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
    if not counts.may_count(mention):
        return mention.why or "unplaced"
    sentence = scene.sentence
    if drafts and (follower := gaps.gapped(sentence, mention, drafts[-1], scene.dates, language)):
        return follower
    if counts.is_hopeless(scene, mention, language):
        return "not_people"
    last = max(
        [one.end for one in scene.mentions if one.chain == mention.chain and one.why is None], default=mention.end
    )
    origin = origins.origin_of(sentence, mention, last, language)
    if drafts and origin is None:
        origin = origins.lent(mention, drafts[-1].mention, drafts[-1].origin)
    reach = max(last, origin.end) if origin and not _is_left(sentence, last, origin, language) else last
    status = statuses.status_of(sentence, mention, scene.mentions, scene.cues, language, last=reach)
    relation = links.relation_of(sentence, mention, scene.mentions, scene.cues, language)
    if why := counts.refused(scene, mention, status, relation, bool(drafts), language):
        return why
    source = sources.source_of(sentence, scene.sources, mention.start, last)
    sayings = [one.cue.start for one in scene.sources]
    place = places.place_of(sentence, mention, last, scene.places, origin, language, sayings)
    origin, place = moves.directed(sentence, mention, status, origin, place, source, language)
    status = moves.by_state(sentence, mention, status, origin, place, language)
    status = _hosted(sentence, mention, _by_place(sentence, mention, status, place, language), language)
    if (
        status is not None
        and status.code == "remaining"
        and not _is_joining(scene)
        and _is_stuck(sentence, status, language)
    ):
        status = None
    modality, cue = modalities.modality_of(sentence, mention, status, scene.cues, language)
    date = whens.date_of(sentence, mention, status, scene.dates, language)
    measure = measures.measure_of(sentence, mention, status, language, joining=_is_joining(scene))
    if status is None and drafts and drafts[-1].status is None and drafts[-1].mention.chain == mention.chain:
        measure = drafts[-1].measure
    base = statuses.base_of(sentence, mention, scene.cues, language) if counts.is_share(mention) else None
    return Draft(
        sentence=sentence,
        mention=mention,
        last=last,
        group=groups.group_of(sentence, mention, language),
        unit=mention.head.noun.unit if mention.head.noun else "person",
        measure=measures.within(sentence, mention, measure, status, date, language),
        status=status or base,
        base=base,
        origin=origin,
        place=place,
        holder=holders.holder_of(sentence, status, mention, language),
        date=date,
        source=source,
        modality=modality,
        modality_cue=cue,
        relation=relation,
        base_of=_base_of(sentence, mention, scene.mentions, language),
        pointing=_is_pointing(sentence, mention, language),
        verbal=_is_verbal(scene, mention, last, drafts, language),
        acting=language.one_of(("have", "verb", "modal"), sentence.word(last)),
        every=language.has("all", sentence.word(mention.head.at - 1)),
        these=language.meets("these", sentence.words[mention.number.end : mention.head.at]),
        lead=bool(scene.cues.of("scene")),
        generic=mention.head.kind != "people"
        or mention.head.demonym is not None
        or mention.head.generic
        or language.has("generic_lemma", mention.head.lemma),
    )


def _is_stuck(sentence: Sentence, status: Status, language: Language) -> bool:
    """Whether water, rubble or a closed road holds people, where no zone is spoken of."""
    return language.meets("stuck", sentence.words[status.start : status.end])


def _is_joining(scene: Scene) -> bool:
    """Whether the document, or this sentence, is about people who went to join an armed cause."""
    return scene.joining or any(cue.entry.code == "travelled" for cue in scene.cues.of("status"))


def _is_verbal(scene: Scene, mention: Mention, last: int, drafts: Sequence[Draft], language: Language) -> bool:
    """Whether a verb of its own speaks of ``mention``, so that it is no mere member of a list."""
    words = scene.sentence.words
    if not drafts:
        return True
    end = next((at for at in range(last, len(words)) if words[at] in ",;:."), len(words))
    begin = drafts[-1].mention.end
    begin = next((at + 1 for at in range(mention.start - 1, begin - 1, -1) if words[at] in ",;:"), begin)
    if clausal.is_other_verb(words[drafts[-1].mention.end : mention.start], language):
        return True
    ahead = words[last : min(end, last + _OWN)]
    return any(
        language.has(kind, word)
        for word in (*words[begin : mention.start][-_OWN:], *ahead)
        for kind in ("be", "have", "modal", "verb")
    ) or any(cue.start >= last and cue.end <= end for cue in scene.cues.of("status"))


def _is_pointing(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'the 16', 'all 12': people counted before."""
    before = sentence.word(mention.start - 1)
    return language.has("definite", before) or language.has("all", before)


def _is_left(sentence: Sentence, last: int, origin: Codes, language: Language) -> bool:
    """'who left Germany': the verb before the name says what became of the people."""
    return language.meets("leaving", sentence.words[last : origin.start])


def _among_of(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], language: Language) -> int:
    """Token after the number that is said to be among those of ``mention``: 'two are among the 40'; else -1."""
    at = mention.start - 1
    while at > 0 and language.has("definite", sentence.words[at]):
        at -= 1
    if at < 1 or not (language.has("among", sentence.words[at]) and language.has("be", sentence.words[at - 1])):
        return -1
    return next((one.number.end for one in mentions if one.why is None and one.end == at - 1), -1)


def _base_of(sentence: Sentence, mention: Mention, mentions: Sequence[Mention], language: Language) -> int:
    if not statuses.is_base(sentence, mention, mentions, language):
        return _among_of(sentence, mention, mentions, language)
    return max(one.number.end for one in mentions if one.number.end < mention.start)


def _hosted(sentence: Sentence, mention: Mention, status: Status | None, language: Language) -> Status | None:
    """Refugees whom a country hosts are counted there and in no state of the list."""
    noun = mention.head.noun
    refugees = noun is not None and noun.group == "refugees"
    if status is None or status.code != "sheltered" or not refugees:
        return status
    return None if language.has("hosting", sentence.words[status.start]) else status


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
    return language.meets("be", (*between, *before)) and not any(
        language.has(kind, word) for word in between for kind in ("verb", "relative", "subordinator")
    )


def _opens_place(words: Sequence[str], language: Language) -> bool:
    """Whether nothing but forms of 'be' and adverbs stand before the first preposition: no 'registered in'."""
    for word in words:
        if language.has("prep", word):
            return True
        if not language.one_of(("be", "have", "modal", "adverb"), word):
            return False
    return True
