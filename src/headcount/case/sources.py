"""A figure told to a reader: its number, its people, its words, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from headcount import codelists
from headcount.values.documents import Document
from headcount.values.figures import Figure, Reading

_QUOTED = 300
"""Characters of a quote, at the most"""
_UNHEDGED = ("exact", "range", "vague")
_WHAT = {"verbatim": "quote", "abstract": "our summary", "record": "row of the case's tables"}


@dataclass(frozen=True, slots=True)
class Source:
    """A figure, its words, and where they stand."""

    id: str
    number: str
    """as printed, with its hedge"""
    people: str
    quote: str
    kind: str
    """quote, our summary, or row of the case's tables"""
    publisher: str | None
    said_by: str | None
    published: str | None
    url: str | None


def source(figure: Figure, reading: Reading) -> Source:
    """``figure`` with its words."""
    document = reading.document
    hedge = (
        "" if figure.quantifier in ("exact", "range", "vague") else codelists.label("quantifiers", figure.quantifier)
    )
    return Source(
        id=figure.id,
        number=f"{hedge} {figure.text}".strip(),
        people=_people(figure),
        quote=_quote(figure, document),
        kind=_WHAT[document.kind],
        publisher=document.publisher,
        said_by=figure.source.text if figure.source else None,
        published=document.published,
        url=document.url or document.path,
    )


def _people(figure: Figure) -> str:
    origins = ", ".join(codelists.label("places", code) for code in figure.origin)
    status = codelists.label("statuses", figure.status) if figure.status else "status not stated"
    return ", ".join(filter(None, (codelists.label("groups", figure.group), origins, status)))


def _quote(figure: Figure, document: Document) -> str:
    """The sentence with the number in brackets, cut to what fits."""
    start, end = figure.sentence
    before, after = (
        " ".join(part.split()) for part in (document.text[start : figure.start], document.text[figure.end : end])
    )
    room = max(_QUOTED - len(figure.text), 0)
    left = before if len(before) <= room // 2 else f"...{before[-(room // 2) :]}"
    right = after if len(after) <= room // 2 else f"{after[: room // 2]}..."
    return f"{left} [{figure.text}] {right}".strip()
