"""Answers to a synthetic world, through the public API: ``--world DIR --out answers.json [--quick]``.

``--quick`` gives first answers only (the Gaussian around the mode). ``DIR`` holds the ``problem.json`` of the outside
generator; how it becomes a case stands in ``worlds.py``.
"""

from __future__ import annotations

import argparse
import json
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import worlds

from headcount.reconcile import ask, fit
from headcount.reconcile.posterior import Posterior
from headcount.values.estimates import Answer


def answer(folder: Path, *, quick: bool | None, seed: int = 1, draws: int = 600) -> dict[str, Any]:
    """Quantiles of every query, P(wrong) of every figure, and the pairs of echoes."""
    case, readings, questions = worlds.load(folder)
    began = time.perf_counter()
    fitted, _, _ = fit(readings, case, seed=seed, draws=draws, quick=quick)
    found = ask(fitted, questions, seed=seed)
    return {
        "queries": [_query(one) for one in found],
        "figures": _doubts(fitted),
        "echoes": [pair for item in fitted.evidence for pair in combinations(item.figures, 2)],
        "seconds": time.perf_counter() - began,
    }


def _query(one: Answer) -> dict[str, Any]:
    i = one.interval
    return {"id": one.id, "q05": i.low90, "q25": i.low50, "q50": i.median, "q75": i.high50, "q95": i.high90}


def _doubts(fitted: Posterior) -> list[dict[str, Any]]:
    wrong = fitted.wrong.mean(axis=0)
    return [
        {"id": figure, "p_wrong": float(p)}
        for item, p in zip(fitted.evidence, wrong, strict=True)
        for figure in item.figures
    ]


def main() -> None:
    """Read a world, write its answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.write_text(json.dumps(answer(given.world, quick=given.quick or None, seed=given.seed)), encoding="utf-8")


if __name__ == "__main__":
    main()
