"""Governments bring their people home: how many a month, in which order, by when."""

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
    foreigners,
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
class RepatriationPace:
    """A programme on top of the returns that happen anyway.

    Groups are taken in their order; within a group every origin and place by its size. From its first month on all
    people of these groups are due at once, or, with ``complete_by``, along a straight line that ends there. Who is due
    and finds no place waits: that is the queue.
    """

    strength: float = strength()
    order: tuple[str, ...] = parameter(
        ("children", "women", "men"), "groups taken, first come first; 'children+women' go together, 'orphans' first"
    )
    per_month: float = parameter(200.0, "places, people a month", low=0, high=1e7)
    start_month: int = start_month()
    trigger: str = trigger()
    complete_by: int = parameter(0, "month by which all are due; 0 = all are due at once", low=0, high=LATEST)
    origins: tuple[str, ...] = parameter((), "countries or regions whose people are taken; none = all foreigners")

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Open places and say who is due.

        The places that governments promise are cut by the case's ``repatriation_delivery``, where it names one.
        """
        steps = steps_of("repatriation_pace", self.order, net)
        line = self._may_stay(controls.months)
        if self.strength == 0 or not steps:
            return controls
        places = np.floor(self.per_month * self.strength * unknowns.get("repatriation_delivery", 1.0))
        return controls.with_programme(
            Programme(
                steps=steps,
                places=places,
                since=begins(self.start_month, self.trigger, unknowns, controls.months),
                until=np.full(places.size, controls.months, dtype=np.int64),
                cells=foreigners(net) & net.cells_of(self.origins),
                edges=net.policy,
                may_stay=line,
            )
        )

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """Nothing of its own: how many places are really provided is an uncertainty of the case."""
        return {}

    def _may_stay(self, months: int) -> Floats:
        if not self.complete_by:
            return np.zeros(months)
        if self.complete_by < self.start_month:
            raise CaseError(
                f"lever 'repatriation_pace': complete_by is month {self.complete_by}, before start_month "
                f"{self.start_month}; give a later month, or 0 for no date"
            )
        done = np.arange(1, months + 1) / (self.complete_by - self.start_month + 1)
        return np.asarray(1 - np.clip(done, 0, 1))
