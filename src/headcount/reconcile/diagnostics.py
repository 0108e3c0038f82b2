"""Whether the chains agree and how many independent draws they are worth (Vehtari et al. 2021, sections 2 and 3)."""

from __future__ import annotations

import numpy as np

from headcount.values.estimates import Floats


def split_rhat(x: Floats) -> float:
    """Split-R-hat of draws (chains, draws): 1 where both halves of all chains look alike."""
    half = x.shape[1] // 2
    if half < 2:
        return float("nan")
    parts = np.concatenate([x[:, :half], x[:, -half:]])
    within = float(parts.var(axis=1, ddof=1).mean())
    between = half * float(parts.mean(axis=1).var(ddof=1))
    if within == 0.0:
        return 1.0
    return float(np.sqrt(((half - 1) / half * within + between / half) / within))


def effective(x: Floats) -> float:
    """Effective number of independent draws in (chains, draws), by Geyer's initial positive sequence."""
    chains, n = x.shape
    centred = x - x.mean(axis=1, keepdims=True)
    lags = np.array([np.einsum("ct,ct->c", centred[:, : n - k], centred[:, k:]).mean() / n for k in range(n)])
    within = lags[0] * n / (n - 1)
    if within == 0.0:
        return float(chains * n)
    between = float(x.mean(axis=1).var(ddof=1)) if chains > 1 else 0.0
    spread = within * (n - 1) / n + between
    rho = 1.0 - (within - lags * n / (n - 1)) / spread
    time, least = -1.0, np.inf
    for k in range(0, n - 1, 2):
        pair = rho[k] + rho[k + 1]
        if pair < 0.0:
            break
        least = min(least, pair)
        time += 2.0 * least
    return float(chains * n / max(time, 1.0 / np.log10(chains * n)))
