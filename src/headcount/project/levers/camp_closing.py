"""The camps are closed by a date, whether or not everyone has somewhere to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headcount.errors import CaseError
from headcount.project.controls import (
    LATEST,
    Controls,
    Programme,
    begins,
    high_end,
    in_order,
    low_end,
    parameter,
    start_month,
    strength,
    trigger,
)
from headcount.project.network import Network
from headcount.project.queues import HOME
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class CampClosing:
    """Everyone leaves the camps along a straight line that ends in ``close_by``.

    A share that nobody knows goes home, by the ways on which governments bring people home; the others are at large
    in the zone. That happens without anybody's flights, and an offensive does not stop it.
    """

    strength: float = strength()
    close_by: int = parameter(12, "month in which the last have left", low=1, high=LATEST)
    home_low: float = low_end("camp_closing", "home")
    home_high: float = high_end("camp_closing", "home")
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Empty the camps; with a strength below 1 only that share of them."""
        in_order("camp_closing", self.home_low, self.home_high)
        if self.close_by < self.start_month:
            raise CaseError(
                f"lever 'camp_closing': close_by is month {self.close_by}, before start_month {self.start_month}; "
                "give a later month"
            )
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        if self.strength == 0:
            return controls
        done = np.clip(np.arange(1, controls.months + 1) / (self.close_by - self.start_month + 1), 0, 1)
        home, free = net.out_of("in_camp") & net.into(HOME), net.out_of("in_camp") & net.escapes
        for way, part in ((home, self._home(unknowns)), (free, None)):
            if not way.any():
                continue
            controls = controls.with_programme(
                Programme(
                    steps=(net.groups,),
                    places=np.full(since.size, np.inf),
                    since=since,
                    until=np.full(since.size, controls.months, dtype=np.int64),
                    cells=np.ones(net.kind.size, dtype=np.bool_),
                    edges=way,
                    may_stay=1 - done * self.strength,
                    part=part,
                    flies=False,
                )
            )
        return controls

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share who go home."""
        return {"the share of the people of closed camps who go home": self._home(unknowns)}

    def _home(self, unknowns: Unknowns) -> Floats:
        return unknowns.chance.share("camp_closing", self.home_low, self.home_high)
