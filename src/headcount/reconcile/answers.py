"""Draws into answers: the interval of each population, what it rests on, and how much of it is prior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headcount import codelists
from headcount.ledger import Cells
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.values.cases import Case, Question
from headcount.values.estimates import Answer, Floats, Interval

_QUANTILES = (0.5, 0.25, 0.75, 0.05, 0.95)
_WEAKEST = 1e-3
"""Share of the variance below which a figure is not named as a support of an answer"""
PRIOR_ONLY = 0.8
"""From here on an answer counts as having no evidence"""
_HELD = ("detained", "in_camp")


@dataclass(frozen=True, slots=True)
class Influence:
    """What the figures do to the log of each population, at the mode (estimation as linear there).

    ``strength`` (queries, figures): by how much the variance would grow without the figure, against the variance.
    ``prior_only`` (queries,): posterior variance over the variance from the case alone.
    """

    strength: Floats
    prior_only: Floats


def interval(values: Floats) -> Interval:
    """Median with central 50 % and 90 % intervals of draws (draws,)."""
    median, low50, high50, low90, high90 = (float(q) for q in np.quantile(values, _QUANTILES))
    return Interval(median, low50, high50, low90, high90)


def influence(model: Model, mode: Mode, masks: Floats) -> Influence:
    """Influence of every figure on the populations ``masks`` (queries, cells)."""
    rows = slopes(model, mode, masks)
    solved = mode.solve(np.concatenate([rows, mode.J]))
    of_rows, of_figures = solved[: len(rows)], solved[len(rows) :]
    variance = np.einsum("ij,ij->i", rows, of_rows)
    leverage = np.clip(mode.weights * np.einsum("ij,ij->i", mode.J, of_figures), 0.0, 0.999)
    across = rows @ of_figures.T
    strength = across**2 * (mode.weights / (1.0 - leverage)) / variance[:, None]
    return Influence(strength[:, :-1], np.clip(variance / from_case_alone(mode, rows), 0.0, 1.0))


def slopes(model: Model, mode: Mode, masks: Floats) -> Floats:
    """d log population / dv at the mode, shape (queries, size); scales at 0."""
    means = mode.at.means[0]
    share = masks * means
    share /= share.sum(axis=1, keepdims=True)
    rows = np.zeros((len(masks), model.size))
    model.effects.spread_rows(share, mode.v, model.effects.taus(mode.v[None])[0], rows)
    rows[:, model.scale_columns] = 0.0
    return rows


def from_case_alone(mode: Mode, rows: Floats) -> Floats:
    """Variance of each row with the case's own range for the whole (the last figure) and nothing else."""
    whole, weight = mode.J[-1:], mode.weights[-1:]
    along = (rows @ whole.T)[:, 0]
    return np.asarray(np.einsum("ij,ij->i", rows, rows) - along**2 / (1.0 / weight[0] + whole[0] @ whole[0]))


def answers(
    questions: Sequence[Question], people: Floats, evidence: Sequence[Evidence], effect: Influence, cells: Cells
) -> tuple[Answer, ...]:
    """One answer for each question; ``people`` has shape (draws, cells)."""
    out = []
    for row, question in enumerate(questions):
        chosen = cells.select(question.select)
        strength = effect.strength[row]
        touching = [i for i, item in enumerate(evidence) if _touches(item, chosen)]
        order = sorted((i for i in touching if strength[i] > _WEAKEST), key=lambda i: (-strength[i], i))
        figures = tuple(figure for i in order for figure in evidence[i].figures)
        out.append(
            Answer(
                question.id,
                question.label,
                question.select,
                interval(people[:, chosen].sum(axis=1)),
                figures,
                _sources(order, strength, evidence),
                float(effect.prior_only[row]),
            )
        )
    return tuple(out)


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


def held_by_origin(case: Case, cells: Cells, evidence: Sequence[Evidence]) -> tuple[Question, ...]:
    """People held, for each origin that some figure tells apart; nothing where the case knows no holding."""
    states = tuple(state for state in _HELD if state in case.state.leaves)
    if len(states) < len(_HELD) or not case.place:
        return ()
    spoken = {leaf for item in evidence for leaf in _origins(item.select, cells)}
    asked = {question.id for question in case.questions}
    return tuple(
        Question(f"held.{leaf}", f"Held in prisons and camps: {_name(leaf)}", {"origin": (leaf,), "state": states})
        for leaf in case.origin.leaves
        if leaf in spoken and f"held.{leaf}" not in asked
    )


def unspoken(case: Case, cells: Cells) -> tuple[Question, ...]:
    """Every state of the origins that the questions name: what might be silent."""
    origins = [leaf for question in case.questions for leaf in _origins(question.select, cells)]
    states = codelists.table("statuses")
    return tuple(
        Question(
            f"{state}.{leaf}",
            f"{_name(leaf)}: {states[state].en if state in states else state}",
            {"origin": (leaf,), "state": (state,)},
        )
        for leaf in dict.fromkeys(origins)
        for state in case.state.leaves
    )


def _origins(select: Mapping[str, tuple[str, ...]], cells: Cells) -> tuple[str, ...]:
    """The single origin that ``select`` is about, or none."""
    leaves = cells.axis("origin").under(select["origin"]) if "origin" in select else ()
    return leaves if len(leaves) == 1 else ()


def _name(leaf: str) -> str:
    """The English name of an origin; what is left of a region says so."""
    if leaf.endswith("_rest"):
        return f"rest of {codelists.label('places', leaf.removesuffix('_rest'))}"
    return "other origins" if leaf == "other" else codelists.label("places", leaf)
