"""The same act told twice is one act; told with other numbers it is one act whose numbers contradict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headcount.record.counts import compatible, count_of
from headcount.record.dates import apart, before, days_of
from headcount.record.topics import leaves, narrower, topic_of
from headcount.values.figures import Figure
from headcount.values.positions import Position
from headcount.values.records import Act, Count

_NEAR = 45
"""Days between two accounts of one act."""
_LATER = 1100
"""The same where a number is repeated exactly by somebody who gives no date."""
_SAME_DAY = 7
"""Days within which one group is acted upon once, whatever the numbers."""
_TELLING = 5
"""From here on the same number twice is hardly chance."""
_FAR_DATE = (10**7, 10**7)


@dataclass(frozen=True, slots=True)
class Told:
    """A position with what it says of whom and when."""

    position: Position
    count: Count | None
    group: str
    dated: bool
    """whether the position gives its own date"""


def told(position: Position, figures: Mapping[str, Figure], published: str | None) -> Told:
    """A position made ready; a date that is only that of publication is none of its own."""
    count, group = count_of(position, figures)
    dated = "as_of" in position.spans or position.as_of != published
    return Told(position, count, group, dated)


def acts(positions: Sequence[Told]) -> list[Act]:
    """All acts behind ``positions``, in the order of time; those without a date last."""
    made: list[tuple[Act, Told]] = []
    for one in sorted(positions, key=_order):
        at = next((k for k, (act, first) in enumerate(made) if _same(act, first, one)), None)
        if at is None:
            made.append((_act(one), one))
        else:
            made[at] = (_joined(made[at][0], one), made[at][1])
    return sorted((act for act, _ in made), key=lambda act: (days_of(act.since) or _FAR_DATE, act.id))


def _order(one: Told) -> tuple[bool, tuple[int, int], bool, str, int, str]:
    """Those that give a number and a date of their own first: the others are measured on them."""
    when = days_of(one.position.as_of) or _FAR_DATE
    return one.count is None, when, not one.dated, one.position.document, one.position.start, one.position.id


def _act(one: Told) -> Act:
    position = one.position
    return Act(
        id=position.id,
        actor=position.actor,
        action=position.action,
        stage=position.stage,
        group=one.group,
        counts=(one.count,) if one.count else (),
        since=position.as_of,
        until=position.as_of,
        positions=(position.id,),
    )


def _same(act: Act, first: Told, one: Told) -> bool:
    position = one.position
    if set(act.actor) != set(position.actor) or act.stage != position.stage or topic_of(act) != topic_of(position):
        return False
    if not leaves(act.group) & leaves(one.group):
        return False
    gap = apart(act.since, position.as_of)
    if gap is None:
        undated = days_of(act.since) is None and days_of(position.as_of) is None
        return _repeats(act, one.count) if one.count and act.counts else undated
    if one.count is None or not act.counts:
        return gap <= _NEAR
    if any(compatible(count, one.count) for count in act.counts):
        return gap <= _NEAR or (gap <= _LATER and _repeats(act, one.count) and not (first.dated and one.dated))
    return gap <= _SAME_DAY and first.dated and one.dated and act.group == one.group


def _repeats(act: Act, count: Count) -> bool:
    return any((c.lo, c.hi) == (count.lo, count.hi) and (c.lo or 0) >= _TELLING for c in act.counts)


def _joined(act: Act, one: Told) -> Act:
    """``act`` with one more account of it."""
    position, counts = one.position, list(act.counts)
    if one.count:
        at = next((k for k, count in enumerate(counts) if compatible(count, one.count)), None)
        if at is None:
            counts.append(one.count)
        else:
            counts[at] = replace(
                counts[at],
                positions=(*counts[at].positions, *one.count.positions),
                figures=tuple(dict.fromkeys((*counts[at].figures, *one.count.figures))),
            )
    when = position.as_of if one.dated else None
    return replace(
        act,
        group=narrower(act.group, one.group),
        counts=tuple(counts),
        since=when if before(when, act.since) else act.since,
        until=when if before(act.until, when) else act.until,
        positions=(*act.positions, position.id),
    )
