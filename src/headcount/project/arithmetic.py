"""Arithmetic on lanes: hashing, logarithm, exponential, normal and binomial quantiles.

Each function is written once and run twice: by NumPy on whole arrays, and compiled on one number at a time. It uses
only operations that IEEE 754 rounds exactly (+ - * / and the square root), the floor and bit patterns, and no library's
exp or log, so both ways give the same bits on every machine. In compiled code :func:`pick`, :func:`as_bits` and
:func:`as_real` are replaced by single instructions (see ``abreast.py``).
"""

from __future__ import annotations

from typing import Any

import numpy as np

NORMAL_FROM = 16.0
"""expected count above which a binomial is drawn from its normal expansion and no longer by inversion"""
MOST = 700.0
"""monthly hazards are cut here: everyone leaves within the month long before"""

LONGEST = 128
"""most steps of an inversion; the chance of more is below 1e-60 where expected counts are below NORMAL_FROM"""
ELEMENTWISE = (
    "mixed",
    "uniform",
    "_artanh",
    "log",
    "log_rest",
    "_halved",
    "gone",
    "exp",
    "normal_quantile",
    "by_expansion",
)
"""the functions below that compiled code takes over as they are"""

Lanes = Any
"""an array of numbers, one per lane, or one number in compiled code"""

WEYL = np.uint64(0x9E3779B97F4A7C15)
_MIX1, _MIX2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31, _S12, _S52 = (np.uint64(n) for n in (27, 30, 31, 12, 52))
_ONE = np.uint64(0x3FF0000000000000)
_FRACTION = np.uint64(0x000FFFFFFFFFFFFF)
_INTEGER = np.uint64(0x4330000000000000)
"""bits of 2^52: a whole number below 2^52 in the low bits makes the float 2^52 + number"""
_SHIFT = 4503599627370496.0 + 1023.0


def pick(condition: Lanes, this: Lanes, other: Lanes) -> Lanes:
    """``this`` where the condition holds, else ``other``; both are computed."""
    return np.where(condition, this, other)


def as_bits(x: Lanes) -> Lanes:
    """The bit pattern of a float."""
    return x.view(np.uint64)


def as_real(bits: Lanes) -> Lanes:
    """The float with this bit pattern."""
    return bits.view(np.float64)


def mixed(z: Lanes) -> Lanes:
    """The finaliser of SplitMix64 (Steele, Lea & Flood 2014, figure 13)."""
    z = (z ^ (z >> _S30)) * _MIX1
    z = (z ^ (z >> _S27)) * _MIX2
    return z ^ (z >> _S31)


def uniform(key: Lanes, step: Lanes) -> Lanes:
    """A number in (0, 1): the stream of ``key`` at ``step``, a multiple of ``WEYL``."""
    return as_real((mixed(key + step) >> _S12) | _ONE) - (1.0 - 2.0**-53)


def log(x: Lanes) -> Lanes:
    """Natural logarithm of normal positive numbers."""
    bits = as_bits(x)
    power = as_real((bits >> _S52) | _INTEGER) - _SHIFT
    m = as_real((bits & _FRACTION) | _ONE)
    large = m > 1.4142135623730951
    m = pick(large, 0.5 * m, m)
    power = pick(large, power + 1.0, power)
    f = (m - 1.0) / (m + 1.0)
    return power * 0.6931471805599453 + 2.0 * f * _artanh(f * f)


def log_rest(p: Lanes) -> Lanes:
    """log(1 - p) for p up to 1/2, accurate for the smallest p."""
    f = p / (2.0 - p)
    return -2.0 * f * _artanh(f * f)


