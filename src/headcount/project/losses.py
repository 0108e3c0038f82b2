"""One loss out of many outcomes, by weights that belong to the user."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from headcount.errors import CaseError, UsageError
from headcount.project.outcomes import measures as outcomes
from headcount.project.scenarios import Totals
from headcount.values.cases import Case
from headcount.values.decisions import Weight
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class Losses:
    """The loss of every policy in every draw; the first policy is the one that losses are measured by."""

    weights: tuple[Weight, ...]
    scaled: Floats
    """outcomes over their basis, the sign turned where more is better, shape (weights, policies, draws)"""
    loss: Floats
    """shape (policies, draws)"""


@cache
def usual_weights() -> Mapping[str, float]:
    """The weights where neither the case nor the user gives any."""
    lines = (files(__package__) / "weights.csv").read_text(encoding="utf-8").splitlines()
    return {row["outcome"]: float(row["weight"]) for row in csv.DictReader(lines)}


def losses(found: Totals, weights: Mapping[str, float] | None = None) -> Losses:
    """The loss of each policy and draw.

    A weight says how much one unit of an outcome (a person at large, a year of a child in a camp) counts beside one of
    the others. The sum is divided by its mean under the first policy: a loss of 1 is as bad as that is on average.

    Parameters
    ----------
    weights
        outcome -> weight, none negative, not all zero; ``None`` takes the usual ones.

    Raises
    ------
    UsageError
        A weight is negative, no number, or of an outcome that the projection does not have; or all are zero.
    """
    measures = {measure.name: (measure, total) for measure, total in zip(found.measures, found.totals, strict=True)}
    if weights is None:
        known = {name: rate for name, rate in usual_weights().items() if name in measures}
        weights = known or {found.measures[0].name: 1.0}
    check_weights(weights, tuple(measures))
    chosen = [(*measures[name], rate) for name, rate in weights.items() if rate]
    bases = [_basis(total) for _, total, _ in chosen]
    whole = sum(rate * basis for (_, _, rate), basis in zip(chosen, bases, strict=True))
    made = [
        Weight(measure.name, measure.label, rate, rate * basis / whole, basis, measure.more_is_better)
        for (measure, _, rate), basis in zip(chosen, bases, strict=True)
    ]
    scaled = np.stack([_scaled(total, weight) for (_, total, _), weight in zip(chosen, made, strict=True)])
    return Losses(tuple(made), scaled, np.tensordot([weight.weight for weight in made], scaled, axes=1))


def _basis(total: Floats) -> float:
    """Mean under the first policy; under all of them where that is nothing."""
    return float(np.abs(total[0]).mean()) or float(np.abs(total).mean()) or 1.0


def check(case: Case) -> None:
    """Refuse weights and limits of a case that cannot be meant.

    Raises
    ------
    CaseError
        One is of an outcome that no projection has, or no number that can be meant.
    """
    known = tuple(measure.name for measure in outcomes())
    try:
        if case.weights:
            check_weights(case.weights, known)
        check_limits(case.limits, known)
    except UsageError as error:
        raise CaseError(str(error)) from None


def check_limits(limits: Mapping[str, float], known: Sequence[str]) -> None:
    """Refuse limits that cannot be meant.

    Raises
    ------
    UsageError
        One is of an unknown outcome, below zero, or no number.
    """
    for name, limit in limits.items():
        if name not in known:
            raise UsageError(f"limit of '{name}': no such outcome; there are {', '.join(known)}")
        if not 0.0 <= limit < float("inf"):
            raise UsageError(f"limit of '{name}': {limit:g} is no limit; give zero or more, in the outcome's own unit")


def check_weights(weights: Mapping[str, float], known: Sequence[str]) -> None:
    """Refuse weights that cannot be meant.

    Raises
    ------
    UsageError
        As for :func:`losses`.
    """
    for name, weight in weights.items():
        if name not in known:
            raise UsageError(f"weight of '{name}': no such outcome; there are {', '.join(known)}")
        if not 0.0 <= weight < float("inf"):
            raise UsageError(f"weight of '{name}': {weight:g} is no weight; give zero or more")
    if not any(weights.values()):
        raise UsageError("all weights are zero; give at least one outcome a weight, such as at_large=1")


def _scaled(total: Floats, weight: Weight) -> Floats:
    return np.asarray(total * ((-1.0 if weight.more_is_better else 1.0) / weight.basis))
