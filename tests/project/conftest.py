"""A small account with everything in it: two foreign origins, one host country, three groups, six states."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from headcount.project.inputs import Inputs
from headcount.values.cases import Case, Dimension, Policy, Transition, Uncertainty
from headcount.values.estimates import Estimate, Ints

ORIGINS = ("FRA", "KAZ", "IRQ")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "moved_on", "killed")

TRANSITIONS = (
    Transition("escape_prison", "detained", "in_zone", (0.02, 0.2), "test"),
    Transition("escape_camp", "in_camp", "in_zone", (0.05, 0.3), "test"),
    Transition("repatriation", "detained", "returned", (0.01, 0.05), "test", policy=True),
    Transition("repatriation", "in_camp", "returned", (0.02, 0.1), "test", policy=True),
    Transition("onward", "in_zone", "moved_on", (0.05, 0.3), "test", groups=("men", "women")),
    Transition("death", "in_zone", "killed", (0.02, 0.2), "test"),
    Transition("death", "in_camp", "killed", (0.005, 0.03), "test"),
    Transition("capture", "in_zone", "detained", (0.05, 0.4), "test", groups=("men",)),
    Transition("return", "in_zone", "returned", (0.02, 0.1), "test"),
)

UNCERTAINTIES = (
    Uncertainty("mass_escape_yearly", "mass escape", 0.05, 0.4, "test"),
    Uncertainty("mass_escape_share", "share", 0.05, 0.3, "test"),
    Uncertainty("custodian_change_yearly", "change", 0.05, 0.3, "test"),
    Uncertainty("custodian_change_escape_factor", "factor", 1.5, 5.0, "test"),
    Uncertainty("repatriation_delivery", "delivery", 0.4, 0.95, "test"),
)

POLICIES = (
    Policy("as_now", "As now", {}),
    Policy(
        "children_first",
        "Children first",
        {"repatriation_pace": {"order": ["children", "women"], "per_month": 40, "start_month": 3}},
    ),
    Policy(
        "everyone_in_two_years",
        "Everyone within two years",
        {
            "repatriation_pace": {"per_month": 300, "start_month": 1, "complete_by": 24},
            "camp_security": {"strength": 0.5},
        },
    ),
)


def dimension(name: str, leaves: Sequence[str]) -> Dimension:
    return Dimension(name, tuple(leaves), {})


MakeCase = Callable[..., Case]


@pytest.fixture
def make_case() -> MakeCase:
    def make(
        *,
        origins: Sequence[str] = ORIGINS,
        groups: Sequence[str] = GROUPS,
        states: Sequence[str] = STATES,
        hosts: Sequence[str] = ("IRQ",),
        transitions: Sequence[Transition] = TRANSITIONS,
        policies: Sequence[Policy] = POLICIES,
        uncertainties: Sequence[Uncertainty] = UNCERTAINTIES,
        months: int = 36,
    ) -> Case:
        return Case(
            name="small",
            title="A small case",
            question="Who is where?",
            as_of="2019-11-15",
            place=("IRQ",),
            hosts=tuple(hosts),
            origin=dimension("origin", origins),
            group=dimension("group", groups),
            state=dimension("state", states),
            attributes={},
            transitions=tuple(transitions),
            questions=(),
            policies=tuple(policies),
            uncertainties=tuple(uncertainties),
            horizon_months=months,
            total=(1e3, 1e5),
        )

    return make


def estimate_of(case: Case, draws: Ints) -> Estimate:
    axes = (("origin", case.origin.leaves), ("group", case.group.leaves), ("state", case.state.leaves))
    return Estimate(axes, draws, (), (), (), (), (), seed=1, digest="digest")


@pytest.fixture
def make_estimate() -> Callable[[Case], Estimate]:
    """Draws in which every cell is a negative binomial number of people, some cells empty."""

    def make(case: Case) -> Estimate:
        shape = (len(case.origin.leaves), len(case.group.leaves), len(case.state.leaves))
        rng = np.random.default_rng(5)
        mean = rng.uniform(0, 400, shape) * (rng.random(shape) > 0.2)
        draws = rng.poisson(mean * rng.gamma(4, 1 / 4, (200, *shape))).astype(np.int64)
        return estimate_of(case, draws)

    return make


@pytest.fixture
def chain() -> Callable[..., Inputs]:
    """Kernel inputs with one cell and four states: everyone starts in state 0, hazards per year by (from, to)."""

    def make(*, people: int, yearly: dict[tuple[int, int], float], trajectories: int, months: int) -> Inputs:
        edges = sorted(yearly)
        start = np.zeros((trajectories, 1, 4), dtype=np.int64)
        start[:, 0, 0] = people
        hazards = np.array([yearly[edge] / 12 for edge in edges])
        return Inputs(
            start=start,
            kind=np.zeros(1, dtype=np.int64),
            group=np.zeros(1, dtype=np.int64),
            edge_of=np.searchsorted([source for source, _ in edges], np.arange(5)).astype(np.int64),
            target=np.array([target for _, target in edges], dtype=np.int64),
            policy=np.zeros(len(edges), dtype=np.bool_),
            open=np.ones((2, 1, len(edges)), dtype=np.bool_),
            take_to=np.full((1, 4), -1, dtype=np.int64),
            hazards=np.broadcast_to(hazards, (1, trajectories, months, len(edges))).copy(),
            places=np.zeros((1, trajectories, months), dtype=np.int64),
            first=np.array([months]),
            may_stay=np.zeros((1, months)),
            order=np.full((1, 1), -1, dtype=np.int64),
        )

    return make
