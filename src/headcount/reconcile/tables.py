"""The judgements that the likelihood rests on, as tables: one CSV beside this file for each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

Row = Mapping[str, str]


@cache
def rows(name: str) -> Mapping[str, Row]:
    """The rows of ``name``.csv by their first column, in the order of the file."""
    text = (files(__name__.rpartition(".")[0]) / f"{name}.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines())
    key = (reader.fieldnames or [""])[0]
    return MappingProxyType({row[key]: MappingProxyType(row) for row in reader})


def number(name: str, code: str, column: str) -> float:
    """One cell of a table as a number; the row ``default`` stands in where ``code`` has none, else 0."""
    table = rows(name)
    row = table.get(code) or table.get("default")
    return float(row[column] or 0.0) if row else 0.0
