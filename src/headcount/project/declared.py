"""Two policies out of what governments did and said: going on as they did, and doing all that they said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from headcount.project.plan_gap import STAGES, origin_of
from headcount.project.unions import extent, open_still
from headcount.values.cases import Case, Policy
from headcount.values.plans import Commitment, Extent

LEVER = "pledges"
AS_DONE, AS_DECLARED = "as_done", "as_declared"
BACK_MONTHS = 24
"""the pace of what was done is taken over these months before the account's day"""
WITHIN_MONTHS = 24
"""what was said is taken to be done evenly within these months, where nobody says when: a judgement"""
_LABELS = {AS_DONE: "As governments did", AS_DECLARED: "As governments said"}
_MONTH = 30.4375

Setting = float | str | bool | list[str]


def declared(case: Case, commitments: Sequence[Commitment]) -> tuple[Policy, ...]:
    """``as_done`` and ``as_declared`` for ``case``, from what was known on its day; the case's own of these names win.

    Going on as done, each country takes back as many a month as in the two years before. As declared, it also takes
    back those for whom something is begun, prepared or promised; how much of that is delivered is the uncertainty
    ``repatriation_delivery`` of the case. Numbers that acts leave open count with their lower end.

    Returns
    -------
    tuple of Policy
        Empty where no commitment gives a number.
    """
    day = date.fromisoformat(case.as_of).toordinal()
    known = [c for c in commitments if c.days is None or c.days[0] <= day]
    done = _by_origin(case, known, lambda own: _lately(own, day))
    open_now = _by_origin(case, known, _open)
    if not any(done.values()) and not any(open_now.values()):
        return ()
    pace = [f"{origin}={number / BACK_MONTHS:.4g}" for origin, number in done.items()]
    going_on: dict[str, Setting] = {"monthly": pace, "order": _order(case, known), "instead": 1.0}
    said: dict[str, Setting] = {
        "by_origin": [f"{origin}={number:.4g}" for origin, number in open_now.items() if number],
        "within_months": float(min(WITHIN_MONTHS, case.horizon_months)),
    }
    made = {AS_DONE: going_on, AS_DECLARED: going_on | said}
    taken = {policy.name for policy in case.policies}
    return tuple(Policy(name, _LABELS[name], {LEVER: own}) for name, own in made.items() if name not in taken)


def _by_origin(
    case: Case, known: Sequence[Commitment], people: Callable[[Sequence[Commitment]], float]
) -> dict[str, float]:
    """``people`` of each foreign origin, its actors added up; 0 where nothing is known."""
    found = dict.fromkeys((leaf for leaf in case.origin.leaves if leaf not in case.hosts), 0.0)
    for actor in dict.fromkeys(c.actor for c in known):
        origin = origin_of(actor, case)
        if origin in found:
            found[origin] += people([c for c in known if c.actor == actor])
    return found


def _lately(own: Sequence[Commitment], day: int) -> float:
    """People taken back in the months before ``day``."""
    first = day - BACK_MONTHS * _MONTH
    return _middle(extent(c for c in own if c.stage == "done" and c.days and c.days[1] >= first))


def _open(own: Sequence[Commitment]) -> float:
    """People for whom something is begun, prepared or promised and not yet done."""
    done, begun = [c for c in own if c.stage == "done"], list[list[Commitment]]()
    for stage in STAGES[1:]:
        begun.append(open_still([c for c in own if c.stage == stage], done, begun))
    return sum(_middle(extent(some)) for some in begun)


def _middle(one: Extent) -> float:
    return one.lo if one.hi is None else (one.lo + one.hi) / 2


def _order(case: Case, known: Sequence[Commitment]) -> list[str]:
    """Leaf groups by how many of them were taken back or promised so far; groups nobody names stand last."""
    people = {group: sum(c.lo / len(c.leaves) for c in known if group in c.leaves) for group in case.group.leaves}
    return sorted(people, key=lambda group: -people[group])
