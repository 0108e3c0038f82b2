"""Ids that outlive a better reader and an inserted paragraph: from the quote and the words beside it."""

from __future__ import annotations

import hashlib
from collections import Counter

from headcount.values.documents import Span

_WIDTH = 32


class Marks:
    """Hands out ids; the same quote between the same words is told apart by its occurrence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: Counter[tuple[str, str, str, str]] = Counter()

    def id_of(self, kind: str, start: int, end: int, sentence: Span) -> str:
        """Id of the quote at ``start`` to ``end``; words beside it are taken from its own sentence only."""
        key = (
            kind,
            self._text[start:end],
            self._text[max(sentence[0], start - _WIDTH) : start],
            self._text[end : min(sentence[1], end + _WIDTH)],
        )
        occurrence = self._seen[key]
        self._seen[key] += 1
        return hashlib.sha256("\x1f".join([*key, str(occurrence)]).encode("utf-8")).hexdigest()[:12]
