"""Tables on a terminal, JSON lines when piped; data on stdout, all else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from headcount.errors import HeadcountError

T = TypeVar("T")
_WIDTH = 120
"""of tables that are piped or written to a file, where no terminal says how wide it is"""


class Printer:
    """How one command talks: ``data`` to stdout, ``say`` and ``complain`` to stderr."""

    def __init__(self, *, form: str | None = None, quiet: bool = False, no_color: bool = False) -> None:
        self.as_json = form == "json" or (form is None and not sys.stdout.isatty())
        self.quiet = quiet
        self.no_color = no_color

    def lines(self, values: Iterable[Any]) -> None:
        """One JSON object a line."""
        for value in values:
            sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

    def table(
        self,
        columns: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        title: str | None = None,
        right: Sequence[str] = (),
    ) -> None:
        """A table; ``right`` names the columns of numbers."""
        from rich.console import Console
        from rich.table import Table

        table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
        for column in columns:
            table.add_column(column, justify="right" if column in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*row)
        width = None if sys.stdout.isatty() else _WIDTH
        console = Console(file=sys.stdout, no_color=self.no_color, highlight=False, markup=False, width=width)
        console.print(table)

    def text(self, text: str) -> None:
        """Plain text to stdout."""
        sys.stdout.write(text + "\n")

    def progress(self, items: Sequence[T], what: str = "reading") -> Iterator[T]:
        """``items``, with a line on a terminal's stderr that says how far we are."""
        shown = not self.quiet and len(items) > 1 and sys.stderr.isatty()
        for number, item in enumerate(items, 1):
            if shown:
                print(f"\r{what} {number:,} of {len(items):,}", end="\x1b[K", file=sys.stderr, flush=True)  # noqa: T201
            yield item
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201

    def say(self, text: str) -> None:
        """A remark to stderr."""
        if not self.quiet:
            print(text, file=sys.stderr)  # noqa: T201

    def warn(self, text: str) -> None:
        """An error to stderr, also when quiet."""
        print(f"headcount: {text}", file=sys.stderr)  # noqa: T201

    def complain(self, failures: Sequence[HeadcountError]) -> int:
        """Print what could not be read; the exit code to end with."""
        for failure in failures:
            self.warn(str(failure))
        return 1 if failures else 0
