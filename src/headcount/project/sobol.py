"""Which input an outcome hangs on, alone and together with others: Sobol's indices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import qmc

from headcount.errors import UsageError
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class Indices:
    """Shares of the variance, each of shape (inputs,), with standard errors."""

    first: Floats
    """through the input alone"""
    first_error: Floats
    total: Floats
    """through the input alone and with any others"""
    total_error: Floats


def design(inputs: int, samples: int, *, seed: int) -> Floats:
    """Points of the unit cube at which a model must be run (Saltelli 2010, table 2, radial by columns).

    Returns
    -------
    array of shape (inputs + 2, samples, inputs)
        The sample A, the sample B, and A with each one column taken from B.

    Raises
    ------
    UsageError
        ``samples`` is no power of two, or there is no input.
    """
    if inputs < 1 or samples < 2 or samples & (samples - 1):
        raise UsageError(f"{samples} samples of {inputs} inputs: give one input or more and a power of two of samples")
    points = qmc.Sobol(2 * inputs, seed=np.random.default_rng(seed)).random(samples)
    a, b = points[:, :inputs], points[:, inputs:]
    mixed = np.broadcast_to(a, (inputs, samples, inputs)).copy()
    each = np.arange(inputs)
    mixed[each, :, each] = b.T
    return np.concatenate([a[None], b[None], mixed])


def indices(results: Floats) -> Indices:
    """Indices from a model's results at the points of :func:`design`.

    First order by Saltelli et al. 2010, equation (b) of table 2; total by Jansen 1999. Errors are those of the means.

    Parameters
    ----------
    results
        shape (inputs + 2, samples): at A, at B, and at A with each one column of B
    """
    middle = results[:2].mean()
    a, b, mixed = results[0] - middle, results[1] - middle, results[2:] - middle
    variance = np.concatenate([a, b]).var()
    if variance <= np.finfo(np.float64).eps * middle**2:
        nothing = np.zeros(len(mixed))
        return Indices(nothing, nothing, nothing, nothing)
    moved = mixed - a
    alone, whole = b * moved / variance, 0.5 * moved**2 / variance
    root = np.sqrt(a.size)
    return Indices(alone.mean(axis=1), alone.std(axis=1) / root, whole.mean(axis=1), whole.std(axis=1) / root)
