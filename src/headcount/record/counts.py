"""How many people a position concerns, and whether two such numbers can be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headcount.record.topics import leaves
from headcount.values.figures import Figure
from headcount.values.positions import Position
from headcount.values.records import Count

_OF_OTHERS = frozenset(("military_operation", "declare"))
"""Actions whose numbers are not of those acted upon."""
_ROUNDED = 0.12
_SMALL = 20
"""Below this numbers are printed as they are."""
_OPEN = 1.5
"""A number with an open end is rarely more than this times what is printed."""


def count_of(position: Position, figures: Mapping[str, Figure]) -> tuple[Count | None, str]:
    """The number of people of a position with its group; ``None`` where it names none.

    Figures of groups that share nobody are added ('nine women and 20 children'); of others the largest counts.
    """
    group = position.group or "people"
    if position.lo is not None or position.hi is not None:
        return Count(position.lo, position.hi, (position.id,), position.figures), group
    inside = [figures[id] for id in position.figures if id in figures]
    inside = [f for f in inside if f.unit == "person" and f.measure != "share" and f.modality != "denied"]
    if not inside or position.action in _OF_OTHERS:
        return None, group
    parts = _disjoint(inside)
    lo = [f.lo for f in parts]
    hi = [f.hi for f in parts]
    total = Count(
        sum(v for v in lo if v is not None) if None not in lo else None,
        sum(v for v in hi if v is not None) if None not in hi else None,
        (position.id,),
        tuple(f.id for f in parts),
    )
    groups = {f.group for f in parts}
    if len(groups) == 1:
        return total, groups.pop()
    return total, "women_and_children" if groups == {"women", "children"} else group


def _disjoint(figures: Sequence[Figure]) -> list[Figure]:
    """The largest figure, with those that share nobody with it."""
    parts: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (-f.number(), f.start)):
        taken = frozenset[str]().union(*(leaves(part.group) for part in parts))
        if not leaves(figure.group) & taken:
            parts.append(figure)
    return sorted(parts, key=lambda f: f.start)


def compatible(one: Count, other: Count) -> bool:
    """Whether two counts can be the same number, one of them rounded or hedged."""
    (low, high), (least, most) = _ends(one), _ends(other)
    if max(low, least) <= min(high, most):
        return True
    gap = max(low, least) - min(high, most)
    return min(low, least) >= _SMALL and gap <= _ROUNDED * max(low, least)


def _ends(count: Count) -> tuple[float, float]:
    lo = count.lo if count.lo is not None else 0.0
    return lo, count.hi if count.hi is not None else max(lo, 1.0) * _OPEN
