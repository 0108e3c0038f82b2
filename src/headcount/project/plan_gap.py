"""The plan gap: for each country, people held less those whom its government takes back or says it will.

Every number is a set of draws: people held come from the estimate, people covered are drawn between the ends that the
acts leave open (evenly; by size, from one to everyone left, where an act gives no upper end).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from headcount import codelists
from headcount.project.outcomes import states_of
from headcount.project.scenarios import LEVELS, interval
from headcount.project.unions import at_any_stage, extent, open_still, together
from headcount.values.cases import Case
from headcount.values.estimates import Estimate, Floats, Interval, Ints
from headcount.values.plans import Commitment, Covered, Extent, Plan, PlanGap

STAGES = ("done", "under_way", "preparing", "promised")
"""how far an act has gone, the furthest first: whom one stage covers, the next does not cover again"""
FOREIGN = "foreign"
_ALL = "all"
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Row:
    """The draws of one origin; each array of shape (draws,)."""

    held: Ints
    before: Ints
    """taken back up to the day"""
    covered: Mapping[str, Ints]
    """by stage; done is since the day"""
    counted: Mapping[str, Ints]
    """the same where acts without a number cover nobody"""
    extents: Mapping[str, Extent]
    """by stage, and ``before``, ``said``, ``kept``"""
    actors: tuple[str, ...]
    contested: tuple[str, ...]


def plan_gap(
    estimate: Estimate,
    case: Case,
    commitments: Sequence[Commitment],
    *,
    seed: int,
    digest: str,
    known: str | None = None,
) -> PlanGap:
    """For how many of the people held on the case's day nobody has a plan.

    Parameters
    ----------
    estimate
        Joint draws of the account on ``case.as_of``.
    commitments
        What each actor did and said about taking its people back.
    known
        ISO day up to which commitments count; ``None`` takes all. What was done after the account's day covers people
        held on it; what was done before does not, for these are no longer held.
    """
    usable = [c for c in commitments if _concerns(c, case) and (known is None or _known_by(c, known))]
    placed = {c.actor: origin_of(c.actor, case) for c in usable}
    rows = {
        origin: _row(origin, [c for c in usable if placed[c.actor] == origin], estimate, case, seed)
        for origin in case.origin.leaves
    }
    plans = [_plan(origin, (rows[origin],), case, estimate) for origin in case.origin.leaves]
    plans.sort(key=lambda plan: (plan.host, -plan.gap.median, plan.origin))
    regions = [_plan(code, [rows[leaf] for leaf in _leaves(code, case)], case, estimate) for code in _regions(case)]
    ordered = (*regions, *plans)
    return PlanGap(
        day=case.as_of,
        known=known,
        plans=tuple(ordered),
        draws=np.stack([_gap([rows[leaf] for leaf in _leaves(plan.origin, case)]) for plan in ordered]),
        unplaced=tuple(sorted({actor for actor, origin in placed.items() if origin is None and actor})),
        seed=seed,
        digest=digest,
    )


def origin_of(actor: str, case: Case) -> str | None:
    """The leaf origin that holds the people of ``actor``; ``None`` for regions, bodies and places without one."""
    places = codelists.table("places")
    if actor in case.origin.leaves:
        return actor
    if actor not in places or places[actor].kind not in ("country", "subdivision"):
        return None
    around, ring = list[str](), list(places[actor].parents)
    while ring:
        around += ring
        ring = [parent for code in ring if code in places for parent in places[code].parents]
    own = [code for code in around if code in case.origin.leaves]
    rests = [f"{code}_rest" for code in around if f"{code}_rest" in case.origin.leaves]
    return next(iter((*own, *rests, *(leaf for leaf in case.origin.leaves if leaf == _OTHER))), None)


def _regions(case: Case) -> list[str]:
    """Foreigners first, then the other sums of origins, the larger before those inside them."""
    sums = [code for code in case.origin.aggregates if code != _ALL and _leaves(code, case)]
    return sorted(sums, key=lambda code: (code != FOREIGN, -len(_leaves(code, case)), code))


def _leaves(code: str, case: Case) -> tuple[str, ...]:
    under = case.origin.aggregates.get(code, frozenset((code,)))
    return tuple(leaf for leaf in case.origin.leaves if leaf in under)


def _concerns(commitment: Commitment, case: Case) -> bool:
    """What was announced before governments decided on anybody held is no plan for those held now."""
    began = date.fromisoformat(case.policy_since).toordinal() if case.policy_since else 0
    return commitment.stage == "done" or commitment.days is None or commitment.days[1] >= began


def _known_by(commitment: Commitment, day: str) -> bool:
    return commitment.days is None or commitment.days[0] <= date.fromisoformat(day).toordinal()


def _row(origin: str, own: Sequence[Commitment], estimate: Estimate, case: Case, seed: int) -> _Row:
    held, returned = _stock(origin, states_of("held"), estimate), _stock(origin, ("returned",), estimate)
    by_actor = [[c for c in own if c.actor == actor] for actor in dict.fromkeys(c.actor for c in own)]
    parts = [_extents(some, date.fromisoformat(case.as_of).toordinal()) for some in by_actor]
    extents = {name: together([part[name] for part in parts]) for name in (*STAGES, "before", "said", "kept")}
    chance = {name: _uniform(seed, origin, name, len(held)) for name in (*STAGES, "before")}
    return _Row(
        held=held,
        before=drawn(extents["before"], np.maximum(returned, int(extents["before"].lo)), chance["before"]),
        covered=_cover(held, extents, chance),
        counted=_cover(held, {name: _closed(extents[name]) for name in STAGES}, chance),
        extents=extents,
        actors=tuple(some[0].actor for some in by_actor),
        contested=tuple(dict.fromkeys(act for c in own for act in c.contested)),
    )


def _extents(own: Sequence[Commitment], day: int) -> dict[str, Extent]:
    """What one actor did before and since the day, and what is open of the rest, stage by stage."""
    done = [c for c in own if c.stage == "done"]
    found = {
        "before": extent(_maybe(c) if c.days is None or c.days[1] >= day else c for c in done if not _after(c, day)),
        "done": extent(_maybe(c) if c.days and c.days[0] <= day else c for c in done if _after(c, day, at_all=True)),
    }
    begun: list[list[Commitment]] = []
    for stage in STAGES[1:]:
        begun.append(open_still([c for c in own if c.stage == stage], done, begun))
        found[stage] = extent(begun[-1])
    said = [c for c in own if c.stage != "done"]
    first = min((c.days[0] for c in said if c.days), default=None)
    found["said"] = at_any_stage([extent(c for c in said if c.stage == stage) for stage in STAGES[1:]])
    found["kept"] = extent(c for c in done if said and (first is None or c.days is None or c.days[1] >= first))
    return found


def _after(commitment: Commitment, day: int, *, at_all: bool = False) -> bool:
    """Whether it is later than ``day`` for certain, or (``at_all``) for all that is known."""
    return bool(commitment.days) and commitment.days is not None and commitment.days[1 if at_all else 0] > day


def _maybe(commitment: Commitment) -> Commitment:
    """One that may lie on the other side of the day."""
    return replace(commitment, lo=0.0)


def _closed(one: Extent) -> Extent:
    return replace(one, hi=one.lo) if one.hi is None else one


def _cover(held: Ints, extents: Mapping[str, Extent], chance: Mapping[str, Floats]) -> dict[str, Ints]:
    left, covered = held, dict[str, Ints]()
    for stage in STAGES:
        covered[stage] = drawn(extents[stage], left, chance[stage])
        left = left - covered[stage]
    return covered


def drawn(one: Extent, most: Ints, chance: Floats) -> Ints:
    """People between the ends of ``one``, never more than ``most``; ``chance`` and result have shape (draws,).

    Without an upper end the size is drawn: as likely between 1 and 10 as between 10 and 100. A judgement of headcount's
    authors.
    """
    high = most if one.hi is None else np.minimum(most, int(one.hi))
    low = np.minimum(int(one.lo), high)
    if one.hi is not None:
        return np.asarray(np.minimum(low + np.floor(chance * (high - low + 1)).astype(np.int64), high))
    small, large = np.log(np.maximum(low, 1)), np.log(np.maximum(high, 1))
    return np.asarray(np.minimum(np.rint(np.exp(small + chance * (large - small))).astype(np.int64), high))


def _uniform(seed: int, origin: str, name: str, draws: int) -> Floats:
    """A stream for each origin and stage, so that a new act of one country leaves the others as they were."""
    return np.random.default_rng([seed & 0xFFFFFFFF, zlib.crc32(f"plan {origin} {name}".encode())]).random(draws)


def _stock(origin: str, states: Sequence[str], estimate: Estimate) -> Ints:
    axes = dict(estimate.axes)
    chosen = [k for k, state in enumerate(axes["state"]) if state in states]
    return np.asarray(estimate.draws[:, axes["origin"].index(origin)][:, :, chosen].sum(axis=(1, 2)))


def _gap(rows: Sequence[_Row], *, counted: bool = False) -> Ints:
    return np.asarray(sum(r.held - sum((r.counted if counted else r.covered).values()) for r in rows))


def _plan(code: str, rows: Sequence[_Row], case: Case, estimate: Estimate) -> Plan:
    hosts = any(leaf in case.hosts for leaf in _leaves(code, case))

    def covered(stage: str) -> Covered:
        return Covered(_interval(sum(r.covered[stage] for r in rows)), together([r.extents[stage] for r in rows]))

    def whole(name: str) -> Extent:
        return together([r.extents[name] for r in rows])

    return Plan(
        origin=code,
        kind="region" if code in case.origin.aggregates else "country" if code in codelists.table("places") else "rest",
        host=hosts,
        held=_interval(sum(r.held for r in rows)),
        answer=_answer(code, case, estimate),
        taken_since=covered("done"),
        under_way=covered("under_way"),
        preparing=covered("preparing"),
        promised=covered("promised"),
        gap=_interval(_gap(rows)),
        gap_counted=_interval(_gap(rows, counted=True)),
        taken_before=whole("before"),
        share_back=_share(rows),
        said=whole("said"),
        kept=whole("kept"),
        actors=tuple(dict.fromkeys(actor for r in rows for actor in r.actors)),
        contested=tuple(dict.fromkeys(act for r in rows for act in r.contested)),
    )


def _share(rows: Sequence[_Row]) -> Interval | None:
    """Of those held and those taken back before, the share taken back by now; over the draws with anybody."""
    before, since = sum(r.before for r in rows), sum(r.covered["done"] for r in rows)
    whole = np.asarray(before + sum(r.held for r in rows))
    some = whole > 0
    if not some.any():
        return None
    return _interval(np.minimum(np.asarray(before + since)[some] / whole[some], 1.0))


def _answer(code: str, case: Case, estimate: Estimate) -> str | None:
    """The answer that counts the row's people held."""
    held = set(states_of("held")) & set(case.state.leaves)
    for answer in (*estimate.answers, *estimate.silent):
        spoken = {name for name in answer.select if name != "group" or set(answer.select[name]) != {"people"}}
        if spoken == {"origin", "state"} and answer.select["origin"] == (code,) and set(answer.select["state"]) == held:
            return answer.id
    return None


def _interval(values: Floats | Ints | int) -> Interval:
    return interval(np.quantile(np.asarray(values, dtype=np.float64), LEVELS))
