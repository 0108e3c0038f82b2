"""Reconciling on worlds that nobody of us made: coverage, loss against naive rules, doubts, echoes.

Needs ../shared/eval/worlds.py; without it nothing is measured. Each score is at most 1 and must not fall.

    python gate/estimates.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench" / "estimation"))

import world_scores
import worlds

_WORLDS = 16
_NOISE = 0.045
"""Two standard errors of a coverage over the worlds taken here"""


def scores() -> dict[str, float]:
    """Nearness of the coverage of large numbers to what is promised, gain over naive rules, AUC, echoes."""
    if worlds.generator() is None:
        return {}
    found: dict[str, float] = {}
    for regime in ("well", "rough"):
        measured = [world_scores.score("S", seed, regime, quick=False, until=None) for seed in range(_WORLDS)]
        means = {name: mean for name, (mean, _) in world_scores.summary(measured).items()}
        found |= {
            f"worlds-{regime}.coverage_90": _nearness(means["large cover90"], 0.90),
            f"worlds-{regime}.coverage_50": _nearness(means["large cover50"], 0.50),
            f"worlds-{regime}.gain": 1.0 - means["loss on printed queries, against the best naive rule"],
            f"worlds-{regime}.doubts": means["AUC of P(wrong)"],
            f"worlds-{regime}.echo_precision": means["echo precision"],
            f"worlds-{regime}.echo_recall": means["echo recall"],
        }
    return found


def _nearness(coverage: float, promised: float) -> float:
    return 1.0 - max(0.0, abs(coverage - promised) - _NOISE)


if __name__ == "__main__":
    for name, score in scores().items():
        print(f"{name:40s} {score:.3f}")
