"""The one composer: figures to an estimate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headcount.errors import CaseError
from headcount.ledger import Cells
from headcount.reconcile import answers, conflicts, echoes, effects, mode, model, people, sampler, scope, terms
from headcount.reconcile.diagnostics import effective, split_rhat
from headcount.reconcile.evidence import gather
from headcount.reconcile.model import Model
from headcount.reconcile.sampler import Sample
from headcount.values.cases import Case
from headcount.values.estimates import Estimate, Floats
from headcount.values.figures import Reading

_ENOUGH = 100.0
"""Independent draws that each answer's draws must be worth: its median is then known to an eighth of its sd.

Effective sizes are counted over all chains, so they fall where chains disagree. Split-R-hat is printed and not
steered by: over chains of 32 draws it stands near 1.1 where medians are within 0.06 sd of a run ten times as long.
"""
_LEAST_KEPT = 32
"""Draws of each chain, at the least, however few are asked for: fewer do not tell whether chains agree"""


def reconcile(readings: Sequence[Reading], case: Case, *, seed: int, digest: str, draws: int = 1000) -> Estimate:
    """One estimate from all figures of ``readings``.

    Parameters
    ----------
    readings
        What was read, in the order of the documents.
    case
        The dimensions of the account, its prior, its questions, and the date it speaks of.
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
    if draws < 1:
        raise CaseError(f"draws: {draws} is no number of draws; ask for 1 or more")
    _check(case)
    cells = Cells.from_case(case)
    used, unused = gather(readings, case, cells)
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    evidence, covered = scope.largest_parts(echoes.clusters(used, figures))
    evidence, aside = scope.not_everyone(evidence)
    evidence = model.by_kind(evidence)
    posterior = model.build(evidence, case, effects.effects(case, cells))
    peak = mode.find(posterior)
    rng = np.random.default_rng(seed)
    questions = (*case.questions, *answers.held_by_origin(case, cells, evidence))
    maybe = answers.unspoken(case, cells)
    masks = np.array([cells.mask(q.select) for q in (*questions, *maybe)]).reshape(-1, cells.size)
    asked = masks[: len(questions)]
    sample = sampler.sample(
        posterior,
        peak,
        rng,
        kept=max(_LEAST_KEPT, -(-draws // sampler.CHAINS)),
        settled=lambda v: min(map(effective, _log_answers(posterior, v, asked))) >= _ENOUGH,
    )
    means, wrong = _thinned(posterior, sample, draws)
    counts = people.whole(means, evidence, wrong, rng)
    size = counts.astype(np.float64)
    found = answers.answers((*questions, *maybe), size, evidence, answers.influence(posterior, peak, masks), cells)
    others = terms.leave_one_out(posterior, peak)
    return Estimate(
        axes=tuple((axis.name, axis.leaves) for axis in cells.axes),
        draws=counts.reshape(draws, *cells.shape),
        answers=found[: len(questions)],
        terms=terms.terms(evidence, means, size, wrong, others),
        conflicts=conflicts.conflicts(evidence, others, wrong.mean(axis=0)),
        unused=(*unused, *covered, *aside),
        silent=tuple(answer for answer in found if answers.is_silent(answer)),
        seed=seed,
        digest=digest,
        diagnostics=_diagnostics(posterior, sample, asked),
    )


def _check(case: Case) -> None:
    for dimension in (case.origin, case.group, case.state):
        if not dimension.leaves:
            raise CaseError(f"{dimension.name}: the case has no leaves there; name at least one")


def _thinned(posterior: Model, sample: Sample, draws: int) -> tuple[Floats, Floats]:
    """Cell means (draws, cells) and P(wrong) (draws, figures), evenly thinned over all chains."""
    chains, kept, size = sample.v.shape
    flat = sample.v.transpose(1, 0, 2).reshape(chains * kept, size)
    at = posterior.look(flat[np.linspace(0, len(flat) - 1, draws).round().astype(int)])
    return at.means, at.wrong[:, :-1]


def _log_answers(posterior: Model, v: Floats, masks: Floats) -> Floats:
    """Log of every answer (or of everyone) in draws (chains, kept, size): shape (answers, chains, kept)."""
    chains, kept, size = v.shape
    means = np.exp(posterior.effects.log_cells(v.reshape(-1, size)))
    asked = masks if len(masks) else np.ones((1, means.shape[1]))
    return np.log(means @ asked.T).reshape(chains, kept, -1).transpose(2, 0, 1)


def _diagnostics(posterior: Model, sample: Sample, masks: Floats) -> dict[str, float]:
    """Agreement of the chains over the log of every answer, and over every log scale."""
    chains, kept, _ = sample.v.shape
    answered = _log_answers(posterior, sample.v, masks)
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
        "figures": float(len(posterior.number) - 1),
        "cells": float(posterior.effects.cells.size),
    }
