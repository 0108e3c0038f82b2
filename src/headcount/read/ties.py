"""Ties between the figures of a document: targets of links, and what a part takes over from its whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from headcount import codelists
from headcount.read.draft import Draft
from headcount.read.links import Relation
from headcount.values.documents import Span
from headcount.values.figures import Figure, Link

Read = tuple[Draft, Figure]

_TAKING = frozenset(("subset_of", "part_of_total", "remainder_of"))
_BACK = 3
"""Sentences back in which the whole of a part is looked for."""
_FAR = 12
_LIST = 14
"""Words between the members of a list that share a verb."""
_KIN = frozenset(("men", "women", "children", "women_and_children"))
"""Groups that a number without a noun does not keep from another sentence."""
_APART = frozenset(("men", "women", "children"))
"""Groups of which none is a part of another."""
_ROLES = frozenset(("soldiers", "police", "prisoners", "hostages", "refugees", "idps"))
"""Groups that a part under another noun is still of: 'four of them generals'."""
_WITHIN = {"women_and_children": ("women", "children"), "families": ("women", "children"), "adults": ("men", "women")}
"""Groups with those that are parts of them."""
_WEAK = 8.5


def tied(draft: Draft, figure: Figure, earlier: Sequence[tuple[Draft, Figure]]) -> Figure:
    """``figure`` with its links, and with the slots that its sentence leaves open taken from the linked figure."""
    if figure.measure == "share":
        return _share(draft, figure, earlier)
    relation = draft.relation
    if relation is None:
        return _listed(draft, _followed(draft, figure, earlier), earlier)
    known = relation.sort == "known"
    target = _known(draft, figure, earlier) if known else _target(draft, figure, relation.kind, earlier)
    if target is None:
        return _listed(draft, figure, earlier)
    whole = target[1]
    linked = replace(
        figure,
        links=(Link(relation.kind, whole.id),),
        spans={**figure.spans, **_spoken(draft, relation)},
    )
    if relation.kind in _TAKING:
        return taken_over(draft, linked, whole)
    return _added(draft, linked, whole)


def _spoken(draft: Draft, relation: Relation) -> dict[str, Span]:
    """Where the relation is said; nowhere when an elliptic noun alone tells it."""
    if relation.start == relation.end:
        return {}
    return {"links": draft.sentence.offsets(relation.start, relation.end)}


def _target(
    draft: Draft, figure: Figure, kind: str, earlier: Sequence[tuple[Draft, Figure]]
) -> tuple[Draft, Figure] | None:
    """The nearest earlier figure that can be the whole (or the other addend) of ``figure``."""
    if sibling := _sibling(draft, earlier):
        return sibling
    own = draft.mention.chain
    reach = _FAR if kind == "part_of_total" else _BACK
    for other, whole in reversed(earlier):
        same = other.sentence.index == draft.sentence.index
        behind = draft.relation is not None and draft.relation.sort == "behind"
        if same and other.mention.chain == own and kind != "in_addition_to" and not (behind and other is not draft):
            continue
        if draft.sentence.index - other.sentence.index > reach:
            return None
        if whole.measure == "share" or whole.unit != figure.unit:
            continue
        if kind != "in_addition_to" and {figure.group, whole.group} <= _APART and figure.group != whole.group:
            continue
        if kind == "in_addition_to":
            return (other, whole) if same else _whole_of((other, whole), earlier)
        if whole.number() > figure.number() and _overlap(figure.origin, whole.origin, kind):
            return other, whole
    return None


def _whole_of(part: Read, earlier: Sequence[Read]) -> Read:
    """The whole that ``part`` is said to be a part of, to which a later sentence adds; else ``part`` itself."""
    targets = {link.target for link in part[1].links if link.kind == "subset_of"}
    return next((one for one in reversed(earlier) if one[1].id in targets), part)


def _known(draft: Draft, figure: Figure, earlier: Sequence[tuple[Draft, Figure]]) -> tuple[Draft, Figure] | None:
    """The whole of '40 of the prisoners': counted under the same noun, of the same group, or just as people."""
    lemma = draft.mention.head.lemma
    near = takewhile(lambda one: draft.sentence.index - one[0].sentence.index <= _BACK, reversed(earlier))
    larger = [one for one in near if one[1].measure != "share" and one[1].number() > figure.number()]
    fitting = [one for one in larger if _overlap(figure.origin, one[1].origin, "subset_of")]
    same_noun = [one for one in fitting if one[0].mention.head.lemma == lemma]
    same_group = [one for one in fitting if one[1].group == figure.group]
    wider = [one for one in fitting if figure.group in _WITHIN.get(one[1].group, ())]
    unnamed = [one for one in fitting if one[1].group == "people" and one[0].mention.head.noun is None]
    return next((found[0] for found in (same_noun, same_group, wider, unnamed) if found), None)


def _sibling(draft: Draft, earlier: Sequence[tuple[Draft, Figure]]) -> tuple[Draft, Figure] | None:
    """The whole of the figure before that stands behind the same cue: 'of these 71 are ... and 30 are ...'."""
    for other, figure in reversed(earlier):
        if other.sentence.index != draft.sentence.index:
            return None
        if other.relation and draft.relation and other.relation.start == draft.relation.start and figure.links:
            target = figure.links[0].target
            return next(((one, whole) for one, whole in reversed(earlier) if whole.id == target), None)
    return None


def bases(read: list[tuple[Draft, Figure]], first: int) -> None:
    """'forty of the 60 soldiers': the part points at the whole right behind it.

    ``read`` is changed in place from index ``first`` on, the figures of one sentence.
    """
    for at in range(first, len(read) - 1):
        (draft, part), (other, whole) = read[at], read[at + 1]
        if other.base_of != draft.mention.number.end or whole.measure == "share":
            continue
        kind = "share_of" if part.measure == "share" else "subset_of"
        linked = replace(part, links=(Link(kind, whole.id),))
        read[at] = (draft, replace(linked, origin=part.origin or whole.origin, place=part.place or whole.place))


def parts(read: list[tuple[Draft, Figure]], first: int) -> None:
    """Figures behind one of the same sentence that add up to it are its parts: '12 people, 5 women and 7 children'.

    ``read`` is changed in place from index ``first`` on, the figures of one sentence.
    """
    for at in range(first, len(read) - 2):
        whole = read[at][1]
        total = 0.0
        for end in range(at + 1, len(read)):
            part = read[end][1]
            if part.measure == "share" or part.unit != whole.unit or part.lo is None or whole.measure == "share":
                break
            total += part.number()
            if total == whole.number() and end > at + 1:
                for here in range(at + 1, end + 1):
                    draft, figure = read[here]
                    linked = replace(figure, links=(Link("subset_of", whole.id),))
                    read[here] = (draft, taken_over(draft, linked, whole))
                return
            if total > whole.number():
                break


def _overlap(part: Sequence[str], whole: Sequence[str], kind: str) -> bool:
    """Whether people of the origins ``part`` can be among people of the origins ``whole``."""
    if not part or not whole:
        return kind != "part_of_total" or not part
    if "foreign" in part or "foreign" in whole:
        return True
    return any(_above(one) & _above(other) & ({one} | {other}) for one in part for other in whole)


def _above(code: str) -> frozenset[str]:
    """A place with all regions it lies in."""
    table = codelists.table("places")
    found: set[str] = set()
    todo = [code]
    while todo:
        one = todo.pop()
        if one not in found and one != "all":
            found.add(one)
            todo.extend(table[one].parents if one in table else ())
    return frozenset(found)


def taken_over(draft: Draft, figure: Figure, whole: Figure) -> Figure:
    """``figure`` with open slots filled from ``whole``."""
    said = draft.status
    weak = said is None or said.frame == "place" or (said.frame == "noun" and said.cost > _WEAK)
    status = whole.status if weak and whole.status and figure.number() else figure.status
    group = whole.group if figure.group == "people" and (draft.generic or whole.group in _ROLES) else figure.group
    return replace(
        figure,
        status=status,
        measure=figure.measure
        if figure.measure == "share"
        else (whole.measure if weak and whole.measure != "share" else figure.measure),
        term=figure.term if status == figure.status else whole.term,
        group=group,
        origin=figure.origin or whole.origin,
        place=figure.place or whole.place,
        holder=figure.holder or (whole.holder if status == whole.status else None),
        modality=whole.modality if figure.modality == "asserted" else figure.modality,
    )


def _added(draft: Draft, figure: Figure, other: Figure) -> Figure:
    """'another 30': the status of the figure before where none is said."""
    head = draft.mention.head
    nominal = head.noun is not None and head.noun.kind == "nominal"
    group = other.group if head.kind != "people" or head.generic or nominal else figure.group
    if figure.status is not None or other.status is None or draft.acting:
        running = other.measure == "cumulative" and figure.measure == "flow" and other.sentence == figure.sentence
        return replace(figure, group=group, measure="cumulative" if running else figure.measure)
    return replace(figure, group=group, status=other.status, measure=other.measure)


def _followed(draft: Draft, figure: Figure, earlier: Sequence[tuple[Draft, Figure]]) -> Figure:
    """A number without a noun of its own counts whom the figure before it counts: '28 died and 40 were hurt'."""
    head = draft.mention.head
    nominal = head.noun is not None and head.noun.kind == "nominal" and bool(earlier)
    bare = head.kind in ("none", "pronoun") or head.generic
    if not earlier or not (bare or (nominal and earlier[-1][0].sentence.index == draft.sentence.index)):
        return figure
    other, before = _leading(draft, earlier)
    if draft.sentence.index - other.sentence.index > 1 or before.measure == "share":
        return figure
    weak = (
        figure.status is None
        and draft.mention.chain == other.mention.chain
        and draft.sentence.index == other.sentence.index
    )
    near = other.sentence.index == draft.sentence.index or (
        other.sentence.paragraph == draft.sentence.paragraph and head.kind == "none"
    )
    passes = near or draft.pointing or before.group not in _KIN
    return replace(
        figure,
        group=before.group if figure.group == "people" and passes else figure.group,
        unit=before.unit,
        status=before.status if weak else figure.status,
        measure=before.measure if weak and figure.measure != "cumulative" else figure.measure,
        origin=before.origin if near and not figure.origin else figure.origin,
    )


def _leading(draft: Draft, earlier: Sequence[Read]) -> Read:
    """The figure before, or the whole it is said to be a part of in the same sentence: 'six, among them a child'."""
    last = earlier[-1]
    if not draft.mention.head.generic:
        return last
    return _whole_of(last, earlier)


def _listed(draft: Draft, figure: Figure, earlier: Sequence[Read]) -> Figure:
    """'976 children were detained in 2000; 1,923 children in 2001': a list goes on without a verb."""
    said = draft.status
    weak = said is None or (said.frame == "noun" and said.cost > _WEAK)
    if not weak or not earlier or figure.measure == "share" or draft.verbal:
        return figure
    other, before = earlier[-1]
    same = (
        other.sentence.index == draft.sentence.index
        and before.measure != "share"
        and other.mention.end <= draft.mention.start
    )
    between = draft.sentence.words[other.mention.end : draft.mention.start]
    if not same or before.status in (None, figure.status) or len(between) > _LIST or not between:
        return figure
    if before.status == "detained" and other.status is not None and other.status.frame == "noun":
        return figure
    measure = figure.measure if figure.measure == "cumulative" else before.measure
    return replace(figure, status=before.status, term=before.term, measure=measure, place=figure.place or before.place)


def _share(draft: Draft, figure: Figure, earlier: Sequence[tuple[Draft, Figure]]) -> Figure:
    """A share with the whole it is of: an earlier figure, or the people named behind 'of' as a query."""
    head = draft.mention.head
    target = _whole_of_share(draft, earlier)
    if target is not None and draft.base is None:
        full = taken_over(draft, figure, target)
        return replace(full, status=figure.status or target.status, links=(Link("share_of", target.id),))
    base = draft.base
    whole = head.group or (head.noun.group if head.noun is not None else "people")
    group = whole if base is not None and head.whole else figure.group
    origin = figure.origin if head.demonym is None or (base is not None and head.whole) else ()
    parts = [*origin, *((group,) if group != "people" else ())]
    query = [*(parts or ["all"]), *((base.code,) if base else ())]
    if base is None and (figure.status is None or not parts):
        return figure
    return replace(figure, links=(Link("share_of", " & ".join(query)),))


def _whole_of_share(draft: Draft, earlier: Sequence[tuple[Draft, Figure]]) -> Figure | None:
    head = draft.mention.head
    for other, whole in reversed(earlier):
        if draft.sentence.index - other.sentence.index > _BACK:
            return None
        if whole.measure == "share":
            if other.sentence.index == draft.sentence.index and whole.links and head.kind != "people":
                linked = whole.links[0].target
                return next((one for _, one in reversed(earlier) if one.id == linked), None)
            continue
        if draft.every and head.demonym is None:
            return None
        if (
            draft.these
            or head.kind != "people"
            or head.among
            or head.lemma == other.mention.head.lemma
            or head.demonym is not None
        ):
            return whole
    return None
