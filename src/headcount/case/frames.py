"""Tables that a notebook shows, and that pandas or polars take."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from headcount.errors import UsageError

LIBRARIES = ("pandas", "polars")
SHOWN = 20
"""rows of a table in a notebook or terminal; the rest is counted"""
WIDEST = 40
"""characters of a cell as plain text"""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Columns of plain values: text, numbers, truth values and ``None``."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def select(self, *columns: str) -> Table:
        """The same rows with these columns only.

        Raises
        ------
        UsageError
            The table has no such column; the message lists those it has.
        """
        for name in columns:
            if name not in self.columns:
                raise UsageError(f"there is no column '{name}'; there are {', '.join(self.columns)}")
        places = [self.columns.index(name) for name in columns]
        return Table(self.title, columns, tuple(tuple(row[place] for place in places) for row in self.rows))

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_frame(self, library: str | None = None) -> Any:
        """A data frame of ``library``: pandas or polars; without a name the first of them that is installed.

        Raises
        ------
        UsageError
            The library is not installed, or is another.
        """
        data = {name: [row[place] for row in self.rows] for place, name in enumerate(self.columns)}
        return _library(library).DataFrame(data)

    def __repr__(self) -> str:
        return table_text(self.columns, self.rows)

    def _repr_html_(self) -> str:
        return table_html(self.title, self.columns, self.rows)


def table_text(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The first rows as lines of plain text; long cells are cut, columns with nothing in them left out."""
    used = [place for place, _ in enumerate(columns) if any(row[place] not in (None, "") for row in rows)]
    cells = [[columns[place] for place in used], *([_plain(row[place]) for place in used] for row in rows[:SHOWN])]
    widths = [max(len(line[place]) for line in cells) for place in range(len(used))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([*lines, *([f"and {len(rows) - SHOWN:,} more"] if len(rows) > SHOWN else [])])


def table_html(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The first rows as HTML that no text of a document can break out of."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:SHOWN])
    more = f"<p>and {len(rows) - SHOWN:,} more</p>" if len(rows) > SHOWN else ""
    caption = f"<caption>{html.escape(title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def table_of(title: str, records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    """A table of ``records``; what one of them lacks is ``None``."""
    return Table(title, tuple(columns), tuple(tuple(record.get(name) for name in columns) for record in records))


def _cell(value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    style = ' style="text-align:right"' if number else ""
    return f"<td{style}>{html.escape(_printed(value))}</td>"


def _plain(value: Any) -> str:
    text = " ".join(_printed(value).split())
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def _printed(value: Any) -> str:
    """Whole numbers as such, others with three digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:.3g}"


def _library(name: str | None) -> Any:
    if name is not None and name not in LIBRARIES:
        raise UsageError(f"no data frame of '{name}' can be made; choose one of {', '.join(LIBRARIES)}")
    for each in (name,) if name else LIBRARIES:
        try:
            return import_module(each)
        except ImportError:
            continue
    wanted = name or " nor ".join(LIBRARIES)
    raise UsageError(
        f"{'' if name else 'neither '}{wanted} is installed; pip install {name or LIBRARIES[0]}, or take .table(...), "
        "whose rows are plain values"
    )
