"""Figures: reported numbers about groups of people, each with its exact quote (IDMC Helix "figure")."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from headcount.values.documents import Document, Span
from headcount.values.positions import Position


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date or window a figure speaks of; ISO dates, both ends included."""

    start: str | None
    end: str | None
    accuracy: str
    """day, week, month or year"""
    basis: str
    """stated, relative, or assumed (taken from the publication date)"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so inside the document: the words of the text, and a code where one is known."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation to another figure (its id) or to a population (a query such as ``all & travelled``)."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported number about a group of people.

    ``lo`` and ``hi`` are people, households or families as ``unit`` says, or a fraction of one when
    ``measure`` is ``share``; ``None`` is open. ``start``/``end`` cover the number words without the hedge.
    """

    id: str
    document: str
    """id of the document"""
    start: int
    end: int
    text: str
    sentence: Span
    lo: float | None
    hi: float | None
    quantifier: str
    unit: str = "person"
    measure: str = "stock"
    group: str = "people"
    origin: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    holder: str | None = None
    status: str | None = None
    term: str | None = None
    """the source's own word for the status"""
    as_of: AsOf | None = None
    source: Attribution | None = None
    modality: str = "asserted"
    links: tuple[Link, ...] = ()
    spans: Mapping[str, Span] = field(default_factory=dict)
    """where each slot was read: quantifier, group, origin, place, status, as_of, source, ..."""
    confidence: Mapping[str, float] = field(default_factory=dict)

    def number(self) -> float:
        """The single number printed: the point, the closed end, or the geometric middle of a range."""
        if self.lo is None:
            return self.hi if self.hi is not None else 0.0
        if self.hi is None or self.hi == self.lo:
            return self.lo
        return math.sqrt(max(self.lo, 0.5) * self.hi)


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that is not a figure, and why."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document: every number is a figure or stands under ``unread``."""

    document: Document
    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    unread: tuple[Unread, ...] = ()
    not_read: str | None = None
    """why the document as a whole was not read, e.g. no language pack"""
