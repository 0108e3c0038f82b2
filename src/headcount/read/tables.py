"""Tables in a stored text: runs of lines whose cells an upright line or a tab parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from headcount.values.documents import Span

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[\s|:+=-]*")
_LONGEST_CELL = 300
"""Characters from which a cell is prose, and the signs between are no table"""
_CAPTION = 200
"""Characters of the longest line before a table that may be its caption"""
_MOST_HEADS = 3
_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its span and those of its cells, without blanks at their ends."""

    span: Span
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of at least two rows and two columns, and the line before it that may say what it is about."""

    span: Span
    caption: Span | None
    heads: tuple[Row, ...]
    """rows at the top that hold no number but years"""
    rows: tuple[Row, ...]


def find(text: str) -> list[Table]:
    """All tables of ``text`` from top to bottom."""
    if "|" not in text and "\t" not in text:
        return []
    found: list[Table] = []
    run: list[Row] = []
    last: Span | None = None
    before: Span | None = None
    for match in _LINE.finditer(text):
        row = _row(text, match.start(), match.end())
        if row is not None and (not run or len(row.cells) == len(run[0].cells)):
            before = last if not run else before
            run.append(row)
            continue
        if run and _is_rule(text, match.span()):
            continue
        found.extend(_table(text, run, before))
        before, run = last, [row] if row is not None else []
        last = match.span() if match[0].strip() else last
    found.extend(_table(text, run, before))
    return found


def _row(text: str, start: int, end: int) -> Row | None:
    line = text[start:end].rstrip("\n")
    sign = "|" if "|" in line else "\t"
    if sign not in line or _RULE.fullmatch(line):
        return None
    cells = list(_cells(line, start, sign))
    if len(cells) < 2 or any(high - low > _LONGEST_CELL for low, high in cells):
        return None
    return Row((cells[0][0], cells[-1][1]), tuple(cells))


def _cells(line: str, start: int, sign: str) -> Iterator[Span]:
    """Cells of a line; a Markdown row has upright lines at both ends as well."""
    stripped = line.strip()
    inner = stripped.removeprefix("|").removesuffix("|") if sign == "|" else line.strip(" \r")
    at = start + line.index(inner)
    for part in inner.split(sign):
        low = at + len(part) - len(part.lstrip())
        yield low, max(low, at + len(part.rstrip()))
        at += len(part) + 1


def _is_rule(text: str, span: Span) -> bool:
    """Whether a line is the rule of dashes below the heads of a Markdown table."""
    line = text[span[0] : span[1]].strip()
    return "-" in line and bool(_RULE.fullmatch(line))


def _table(text: str, run: list[Row], before: Span | None) -> Iterator[Table]:
    """The table of a run of rows; none where it has one row or no number."""
    numbered = [bool(_NUMBER.search(_YEAR.sub("", text[row.span[0] : row.span[1]]))) for row in run]
    if len(run) < 2 or not any(numbered):
        return
    heads = min(numbered.index(True), _MOST_HEADS)
    start = run[0].span[0]
    near = before is not None and before[1] - before[0] <= _CAPTION and not text[before[1] : start].strip()
    yield Table((start, run[-1].span[1]), before if near else None, tuple(run[:heads]), tuple(run[heads:]))


def outside(text: str, span: Span, tables: list[Table]) -> Iterator[Span]:
    """The parts of ``span`` that lie in no table, without blanks at their ends."""
    low, high = span
    for table in tables:
        start, end = table.span
        if end <= low or start >= high:
            continue
        yield from _trimmed(text, low, start)
        low = max(low, end)
    yield from _trimmed(text, low, high)


def _trimmed(text: str, low: int, high: int) -> Iterator[Span]:
    part = text[low:high] if low < high else ""
    if part.strip():
        yield low + len(part) - len(part.lstrip()), low + len(part.rstrip())
