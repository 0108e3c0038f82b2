"""Courts at home: how many more people can be on trial at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.project.controls import Controls, begins, more_room, parameter, start_month, strength, trigger
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class ProsecutionPlaces:
    """Who is charged and finds no place waits at home, without supervision: that is the queue for a trial.

    The case says how many places there are without the lever (uncertainty ``prosecution_places``).
    """

    strength: float = strength()
    places: float = parameter(500.0, "people on trial at a time, more than now, in all home countries", low=0, high=1e7)
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Add places from the first month on."""
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        if self.strength == 0:
            return controls
        added = np.full(since.size, np.floor(self.places * self.strength))
        return replace(controls, room=more_room(controls, "prosecution_places", "prosecuted", added, since, unknowns))

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """Nothing of its own: how many places there are already is an uncertainty of the case."""
        return {}
