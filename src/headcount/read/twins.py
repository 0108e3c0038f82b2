"""The same figure said again: figures with the same number of the same people point at one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headcount.read.draft import Draft
from headcount.values.figures import Figure, Link

Read = tuple[Draft, Figure]

_BACK = 3
"""Sentences back in which those pointed at are looked for."""
_ALIKE = 25
"""Figures with the same number, on either side, among which the same people are looked for."""


def same_again(read: Sequence[Read]) -> list[Figure]:
    """Figures with the same number of the same people as another one say so, and take over what they leave open."""
    alike: dict[tuple[float | None, float | None], list[Read]] = {}
    place: list[int] = []
    for one in read:
        same = alike.setdefault((one[1].lo, one[1].hi), []) if one[1].measure != "share" else []
        place.append(len(same))
        same.append(one)
    around = (_around(alike.get((one[1].lo, one[1].hi), []), at) for one, at in zip(read, place, strict=True))
    return [_with_twin(one, near) for one, near in zip(read, around, strict=True)]


def _around(alike: Sequence[Read], at: int) -> Sequence[Read]:
    """The figures with the same number nearest to the one at ``at``; the rest of a very long document is too far."""
    return alike[max(0, at - _ALIKE) : at + _ALIKE]


def _with_twin(read: Read, alike: Sequence[Read]) -> Figure:
    figure = read[1]
    others = [other for other in alike if other[1].id != figure.id]
    if figure.status is None and figure.measure != "share":
        twin = next((one for other, one in others if one.status and _same(read[0], other)), None)
        return _as_twin(figure, twin) if twin else figure
    if figure.status is not None and not figure.links:
        again = next((one for other, one in others if read[0].pointing and _shortly_before(read[0], other)), None)
        return replace(figure, links=(Link("same_as", again.id),)) if again else figure
    return figure


def _as_twin(figure: Figure, twin: Figure) -> Figure:
    return replace(
        figure,
        status=twin.status,
        term=twin.term,
        measure=twin.measure,
        origin=figure.origin or twin.origin,
        place=figure.place or twin.place,
        links=(*figure.links, Link("same_as", twin.id)),
    )


def _shortly_before(draft: Draft, other: Draft) -> bool:
    return 0 < draft.sentence.index - other.sentence.index <= _BACK


def _same(draft: Draft, other: Draft) -> bool:
    """The same people: pointed at right after, or under the same noun where it is a telling one."""
    if draft.pointing and _shortly_before(draft, other):
        return True
    same_noun = draft.mention.head.lemma == other.mention.head.lemma
    return same_noun and (draft.pointing or not draft.generic)
