"""Names of columns that describe persons: headcount reads numbers of groups, never registers of persons."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

ENOUGH = 2
"""Columns that may describe a person, and together do"""


def describing(columns: Iterable[str]) -> list[str]:
    """The columns that make a table one of persons: one that only registers have, or two that a person may have."""
    known = columns_of_persons()
    found = sorted(column for column in set(columns) if column in known)
    return found if len(found) >= ENOUGH or any(known[column] for column in found) else []


@cache
def columns_of_persons() -> dict[str, bool]:
    """Name of a column -> whether it tells by itself that each row is a person."""
    lines = files(__package__).joinpath("persons.csv").read_text(encoding="utf-8").splitlines()
    return {row["column"]: row["alone"] == "yes" for row in csv.DictReader(lines)}
