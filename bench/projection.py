"""Speed of the projection kernel against the same model in NumPy, in the same run on one thread.

    python bench/projection.py

The rival is vectorised over trajectories and cells and draws with ``Generator.binomial``: the fastest form short of
compiling. It reads the same inputs (the caliphate case, a made-up estimate), and the two must agree in their means.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from headcount.case.settings import load_settings
from headcount.project import kernel
from headcount.project.inputs import Inputs
from headcount.project.network import network, starting
from headcount.project.policies import controls_of, levers_of
from headcount.project.projection import inputs_of
from headcount.project.unknowns import Chance, draw
from headcount.values.cases import Case
from headcount.values.estimates import Estimate, Floats, Ints

CASE = Path(__file__).resolve().parents[1] / "cases" / "caliphate"
TRAJECTORIES = 500
RUNS = 5
T = TypeVar("T")


def rows() -> list[tuple[str, float, str]]:
    """(what, value, unit): trajectory-steps a second of both, their ratio, and the wall time of our run."""
    inputs = _inputs(load_settings(CASE))
    policies, trajectories, months, _ = inputs.hazards.shape
    kernel.run(inputs, 1)
    ours = min(_timed(lambda: kernel.run(inputs, 1))[0] for _ in range(RUNS))
    stock = kernel.run(inputs, 1)[0]
    theirs, rival = _timed(lambda: in_numpy(inputs, 1))
    _check_agreement(stock[:, :, -1].sum(axis=(2, 3)), rival.sum(axis=2))
    steps = policies * trajectories * months
    cells = inputs.start.shape[1]
    return [
        (f"projection, {policies} policies x {trajectories} x {months} months, {cells} cells", ours, "s"),
        ("projection, own kernel", steps / ours, "steps/s"),
        ("projection, the same model in NumPy", steps / theirs, "steps/s"),
        ("projection, own kernel against NumPy", theirs / ours, "x"),
    ]


def in_numpy(inputs: Inputs, seed: int) -> Floats:
    """The last month of every policy and trajectory, shape (policies, trajectories, cells, states)."""
    return np.stack([_policy(inputs, p, np.random.default_rng(seed)) for p in range(len(inputs.hazards))])


def _policy(inputs: Inputs, p: int, rng: np.random.Generator) -> Floats:
    x = inputs.start.copy()
    base = None
    for m in range(inputs.hazards.shape[2]):
        if m >= inputs.first[p]:
            base = _eligible(x, inputs, p).sum(axis=(1, 2)) if base is None else base
            _programme(x, inputs, p, m, base)
        x = _flows(x, inputs, inputs.hazards[p, :, m], rng)
    return x.astype(np.float64)


def _flows(x: Ints, inputs: Inputs, hazards: Floats, rng: np.random.Generator) -> Ints:
    new = x.copy()
    allowed = inputs.open[inputs.kind, inputs.group]
    for s in range(x.shape[2]):
        own = range(inputs.edge_of[s], inputs.edge_of[s + 1])
        if not own:
            continue
        rates = hazards[:, None, own.start : own.stop] * allowed[None, :, own.start : own.stop]
        rest = rates.sum(axis=2)
        left = rng.binomial(x[:, :, s], -np.expm1(-rest))
        new[:, :, s] -= left
        for i, e in enumerate(own):
            share = np.divide(rates[:, :, i], rest, out=np.zeros_like(rest), where=rest > 0)
            gone = rng.binomial(left, np.minimum(share, 1.0)) if i + 1 < len(own) else left
            left = left - gone
            rest = np.maximum(rest - rates[:, :, i], 0.0)
            new[:, :, inputs.target[e]] += gone
    return new


def _eligible(x: Ints, inputs: Inputs, p: int) -> Ints:
    listed = np.isin(inputs.group, inputs.order[p][inputs.order[p] >= 0]) & (inputs.kind == 0)
    return np.asarray(x * (listed[:, None] & (inputs.take_to[inputs.group] >= 0)))


def _programme(x: Ints, inputs: Inputs, p: int, m: int, base: Ints) -> None:
    due = _eligible(x, inputs, p).sum(axis=(1, 2)) - np.floor(base * inputs.may_stay[p, m] + 1e-6).astype(np.int64)
    free = np.minimum(np.maximum(due, 0), inputs.places[p, :, m])
    for g in inputs.order[p][inputs.order[p] >= 0]:
        pool = np.where((inputs.group == g)[:, None], _eligible(x, inputs, p), 0)
        sizes = pool.reshape(len(x), -1).cumsum(axis=1)
        now = np.minimum(sizes[:, -1], free)
        upto = np.floor(now[:, None] * (sizes / np.maximum(sizes[:, -1:], 1)) + 1e-9).astype(np.int64)
        gone = np.diff(upto, axis=1, prepend=0).reshape(x.shape)
        x -= gone
        for s in range(x.shape[2]):
            if inputs.take_to[g, s] >= 0:
                x[:, :, inputs.take_to[g, s]] += gone[:, :, s]
        free = free - now


def _inputs(case: Case) -> Inputs:
    """The case's policies from a made-up estimate: a hundred and twenty thousand people, wide and correlated."""
    shape = tuple(len(dimension.leaves) for dimension in (case.origin, case.group, case.state))
    rng = np.random.default_rng(1)
    size = np.array([case.origin.weights.get(leaf, 1.0) for leaf in case.origin.leaves])
    share = size[:, None, None] * rng.lognormal(0, 0.8, (TRAJECTORIES, *shape))
    share /= share.sum(axis=(1, 2, 3), keepdims=True)
    draws = rng.poisson(120_000 * share).astype(np.int64)
    axes = tuple((d.name, d.leaves) for d in (case.origin, case.group, case.state))
    estimate = Estimate(axes, draws, (), (), (), (), (), seed=1, digest="bench")
    net = network(case, estimate)
    unknowns = draw(case, net, Chance(1, TRAJECTORIES))
    return inputs_of(starting(estimate, TRAJECTORIES), net, unknowns, controls_of(case, levers_of(case), net, unknowns))


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


def _check_agreement(ours: Floats, theirs: Floats) -> None:
    """Mean people per state under each policy must agree within five standard errors and a thousandth."""
    error = np.sqrt((ours.var(axis=1) + theirs.var(axis=1)) / ours.shape[1])
    apart = np.abs(ours.mean(axis=1) - theirs.mean(axis=1))
    if (apart > 5 * error + 0.001 * ours.mean(axis=1)).any():
        raise AssertionError(f"the two models do not agree: means differ by up to {apart.max():.1f} people")


if __name__ == "__main__":
    for name, value, unit in rows():
        print(f"{name:65s} {value:14,.2f} {unit}")
