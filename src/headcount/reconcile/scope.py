"""Whether a figure counts all of the people it seems to speak of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headcount.reconcile.evidence import Evidence
from headcount.reconcile.layout import Layout
from headcount.reconcile.model import stacked
from headcount.reconcile.system import System
from headcount.values.estimates import Unused

_NOBODY = 1e-6
"""Expected people below which nobody can be meant"""
_MORE = 3.0
"""From how many times more people on two figures cannot count the same everyone ..."""
_NEAR = 1.0
"""Years between two counts beyond which one says nothing of the other's people"""
_FAR_MORE = 10.0
"""... and on a single one"""


def where_somebody_can_be(
    evidence: Sequence[Evidence], layout: Layout, system: System[Any]
) -> tuple[list[Evidence], list[Unused]]:
    """Figures without those of people that no entry and no transition of the case leads to; none of them is a count."""
    rows = stacked([(item.cells, item.when) for item in evidence], layout)
    usual = (rows @ system.read(np.zeros((1, system.scales_stop))).Y)[:, 0]
    kept, aside = [], []
    for item, size in zip(evidence, usual, strict=True):
        if size > _NOBODY or item.number == 0.0:
            kept.append(item)
        else:
            why = "counts people where this case brings nobody at that time: look at its transitions and entry dates"
            aside += [Unused(figure, why) for figure in item.figures]
    return kept, aside


def largest_parts(evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Unused]]:
    """Of several parts of the same people only the largest says something that the others do not.

    Ten flights that brought children home are ten parts of those who returned; each taken as evidence of the
    whole would drag it down to their size.
    """
    largest: dict[tuple[object, ...], Evidence] = {}
    for item in evidence:
        if item.bound == "part_of":
            best = largest.get((item.same_people, item.same_time))
            if best is None or item.value * math.exp(item.gap) > best.value * math.exp(best.gap):
                largest[item.same_people, item.same_time] = item
    kept, covered = [], []
    for item in evidence:
        best = largest.get((item.same_people, item.same_time))
        if item.bound != "part_of" or best is item or best is None:
            kept.append(item)
        else:
            why = f"counts a part of the people that {best.figures[0]} counts a larger part of"
            covered += [Unused(figure, why) for figure in item.figures]
    return kept, covered


def not_everyone(evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Unused]]:
    """Figures that name no origin and are too small to count everyone, set aside.

    A page about one country often leaves the country out: "90 children in camps" are then not all children in camps.
    Where others count several times more of the same people, or of a part of them, whom it counts is not known.
    """
    kept, aside = [], []
    for item in evidence:
        larger = _larger(item, evidence) if item.unsaid else []
        if not larger:
            kept.append(item)
            continue
        why = f"names no origin, and is too small for everyone: {larger[0].figures[0]} alone counts many times more"
        aside += [Unused(figure, why) for figure in item.figures]
    return kept, aside


def _larger(item: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Those that show ``item`` to be too small, the largest first; empty where that is not shown."""
    people = set(item.cells.tolist())
    more = [
        other
        for other in evidence
        if other.base is None
        and other.bound != "at_most"
        and item.near(other, _NEAR)
        and other.number > _MORE * item.number
        and people.issuperset(other.cells.tolist())
    ]
    more.sort(key=lambda other: -other.number)
    enough = len(more) > 1 or any(other.number > _FAR_MORE * item.number for other in more)
    return more if enough else []
