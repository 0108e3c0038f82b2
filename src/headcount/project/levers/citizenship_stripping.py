"""Governments strip adults of their citizenship: they cannot come home any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.project.controls import (
    MINORS,
    Controls,
    Modifier,
    begins,
    foreigners,
    high_end,
    in_order,
    low_end,
    parameter,
    running,
    start_month,
    strength,
    trigger,
)
from headcount.project.network import Network
from headcount.project.queues import HOME
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class CitizenshipStripping:
    """A share of the adults held on the day of the decision may not come home, by a programme or otherwise.

    Their other ways stay open: escape, another war, death. A share of the children stays with them.
    """

    strength: float = strength()
    origins: tuple[str, ...] = parameter((), "countries or regions that do so; none = all foreign ones")
    share_low: float = low_end("citizenship_stripping", "barred")
    share_high: float = high_end("citizenship_stripping", "barred")
    with_children: float = parameter(0.5, "children barred with them, as a share of the adults' share", low=0, high=1)
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Bar them from programmes and slow the ways home of their countries by their share."""
        in_order("citizenship_stripping", self.share_low, self.share_high)
        since = begins(self.start_month, self.trigger, unknowns, controls.months)
        cells = foreigners(net) & net.cells_of(self.origins)
        if self.strength == 0:
            return controls
        weight = np.where(np.array([net.groups[g] == MINORS for g in net.group]), self.with_children, 1.0) * cells
        share = self._share(unknowns) * self.strength
        barred, before = share[:, None] * weight, controls.barred
        if before is not None:
            barred, since = np.maximum(barred, before[0]), np.minimum(since, before[1])
        changed = replace(controls, barred=(barred, since))
        on = running(since, controls.months)
        for degree in np.unique(weight[weight > 0]):
            ways = net.into(HOME) & (net.policy | net.out_of("in_zone", "detained", "in_camp"))
            changed = changed.with_modifier(Modifier(1 - share * degree, ways, weight == degree, on))
        return changed

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share of adults stripped."""
        return {"the share of the adults held who are stripped of their citizenship": self._share(unknowns)}

    def _share(self, unknowns: Unknowns) -> Floats:
        return unknowns.chance.share("citizenship_stripping", self.share_low, self.share_high)
