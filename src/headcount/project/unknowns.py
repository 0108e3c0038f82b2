"""What nobody decides: drawn once per trajectory and shared by every policy."""

from __future__ import annotations

import csv
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from headcount.errors import CaseError
from headcount.project.network import Network
from headcount.values.cases import Case, Transition, Uncertainty
from headcount.values.estimates import Floats

Bools = NDArray[np.bool_]

NINETY = 1.6448536269514722
"""half-width in standard deviations of a central 90 % interval"""
UNSETTLED = 12
"""months for which a change of custodian loosens the guard, as the table of unknowns says"""
MOST = 1e6
"""hazards and factors are cut here: everyone leaves within the month long before"""


@dataclass(frozen=True, slots=True)
class Chance:
    """Random numbers by name: each name has a stream of its own, so a new unknown leaves the others as they were."""

    seed: int
    trajectories: int

    def _stream(self, name: str) -> np.random.Generator:
        return np.random.default_rng([self.seed & 0xFFFFFFFFFFFFFFFF, zlib.crc32(name.encode())])

    def normal(self, name: str) -> Floats:
        """One standard normal per trajectory, shape (trajectories,)."""
        return self._stream(name).standard_normal(self.trajectories)

    def uniform(self, name: str, months: int) -> Floats:
        """One uniform per trajectory and month, shape (trajectories, months)."""
        return self._stream(name).random((self.trajectories, months))

    def factor(self, name: str, low: float, high: float) -> Floats:
        """Lognormal with the 90 % interval ``low`` to ``high``, shape (trajectories,); zero stays zero."""
        if high <= 0.0:
            return np.zeros(self.trajectories)
        low = max(low, 1e-12)
        middle, sd = (math.log(low) + math.log(high)) / 2, math.log(high / low) / (2 * NINETY)
        return np.minimum(np.exp(middle + sd * self.normal(name)), MOST)

    def share(self, name: str, low: float, high: float) -> Floats:
        """Logit-normal with the 90 % interval ``low`` to ``high``, shape (trajectories,)."""
        ends = [math.log(p / (1 - p)) for p in (low, high)]
        middle, sd = sum(ends) / 2, (ends[1] - ends[0]) / (2 * NINETY)
        return np.asarray(1 / (1 + np.exp(-(middle + sd * self.normal(name)))))


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of ``unknowns.csv``: an uncertainty the projection understands."""

    name: str
    scale: str
    low: float
    high: float
    needs: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Unknowns:
    """One value per trajectory of everything that nobody decides."""

    hazards: Floats
    """per month, shape (trajectories, edges)"""
    values: Mapping[str, Floats]
    """uncertainty of the case -> shape (trajectories,)"""
    chance: Chance

    def get(self, name: str, absent: float) -> Floats:
        """Values of ``name``, or ``absent`` for every trajectory where the case does not name it."""
        return self.values.get(name, np.full(self.chance.trajectories, absent))


@cache
def kinds() -> Mapping[str, Kind]:
    """The uncertainties a case may name."""
    lines = (files(__package__) / "unknowns.csv").read_text(encoding="utf-8").splitlines()
    return {
        row["name"]: Kind(
            row["name"], row["scale"], float(row["low"]), float(row["high"]), row["needs"], row["meaning"]
        )
        for row in csv.DictReader(lines)
    }


def draw(case: Case, net: Network, chance: Chance) -> Unknowns:
    """Hazards and uncertainties of every trajectory.

    Raises
    ------
    CaseError
        The case names an uncertainty that the projection does not know, gives it an impossible range, or leaves out
        another that it needs.
    """
    check(case)
    hazards = [chance.factor(edge_name(edge), *edge.hazard) / 12 for edge in net.edges]
    values = {
        u.name: (chance.share if kinds()[u.name].scale == "share" else chance.factor)(u.name, u.low, u.high)
        for u in case.uncertainties
    }
    return Unknowns(np.stack(hazards, axis=1), values, chance)


def check(case: Case) -> None:
    """Refuse uncertainties that the projection cannot draw.

    Raises
    ------
    CaseError
        One is unknown, has an impossible range, or lacks another that it needs.
    """
    named = {uncertainty.name for uncertainty in case.uncertainties}
    for uncertainty in case.uncertainties:
        _check(uncertainty, named)


def edge_name(edge: Transition) -> str:
    """Name of an edge's stream; a code may stand for several edges (escape from prisons, from camps)."""
    return f"{edge.code} {edge.source} {edge.target}"


