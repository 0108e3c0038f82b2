"""What the acts of one actor tell together: steps forward, contradictions, reversals, rival numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from headcount.record.counts import compatible
from headcount.record.dates import apart, before
from headcount.record.topics import against, leaves, step, topic_of
from headcount.values.records import Act, Finding

_AT_ONCE = 45
"""Days within which an act and its refusal contradict one another instead of following one another."""
_PROMISED = 3
"""Steps from here on commit: before it is only thought about."""


def findings(acts: Sequence[Act]) -> tuple[Finding, ...]:
    """All findings on ``acts``, which stand in the order of time."""
    found: list[Finding] = [Finding("rival_counts", (act.id,)) for act in acts if len(act.counts) > 1]
    by_topic = sorted((act for act in acts if act.stage != "alleged"), key=topic_of)
    for _, some in groupby(by_topic, key=topic_of):
        told = list(some)
        found += _progress(told)
        found += _turns(told)
    place = {act.id: at for at, act in enumerate(acts)}
    return tuple(sorted(found, key=lambda one: (place[one.acts[0]], one.kind)))


def _progress(acts: Sequence[Act]) -> Iterator[Finding]:
    """Chains of acts that go further step by step for people that may be the same."""
    used: set[str] = set()
    for at, first in enumerate(acts):
        if first.id in used or not step(first):
            continue
        chain = [first]
        for act in acts[at + 1 :]:
            if act.id not in used and step(act) > step(chain[-1]) and _continues(chain[-1], act):
                chain.append(act)
        if len(chain) > 1:
            used.update(act.id for act in chain)
            yield Finding("progress", tuple(act.id for act in chain))


def _continues(act: Act, later: Act) -> bool:
    if before(later.since, act.since) or not leaves(act.group) & leaves(later.group):
        return False
    numbers = [(a, b) for a in act.counts for b in later.counts]
    return not numbers or any(compatible(a, b) for a, b in numbers)


def _turns(acts: Sequence[Act]) -> Iterator[Finding]:
    """Each act against the topic with the nearest act for it: at once a contradiction, else a reversal.

    An act that only says that something was reversed needs no other.
    """
    for act in acts:
        if not against(act):
            refused = any(against(o) and before(o.since, act.since) for o in acts)
            if act.stage == "reversed" and not refused:
                yield Finding("reversal", (act.id,))
            continue
        others = [o for o in acts if not against(o) and step(o) >= _PROMISED and leaves(o.group) & leaves(act.group)]
        gaps = [(apart(o.since, act.since), o) for o in others]
        at_once = [o for gap, o in gaps if gap is None or gap <= _AT_ONCE]
        if at_once and act.stage != "reversed":
            yield Finding("contradiction", _ordered(at_once[0], act))
            continue
        earlier = [o for _, o in gaps if before(o.since, act.since)]
        later = [o for _, o in gaps if before(act.since, o.since)]
        if earlier:
            yield Finding("reversal", (earlier[-1].id, act.id))
        elif act.stage == "reversed":
            yield Finding("reversal", (act.id,))
        if later and act.stage != "reversed":
            yield Finding("reversal", (act.id, later[0].id))


def _ordered(one: Act, other: Act) -> tuple[str, str]:
    return (other.id, one.id) if before(other.since, one.since) else (one.id, other.id)
