"""Better guarded prisons and camps: fewer escapes, and fewer mass escapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headcount.errors import CaseError
from headcount.project.controls import Controls, parameter
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.estimates import Floats


@dataclass(frozen=True, slots=True)
class CampSecurity:
    """Multiplies every hazard of escape by an uncertain factor, drawn once per trajectory.

    Basis of the default range: a judgement of headcount's authors, not a measurement. More guards and sounder walls
    are taken to prevent between a fifth and seven tenths of escapes; no count of escapes before and after such
    measures is at hand. A case that knows better gives its own range.
    """

    strength: float = parameter(1.0, "0 = no change, 1 = the whole effect; the factor to this power", low=0, high=1)
    factor_low: float = parameter(0.3, "escapes are multiplied by no less (90 %)", low=0.01, high=1)
    factor_high: float = parameter(0.8, "escapes are multiplied by no more (90 %)", low=0.01, high=1)
    start_month: int = parameter(1, "first month of the better guard, 1 = the projection's first", low=1, high=240)

    def apply(self, controls: Controls, net: Network, unknowns: Unknowns) -> Controls:
        """Lower the escape hazards from ``start_month`` on."""
        if self.factor_low > self.factor_high:
            raise CaseError(
                f"lever 'camp_security': factor_low {self.factor_low:g} is above factor_high {self.factor_high:g}; "
                "give the smaller one first"
            )
        effect = self._factor(unknowns) ** self.strength
        on = np.arange(1, controls.outbreaks.shape[1] + 1) >= self.start_month
        monthly = np.where(on, effect[:, None], 1.0)
        edges = np.where(net.escapes, monthly[:, :, None], 1.0)
        return replace(controls, factors=controls.factors * edges, outbreaks=controls.outbreaks * monthly)

    def drawn(self, unknowns: Unknowns) -> Mapping[str, Floats]:
        """The share of escapes prevented."""
        return {"the share of escapes that a better guard prevents": 1 - self._factor(unknowns)}

    def _factor(self, unknowns: Unknowns) -> Floats:
        drawn = unknowns.chance.factor("camp_security", self.factor_low, self.factor_high)
        return np.minimum(drawn, 1.0)
