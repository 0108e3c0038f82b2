"""Tables with commas, semicolons or tabs: documents in rows where there is a column ``text``, else one table.

A table whose columns are those of a register of persons is refused: headcount holds groups, never persons.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from headcount.errors import InputError
from headcount.read.loaders import cells, persons, rows
from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.limits import MAX_BYTES, MAX_CELLS
from headcount.read.loaders.source import Loaded, Source, told

_SIGNS = (",", ";", "\t", "|")


def texts(source: Source) -> Iterator[Loaded | InputError]:
    """The document of each row, or the table as one document.

    Raises
    ------
    InputError
        No table, too many cells, or a register of persons.
    """
    text, remarks = decoded(source.raw, source.name)
    table = list(_rows(text, source))
    header = [cell.strip().lower().lstrip("\ufeff") for cell in table[0]] if table else []
    _refuse_persons(header, source.name)
    if "text" in header:
        yield from _documents(table[1:], header, source, remarks)
        return
    if len(table) < 2 or len(header) < 2:
        raise InputError(
            f"{source.name}: has neither a column 'text' nor two columns with a header; columns of documents are "
            f"{', '.join(rows.COLUMNS)}"
        )
    yield Loaded(cells.block(table), remarks=remarks)


def _rows(text: str, source: Source) -> Iterator[list[str]]:
    first = text.split("\n", 1)[0]
    sign = max(_SIGNS, key=first.count)
    csv.field_size_limit(MAX_BYTES)
    count = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            count += len(row)
            if count > MAX_CELLS:
                raise InputError(f"{source.name}: has more than {MAX_CELLS:,} cells; cut the table")
            if count % 100 == 0:
                source.pause()
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise InputError(f"{source.name}: is no table ({told(error)}); save it as CSV again") from None


def _documents(
    table: list[list[str]], header: list[str], source: Source, remarks: tuple[str, ...]
) -> Iterator[Loaded | InputError]:
    unknown = sorted(set(header) - set(rows.COLUMNS) - {""})
    if unknown:
        remarks = (*remarks, f"columns not read: {', '.join(unknown[:10])}")
    for number, row in enumerate(table, 2):
        source.pause()
        name = f"{source.name}, row {number}"
        try:
            if len(row) > len(header):
                raise InputError(f"{name}: has {len(row)} cells under {len(header)} columns; quote its text")
            yield rows.loaded(dict(zip(header, row, strict=False)), name, remarks)
        except InputError as error:
            yield error


def _refuse_persons(header: list[str], name: str) -> None:
    if found := persons.describing(header):
        raise InputError(
            f"{name}: its columns ({', '.join(found)}) are those of a list of persons; headcount reads numbers of "
            "groups, never records of persons"
        )
