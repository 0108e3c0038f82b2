"""Markdown from docstrings and tables."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

NOTE = "<!-- made by tools/build_reference.py from the code; change it there -->\n"
_SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
_ROLE = re.compile(r":\w+:`~?([^`]+)`")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; bars in cells are escaped."""
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def docstring(text: str | None) -> str:
    """A numpydoc docstring: its sections become bold words, their entries a list."""
    clean = _ROLE.sub(r"`\1`", inspect.cleandoc(text or "")).replace("``", "`")
    parts = _SECTION.split(clean)
    made = [_hanging(parts[0].strip())]
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        made.append(f"**{name}**\n\n{_entries(body.strip())}")
    return "\n\n".join(part for part in made if part) + "\n"


def _hanging(text: str) -> str:
    """Code after a double colon is indented already; everything else stands as it is."""
    return re.sub(r"::$", ":", text, flags=re.MULTILINE)


def _entries(body: str) -> str:
    """``name`` on a line of its own, what it means indented below it."""
    entries: list[tuple[str, list[str]]] = []
    for line in filter(str.strip, body.splitlines()):
        if line.startswith(" ") and entries:
            entries[-1][1].append(line.strip())
        else:
            entries.append((line.strip(), []))
    return "\n".join(f"- `{name}`: {' '.join(meaning)}" for name, meaning in entries)
