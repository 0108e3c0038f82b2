"""Quality floors: measure, compare, and raise them when asked; they never go down.

    python gate/floors.py            every score beside its floor; exit 1 when one has fallen
    python gate/floors.py --raise    lift each floor to just below what was measured now

Scores on texts that nobody of us wrote need ../shared beside the repository; without it those rows are listed
as not measured and the rest is judged.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import calibration
import estimates
import positions
import reading

FLOORS = Path(__file__).with_name("floors.toml")
MARGIN = 0.005
"""A floor stands this far below what was measured, so that noise alone does not break it."""


def main() -> int:
    """Measure every score, print it beside its floor; the exit code."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    stages = {
        "reading": reading.scores,
        "positions": positions.scores,
        "calibration": calibration.scores,
        "estimates": estimates.scores,
    }
    scores = {name: score for stage, measure in stages.items() for name, score in _all(stage, measure).items()}
    fallen = [name for name, floor in floors.items() if name in scores and scores[name] < floor]
    for name in sorted(floors | scores):
        mark = "  FALLEN" if name in fallen else ""
        print(f"{name:55s} {_cell(scores.get(name))}  floor {_cell(floors.get(name))}{mark}")
    if "--raise" in sys.argv[1:]:
        raised = {name: max(floors.get(name, -1.0), round(score - MARGIN, 3)) for name, score in scores.items()}
        _write(floors | raised)
    return 1 if fallen else 0


def _all(stage: str, measure: Callable[[], dict[str, float]]) -> dict[str, float]:
    return {f"{stage}.{name}": score for name, score in measure().items()}


def _cell(value: float | None) -> str:
    return "   -  " if value is None else f"{value:6.3f}"


def _write(floors: dict[str, float]) -> None:
    lines = [f'"{name}" = {floor}' for name, floor in sorted(floors.items())]
    FLOORS.write_text(
        "# Raised by gate/floors.py --raise; never lowered.\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
