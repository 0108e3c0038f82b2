"""A CSV file as rows with line numbers: any delimiter, a byte-order mark, an HXL row, and no formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from headcount.errors import InputError

LARGEST_TABLE = 1_000_000_000
"""bytes: some five million rows; more is a database and no table of published figures"""
_LONGEST_CELL = 10_000
_DELIMITERS = ",;\t|"
_FORMULA = ("=", "@", "+", "-")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line of the file it begins at, and its cells by column, stripped."""

    line: int
    cells: Mapping[str, str]


class Sheet:
    """An open table: ``columns`` in their order, then the rows one by one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = _opened(path)
        try:
            head = self._file.readline(_LONGEST_CELL * 10)
            self._file.seek(0)
            self._reader = csv.reader(self._file, delimiter=_delimiter(head), strict=True)
            self.columns = self._columns()
        except UnicodeDecodeError as error:
            self._file.close()
            raise InputError(f"{path}: {error}; save the table again as CSV in UTF-8") from None
        except InputError:
            self._file.close()
            raise

    def __enter__(self) -> Sheet:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[Row | InputError]:
        """Every row that holds something; a row that cannot be one comes as its error.

        An HXL row of hashtags below the header is passed over.
        """
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeDecodeError) as error:
                yield InputError(f"{self.path}, line {line}: {error}; save the table again as plain CSV in UTF-8")
                return
            if not any(map(str.strip, cells)) or _is_hxl(cells):
                continue
            yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row | InputError:
        if len(cells) != len(self.columns):
            return InputError(
                f"{self.path}, line {line}: {len(cells)} cells under {len(self.columns)} columns; "
                "put cells that hold the delimiter in quotation marks, and fill merged cells"
            )
        named = {column: cell.strip() for column, cell in zip(self.columns, cells, strict=True)}
        for column, cell in named.items():
            if cell and cell[0] in _FORMULA and _is_formula(cell):
                return InputError(
                    f"{self.path}, line {line}, column '{column}': '{cell[:40]}' looks like a formula; "
                    "put its result there"
                )
            if len(cell) > _LONGEST_CELL:
                return InputError(
                    f"{self.path}, line {line}, column '{column}': {len(cell):,} characters; "
                    f"a cell holds {_LONGEST_CELL:,} at the most"
                )
        return Row(line, named)

    def _columns(self) -> tuple[str, ...]:
        try:
            first = next(self._reader, [])
        except csv.Error as error:
            raise InputError(f"{self.path}, line 1: {error}; save the table again as plain CSV in UTF-8") from None
        columns = tuple(map(column_name, first))
        while columns and not columns[-1]:
            columns = columns[:-1]
        if not any(columns):
            raise InputError(f"{self.path}: no row of column names; the first line must name the columns")
        for at, column in enumerate(columns):
            if not column:
                raise InputError(f"{self.path}, line 1: column {at + 1} has no name; merged header cells must be split")
            if columns.count(column) > 1:
                raise InputError(f"{self.path}, line 1: two columns are called '{column}'; rename one")
        return columns


def column_name(cell: str) -> str:
    """The name of a column as we compare it: small letters, ``_`` for blanks."""
    return cell.strip().lower().replace(" ", "_")


def _opened(path: Path) -> TextIO:
    try:
        if path.is_dir():
            raise InputError(f"{path}: a folder; name a CSV file")
        size = path.stat().st_size
        if size > LARGEST_TABLE:
            raise InputError(f"{path}: {size:,} bytes; a table may have {LARGEST_TABLE:,}: split it")
        with path.open("rb") as raw:
            head = raw.read(4)
        if head[:2] == b"PK":
            raise InputError(f"{path}: a spreadsheet and no CSV; save the sheet as CSV (UTF-8) and import that")
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name a CSV file") from None


def _delimiter(head: str) -> str:
    """The sign that parts the column names; names themselves hold none of them."""
    return max(_DELIMITERS, key=head.count) if head else ","


def _is_hxl(cells: list[str]) -> bool:
    """Whether this is a row of HXL hashtags: each cell empty or a tag, and at least one tag."""
    stripped = [cell.strip() for cell in cells if cell.strip()]
    return bool(stripped) and all(cell.startswith("#") for cell in stripped)


def _is_formula(cell: str) -> bool:
    """'=A1+2', '@SUM(..)', '+B3'; a negative number or a hyphenated word is none."""
    return cell[0] in "=@" or (len(cell) > 1 and cell[1:2].isalpha() and any(sign in cell for sign in "()!:"))
