"""How a figure with its words is shown on a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headcount.case.sources import Source


def line(source: Source) -> str:
    """Date, publisher, who is quoted, the words, and where they stand."""
    said_by = f", quoting {source.said_by}" if source.said_by and source.said_by != source.publisher else ""
    words = f'"{source.quote}"' if source.kind == "quote" else f"{source.quote} ({source.kind})"
    who = f"{source.published or 'no date'}, {source.publisher or 'no publisher'}{said_by}"
    return f"{who}: {words} {source.url or ''}".rstrip()


def source_json(source: Source) -> dict[str, Any]:
    """A figure with its words as a JSON object."""
    return {name: getattr(source, name) for name in source.__slots__}
