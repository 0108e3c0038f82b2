"""How good draws were once the number is known."""

from __future__ import annotations

import numpy as np

from headcount.values.estimates import Floats


def crps(draws: Floats, value: float) -> float:
    """Continuous ranked probability score of ``draws`` for ``value``: its distance to them, less half of theirs.

    Zero for draws that all hit, the absolute error for draws that all agree (Gneiting & Raftery 2007, equation 21, over
    all pairs of draws).

    Parameters
    ----------
    draws
        shape (draws,), at least one
    """
    ordered = np.sort(draws)
    size = ordered.size
    apart = (ordered * (2 * np.arange(1, size + 1) - size - 1)).sum() / size**2
    return float(np.abs(ordered - value).mean() - apart)
