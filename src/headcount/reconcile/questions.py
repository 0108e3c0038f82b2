"""Questions as sums of the account: whose people, and on which day or over which stretch of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headcount import codelists
from headcount.ledger.cells import Indices
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.grid import year_of
from headcount.reconcile.layout import TRAVELLED, Layout, When
from headcount.reconcile.model import Model, stretch_key
from headcount.reconcile.moments import EVEN, Burst, burst
from headcount.reconcile.posterior import Posterior
from headcount.values.cases import Question

_HELD = ("detained", "in_camp")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question placed in the account; times are years with a fraction."""

    question: Question
    cells: Indices
    when: When
    measure: str
    """stock or flow"""
    since: float
    day: float
    burst: int = -1
    """which uneven stretch of time it is about, of those that figures are about"""
    uneven: Burst = EVEN


def place(question: Question, layout: Layout, model: Model) -> Asked:
    """``question`` as a sum of the account.

    Raises
    ------
    CodeError
        It names a code that the account lacks.
    """
    day = year_of(question.at or layout.case.as_of)
    codes = question.select.get("state", ())
    event = any(layout.knows_event(c) and not layout.cells.axis("state").knows(c) for c in codes)
    if layout.grid is None or (question.measure == "stock" and not event):
        cells = layout.people({k: tuple(v) for k, v in question.select.items()})
        return Asked(question, cells, layout.stands(day), "stock", day, day)
    since = year_of(question.since) if question.since else float(layout.grid.days[0])
    cells = layout.people(question.select if codes else {**question.select, "state": (TRAVELLED,)}, moved=True)
    key = stretch_key(cells, since, day, layout)
    k = layout.grid.period(0.5 * (since + day))
    uneven = burst(since, day, float(layout.grid.lengths[k]), policy=layout.decided(cells))
    which = model.stretches_known.get(key, -1) if uneven.sd else -1
    return Asked(question, cells, layout.goes(since, day), "flow", since, day, which, uneven)


def own(layout: Layout, evidence: Sequence[Evidence]) -> tuple[Question, ...]:
    """What the case asks, and people held by origin."""
    return (*layout.case.questions, *held_by_origin(layout, evidence))


def held_by_origin(layout: Layout, evidence: Sequence[Evidence]) -> tuple[Question, ...]:
    """People held, for each origin that some figure tells apart; nothing where the case knows no holding."""
    case = layout.case
    states = tuple(state for state in _HELD if state in case.state.leaves)
    if len(states) < len(_HELD) or not case.place:
        return ()
    spoken = {leaf for item in evidence for leaf in single_origin(item.select, layout)}
    asked = {question.id for question in case.questions}
    return tuple(
        Question(
            f"held.{leaf}", f"Held in prisons and camps: {origin_name(leaf)}", {"origin": (leaf,), "state": states}
        )
        for leaf in case.origin.leaves
        if leaf in spoken and f"held.{leaf}" not in asked
    )


def unspoken(layout: Layout) -> tuple[Question, ...]:
    """Every state of the origins that the questions name: what might be silent."""
    case = layout.case
    origins = [leaf for question in case.questions for leaf in single_origin(question.select, layout)]
    states = codelists.table("statuses")
    return tuple(
        Question(
            f"{state}.{leaf}",
            f"{origin_name(leaf)}: {states[state].en if state in states else state}",
            {"origin": (leaf,), "state": (state,)},
        )
        for leaf in dict.fromkeys(origins)
        for state in case.state.leaves
    )


def single_origin(select: Mapping[str, tuple[str, ...]], layout: Layout) -> tuple[str, ...]:
    """The single origin that ``select`` is about, or none."""
    leaves = layout.cells.axis("origin").under(select["origin"]) if "origin" in select else ()
    return leaves if len(leaves) == 1 else ()


def origin_name(leaf: str) -> str:
    """The English name of an origin; what is left of a region says so."""
    if leaf.endswith("_rest"):
        return f"rest of {codelists.label('places', leaf.removesuffix('_rest'))}"
    if leaf == "other":
        return "other origins"
    return codelists.label("places", leaf) if leaf in codelists.table("places") else leaf


def bursts(asked: Sequence[Asked], posterior: Posterior, rng: np.random.Generator) -> np.ndarray:
    """Log of what moves unevenly in each question's stretch, (draws, questions).

    Stretches that figures tell of have it from the fit; in any other the people may as well have moved evenly.
    """
    known = np.array([one.burst for one in asked], dtype=np.int64)
    sd = np.array([one.uneven.sd for one in asked])
    out = posterior.bursts(known, sd, np.array([one.uneven.shift for one in asked]))
    where = np.flatnonzero((known < 0) & (sd > 0))
    out[:, where] += sd[where] * rng.standard_normal((posterior.draws, len(where)))
    return out
