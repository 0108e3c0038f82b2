"""What ``case.toml`` says of people who move: the window of the account, entries, shocks, births, events and sites."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from headcount import codelists
from headcount.errors import CaseError
from headcount.values.cases import Birth, Dimension, Entry, Shock, Transition

_YEARS = (1900, 2100)
_MOST = 1e4
"""Above every factor of a shock and every rate of births that a case can mean"""


class WindowEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[window]``: days between which the account moves people."""

    start: Any
    end: Any


class EntryEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[entry]``: the state that people come into, and when."""

    state: str
    start: Any
    end: Any
    basis: str


class ShockEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[[shock]]``: a dated event; ``moves`` are pairs of states."""

    label: str
    start: Any
    end: Any
    moves: list[tuple[str, str]]
    factor: tuple[float, float]
    basis: str


class BirthEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``[[birth]]``: children a year and woman in one state."""

    mother: str
    child: str
    state: str
    rate: tuple[float, float]
    basis: str


@dataclass(frozen=True, slots=True)
class Movement:
    """All of it, checked."""

    window: tuple[str, str] | None = None
    entry: Entry | None = None
    shocks: tuple[Shock, ...] = ()
    births: tuple[Birth, ...] = ()
    policy_since: str | None = None
    events: Mapping[str, tuple[tuple[str, str], ...]] | None = None
    sites: Mapping[str, tuple[str, ...]] | None = None


def day(value: object, where: str) -> str:
    """An ISO day; TOML has dates of its own, and a day in quotation marks will do as well.

    Raises
    ------
    CaseError
        It is no date, or lies outside of 1900 to 2100.
    """
    try:
        found = datetime.date.fromisoformat(str(value))
    except ValueError:
        raise CaseError(f"{where}: '{value}' is no date; write a day such as 2019-11-15") from None
    if not _YEARS[0] <= found.year <= _YEARS[1]:
        raise CaseError(
            f"{where}: {found.year} lies outside {_YEARS[0]} to {_YEARS[1]}; write a day such as 2019-11-15"
        )
    return found.isoformat()


def stretch(start: object, end: object, where: str) -> tuple[str, str]:
    """Two days in order."""
    first, last = day(start, f"{where}.start"), day(end, f"{where}.end")
    if first > last:
        raise CaseError(f"{where}: it ends on {last}, before it starts on {first}; change one of the days")
    return first, last


def movement(
    *,
    as_of: str,
    window: WindowEntry | None,
    entry: EntryEntry | None,
    shocks: Sequence[ShockEntry],
    births: Sequence[BirthEntry],
    policy_since: object,
    events: Mapping[str, Sequence[tuple[str, str]]],
    sites: Mapping[str, Sequence[str]],
    state: Dimension,
    group: Dimension,
    transitions: Sequence[Transition],
) -> Movement:
    """What a case says of movement; nothing where it has no window.

    Raises
    ------
    CaseError
        Something contradicts the states, the groups, the transitions or the days of the case.
    """
    if window is None:
        return _without(entry, shocks, births, policy_since, events, sites)
    first, last = stretch(window.start, window.end, "window")
    if not first < as_of <= last:
        raise CaseError(f"window: {first} to {last} does not hold the day of the case, {as_of}; widen it")
    if entry is None:
        raise CaseError("entry: the case has a window and does not say where people enter; give [entry] with its days")
    moves = {(t.source, t.target) for t in transitions}
    return Movement(
        window=(first, last),
        entry=_entry(entry, state),
        shocks=tuple(_shock(s, moves) for s in shocks),
        births=tuple(_birth(b, state, group) for b in births),
        policy_since=None if policy_since is None else day(policy_since, "policy_since"),
        events={code: _event(code, pairs, moves, entry.state) for code, pairs in events.items()},
        sites={code: _sites(code, places, state) for code, places in sites.items()},
    )


def _without(*given: object) -> Movement:
    names = ("entry", "shock", "birth", "policy_since", "events", "sites")
    for name, value in zip(names, given, strict=True):
        if value:
            raise CaseError(
                f"{name}: the case has no [window], so nobody moves in it; give the window or take this out"
            )
    return Movement()


def _leaf(code: str, dimension: Dimension, where: str) -> str:
    if code not in dimension.leaves:
        raise CaseError(f"{where}: '{code}' is no leaf {dimension.name}; use one of {', '.join(dimension.leaves)}")
    return code


def _entry(entry: EntryEntry, state: Dimension) -> Entry:
    first, last = stretch(entry.start, entry.end, "entry")
    return Entry(_leaf(entry.state, state, "entry.state"), first, last, entry.basis)


def _shock(entry: ShockEntry, moves: set[tuple[str, str]]) -> Shock:
    where = f"shock '{entry.label}'"
    first, last = stretch(entry.start, entry.end, where)
    _known(entry.moves, moves, where)
    return Shock(entry.label, first, last, tuple(entry.moves), _positive(entry.factor, f"{where}, factor"), entry.basis)


def _birth(entry: BirthEntry, state: Dimension, group: Dimension) -> Birth:
    where = f"birth in '{entry.state}'"
    mother, child = _leaf(entry.mother, group, f"{where}, mother"), _leaf(entry.child, group, f"{where}, child")
    rate = _positive(entry.rate, f"{where}, rate")
    return Birth(mother, child, _leaf(entry.state, state, "birth.state"), rate, entry.basis)


def _event(
    code: str, pairs: Sequence[tuple[str, str]], moves: set[tuple[str, str]], entry: str
) -> tuple[tuple[str, str], ...]:
    codelists.check("statuses", code, "events")
    _known([pair for pair in pairs if pair[0]], moves, f"events.{code}")
    for source, target in pairs:
        if not source and target != entry:
            raise CaseError(f"events.{code}: people enter the account in '{entry}' and not in '{target}'")
    return tuple(pairs)


def _known(pairs: Sequence[tuple[str, str]], moves: set[tuple[str, str]], where: str) -> None:
    for source, target in pairs:
        if (source, target) not in moves:
            raise CaseError(
                f"{where}: no transition of the case leads from '{source}' to '{target}'; add it or mend this"
            )


def _sites(code: str, places: Sequence[str], state: Dimension) -> tuple[str, ...]:
    _leaf(code, state, "sites")
    if len(places) < 2 or len(set(places)) < len(places):
        raise CaseError(f"sites.{code}: give two or more different places, the last for everywhere else")
    for place in places[:-1]:
        codelists.check("places", place, f"sites.{code}")
    return tuple(places)


def _positive(pair: tuple[float, float], where: str) -> tuple[float, float]:
    low, high = pair
    if not 0 < low <= high < _MOST:
        raise CaseError(f"{where}: [{low:g}, {high:g}] is no range; give two numbers above zero, the smaller first")
    return low, high
