"""First answers, edits and draws against nutpie on the same density and gradient, and the gradient against JAX.

    python bench/estimation/referee.py [--figures 300 1000] [--seed 1] [--draws 80]

Needs the outside generator ``../shared/eval/worlds.py`` for the world, and nutpie and jax: ``pip install nutpie jax``.
Says so and does nothing where one is missing. One core, BLAS pinned; everything in one run, ratios are what counts.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import worlds

from headcount.reconcile import ask, fit, refit
from headcount.reconcile.diagnostics import effective
from headcount.reconcile.model import stacked
from headcount.reconcile.posterior import Posterior, in_account
from headcount.reconcile.questions import place
from headcount.values.cases import Question

_ASKED = 40
_LEAST_SD = 0.02


def world(seed: int, figures: int) -> tuple[Any, Any, tuple[Question, ...]]:
    """A world of size M with its first ``figures`` figures, and 40 of its queries."""
    made = worlds.generator()
    problem, _ = made.make("M", seed, "well", None)
    problem["figures"] = problem["figures"][:figures]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "problem.json").write_text(json.dumps(problem), encoding="utf-8")
        case, readings, questions = worlds.load(Path(folder))
    return case, readings, questions[:: max(len(questions) // _ASKED, 1)][:_ASKED]


def timed(work: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """Median seconds of ``work``, and what it gave last."""
    took, out = [], None
    for _ in range(times):
        began = time.perf_counter()
        out = work()
        took.append(time.perf_counter() - began)
    return float(np.median(took)), out


@dataclass(frozen=True)
class Draws:
    """Log answers (questions, chains, draws), and the seconds they took."""

    logs: np.ndarray
    seconds: float

    @property
    def ess(self) -> np.ndarray:
        """Effective draws of each question."""
        return np.array([effective(x) for x in self.logs])

    def quantiles(self) -> np.ndarray:
        """5, 50 and 95 per cent of each question, shape (3, questions)."""
        return np.asarray(np.quantile(self.logs.reshape(len(self.logs), -1), [0.05, 0.5, 0.95], axis=1))


def logs_of(fitted: Posterior, v: np.ndarray, questions: Sequence[Question]) -> np.ndarray:
    """Log of each question in draws (chains, draws, unknowns)."""
    placed = [place(q, fitted.layout, fitted.model) for q in questions]
    rows = stacked([(one.cells, one.when) for one in placed], fitted.layout)
    found = np.log(np.maximum(in_account(fitted.model, v.reshape(-1, v.shape[-1]), rows).T, 1e-3))
    return np.asarray(found.reshape(rows.shape[0], *v.shape[:2]))


def nutpie_draws(fitted: Posterior, questions: Sequence[Question], draws: int, tune: int, seed: int) -> Draws:
    """nutpie's draws of the same density, started at the mode; its compilation is not counted."""
    import nutpie
    from nutpie.compiled_pyfunc import from_pyfunc

    model, size = fitted.model, fitted.model.size

    def make_logp() -> Callable[..., Any]:
        def logp(v: np.ndarray) -> tuple[float, np.ndarray]:
            height, slope, _ = model.gradient(v[None])
            return float(height[0] - 0.5 * v @ v), slope[0] - v

        return logp

    def make_expand(*_: Any) -> Callable[..., Any]:
        return lambda v: {"v": v}

    compiled = from_pyfunc(
        size, make_logp, make_expand, [np.dtype("float64")], [(size,)], ["v"],
        make_initial_point_fn=lambda seed: fitted.mode.v + 0.1 * np.random.default_rng(seed).standard_normal(size),
    )  # fmt: skip
    took, trace = timed(
        lambda: nutpie.sample(compiled, draws=draws, tune=tune, chains=1, cores=1, seed=seed, progress_bar=False)
    )
    return Draws(logs_of(fitted, np.asarray(trace.posterior["v"]), questions), took)


