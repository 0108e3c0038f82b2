"""Plain text: line breaks and all else stay as they are, so that offsets are those of the file."""

from __future__ import annotations

from collections.abc import Iterator

from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.source import Loaded, Source

_TOP = 8
"""Lines among which a title is looked for"""
_HEADLINE = 4
"""Words from which a line is taken for a headline and not for the name of a section"""


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of ``source``; a byte order mark at the start is no part of it."""
    text, remarks = decoded(source.raw, source.name)
    yield Loaded(text, title=headline(text), remarks=remarks)


def headline(text: str) -> str | None:
    """The first line near the top that reads like a headline: some words, no full stop, and more text below.

    A word or two at the top are more often the name of a section than a title.
    """
    lines = [line.strip().lstrip("#").strip() for line in text[:20_000].strip().split("\n", _TOP)]
    for line in lines[: min(_TOP, len(lines) - 1)]:
        if 0 < len(line) <= 120 and len(line.split()) >= _HEADLINE and not line.endswith((".", ":")):
            return line
    return None
