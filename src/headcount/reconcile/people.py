"""From cell means to whole people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headcount.reconcile.evidence import Evidence
from headcount.values.estimates import Floats, Ints

_MOST = 1e9
"""Ceiling of a cell mean: more people than any country but two has"""


def whole(means: Floats, evidence: Sequence[Evidence], wrong: Floats, rng: np.random.Generator) -> Ints:
    """Whole people in each leaf cell: a Poisson count around its mean, given the small counts printed.

    A small count is taken at its word in each draw in which the figure is right: five children are five in all
    those draws, spread over their cells as the means have it, and nobody is nobody.

    Parameters
    ----------
    means
        Shape (draws, cells).
    wrong
        Shape (draws, figures): probability that each figure is wrong, given the unknowns of the draw.
    """
    people = rng.poisson(np.minimum(means, _MOST)).astype(np.int64)
    fixed = np.zeros(means.shape[1], dtype=bool)
    small = [i for i, item in enumerate(evidence) if item.counted]
    for i in sorted(small, key=lambda i: (len(evidence[i].cells), i)):
        cells = evidence[i].cells
        if not fixed[cells].any():
            right = rng.random(len(means)) >= wrong[:, i]
            people[np.ix_(right, cells)] = _spread(evidence[i], means[np.ix_(right, cells)], rng)
            fixed[cells] = True
    return people


def _spread(item: Evidence, means: Floats, rng: np.random.Generator) -> NDArray[np.int64]:
    """The printed count with its own error, spread over its cells; shape (draws, cells)."""
    count = np.rint(item.value * np.exp(item.sd * rng.standard_normal(len(means)))).astype(np.int64)
    share = means / means.sum(axis=1, keepdims=True)
    return np.asarray(rng.multinomial(count, share), dtype=np.int64)
