"""Each figure against the estimate, and against what the other figures imply without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headcount.reconcile.answers import PRIOR_ONLY, from_case_alone, interval
from headcount.reconcile.posterior import Posterior
from headcount.values.estimates import Floats, Interval, Term


@dataclass(frozen=True, slots=True)
class Others:
    """What all figures but one imply for the log of that one's population, each (figures,).

    ``prior_only`` near 1: nothing else speaks of these people.
    """

    mean: Floats
    sd: Floats
    prior_only: Floats


def leave_one_out(posterior: Posterior) -> Others:
    """Approximate leave-one-out predictions at the mode.

    With J_i the row of figure i, w_i its curvature, e_i its slope and c_i = g_i' H^-1 J_i: leaving it out changes the
    mean of its log population by -c_i e_i / (1 - w_i s_i^2) and adds c_i^2 w_i / (1 - w_i s_i^2) to its variance
    (Cook & Weisberg 1982, chapter 3; scales held).
    """
    mode = posterior.mode
    own = _own_rows(posterior)
    solved = mode.solve(np.concatenate([own, mode.J[:-1]]))
    of_own, of_terms = solved[: len(own)], solved[len(own) :]
    weights, pull = mode.weights[:-1], mode.at.density.slope[0, :-1]
    variance = np.einsum("ij,ij->i", own, of_own)
    left = 1.0 - np.clip(weights * np.einsum("ij,ij->i", mode.J[:-1], of_terms), 0.0, 0.999)
    across = np.einsum("ij,ij->i", own, of_terms)
    log_size = mode.at.eta[0, :-1] - mode.at.bias[0, :-1]
    without = np.maximum(variance + across**2 * weights / left, 0.0)
    prior_only = np.clip(without / from_case_alone(mode, own), 0.0, 1.0)
    return Others(log_size - across * pull / left, np.sqrt(without), prior_only)


def _own_rows(posterior: Posterior) -> Floats:
    """d log population (or share) / dv of each figure, without the effect of its source."""
    model, rows = posterior.model, posterior.mode.J[:-1].copy()
    rows[:, model.bias_columns] = 0.0
    return rows


def terms(posterior: Posterior, people: Floats, others: Others) -> tuple[Term, ...]:
    """One term for each piece of evidence, in the order in which they were said.

    ``people`` has shape (draws, figures): whom each counts, of shares the share.
    """
    wrong = posterior.wrong.mean(axis=0)
    return tuple(
        Term(
            figures=item.figures,
            select=item.select,
            base=item.base_select,
            value=item.number,
            sd=item.sd,
            bound=item.bound,
            p_wrong=float(wrong[i]),
            fitted=interval(people[:, i]),
            others=_implied(others, i),
        )
        for i, item in sorted(enumerate(posterior.evidence), key=lambda entry: entry[1].order)
    )


def _implied(others: Others, i: int) -> Interval | None:
    if others.prior_only[i] >= PRIOR_ONLY:
        return None
    ends = others.mean[i] + others.sd[i] * np.array([0.0, -0.6744898, 0.6744898, -1.6448536, 1.6448536])
    return Interval(*(float(end) for end in np.exp(ends)))
