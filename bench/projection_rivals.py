"""The rivals of ``projection.py``: EMA Workbench and PySD on the same model. Run by it in an environment that has them.

EMA Workbench calls a NumPy model once an experiment, as it is made to; PySD has no chance in it, only expected flows.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

EXPERIMENTS, PYSD_RUNS = 400, 20


def main() -> None:
    """Read the model from standard input, print steps a second as JSON."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    model = json.load(sys.stdin)
    print(json.dumps({"EMA Workbench's loop over a NumPy model": ema(model), "PySD": pysd_speed(model)}))


def ema(model: dict[str, Any]) -> float:
    """Trajectory-months a second of EMA Workbench's sequential evaluator."""
    from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator

    count = len(model["start"])

    def run(**factors: float) -> dict[str, float]:
        return {"at_large": float(trajectory(model, factors)[0])}

    wrapped = Model("bench", function=run)
    wrapped.uncertainties = [RealParameter(f"h{e}", 0.5, 2.0) for e in range(len(model["edges"]))]
    wrapped.uncertainties += [RealParameter("seed", 0, 1e9)]
    wrapped.outcomes = [ScalarOutcome("at_large")]
    assert count == 8
    start = time.process_time()
    with SequentialEvaluator(wrapped) as evaluator:
        evaluator.perform_experiments(scenarios=EXPERIMENTS)
    return EXPERIMENTS * model["months"] / (time.process_time() - start)


def trajectory(model: dict[str, Any], factors: dict[str, float]) -> Any:
    """One trajectory of the model in NumPy: binomial flows, a queue for so many places, a mass escape now and then."""
    rng = np.random.default_rng(int(factors["seed"]))
    edges, x = model["edges"], np.array(model["start"]).astype(np.int64)
    home, court, share, places = model["queue"]
    hazards = np.array([h * factors[f"h{e}"] for e, (_, _, h) in enumerate(edges)])
    line = 0
    for _ in range(model["months"]):
        rates = hazards * np.where(rng.random() < 0.03, 3.0, 1.0)
        new, arrived = x.copy(), 0
        for s in range(len(x)):
            own = [e for e, edge in enumerate(edges) if edge[0] == s]
            if not own:
                continue
            rest = rates[own].sum()
            left = rng.binomial(x[s], -np.expm1(-rest))
            new[s] -= left
            for e in own:
                gone = left if e == own[-1] else rng.binomial(left, min(rates[e] / rest, 1.0))
                left, rest = left - gone, rest - rates[e]
                new[edges[e][1]] += gone
                arrived += gone if e == model["brought_by"] else 0
        line = min(line + rng.binomial(arrived, share), new[home])
        taken = int(min(max(places - new[court], 0), line))
        line -= taken
        new[home] -= taken
        new[court] += taken
        x = new
    return x


def pysd_speed(model: dict[str, Any]) -> float:
    """Trajectory-months a second of PySD on the same stocks and expected flows, the model read once."""
    import pysd

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.mdl"
        file.write_text(vensim(model), encoding="utf-8")
        read = pysd.read_vensim(str(file))
        read.run()
        start = time.process_time()
        for k in range(PYSD_RUNS):
            read.run(params={"h0": 0.01 + 0.0001 * k})
        return PYSD_RUNS * model["months"] / (time.process_time() - start)


def vensim(model: dict[str, Any]) -> str:
    """The model in Vensim's language."""
    edges, start = model["edges"], model["start"]
    home, court, share, places = model["queue"]
    lines = ["{UTF-8}"]
    for e, (a, _, h) in enumerate(edges):
        lines.append(f"h{e} = {h}\n\t~\t~\t|\n")
        lines.append(f"f{e} = state{a} * h{e} * (1 + 2 * PULSE(24, 3))\n\t~\t~\t|\n")
    brought = model["brought_by"]
    lines.append(f"joined = f{brought} * {share}\n\t~\t~\t|\n")
    lines.append(f"admitted = MIN(MAX({places} - state{court}, 0), line + joined)\n\t~\t~\t|\n")
    lines.append("line = INTEG(joined - admitted, 0)\n\t~\t~\t|\n")
    for s, people in enumerate(start):
        ways = [f"+ f{e}" for e, edge in enumerate(edges) if edge[1] == s]
        ways += [f"- f{e}" for e, edge in enumerate(edges) if edge[0] == s]
        ways += ["- admitted"] if s == home else ["+ admitted"] if s == court else []
        lines.append(f"state{s} = INTEG({' '.join(ways) or '0'}, {people})\n\t~\t~\t|\n")
    lines.append("INITIAL TIME = 0\n\t~\t~\t|\n")
    lines.append(f"FINAL TIME = {model['months']}\n\t~\t~\t|\n")
    lines.append("TIME STEP = 1\n\t~\t~\t|\n")
    lines.append("SAVEPER = TIME STEP\n\t~\t~\t|\n")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
