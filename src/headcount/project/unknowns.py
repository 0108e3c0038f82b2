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
from headcount.project.network import Network, draws_of
from headcount.values.cases import Case, Transition, Uncertainty
from headcount.values.estimates import Estimate, Floats, Ints

Bools = NDArray[np.bool_]

NINETY = 1.6448536269514722
"""half-width in standard deviations of a central 90 % interval"""
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

    def normals(self, name: str, count: int) -> Floats:
        """``count`` standard normals per trajectory, shape (trajectories, count)."""
        return self._stream(name).standard_normal((self.trajectories, count))

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
    """per month, of foreigners on average where they differ by cell, shape (trajectories, edges)"""
    values: Mapping[str, Floats]
    """uncertainty of the case -> shape (trajectories,)"""
    chance: Chance
    open: Bools
    """who may take which edge, shape (edges, cells)"""
    account: Floats
    """per month by draw of the account, shape (draws, edges, cells), or (0, 0, 0) for an account without movement"""
    known: Bools
    """edges whose hazards the account knows, shape (edges,)"""
    draw: Ints
    """draw of each trajectory, shape (trajectories,)"""
    births: Floats
    """children a month and mother, shape (kinds of birth of the case, trajectories)"""

    def get(self, name: str, absent: float) -> Floats:
        """Values of ``name``, or ``absent`` for every trajectory where the case does not name it."""
        return self.values.get(name, np.full(self.chance.trajectories, absent))

    def by_cell(self, begin: int, end: int) -> Floats:
        """Monthly hazards of some trajectories before any shock or lever, shape (end - begin, edges, cells)."""
        hazards = self.hazards[begin:end, :, None] * self.open
        if self.known.any():
            hazards[:, self.known] = self.account[self.draw[begin:end]][:, self.known]
        return np.asarray(np.minimum(hazards, MOST))

    def shocks(self, months: int) -> Mapping[str, Bools]:
        """Months in which each kind of shock that the case names happens when nobody prevents it.

        Each of shape (trajectories, months).
        """
        kinds_of = {name.removesuffix("_yearly") for name in SHOCKS if name in self.values}
        return {name: self._happens(name, months) for name in sorted(kinds_of)}

    def _happens(self, name: str, months: int) -> Bools:
        chance = -np.log1p(-self.get(f"{name}_yearly", 0.0))[:, None] / 12
        return np.asarray(self.chance.uniform(name.replace("_", " "), months) < -np.expm1(-chance))


SHOCKS = ("custodian_change_yearly", "mass_escape_yearly", "offensive_yearly", "disease_yearly")
"""uncertainties that are yearly chances of a shock"""


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


def draw(case: Case, estimate: Estimate, net: Network, chance: Chance) -> Unknowns:
    """Hazards and uncertainties of every trajectory.

    Raises
    ------
    CaseError
        The case names an uncertainty that the projection does not know, gives it an impossible range, or leaves out
        another that it needs; or the estimate's hazards are not those of the case.
    """
    check(case)
    hazards = np.stack([chance.factor(edge_name(edge), *edge.hazard) / 12 for edge in net.edges], axis=1)
    account, known = _account(case, estimate, net)
    which = draws_of(estimate, chance.trajectories)
    if known.any():
        hazards[:, known] = _on_average(account, estimate, net)[which][:, known]
    values = {
        u.name: (chance.share if kinds()[u.name].scale == "share" else chance.factor)(u.name, u.low, u.high)
        for u in case.uncertainties
    }
    births = [chance.factor(f"births {b.state} {b.mother}", *b.rate) / 12 for b in case.births]
    return Unknowns(
        hazards,
        values,
        chance,
        net.open | (account.max(axis=0, initial=0.0) > 0.0 if known.any() else False),
        account,
        known,
        which,
        np.array(births).reshape(len(births), chance.trajectories),
    )


def _account(case: Case, estimate: Estimate, net: Network) -> tuple[Floats, Bools]:
    """Monthly hazards of the account on the network's edges, shape (draws, edges, cells), and which edges it knows."""
    if not estimate.hazards.size:
        return np.zeros((0, 0, 0)), np.zeros(len(net.edges), dtype=np.bool_)
    draws, origins, groups, moves = estimate.hazards.shape
    if (draws, origins, groups) != estimate.draws.shape[:3] or moves != len(case.transitions):
        raise CaseError(
            f"the estimate has hazards of {moves} transitions and {draws} draws, the case {len(case.transitions)} and "
            f"the estimate {len(estimate.draws)}; reconcile again"
        )
    if np.nanmin(estimate.hazards, initial=0.0) < 0.0:
        raise CaseError(f"the estimate has a hazard of {np.nanmin(estimate.hazards):g} a year; reconcile again")
    account = np.zeros((draws, len(net.edges), origins * groups))
    known = np.zeros(len(net.edges), dtype=np.bool_)
    for e, edge in enumerate(net.edges):
        if edge in case.transitions:
            own = estimate.hazards[:, :, :, case.transitions.index(edge)].reshape(draws, -1) / 12
            known[e] = not np.isnan(own).any()
            account[:, e] = np.nan_to_num(own)
    return account, known


def _on_average(account: Floats, estimate: Estimate, net: Network) -> Floats:
    """Hazard of each edge over the foreigners who could take it, shape (draws, edges)."""
    people = estimate.draws.reshape(len(account), account.shape[2], -1)[:, :, :]
    average = np.zeros(account.shape[:2])
    for e, source in enumerate(net.source):
        if source < people.shape[2]:
            weight = (people[:, :, source] + 1e-6) * (net.kind == 0)
            average[:, e] = (account[:, e] * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    return average


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
