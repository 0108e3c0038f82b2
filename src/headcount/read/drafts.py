"""Drafts of the figures of one sentence: every slot read by its own module and put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount import codelists
from headcount.languages import Language
from headcount.read import gaps, holders, links, modalities, moves, origins, places, sources, statuses
from headcount.read.clauses import Cues, cues_of
from headcount.read.draft import Draft
from headcount.read.dates import Found
from headcount.read.links import Relation
from headcount.read.mentions import Mention
from headcount.read.origins import Codes
from headcount.read.sentences import Sentence
from headcount.read.sources import Source
from headcount.read.statuses import Status

_BARE = 4.5
"""Largest cost of a status cue that makes a number without a noun a count of people."""
_SURE = frozenset(("wounded", "killed", "evacuated", "detained", "abducted", "displaced", "relocated", "homeless"))
_WORLDWIDE = frozenset(("travelled",))


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


def scene_of(
    sentence: Sentence, mentions: Sequence[Mention], dates: Sequence[Found], language: Language, *, recent: bool
) -> Scene:
    """The cues, sources and places of ``sentence``."""
    dated = frozenset(at for date in dates for at in range(date.start, date.end))
    cues = cues_of(sentence, language, dated)
    return Scene(
        sentence,
        mentions,
        cues,
        dates,
        sources.sources_of(sentence, cues, language),
        places.places_in(sentence, language),
        recent,
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
    last = max([one.end for one in scene.mentions if one.chain == mention.chain and one.why is None], default=mention.end)
    origin = origins.origin_of(sentence, mention, last, language)
    reach = max(last, origin.end) if origin else last
    status = statuses.status_of(sentence, mention, scene.mentions, scene.cues, language, last=reach)
    relation = links.relation_of(sentence, mention, scene.mentions, scene.cues, language)
    if why := _refused(scene, mention, status, relation, bool(drafts), language):
        return why
    source = sources.source_of(scene.sources, mention.start, last)
    sayings = [one.cue.start for one in scene.sources]
    place = places.place_of(sentence, mention, last, scene.places, origin, language, sayings)
    origin, place = moves.directed(sentence, mention, status, origin, place, source, language)
    status = _by_place(status, place)
    modality, cue = modalities.modality_of(sentence, mention, status, scene.cues, language)
    return Draft(
        sentence=sentence,
        mention=mention,
        last=last,
        group=mention.head.group or (mention.head.noun.group if mention.head.noun else "people"),
        unit=mention.head.noun.unit if mention.head.noun else "person",
        measure=_measure(mention, status),
        status=status,
        base=statuses.base_of(sentence, mention, scene.cues) if _is_share(mention) else None,
        origin=origin,
        place=place,
        holder=holders.holder_of(sentence, status, mention, language),
        date=_date(mention, status, scene.dates),
        source=source,
        modality=modality,
        modality_cue=cue,
        relation=relation,
        generic=mention.head.kind != "people" or mention.head.generic or mention.head.lemma in _GENERIC,
    )


_HELD_AT = {"camp": "in_camp", "prison": "detained"}


def _by_place(status: Status | None, place: Codes | None) -> Status | None:
    """People who are in a camp or a prison, where no verb says more."""
    if place is None or status is not None and status.code != "remaining":
        return status
    kinds = {row.kind for code in place.codes if (row := codelists.table("places").get(code))}
    code = next((_HELD_AT[kind] for kind in sorted(kinds) if kind in _HELD_AT), None)
    return Status(code, place.start, place.end, 5.0, "place") if code else status


_GENERIC = frozenset(("other", "people", "person", "individual", "national", "citizen", "member", "foreign", "life"))


def _may_count(mention: Mention) -> bool:
    return mention.why in (None, "not_people", "unplaced") and mention.number.lo is not None


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
    near = status is not None and status.frame != "noun" and status.cost <= _BARE
    if mention.why == "not_people":
        return None if _unknown_people(scene.sentence, mention, status, language) else "not_people"
    if mention.why is not None:
        return mention.why
    if head.kind == "people":
        return None
    if head.kind == "pronoun":
        whole = relation is not None or follows or near
        return None if whole else "unplaced"
    if near and status is not None and not (_is_share(mention) and status.cost > 2.0):
        return None
    after = words[mention.number.end] if mention.number.end < len(words) else "."
    verbal = any(language.has(kind, after) for kind in ("be", "have", "verb", "modal"))
    if _is_share(mention) and verbal and (follows or scene.recent):
        return None
    joined = any(one.chain == mention.chain and one.head.kind == "people" and one.why is None for one in scene.mentions)
    if relation is not None and relation.kind in ("subset_of", "in_addition_to") and (follows or relation.kind == "subset_of") or joined:
        return None if not _is_share(mention) or relation is not None else "not_people"
    return "not_people" if _is_share(mention) else "unplaced"


def _unknown_people(sentence: Sentence, mention: Mention, status: Status | None, language: Language) -> bool:
    """A noun that no list knows, right before a passive that is only said of people: '51 peole were evacuated'."""
    if status is None or mention.head.kind != "other" or status.frame != "p" or status.code not in ("wounded", "detained", "abducted", "evacuated"):
        return False
    words = sentence.words
    single = mention.head.end - mention.number.end == 1
    passive = mention.end < len(words) and words[mention.end] in language.words["be"]
    return single and passive and mention.end < status.start <= mention.end + 2


def _measure(mention: Mention, status: Status | None) -> str:
    if _is_share(mention):
        return "share"
    if status is None:
        return "stock"
    if status.code == "returned" and status.frame == "o":
        return "flow"
    return measure_of(status.code)


def measure_of(code: str) -> str:
    """Stock, flow or cumulative, as the kind of a status says."""
    row = codelists.table("statuses").get(code)
    if code in _WORLDWIDE:
        return "cumulative"
    return "flow" if row is not None and row.kind == "event" else "stock"


def _date(mention: Mention, status: Status | None, found: Sequence[Found]) -> Found | None:
    """The date nearest to the figure or its verb."""
    anchors = [mention.start, mention.end]
    if status is not None:
        anchors += [status.start, status.end]
    return min(found, key=lambda one: min(abs(one.start - at) for at in anchors), default=None)


