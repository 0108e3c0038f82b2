"""European states pool their flights and places and bring their people home together."""

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
class PooledEuropeanScheme:
    """One programme for all people of the member states, each country by the number of its people.

    It runs beside other programmes. How much of it is delivered is a judgement of its own, not the case's
    ``repatriation_delivery``: that one speaks of single governments.
    """

    strength: float = strength()
    origins: tuple[str, ...] = parameter(("europe",), "countries or regions that take part")
    order: tuple[str, ...] = parameter(
        ("orphans", "children+women", "men"), "groups taken, first come first; 'children+women' go together"
    )
    per_month: float = parameter(60.0, "places, people a month", low=0, high=1e7)
    delivery_low: float = low_end("pooled_european_scheme", "delivery")
    delivery_high: float = high_end("pooled_european_scheme", "delivery")
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Open the pooled places."""
        in_order("pooled_european_scheme", self.delivery_low, self.delivery_high)
        steps = steps_of("pooled_european_scheme", self.order, net)
        cells = foreigners(net) & net.cells_of(self.origins)
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        if self.strength == 0:
            return controls
        return controls.with_programme(
            Programme(
                steps=steps,
                places=np.floor(self.per_month * self.strength * self._delivery(unknowns)),
                since=since,
                until=np.full(since.size, controls.months, dtype=np.int64),
                cells=cells,
                edges=net.policy,
            )
        )

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share of its places that are provided."""
        return {"the share of the pooled European places really provided": self._delivery(unknowns)}

    def _delivery(self, unknowns: Unknowns) -> Floats:
        return unknowns.chance.share("pooled_european_scheme", self.delivery_low, self.delivery_high)
