"""Draws into answers: the interval of each population, what it rests on, and how much of it is prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from headcount.reconcile.evidence import Evidence
from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model, stacked
from headcount.reconcile.people import Counts
from headcount.reconcile.posterior import Posterior
from headcount.reconcile.questions import Asked, bursts
from headcount.values.estimates import Answer, Floats, Interval, Pull

QUANTILES = (0.5, 0.25, 0.75, 0.05, 0.95)
_WEAKEST = 1e-3
"""Share of the variance below which a figure is not named as a support of an answer"""
_MOST_FIGURES = 60
"""Clusters of figures that an answer names, strongest first"""
_PULLS = 8
_NEXT_TO_NOTHING = 1e-12
PRIOR_ONLY = 0.8
"""From here on an answer counts as having no evidence"""


@dataclass(frozen=True, slots=True)
class Influence:
    """What the figures do to the log of each population, at the mode (estimation as linear there).

    ``strength`` (queries, figures): by how much the variance would grow without the figure, against the variance.
    ``shift`` (queries, figures): log of the median with the figure over that without it.
    ``prior_only`` (queries,): posterior variance over the variance from the case alone.
    """

    strength: Floats
    shift: Floats
    prior_only: Floats


def interval(values: Floats) -> Interval:
    """Median with central 50 % and 90 % intervals of draws (draws,)."""
    median, low50, high50, low90, high90 = (float(q) for q in np.quantile(values, QUANTILES))
    return Interval(median, low50, high50, low90, high90)


def people(posterior: Posterior, asked: Sequence[Asked], rng: np.random.Generator) -> Floats:
    """Whole people of each question in each draw, shape (draws, questions)."""
    layout = posterior.layout
    means = posterior.answers(stacked([(one.cells, one.when) for one in asked], layout))
    means = means * np.exp(bursts(asked, posterior, rng))
    uneven = np.exp(posterior.uneven)
    counts = Counts(posterior.evidence, posterior.figures * uneven, posterior.bias, posterior.wrong, rng)
    found = [counts.people(means[:, i], one.cells, one.measure, one.since, one.day) for i, one in enumerate(asked)]
    return np.array(found).reshape(len(asked), posterior.draws).T


def influence(posterior: Posterior, asked: Sequence[Asked]) -> Influence:
    """Influence of every figure on the populations asked for."""
    model, mode = posterior.model, posterior.mode
    rows = posterior.slopes(stacked([(one.cells, one.when) for one in asked], posterior.layout))
    return _influence(model, mode, rows)


def _influence(model: Model, mode: Mode, rows: Floats) -> Influence:
    solved = mode.solve(np.concatenate([rows, mode.J]))
    of_rows, of_figures = solved[: len(rows)], solved[len(rows) :]
    variance = np.maximum(np.einsum("ij,ij->i", rows, of_rows), _NEXT_TO_NOTHING)
    left = 1.0 - np.clip(mode.weights * np.einsum("ij,ij->i", mode.J, of_figures), 0.0, 0.999)
    across = rows @ of_figures.T
    strength = across**2 * (mode.weights / left) / variance[:, None]
    shift = across * (mode.at.density.slope[0] / left)
    prior = np.clip(variance / from_case_alone(mode, rows), 0.0, 1.0)
    return Influence(strength[:, :-1], shift[:, :-1], prior)


def from_case_alone(mode: Mode, rows: Floats) -> Floats:
    """Variance of each row with the case's own range for the whole (the last figure) and nothing else.

    People that nobody can be have no variance; theirs is next to nothing.
    """
    whole, weight = mode.J[-1:], mode.weights[-1:]
    along = (rows @ whole.T)[:, 0]
    left = np.einsum("ij,ij->i", rows, rows) - along**2 / (1.0 / weight[0] + whole[0] @ whole[0])
    return np.asarray(np.maximum(left, _NEXT_TO_NOTHING))


def answers(asked: Sequence[Asked], counts: Floats, posterior: Posterior, effect: Influence) -> tuple[Answer, ...]:
    """One answer for each question; ``counts`` has shape (draws, questions)."""
    return tuple(
        _answer(one, counts[:, i], posterior, effect.strength[i], effect.shift[i], float(effect.prior_only[i]))
        for i, one in enumerate(asked)
    )


def _answer(
    one: Asked, counts: Floats, posterior: Posterior, strength: Floats, shift: Floats, prior_only: float
) -> Answer:
    evidence, moves = posterior.evidence, posterior.layout.moves
    touching = [i for i, item in enumerate(evidence) if moves or _touches(item, one.cells)]
    order = sorted((i for i in touching if strength[i] > _WEAKEST), key=lambda i: (-strength[i], i))[:_MOST_FIGURES]
    return Answer(
        one.question.id,
        one.question.label,
        one.question.select,
        interval(counts),
        tuple(figure for i in order for figure in evidence[i].figures),
        _sources(order, strength, evidence),
        prior_only,
        measure=one.question.measure,
        at=one.question.at,
        since=one.question.since,
        pulls=tuple(
            Pull(evidence[i].figures, float(np.exp(shift[i])), float((1.0 + strength[i]) ** -0.5))
            for i in order[:_PULLS]
        ),
    )


def is_silent(answer: Answer) -> bool:
    """Whether no figure speaks of these people: none shares a cell with them, or none says anything of note."""
    return not answer.figures or answer.prior_only >= PRIOR_ONLY


def _touches(item: Evidence, cells: np.ndarray) -> bool:
    own = item.cells if item.base is None else item.base
    return bool(np.isin(own, cells, assume_unique=True).any())


def _sources(order: Sequence[int], strength: Floats, evidence: Sequence[Evidence]) -> float:
    """Effective number of independent sources: those of equal strength count one each (Kish)."""
    by_source: dict[str, float] = {}
    for i in order:
        by_source[evidence[i].source] = by_source.get(evidence[i].source, 0.0) + float(strength[i])
    weights = np.array(list(by_source.values()))
    return float(weights.sum() ** 2 / (weights**2).sum()) if len(weights) else 0.0
