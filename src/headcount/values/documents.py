"""Documents: one immutable text version with its metadata (PROV Entity)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

Span = tuple[int, int]
"""Half-open offsets in code points of the stored text."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text version.

    The stored text is the truth for every offset. ``kind`` is ``verbatim`` or ``abstract``: an abstract is
    our own summary of a page that may not be stored and is never shown as the publisher's words.
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

    def quote(self, span: Span) -> str:
        """The characters under ``span``."""
        return self.text[span[0] : span[1]]


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of ``text``, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
