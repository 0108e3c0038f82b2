"""Runs the model: by NumPy at once, or by compiled code where that is ready or pays for being made.

The compiler needs some ten seconds before the first run on a machine, and its result stays on disk. What NumPy does
sooner than that is done by NumPy, so nobody waits longer for the compiler than they would without it.
Whichever runs, and on however many threads, the bytes are the same (docs/decisions/0014).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from headcount.project import months
from headcount.project.inputs import Decisions, Inputs, Outputs

PAYS = 4e8
"""draws from which compiling and running takes less time than NumPy (measured: 12 s + 12 ns a draw against 45 ns)"""
FEW = 1e7
"""draws below which NumPy is done before the compiled code is loaded"""
_LANES = 512
"""lanes of a block of compiled code: what stays in a core's cache"""

Engine = Callable[[Inputs, Decisions, Outputs, int, int], object]


def outputs_of(inputs: Inputs) -> Outputs:
    """Room for what one policy comes to."""
    trajectories, cells, states = inputs.start.shape
    months, columns, queues = len(inputs.steps), inputs.columns.size, len(inputs.queues)
    return Outputs(
        stock=np.zeros((trajectories, months + 1, inputs.rows, states)),
        flows=np.zeros((trajectories, months + 1, 2, columns)),
        waiting=np.zeros((trajectories, months + 1, 1 + queues)),
        cells=np.zeros((trajectories, int(inputs.kept.max()) + 1, cells, states), dtype=np.int64),
    )


def draws(inputs: Inputs) -> float:
    """Numbers that a policy draws, roughly: what it costs."""
    trajectories, cells, states = inputs.start.shape
    return float(trajectories * cells * len(inputs.steps) * (2 * states + inputs.target.size))


def engine(work: float) -> str:
    """``numpy`` or ``compiled``, whichever ends first for so many draws."""
    if work < FEW or find_spec("numba") is None:
        return "numpy"
    return "compiled" if work > PAYS or is_compiled() else "numpy"


def is_compiled() -> bool:
    """Whether compiled code of this very source is on disk."""
    from headcount.project import abreast, arithmetic, compiled, compiled_programmes

    folder = Path(compiled.block().stats.cache_path)  # type: ignore[attr-defined]
    made = [file.stat().st_mtime for file in folder.glob("compiled.block.locals.run_block-*.nbi")]
    sources = [
        Path(module.__file__ or "").stat().st_mtime for module in (abreast, arithmetic, compiled, compiled_programmes)
    ]
    return bool(made) and max(made) >= max(sources)


def run(
    inputs: Inputs,
    decisions: Decisions,
    *,
    by: str | None = None,
    threads: int | None = None,
    into: Outputs | None = None,
) -> Outputs:
    """All trajectories under one policy.

    Parameters
    ----------
    by
        ``numpy`` or ``compiled``; ``None`` takes the faster one.
    threads
        Of compiled code; ``None`` takes every core, or as many as NUMBA_NUM_THREADS says.
    into
        Room of an earlier run of the same shape, written over: fresh memory costs as much as the model.
    """
    out, trajectories = into or outputs_of(inputs), len(inputs.start)
    if (by or engine(draws(inputs))) == "numpy":
        months.run_block(inputs, decisions, out, 0, trajectories)
        return out
    from headcount.project import compiled

    block, width = compiled.block(), max(1, _LANES // inputs.start.shape[1])
    begins = range(0, trajectories, width)

    def one(begin: int) -> None:
        block(inputs, decisions, out, begin, min(begin + width, trajectories))

    one(0)
    with ThreadPoolExecutor(threads or cores()) as pool:
        list(pool.map(one, begins[1:]))
    return out


def cores() -> int:
    """Threads to use."""
    asked = os.environ.get("NUMBA_NUM_THREADS", "")
    return int(asked) if asked.isdecimal() and int(asked) > 0 else os.cpu_count() or 1
