"""Reference models with published outputs, run by the projection's own model: SDXorg/test-models (MIT licence).

    git clone https://github.com/SDXorg/test-models
    python bench/reference_models.py test-models OUT      writes OUT/teacup.csv and OUT/SIR.csv, prints the errors

Of its samples these two are people (or heat) moving between stocks that never go below zero, with outputs published;
the others are springs, orbits and predators, which no flow of people can be. Stocks are blown up to 10^9 times, so
that chance is gone and the expected flow is left; a step is the step of the reference. In SIR the hazard of infection
depends on how many are ill, so the model is run step by step, each from the stocks of the one before.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from headcount.project import kernel
from headcount.project.decisions import decisions_of
from headcount.project.scenarios import controls_under
from headcount.project.world import inputs_of, world_of
from headcount.values.cases import Dimension, Later, Transition
from headcount.values.estimates import Estimate, Floats
from projection import small_case

LARGE = 1e9
TOLERANCE = 0.001
"""of the range of a variable"""


def rows(models: Path, out: Path) -> list[tuple[str, float, str]]:
    """(variable, largest error over the range of the reference, unit)."""
    return [
        *_compared("teacup", models / "samples" / "teacup" / "output.csv", out, _teacup),
        *_compared("SIR", models / "samples" / "SIR" / "output.csv", out, _sir),
    ]


def _teacup(steps: int, width: float) -> dict[str, Floats]:
    """Heat above the room's 70 degrees leaves the cup at a tenth a minute."""
    warm = _steps([110.0, 0.0], {(0, 1): 0.1 * width}, steps)[:, 0]
    return {"teacup temperature": 70 + warm, "heat loss to room": warm / 10}


def _sir(steps: int, width: float) -> dict[str, Floats]:
    """Contact infectivity 0.3, five days ill, a thousand people who do not know of the five first cases."""
    found = np.array([[1000.0, 5.0, 0.0]])
    for _ in range(steps):
        chance = {(0, 1): 0.3 * found[-1, 1] / 1000 * width, (1, 2): width / 5}
        found = np.vstack([found, _steps(found[-1], chance, 1)[-1]])
    return dict(zip(("susceptible", "infectious", "recovered"), found.T, strict=True))


def _steps(stocks: Sequence[float] | Floats, shares: dict[tuple[int, int], float], steps: int) -> Floats:
    """The stocks after each step, shape (steps + 1, stocks).

    ``shares`` are those that Euler's method moves in one step; ours moves 1 - exp(-hazard), so the hazard is theirs.
    """
    hazards = {edge: -np.log1p(-share) for edge, share in shares.items()}
    names = ("in_zone", "detained", "in_camp")[: len(stocks)]
    moves = [Transition("move", names[a], names[b], (12 * h, 12 * h), "reference") for (a, b), h in hazards.items()]
    case = replace(
        small_case(),
        state=Dimension("state", names, {}),
        transitions=tuple(moves),
        later=Later(),
        uncertainties=(),
        horizon_months=steps,
    )
    draws = np.rint(np.array(stocks) * LARGE).astype(np.int64).reshape(1, 1, 1, -1)
    axes = tuple((d.name, d.leaves) for d in (case.origin, case.group, case.state))
    world = world_of(
        Estimate(axes, draws, (), (), (), (), (), seed=1, digest="reference"), case, seed=1, trajectories=1
    )
    (control,) = controls_under(world, case.policies)
    return kernel.run(inputs_of(world, 0, 1), decisions_of(control, world, 0, 1), by="numpy").stock[0, :, 0] / LARGE


def _compared(
    name: str, reference: Path, out: Path, model: Callable[[int, float], dict[str, Floats]]
) -> list[tuple[str, float, str]]:
    with reference.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    times = np.array([float(row["Time"]) for row in table])
    ours = model(len(times) - 1, float(times[1] - times[0]))
    out.mkdir(parents=True, exist_ok=True)
    with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Time", *ours], *zip(times, *ours.values(), strict=True)])
    found = []
    for variable, values in ours.items():
        column = next(c for c in table[0] if c.lower() == variable)
        theirs = np.array([float(row[column]) for row in table])
        error = np.abs(values - theirs).max() / np.ptp(theirs)
        if error > TOLERANCE:
            raise AssertionError(f"{name}, {variable}: {error:.4f} of its range away from the reference")
        found.append((f"{name}: {variable}", float(error), "of its range"))
    return found


if __name__ == "__main__":
    for variable, value, unit in rows(Path(sys.argv[1]), Path(sys.argv[2])):
        print(f"{variable:40s} {value:10.5f} {unit}")
