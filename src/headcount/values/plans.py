"""The plan gap: people held, less those whom somebody takes back or says he will, country by country."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from headcount.values.estimates import Interval, Ints


@dataclass(frozen=True, slots=True)
class Commitment:
    """One act by which an actor takes its people back, or binds itself to."""

    act: str
    actor: str
    stage: str
    """done, under_way, preparing, or promised (decided is promised)"""
    group: str
    leaves: frozenset[str]
    """leaf groups whose people may be meant"""
    lo: float
    hi: float | None
    """people; ``None``: open, or no number at all (then ``lo`` is 0)"""
    since: str | None
    days: tuple[int, int] | None
    """first and last day that ``since`` may mean, as proleptic ordinals"""
    shared: bool = False
    """done together with other actors: the number is of all of them"""
    contested: tuple[str, ...] = ()
    """acts of the same actor that refuse it at the same time or take it back later"""
    positions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """How many people some acts concern together, for all that they say, and the acts."""

    lo: float = 0.0
    hi: float | None = 0.0
    """``None``: an act gives no number, or an open one"""
    acts: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """People of those held whom acts of one stage cover, and no act that has gone further."""

    people: Interval
    extent: Extent


@dataclass(frozen=True, slots=True)
class Plan:
    """One country, rest of a region, or region: who is held, who has a plan for them, for how many nobody has."""

    origin: str
    kind: str
    """country, rest (what is left of a region), or region (a sum of the others)"""
    host: bool
    """whether the people are held in their own country, or partly so"""
    held: Interval
    answer: str | None
    """id of the estimate's answer for those held, where it has one"""
    taken_since: Covered
    """taken back after the account's day"""
    under_way: Covered
    preparing: Covered
    promised: Covered
    gap: Interval
    """held, less all those; acts without a number cover between nobody and everyone left"""
    gap_counted: Interval
    """the same where acts without a number cover nobody"""
    taken_before: Extent
    """taken back up to the account's day: no longer held"""
    share_back: Interval | None
    """of those held and those taken back before, the share taken back by now; ``None`` where there is nobody"""
    said: Extent
    """all that was ever promised, decided, prepared or begun"""
    kept: Extent
    """what was done since the first of those"""
    actors: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    """acts that refuse, at the same time or later, what the row's commitments say"""


@dataclass(frozen=True, slots=True)
class PlanGap:
    """The plan gap of a case on one day."""

    day: str
    """ISO day of the account"""
    known: str | None
    """ISO day up to which acts count; ``None``: all that the documents tell"""
    plans: tuple[Plan, ...]
    """regions first, all foreigners before them; then countries, the widest gap first"""
    draws: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))
    """the gap in each draw of the estimate, shape (plans, draws)"""
    unplaced: tuple[str, ...] = ()
    """actors with commitments that are no origin of the case: regions, bodies"""
    seed: int = 0
    digest: str = ""

    def of(self, origin: str) -> Plan | None:
        """The row of ``origin``."""
        return next((plan for plan in self.plans if plan.origin == origin), None)
