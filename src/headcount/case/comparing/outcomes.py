"""What came out and is another now: answers, plan gaps, the order of policies, contradictions; and what moved them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headcount import codelists
from headcount.case import contents
from headcount.case.comparing.inputs import Entry
from headcount.case.comparing.sides import Answer, Estimate, PlanGap, Scenarios, Side, pairs
from headcount.values.estimates import Interval

NOISE = 0.2
"""in standard deviations of an answer: no more than the medians of two runs with other seeds differ by
(docs/measured.md: 0.06 on average, 0.14 at the worst answer, against a run ten times as long)"""
_SD_WIDTH = 3.29
"""standard deviations between the ends of a 90 % interval"""
RANKING = "all weighed outcomes"
"""what stands for an outcome where policies are ranked by their expected loss"""
_MOVERS = ("reconcile", "numpy", "scipy", "seed")
"""parts of the engine that can move an estimate whose figures are the same"""
_PRINTED = ("title", "question")
_PROJECTED = ("policy.", "uncertainty.", "later.", "horizon_months", "weights.", "limits.", "words.")


@dataclass(frozen=True, slots=True)
class Cause:
    """What moved an answer."""

    kind: str
    ids: tuple[str, ...]
    factor: float | None = None
    """by how much these alone move the median, where the estimate says so"""


@dataclass(frozen=True, slots=True)
class Moved:
    """An answer, or a plan gap, that is not what it was; ``None`` where a side does not give it."""

    kind: str
    id: str
    label: str
    before: Interval | None
    after: Interval | None
    noise: bool
    """whether it moved by no more than two runs with other seeds would differ"""
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Reordered:
    """A policy whose place on one outcome is another now; place 1 is the best."""

    outcome: str
    policy: str
    label: str
    before: int | None
    after: int | None
    p_best: tuple[float | None, float | None]


def answers(before: Side, after: Side, went_in: Sequence[Entry]) -> Iterator[Moved]:
    """The answers of both sides, with all that may have moved them."""
    old, new = (side.typed(contents.ESTIMATE, Estimate) for side in (before, after))
    for one, other in pairs(old.answers, new.answers, lambda answer: answer.id):
        known = other or one
        if known is not None:
            then, now = one.interval if one else None, other.interval if other else None
            causes = _causes(one, other, went_in)
            yield Moved("answer", known.id, known.label, then, now, _within_noise(then, now), causes)


def _within_noise(before: Interval | None, after: Interval | None) -> bool:
    if before is None or after is None:
        return False
    width = (before.high90 - before.low90 + after.high90 - after.low90) / 2
    return abs(after.median - before.median) <= NOISE * width / _SD_WIDTH


def _causes(old: Answer | None, new: Answer | None, entries: Sequence[Entry]) -> tuple[Cause, ...]:
    """Figures of the answer that changed, strongest first; then settings and the engine; else the other figures."""
    ident = new.id if new else old.id if old else ""
    touched = {entry.id: entry.change for entry in entries if entry.kind in ("figure", "decision")}
    causes = _by_figures(old, new, touched)
    general = [Cause(entry.kind, (entry.id,)) for entry in entries if _bears_on(entry, ident)]
    if not causes and not general and touched:
        general = [Cause("other figures", tuple(touched))]
    return (*causes, *general)


def _by_figures(old: Answer | None, new: Answer | None, touched: Mapping[str, str]) -> list[Cause]:
    """A cause for each cluster of echoes that a changed figure belongs to, those that move most first."""
    then, now = _clusters(old), _clusters(new)
    causes: dict[tuple[str, ...], Cause] = {}
    for ident in touched:
        if ident in then or ident in now:
            cluster, shift = now.get(ident) or then[ident]
            before = then[ident][1] if ident in then else 1.0
            after = shift if ident in now else 1.0
            figures = tuple(figure for figure in cluster if figure in touched)
            causes[figures] = Cause("figure", figures, None if before is None or after is None else after / before)
    return sorted(causes.values(), key=lambda cause: -abs((cause.factor or 1.0) - 1.0))


def _clusters(answer: Answer | None) -> dict[str, tuple[tuple[str, ...], float | None]]:
    """Figure -> the figures that it moves ``answer`` together with, and how far; ``None`` where nobody reckoned it."""
    if answer is None:
        return {}
    found: dict[str, tuple[tuple[str, ...], float | None]] = {figure: ((figure,), None) for figure in answer.figures}
    return found | {figure: (pull.figures, pull.shift) for pull in answer.pulls for figure in pull.figures}


def _bears_on(entry: Entry, answer: str) -> bool:
    """Whether a changed setting, description or stage can move the estimate called ``answer``."""
    if entry.kind == "setting":
        if entry.id.startswith("ask."):
            return entry.id.startswith(f"ask.{answer}.")
        return entry.id not in _PRINTED and not entry.id.startswith(_PROJECTED)
    if entry.kind == "document":
        return entry.change == "changed" and bool({"publisher", "published", "grade", "author_kind"} & set(entry.slots))
    return entry.kind == "engine" and entry.id in _MOVERS


def gaps(before: Side, after: Side, went_in: Sequence[Entry]) -> Iterator[Moved]:
    """Plan gaps that moved by more than noise: there are as many as origins."""
    old, new = (side.typed(contents.PLAN_GAP, PlanGap) for side in (before, after))
    touched = {entry.id for entry in went_in if entry.kind == "position"}
    for one, other in pairs(old.plans, new.plans, lambda plan: plan.origin):
        told = {id for plan in (one, other) if plan for id in (*plan.said.positions, *plan.kept.positions)}
        causes = tuple(Cause("position", (id,)) for id in sorted(told & touched))
        known = other or one
        if known is not None:
            then, now = one.gap if one else None, other.gap if other else None
            if not _within_noise(then, now):
                yield Moved("plan_gap", f"gap.{known.origin}", _whose(known.origin), then, now, False, causes)


def _whose(origin: str) -> str:
    name = codelists.label("places", origin.removesuffix("_rest"))
    return f"No plan: rest of {name}" if origin.endswith("_rest") else f"No plan: {name}"


def reordered(before: Side, after: Side) -> Iterator[Reordered]:
    """Policies whose place is another: in the ranking by all weighed outcomes, and on each outcome by its mean."""
    old, new = (side.typed(contents.SCENARIOS, Scenarios) for side in (before, after))
    labels = {one.policy: one.label for side in (old, new) for one in side.scenarios}
    outcomes = {o.name: o.label for side in (old, new) for one in side.scenarios for o in one.outcomes}
    (places, chances), (places_now, chances_now) = _standing(old), _standing(new)
    for key in dict.fromkeys([*places_now, *places]):
        then, now = places.get(key), places_now.get(key)
        if then != now:
            outcome, policy = key
            chance = chances.get(key), chances_now.get(key)
            yield Reordered(outcomes.get(outcome, outcome), policy, labels.get(policy, policy), then, now, chance)


def _standing(side: Scenarios) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], float]]:
    """(outcome, policy) -> place, and chance to be the best; policies with one mean share the better place."""
    more = {o.name for scenario in side.scenarios for o in scenario.outcomes if o.more_is_better}
    means: dict[str, list[float]] = {}
    for rank in side.ranks:
        means.setdefault(rank.outcome, []).append(rank.mean)
    places = {(RANKING, one.policy): place for place, one in enumerate(side.standings, 1)}
    chances = {(RANKING, one.policy): one.p_best for one in side.standings}
    for rank in side.ranks:
        better = [mean > rank.mean if rank.outcome in more else mean < rank.mean for mean in means[rank.outcome]]
        places[rank.outcome, rank.policy] = 1 + sum(better)
        chances[rank.outcome, rank.policy] = rank.p_best
    return places, chances


def conflicts(before: Side, after: Side) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Contradictions that are new or gone: which of the two, their figures, their kind."""
    old, new = (side.typed(contents.ESTIMATE, Estimate) for side in (before, after))
    for one, other in pairs(old.conflicts, new.conflicts, lambda conflict: " ".join(sorted(conflict.figures))):
        if one is None and other is not None:
            yield "added", other.figures, other.kind
        elif other is None and one is not None:
            yield "removed", one.figures, one.kind
