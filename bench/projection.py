"""Speed of the projection against the same model in NumPy, EMA Workbench and PySD, in one run.

    python bench/projection.py                  ours against NumPy, and the caliphate case
    python bench/projection.py RIVALS           the same with EMA Workbench and PySD

``RIVALS`` is the Python of an environment that has them (``python -m venv rivals``, then ``rivals/bin/pip install
ema-workbench pysd``); they are no dependency of headcount. The model: 8 states, 10 edges, 60 months, courts with so
many places and a queue, two kinds of shock. NumPy is vectorised over trajectories and draws with
``Generator.binomial``: the fastest form short of compiling. Compared are trajectory-months a second of CPU time, so
that a busy machine counts little; "two cores" is that times how much CPU two threads really get done.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from headcount.case.settings import load_settings
from headcount.project import kernel
from headcount.project.decisions import decisions_of
from headcount.project.inputs import Decisions, Inputs
from headcount.project.scenarios import controls_under, outlook, readable
from headcount.project.world import World, inputs_of, world_of
from headcount.values.cases import Case, Dimension, Later, Policy, Transition, Uncertainty
from headcount.values.estimates import Estimate, Floats

ROOT = Path(__file__).resolve().parents[1]
RIVAL = Path(__file__).with_name("projection_rivals.py")
TRAJECTORIES, MONTHS, RUNS = 10_000, 60, 5
STATES = ("in_zone", "detained", "in_camp", "returned", "moved_on", "killed")
START = (6000, 9000, 14_000, 8000, 5000, 20_000)
T = TypeVar("T")

# from, to, yearly hazard as a 90 % range, whether a government decides
MOVES = (
    ("in_zone", "detained", (0.1, 0.3), False),
    ("in_zone", "in_camp", (0.02, 0.2), False),
    ("in_zone", "moved_on", (0.05, 0.3), False),
    ("in_zone", "killed", (0.05, 0.2), False),
    ("detained", "in_zone", (0.02, 0.1), False),
    ("in_camp", "in_zone", (0.05, 0.2), False),
    ("in_camp", "returned", (0.05, 0.3), True),
    ("prosecuted", "convicted", (0.4, 2.0), False),
    ("convicted", "returned", (0.1, 0.5), False),
    ("returned", "prosecuted", (0.002, 0.02), False),
)
UNSURE = (
    ("mass_escape_yearly", 0.1, 0.6),
    ("mass_escape_share", 0.01, 0.07),
    ("custodian_change_yearly", 0.02, 0.2),
    ("custodian_change_escape_factor", 1.5, 10.0),
    ("prosecuted_on_return", 0.2, 0.9),
    ("prosecution_places", 100.0, 1500.0),
)


def rows(rivals: str | None = None) -> list[tuple[str, float, str]]:
    """(what, value, unit): trajectory-months a second, ratios, and the wall time of the built-in case."""
    world = small_world(TRAJECTORIES)
    inputs, decisions = arrays(world)
    out = kernel.run(inputs, decisions, by="compiled", threads=1)
    steps = TRAJECTORIES * MONTHS
    alone = steps / _cpu(lambda: kernel.run(inputs, decisions, by="compiled", threads=1, into=out))
    both = 2 * steps / _cpu(lambda: kernel.run(inputs, decisions, by="compiled", threads=2, into=out))
    plain = steps / _cpu(lambda: kernel.run(inputs, decisions, by="numpy", into=out), 2)
    theirs = steps / _cpu(lambda: in_numpy(inputs, decisions, 1), 2)
    _check_agreement(kernel.run(inputs, decisions).stock[:, -1, 0], in_numpy(inputs, decisions, 1))
    found = [
        ("projection, compiled, one core", alone, "steps/s"),
        ("projection, compiled, two cores", both, "steps/s"),
        ("projection, before anything is compiled, one core", plain, "steps/s"),
        ("the same model in NumPy, one core", theirs, "steps/s"),
        ("one core against NumPy", alone / theirs, "x"),
        ("two cores against NumPy on one", both / theirs, "x"),
    ]
    for name, speed in _rivals(rivals, inputs).items():
        found += [(name, speed, "steps/s"), (f"two cores against {name}", both / speed, "x")]
    return found + _case()


def small_case() -> Case:
    """The model of the comparison as a case."""
    moves = [Transition(f"{a}_{b}", a, b, hazard, "bench", policy=policy) for a, b, hazard, policy in MOVES]
    own = [move for move in moves if move.source in STATES and move.target in STATES]
    return Case(
        name="bench",
        title="",
        question="",
        as_of="2019-11-15",
        place=(),
        hosts=(),
        origin=Dimension("origin", ("XXX",), {}),
        group=Dimension("group", ("men",), {}),
        state=Dimension("state", STATES, {}),
        attributes={},
        transitions=tuple(own),
        questions=(),
        policies=(Policy("as_now", "As now", {}),),
        uncertainties=tuple(Uncertainty(name, name, low, high, "bench") for name, low, high in UNSURE),
        horizon_months=MONTHS,
        total=(1e4, 1e5),
        later=Later(("prosecuted", "convicted"), tuple(move for move in moves if move not in own)),
    )


def small_world(trajectories: int) -> World:
    """Eight states of one population."""
    case = small_case()
    rng = np.random.default_rng(1)
    draws = rng.poisson(np.array(START) * rng.lognormal(0, 0.2, (500, 1, 1, 6))).astype(np.int64)
    axes = tuple((d.name, d.leaves) for d in (case.origin, case.group, case.state))
    return world_of(
        Estimate(axes, draws, (), (), (), (), (), seed=1, digest="bench"), case, seed=1, trajectories=trajectories
    )


def arrays(world: World) -> tuple[Inputs, Decisions]:
    """What the model reads under the first policy."""
    (control,) = controls_under(world, world.case.policies[:1])
    columns = readable(world).written
    return inputs_of(world, 0, world.trajectories, columns=columns), decisions_of(control, world, 0, world.trajectories)


def in_numpy(inputs: Inputs, decisions: Decisions, seed: int) -> Floats:
    """People by state in the last month of every trajectory, shape (trajectories, states)."""
    rng = np.random.default_rng(seed)
    x = inputs.start[:, 0].copy()
    line = np.zeros(len(x), dtype=np.int64)
    every = np.empty((len(inputs.steps) + 1, *x.shape))
    every[0] = x
    home, court = inputs.queues[0]
    for m in range(len(inputs.steps)):
        rates = _rates(inputs, decisions, m)
        new, arrived = x.copy(), np.zeros(len(x), dtype=np.int64)
        for s in range(x.shape[1]):
            own = range(inputs.edge_of[s], inputs.edge_of[s + 1])
            if not own:
                continue
            rest = rates[:, own.start : own.stop].sum(axis=1)
            left = rng.binomial(x[:, s], -np.expm1(-rest))
            new[:, s] -= left
            for e in own:
                gone = (
                    left
                    if e == own[-1]
                    else rng.binomial(left, np.minimum(rates[:, e] / np.maximum(rest, 1e-300), 1.0))
                )
                left, rest = left - gone, np.maximum(rest - rates[:, e], 0.0)
                new[:, inputs.target[e]] += gone
                if inputs.policy[e]:
                    arrived += gone
        line = np.minimum(line + rng.binomial(arrived, inputs.queue_share[0]), new[:, home])
        taken = np.minimum(np.maximum(decisions.room[0, 0] - new[:, court], 0), line).astype(np.int64)
        line -= taken
        new[:, home] -= taken
        new[:, court] += taken
        x = new
        every[m + 1] = x
    return np.asarray(every[-1])


def _rates(inputs: Inputs, decisions: Decisions, m: int) -> Floats:
    """Hazards of the month with the shocks at work, shape (trajectories, edges)."""
    rates = inputs.hazards[:, :, 0].copy()
    for k in range(decisions.adds.size):
        on = (decisions.active[:, m] >> np.uint64(k)) & np.uint64(1) == 1
        for e in np.flatnonzero(decisions.edges[k]):
            rates[:, e] = (
                np.where(on, rates[:, e] + decisions.value[k], rates[:, e])
                if decisions.adds[k]
                else (np.where(on, rates[:, e] * decisions.value[k], rates[:, e]))
            )
    return rates


def _rivals(python: str | None, inputs: Inputs) -> dict[str, float]:
    """Trajectory-months a second of the rivals, measured by their own Python in this run."""
    if python is None:
        return {}
    share = inputs.queue_share[0].mean()
    given = {
        "start": inputs.start[:, 0].mean(axis=0).tolist(),
        "edges": [
            [int(a), int(b), float(h)]
            for a, b, h in zip(inputs.source, inputs.target, inputs.hazards[:, :, 0].mean(axis=0), strict=True)
        ],
        "months": MONTHS,
        "queue": [int(inputs.queues[0, 0]), int(inputs.queues[0, 1]), float(share), 600.0],
        "brought_by": int(np.flatnonzero(inputs.policy)[0]),
    }
    done = subprocess.run([python, str(RIVAL)], input=json.dumps(given), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _case() -> list[tuple[str, float, str]]:
    """The built-in case from a made-up estimate: all its policies, and one lever moved."""
    case = load_settings(ROOT / "cases" / "caliphate")
    shape = tuple(len(dimension.leaves) for dimension in (case.origin, case.group, case.state))
    rng = np.random.default_rng(1)
    size = np.array([case.origin.weights.get(leaf, 1.0) for leaf in case.origin.leaves])
    share = size[:, None, None] * rng.lognormal(0, 0.8, (400, *shape))
    share /= share.sum(axis=(1, 2, 3), keepdims=True)
    axes = tuple((d.name, d.leaves) for d in (case.origin, case.group, case.state))
    draws = rng.poisson(120_000 * share).astype(np.int64)
    estimate = Estimate(axes, draws, (), (), (), (), (), seed=1, digest="bench")
    world = world_of(estimate, case, seed=1, trajectories=400)
    label = f"caliphate, 400 trajectories x {case.horizon_months} months"
    moved = Policy("moved", "Moved", {"repatriation_pace": {"per_month": 240, "order": ["children", "women"]}})
    return [
        (f"{label}, one lever moved", _wall(lambda: outlook(world, [moved])), "s"),
        ("the same in CPU seconds", _cpu(lambda: outlook(world, [moved])), "s"),
    ]


def _cpu(call: Callable[[], T], runs: int = RUNS) -> float:
    """Least CPU seconds: other processes on the machine count little."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def _wall(call: Callable[[], T], runs: int = RUNS) -> float:
    """Least seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def _check_agreement(ours: Floats, theirs: Floats) -> None:
    """Mean people per state must agree within five standard errors."""
    error = np.sqrt((ours.var(axis=0) + theirs.var(axis=0)) / len(ours))
    apart = np.abs(ours.mean(axis=0) - theirs.mean(axis=0))
    if (apart > 5 * error + 1e-9).any():
        raise AssertionError(f"the two models do not agree: means differ by up to {apart.max():.1f} people")


if __name__ == "__main__":
    for name, value, unit in rows(*sys.argv[1:2]):
        print(f"{name:65s} {value:14,.2f} {unit}")
