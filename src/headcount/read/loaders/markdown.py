"""Markdown: kept as it is written, since its signs hardly disturb reading and offsets stay those of the file.

A block of metadata at the top (between lines of three dashes) says title, publisher, date, url and lang.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from headcount.read.loaders.dates import iso_day
from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.source import Loaded, Source
from headcount.read.loaders.text import headline

_FRONT = re.compile(r"---[ \t]*\r?\n(.{0,4000}?)\r?\n---[ \t]*\r?\n", re.S)
_ENTRY = re.compile(r"^(title|publisher|published|date|url|lang)\s*:\s*(.+?)\s*$", re.M | re.I)
_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.M)


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of ``source``, without its block of metadata."""
    text, remarks = decoded(source.raw, source.name)
    front = _FRONT.match(text)
    said = {key.lower(): value.strip("'\"") for key, value in _ENTRY.findall(front[1])} if front else {}
    body = text[front.end() :] if front and said else text
    heading = _HEADING.search(body[:20_000])
    yield Loaded(
        body,
        title=said.get("title") or (heading[1] if heading else headline(body)),
        publisher=said.get("publisher"),
        published=iso_day(said.get("published") or said.get("date")),
        url=said.get("url"),
        lang=said.get("lang"),
        remarks=remarks,
    )
