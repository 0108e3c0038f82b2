"""A small account with everything in it: two foreign origins, one host country, three groups, six states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from headcount.project.decisions import decisions_of
from headcount.project.inputs import Decisions, Inputs
from headcount.project.levers import known
from headcount.project.scenarios import controls_under
from headcount.project.world import inputs_of, world_of
from headcount.values.cases import Birth, Case, Dimension, Later, Policy, Transition, Uncertainty
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


def people(case: Case, cells: dict[tuple[str, str, str], int], draws: int = 400) -> Ints:
    """Draws that all hold the same people: (origin, group, state) -> number, nobody elsewhere."""
    made = np.zeros((draws, len(case.origin.leaves), len(case.group.leaves), len(case.state.leaves)), dtype=np.int64)
    for (origin, group, state), number in cells.items():
        made[
            :,
            case.origin.leaves.index(origin),
            case.group.leaves.index(group),
            case.state.leaves.index(state),
        ] = number
    return made


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


def decisions_for(inputs: Inputs) -> Decisions:
    """No policy at all."""
    trajectories, cells, _ = inputs.start.shape
    months, edges, queues = len(inputs.steps), inputs.target.size, len(inputs.queues)
    return Decisions(
        active=np.zeros((trajectories, months), dtype=np.uint64),
        value=np.zeros((0, trajectories)),
        adds=np.zeros(0, dtype=np.bool_),
        edges=np.zeros((0, edges), dtype=np.bool_),
        cells=np.zeros((0, cells), dtype=np.bool_),
        ways=np.zeros(0, dtype=np.int64),
        places=np.zeros((0, trajectories)),
        since=np.zeros((0, trajectories), dtype=np.int64),
        until=np.zeros((0, trajectories), dtype=np.int64),
        may_stay=np.zeros((0, months)),
        part=np.zeros((0, trajectories)),
        span=np.zeros((0, 2), dtype=np.int64),
        may=np.zeros((0, 1, 0, cells)),
        orphans_only=np.zeros((0, 1), dtype=np.bool_),
        listed=np.zeros((0, 1), dtype=np.bool_),
        most=np.zeros((0, trajectories)),
        flies=np.zeros(0, dtype=np.bool_),
        seats=np.full(trajectories, np.inf),
        seats_since=np.zeros(trajectories, dtype=np.int64),
        barred=np.zeros((0, 0)),
        barred_since=np.zeros(trajectories, dtype=np.int64),
        room=np.full((2, queues, trajectories), np.inf),
        wider=np.zeros((queues, trajectories), dtype=np.int64),
    )


@pytest.fixture
def chain() -> Callable[..., Inputs]:
    """Model inputs with one cell and four states: everyone starts in state 0, hazards per year by (from, to)."""

    def make(
        *, people: int, yearly: dict[tuple[int, int], float], trajectories: int, months: int, seed: int = 1
    ) -> Inputs:
        states = ("in_zone", "detained", "in_camp", "killed")
        moves = [Transition("move", states[a], states[b], (h, h), "test") for (a, b), h in sorted(yearly.items())]
        draws = np.zeros((1, 1, 1, 4), dtype=np.int64)
        draws[..., 0] = people
        case = bare_case(("XXX",), ("men",), states, moves, months)
        world = world_of(estimate_of(case, draws), case, seed=seed, trajectories=trajectories)
        return inputs_of(world, 0, trajectories)

    return make


def bare_case(
    origins: Sequence[str], groups: Sequence[str], states: Sequence[str], moves: Sequence[Transition], months: int
) -> Case:
    """A case without anything that it can do without."""
    return Case(
        name="bare",
        title="",
        question="",
        as_of="2019-11-15",
        place=(),
        hosts=(),
        origin=dimension("origin", origins),
        group=dimension("group", groups),
        state=dimension("state", states),
        attributes={},
        transitions=tuple(moves),
        questions=(),
        policies=(Policy("as_now", "As now", {}),),
        uncertainties=(),
        horizon_months=months,
        total=(1e3, 1e5),
    )


LATER = Later(
    ("prosecuted", "convicted", "in_rehabilitation"),
    (
        Transition("conviction", "prosecuted", "convicted", (0.4, 2.0), "test"),
        Transition("acquittal", "prosecuted", "returned", (0.03, 0.4), "test"),
        Transition("release", "convicted", "returned", (0.1, 0.5), "test"),
        Transition("completion", "in_rehabilitation", "returned", (0.5, 2.0), "test"),
        Transition("reoffending", "returned", "prosecuted", (0.001, 0.05), "test", groups=("men", "women")),
    ),
)

EVERYTHING = (
    *UNCERTAINTIES,
    Uncertainty("offensive_yearly", "offensive", 0.2, 0.6, "test"),
    Uncertainty("offensive_escape_share", "share", 0.01, 0.1, "test"),
    Uncertainty("disease_yearly", "disease", 0.2, 0.6, "test"),
    Uncertainty("disease_death_factor", "factor", 2.0, 8.0, "test"),
    Uncertainty("recruitment_yearly", "recruitment", 0.01, 0.05, "test"),
    Uncertainty("orphan_share", "orphans", 0.05, 0.3, "test"),
    Uncertainty("come_of_age_yearly", "ageing", 0.02, 0.1, "test"),
    Uncertainty("hazard_walk_yearly", "walk", 0.2, 0.6, "test"),
    Uncertainty("repatriation_lumps", "lumps", 0.3, 1.0, "test"),
    Uncertainty("prosecuted_on_return", "charged", 0.2, 0.9, "test"),
    Uncertainty("prosecution_places", "places", 10, 80, "test"),
    Uncertainty("rehabilitation_on_return", "meant", 0.3, 0.9, "test"),
    Uncertainty("rehabilitation_places", "places", 10, 80, "test"),
    Uncertainty("cost_in_camp", "euros a year", 500, 2000, "test"),
    Uncertainty("cost_journey", "euros", 5000, 9000, "test"),
)


def full_case(case: Case) -> Case:
    """``case`` with all that a case may define."""
    return replace(
        case,
        later=LATER,
        uncertainties=EVERYTHING,
        births=(Birth("women", "children", "in_camp", (0.02, 0.1), "test"),),
        origin=replace(case.origin, aggregates={"europe": frozenset({"FRA"})}),
    )


def random_world(seed: int) -> tuple[Inputs, tuple[Decisions, ...]]:
    """A small world in which everything happens at once, under policies that pull every lever."""
    rng = np.random.default_rng(seed)
    trajectories, months = 12, 30
    bare = bare_case(ORIGINS, GROUPS, STATES, TRANSITIONS, months)
    case = full_case(replace(bare, hosts=("IRQ",))) if seed < 3 else replace(bare, hosts=())
    size = rng.integers(0, 4000, (3, 3, 6)) * (rng.random((3, 3, 6)) > 0.3)
    draws = rng.poisson(size, (5, 3, 3, 6))
    estimate = estimate_of(case, draws)
    if seed == 1:
        hazards = rng.lognormal(-3, 1, (5, 3, 3, len(case.transitions)))
        hazards[..., 0] = np.nan
        estimate = replace(estimate, hazards=hazards)
    world = world_of(estimate, case, seed=seed, trajectories=trajectories)
    policies = POLICIES if seed == 3 else (*POLICIES, *(Policy(n, n, {n: {}}) for n in known() if n != "pledges"), ALL)
    inputs = inputs_of(world, 0, trajectories, kept=range(0, months + 1, 6))
    return inputs, tuple(decisions_of(c, world, 0, trajectories) for c in controls_under(world, policies))


ALL = Policy(
    "all",
    "All",
    {
        "repatriation_pace": {"order": ["orphans", "children+women", "men"], "per_month": 90, "start_month": 2},
        "pledges": {"by_origin": ["FRA=200", "KAZ=90"], "within_months": 5, "instead": 0.5},
        "flights": {"per_month": 3, "seats": 30, "trigger": "custodian_change"},
        "citizenship_stripping": {"start_month": 4},
        "camp_closing": {"start_month": 12, "close_by": 20},
        "humanitarian_release": {"trigger": "offensive"},
        "prosecution_places": {"places": 20, "start_month": 9},
    },
)
