"""The reading stage: documents in; figures, positions and unread numbers out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from headcount import languages
from headcount.read import script
from headcount.read.figures import compose
from headcount.read.marks import Marks
from headcount.values.documents import Document, Span
from headcount.values.figures import Reading, Unread

__all__ = ["read"]

_RUN = re.compile(r"\d+")
_DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?")


def read(document: Document) -> Reading:
    """All figures about groups of people in ``document``, all positions, and every other number with its reason.

    Pure: the same document gives the same reading. Each stretch of a mixed document is read in its own language;
    numbers in a language without a folder are listed under unread. A document without any stretch that can be read
    comes back with ``not_read`` set and nothing else.
    """
    cut = script.stretches(document.text, document.lang)
    known = {lang for _, lang in cut if lang in languages.available()}
    if not known:
        return Reading(document, not_read=_why(document.lang))
    if len(cut) == 1:
        return compose(document, languages.load(cut[0][1]))
    marks = Marks(document.text)
    parts = [
        compose(document, languages.load(lang), within=[span for span, one in cut if one == lang], marks=marks)
        for lang in sorted(known)
    ]
    return _together(document, parts, list(_unread(document.text, parts)))


def _why(lang: str) -> str:
    if lang == script.UNKNOWN:
        return "its language could not be told"
    return f"no language pack for {script.name_of(lang)} yet"


def _together(document: Document, parts: Sequence[Reading], others: Sequence[Unread]) -> Reading:
    """The readings of the stretches of one document as one, in the order of the text."""
    return Reading(
        document,
        figures=tuple(sorted((figure for part in parts for figure in part.figures), key=lambda one: one.start)),
        positions=tuple(sorted((one for part in parts for one in part.positions), key=lambda one: one.start)),
        unread=tuple(sorted([*(one for part in parts for one in part.unread), *others], key=lambda one: one.start)),
    )


def _unread(text: str, parts: Sequence[Reading]) -> Iterator[Unread]:
    """Numbers in digits that no part has read: they stand in stretches without a pack."""
    figures = [(one.start, one.end) for part in parts for one in part.figures]
    told = sorted([*figures, *((one.start, one.end) for part in parts for one in part.unread)])
    for match in _DIGITS.finditer(text):
        whole = _is_free(told, match.span())
        for run in (match,) if whole else _RUN.finditer(text, *match.span()):
            if _is_free(told, run.span()):
                yield Unread(*run.span(), run[0], "other_language")


def _is_free(told: Sequence[Span], span: Span) -> bool:
    """Whether ``span`` meets none of ``told``, which stand in order and apart."""
    at = bisect_left(told, span)
    return (at == 0 or told[at - 1][1] <= span[0]) and (at == len(told) or span[1] <= told[at][0])
