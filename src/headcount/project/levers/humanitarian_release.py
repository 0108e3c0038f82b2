"""Families of the host countries are let out of the camps to go home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headcount.project.controls import (
    Controls,
    Programme,
    begins,
    foreigners,
    high_end,
    in_order,
    low_end,
    parameter,
    start_month,
    steps_of,
    strength,
    trigger,
)
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class HumanitarianRelease:
    """Takes people of the host countries out of the camps, by the ways on which governments bring foreigners home."""

    strength: float = strength()
    order: tuple[str, ...] = parameter(("women+children",), "groups let go, first come first")
    per_month: float = parameter(300.0, "people offered release a month", low=0, high=1e7)
    accepted_low: float = low_end("humanitarian_release", "accepted")
    accepted_high: float = high_end("humanitarian_release", "accepted")
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Open the camps to so many a month."""
        in_order("humanitarian_release", self.accepted_low, self.accepted_high)
        steps = steps_of("humanitarian_release", self.order, net)
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        if self.strength == 0:
            return controls
        return controls.with_programme(
            Programme(
                steps=steps,
                places=np.floor(self.per_month * self.strength * self._accepted(unknowns)),
                since=since,
                until=np.full(since.size, controls.months, dtype=np.int64),
                cells=~foreigners(net),
                edges=net.policy & net.out_of("in_camp"),
                flies=False,
            )
        )

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share of offers that can be taken."""
        return {"the share of the local families offered release who can go": self._accepted(unknowns)}

    def _accepted(self, unknowns: Unknowns) -> Floats:
        return unknowns.chance.share("humanitarian_release", self.accepted_low, self.accepted_high)
