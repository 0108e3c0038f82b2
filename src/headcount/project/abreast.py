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
    return np.zeros(lanes), np.zeros(lanes), np.zeros(lanes), np.zeros(lanes), np.zeros(lanes, dtype=np.int64)


@compiled
def _streams(keys, step, u):  # type: ignore[no-untyped-def]
    for i in range(u.size):
        u[i] = uniform(keys[i], step)


@compiled
def _sorted(n, p, u, large, work, out):  # type: ignore[no-untyped-def]
    """Lanes that need the expansion (``large``) or the inversion, side by side; the others get nobody or everybody."""
    v, many, rare, _, lane = work
    count = 0
    for i in range(n.size):
        other = p[i] > 0.5
        r = select(other, 1.0 - p[i], p[i])
        mean = n[i] * r
        w = select(other, 1.0 - u[i], u[i])
        if mean >= NORMAL_FROM if large else mean < NORMAL_FROM and w > 1.0 - mean:
            v[count], many[count], rare[count], lane[count] = w, n[i], r, i
            count += 1
        elif not large:
            out[i] = select(other, n[i], 0.0)
    return count


@compiled
def _expanded(count, work):  # type: ignore[no-untyped-def]
    v, n, rare, k, _ = work
    for i in range(count):
        k[i] = normal_quantile(v[i])
    for i in range(count):
        k[i] = by_expansion(n[i], rare[i], k[i])


@compiled
def _inverted(count, work):  # type: ignore[no-untyped-def]
    v, n, rare, k, _ = work
    for i in range(count):
        k[i] = exp(n[i] * log_rest(rare[i]))
    for i in range(count):
        chance, odds = k[i], rare[i] / (1.0 - rare[i])
        below, j = chance, 0.0
        while v[i] > below and j < n[i] and j < LONGEST:
            chance = chance * (odds * (n[i] - j)) * (1.0 / (j + 1.0))
            below += chance
            j += 1.0
        k[i] = j


@compiled
def draw(n, p, keys, step, u, work, out):  # type: ignore[no-untyped-def]
    """As ``lanes.draw``; ``u`` and ``work`` are room to work in. Each pass runs several lanes abreast."""
    total = 0.0
    for i in range(n.size):
        total += n[i]
    if total == 0.0:
        for i in range(n.size):
            out[i] = 0.0
        return 0.0
    _streams(keys, step, u)
    k, lane = work[3], work[4]
    for large in (False, True):
        count = _sorted(n, p, u, large, work, out)
        if large:
            _expanded(count, work)
        else:
            _inverted(count, work)
        for i in range(count):
            out[lane[i]] = select(p[lane[i]] > 0.5, n[lane[i]] - k[i], k[i])
    total = 0.0
    for i in range(n.size):
        total += out[i]
    return total
