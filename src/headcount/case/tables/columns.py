"""The three tables of a case and their columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table: its file in the case, its columns in order, those without which it is no such table."""

    name: str
    file: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    key: str


SOURCES = Kind(
    "sources",
    "sources.csv",
    (
        "source_id",
        "publisher",
        "title",
        "published",
        "date_basis",
        "url",
        "kind",
        "lang",
        "grade",
        "grade_reason",
        "checked",
        "note",
    ),
    ("publisher", "url"),
    "source_id",
)
FIGURES = Kind(
    "figures",
    "figures.csv",
    (
        "id",
        "source_id",
        "original_source",
        "as_of",
        "period_from",
        "period_to",
        "measure",
        "quantifier",
        "lo",
        "hi",
        "unit",
        "group",
        "origin",
        "place",
        "status",
        "holder",
        "modality",
        "links",
        "quote",
        "checked",
        "doubt",
        "note",
    ),
    ("lo", "hi", "status"),
    "id",
)
POSITIONS = Kind(
    "positions",
    "positions.csv",
    (
        "id",
        "source_id",
        "actor",
        "action",
        "stage",
        "target",
        "count",
        "quantifier",
        "unit",
        "date",
        "modality",
        "quote",
        "checked",
        "doubt",
        "note",
    ),
    ("actor", "action", "stage"),
    "id",
)
KINDS = (FIGURES, POSITIONS, SOURCES)
CITATION = ("publisher", "published", "url")
"""columns of a source that tables of figures and positions may carry instead of a table of sources"""


def kind_of(columns: tuple[str, ...]) -> Kind | None:
    """The kind of table that has these columns; ``None`` for a table of something else."""
    return next((kind for kind in KINDS if set(kind.needed) <= set(columns)), None)