def _artanh(s: Lanes) -> Lanes:
    """artanh(f) / f for s = f * f up to 1/9, as its series."""
    y = 1.0 / 31.0
    y = y * s + 1.0 / 29.0
    y = y * s + 1.0 / 27.0
    y = y * s + 1.0 / 25.0
    y = y * s + 1.0 / 23.0
    y = y * s + 1.0 / 21.0
    y = y * s + 1.0 / 19.0
    y = y * s + 1.0 / 17.0
    y = y * s + 1.0 / 15.0
    y = y * s + 1.0 / 13.0
    y = y * s + 1.0 / 11.0
    y = y * s + 1.0 / 9.0
    y = y * s + 1.0 / 7.0
    y = y * s + 1.0 / 5.0
    y = y * s + 1.0 / 3.0
    return y * s + 1.0


def gone(h: Lanes) -> Lanes:
    """1 - exp(-h) for 0 <= h <= MOST: the chance to have left, accurate for the smallest hazards."""
    scale, rest = _halved(-h)
    return (1.0 - scale) - scale * rest


def exp(x: Lanes) -> Lanes:
    """Exponential of -MOST <= x <= 0."""
    scale, rest = _halved(x)
    return scale + scale * rest


def _halved(x: Lanes) -> tuple[Lanes, Lanes]:
    """``scale``, a power of two, and ``rest`` with exp(x) = scale * (1 + rest)."""
    k = np.floor(x * 1.4426950408889634 + 0.5)
    r = (x - k * 0.6931471803691238) - k * 1.9082149292705877e-10
    y = 1.0 / 6227020800.0
    y = y * r + 1.0 / 479001600.0
    y = y * r + 1.0 / 39916800.0
    y = y * r + 1.0 / 3628800.0
    y = y * r + 1.0 / 362880.0
    y = y * r + 1.0 / 40320.0
    y = y * r + 1.0 / 5040.0
    y = y * r + 1.0 / 720.0
    y = y * r + 1.0 / 120.0
    y = y * r + 1.0 / 24.0
    y = y * r + 1.0 / 6.0
    y = y * r + 0.5
    return as_real(as_bits(k + _SHIFT) << _S52), r + r * r * y


def normal_quantile(u: Lanes) -> Lanes:
    """Inverse of the normal distribution, error below 1e-6 (Wichura 1988, algorithm AS 241, PPND7)."""
    q = u - 0.5
    s = 0.180625 - q * q
    middle = q * (((59.109374720 * s + 159.29113202) * s + 50.434271938) * s + 3.3871327179)
    middle = middle / (((67.187563600 * s + 78.757757664) * s + 17.895169469) * s + 1.0)
    t = np.sqrt(-log(pick(u < 0.5, u, 1.0 - u)))
    r = t - 1.6
    near = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
    near = near / ((0.12021132975 * r + 0.73700164250) * r + 1.0)
    r = t - 5.0
    far = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
    far = far / ((0.012258202635 * r + 0.24197894225) * r + 1.0)
    tail = pick(t <= 5.0, near, far)
    return pick(s >= 0.0, middle, pick(q > 0.0, tail, -tail))


def by_expansion(n: Lanes, rare: Lanes, z: Lanes) -> Lanes:
    """Binomial quantile by Cornish & Fisher (1938) to the fourth cumulant, with Sheppard's terms for whole numbers.

    The count is the rounded value of a continuous one, whose variance is smaller by 1/12 and whose fourth cumulant is
    larger by 1/120. Without these two the error is fifteen times larger. ``z`` is the normal quantile.
    """
    spread = n * rare * (1.0 - rare)
    square = spread - 1.0 / 12.0
    square = pick(square > 1.0, square, 1.0)
    sd = np.sqrt(square)
    part = 1.0 / square
    skew = spread * (1.0 - 2.0 * rare) * part * (sd * part)
    peak = (spread * (1.0 - 6.0 * rare * (1.0 - rare)) + 1.0 / 120.0) * (part * part)
    zz = z * z
    w = skew * (zz - 1.0) * (1.0 / 6.0) + z * (
        1.0 + peak * (zz - 3.0) * (1.0 / 24.0) - skew * skew * (2.0 * zz - 5.0) * (1.0 / 36.0)
    )
    k = np.floor(n * rare + sd * w + 0.5)
    k = pick(k < n, k, n)
    return pick(k > 0.0, k, 0.0)