def _check(uncertainty: Uncertainty, named: set[str]) -> None:
    known = kinds()
    kind = known.get(uncertainty.name)
    if kind is None:
        raise CaseError(
            f"uncertainty '{uncertainty.name}': the projection does not know it; known: {', '.join(sorted(known))}"
        )
    if not kind.low < uncertainty.low <= uncertainty.high < kind.high:
        raise CaseError(
            f"uncertainty '{kind.name}': {uncertainty.low:g} to {uncertainty.high:g} does not lie between "
            f"{kind.low:g} and {kind.high:g}; it stands for the {kind.meaning}"
        )
    if kind.needs and kind.needs not in named:
        raise CaseError(
            f"uncertainty '{kind.name}' means nothing without '{kind.needs}'; add that one or take both out"
        )


def hazards_under(net: Network, unknowns: Unknowns, factors: Floats, outbreaks: Floats) -> Floats:
    """Monthly hazards of one policy, shape (trajectories, months, edges).

    Parameters
    ----------
    factors
        What levers multiply each hazard by, shape (trajectories, months, edges).
    outbreaks
        What levers multiply the hazard of a mass escape by, shape (trajectories, months).

    Notes
    -----
    A mass escape in which the share a gets away is a month with the extra hazard -log(1 - a), spread over the escape
    edges of a state by their own hazards.
    """
    escapes, months = net.escapes, outbreaks.shape[1]
    hazards = unknowns.hazards[:, None, :] * factors
    loose = np.where(
        _lately(custodian_changes(unknowns, months)), unknowns.get("custodian_change_escape_factor", 1.0)[:, None], 1.0
    )
    hazards[:, :, escapes] *= loose[:, :, None]
    breaks_out = mass_escapes(unknowns, loose * outbreaks)
    surge = -np.log1p(-unknowns.get("mass_escape_share", 0.0))[:, None] * breaks_out
    hazards[:, :, escapes] += surge[:, :, None] * _weights(net, unknowns.hazards)[:, None, escapes]
    return np.minimum(hazards, MOST)


def custodian_changes(unknowns: Unknowns, months: int) -> Bools:
    """Months in which prisons and camps pass into other hands, shape (trajectories, months)."""
    monthly = -np.expm1(np.log1p(-unknowns.get("custodian_change_yearly", 0.0)) / 12)
    return np.asarray(unknowns.chance.uniform("custodian change", months) < monthly[:, None])


def mass_escapes(unknowns: Unknowns, factor: Floats) -> Bools:
    """Months in which many break out at once, their hazard times ``factor``; both of shape (trajectories, months)."""
    monthly = -np.log1p(-unknowns.get("mass_escape_yearly", 0.0))[:, None] / 12
    return np.asarray(unknowns.chance.uniform("mass escape", factor.shape[1]) < -np.expm1(-monthly * factor))


def _lately(changed: Bools) -> Bools:
    """Whether a change fell into this month or the ``UNSETTLED - 1`` before it."""
    seen = np.cumsum(changed, axis=1)
    before = np.zeros_like(seen)
    before[:, UNSETTLED:] = seen[:, :-UNSETTLED]
    return np.asarray(seen > before)


def _weights(net: Network, hazards: Floats) -> Floats:
    """Share of each escape edge among the escape edges of its state, shape (trajectories, edges)."""
    weights = np.zeros_like(hazards)
    for source in {edge.source for edge in net.edges}:
        own = np.array([bool(e) and edge.source == source for e, edge in zip(net.escapes, net.edges, strict=True)])
        sums = hazards[:, own].sum(axis=1, keepdims=True)
        equal = 1.0 / max(1, int(own.sum()))
        weights[:, own] = np.divide(
            hazards[:, own], sums, out=np.full((len(hazards), int(own.sum())), equal), where=sums > 0
        )
    return weights
