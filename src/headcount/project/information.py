"""What it is worth to learn something before deciding."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from headcount.project.sensitivity import rank_correlation
from headcount.values.decisions import Influence
from headcount.values.estimates import Floats, Ints

_IN_BIN = 40
"""draws that a bin should hold; between 4 and 20 bins"""
_SHUFFLES = 8


def worth_of_all(loss: Floats) -> float:
    """Loss avoided on average by knowing the draw before deciding (Raiffa & Schlaifer 1961)."""
    return float(loss.mean(axis=1).min() - loss.min(axis=0).mean())


def influences(loss: Floats, causes: Mapping[str, Floats], *, seed: int) -> tuple[Influence, ...]:
    """The worth of learning each cause, strongest first.

    The draws are sorted into bins of equal size by the cause, and the best policy of each bin is taken (Strong & Oakley
    2013). The worth that bins find in a cause without meaning, the same draws shuffled, is taken off.

    Parameters
    ----------
    loss
        shape (policies, draws)
    causes
        name -> values, shape (draws,)
    """
    if len(loss) < 2 or loss.shape[1] < 8:
        return ()
    best, second = (int(p) for p in np.argsort(loss.mean(axis=1), kind="stable")[:2])
    lead = loss[second] - loss[best]
    rng = np.random.default_rng([seed, 9])
    nothing = float(np.mean([_worth(loss, rng.permutation(loss.shape[1]), None)[0] for _ in range(_SHUFFLES)]))
    made = []
    for name, values in causes.items():
        if np.ptp(values) == 0:
            continue
        worth, switches = _worth(loss, np.argsort(values, kind="stable"), values)
        made.append(Influence(name, max(0.0, worth - nothing), switches, rank_correlation(lead, values)))
    return tuple(sorted(made, key=lambda one: (-one.worth, -abs(one.correlation), one.cause)))


def _worth(loss: Floats, order: Ints, values: Floats | None) -> tuple[float, float]:
    """(loss avoided, share of draws in bins whose best policy is another one)."""
    starts = _bins(order, values)
    sizes = np.diff(starts, append=order.size)
    sums = np.add.reduceat(loss[:, order], starts, axis=1)
    best = int(sums.sum(axis=1).argmin())
    avoided = (sums[best] - sums.min(axis=0)).sum() / order.size
    return float(avoided), float(sizes[sums.argmin(axis=0) != best].sum() / order.size)


def _bins(order: Ints, values: Floats | None) -> Ints:
    """Where each bin starts in ``order``; equal values are kept together where there are few of them."""
    number = int(np.clip(order.size // _IN_BIN, 4, 20))
    even = np.arange(number) * order.size // number
    if values is None:
        return even
    changes = np.flatnonzero(np.diff(values[order])) + 1
    return np.concatenate([[0], changes]) if len(changes) < number else even
