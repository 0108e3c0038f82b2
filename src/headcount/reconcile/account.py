"""The one composer: figures to a fitted account, and the account to an estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from headcount.errors import CaseError
from headcount.ledger import Cells
from headcount.reconcile import (
    answers,
    conflicts,
    effects,
    limits,
    merging,
    mode,
    model,
    questions,
    sampler,
    scope,
    series,
    terms,
    wanted,
)
from headcount.reconcile.diagnostics import effective, split_rhat
from headcount.reconcile.evidence import Evidence, gather
from headcount.reconcile.flows import flows
from headcount.reconcile.layout import Layout
from headcount.reconcile.model import Model
from headcount.reconcile.posterior import MANY, Posterior, gaussian, in_account
from headcount.reconcile.sampler import Sample
from headcount.values.cases import Case, Question
from headcount.values.estimates import Answer, Estimate, Floats, Unused
from headcount.values.figures import Reading

_ENOUGH = 100.0
"""Independent draws that each answer's draws must be worth: its median is then known to an eighth of its sd.

Effective sizes are counted over all chains, so they fall where chains disagree. Split-R-hat is printed and not
steered by: over chains of 32 draws it stands near 1.1 where medians are within 0.06 sd of a run ten times as long.
"""
_LEAST_KEPT = 32
"""Draws of each chain, at the least, however few are asked for: fewer do not tell whether chains agree"""
_KEPT_MOVING = 16
"""Draws of each chain where people move: one round, as chains start all over the posterior"""
_STEPS = 12
"""Steps of a trajectory where people move: about a quarter turn of the prior's rotation"""
_FEW, _FEW_CHAINS = 60, 16
"""An account of fewer figures than this is drawn by so many chains: nobody should wait for one article"""
_AGREE = 1.5
"""Median split-R-hat over the answers up to which chains count as agreed"""
_DOUBTED = 0.5
"""P(wrong) from which a figure bounds nothing"""
_LARGE = 20_000
"""Numbers of an account above which nobody is made to wait for chains"""
_STEPS_STILL = (18, 48)
"""In a small and a large account of one day; long ones pay where scales are tied to one another"""
_UNKNOWNS_PER_STEP = 40


def reconcile(readings: Sequence[Reading], case: Case, *, seed: int, digest: str, draws: int = 1000) -> Estimate:
    """One estimate from all figures of ``readings``.

    Parameters
    ----------
    readings
        What was read, in the order of the documents.
    case
        The dimensions of the account, its prior, its questions, and the dates it speaks of.
    seed
        Of every random number; the same input and seed give the same estimate.
    digest
        Of the inputs; printed with the result and not computed with.
    draws
        Joint draws of the account to keep.

    Returns
    -------
    Estimate
        Whole people per leaf cell and draw, with answers, terms, conflicts and every unused figure's reason.

    Raises
    ------
    CaseError
        The case has a dimension without leaves, or no draws are asked for.
    """
    fitted, unused, sample = fit(readings, case, seed=seed, draws=draws)
    rng = np.random.default_rng([seed, 1])
    layout = fitted.layout
    own = questions.own(layout, fitted.evidence)
    every = (*own, *questions.unspoken(layout))
    asked = [questions.place(question, layout, fitted.model) for question in every]
    cells = series.cells(fitted, rng)
    counts = _counts(fitted, asked, cells, rng)
    found = answers.answers(asked, counts, fitted, answers.influence(fitted, asked))
    others = terms.leave_one_out(fitted)
    return Estimate(
        axes=tuple((axis.name, axis.leaves) for axis in layout.cells.axes),
        draws=cells.reshape(fitted.draws, *layout.cells.shape),
        answers=series.through_time(_bounded(found[: len(own)], asked, fitted), asked, fitted, rng),
        terms=terms.terms(fitted, _fitted(fitted, cells), others),
        conflicts=conflicts.conflicts(fitted.evidence, others, fitted.wrong.mean(axis=0)),
        unused=unused,
        silent=tuple(answer for answer in found if answers.is_silent(answer)),
        seed=seed,
        digest=digest,
        diagnostics=_diagnostics(fitted, sample, asked[: len(own)]),
        hazards=series.hazards(fitted),
        wanted=wanted.wanted(fitted, asked[: len(case.questions)]),
    )


