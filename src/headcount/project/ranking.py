"""The policies in order, by several ideas of what is good, and whether the order holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from headcount.project.losses import Losses
from headcount.project.scenarios import LEVELS, interval
from headcount.values.cases import Policy
from headcount.values.decisions import Standing
from headcount.values.estimates import Floats, Ints

RESAMPLES = 1000
WEIGHTINGS = 500
_NOISE = 2.0
"""standard errors by which the first two must differ to be told apart"""


def standings(
    found: Losses, policies: Sequence[Policy], *, seed: int, limits: Mapping[str, float] | None = None
) -> tuple[Standing, ...]:
    """Every policy with its loss, the least expected loss first.

    ``limits`` gives outcomes (by name, in their own unit) the value that they must not exceed (not fall below, where
    more is better).
    """
    loss = found.loss
    means, ends = loss.mean(axis=1), quantiles(loss)
    apart = loss - loss.min(axis=0)
    worst, far = tail_means(loss), np.partition(apart, _at(apart, 0.9), axis=1)[:, _at(apart, 0.9)]
    best = best_shares(loss)
    places, weightings = resampled_places(loss, seed), weighting_shares(found.scaled, seed)
    kept = satisfied(found, limits or {})
    made = [
        Standing(
            policy=policy.name,
            label=policy.label,
            loss=interval(ends[p]),
            mean=float(means[p]),
            worst_decile=float(worst[p]),
            regret=float(apart[p].mean()),
            regret90=float(far[p]),
            p_best=float(best[p]),
            satisfies=None if not limits and p == 0 else float(kept[p]),
            places=tuple(float(share) for share in places[p]),
            weightings=float(weightings[p]),
        )
        for p, policy in enumerate(policies)
    ]
    return tuple(made[p] for p in np.argsort(means, kind="stable"))


def _at(values: Floats, share: float) -> int:
    return min(int(values.shape[1]) - 1, int(share * values.shape[1]))


def quantiles(loss: Floats) -> Floats:
    """Quantiles at ``LEVELS``, shape (policies, levels): those of ``numpy.quantile``, which sorts and takes longer."""
    draws = loss.shape[1]
    place = np.array(LEVELS) * (draws - 1)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, draws - 1)
    parted = np.partition(loss, np.unique(np.concatenate([below, above])), axis=1)
    low, high = parted[:, below], parted[:, above]
    return np.asarray(low + (high - low) * (place - below))


def tail_means(loss: Floats) -> Floats:
    """Mean loss over the worst tenth of draws (conditional value at risk), shape (policies,)."""
    size = max(1, loss.shape[1] // 10)
    return np.asarray(np.partition(loss, -size, axis=1)[:, -size:].mean(axis=1))


def best_shares(loss: Floats) -> Floats:
    """Share of draws in which each policy has the least loss; equals share the draw. Shape (policies,), sum 1."""
    best = loss == loss.min(axis=0)
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))


def resampled_places(loss: Floats, seed: int) -> Floats:
    """How often each policy takes each place by expected loss when the draws are drawn again.

    Means of resampled draws are drawn from their joint normal law, to which the bootstrap (Efron 1979) tends; over
    thousands of draws it cannot be told from it and costs no second pass.

    Returns
    -------
    array of shape (policies, places), each row and column summing to 1
    """
    policies, draws = loss.shape
    spread = np.atleast_2d(np.cov(loss)) / draws if draws > 1 else np.zeros((policies, policies))
    values, vectors = np.linalg.eigh(spread)
    normal = np.random.default_rng([seed, 7]).standard_normal((RESAMPLES, policies))
    means = loss.mean(axis=1) + normal @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    return _shares(np.argsort(np.argsort(means, axis=1, kind="stable"), axis=1, kind="stable"), policies)


def _shares(places: Ints, policies: int) -> Floats:
    return np.stack([(places == place).mean(axis=0) for place in range(policies)], axis=1)


def weighting_shares(scaled: Floats, seed: int) -> Floats:
    """Share of all weightings of the same outcomes, each as likely, that each policy wins; shape (policies,)."""
    outcomes, policies, _ = scaled.shape
    weights = np.random.default_rng([seed, 8]).dirichlet(np.ones(outcomes), WEIGHTINGS)
    won = (weights @ scaled.mean(axis=2)).argmin(axis=1)
    return np.asarray(np.bincount(won, minlength=policies) / WEIGHTINGS)


def satisfied(found: Losses, limits: Mapping[str, float]) -> Floats:
    """Share of draws in which each policy keeps every limit (Simon 1956), shape (policies,).

    Without limits: in which no weighed outcome is worse than under the first policy.
    """
    keeps = np.ones(found.loss.shape, dtype=np.bool_)
    for weight, values in zip(found.weights, found.scaled, strict=True):
        sign = -1.0 if weight.more_is_better else 1.0
        if not limits:
            keeps &= values <= values[0]
        elif weight.outcome in limits:
            keeps &= values <= sign * limits[weight.outcome] / weight.basis
    return np.asarray(keeps.mean(axis=1))


def settled(loss: Floats) -> bool:
    """Whether the two policies of least expected loss differ by more than the noise of the draws."""
    if len(loss) < 2:
        return True
    first, second = np.argsort(loss.mean(axis=1), kind="stable")[:2]
    lead = loss[second] - loss[first]
    return bool(lead.mean() > _NOISE * lead.std() / np.sqrt(lead.size))
