"""The stage from end to end: people are conserved, policies share their randomness, caps and orders hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.project.conftest import LATER, estimate_of, full_case

from headcount.errors import CaseError, UsageError
from headcount.project import kernel, project
from headcount.project.decisions import decisions_of
from headcount.project.levers import known
from headcount.project.network import network, starting
from headcount.project.scenarios import cells_of, controls_under, outlook
from headcount.project.world import inputs_of, world_of
from headcount.values.cases import Birth, Case, Policy, Transition, Uncertainty
from headcount.values.estimates import Estimate, Floats, Ints
from headcount.values.scenarios import Projection

MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]

MEN, WOMEN, CHILDREN = range(3)
IN_ZONE, DETAINED, IN_CAMP, RETURNED, MOVED_ON, KILLED = range(6)
LEVERS = st.fixed_dictionaries(
    {},
    optional={
        "repatriation_pace": st.fixed_dictionaries(
            {
                "per_month": st.floats(0, 5000),
                "start_month": st.integers(1, 14),
                "order": st.permutations(["men", "women", "children"]).flatmap(
                    lambda order: st.integers(0, 3).map(lambda n: list(order[:n]))
                ),
                "complete_by": st.sampled_from([0, 14, 30]),
            }
        ),
        "camp_security": st.fixed_dictionaries({"strength": st.floats(0, 1), "start_month": st.integers(1, 14)}),
        "camp_closing": st.fixed_dictionaries({"strength": st.floats(0, 1), "close_by": st.integers(2, 20)}),
        "flights": st.fixed_dictionaries({"per_month": st.floats(0, 30), "trigger": st.sampled_from(["date"])}),
        "citizenship_stripping": st.fixed_dictionaries({"start_month": st.integers(1, 14)}),
    },
)


@dataclass
class Run:
    """What some policies came to: ``stock`` by policy, trajectory, month, kind, group and state."""

    stock: Floats
    brought: Floats
    waiting: Floats
    flows: Floats


def simulate(
    case: Case, draws: Ints, *levers: dict[str, dict[str, object]], trajectories: int = 40, seed: int = 7
) -> Run:
    """``case`` from ``draws``, one policy per mapping of levers."""
    world = world_of(estimate_of(case, draws), case, seed=seed, trajectories=trajectories)
    policies = [Policy(str(n), str(n), settings_) for n, settings_ in enumerate(levers)]
    inputs = inputs_of(world, 0, trajectories)
    outs = [
        kernel.run(inputs, decisions_of(control, world, 0, trajectories), by="numpy")
        for control in controls_under(world, policies)
    ]
    shape = (len(outs), trajectories, case.horizon_months + 1, 2, len(case.group.leaves), -1)
    columns = np.flatnonzero(world.net.policy)
    return Run(
        np.stack([out.stock for out in outs]).reshape(shape),
        np.stack([out.flows[:, :, 1, columns].sum(axis=2) for out in outs]),
        np.stack([out.waiting[:, :, 0] for out in outs]),
        np.stack([out.flows for out in outs]),
    )


def camp_of(case: Case, people: dict[tuple[str, str, int], int]) -> Ints:
    """One draw with ``people`` by (origin, group, state) and nobody else."""
    draws = np.zeros((1, len(case.origin.leaves), len(case.group.leaves), len(case.state.leaves)), dtype=np.int64)
    for (origin, group, state), count in people.items():
        draws[0, case.origin.leaves.index(origin), case.group.leaves.index(group), state] = count
    return draws


def fixed(*moves: Transition) -> dict[str, object]:
    """A case in which nothing is uncertain."""
    return {"transitions": moves, "uncertainties": ()}


STILL = fixed(
    Transition("repatriation", "detained", "returned", (0.0, 0.0), "test", policy=True),
    Transition("repatriation", "in_camp", "returned", (0.0, 0.0), "test", policy=True),
    Transition("escape", "in_camp", "in_zone", (0.0, 0.0), "test"),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(levers=LEVERS, people=st.integers(0, 10_000_000), seed=st.integers(0, 2**64 - 1))
def test_no_person_is_lost_or_made_in_any_month(
    make_case: MakeCase, levers: dict[str, dict[str, object]], people: int, seed: int
) -> None:
    case = make_case(months=14)
    draws = np.random.default_rng(seed).multinomial(people, np.full(54, 1 / 54), size=3).reshape(3, 3, 3, 6)
    run = simulate(case, draws, {}, levers, trajectories=6, seed=seed)
    stock, brought, waiting = run.stock, run.brought, run.waiting
    start = stock[:, :, :1].sum(axis=-1)
    assert start.sum(axis=(2, 3, 4))[0].tolist() == [people] * 6
    assert (stock.sum(axis=-1) == start).all()
    assert stock.min() >= 0
    assert (stock == np.floor(stock)).all()
    assert brought.min() >= 0
    assert waiting.min() >= 0


def test_without_hazards_nobody_moves(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(**STILL)
    run = simulate(case, make_estimate(case).draws, {})
    stock, brought, waiting = run.stock, run.brought, run.waiting
    assert (stock == stock[:, :, :1]).all()
    assert not brought.any()
    assert not waiting.any()


def test_with_endless_hazards_everybody_is_gone_after_a_month(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    moves = [Transition(f"out_{s}", s, "killed", (1e9, 1e9), "test") for s in ("in_zone", "detained", "in_camp")]
    case = make_case(**fixed(*moves))
    stock = simulate(case, make_estimate(case).draws, {}).stock
    assert stock[..., 0, :, :, :RETURNED].sum() > 0
    assert stock[:, :, 1:, :, :, :RETURNED].sum() == 0


def test_groups_keep_to_their_edges(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    onward = Transition("onward", "in_zone", "moved_on", (1.0, 1.0), "test", groups=("men",))
    case = make_case(**fixed(onward))
    stock = simulate(case, make_estimate(case).draws, {}).stock
    moved = stock[0, :, -1, :, :, MOVED_ON] - stock[0, :, 0, :, :, MOVED_ON]
    assert moved[:, :, MEN].sum() > 0
    assert moved[:, :, [WOMEN, CHILDREN]].sum() == 0


def test_repatriation_does_not_concern_the_host_countries(make_case: MakeCase) -> None:
    repatriation = Transition("repatriation", "in_camp", "returned", (5.0, 5.0), "test", policy=True)
    case = make_case(**fixed(repatriation))
    draws = camp_of(case, {("IRQ", "women", IN_CAMP): 5000, ("FRA", "women", IN_CAMP): 50})
    run = simulate(case, draws, {"repatriation_pace": {"per_month": 1000}})
    stock, brought = run.stock, run.brought
    assert stock[0, :, -1, 1, WOMEN, IN_CAMP].tolist() == [5000] * 40
    assert brought[0, :, -1].tolist() == [50] * 40


def test_a_programme_never_takes_more_than_its_places(make_case: MakeCase) -> None:
    case = make_case(months=12, **STILL)
    draws = camp_of(
        case, {("FRA", "women", IN_CAMP): 333, ("KAZ", "children", IN_CAMP): 333, ("KAZ", "men", DETAINED): 71}
    )
    pace = {"repatriation_pace": {"per_month": 70, "start_month": 3}}
    run = simulate(case, draws, pace)
    brought, waiting = run.brought, run.waiting
    taken = [0, 0, 0, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70]
    assert brought[0, 0].tolist() == np.cumsum(taken).tolist()
    assert waiting[0, 0].tolist() == [0, 0, 0, *(737 - 70 * n for n in range(1, 11))]


def test_children_go_before_women_and_men_stay(make_case: MakeCase) -> None:
    case = make_case(months=6, **STILL)
    people = {("FRA", "children", IN_CAMP): 100, ("KAZ", "children", DETAINED): 50, ("FRA", "women", IN_CAMP): 120}
    draws = camp_of(case, {**people, ("KAZ", "men", DETAINED): 500})
    pace = {"repatriation_pace": {"per_month": 60, "order": ["children", "women"]}}
    run = simulate(case, draws, pace)
    stock, waiting = run.stock, run.waiting
    home = stock[0, 0, :, 0, :, RETURNED]
    assert home[:, CHILDREN].tolist() == [0, 60, 120, 150, 150, 150, 150]
    assert home[:, WOMEN].tolist() == [0, 0, 0, 30, 90, 120, 120]
    assert home[:, MEN].tolist() == [0] * 7
    assert waiting[0, 0].tolist() == [0, 210, 150, 90, 30, 0, 0]


def test_within_a_group_every_place_gives_by_its_size(make_case: MakeCase) -> None:
    case = make_case(months=1, **STILL)
    draws = camp_of(case, {("FRA", "children", DETAINED): 30, ("KAZ", "children", IN_CAMP): 270})
    pace = {"repatriation_pace": {"per_month": 101}}
    run = simulate(case, draws, pace, trajectories=400)
    stock, brought = run.stock, run.brought
    freed = 30 - stock[0, :, -1, 0, CHILDREN, DETAINED]
    assert set(brought[0, :, -1]) == {101.0}
    assert set(freed) == {10.0, 11.0}
    assert freed.mean() == pytest.approx(10.1, abs=0.05)


def test_a_date_spreads_the_departures_evenly_and_is_kept(make_case: MakeCase) -> None:
    case = make_case(months=30, **STILL)
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 240, ("KAZ", "men", DETAINED): 240})
    pace = {"repatriation_pace": {"per_month": 100, "complete_by": 24}}
    run = simulate(case, draws, pace)
    brought, waiting = run.brought, run.waiting
    assert np.diff(brought[0, 0]).tolist() == [20.0] * 24 + [0.0] * 6
    assert not waiting.any()


def test_who_is_due_by_the_date_and_finds_no_place_waits(make_case: MakeCase) -> None:
    case = make_case(months=6, **STILL)
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 400})
    pace = {"repatriation_pace": {"per_month": 60, "complete_by": 4}}
    run = simulate(case, draws, pace)
    brought, waiting = run.brought, run.waiting
    assert brought[0, 0].tolist() == [0, 60, 120, 180, 240, 300, 360]
    assert waiting[0, 0].tolist() == [0, 40, 80, 120, 160, 100, 40]


def test_the_same_seed_gives_the_same_projection_and_another_does_not(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    case = make_case()
    estimate = make_estimate(case)
    first, again, other = (project(estimate, case, seed=s, digest="d", trajectories=50) for s in (3, 3, 4))
    assert totals(first) == totals(again)
    assert first.ranks == again.ranks
    assert first.drivers == again.drivers
    assert totals(first) != totals(other)


def totals(projection: Projection) -> dict[tuple[str, str], object]:
    return {(s.policy, o.name): o.total for s in projection.scenarios for o in s.outcomes}


def test_policies_share_their_random_numbers(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    twins = (Policy("one", "One", {}), Policy("two", "Two", {}))
    case = make_case(policies=twins)
    projection = project(make_estimate(case), case, seed=3, digest="d", trajectories=50)
    one, two = projection.scenarios
    assert [o.total for o in one.outcomes] == [o.total for o in two.outcomes]
    assert projection.drivers["at_large"] == "“One” and “Two” come to the same in every draw."
    assert {rank.p_best for rank in projection.ranks} == {0.5}


def test_another_policy_changes_nothing_for_the_first(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    alone = make_case(policies=case.policies[:1])
    estimate = make_estimate(case)
    both = project(estimate, case, seed=3, digest="d", trajectories=50)
    one = project(estimate, alone, seed=3, digest="d", trajectories=50)
    assert [o.total for o in one.scenarios[0].outcomes] == [o.total for o in both.scenarios[0].outcomes]


def test_scenarios_start_from_the_estimate_and_end_at_their_totals(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    case = make_case()
    estimate = make_estimate(case)
    projection = project(estimate, case, seed=3, digest="key", trajectories=200)
    assert (projection.months, projection.start, projection.digest, projection.draws) == (36, "2019-11-15", "key", 200)
    held = estimate.draws[:, :2][..., [DETAINED, IN_CAMP]].sum(axis=(1, 2, 3))
    for scenario in projection.scenarios:
        outcome = scenario.outcome("held")
        assert outcome.series is not None
        assert outcome.series.shape == (37, 5)
        assert (np.diff(outcome.series, axis=1) >= 0).all()
        assert outcome.series[0].tolist() == np.quantile(held, [0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
        assert outcome.series[-1, 2] == outcome.total.median


def test_correlations_between_cells_are_kept(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    estimate = make_estimate(case)
    net = network(case, estimate)
    start = starting(estimate, net, 100)
    whole = {draw_.tobytes() for draw_ in estimate.draws.reshape(200, 9, 6)}
    assert all(one.tobytes() in whole for one in start)
    assert len({one.tobytes() for one in start}) == 100
    assert len({one.tobytes() for one in starting(estimate, net, 500)}) == 200


def test_child_years_are_the_area_under_the_curve(make_case: MakeCase) -> None:
    case = make_case(months=18, policies=(Policy("as_now", "As now", {}),), **STILL)
    draws = camp_of(case, {("FRA", "children", IN_CAMP): 120, ("IRQ", "children", IN_CAMP): 999})
    axes = (("origin", case.origin.leaves), ("group", case.group.leaves), ("state", case.state.leaves))
    projection = project(Estimate(axes, draws, (), (), (), (), (), 1, "d"), case, seed=1, digest="d", trajectories=20)
    outcome = projection.scenarios[0].outcome("children_in_camps")
    assert outcome.unit == "child-years"
    assert outcome.total.median == 180.0


def test_labels_name_the_people(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    abroad = project(make_estimate(case), case, seed=1, digest="d", trajectories=10).scenarios[0]
    assert abroad.outcome("held").label == "Foreigners still held in prisons and camps"
    assert "at_large_all" in [outcome.name for outcome in abroad.outcomes]
    nobody = make_case(hosts=())
    home = project(make_estimate(nobody), nobody, seed=1, digest="d", trajectories=10).scenarios[0]
    assert home.outcome("held").label == "People still held in prisons and camps"
    assert "at_large_all" not in [outcome.name for outcome in home.outcomes]


def test_outcomes_a_case_cannot_have_are_left_out(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(
        groups=("men", "women"),
        states=("detained", "killed"),
        transitions=(Transition("death", "detained", "killed", (0.1, 0.2), "test"),),
        policies=(Policy("as_now", "As now", {}),),
        uncertainties=(),
    )
    scenario = project(make_estimate(case), case, seed=1, digest="d", trajectories=10).scenarios[0]
    assert [outcome.name for outcome in scenario.outcomes] == ["held", "queue", "brought_home", "deaths"]


@pytest.mark.parametrize("count", [0, 10_000_000])
def test_empty_and_huge_cells_are_projected(make_case: MakeCase, count: int) -> None:
    case = make_case()
    draws = np.full((5, 3, 3, 6), count, dtype=np.int64)
    axes = (("origin", case.origin.leaves), ("group", case.group.leaves), ("state", case.state.leaves))
    projection = project(Estimate(axes, draws, (), (), (), (), (), 1, "d"), case, seed=1, digest="d", trajectories=20)
    held = projection.scenarios[0].outcome("held").series
    assert held is not None
    assert held[0].tolist() == [12 * count] * 5
    assert (held[-1] < held[0]).all() == (count > 0)


def test_a_case_without_policy_is_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(policies=())
    with pytest.raises(CaseError, match=r"no policy to project; add \[\[policy\]\]"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_a_case_without_transitions_is_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(transitions=())
    with pytest.raises(CaseError, match="no transitions"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_a_policy_named_twice_is_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(policies=(Policy("a", "A", {}), Policy("a", "B", {})))
    with pytest.raises(CaseError, match="'a' stands twice"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_a_transition_off_the_axes_is_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    lost = replace(case, transitions=(Transition("x", "missing", "killed", (0.1, 0.2), "test"),))
    with pytest.raises(CaseError, match="'missing' is no state of the estimate"):
        project(make_estimate(case), lost, seed=1, digest="d")


def test_levers_that_do_not_exist_are_refused_by_name(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(policies=(Policy("wish", "Wish", {"magic_wand": {"strength": 1.0}}),))
    with pytest.raises(CaseError, match=f"policy 'wish': no lever is called 'magic_wand'; known: {', '.join(known())}"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_no_trajectory_is_no_projection(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    with pytest.raises(UsageError, match="0 is no number of runs; give 1 or more"):
        project(make_estimate(case), case, seed=1, digest="d", trajectories=0)


def with_births(case: Case, rate: float) -> Case:
    return replace(case, births=(Birth("women", "children", "in_camp", (rate, rate), "test"),))


def test_children_are_born_where_their_mothers_are_and_nowhere_else(make_case: MakeCase) -> None:
    case = with_births(make_case(months=24, **STILL), 0.06)
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 1000, ("KAZ", "women", DETAINED): 1000})
    stock = simulate(case, draws, {}, trajectories=200).stock[0]
    born = stock[:, -1, :, CHILDREN].sum(axis=(1, 2))
    assert (stock[:, -1, 0, CHILDREN, IN_CAMP] == born).all()
    assert born.mean() == pytest.approx(1000 * 24 * (1 - np.exp(-0.06 / 12)), rel=0.03)
    assert (stock.sum(axis=(2, 3, 4))[:, -1] == 2000 + born).all()


def test_children_come_of_age_half_of_them_as_men(make_case: MakeCase) -> None:
    growing = (Uncertainty("come_of_age_yearly", "x", 0.2, 0.2, "test"),)
    case = replace(make_case(months=12, **STILL), uncertainties=growing)
    draws = camp_of(case, {("FRA", "children", IN_CAMP): 2000, ("FRA", "children", KILLED): 500})
    stock = simulate(case, draws, {}, trajectories=300).stock[0]
    left = stock[:, -1, 0, CHILDREN, IN_CAMP]
    assert left.mean() == pytest.approx(2000 * 0.8, rel=0.01)
    assert stock[:, -1, 0, MEN, IN_CAMP].mean() == pytest.approx(200, rel=0.05)
    assert (stock.sum(axis=(2, 3, 4)) == 2500).all()
    assert (stock[:, -1, 0, CHILDREN, KILLED] == 500).all()


def test_groups_that_nobody_grows_into_are_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    growing = (Uncertainty("come_of_age_yearly", "x", 0.2, 0.2, "test"),)
    moves = (Transition("death", "detained", "killed", (0.1, 0.2), "test"),)
    case = make_case(groups=("children",), transitions=moves, uncertainties=growing, policies=(Policy("n", "N", {}),))
    with pytest.raises(CaseError, match="'come_of_age_yearly' needs the group 'men'"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_orphans_go_first_then_children_with_their_mothers(make_case: MakeCase) -> None:
    case = make_case(months=4, **STILL)
    case = replace(case, uncertainties=(Uncertainty("orphan_share", "x", 0.25, 0.25, "test"),))
    people = {("FRA", "children", IN_CAMP): 80, ("KAZ", "children", IN_CAMP): 120, ("FRA", "women", IN_CAMP): 100}
    pace = {"repatriation_pace": {"per_month": 40, "order": ["orphans", "children+women"]}}
    run = simulate(case, camp_of(case, people), pace)
    home = run.stock[0, :, :, 0, :, RETURNED]
    assert set(home[:, 1, CHILDREN]) == {40.0}  # fifty orphans are a quarter of the children
    assert set(home[:, 1, WOMEN]) == {0.0}
    assert (home[:, 2].sum(axis=1) == 80).all()
    # of the thirty places left in the second month women get as many as they are: 100 of 250
    assert home[:, 2, WOMEN].mean() == pytest.approx(12, abs=0.3)
    assert run.waiting[0, 0].tolist() == [0, 260, 220, 180, 140]


def queueing(make_case: MakeCase, places: float) -> Case:
    certain = (
        Uncertainty("prosecuted_on_return", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("prosecution_places", "x", places, places, "test"),
    )
    calm = replace(LATER, transitions=())
    return replace(make_case(months=6, **STILL), uncertainties=certain, later=calm)


def test_courts_take_what_they_can_and_the_others_wait(make_case: MakeCase) -> None:
    case = queueing(make_case, 50)
    pace = {"repatriation_pace": {"per_month": 30, "order": ["men"]}}
    world = world_of(estimate_of(case, camp_of(case, {("FRA", "men", DETAINED): 100})), case, seed=1, trajectories=5)
    found = outlook(
        world, [Policy("a", "A", pace), Policy("b", "B", pace | {"prosecution_places": {"start_month": 3}})]
    )
    of = {m.name: series for m, series in zip(found.measures, found.series, strict=True)}
    assert of["awaiting_trial"][0, 0].tolist() == [0, 0, 10, 40, 50, 50, 50]
    assert of["awaiting_trial"][1, 0].tolist() == [0, 0, 10, 0, 0, 0, 0]
    assert of["trial_places"][0, 0].tolist() == [0, 30, 60, 90, 100, 100, 100]


def test_who_waits_is_at_home_and_who_is_on_trial_is_not(make_case: MakeCase) -> None:
    case = queueing(make_case, 50)
    pace = Policy("a", "A", {"repatriation_pace": {"per_month": 200, "order": ["men"]}})
    world = world_of(estimate_of(case, camp_of(case, {("FRA", "men", DETAINED): 80})), case, seed=1, trajectories=5)
    last = cells_of(world, pace, [0, 6])[:, -1, 0, MEN]
    assert world.net.states[-3] == "prosecuted"
    assert last[:, RETURNED].tolist() == [30] * 5
    assert last[:, -3].tolist() == [50] * 5


def test_women_and_host_countries_pass_by_the_courts_where_only_men_are_meant(make_case: MakeCase) -> None:
    case = queueing(make_case, 50)
    pace = Policy("a", "A", {"repatriation_pace": {"order": ["children"]}, "humanitarian_release": {}})
    draws = camp_of(case, {("FRA", "children", IN_CAMP): 80, ("IRQ", "women", IN_CAMP): 90})
    world = world_of(estimate_of(case, draws), case, seed=1, trajectories=5)
    assert not cells_of(world, pace, [6])[..., -3].any()


def test_a_share_without_its_state_is_refused(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = replace(make_case(), uncertainties=(Uncertainty("prosecuted_on_return", "x", 0.2, 0.9, "test"),))
    with pytest.raises(CaseError, match="'prosecuted_on_return' needs the state 'prosecuted'; add it to \\[later\\]"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_the_accounts_own_hazards_are_used_cell_by_cell(make_case: MakeCase) -> None:
    case = make_case(
        months=12, transitions=(Transition("escape", "in_camp", "in_zone", (9.0, 9.0), "test"),), uncertainties=()
    )
    draws = np.tile(camp_of(case, {(o, "women", IN_CAMP): 1000 for o in ("FRA", "KAZ", "IRQ")}), (2, 1, 1, 1))
    hazards = np.zeros((2, 3, 3, 1))
    hazards[0, 0, 1], hazards[1, 1, 1] = 0.5, 1.0
    world = world_of(replace(estimate_of(case, draws), hazards=hazards), case, seed=1, trajectories=200)
    last = cells_of(world, Policy("n", "N", {}), [12])[:, 0, :, WOMEN, IN_CAMP]
    assert last[:100, 0].mean() == pytest.approx(1000 * np.exp(-0.5), rel=0.01)
    assert last[100:, 1].mean() == pytest.approx(1000 * np.exp(-1.0), rel=0.01)
    assert (last[:100, 1] == 1000).all()
    assert (last[100:, 0] == 1000).all()
    assert (last[:, 2] == 1000).all()


def test_hazards_the_account_does_not_know_are_the_cases(make_case: MakeCase) -> None:
    case = make_case(
        months=12, transitions=(Transition("escape", "in_camp", "in_zone", (0.5, 0.5), "test"),), uncertainties=()
    )
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 1000})
    lost = replace(estimate_of(case, draws), hazards=np.full((1, 3, 3, 1), np.nan))
    runs = [world_of(e, case, seed=1, trajectories=20) for e in (lost, estimate_of(case, draws))]
    one, other = (cells_of(world, Policy("n", "N", {})) for world in runs)
    assert (one == other).all()


@pytest.mark.parametrize(
    ("hazards", "message"),
    [
        (np.full((1, 3, 3, 2), 0.1), "hazards of 2 transitions and 1 draws, the case 1"),
        (np.full((1, 3, 3, 1), -0.1), "a hazard of -0.1 a year"),
    ],
)
def test_hazards_that_do_not_fit_are_refused(make_case: MakeCase, hazards: Floats, message: str) -> None:
    case = make_case(transitions=(Transition("escape", "in_camp", "in_zone", (0.5, 0.5), "test"),), uncertainties=())
    estimate = replace(estimate_of(case, camp_of(case, {})), hazards=hazards)
    with pytest.raises(CaseError, match=message):
        world_of(estimate, case, seed=1, trajectories=5)


def test_fewer_than_nobody_is_refused(make_case: MakeCase) -> None:
    case = make_case()
    with pytest.raises(CaseError, match="-4 people in a cell"):
        project(estimate_of(case, camp_of(case, {("FRA", "men", DETAINED): -4})), case, seed=1, digest="d")


@pytest.mark.parametrize("months", [0, -3, 1201])
def test_a_horizon_that_cannot_be_is_refused(make_case: MakeCase, make_estimate: MakeEstimate, months: int) -> None:
    case = make_case(months=months)
    with pytest.raises(CaseError, match=f"horizon_months: {months} is outside 1 to 1200"):
        project(make_estimate(case), case, seed=1, digest="d")


def test_a_thousand_months_end_with_everyone_somewhere(make_case: MakeCase) -> None:
    case = full_case(make_case(months=1000))
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 300, ("FRA", "children", IN_CAMP): 300})
    world = world_of(estimate_of(case, draws), case, seed=1, trajectories=2)
    found = outlook(world, case.policies[1:2])
    assert all(np.isfinite(series).all() for series in found.series)
    assert all(series.min() >= 0 for series in found.series)


def test_one_cell_and_one_month_are_enough(make_case: MakeCase) -> None:
    case = make_case(
        origins=("FRA",),
        groups=("men",),
        states=("detained", "killed"),
        hosts=(),
        transitions=(Transition("death", "detained", "killed", (1e9, 1e9), "test"),),
        uncertainties=(),
        policies=(Policy("as_now", "As now", {}),),
        months=1,
    )
    projection = project(estimate_of(case, np.array([[[[7, 0]]]])), case, seed=1, digest="d", trajectories=3)
    assert projection.scenarios[0].outcome("held").total.median == 0.0
    assert projection.scenarios[0].outcome("deaths").total.median == 7.0


def test_totals_are_the_same_without_series_and_in_blocks(
    make_case: MakeCase, make_estimate: MakeEstimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = full_case(make_case(months=12))
    world = world_of(make_estimate(case), case, seed=2, trajectories=30)
    whole = outlook(world, case.policies)
    monkeypatch.setattr("headcount.project.scenarios._ROOM", 20_000)
    parts = outlook(world, case.policies, series=False)
    assert parts.series == ()
    assert all((one == other).all() for one, other in zip(whole.totals, parts.totals, strict=True))


def test_cells_add_up_to_the_outcomes(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = full_case(make_case(months=12))
    world = world_of(make_estimate(case), case, seed=2, trajectories=30)
    found = outlook(world, case.policies[1:2])
    held = next(s for m, s in zip(found.measures, found.series, strict=True) if m.name == "held")
    cells = cells_of(world, case.policies[1])
    assert cells.shape == (30, 13, 3, 3, 9)
    assert (cells[:, :, :2, :, DETAINED : IN_CAMP + 1].sum(axis=(2, 3, 4)) == held[0]).all()


def test_costs_are_those_of_the_case(make_case: MakeCase) -> None:
    costs = (Uncertainty("cost_in_camp", "x", 600, 600, "test"), Uncertainty("cost_journey", "x", 1000, 1000, "test"))
    case = replace(make_case(months=2, **STILL), uncertainties=costs)
    world = world_of(estimate_of(case, camp_of(case, {("FRA", "women", IN_CAMP): 40})), case, seed=1, trajectories=3)
    found = outlook(world, [Policy("a", "A", {}), Policy("b", "B", {"repatriation_pace": {"per_month": 10}})])
    cost = next(s for m, s in zip(found.measures, found.series, strict=True) if m.name == "cost")
    assert cost[0, 0].tolist() == pytest.approx([0, 2000, 4000])
    assert cost[1, 0].tolist() == pytest.approx([0, 10_000 + 1750, 20_000 + 1750 + 1250])


def test_a_case_that_defines_nothing_more_has_none_of_it(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(months=6)
    world = world_of(make_estimate(case), case, seed=2, trajectories=10)
    names = [measure.name for measure in outlook(world, case.policies).measures]
    assert not {"births", "awaiting_trial", "reoffending", "cost", "in_prison_at_home"} & set(names)


def test_whereabouts_are_quantiles_of_sums(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = full_case(make_case(months=24))
    estimate = make_estimate(case)
    found = project(estimate, case, seed=2, digest="d", trajectories=40).whereabouts
    assert found is not None
    assert found.months == (0, 12, 24)
    assert found.origins == ("FRA", "KAZ", "IRQ")  # a region of one country is that country
    assert found.groups == ("men", "women", "children", "people")
    cells = cells_of(world_of(estimate, case, seed=2, trajectories=40), case.policies[1], [24])[:, 0]
    held = np.sort(cells[:, 1].sum(axis=1)[:, IN_CAMP])
    assert found.of("children_first", 24, "KAZ", "people", "in_camp") == (held[2], held[20], held[37])
