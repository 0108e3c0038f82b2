"""Records: what each government and body said and did, put in order, every part with the positions behind it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many people an act concerned, as some positions have it; ``None`` is open."""

    lo: float | None
    hi: float | None
    positions: tuple[str, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act at one stage, told once or several times; several ``counts`` contradict one another."""

    id: str
    """the id of the position that told it first"""
    actor: tuple[str, ...]
    action: str
    stage: str
    group: str
    """code of those concerned; ``people`` where the text does not say"""
    counts: tuple[Count, ...]
    since: str | None
    """ISO date of the position that tells the earliest date, cut to what is known"""
    until: str | None
    positions: tuple[str, ...]
    """ids, the first told first; all of them are echoes of one act"""
    outside: bool = False
    """whether it is dated before the window of the case"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What two or more acts of one actor tell together.

    ``kind``: progress (further on the way from considering to done), contradiction (acts and refuses, neither clearly
    later), reversal (the later of two acts takes the earlier back), rival_counts (one act, several numbers).
    """

    kind: str
    acts: tuple[str, ...]
    """ids, in the order of time"""


@dataclass(frozen=True, slots=True)
class Tally:
    """People under some acts: at least the largest single act, at most all of them together."""

    lo: float = 0.0
    hi: float | None = 0.0
    """``None``: some act gives no number, or an open one"""
    since: str | None = None
    until: str | None = None
    acts: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """Said against done: what was promised, decided or prepared, and what was carried out since."""

    topic: str
    """an action, or ``return`` for all ways of taking people back"""
    said: Tally
    done: Tally


@dataclass(frozen=True, slots=True)
class Timeline:
    """All acts of one actor in the order of time, and what they tell together."""

    actor: str
    acts: tuple[Act, ...]
    findings: tuple[Finding, ...] = ()
    balances: tuple[Balance, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """People of one group whom one actor's taking back covers, by how far it has gone."""

    actor: str
    group: str
    done: Tally
    under_way: Tally
    preparing: Tally
    promised: Tally
    """promised or decided"""


@dataclass(frozen=True, slots=True)
class Record:
    """The timelines of all actors, and whom their acts cover."""

    timelines: tuple[Timeline, ...] = ()
    coverage: tuple[Coverage, ...] = ()

    def of(self, actor: str) -> Timeline | None:
        """The timeline of ``actor``."""
        return next((one for one in self.timelines if one.actor == actor), None)
