"""Positions: a government's or body's stance or action, with its quote (PLOVER event)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headcount.values.documents import Span


@dataclass(frozen=True, slots=True)
class Position:
    """What one or several actors do or say they will do about a group of people."""

    id: str
    document: str
    start: int
    end: int
    text: str
    actor: tuple[str, ...]
    action: str
    stage: str
    target: str | None = None
    """the words of the text for those concerned"""
    group: str | None = None
    """code of those concerned, where the words name one"""
    lo: float | None = None
    hi: float | None = None
    """how many they are, where no figure says so: positions entered by hand"""
    figures: tuple[str, ...] = ()
    """ids of figures inside the position"""
    as_of: str | None = None
    """ISO date cut to what is known"""
    source: str | None = None
    modality: str = "asserted"
    actor_inferred: bool = False
    """whether the actor is not named in the position but known from the passage"""
    spans: Mapping[str, Span] = field(default_factory=dict)
