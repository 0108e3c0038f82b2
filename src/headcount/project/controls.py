"""What levers may change, and what a lever is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from headcount.errors import CaseError
from headcount.project.effects import effects
from headcount.project.network import FOREIGN, Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats, Ints

Bools = NDArray[np.bool_]
ORPHANS, MINORS = "orphans", "children"
LATEST = 1200
"""last month that a lever may name: the longest horizon"""


@dataclass(frozen=True, slots=True)
class Modifier:
    """Multiplies the hazards of some edges for some people in some months, or adds to them."""

    value: Floats
    """shape (trajectories,)"""
    edges: Bools
    """shape (edges,)"""
    cells: Bools
    """shape (cells,)"""
    months: Bools
    """shape (trajectories, months)"""
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """People taken in order, up to a number a month, along edges that a government decides."""

    steps: tuple[tuple[str, ...], ...]
    """groups taken together, step by step; ``orphans`` stands for children without a parent there"""
    places: Floats
    """whole people a month, shape (trajectories,)"""
    since: Ints
    until: Ints
    """first month and the month in which it has ended, shape (trajectories,)"""
    cells: Bools
    """whom it is meant for, shape (cells,)"""
    edges: Bools
    """ways it may use, shape (edges,); the first open one of each state and group is taken"""
    may_stay: Floats | None = None
    """share of those eligible at the start who need not have left in the n-th month, shape (months,); none = 0"""
    part: Floats | None = None
    """share of those due whom it is for, shape (trajectories,); none = all"""
    most: Floats | None = None
    """people it takes in all, shape (trajectories,); none = no end"""
    flies: bool = True
    """whether its people need seats"""


@dataclass(frozen=True, slots=True)
class Controls:
    """What a policy sets; a lever returns a changed copy."""

    months: int
    modifiers: tuple[Modifier, ...] = ()
    programmes: tuple[Programme, ...] = ()
    seats: tuple[tuple[Floats, Ints], ...] = ()
    """people a month that all programmes together can move, and from which month; each of shape (trajectories,)"""
    outbreaks: Floats = field(default_factory=lambda: np.ones((1, 1)))
    """multiplies the hazard of a mass escape, shape (trajectories, months) or (1, 1)"""
    barred: tuple[Floats, Ints] | None = None
    """share of each cell that may not come home, shape (trajectories, cells), and from which month"""
    room: Mapping[str, tuple[Floats, Ints]] = field(default_factory=dict)
    """state that people queue for -> places added, and from which month"""

    def with_modifier(self, modifier: Modifier) -> Controls:
        """A copy that has ``modifier`` as well."""
        return replace(self, modifiers=(*self.modifiers, modifier))

    def with_programme(self, programme: Programme) -> Controls:
        """A copy that has ``programme`` as well."""
        return replace(self, programmes=(*self.programmes, programme))


def untouched(net: Network, trajectories: int, months: int) -> Controls:
    """The controls of a policy without levers: things go on as they are."""
    return Controls(months)


class Lever(Protocol):
    """Something a government can decide: a frozen dataclass whose fields are made by :func:`parameter`."""

    strength: float
    """0 leaves everything as it is, bit for bit; 1 is the lever as its other parameters say"""

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """``controls`` as this lever changes them."""
        ...

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """How well the lever works where that is unknown: name in words -> one value per trajectory."""
        ...


def parameter(default: Any, meaning: str, *, low: float | None = None, high: float | None = None) -> Any:
    """A field of a lever: its default, what it means (with its unit), and the bounds of a number."""
    bounds: Mapping[str, Any] = {"meaning": meaning, "low": low, "high": high}
    return field(default=default, metadata=bounds)


def strength() -> Any:
    """The field that every lever has."""
    return parameter(1.0, "0 = no change, 1 = all of it", low=0, high=1)


def start_month() -> Any:
    """The field of a lever that acts from a date."""
    return parameter(1, "first month, 1 = the projection's first", low=1, high=LATEST)


def trigger() -> Any:
    """The field of a lever that can wait for a shock."""
    return parameter(
        "date",
        "what it waits for: date, or the month after the first custodian_change, mass_escape, disease or offensive; "
        "never before start_month",
    )


def low_end(lever: str, effect: str) -> Any:
    """The field for the lower end of a judged effect; its default stands in ``levers/effects.csv``."""
    row = effects()[lever, effect]
    return parameter(row.low, f"{row.meaning}: no less (90 %)", low=0.001, high=0.999)


def high_end(lever: str, effect: str) -> Any:
    """The field for the upper end of a judged effect."""
    row = effects()[lever, effect]
    return parameter(row.high, f"{row.meaning}: no more (90 %)", low=0.001, high=0.999)


def in_order(lever: str, low: float, high: float) -> None:
    """Refuse a range whose ends are the wrong way round.

    Raises
    ------
    CaseError
        ``low`` is above ``high``.
    """
    if low > high:
        raise CaseError(f"lever '{lever}': the low end {low:g} is above the high end {high:g}; give the smaller first")


def begins(start_month: int, trigger: str, unknowns: Unknowns, months: int) -> Ints:
    """Month (from 0) in which a lever begins to act, shape (trajectories,); the horizon where it never does.

    Raises
    ------
    CaseError
        There is no such shock.
    """
    first = np.full(unknowns.chance.trajectories, start_month - 1, dtype=np.int64)
    if trigger == "date":
        return first
    shocks = unknowns.shocks(months)
    if trigger not in shocks:
        raise CaseError(f"trigger '{trigger}' is no shock; use date or one of {', '.join(shocks)}")
    happened = shocks[trigger]
    after = np.where(happened.any(axis=1), happened.argmax(axis=1) + 1, months)
    return np.maximum(first, after)


def running(first: Ints, months: int) -> Bools:
    """Months from ``first`` on, shape (trajectories, months)."""
    return np.arange(months) >= first[:, None]


def steps_of(lever: str, order: tuple[str, ...], net: Network) -> tuple[tuple[str, ...], ...]:
    """``("orphans", "children+women", "men")`` as steps of groups taken together.

    Raises
    ------
    CaseError
        A code is no group of the case, or stands twice.
    """
    steps = tuple(tuple(step.split("+")) for step in order)
    named = [group for step in steps for group in step]
    for group in named:
        known = group in net.groups or (group == ORPHANS and (ORPHANS,) in steps and MINORS in net.groups)
        if not known or named.count(group) > 1:
            raise CaseError(
                f"lever '{lever}', order: '{group}' is no group of this case or stands twice; use each of "
                f"{', '.join((*net.groups, ORPHANS))} at most once, together as in 'children+women'"
            )
    if ORPHANS in named and named.index(ORPHANS) > (named.index(MINORS) if MINORS in named else len(named)):
        raise CaseError(f"lever '{lever}', order: '{ORPHANS}' stand after '{MINORS}'; put them first")
    return steps


def foreigners(net: Network) -> Bools:
    """Cells of foreigners."""
    return np.asarray(net.kind == FOREIGN)


def more_room(
    controls: Controls, lever: str, state: str, added: Floats, since: Ints, unknowns: Unknowns
) -> dict[str, tuple[Floats, Ints]]:
    """The places of all queues with ``added`` ones for ``state``.

    Raises
    ------
    CaseError
        The case knows no limit of such places, so more of them would change nothing; or the lever is pulled twice.
    """
    if lever not in unknowns.values:
        raise CaseError(
            f"lever '{lever}': the case names no uncertainty '{lever}', so there is no limit that more places could "
            "raise; add it, with the share of those brought home who need one"
        )
    return {**controls.room, state: (added, since)}
