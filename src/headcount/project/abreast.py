"""Compiled draws from the binomial law, many lanes at a time; the arithmetic is that of ``arithmetic.py``.

Import this module where it is used, never at the top: it loads the compiler.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import types
from numba.extending import intrinsic, overload, register_jitable

from headcount.project import arithmetic
from headcount.project.arithmetic import (
    LONGEST,
    NORMAL_FROM,
    by_expansion,
    exp,
    log_rest,
    normal_quantile,
    uniform,
)

_OPTIONS: Any = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
_TOGETHER = 32
"""lanes that an inversion takes together"""
compiled = njit(**_OPTIONS)
"""called from compiled code only"""


def _select(typing, condition, this, other):  # type: ignore[no-untyped-def]
    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.select(*arguments)

    return types.float64(types.boolean, types.float64, types.float64), code


def _as_word(typing, x):  # type: ignore[no-untyped-def]
    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.bitcast(arguments[0], ir.IntType(64))

    return types.uint64(types.float64), code


def _as_float(typing, bits):  # type: ignore[no-untyped-def]
    def code(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        return builder.bitcast(arguments[0], ir.DoubleType())

    return types.float64(types.uint64), code


# one instruction each; Any, because the stubs take the typing context for an argument of the call
select: Any = intrinsic(_select)
_bits: Any = intrinsic(_as_word)
_real: Any = intrinsic(_as_float)


@overload(arithmetic.pick)
def _pick(condition, this, other):  # type: ignore[no-untyped-def]
    return lambda condition, this, other: select(condition, this, other)


@overload(arithmetic.as_bits)
def _as_bits(x):  # type: ignore[no-untyped-def]
    return lambda x: _bits(x)


@overload(arithmetic.as_real)
def _as_real(bits):  # type: ignore[no-untyped-def]
    return lambda bits: _real(bits)


for _name in arithmetic.ELEMENTWISE:
    # inlined by force: a call in a loop keeps it from running several lanes abreast
    register_jitable(error_model="numpy", forceinline=True)(getattr(arithmetic, _name))


@compiled
def room(lanes):  # type: ignore[no-untyped-def]
    """Room for :func:`draw` to work in."""
    size = lanes + _TOGETHER
    lane = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    return np.zeros(lanes), np.zeros((3, size)), np.zeros((5, size)), lane[0], lane[1]


@compiled
def _sorted(n, p, keys, step, work, out):  # type: ignore[no-untyped-def]
    """Lanes that need the expansion and those that need the inversion, side by side; the others get nobody or all."""
    u, large, small, large_lane, small_lane = work
    for i in range(n.size):
        u[i] = uniform(keys[i], step)
    many, few = 0, 0
    for i in range(n.size):
        other = p[i] > 0.5
        rare = select(other, 1.0 - p[i], p[i])
        v = select(other, 1.0 - u[i], u[i])
        if n[i] * rare >= NORMAL_FROM:
            large[0, many], large[1, many], large[2, many], large_lane[many] = v, n[i], rare, i
            many += 1
        elif v > 1.0 - n[i] * rare:
            small[0, few], small[1, few], small[2, few], small_lane[few] = v, n[i], rare, i
            few += 1
        else:
            out[i] = select(other, n[i], 0.0)
    return many, few


@compiled
def _expanded(count, v, n, rare):  # type: ignore[no-untyped-def]
    for i in range(count):
        v[i] = normal_quantile(v[i])
    for i in range(count):
        v[i] = by_expansion(n[i], rare[i], v[i])


@compiled
def _inverted(count, v, n, rare, below, k):  # type: ignore[no-untyped-def]
    """Lanes go through the law in step, ``_TOGETHER`` at a time, until the last of them has its number."""
    for i in range(count):
        k[i] = exp(n[i] * log_rest(rare[i]))
    for i in range(count, count + _TOGETHER):
        v[i], n[i], rare[i], k[i] = 0.0, 0.0, 0.0, 1.0
    for i in range(count + _TOGETHER):
        below[i], rare[i] = k[i], rare[i] / (1.0 - rare[i])
    for first in range(0, count, _TOGETHER):
        _in_step(
            v[first : first + _TOGETHER],
            n[first : first + _TOGETHER],
            rare[first : first + _TOGETHER],
            below[first : first + _TOGETHER],
            k[first : first + _TOGETHER],
        )


@compiled
def _in_step(v, n, odds, below, chance):  # type: ignore[no-untyped-def]
    """Counts of ``_TOGETHER`` lanes, written over ``v``."""
    k = np.zeros(_TOGETHER)
    for j in range(LONGEST):
        on = 0.0
        times = 1.0 / (j + 1.0)
        for i in range(_TOGETHER):
            more = select(v[i] > below[i], select(k[i] < n[i], 1.0, 0.0), 0.0)
            chance[i] = chance[i] * (odds[i] * (n[i] - j)) * times
            below[i] += chance[i]
            k[i] += more
            on += more
        if on == 0.0:
            break
    for i in range(_TOGETHER):
        v[i] = k[i]


@compiled
def draw(n, p, keys, step, work, out):  # type: ignore[no-untyped-def]
    """As ``lanes.draw``, and the sum; ``work`` is room to work in. Most passes run several lanes abreast."""
    total = 0.0
    for i in range(n.size):
        total += n[i]
    if total == 0.0:
        for i in range(n.size):
            out[i] = 0.0
        return 0.0
    many, few = _sorted(n, p, keys, step, work, out)
    _, large, small, large_lane, small_lane = work
    _expanded(many, large[0], large[1], large[2])
    if few > 0:
        _inverted(few, small[0], small[1], small[2], small[3], small[4])
    for i in range(many):
        lane = large_lane[i]
        out[lane] = select(p[lane] > 0.5, n[lane] - large[0, i], large[0, i])
    for i in range(few):
        lane = small_lane[i]
        out[lane] = select(p[lane] > 0.5, n[lane] - small[0, i], small[0, i])
    total = 0.0
    for i in range(n.size):
        total += out[i]
    return total
