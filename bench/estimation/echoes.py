"""Echoes found in synthetic worlds whose copies are known: precision and recall of pairs, calibration, speed.

    python bench/estimation/echoes.py [--worlds 20]

The generator is ../shared/eval/worlds.py, beside the repository; without it nothing is measured, and that is said.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import worlds

from headcount.ledger import Cells
from headcount.reconcile import series
from headcount.reconcile.echoes import Cluster
from headcount.reconcile.evidence import gather
from headcount.reconcile.flows import flows
from headcount.reconcile.layout import Layout
from headcount.reconcile.merging import echoed

GENERATOR = Path(__file__).resolve().parents[3] / "shared" / "eval" / "worlds.py"
BAR = 0.90
_BINS = (0.0, 0.05, 0.2, 0.5, 0.8, 1.01)


def generator() -> Any | None:
    """The module that makes worlds, or ``None`` where it is not there."""
    if not GENERATOR.exists():
        return None
    spec = importlib.util.spec_from_file_location("outside_worlds", GENERATOR)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found(problem: Mapping[str, Any]) -> tuple[tuple[Cluster, ...], float]:
    """Clusters of the figures of a world as the account sees them, and the seconds that finding them took."""
    case, readings = worlds.case(problem), worlds.readings(problem)
    system = flows(case, series.dates(readings))
    evidence, _ = gather(readings, Layout(case, Cells.from_case(case), system.graph, system.grid))
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    began = time.perf_counter()
    return echoed(evidence, figures), time.perf_counter() - began


def roots(truth: Mapping[str, Any]) -> dict[str, str]:
    """Figure -> the original that it goes back to."""
    return {row["id"]: row["echo_of"] or row["id"] for row in truth["figures"]}


def pairs(groups: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    """All pairs within each group."""
    return {frozenset(two) for group in groups for two in combinations(group, 2)}


def chances(clusters: Sequence[Cluster], root: Mapping[str, str]) -> Iterator[tuple[float, bool]]:
    """P(independent) of every figure that has something to repeat, and whether it was no copy of that."""
    for one in clusters:
        yield from ((copy.independent, root[copy.id] != root[copy.of]) for copy in one.copies)
        if one.perhaps:
            yield one.independent, root[one.first] != root[one.perhaps]


def measure(make: Any, size: str, regime: str, number: int) -> None:
    """Print the figures of ``number`` worlds of one size and regime."""
    precision, recall, seconds, told = [], [], [], []
    for seed in range(1, number + 1):
        problem, truth = make(size, seed, regime, None)
        clusters, took = found(problem)
        root = roots(truth)
        groups: dict[str, list[str]] = {}
        for figure, of in root.items():
            groups.setdefault(of, []).append(figure)
        true, got = pairs(list(groups.values())), pairs([one.members for one in clusters])
        precision.append(len(true & got) / max(len(got), 1))
        recall.append(len(true & got) / max(len(true), 1))
        seconds.append(took)
        told += list(chances(clusters, root))
    print(
        f"{size} {regime:6} {number:3} worlds: precision {statistics.mean(precision):.3f} "
        f"(lowest {min(precision):.3f}), recall {statistics.mean(recall):.3f} (lowest {min(recall):.3f}), "
        f"bar {BAR} both; {statistics.median(seconds):.3f} s"
    )
    print(f"   P(independent) said > seen: {_calibration(told)}")


def _calibration(told: Sequence[tuple[float, bool]]) -> str:
    parts = []
    for low, high in pairwise(_BINS):
        inside = [(p, alone) for p, alone in told if low <= p < high]
        if inside:
            said, seen = (statistics.mean(float(x) for x in column) for column in zip(*inside, strict=True))
            parts.append(f"{said:.2f} > {seen:.2f} (of {len(inside)})")
    return ", ".join(parts)


def main() -> int:
    """Measure both regimes of both sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=20)
    given = parser.parse_args()
    module = generator()
    if module is None:
        print("echoes: ../shared/eval/worlds.py is not there, nothing measured")
        return 0
    for size in ("S", "M"):
        for regime in ("well", "rough"):
            measure(module.make, size, regime, given.worlds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
