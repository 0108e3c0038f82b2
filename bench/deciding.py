"""Speed of ranking and of Sobol's indices against EMA Workbench and SALib, on the same numbers in the same run.

    python bench/deciding.py RIVALS

``RIVALS`` is the Python of an environment that has ema-workbench and SALib; they are no dependency of headcount. Both
sides get 60 policies x 20,000 scenarios of three outcomes, and the results of one model at one design.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from headcount.project.discovery import boxes
from headcount.project.information import influences
from headcount.project.losses import losses
from headcount.project.outcomes import Measure
from headcount.project.ranking import standings
from headcount.project.scenarios import Totals
from headcount.project.sobol import design, indices
from headcount.values.cases import Policy
from headcount.values.estimates import Floats

POLICIES, SCENARIOS, CAUSES, OUTCOMES = 60, 20_000, 8, 3
SAMPLES, INPUTS = 8192, 12
RUNS = 5
RIVAL = Path(__file__).with_name("deciding_rivals.py")
T = TypeVar("T")


def rows(rivals: str) -> list[tuple[str, float, str]]:
    """(what, value, unit), ours and theirs."""
    totals, causes = scenarios()
    results = model(design(INPUTS, SAMPLES, seed=1))
    theirs = _theirs(rivals, totals, causes, results)
    found = Totals(_policies(), _measures(), (), tuple(totals))
    weights = {measure.name: 1.0 for measure in found.measures}
    ranked, table = best_of(lambda: standings(losses(found, weights), found.policies, seed=1))
    measured = losses(found, weights)
    order = {standing.policy: standing.mean for standing in table}
    _check("expected losses", [order[policy.name] for policy in found.policies], theirs["means"])
    scored, _ = best_of(lambda: influences(measured.loss, causes, seed=1))
    boxed, _ = best_of(lambda: boxes(measured, found.policies, causes))
    own, sobol = best_of(lambda: indices(results))
    apart = max(np.abs(sobol.first - theirs["first"]).max(), np.abs(sobol.total - theirs["total"]).max())
    _check("Sobol indices", [apart], [0.0])
    return [
        ("ranking 60 policies x 20,000 scenarios", ranked, "s"),
        ("the same from EMA's experiments and outcomes with pandas", theirs["ranking"], "s"),
        ("ranking, ratio", theirs["ranking"] / ranked, "x"),
        ("worth of 8 causes to the choice among 60 policies", scored, "s"),
        ("EMA Workbench, scores of 8 causes for one policy", theirs["scoring"], "s"),
        ("boxes of 13 policies", boxed, "s"),
        ("EMA Workbench, PRIM box of one policy", theirs["prim"], "s"),
        ("ranking, causes and boxes against EMA's for one policy, ratio",
         (theirs["ranking"] + theirs["scoring"] + theirs["prim"]) / (ranked + scored + boxed), "x"),
        (f"Sobol's indices with errors, {INPUTS} inputs, {SAMPLES} samples", own, "s"),
        ("SALib, the same indices", theirs["sobol"], "s"),
        ("Sobol, ratio", theirs["sobol"] / own, "x"),
        ("Sobol, largest difference of an index", apart, ""),
    ]  # fmt: skip


def scenarios() -> tuple[list[Floats], dict[str, Floats]]:
    """Made-up outcomes that hang on the causes, each policy in its own way."""
    rng = np.random.default_rng(1)
    x = rng.random((CAUSES, SCENARIOS))
    totals = []
    for _ in range(OUTCOMES):
        slope = 10 * rng.random((POLICIES, CAUSES))
        steep = 20 * rng.random((POLICIES, 1)) * (x[0] > 0.8)
        totals.append(np.asarray(100 + slope @ x + steep + rng.normal(0, 2, (POLICIES, SCENARIOS))))
    return totals, {f"x{k}": values for k, values in enumerate(x)}


def model(points: Floats) -> Floats:
    """The g-function of Sobol, whose inputs matter less and less."""
    scale = np.arange(points.shape[-1]) / 2
    return np.asarray(np.prod((np.abs(4 * points - 2) + scale) / (1 + scale), axis=-1))


def _policies() -> tuple[Policy, ...]:
    return tuple(Policy(f"p{k}", f"Policy {k}", {}) for k in range(POLICIES))


def _measures() -> tuple[Measure, ...]:
    return tuple(
        Measure(f"y{k}", f"outcome {k}", "people", "foreign", (), (), "stock", "end", False, "")
        for k in range(OUTCOMES)
    )


def best_of(call: Callable[[], T]) -> tuple[float, T]:
    """Least wall time of several runs, in seconds, and the result."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


def _theirs(rivals: str, totals: list[Floats], causes: dict[str, Floats], results: Floats) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenarios.npz"
        np.savez(file, totals=np.stack(totals), causes=np.stack(list(causes.values())), results=results)
        done = subprocess.run([rivals, str(RIVAL), str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{rivals}: the rivals did not run: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _check(what: str, ours: list[float], theirs: list[float]) -> None:
    if np.abs(np.array(ours) - np.array(theirs)).max() > 0.002:
        raise AssertionError(f"{what} do not agree")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for name, value, unit in rows(sys.argv[1]):
        print(f"{name:70s} {value:14,.4f} {unit}")
