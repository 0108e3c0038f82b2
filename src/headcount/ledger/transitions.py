"""Which movements between states a case allows, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.errors import CaseError
from headcount.values.cases import Dimension, Transition


def check(transitions: Sequence[Transition], *, state: Dimension, group: Dimension) -> None:
    """Refuse transitions that nobody can make.

    Raises
    ------
    CaseError
        A transition starts or ends at no leaf state, ends where it starts, names no leaf group, or repeats
        the code of another with the same states.
    """
    seen: set[tuple[str, str, str]] = set()
    for move in transitions:
        _check_states(move, state)
        _check_groups(move, group)
        edge = (move.code, move.source, move.target)
        if edge in seen:
            raise CaseError(f"transition '{move.code}': {move.source} to {move.target} stands twice; keep one")
        seen.add(edge)


def _check_states(move: Transition, state: Dimension) -> None:
    for end, code in (("from", move.source), ("to", move.target)):
        if not code:
            raise CaseError(f"transition '{move.code}': '{end}' is empty; name one of {', '.join(state.leaves)}")
        if code in state.aggregates:
            parts = ", ".join(leaf for leaf in state.leaves if leaf in state.aggregates[code])
            raise CaseError(
                f"transition '{move.code}', {end}: '{code}' is a sum of states; write one transition for each "
                f"of {parts}"
            )
        if code not in state.leaves:
            raise CaseError(
                f"transition '{move.code}', {end}: '{code}' is no state of this case; "
                f"use one of {', '.join(state.leaves)}"
            )
    if move.source == move.target:
        raise CaseError(
            f"transition '{move.code}': it leads from '{move.source}' to itself; staying needs no transition, "
            "so take it out or give another target"
        )


def _check_groups(move: Transition, group: Dimension) -> None:
    for code in move.groups:
        if code not in group.leaves:
            raise CaseError(
                f"transition '{move.code}', groups: '{code}' is no leaf group of this case; "
                f"use some of {', '.join(group.leaves)}"
            )
