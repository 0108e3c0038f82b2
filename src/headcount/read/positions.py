"""Positions: what governments and bodies do or say they will do about groups of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from headcount.languages import Language
from headcount.read.marks import Marks
from headcount.read.sentences import Sentence
from headcount.values.documents import Document
from headcount.values.figures import Figure
from headcount.values.positions import Position


def find(
    document: Document, sentences: Iterable[Sentence], figures: Sequence[Figure], language: Language, marks: Marks
) -> list[Position]:
    """All positions in ``sentences``, in their order."""
    return []