def compare(figures: int, seed: int, draws: int) -> None:
    """Print one block of ratios."""
    from headcount.reconcile import account

    case, readings, questions = world(seed, figures)
    fit(readings, case, seed=1, draws=50, quick=True)  # compiles
    first, fitted = timed(lambda: _first(readings, case, questions), 3)
    edit, _ = timed(lambda: ask(refit(fitted, readings[:-1], seed=1)[0], questions, seed=1), 3)
    rng = np.random.default_rng(1)
    full, sample = timed(lambda: account._sample(fitted.model, fitted.mode, fitted.layout, fitted.evidence, rng, 600))
    own = Draws(logs_of(fitted, sample.v, questions), full + first)
    rival = nutpie_draws(fitted, questions, draws, 150, seed)
    hundred = 100.0 * rival.seconds / float(np.median(rival.ess))
    print(f"{figures} figures, {len(fitted.evidence)} originals, {fitted.model.size} unknowns, {_ASKED} queries")
    print(f"  first answers {first:.2f} s; nutpie for 100 effective draws {hundred:.0f} s: {hundred / first:.0f} times")
    print(f"  after an edit {edit:.2f} s: {hundred / edit:.0f} times")
    rates = np.median(own.ess) / own.seconds, np.median(rival.ess) / rival.seconds
    print(
        f"  effective draws a second, warm-up counted: {rates[0]:.2f}, {rates[1]:.2f}: {rates[0] / rates[1]:.1f} times"
    )
    low, middle, high = own.quantiles()
    low2, middle2, high2 = rival.quantiles()
    sd = np.maximum((high2 - low2) / 3.29, _LEAST_SD)
    apart, widths = np.mean(np.abs(middle - middle2) / sd), np.mean((high - low) / (high2 - low2))
    print(f"  medians apart {apart:.3f} sd, widths {widths:.3f}")


def _first(readings: Any, case: Any, questions: Sequence[Question]) -> Posterior:
    fitted, _, _ = fit(readings, case, seed=1, draws=400, quick=True)
    ask(fitted, questions, seed=1)
    return fitted


def gradient(seed: int) -> None:
    """The account and its adjoint against the same in JAX, at one point and at 32 at once."""
    import account_jax
    import jax

    case, readings, _ = world(seed, 300)
    fitted, _, _ = fit(readings, case, seed=1, draws=50, quick=True)
    system: Any = fitted.model.system
    run = account_jax.account(system)
    weights = np.random.default_rng(1).standard_normal(system.columns)
    flat = weights.reshape(system.shape)
    one = jax.value_and_grad(lambda *x: (run(*x) * flat).sum(), argnums=(0, 1, 2, 3, 4))
    for lanes in (1, 32):
        _gradients(system, fitted.mode.v, one, weights, lanes)


def _gradients(system: Any, mode: np.ndarray, one: Any, weights: np.ndarray, lanes: int) -> None:
    import jax

    v = np.tile(mode, (lanes, 1))[:, : system.scales_stop]
    at = system.read(v)
    given = tuple(np.moveaxis(x, -1, 0) for x in (at.entries, at.born, *at.hazards))
    value = jax.jit(jax.vmap(one)) if lanes > 1 else jax.jit(lambda *x: one(*(a[0] for a in x)))
    jax.block_until_ready(value(*given))
    theirs, _ = timed(lambda: jax.block_until_ready(value(*given)), 15)
    slope = np.repeat(weights[:, None], lanes, axis=1)
    took, _ = timed(lambda: system.pull_back(v, system.read(v), slope, np.zeros_like(v)), 15)
    each = f"{1e3 * took / lanes:.2f} ms a point, JAX {1e3 * theirs / lanes:.2f} ms"
    print(f"gradient, {lanes} points: {each}: {theirs / took:.1f} times (ours with the way to the unknowns and back)")


def main() -> None:
    """Run what can be run here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, nargs="+", default=[300, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=80)
    given = parser.parse_args()
    if worlds.generator() is None:
        sys.exit("the outside generator ../shared/eval/worlds.py is not here; nothing measured")
    for name in ("jax", "nutpie"):
        if importlib.util.find_spec(name) is None:
            print(f"{name} is not installed (pip install {name}): left out")
    if importlib.util.find_spec("jax"):
        gradient(given.seed)
    if importlib.util.find_spec("nutpie"):
        for figures in given.figures:
            compare(figures, given.seed, given.draws)


if __name__ == "__main__":
    main()
