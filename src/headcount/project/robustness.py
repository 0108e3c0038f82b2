"""How policies rank, and whether the rank holds when the numbers are wrong."""

from __future__ import annotations

import numpy as np

from headcount.project.scenarios import Totals
from headcount.values.estimates import Floats
from headcount.values.scenarios import Rank


def rank(found: Totals) -> tuple[Rank, ...]:
    """Mean, worst decile, regret and share of draws won, for each outcome and policy."""
    return tuple(
        Rank(
            policy=policy.name,
            outcome=measure.name,
            mean=float(total[p].mean()),
            worst_decile=worst_decile(total[p], measure.more_is_better),
            regret=float(np.quantile(regrets(total, measure.more_is_better)[p], 0.9)),
            p_best=float(shares_won(total, measure.more_is_better)[p]),
        )
        for measure, total in zip(found.measures, found.totals, strict=True)
        for p, policy in enumerate(found.policies)
    )


def worst_decile(values: Floats, more_is_better: bool) -> float:
    """Mean over the worst tenth of draws: the largest values, or the smallest where more is better."""
    worst = np.sort(values) if more_is_better else np.sort(values)[::-1]
    return float(worst[: max(1, len(values) // 10)].mean())


def regrets(total: Floats, more_is_better: bool) -> Floats:
    """Distance to the best policy of the same draw, shape (policies, trajectories), never below zero (Savage 1951)."""
    best = total.max(axis=0) if more_is_better else total.min(axis=0)
    return np.asarray(np.abs(total - best))


def shares_won(total: Floats, more_is_better: bool) -> Floats:
    """Share of draws in which each policy is the best one; equals share the draw. Shape (policies,), sum 1."""
    best = regrets(total, more_is_better) == 0
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))
