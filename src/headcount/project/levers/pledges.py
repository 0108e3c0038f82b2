"""Governments keep what they have promised, country by country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from headcount.errors import CaseError
from headcount.project.controls import (
    LATEST,
    Controls,
    Modifier,
    Programme,
    begins,
    foreigners,
    parameter,
    running,
    start_month,
    steps_of,
    strength,
    trigger,
)
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class Pledges:
    """For each origin a programme that ends with the number promised, spread evenly over so many months.

    What is promised is cut by the case's ``repatriation_delivery``, where it names one; what goes on month by month as
    it was done so far is not.
    """

    strength: float = strength()
    by_origin: tuple[str, ...] = parameter((), "people promised in all, as in 'RUS=145', 'western_europe=40'")
    monthly: tuple[str, ...] = parameter((), "people a month who go on being taken back, as in 'KAZ=17.5', 'FRA=0'")
    order: tuple[str, ...] = parameter(("children", "women", "men"), "groups taken, first come first")
    within_months: int = parameter(12, "months over which each promise is spread", low=1, high=LATEST)
    instead: float = parameter(0.0, "share of the other returns of these origins that stop", low=0, high=1)
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """One programme an origin."""
        steps = steps_of("pledges", self.order, net)
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        promised = [(net.cells_of((code,)) & foreigners(net), people) for code, people in map(_parsed, self.by_origin)]
        going_on = [(net.cells_of((code,)) & foreigners(net), people) for code, people in map(_parsed, self.monthly)]
        if self.strength == 0:
            return controls
        delivery = unknowns.get("repatriation_delivery", 1.0) * self.strength
        months = controls.months * np.full(since.size, self.strength)
        programmes = [(cells, people * delivery, self.within_months) for cells, people in promised if people]
        programmes += [(cells, people * months, controls.months) for cells, people in going_on if people]
        for cells, people, within in programmes:
            most = np.floor(people + 0.5)
            programme = Programme(
                steps=steps,
                places=np.ceil(most / within),
                since=since,
                until=np.full(since.size, controls.months, dtype=np.int64),
                cells=cells,
                edges=net.policy,
                most=most,
            )
            controls = controls.with_programme(programme)
        if self.instead and (promised or going_on):
            everyone = np.any([cells for cells, _ in (*promised, *going_on)], axis=0)
            left = np.full(since.size, 1 - self.instead * self.strength)
            on = running(since, controls.months)
            controls = controls.with_modifier(Modifier(left, net.policy, everyone, on))
        return controls

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """Nothing of its own: how much of a promise is kept is an uncertainty of the case."""
        return {}


def _parsed(pledge: str) -> tuple[str, float]:
    code, _, people = pledge.partition("=")
    try:
        number = float(people)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1e9:
        raise CaseError(f"lever 'pledges', by_origin: '{pledge}' is no promise; write an origin and people: 'RUS=145'")
    return code, number
