"""Tables from outside into the files of a case: all rows or none, each with the same id as last time."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from headcount.case.tables import rows
from headcount.case.tables.columns import CITATION, KINDS, SOURCES, Kind, kind_of
from headcount.case.tables.mappings import Mapped
from headcount.case.tables.persons import is_list_of_ones, is_personal, refuse_persons
from headcount.case.tables.rows import Cells, FigureRow, PositionRow, SourceRow
from headcount.case.tables.sheets import Row, Sheet
from headcount.errors import InputError

AnyRow = SourceRow | FigureRow | PositionRow
_TOLD = 50
"""errors told one by one; of more, the number"""


@dataclass(slots=True)
class Imported:
    """What an import did, or would do: rows new, changed and the same, by table."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    """the first of them, each with file, line and column"""
    error_count: int = 0

    def refuse(self, message: str) -> None:
        """Count an error and keep its words while there are few."""
        self.error_count += 1
        if len(self.errors) < _TOLD:
            self.errors.append(message)


@dataclass(slots=True)
class _Tables:
    """All rows of a case by table and id, in their order."""

    held: dict[str, dict[str, AnyRow]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    seen: dict[str, dict[str, str]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    """id -> file and line it came from in this import"""


def import_tables(folder: Path, paths: Sequence[Path], mapping: Mapped, *, dry_run: bool = False) -> Imported:
    """Read the tables at ``paths``, check every cell, and add them to the case in ``folder``.

    A row whose id the case has already takes its place. With one error nothing is written.

    Raises
    ------
    InputError
        A file is no table, or lists persons.
    """
    tables, done = _Tables(), Imported()
    for kind in KINDS:
        for row in load(folder, kind):
            tables.held[kind.name][_key(kind, row)] = row
    before = {name: dict(held) for name, held in tables.held.items()}
    for path in sorted(paths, key=lambda path: _rank(path, mapping)):
        _take(path, mapping, tables, done)
    _refuse_dangling(tables, done)
    for name, held in tables.held.items():
        old = before[name]
        done.new[name] = sum(key not in old for key in held)
        done.changed[name] = sum(key in old and old[key] != row for key, row in held.items())
        done.same[name] = len(held) - done.new[name] - done.changed[name]
    if not done.error_count and not dry_run:
        for kind in KINDS:
            if tables.held[kind.name] != before[kind.name]:
                _write(folder / kind.file, kind, tables.held[kind.name].values())
    return done


def load(folder: Path, kind: Kind) -> list[Any]:
    """The rows of one table of a case; none where it has no such file.

    Raises
    ------
    InputError
        A row of the file is wrong; the message names line and column.
    """
    path = folder / kind.file
    if not path.is_file():
        return []
    made: list[AnyRow] = []
    with Sheet(path) as sheet:
        missing = [column for column in kind.needed if column not in sheet.columns]
        if missing:
            raise InputError(f"{path}: has no column '{missing[0]}'; the columns are {', '.join(kind.columns)}")
        for row in sheet.rows():
            if isinstance(row, InputError):
                raise row
            read = Cells(row.cells, None)
            made.append(_typed(kind, read, read.text("source_id"), Mapped()))
            for column, what in read.errors:
                raise InputError(f"{path}, line {row.line}, column '{column}': {what}")
    return made


def _rank(path: Path, mapping: Mapped) -> int:
    """Sources first: figures and positions name them."""
    with Sheet(path) as sheet:
        kind = kind_of(_ours(sheet, mapping))
    return 1 if kind is not SOURCES else 0


def _ours(sheet: Sheet, mapping: Mapped) -> tuple[str, ...]:
    return tuple(filter(None, map(mapping.column, sheet.columns)))


def _take(path: Path, mapping: Mapped, tables: _Tables, done: Imported) -> None:
    with Sheet(path) as sheet:
        refuse_persons(path, sheet.columns)
        columns = _ours(sheet, mapping)
        kind = kind_of(columns)
        if kind is None:
            raise InputError(
                f"{path}: columns {', '.join(sheet.columns)} are those of no table; figures need "
                "lo, hi, status; positions actor, action, stage; sources publisher, url (map others with --map)"
            )
        strange = [column for column in columns if column not in kind.columns and column not in CITATION]
        if strange:
            what = (
                "may describe persons; leave it out of the file, or in the mapping file by drop"
                if is_personal(strange[0])
                else "is none of ours; name it in the mapping file under [columns] or in drop"
            )
            raise InputError(f"{path}: unknown column '{strange[0]}' {what}")
        watched: list[tuple[float | None, str]] = []
        for row in sheet.rows():
            if isinstance(row, InputError):
                done.refuse(str(row))
                continue
            made = _made(path, kind, row, mapping, tables, done)
            if isinstance(made, FigureRow) and len(watched) < 1000:
                watched.append((made.lo, made.note or made.original_source))
        if is_list_of_ones(watched):
            raise InputError(f"{path}: lists persons one by one; headcount holds groups: import counts of them")


def _made(path: Path, kind: Kind, row: Row, mapping: Mapped, tables: _Tables, done: Imported) -> AnyRow:
    read = Cells(mapping.cells(row.cells), mapping.dates)
    source_id = read.text("source_id")
    if kind is not SOURCES:
        source_id = source_id or _own_source(read, tables)
        _agree(read, source_id, tables)
    made = _typed(kind, read, source_id, mapping)
    key = _key(kind, made)
    if before := tables.seen[kind.name].get(key):
        read.errors.append((kind.key, f"'{key}' stands on {before} already; give each row its own"))
    for column, what in read.errors:
        done.refuse(f"{path}, line {row.line}, column '{column}': {what}")
    if not read.errors:
        tables.seen[kind.name][key] = f"line {row.line}"
        tables.held[kind.name][key] = made
    return made


def _typed(kind: Kind, read: Cells, source_id: str, mapping: Mapped) -> AnyRow:
    if kind is SOURCES:
        return rows.source_row(read)
    if kind.name == "figures":
        return rows.figure_row(read, source_id, percent=mapping.shares == "percent")
    return rows.position_row(read, source_id)


def _own_source(read: Cells, tables: _Tables) -> str:
    """The source that a row without ``source_id`` describes by publisher and address."""
    if not read.text("url") or not read.text("publisher"):
        read.errors.append(("source_id", "is empty, and so is publisher or url; say where the row comes from"))
        return ""
    made = rows.source_row(read)
    tables.held["sources"].setdefault(made.source_id, made)
    return made.source_id


def _agree(read: Cells, source_id: str, tables: _Tables) -> None:
    """A citation beside a source's id must be that source's own."""
    source = tables.held["sources"].get(source_id)
    if not isinstance(source, SourceRow):
        return
    for column in ("url", "publisher"):
        cell = read.text(column)
        if cell and cell != getattr(source, column):
            read.errors.append((column, f"'{cell[:60]}' is not that of source {source_id}; mend one of them"))


def _refuse_dangling(tables: _Tables, done: Imported) -> None:
    """Every source named is there; every link leads to a figure."""
    for name in ("figures", "positions"):
        for key, row in tables.held[name].items():
            assert not isinstance(row, SourceRow)
            if row.source_id not in tables.held["sources"]:
                done.refuse(f"{name}, id '{key}', column 'source_id': no source is called '{row.source_id}'; add it")
            for _, target in row.links if isinstance(row, FigureRow) else ():
                if target not in tables.held["figures"] and "&" not in target:
                    done.refuse(f"{name}, id '{key}', column 'links': no figure is called '{target}'; mend the link")


def _key(kind: Kind, row: AnyRow) -> str:
    return str(getattr(row, kind.key))


def _write(path: Path, kind: Kind, held: Iterable[AnyRow]) -> None:
    """Replace the file in one step, so that a crash leaves the old one whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(kind.columns)
            writer.writerows(_printed(held))
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _printed(held: Iterable[AnyRow]) -> Iterator[list[str]]:
    for row in held:
        yield [_cell(getattr(row, entry.name)) for entry in fields(row)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return " ".join(":".join(pair) for pair in value)
        return "+".join(value)
    return str(value)
