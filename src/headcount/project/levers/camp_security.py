"""Better guarded prisons and camps: fewer escapes, and fewer mass escapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.project.controls import (
    Controls,
    Modifier,
    begins,
    high_end,
    in_order,
    low_end,
    running,
    start_month,
    strength,
    trigger,
)
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class CampSecurity:
    """Multiplies every hazard of escape by an uncertain factor, drawn once per trajectory."""

    strength: float = strength()
    factor_low: float = low_end("camp_security", "escapes")
    factor_high: float = high_end("camp_security", "escapes")
    start_month: int = start_month()
    trigger: str = trigger()

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Lower the escape hazards from the first month on."""
        in_order("camp_security", self.factor_low, self.factor_high)
        on = running(begins(self.start_month, self.trigger, unknowns, controls.months), controls.months)
        if self.strength == 0:
            return controls
        effect = self._factor(unknowns) ** self.strength
        everyone = np.ones(net.kind.size, dtype=np.bool_)
        outbreaks = controls.outbreaks * np.where(on, effect[:, None], 1.0)
        return replace(controls.with_modifier(Modifier(effect, net.escapes, everyone, on)), outbreaks=outbreaks)

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share of escapes prevented."""
        return {"the share of escapes that a better guard prevents": 1 - self._factor(unknowns)}

    def _factor(self, unknowns: Unknowns) -> Floats:
        drawn = unknowns.chance.factor("camp_security", self.factor_low, self.factor_high)
        return np.minimum(drawn, 1.0)
