"""Aircraft: how many people can be flown home in a month, whatever is promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.project.controls import Controls, begins, parameter, start_month, strength, trigger
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class Flights:
    """A cap on all repatriation programmes together; where a policy has none, its seats are filled by themselves.

    Without a programme children go first, then women, then men, every country by the number of its people.
    """

    strength: float = strength()
    per_month: float = parameter(4.0, "flights a month", low=0, high=10_000)
    seats: float = parameter(60.0, "people on a flight", low=1, high=1000)
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Add a number of seats."""
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        if self.strength == 0:
            return controls
        seats = np.full(since.size, np.floor(self.per_month * self.strength) * np.floor(self.seats))
        return replace(controls, seats=(*controls.seats, (seats, since)))

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """Nothing: an aircraft has the seats it has."""
        return {}
