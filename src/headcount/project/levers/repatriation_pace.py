"""Governments bring their people home: how many a month, in which order, by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.errors import CaseError
from headcount.project.controls import Controls, parameter
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats, Ints


@dataclass(frozen=True, slots=True)
class RepatriationPace:
    """A programme on top of the returns that happen anyway.

    Groups are taken in their order; within a group every origin and place by its size. From ``start_month`` on all
    people of these groups are due at once, or, with ``complete_by``, along a straight line that ends there. Who is due
    and finds no place waits: that is the queue.
    """

    strength: float = parameter(1.0, "share of the places really opened", low=0, high=1)
    order: tuple[str, ...] = parameter(("children", "women", "men"), "groups taken, first come first")
    per_month: float = parameter(200.0, "places, people a month", low=0, high=1e7)
    start_month: int = parameter(1, "first month of the programme, 1 = the projection's first", low=1, high=240)
    complete_by: int = parameter(0, "month by which all are due; 0 = all are due at once", low=0, high=240)

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Open places and say who is due.

        The places that governments promise are cut by the case's ``repatriation_delivery``, where it names one.
        """
        places = np.floor(self.per_month * self.strength * unknowns.get("repatriation_delivery", 1.0))
        if self.strength == 0:
            return controls
        months = np.arange(1, controls.may_stay.size + 1)
        on = months >= self.start_month
        return replace(
            controls,
            places=(places[:, None] * on).astype(np.int64),
            may_stay=self._may_stay(months),
            order=tuple(self._group(code, net) for code in self.order),
            first=self.start_month - 1,
        )

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """Nothing of its own: how many places are really provided is an uncertainty of the case."""
        return {}

    def _may_stay(self, months: Ints) -> Floats:
        if not self.complete_by:
            return np.zeros(months.size)
        if self.complete_by < self.start_month:
            raise CaseError(
                f"lever 'repatriation_pace': complete_by is month {self.complete_by}, before start_month "
                f"{self.start_month}; give a later month, or 0 for no date"
            )
        done = (months - self.start_month + 1) / (self.complete_by - self.start_month + 1)
        return np.asarray(1 - np.clip(done, 0, 1))

    def _group(self, code: str, net: Network) -> int:
        if code not in net.groups or self.order.count(code) > 1:
            raise CaseError(
                f"lever 'repatriation_pace', order: '{code}' is no group of this case or stands twice; "
                f"use each of {', '.join(net.groups)} at most once"
            )
        return net.groups.index(code)
