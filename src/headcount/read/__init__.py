"""The reading stage: documents in; figures, positions and unread numbers out."""

from __future__ import annotations

from headcount import languages
from headcount.read.figures import compose
from headcount.values.documents import Document
from headcount.values.figures import Reading

__all__ = ["read"]

_NAMES = {
    "ru": "Russian",
    "uk": "Ukrainian",
    "ar": "Arabic",
    "zh": "Chinese",
    "he": "Hebrew",
    "el": "Greek",
    "hi": "Hindi",
    "und": "text without letters",
}


def read(document: Document) -> Reading:
    """All figures about groups of people in ``document``, all positions, and every other number with its reason.

    Pure: the same document gives the same reading. A document in a language without a folder comes back with
    ``not_read`` set and nothing else.
    """
    if document.lang not in languages.available():
        return Reading(document, not_read=f"no language pack for {_NAMES.get(document.lang, document.lang)} yet")
    return compose(document, languages.load(document.lang))
