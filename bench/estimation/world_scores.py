"""Do the intervals cover on worlds that nobody of us made? Coverage, loss against naive rules, P(wrong), echoes.

    python bench/estimation/world_scores.py --size S --regime well --worlds 100 [--first 0] [--quick] [--until 2019]

Needs ../shared/eval/worlds.py; says so where it is missing. Prints a line a world (seed and scores as JSON), then the
means with two standard errors over worlds, beside the bars. "large" are queries whose own median is 50 or more:
honest intervals of small whole numbers cover more than their name.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import answer_world
import numpy as np
import worlds

BARS = {"well": "90 %: .88-.92, 50 %: .47-.53", "rough": "90 %: at least .87, 50 %: .47-.53"}


def score(size: str, seed: int, regime: str, *, quick: bool, until: float | None) -> dict[str, Any]:
    """The outside scores of our answers to one world."""
    outside = worlds.generator()
    problem, truth = outside.make(size, seed, regime, until)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "problem.json").write_text(json.dumps(problem), encoding="utf-8")
        found = json.loads(json.dumps(answer_world.answer(Path(folder), quick=quick or None)))
    scores: dict[str, Any] = outside.score(problem, truth, found)
    return scores | {"seconds": found["seconds"]}


def summary(scores: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Mean over worlds and two standard errors, by name."""
    wanted = {f"{kind} {what}": (kind, what) for kind in ("all", "large") for what in ("cover90", "cover50", "loss")}
    rows = {name: [s[kind][what] for s in scores if kind in s] for name, (kind, what) in wanted.items()}
    rows["AUC of P(wrong)"] = [s["auc_wrong"] for s in scores if "auc_wrong" in s]
    rows["echo precision"] = [s["echoes"]["precision"] for s in scores if "echoes" in s]
    rows["echo recall"] = [s["echoes"]["recall"] for s in scores if "echoes" in s]
    rows["seconds"] = [s["seconds"] for s in scores]
    found = {k: (float(np.mean(v)), 2 * float(np.std(v)) / len(v) ** 0.5) for k, v in rows.items() if v}
    printed = [s["printed"] for s in scores if "printed" in s]
    own, naive = sum(p["loss"] for p in printed), sum(min(p["naive"].values()) for p in printed)
    return found | {"loss on printed queries, against the best naive rule": (own / naive, float("nan"))}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=("S", "M", "L"), default="S")
    parser.add_argument("--regime", choices=tuple(BARS), default="well")
    parser.add_argument("--worlds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--until", type=float)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if worlds.generator() is None:
        sys.exit("the outside generator ../shared/eval/worlds.py is not here; nothing measured")
    scores = []
    for seed in range(given.first, given.first + given.worlds):
        scores.append(score(given.size, seed, given.regime, quick=given.quick, until=given.until))
        print(json.dumps({"seed": seed} | scores[-1]), flush=True)
    tier = "first answers" if given.quick else "as shipped"
    print(f"{given.worlds} worlds {given.size} {given.regime}, {tier}; large queries, bars {BARS[given.regime]}")
    for name, (mean, error) in summary(scores).items():
        print(f"  {name:55s} {mean:7.3f}" + (f" +- {error:.3f}" if error == error else ""))


if __name__ == "__main__":
    main()
