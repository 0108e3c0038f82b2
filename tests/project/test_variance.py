"""Where the spread of a lead comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from headcount.project.variance import ACCOUNT, CHANCE, portions
from headcount.project.world import world_of
from headcount.values.cases import Case, Policy, Uncertainty
from headcount.values.estimates import Estimate

MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]
AS_NOW = Policy("as_now", "As now", {})
PACE = Policy("pace", "Pace", {"repatriation_pace": {"per_month": 20, "order": ["children", "women", "men"]}})
WEIGHTS = {"brought_home": 1.0}


def test_the_lead_of_a_slow_programme_hangs_on_what_is_delivered(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    delivery = Uncertainty("repatriation_delivery", "delivery", 0.1, 0.95, "test")
    case = make_case(policies=(AS_NOW, PACE), uncertainties=(delivery,), months=6)
    worlds = [world_of(make_estimate(case), case, seed=seed, trajectories=64) for seed in (1, 2)]
    found = portions(*worlds, PACE, AS_NOW, weights=WEIGHTS)
    assert found[0].cause == "the share of the planned places that governments really provide"
    assert found[0].whole == pytest.approx(1.0, abs=0.3) and found[0].whole > 5 * found[1].whole
    assert {ACCOUNT, CHANCE} <= {one.cause for one in found}
    assert portions(*worlds, PACE, AS_NOW, weights=WEIGHTS) == found


def test_a_policy_that_does_nothing_has_no_lead(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(policies=(AS_NOW,), uncertainties=(), months=3)
    worlds = [world_of(make_estimate(case), case, seed=seed, trajectories=16) for seed in (1, 2)]
    found = portions(*worlds, replace(AS_NOW, name="same"), AS_NOW, weights=WEIGHTS)
    assert all((one.alone, one.whole) == (0.0, 0.0) for one in found)
