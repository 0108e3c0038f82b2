"""What went in and is new, gone or another now: figures, positions, documents, decisions, settings, engine."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headcount.case import contents
from headcount.case.comparing.sides import Side

_SLOTS = (
    "text", "lo", "hi", "quantifier", "unit", "measure", "group", "origin", "place", "holder", "status", "as_of",
    "source", "modality", "links",
)  # fmt: skip
_LONGEST = 80
"""characters of a setting in words"""
_STANCE = ("text", "actor", "action", "stage", "target", "group", "as_of", "source", "modality", "figures")
_DESCRIBED = ("title", "publisher", "published", "lang", "url", "kind", "checked", "grade", "author_kind", "digest")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that went in and is new, gone or another now."""

    kind: str
    """figure, position, document, decision, setting or engine"""
    id: str
    change: str
    """added, removed or changed"""
    what: str
    slots: Mapping[str, tuple[Any, Any]]
    """of what changed: slot -> before and after"""


def entries(before: Side, after: Side) -> Iterator[Entry]:
    old, new = _read(before), _read(after)
    yield from _compared("figure", old.figures, new.figures, _SLOTS, _figure_words)
    yield from _compared("position", old.positions, new.positions, _STANCE, _position_words)
    yield from _compared("document", old.documents, new.documents, _DESCRIBED, _document_words)
    yield from _compared("decision", _decisions(before), _decisions(after), None, json.dumps)
    one, other = (side.typed(contents.SETTINGS, dict[str, str]) for side in (before, after))
    yield from _compared("setting", _valued(one), _valued(other), None, _value)
    yield from _compared("engine", _valued(before.ran), _valued(after.ran), None, _value)


@dataclass(frozen=True, slots=True)
class _Read:
    figures: Mapping[str, Mapping[str, Any]]
    positions: Mapping[str, Mapping[str, Any]]
    documents: Mapping[str, Mapping[str, Any]]


def _read(side: Side) -> _Read:
    """What a side read, by id; a document is known by where it lies in the case, else by its id."""
    figures: dict[str, dict[str, Any]] = {}
    positions: dict[str, dict[str, Any]] = {}
    documents: dict[str, Any] = {}
    for line in side.made.get(contents.READINGS, b"").splitlines():
        reading = json.loads(line)
        document = reading["document"]
        place = f"{document['path']}#{document['entry'] or ''}" if document.get("path") else document["id"]
        documents[place] = document if document.get("kind") != "record" else document | {"digest": None}
        for kind, found in (("figures", figures), ("positions", positions)):
            for one in reading[kind]:
                found.setdefault(one["id"], one | {"document": document})
    return _Read(figures, positions, documents)


def _decisions(side: Side) -> dict[str, Mapping[str, Any]]:
    lines = [json.loads(line) for line in side.decisions.splitlines() if line.strip()]
    return {str(line.get("figure") or line.get("id") or place): line for place, line in enumerate(lines)}


def _compared(
    kind: str,
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    slots: Sequence[str] | None,
    words: Callable[[Mapping[str, Any]], str],
) -> Iterator[Entry]:
    for ident in dict.fromkeys([*before, *after]):
        old, new = before.get(ident), after.get(ident)
        if old is None or new is None:
            yield Entry(kind, ident, "added" if old is None else "removed", words(new or old or {}), {})
            continue
        names = dict.fromkeys([*old, *new]) if slots is None else slots
        other = {slot: (old.get(slot), new.get(slot)) for slot in names if old.get(slot) != new.get(slot)}
        if other:
            yield Entry(kind, ident, "changed", words(new), other)


def _figure_words(figure: Mapping[str, Any]) -> str:
    hedge = "" if figure["quantifier"] in ("exact", "range") else figure["quantifier"].replace("_", " ")
    as_of = figure["as_of"] or {}
    parts = [
        " ".join(filter(None, (hedge, figure["text"], figure["group"]))),
        " ".join(figure["origin"]),
        figure["status"],
        as_of.get("to"),
        figure["document"].get("publisher") or figure["document"].get("title"),
    ]
    return ", ".join(part for part in parts if part)


def _position_words(position: Mapping[str, Any]) -> str:
    told = ("+".join(position["actor"]), position["action"], position["stage"], position["as_of"])
    return ", ".join(part for part in told if part)


def _document_words(document: Mapping[str, Any]) -> str:
    told = (document.get("publisher"), document.get("title"), document.get("published"))
    return ", ".join(part for part in told if part) or str(document["id"])


def _valued(settings: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
    return {key: {"value": value} for key, value in settings.items()}


def _value(entry: Mapping[str, Any]) -> str:
    return str(entry["value"])[:_LONGEST]
