"""What levers may change, and what a lever is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats, Ints


@dataclass(frozen=True, slots=True)
class Controls:
    """The kernel's inputs that a policy sets; a lever returns changed copies."""

    factors: Floats
    """multiplies each hazard, shape (trajectories, months, edges)"""
    outbreaks: Floats
    """multiplies the hazard of a mass escape, shape (trajectories, months)"""
    places: Ints
    """people the repatriation programme can take, shape (trajectories, months)"""
    may_stay: Floats
    """share of those eligible at its start who need not have left yet, shape (months,)"""
    order: tuple[int, ...]
    """groups of the programme in the order they are taken; empty = no programme"""
    first: int
    """first month of the programme"""


def untouched(net: Network, trajectories: int, months: int) -> Controls:
    """The controls of a policy without levers: things go on as they are."""
    return Controls(
        factors=np.ones((trajectories, months, len(net.edges))),
        outbreaks=np.ones((trajectories, months)),
        places=np.zeros((trajectories, months), dtype=np.int64),
        may_stay=np.zeros(months),
        order=(),
        first=months,
    )


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
