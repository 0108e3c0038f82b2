"""The scales at the mode: how much countries, years and sources differ, and how far hedges are off.

The joint mode of effects and scales does not exist (it runs to scales of zero), so the scales are set by expectation
maximisation: each to the peak of its density with the effects, and their uncertainty, averaged over. Without this a
first answer rests on the scales of the tables, and is far too sure where figures scatter more than their hedges say.
(Dempster, Laird & Rubin 1977; the averages are those of the Gaussian around the mode.)
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from headcount.reconcile.model import BIAS_SCALE, BIAS_SCALE_SD, KAPPA_SD, Model, Slopes
from headcount.reconcile.system import SCALE_SD
from headcount.values.estimates import Floats

_NEWTON = 8
_FARTHEST = 4.0
"""Sds of its prior that a scale may be moved to"""


def settled(model: Model, v: Floats, at: Slopes, spread: Floats, reach: Floats) -> Floats:
    """``v`` with every scale moved to where the effects and the figures put it; the effects stay as large as they are.

    Parameters
    ----------
    spread
        Posterior variance of each unknown, shape (size,).
    reach
        Posterior variance of the log population of each figure, shape (figures + 1,).
    """
    out = v.copy()
    for column, where, _, sd in families(model):
        square = float(v[where] @ v[where] + spread[where].sum())
        out[column] = _peak(square, where.stop - where.start, sd, float(v[column]))
        out[where] = v[where] * np.exp(sd * (v[column] - out[column]))
    out[model.kappa_column] = _kappa(model, v, at, reach)
    return out


def families(model: Model) -> Iterator[tuple[int, slice, float, float]]:
    """Column of each log scale, the unknowns it scales, its median and the sd of its log."""
    for k, family in enumerate(model.system.families):
        yield model.system.size + k, slice(family.start, family.stop), family.scale, SCALE_SD
    if model.sources:
        yield model.bias_scale_column, model.bias_columns, BIAS_SCALE, BIAS_SCALE_SD


def _peak(square: float, n: int, sd: float, old: float) -> float:
    """Peak in t of -t^2/2 - n sd t - square exp(2 sd (old - t)) / 2, by Newton's steps on a concave function."""
    t = old
    for _ in range(_NEWTON):
        pull = square * np.exp(2.0 * sd * (old - t))
        t += (-t - n * sd + sd * pull) / (1.0 + 2.0 * sd * sd * pull)
        t = float(np.clip(t, -_FARTHEST, _FARTHEST))
    return t


def _kappa(model: Model, v: Floats, at: Slopes, reach: Floats) -> float:
    """The same for log kappa, from two-sided figures, each as far as it is believed to be right."""
    plain = model.plain
    old = float(v[model.kappa_column])
    believed = (1.0 - at.wrong[0])[plain]
    off = np.log(model.number[plain]) - at.eta[0, plain]
    stretched = np.exp(KAPPA_SD * old) * model.sd[plain]
    square = float(believed @ ((off**2 + reach[plain]) / stretched**2))
    return _peak(square, round(float(believed.sum())), KAPPA_SD, old)
