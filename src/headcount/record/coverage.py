"""People under acts as intervals: whom an actor's acts cover, and what was said against what was done.

Reports of one actor overlap in ways they do not say: a running total holds earlier flights. So several acts cover at
least as many people as the largest of them and at most as many as all together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from headcount.record.dates import before
from headcount.record.topics import RETURN, against, step, topic_of
from headcount.values.records import Act, Balance, Coverage, Tally

_SAID = frozenset(("promised", "decided", "preparing"))
_STAGES = {
    "done": ("done",),
    "under_way": ("under_way",),
    "preparing": ("preparing",),
    "promised": ("promised", "decided"),
}


def tally(acts: Iterable[Act]) -> Tally:
    """The people under ``acts``; an act with rival counts goes from the least of them to the most."""
    some = list(acts)
    if not some:
        return Tally()
    lows = [min((count.lo or 0.0 for count in act.counts), default=0.0) for act in some]
    highs = [max((_top(count.hi) for count in act.counts), default=_top(None)) for act in some]
    dates = [date for act in some for date in (act.since, act.until) if date]
    return Tally(
        lo=max(lows),
        hi=None if _top(None) in highs else sum(highs),
        since=min(dates, default=None),
        until=max(dates, default=None),
        acts=tuple(act.id for act in some),
        positions=tuple(id for act in some for id in act.positions),
        figures=tuple(dict.fromkeys(id for act in some for count in act.counts for id in count.figures)),
    )


def _top(value: float | None) -> float:
    return float("inf") if value is None else value


def balances(acts: Sequence[Act]) -> tuple[Balance, ...]:
    """For each topic of which something was promised, decided or prepared: that, and what was done since."""
    made = []
    for topic in dict.fromkeys(topic_of(act) for act in acts):
        said = [act for act in acts if topic_of(act) == topic and act.stage in _SAID and not against(act)]
        if not said:
            continue
        first = said[0].since
        done = [
            a for a in acts if topic_of(a) == topic and a.stage == "done" and step(a) and not before(a.since, first)
        ]
        made.append(Balance(topic, tally(said), tally(done)))
    return tuple(made)


def coverage(actor: str, acts: Sequence[Act]) -> tuple[Coverage, ...]:
    """One row for each group that ``actor`` takes back or says it will."""
    back = [act for act in acts if topic_of(act) == RETURN and step(act)]
    made = []
    for group in dict.fromkeys(act.group for act in back):
        of_group = [act for act in back if act.group == group]
        tallies = {name: tally(a for a in of_group if a.stage in stages) for name, stages in _STAGES.items()}
        if any(one.acts for one in tallies.values()):
            made.append(Coverage(actor, group, **tallies))
    return tuple(made)
