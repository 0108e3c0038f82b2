"""How tables stand in a stored text: a row a line, cells parted by an upright line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SEPARATOR = " | "


def line(cells: Iterable[str]) -> str:
    """One row as a line; blanks in a cell shrink to one, and its own upright lines become slashes."""
    return SEPARATOR.join(" ".join(cell.replace("|", "/").split()) or "-" for cell in cells)


def block(rows: Sequence[Sequence[str]]) -> str:
    """The rows of a table as lines; empty rows and columns are left out."""
    width = max(map(len, rows), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in rows if any(cell.strip() for cell in row)]
    kept = [at for at in range(width) if any(row[at].strip() for row in full)]
    return "\n".join(line(row[at] for at in kept) for row in full)
