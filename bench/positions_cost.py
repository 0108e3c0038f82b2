"""What positions cost: reading figures and positions against figures alone, on the same text in the same run.

    python bench/positions_cost.py

The time inside ``positions.find`` is taken with the sentences that only positions need; the rest is figures alone.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parent))
import reading_speed
from headcount.read import positions

RUNS = 3


def rows() -> Iterator[tuple[str, float, str]]:
    """(what, value, unit) of every measurement."""
    some = reading_speed.texts(reading_speed.SIZE)
    best = min((measured(some) for _ in range(RUNS)), key=lambda pair: pair[0])
    whole, alone = best
    yield "read, figures alone", alone, "s"
    yield "read, figures and positions against figures alone", whole / alone, "x"


def measured(some: list[str]) -> tuple[float, float]:
    """Seconds of reading everything, and of the same without positions."""
    spent = 0.0
    find = positions.find

    def timed(*given: object) -> object:
        nonlocal spent
        start = time.process_time()
        found = find(*given)  # type: ignore[arg-type]
        spent += time.process_time() - start
        return found

    with patch.object(positions, "find", timed):
        whole = reading_speed.seconds(some)
    return whole, whole - spent


if __name__ == "__main__":
    for what, value, unit in rows():
        print(f"{what:60s} {value:8.3f} {unit}")
