"""Which policy, how surely, when not, and what to find out first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from headcount.ledger import Cells
from headcount.project.discovery import boxes
from headcount.project.information import influences, worth_of_all
from headcount.project.losses import losses
from headcount.project.ranking import settled, standings
from headcount.project.scenarios import Totals
from headcount.values.cases import Case
from headcount.values.decisions import Decision, Influence
from headcount.values.estimates import Estimate, Floats

COUNTED_WITHIN = 0.1
"""relative error (one standard deviation) of a good count, which a missing figure is taken to be"""
_SHOWN = 12


def decide(
    found: Totals,
    causes: Mapping[str, Floats],
    figures: Mapping[str, Influence],
    counts: Mapping[str, Floats],
    *,
    seed: int,
    weights: Mapping[str, float] | None = None,
    limits: Mapping[str, float] | None = None,
) -> Decision:
    """The policies of ``found`` ranked; the first of them is the one that losses are measured by.

    Parameters
    ----------
    causes
        All that differs between draws, in words -> values of shape (draws,).
    figures, counts
        Populations that somebody could count, and how many they are in each draw; both by the same keys.

    Raises
    ------
    UsageError
        A weight is negative or of an outcome that the projection does not have.
    """
    measured = losses(found, weights)
    sharpening = influences(measured.loss, _as_counted(counts, seed), seed=seed)[:_SHOWN]
    return Decision(
        reference=found.policies[0].name,
        weights=measured.weights,
        standings=standings(measured, found.policies, seed=seed, limits=limits),
        settled=settled(measured.loss),
        worth_of_all=worth_of_all(measured.loss),
        boxes=boxes(measured, found.policies, causes),
        unknowns=influences(measured.loss, causes, seed=seed)[:_SHOWN],
        figures=tuple(_named(one, figures[one.cause]) for one in sharpening),
        scaled=np.ascontiguousarray(measured.scaled.mean(axis=2).T),
        policies=tuple(policy.name for policy in found.policies),
        draws=measured.loss.shape[1],
    )


def _named(found: Influence, figure: Influence) -> Influence:
    return replace(found, cause=figure.cause, select=figure.select, answer=figure.answer)


def _as_counted(counts: Mapping[str, Floats], seed: int) -> dict[str, Floats]:
    """What a good count would print, not the truth itself."""
    rng = np.random.default_rng([seed, 10])
    return {name: values * np.exp(COUNTED_WITHIN * rng.standard_normal(values.size)) for name, values in counts.items()}


def countable(estimate: Estimate, case: Case, trajectories: int) -> tuple[dict[str, Influence], dict[str, Floats]]:
    """The populations of ``estimate`` on the case's day that one more count could settle, and how many they are.

    These are what the estimate itself wants counted, its answers, and those about which nobody says anything. Sizes
    have shape (trajectories,): trajectories take the estimate's draws evenly, as the projection does.
    """
    cells = Cells.from_case(case)
    draws = estimate.draws[np.arange(trajectories) * len(estimate.draws) // trajectories]
    figures: dict[str, Influence] = {}
    for wanted in estimate.wanted:
        if wanted.at == case.as_of:
            figures[f"wanted {wanted.label}"] = Influence(wanted.label, 0.0, 0.0, 0.0, wanted.select, None)
    for answer in (*estimate.answers, *estimate.silent):
        if answer.measure == "stock" and answer.at in (None, case.as_of):
            figures.setdefault(answer.id, Influence(answer.label, 0.0, 0.0, 0.0, answer.select, answer.id))
    return figures, {key: cells.total(draws, one.select).astype(np.float64) for key, one in figures.items()}