def fit(
    readings: Sequence[Reading], case: Case, *, seed: int, draws: int = 1000, quick: bool | None = None
) -> tuple[Posterior, tuple[Unused, ...], Sample | None]:
    """The account fitted to all figures.

    With ``quick`` a first answer at once, from the Gaussian around the mode, and no sample of chains; without, chains;
    where it is not said, chains in small accounts only. Where chains do not agree the first answer stands again: it
    is as good in large accounts, and better where figures contradict one another (docs/decisions/0011).

    Raises
    ------
    CaseError
        The case has a dimension without leaves, or no draws are asked for.
    """
    if draws < 1:
        raise CaseError(f"draws: {draws} is no number of draws; ask for 1 or more")
    _check(case)
    layout, system = _account(case, readings)
    evidence, unused = _gathered(readings, layout, system)
    posterior = model.build(evidence, layout, system)
    peak = mode.find(posterior)
    rng = np.random.default_rng(seed)
    sample = None
    if quick is None:
        quick = layout.moves and (len(evidence) > MANY or layout.columns > _LARGE)
    if quick:
        v = gaussian(posterior, peak, draws, rng)
    else:
        sample = _sample(posterior, peak, layout, evidence, rng, draws)
        v = _thinned(sample, draws)
    fitted = Posterior(layout, tuple(evidence), posterior, peak, v, linear=quick)
    if sample is not None and layout.moves and not _agree(fitted, sample):
        return replace(fitted, v=gaussian(posterior, peak, draws, rng), linear=True), unused, None
    return fitted, unused, sample


def _agree(fitted: Posterior, sample: Sample) -> bool:
    """Whether the chains agree on what the case asks, or on everyone in each state where it asks nothing."""
    layout = fitted.layout
    states = tuple(Question(state, state, {"state": (state,)}) for state in layout.case.state.leaves)
    own = questions.own(layout, fitted.evidence) or states
    rows = _rows([questions.place(question, layout, fitted.model) for question in own], layout)
    return float(np.median([split_rhat(x) for x in _log_answers(fitted.model, sample.v, rows)])) <= _AGREE


def refit(fitted: Posterior, readings: Sequence[Reading], *, seed: int) -> tuple[Posterior, tuple[Unused, ...]]:
    """A first answer after an edit, from the mode before it: the same account, with the figures of ``readings``.

    The days of the account stay those of ``fitted``.
    """
    evidence, unused = _gathered(readings, fitted.layout, fitted.model.system)
    posterior = model.build(evidence, fitted.layout, fitted.model.system)
    peak = mode.find(posterior, fitted.model.carried(fitted.mode.v, posterior))
    v = gaussian(posterior, peak, fitted.draws, np.random.default_rng(seed))
    return Posterior(fitted.layout, tuple(evidence), posterior, peak, v, linear=True), unused


def _gathered(readings: Sequence[Reading], layout: Layout, system: Any) -> tuple[list[Evidence], tuple[Unused, ...]]:
    """The figures that enter the account, echoes merged, and why the others do not."""
    used, unused = gather(readings, layout)
    used, nobody = scope.where_somebody_can_be(used, layout, system)
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    evidence, covered = scope.largest_parts(merging.merged(used, figures))
    evidence, aside = scope.not_everyone(evidence)
    return model.by_kind(evidence), (*unused, *nobody, *covered, *aside)


def ask(fitted: Posterior, asked: Sequence[Question], *, seed: int) -> tuple[Answer, ...]:
    """Answers to questions that the case does not ask, from the same draws.

    Raises
    ------
    CodeError
        A question names a code that the account lacks.
    """
    placed = [questions.place(question, fitted.layout, fitted.model) for question in asked]
    counts = answers.people(fitted, placed, np.random.default_rng([seed, 2]))
    return answers.answers(placed, counts, fitted, answers.influence(fitted, placed))


def changed(before: Sequence[Answer], after: Sequence[Answer], least: float = 1.05) -> tuple[tuple[str, float], ...]:
    """Answers whose median moved by a factor of at least ``least`` either way: id and factor, the farthest first."""
    old = {answer.id: answer.interval.median for answer in before}
    moved = [(a.id, (a.interval.median + 0.5) / (old[a.id] + 0.5)) for a in after if a.id in old]
    far = [(ident, factor) for ident, factor in moved if max(factor, 1.0 / factor) >= least]
    return tuple(sorted(far, key=lambda entry: (-abs(math.log(entry[1])), entry[0])))


def _bounded(found: Sequence[Answer], asked: Sequence[questions.Asked], fitted: Posterior) -> tuple[Answer, ...]:
    """Answers about the day of the case, with what the figures of that day alone imply for them."""
    layout, out = fitted.layout, list(found)
    today = [i for i, a in enumerate(found) if asked[i].measure == "stock" and a.at in (None, layout.case.as_of)]
    cells = [layout.cells.select(found[i].select) for i in today]
    places, evidence = series.of_the_day(fitted)
    if layout.moves:  # of a whole record some are wrong, and one wrong floor would be the answer
        doubt = fitted.wrong.mean(axis=0)
        evidence = [item for i, item in zip(places, evidence, strict=True) if doubt[i] < _DOUBTED]
    ends = limits.bounded([found[i] for i in today], cells, evidence, layout.cells.size)
    for i, answer in zip(today, ends, strict=True):
        out[i] = answer
    return tuple(out)


