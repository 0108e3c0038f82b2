"""How well levers work: judgements, each a range with its author, in ``levers/effects.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: a 90 % range for something a lever does that nobody has measured."""

    lever: str
    effect: str
    low: float
    high: float
    meaning: str
    basis: str


@cache
def effects() -> dict[tuple[str, str], Effect]:
    """Every judged effect by lever and name."""
    lines = (files(__package__) / "levers" / "effects.csv").read_text(encoding="utf-8").splitlines()
    found = [
        Effect(row["lever"], row["effect"], float(row["low"]), float(row["high"]), row["meaning"], row["basis"])
        for row in csv.DictReader(lines)
    ]
    return {(effect.lever, effect.effect): effect for effect in found}
