"""The JSON contract of a reading, kept stable: ``headcount read`` prints it and others build on it."""

from __future__ import annotations

from typing import Any

from headcount.values.documents import Document
from headcount.values.figures import Figure, Reading
from headcount.values.positions import Position


def to_json(reading: Reading) -> dict[str, Any]:
    """One object a document: document, figures, positions, unread; open ends are ``None``.

    A position names the figures inside it, and each of these, under ``positions``, the positions it stands in.
    """
    inside: dict[str, list[str]] = {}
    for position in reading.positions:
        for id in position.figures:
            inside.setdefault(id, []).append(position.id)
    made: dict[str, Any] = {
        "document": _document(reading.document),
        "figures": [_figure(figure, inside.get(figure.id, [])) for figure in reading.figures],
        "positions": [_position(position) for position in reading.positions],
        "unread": [{"start": one.start, "end": one.end, "text": one.text, "why": one.why} for one in reading.unread],
    }
    if reading.not_read is not None:
        made["not_read"] = reading.not_read
    return made


def _document(document: Document) -> dict[str, Any]:
    keys = ("id", "title", "publisher", "published", "lang", "path", "digest", "url", "format", "entry")
    return {key: getattr(document, key) for key in keys} | {
        "pages": list(document.pages),
        "remarks": list(document.remarks),
    }


def _figure(figure: Figure, positions: list[str]) -> dict[str, Any]:
    as_of, source = figure.as_of, figure.source
    return {
        "id": figure.id,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "sentence": list(figure.sentence),
        "lo": _plain(figure.lo),
        "hi": _plain(figure.hi),
        "quantifier": figure.quantifier,
        "unit": figure.unit,
        "measure": figure.measure,
        "group": figure.group,
        "origin": list(figure.origin),
        "place": list(figure.place),
        "holder": figure.holder,
        "status": figure.status,
        "term": figure.term,
        "as_of": None
        if as_of is None
        else {"from": as_of.start, "to": as_of.end, "accuracy": as_of.accuracy, "basis": as_of.basis},
        "source": None if source is None else {"text": source.text, "code": source.code},
        "modality": figure.modality,
        "links": [{"kind": link.kind, "target": link.target} for link in figure.links],
        "positions": positions,
        "spans": {slot: list(span) for slot, span in figure.spans.items()},
        "confidence": dict(figure.confidence),
    }


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and value == int(value) else value


def _position(position: Position) -> dict[str, Any]:
    return {
        "id": position.id,
        "start": position.start,
        "end": position.end,
        "text": position.text,
        "actor": list(position.actor),
        "action": position.action,
        "stage": position.stage,
        "target": position.target,
        "group": position.group,
        "figures": list(position.figures),
        "as_of": position.as_of,
        "source": position.source,
        "modality": position.modality,
        "actor_inferred": position.actor_inferred,
        "spans": {slot: list(span) for slot, span in position.spans.items()},
    }
