"""How many people several acts concern together, and what later acts leave of earlier ones: intervals.

Reports of one actor overlap in ways they do not say. What is told of one group within a week is one act. A later
number that is no smaller than all before it may be a running total that holds them; a smaller one at another time
cannot, and adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headcount.values.plans import Commitment, Extent

ONCE = 7
"""days within which a group is acted upon once"""
_PRECISE = 31
"""days of a date that is known to the month"""
_LAST = (10**7, 10**7)


@dataclass(frozen=True, slots=True)
class _Event:
    """Acts that are one."""

    days: tuple[int, int]
    leaves: frozenset[str]
    lo: float
    hi: float | None


def extent(some: Iterable[Commitment]) -> Extent:
    """All people whom ``some`` of one actor concern together."""
    acts = sorted(some, key=lambda c: (c.days or _LAST, c.act))
    events = _events(acts)
    tops = [event.hi for event in events]
    return Extent(
        lo=_least(events),
        hi=None if None in tops else sum(top for top in tops if top is not None),
        acts=tuple(act.act for act in acts),
        positions=tuple(dict.fromkeys(id for act in acts for id in act.positions)),
        figures=tuple(dict.fromkeys(id for act in acts for id in act.figures)),
    )


def together(extents: Sequence[Extent]) -> Extent:
    """People of several actors: the extents add up."""
    tops = [one.hi for one in extents]
    return Extent(
        lo=sum(one.lo for one in extents),
        hi=None if None in tops else sum(top for top in tops if top is not None),
        acts=tuple(dict.fromkeys(id for one in extents for id in one.acts)),
        positions=tuple(dict.fromkeys(id for one in extents for id in one.positions)),
        figures=tuple(dict.fromkeys(id for one in extents for id in one.figures)),
    )


def open_still(
    said: Sequence[Commitment], done: Sequence[Commitment], begun: Sequence[Sequence[Commitment]]
) -> list[Commitment]:
    """What is still open of each of ``said``; those fulfilled are gone.

    What was done at the time or later fulfils it, as does what went further and is not done yet: ``begun`` holds what
    is open of each stage beyond. Of what was begun before, nobody knows whether it is for the same people. A commitment
    that its actor refuses at the same time or takes back later may have come to nothing.
    """
    left = []
    for one in said:
        sharing = [[c for c in some if c.leaves & one.leaves] for some in (done, *begun)]
        later = together([extent(c for c in some if not _before(c, one)) for some in sharing])
        perhaps = together([later, *(extent(c for c in some if _before(c, one)) for some in sharing[1:])])
        lo = 0.0 if perhaps.hi is None or one.contested else max(0.0, one.lo - perhaps.hi)
        hi = None if one.hi is None else max(0.0, one.hi - later.lo)
        if hi != 0.0:
            left.append(replace(one, lo=lo, hi=hi))
    return left


def at_any_stage(extents: Sequence[Extent]) -> Extent:
    """Acts of several stages: what is promised may be for those for whom something is prepared."""
    return replace(together(extents), lo=max((one.lo for one in extents), default=0.0))


def _before(one: Commitment, other: Commitment) -> bool:
    return bool(one.days and other.days and one.days[1] < other.days[0])


def _events(acts: Sequence[Commitment]) -> list[_Event]:
    events: list[_Event] = []
    for act in acts:
        own = _Event(act.days or _LAST, act.leaves, 0.0 if act.shared else act.lo, act.hi)
        at = next((k for k, event in enumerate(events) if _one(event, own)), None)
        if at is None:
            events.append(own)
        else:
            events[at] = _joined(events[at], own)
    return events


def _one(event: _Event, own: _Event) -> bool:
    exact = all(days[1] - days[0] <= _PRECISE for days in (event.days, own.days))
    apart = max(own.days[0] - event.days[1], event.days[0] - own.days[1])
    return exact and apart <= ONCE and bool(event.leaves & own.leaves)


def _joined(one: _Event, other: _Event) -> _Event:
    """One act told twice; a telling without a number, or with one shared with others, gives way to a better one."""
    counted = [event for event in (one, other) if event.hi is not None or event.lo > 0] or [one]
    tops = [event.hi for event in counted]
    return _Event(
        days=(min(one.days[0], other.days[0]), max(one.days[1], other.days[1])),
        leaves=one.leaves | other.leaves,
        lo=max(event.lo for event in counted),
        hi=None if None in tops else max(top for top in tops if top is not None),
    )


def _least(events: Sequence[_Event]) -> float:
    total = 0.0
    seen: list[_Event] = []
    for event in events:
        others = not any(event.leaves & earlier.leaves for earlier in seen)
        may_hold = event.hi is None or event.hi >= total
        same_time = any(event.days[0] <= earlier.days[1] and earlier.days[0] <= event.days[1] for earlier in seen)
        total = total + event.lo if others or not (may_hold or same_time) else max(total, event.lo)
        seen.append(event)
    return total
