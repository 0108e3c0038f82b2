"""Tables of a page: lines that end in as many numbers each, with the heads above them.

pypdf gives lines, not cells, so a table is told by its numbers. Heads are cut where words begin with a capital; where
that does not give as many heads as there are columns they stay as they are, and nobody can say what the numbers count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from headcount.read.loaders import cells

_LABEL = 60
"""Characters of the longest label of a row"""
_NUMBER = re.compile(r"[~<>≈≥≤]?\d[\d.,]*[%+*]?|[-–—]|n/?a", re.I)
_HEAD = re.compile(r"[^\W\d_][^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page and where it begins, in points."""

    text: str
    x: float
    y: float
    size: float
    row: bool = False
    """it is the row of a table, its cells parted by the sign of tables"""


def tabulated(page: Sequence[Line]) -> list[Line]:
    """``page`` with the rows of its tables as lines of cells; all other lines as they are."""
    made = list(page)
    split = [_cells(line.text) for line in page]
    for start, end in _runs(split):
        heads = _heads(page[start - 1].text, len(split[start])) if start else None
        if heads is not None:
            made[start - 1] = replace(page[start - 1], text=cells.line(heads), row=True)
        for at in range(start, end):
            made[at] = replace(page[at], text=cells.line(split[at]), row=True)
    return made


def _cells(text: str) -> list[str]:
    """A label and the numbers behind it; nothing where a line is no row."""
    words = text.split(" ")
    at = len(words)
    while at > 0 and _NUMBER.fullmatch(words[at - 1]):
        at -= 1
    label = " ".join(words[:at])
    if len(words) - at < 2 or not any(map(str.isalpha, label)) or len(label) > _LABEL or label.endswith((".", ",")):
        return []
    return [label, *words[at:]]


def _runs(split: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Where rows with as many cells follow one another, two at least."""
    at = 0
    while at < len(split):
        end = at + 1
        while end < len(split) and split[at] and len(split[end]) == len(split[at]):
            end += 1
        if end - at > 1:
            yield at, end
        at = end


def _heads(text: str, width: int) -> list[str] | None:
    """The heads of ``width`` columns; the first may be without one."""
    words = text.split(" ")
    for parts in (_by_capitals(words), words):
        if len(parts) in (width, width - 1) and all(_HEAD.match(part) for part in parts):
            return ["-"] * (width - len(parts)) + parts
    return None


def _by_capitals(words: Sequence[str]) -> list[str]:
    """Words joined to those before them that begin with a capital: 'Country of origin', 'Women'."""
    parts: list[str] = []
    for word in words:
        if parts and not word[:1].isupper():
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts
