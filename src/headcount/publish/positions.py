"""What governments and bodies did and said, by actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from headcount import codelists
from headcount.publish.citations import Citation, citations
from headcount.publish.ink import dated
from headcount.publish.page import Page
from headcount.publish.trails import trail_id
from headcount.values.positions import Position


@dataclass(frozen=True, slots=True)
class PositionEntry:
    """One position with its quote."""

    trail: str
    note: int
    action: str
    stage: str
    stage_kind: str
    date: Markup
    citations: tuple[Citation, ...]
    others: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A government or body, what it did and said."""

    name: str
    entries: tuple[PositionEntry, ...]
    mentions: tuple[tuple[str, str], ...]
    """(trail, words) of positions it shares, shown under another actor"""
    both_ways: bool


def actors(page: Page) -> tuple[Actor, ...]:
    """Positions by the first actor named, in the alphabet of the page's language."""
    positions: dict[str, Position] = {}
    for reading in page.briefing.readings:
        for position in reading.positions:
            positions.setdefault(position.id, position)
    first: dict[str, list[Position]] = {}
    shared: dict[str, list[Position]] = {}
    for position in positions.values():
        for place, actor in enumerate(position.actor or ("",)):
            (first if place == 0 else shared).setdefault(actor, []).append(position)
    unknown = str(page.say("positions.unknown_actor"))
    names = {actor: page.place(actor) if actor else unknown for actor in first | shared}
    return tuple(
        Actor(
            name=names[actor],
            entries=tuple(_position(page, p, actor) for p in sorted(first.get(actor, ()), key=_step)),
            mentions=tuple(_mention(page, p) for p in sorted(shared.get(actor, ()), key=_step)),
            both_ways=_both_ways([*first.get(actor, ()), *shared.get(actor, ())]),
        )
        for actor in sorted(names, key=lambda actor: (not actor, names[actor]))
    )


def _step(position: Position) -> tuple[int, str, str]:
    stage = codelists.table("stages").get(position.stage)
    return -int(stage.more.get("order", 0)) if stage else 0, position.as_of or "", position.id


def _position(page: Page, position: Position, actor: str) -> PositionEntry:
    trail = trail_id("position", position.id)
    stage = codelists.table("stages").get(position.stage)
    return PositionEntry(
        trail=trail,
        note=page.notes[trail],
        action=page.label("actions", position.action),
        stage=page.label("stages", position.stage),
        stage_kind=stage.kind if stage else "",
        date=dated(page, position.as_of, trail) if position.as_of else Markup(""),
        citations=citations(page, trail),
        others=", ".join(page.place(code) for code in position.actor if code != actor),
    )


def _mention(page: Page, position: Position) -> tuple[str, str]:
    words = f"{page.label('actions', position.action)}, {page.label('stages', position.stage)}"
    return trail_id("position", position.id), f"{words} ({page.place(position.actor[0])})"


def _both_ways(positions: Iterable[Position]) -> bool:
    """Acts on return and refuses it, or took a decision back."""
    actions, stages = codelists.table("actions"), codelists.table("stages")
    about_return = [p for p in positions if p.action in actions and actions[p.action].kind == "return"]
    against = {p.id for p in about_return if p.action == "refuse_return" or p.stage in {"refused", "reversed"}}
    acting = {p.id for p in about_return if p.stage in stages and stages[p.stage].kind in {"done", "under_way"}}
    return bool(against and acting - against)
