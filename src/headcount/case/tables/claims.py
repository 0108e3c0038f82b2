"""A table of claims: one row a claim, columns named by the user."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from headcount.case.tables.sheets import Row, Sheet, column_name
from headcount.errors import InputError, UsageError
from headcount.values.claims import Claim

_GROUPED = re.compile(r"\d{1,3}(?:[ ,\u00a0\u202f'’]\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of the table are called; either ``value`` or ``lo`` and ``hi``, or all three."""

    object: str
    source: str
    value: str | None = None
    lo: str | None = None
    hi: str | None = None


def load_claims(path: Path, columns: Columns) -> tuple[tuple[Claim, ...], int]:
    """All claims of a CSV, and how many rows had no number and were passed over.

    Numbers are not held against what is possible: a table of claims may hold nonsense, which is what is to be found.

    Raises
    ------
    UsageError
        Neither a value nor a range is named, or a column is not in the table.
    InputError
        The table cannot be read, or a cell is no number, told by line and column.
    """
    if columns.value is None and (columns.lo is None or columns.hi is None):
        raise UsageError("which column holds the numbers? give --value COL, or --lo COL and --hi COL for ranges")
    with Sheet(path) as sheet:
        named = {role: _found(sheet, role, name) for role, name in _roles(columns).items()}
        claims: list[Claim] = []
        empty = 0
        for row in sheet.rows():
            if isinstance(row, InputError):
                raise row
            claim = _claim(row, named, path)
            if claim is None:
                empty += 1
            else:
                claims.append(claim)
    return tuple(claims), empty


def _roles(columns: Columns) -> dict[str, str]:
    given = {"object": columns.object, "source": columns.source, "value": columns.value}
    given |= {"lo": columns.lo, "hi": columns.hi}
    return {role: name for role, name in given.items() if name is not None}


def _found(sheet: Sheet, role: str, name: str) -> str:
    if column_name(name) not in sheet.columns:
        raise UsageError(f"--{role} {name}: {sheet.path} has no such column; it has {', '.join(sheet.columns)}")
    return column_name(name)


def _claim(row: Row, named: dict[str, str], path: Path) -> Claim | None:
    """``None`` for a row without a number."""

    def amount(role: str) -> float | None:
        return _amount(row.cells[named[role]], f"{path}, line {row.line}, column '{named[role]}'")

    who = {role: row.cells[named[role]] for role in ("object", "source")}
    lo, hi = (amount(role) if role in named else None for role in ("lo", "hi"))
    value = amount("value") if "value" in named else None
    if lo is None or hi is None:
        lo = hi = value if value is not None else lo if lo is not None else hi
    if lo is None or hi is None:
        return None
    for role, cell in who.items():
        if not cell:
            raise InputError(f"{path}, line {row.line}, column '{named[role]}': empty; every claim needs its {role}")
    return Claim(who["object"], who["source"], lo, hi)


def _amount(cell: str, where: str) -> float | None:
    text = re.sub(r"[ ,\u00a0\u202f'’]", "", cell) if _GROUPED.fullmatch(cell) else cell
    if not text:
        return None
    if not _PLAIN.fullmatch(text):
        raise InputError(f"{where}: '{cell[:40]}' is no number; write digits such as 1200 or 1,200")
    return float(text)
