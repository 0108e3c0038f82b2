"""What a workspace holds: its documents, what was read in them, what is stale or missing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from headcount.case import stages
from headcount.case.workspace import Workspace
from headcount.values.documents import Document
from headcount.values.figures import Reading


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document and what the reader made of it."""

    document: str
    title: str
    published: str | None
    lang: str
    kind: str
    checked: str | None
    figures: int
    positions: int
    unread: int
    fresh: bool
    """whether the reading lay on disk already"""
    remarks: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for one JSON line."""
        return asdict(self)

    def as_text(self) -> tuple[str, ...]:
        """Cells of one table row."""
        return (
            self.title,
            self.published or "no date",
            self.kind,
            self.checked or "",
            str(self.figures),
            str(self.positions),
            str(self.unread),
            "yes" if self.fresh else "no",
            "; ".join(self.remarks),
        )


def status(workspace: Workspace) -> tuple[DocumentStatus, ...]:
    """One row a document; what is not on disk is read now."""
    return tuple(_status_of(workspace, document) for document in workspace.documents)


def _status_of(workspace: Workspace, document: Document) -> DocumentStatus:
    fresh = stages.fresh(workspace, document)
    reading = stages.read_one(workspace, document)
    return DocumentStatus(
        document=document.id,
        title=document.title or document.path or document.id,
        published=document.published,
        lang=document.lang,
        kind=document.kind,
        checked=document.checked,
        figures=len(reading.figures),
        positions=len(reading.positions),
        unread=len(reading.unread),
        fresh=fresh,
        remarks=tuple(_remarks(reading)),
    )


def _remarks(reading: Reading) -> list[str]:
    if reading.not_read:
        return [f"not read: {reading.not_read}"]
    remarks = []
    if not reading.document.published:
        remarks.append("no publication date: give --published or a sidecar")
    if not reading.figures:
        remarks.append("no figure about people")
    unplaced = sum(entry.why == "unplaced" for entry in reading.unread)
    if unplaced:
        remarks.append(f"{unplaced} numbers not placed")
    return remarks
