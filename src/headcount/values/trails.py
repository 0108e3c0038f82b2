"""Trails: the chain from a published numeral back to quotes, settings, judgements or runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters of a stored text (W3C Web Annotation: TextPosition and TextQuote selectors together)."""

    document: str
    digest: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Trail:
    """One step back. ``kind`` is quote, abstract, record, setting, judgement, run, estimate, count or date.

    A trail ends in a quote, an abstract's characters with the page's address, a setting of the case, a
    named judgement, a run with the digest of its inputs, or a date; otherwise it goes on in ``behind``.
    """

    id: str
    kind: str
    label: str
    """what the number is, in words"""
    quotes: tuple[Quote, ...] = ()
    url: str | None = None
    note: str | None = None
    digest: str | None = None
    behind: tuple[str, ...] = ()
    """ids of the trails this one rests on"""