def _check(case: Case) -> None:
    for dimension in (case.origin, case.group, case.state):
        if not dimension.leaves:
            raise CaseError(f"{dimension.name}: the case has no leaves there; name at least one")


def _account(case: Case, readings: Sequence[Reading]) -> tuple[Layout, Any]:
    """The columns of the account and its system model."""
    cells = Cells.from_case(case)
    if case.window is None:
        return Layout(case, cells), effects.effects(case, cells)
    system = flows(case, series.dates(readings))
    return Layout(case, cells, system.graph, system.grid), system


def _sample(
    posterior: Model,
    peak: mode.Mode,
    layout: Layout,
    evidence: Sequence[Evidence],
    rng: np.random.Generator,
    draws: int,
) -> Sample:
    """Draws of the unknowns until every answer is worth enough of them."""
    own = questions.own(layout, evidence)
    rows = _rows([questions.place(question, layout, posterior) for question in own], layout)
    return sampler.sample(
        posterior,
        peak,
        rng,
        chains=_FEW_CHAINS if layout.moves and len(evidence) < _FEW else sampler.CHAINS,
        kept=_KEPT_MOVING if layout.moves else max(_LEAST_KEPT, -(-draws // sampler.CHAINS)),
        steps=_STEPS if layout.moves else int(np.clip(posterior.size // _UNKNOWNS_PER_STEP, *_STEPS_STILL)),
        settled=lambda v: layout.moves or min(map(effective, _log_answers(posterior, v, rows))) >= _ENOUGH,
    )


def _rows(asked: Sequence[questions.Asked], layout: Layout) -> Any:
    """The questions as rows of weights; everyone where nothing is asked."""
    return model.stacked([(one.cells, one.when) for one in asked] or [model.everyone(layout)], layout)


def _thinned(sample: Sample, draws: int) -> Floats:
    """Draws evenly thinned over all chains."""
    chains, kept, size = sample.v.shape
    flat = sample.v.transpose(1, 0, 2).reshape(chains * kept, size)
    return np.asarray(flat[np.linspace(0, len(flat) - 1, draws).round().astype(int)])


def _counts(fitted: Posterior, asked: Sequence[questions.Asked], cells: Any, rng: np.random.Generator) -> Floats:
    """Whole people of each question: sums of the same cells on one day, else each question's own."""
    if fitted.layout.moves:
        return answers.people(fitted, asked, rng)
    return np.array([cells[:, one.cells].sum(axis=1) for one in asked], dtype=float).reshape(len(asked), len(cells)).T


def _fitted(fitted: Posterior, cells: Any) -> Floats:
    """What the estimate says of each figure's own people or share, shape (draws, figures)."""
    out = fitted.figures.copy()
    if not fitted.layout.moves:
        for i, item in enumerate(fitted.evidence):
            if item.base is None:
                out[:, i] = cells[:, item.cells].sum(axis=1)
    shares = fitted.model.shares
    out[:, shares] = fitted.figures[:, shares] / np.maximum(fitted.bases, 1e-9)
    return out


def _log_answers(posterior: Model, v: Floats, rows: Any) -> Floats:
    """Log of every answer (or of everyone) in draws (chains, kept, size): shape (answers, chains, kept)."""
    chains, kept, size = v.shape
    found = in_account(posterior, v.reshape(-1, size), rows).T
    return np.asarray(np.log(np.maximum(found, 1e-6)).reshape(-1, chains, kept))


def _diagnostics(fitted: Posterior, sample: Sample | None, asked: Sequence[questions.Asked]) -> dict[str, float]:
    """Agreement of the chains over the log of every answer, and over every log scale."""
    posterior = fitted.model
    sizes = {"figures": float(len(posterior.number) - 1), "cells": float(posterior.system.columns)}
    if sample is None or fitted.linear:
        return sizes | {"first_answers": 1.0}
    chains, kept, _ = sample.v.shape
    answered = _log_answers(posterior, sample.v, _rows(asked, fitted.layout))
    scales = sample.v[:, :, posterior.scale_columns].transpose(2, 0, 1)
    ess = [effective(x) for x in answered]
    return {
        "rhat": max(split_rhat(x) for x in answered),
        "rhat_scales": max(split_rhat(x) for x in scales),
        "ess_least": min(ess),
        "ess_median": float(np.median(ess)),
        "ess_scales": min(effective(x) for x in scales),
        "accepted": sample.accepted,
        "chains": float(chains),
        "draws_per_chain": float(kept),
    } | sizes
