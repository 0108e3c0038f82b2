"""Documents: one immutable text version with its metadata (PROV Entity)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open offsets in code points of the stored text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text version.

    The stored text is the truth for every offset. ``kind`` is ``verbatim``, ``abstract`` or ``record``: an
    abstract is our own summary of a page that may not be stored, a record the rows that a case's tables hold
    of a page; neither is ever shown as the publisher's words.
    """

    id: str
    text: str
    digest: str
    """SHA-256 of the UTF-8 bytes of ``text``."""
    lang: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date cut to what is known: ``2019``, ``2019-11`` or ``2019-11-25``."""
    path: str | None = None
    url: str | None = None
    kind: str = "verbatim"
    checked: str | None = None
    """How far the cited page was seen: ``seen``, ``excerpt`` or ``second_hand``."""
    grade: str | None = None
    """Admiralty grade of the publisher, ``A`` to ``F``."""
    author_kind: str | None = None
    """Kind of source: news, think_tank, government, un, ngo, academic, party."""
    format: str = "text"
    """What it was loaded from: text, html, pdf, ..."""
    pages: tuple[int, ...] = ()
    """Where each page of a paged format begins in ``text``, in order; empty where there are no pages."""
    entry: int | None = None
    """Which document of a file that holds several (a feed, a mailbox, a table), counted from 1."""
    remarks: tuple[str, ...] = ()
    """What loading had to guess, mend or leave out, in words."""

    def page_of(self, offset: int) -> int | None:
        """Number of the page, counted from 1, on which ``offset`` lies; ``None`` where there are no pages."""
        return bisect_right(self.pages, offset) or None

    @property
    def trail_kind(self) -> str:
        """What a trail into this text ends in: ``quote``, ``abstract`` or ``record``."""
        return "quote" if self.kind == "verbatim" else self.kind

    def quote(self, span: Span) -> str:
        """The characters under ``span``."""
        return self.text[span[0] : span[1]]


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of ``text``, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
