"""What changed between two releases, or a release and the case as it stands, and which of it moved which answer."""

from __future__ import annotations

from dataclasses import dataclass

from headcount.case.comparing.inputs import Entry, entries
from headcount.case.comparing.outcomes import Moved, Reordered, answers, conflicts, gaps, reordered
from headcount.case.comparing.sides import Side

__all__ = ["Changes", "changes"]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two sides."""

    before: str
    after: str
    entries: tuple[Entry, ...]
    moved: tuple[Moved, ...]
    reordered: tuple[Reordered, ...]
    conflicts: tuple[tuple[str, tuple[str, ...], str], ...]
    """(added or removed, figures, kind)"""


def changes(before: Side, after: Side) -> Changes:
    """What differs between ``before`` and ``after``, and which of it moved which answer."""
    went_in = tuple(entries(before, after))
    came_out = (*answers(before, after, went_in), *gaps(before, after, went_in))
    return Changes(
        before.name,
        after.name,
        went_in,
        tuple(one for one in came_out if one.before != one.after),
        tuple(reordered(before, after)),
        tuple(conflicts(before, after)),
    )
