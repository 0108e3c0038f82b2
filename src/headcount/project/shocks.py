"""What happens to everyone, whatever is decided: shocks as modifiers of hazards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from headcount.project.controls import Modifier
from headcount.project.network import Network
from headcount.project.outcomes import states_of
from headcount.project.unknowns import MOST, Unknowns
from headcount.values.cases import Case, Shock
from headcount.values.estimates import Floats

Bools = NDArray[np.bool_]
UNSETTLED = 12
"""months for which a change of custodian loosens the guard"""
OUTBREAK = 3
"""months that an outbreak of disease lasts"""
HALTED = 3
"""months without flights from an offensive on"""
DEAD = "killed"


def before_levers(case: Case, net: Network, unknowns: Unknowns, months: int) -> tuple[Modifier, ...]:
    """Recruitment, shocks of the case with a date to come, a looser guard, disease."""
    chance = unknowns.chance
    everyone = np.ones(net.kind.size, dtype=np.bool_)
    always = np.ones((chance.trajectories, months), dtype=np.bool_)
    found = []
    if "recruitment_yearly" in unknowns.values:
        monthly = -np.log1p(-unknowns.values["recruitment_yearly"]) / 12
        found.append(Modifier(monthly, net.escapes & net.out_of("in_camp"), everyone, always, adds=True))
    for shock in case.shocks:
        on = months_of(case, shock, months)
        if on.any():
            edges = np.array([(edge.source, edge.target) in shock.moves for edge in net.edges], dtype=np.bool_)
            value = chance.factor(f"shock {shock.label}", *shock.factor)
            found.append(Modifier(value, edges, everyone, always & on))
    shocks = unknowns.shocks(months)
    if "custodian_change" in shocks:
        value = unknowns.values["custodian_change_escape_factor"]
        found.append(Modifier(value, net.escapes, everyone, lasting(shocks["custodian_change"], UNSETTLED)))
    if "disease" in shocks:
        deaths = net.into(DEAD) & net.out_of(*states_of("held"))
        value = unknowns.values["disease_death_factor"]
        found.append(Modifier(value, deaths, everyone, lasting(shocks["disease"], OUTBREAK)))
    return tuple(found)


def after_levers(net: Network, unknowns: Unknowns, months: int, outbreaks: Floats) -> tuple[Modifier, ...]:
    """Mass escapes and the escapes of an offensive; ``outbreaks`` is what levers make of the chance of the first.

    A month in which the share a gets away is a month with the extra hazard -log(1 - a).
    """
    everyone = np.ones(net.kind.size, dtype=np.bool_)
    happens = mass_escapes(unknowns, months, outbreaks), unknowns.shocks(months).get("offensive")
    names = "mass_escape_share", "offensive_escape_share"
    return tuple(
        Modifier(-np.log1p(-unknowns.get(name, 0.0)), net.escapes, everyone, on, adds=True)
        for name, on in zip(names, happens, strict=True)
        if on is not None and on.any()
    )


def custodian_changes(unknowns: Unknowns, months: int) -> Bools:
    """Months in which prisons and camps pass into other hands, shape (trajectories, months)."""
    never = np.zeros((unknowns.chance.trajectories, months), dtype=np.bool_)
    return unknowns.shocks(months).get("custodian_change", never)


def mass_escapes(unknowns: Unknowns, months: int, outbreaks: Floats) -> Bools:
    """Months in which many break out at once, shape (trajectories, months).

    The hazard grows with the looser guard after a change of custodian and is multiplied by ``outbreaks``.
    """
    loose = np.where(
        lasting(custodian_changes(unknowns, months), UNSETTLED),
        unknowns.get("custodian_change_escape_factor", 1.0)[:, None],
        1.0,
    )
    monthly = -np.log1p(-unknowns.get("mass_escape_yearly", 0.0))[:, None] / 12
    hazard = np.minimum(monthly * loose * outbreaks, MOST)
    return np.asarray(unknowns.chance.uniform("mass escape", months) < -np.expm1(-hazard))


def halts(unknowns: Unknowns, months: int) -> Bools:
    """Months in which no programme runs, shape (trajectories, months)."""
    offensive = unknowns.shocks(months).get("offensive")
    if offensive is None:
        return np.zeros((unknowns.chance.trajectories, months), dtype=np.bool_)
    return lasting(offensive, HALTED)


def months_of(case: Case, shock: Shock, months: int) -> Bools:
    """Months of the projection that a dated shock covers, shape (months,); a shock of the past covers none."""
    start = date.fromisoformat(case.as_of)
    first, last = (_months_between(start, date.fromisoformat(day)) for day in (shock.start, shock.end))
    number = np.arange(months)
    return np.asarray((number >= first) & (number <= last) & (date.fromisoformat(shock.start) > start))


def _months_between(start: date, day: date) -> int:
    whole = (day.year - start.year) * 12 + day.month - start.month
    return whole - (day.day < start.day)


def lasting(happened: Bools, months: int) -> Bools:
    """Whether something fell into this month or one of the ``months - 1`` before it."""
    seen = np.cumsum(happened, axis=1)
    before = np.zeros_like(seen)
    before[:, months:] = seen[:, :-months]
    return np.asarray(seen > before)


def bits_of(modifiers: Sequence[Modifier], trajectories: int, months: int) -> NDArray[np.uint64]:
    """Modifiers at work, one bit each, shape (trajectories, months)."""
    bits = np.zeros((trajectories, months), dtype=np.uint64)
    for k, modifier in enumerate(modifiers):
        bits |= modifier.months.astype(np.uint64) << np.uint64(k)
    return bits
