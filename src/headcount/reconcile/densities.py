"""The data model: how a printed number spreads around what it counts.

``eta`` is the log of the population (or share) a figure speaks of plus the effect of its source. Each density is
that of log y given eta, or of the count y for small counts, and comes with its slope in eta, its slope in log s (s the
sd of the error) and its curvature in eta (minus the second derivative), all of the shape of ``eta``.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln, log_ndtr

from headcount.values.estimates import Floats

_LOG_ROOT_2PI = 0.5 * math.log(2.0 * math.pi)


class Density(NamedTuple):
    """Log density with its slopes and curvature."""

    log: Floats
    slope: Floats
    slope_log_s: Floats
    curvature: Floats


def normal(away: Floats, s: Floats) -> Density:
    """Normal error of log y: ``away`` = log y - eta."""
    z = away / s
    return Density(-0.5 * z * z - np.log(s) - _LOG_ROOT_2PI, z / s, z * z - 1.0, np.broadcast_to(s**-2.0, z.shape))


def one_sided(away: Floats, s: Floats, gap: Floats) -> Density:
    """Normal error and an exponential one of mean ``|gap|``: exponentially modified normal, log-concave.

    ``gap`` > 0: the printed number is a floor, log y = eta - E + e; < 0: a ceiling, log y = eta + E + e.
    """
    side = np.sign(gap)
    mean = np.abs(gap)
    t = -away * side  # E plus noise, seen from the printed number
    z = t / s - s / mean
    log_tail = log_ndtr(z)
    ratio = np.exp(-0.5 * z * z - _LOG_ROOT_2PI - log_tail)  # normal density over distribution
    log = s * s / (2.0 * mean * mean) - t / mean + log_tail - np.log(mean)
    slope = (-1.0 / mean + ratio / s) * side
    slope_log_s = s * (s / (mean * mean) - ratio * (t / (s * s) + 1.0 / mean))
    return Density(log, slope, slope_log_s, ratio * (ratio + z) / (s * s))


def between(away: Floats, s: Floats, width: Floats) -> Density:
    """Anywhere in an interval of length ``width`` around the middle, with normal edges: flat inside."""
    high, low = (away + 0.5 * width) / s, (away - 0.5 * width) / s
    flip = low > 0.0
    upper, lower = np.where(flip, -low, high), np.where(flip, -high, low)
    log_upper = log_ndtr(upper)
    log_mass = log_upper + np.log1p(-np.exp(np.minimum(log_ndtr(lower) - log_upper, -1e-12)))
    at_high = np.exp(-0.5 * high * high - _LOG_ROOT_2PI - log_mass)
    at_low = np.exp(-0.5 * low * low - _LOG_ROOT_2PI - log_mass)
    slope = (at_low - at_high) / s
    slope_log_s = at_low * low - at_high * high
    curvature = (slope * s) ** 2 + at_high * high - at_low * low
    return Density(log_mass - np.log(width), slope, slope_log_s, np.maximum(curvature, 0.0) / (s * s))


def counted(y: Floats, eta: Floats, s: Floats) -> Density:
    """A count of whole people with relative error ``s``: gamma-mixed Poisson (negative binomial).

    Zero is a count like any other. The error of a count does not stretch, so its slope in log s is 0.
    """
    k = s**-2.0
    mean = np.exp(np.minimum(eta, 40.0))
    share = mean / (k + mean)
    log = gammaln(y + k) - gammaln(k) - gammaln(y + 1.0) + k * np.log1p(-share) + y * (eta - np.log(k + mean))
    slope = y - (y + k) * share
    return Density(log, slope, np.zeros_like(eta), (y + k) * share * (1.0 - share))


def mixed(right: Density, wrong: Density, p_wrong: float) -> tuple[Density, Floats]:
    """A figure is wrong with prior probability ``p_wrong``; also the log odds that it is, given eta.

    The curvature leaves out the (negative) part that comes from not knowing which: it serves as a metric.
    """
    log_right = right.log + math.log1p(-p_wrong)
    log_wrong = wrong.log + math.log(p_wrong)
    log = np.logaddexp(log_right, log_wrong)
    weight = np.exp(log_wrong - log)

    def mix(a: Floats, b: Floats) -> Floats:
        return np.asarray((1.0 - weight) * a + weight * b)

    both = Density(
        log,
        mix(right.slope, wrong.slope),
        mix(right.slope_log_s, wrong.slope_log_s),
        mix(right.curvature, wrong.curvature),
    )
    return both, weight
