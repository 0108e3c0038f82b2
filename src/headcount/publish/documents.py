"""The documents: how each was read, what was found and what was set aside."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.citations import checked, title_of, web_address
from headcount.publish.ink import dated, traced
from headcount.publish.page import Page
from headcount.publish.prose import counted
from headcount.publish.trails import trail_id
from headcount.values.documents import Document
from headcount.values.figures import Reading


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document, how it was read and what was found."""

    trail: str
    note: int
    document: Document
    title: Markup
    kind: Markup
    published: Markup
    url: str | None
    checked: Markup | None
    found: Markup
    unread: tuple[Markup, ...]
    not_read: Markup | None


def document_entries(page: Page) -> tuple[DocumentEntry, ...]:
    """Documents in the order of publication; those not read last."""
    readings = {reading.document.id: reading for reading in page.briefing.readings}
    ordered = sorted(
        readings.values(), key=lambda r: (r.not_read is not None, r.document.published or "", r.document.id)
    )
    return tuple(_document(page, reading) for reading in ordered)


def _document(page: Page, reading: Reading) -> DocumentEntry:
    document = reading.document
    trail = trail_id("document", document.id)
    say = page.say
    found = say(
        "documents.found",
        figures=counted(page, trail, "figure", len(reading.figures)),
        positions=counted(page, trail, "position", len(reading.positions)),
    )
    return DocumentEntry(
        trail=trail,
        note=page.notes[trail],
        document=document,
        title=title_of(page, document),
        kind=say(f"documents.kind_{document.kind}"),
        published=dated(page, document.published, trail),
        url=web_address(document.url),
        checked=checked(page, document),
        found=found,
        unread=_unread(page, reading),
        not_read=traced(page, reading.not_read, trail) if reading.not_read else None,
    )


def _unread(page: Page, reading: Reading) -> tuple[Markup, ...]:
    """Which numbers were set aside for which reason; the entry of the document is their trail."""
    reasons: dict[str, list[str]] = {}
    for unread in reading.unread:
        reasons.setdefault(unread.why, []).append(unread.text)
    return tuple(
        page.say("documents.unread_why", why=page.label("unread", why), texts=", ".join(dict.fromkeys(reasons[why])))
        for why in sorted(reasons, key=lambda why: (-len(reasons[why]), why))
    )
