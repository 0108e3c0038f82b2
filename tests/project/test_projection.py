"""The stage from end to end: people are conserved, policies share their randomness, caps and orders hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headcount.errors import CaseError, UsageError
from headcount.project import kernel, project
from headcount.project.inputs import Inputs
from headcount.project.levers import known
from headcount.project.network import network, starting
from headcount.project.policies import controls_of, levers_of
from headcount.project.projection import inputs_of
from headcount.project.unknowns import Chance, draw
from headcount.values.cases import Case, Policy, Transition
from headcount.values.estimates import Estimate, Ints
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
    },
)


def inputs_for(case: Case, draws: Ints, *levers: dict[str, dict[str, object]], trajectories: int = 40) -> Inputs:
    """Kernel inputs of ``case`` from ``draws``, one policy per mapping of levers."""
    axes = (("origin", case.origin.leaves), ("group", case.group.leaves), ("state", case.state.leaves))
    estimate = Estimate(axes, draws, (), (), (), (), (), seed=1, digest="d")
    net = network(case, estimate)
    unknowns = draw(case, net, Chance(7, trajectories))
    case = replace(case, policies=tuple(Policy(str(n), str(n), settings_) for n, settings_ in enumerate(levers)))
    controls = controls_of(case, levers_of(case), net, unknowns)
    return inputs_of(starting(estimate, trajectories), net, unknowns, controls)


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
    inputs = inputs_for(case, draws, {}, levers, trajectories=6)
    stock, brought, waiting = kernel.run(inputs, seed)
    start = stock[:, :, :1].sum(axis=-1)
    assert start.sum(axis=(2, 3, 4))[0].tolist() == [people] * 6
    assert (stock.sum(axis=-1) == start).all()
    assert stock.min() >= 0
    assert (stock == np.floor(stock)).all()
    assert brought.min() >= 0
    assert waiting.min() >= 0


def test_without_hazards_nobody_moves(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(**STILL)
    stock, brought, waiting = kernel.run(inputs_for(case, make_estimate(case).draws, {}), 1)
    assert (stock == stock[:, :, :1]).all()
    assert not brought.any()
    assert not waiting.any()


def test_with_endless_hazards_everybody_is_gone_after_a_month(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    moves = [Transition(f"out_{s}", s, "killed", (1e9, 1e9), "test") for s in ("in_zone", "detained", "in_camp")]
    case = make_case(**fixed(*moves))
    stock, _, _ = kernel.run(inputs_for(case, make_estimate(case).draws, {}), 1)
    assert stock[..., 0, :, :, :RETURNED].sum() > 0
    assert stock[:, :, 1:, :, :, :RETURNED].sum() == 0


def test_groups_keep_to_their_edges(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    onward = Transition("onward", "in_zone", "moved_on", (1.0, 1.0), "test", groups=("men",))
    case = make_case(**fixed(onward))
    stock, _, _ = kernel.run(inputs_for(case, make_estimate(case).draws, {}), 1)
    moved = stock[0, :, -1, :, :, MOVED_ON] - stock[0, :, 0, :, :, MOVED_ON]
    assert moved[:, :, MEN].sum() > 0
    assert moved[:, :, [WOMEN, CHILDREN]].sum() == 0


def test_repatriation_does_not_concern_the_host_countries(make_case: MakeCase) -> None:
    repatriation = Transition("repatriation", "in_camp", "returned", (5.0, 5.0), "test", policy=True)
    case = make_case(**fixed(repatriation))
    draws = camp_of(case, {("IRQ", "women", IN_CAMP): 5000, ("FRA", "women", IN_CAMP): 50})
    stock, brought, _ = kernel.run(inputs_for(case, draws, {"repatriation_pace": {"per_month": 1000}}), 1)
    assert stock[0, :, -1, 1, WOMEN, IN_CAMP].tolist() == [5000] * 40
    assert brought[0, :, -1].tolist() == [50] * 40


def test_a_programme_never_takes_more_than_its_places(make_case: MakeCase) -> None:
    case = make_case(months=12, **STILL)
    draws = camp_of(
        case, {("FRA", "women", IN_CAMP): 333, ("KAZ", "children", IN_CAMP): 333, ("KAZ", "men", DETAINED): 71}
    )
    pace = {"repatriation_pace": {"per_month": 70, "start_month": 3}}
    _, brought, waiting = kernel.run(inputs_for(case, draws, pace), 1)
    taken = [0, 0, 0, 70, 70, 70, 70, 70, 70, 70, 70, 70, 70]
    assert brought[0, 0].tolist() == np.cumsum(taken).tolist()
    assert waiting[0, 0].tolist() == [0, 0, 0, *(737 - 70 * n for n in range(1, 11))]


def test_children_go_before_women_and_men_stay(make_case: MakeCase) -> None:
    case = make_case(months=6, **STILL)
    people = {("FRA", "children", IN_CAMP): 100, ("KAZ", "children", DETAINED): 50, ("FRA", "women", IN_CAMP): 120}
    draws = camp_of(case, {**people, ("KAZ", "men", DETAINED): 500})
    pace = {"repatriation_pace": {"per_month": 60, "order": ["children", "women"]}}
    stock, _, waiting = kernel.run(inputs_for(case, draws, pace), 1)
    home = stock[0, 0, :, 0, :, RETURNED]
    assert home[:, CHILDREN].tolist() == [0, 60, 120, 150, 150, 150, 150]
    assert home[:, WOMEN].tolist() == [0, 0, 0, 30, 90, 120, 120]
    assert home[:, MEN].tolist() == [0] * 7
    assert waiting[0, 0].tolist() == [0, 210, 150, 90, 30, 0, 0]


def test_within_a_group_every_place_gives_by_its_size(make_case: MakeCase) -> None:
    case = make_case(months=1, **STILL)
    draws = camp_of(case, {("FRA", "children", DETAINED): 30, ("KAZ", "children", IN_CAMP): 270})
    pace = {"repatriation_pace": {"per_month": 101}}
    stock, brought, _ = kernel.run(inputs_for(case, draws, pace, trajectories=400), 1)
    freed = 30 - stock[0, :, -1, 0, CHILDREN, DETAINED]
    assert set(brought[0, :, -1]) == {101.0}
    assert set(freed) == {10.0, 11.0}
    assert freed.mean() == pytest.approx(10.1, abs=0.05)


def test_a_date_spreads_the_departures_evenly_and_is_kept(make_case: MakeCase) -> None:
    case = make_case(months=30, **STILL)
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 240, ("KAZ", "men", DETAINED): 240})
    pace = {"repatriation_pace": {"per_month": 100, "complete_by": 24}}
    _, brought, waiting = kernel.run(inputs_for(case, draws, pace), 1)
    assert np.diff(brought[0, 0]).tolist() == [20.0] * 24 + [0.0] * 6
    assert not waiting.any()


def test_who_is_due_by_the_date_and_finds_no_place_waits(make_case: MakeCase) -> None:
    case = make_case(months=6, **STILL)
    draws = camp_of(case, {("FRA", "women", IN_CAMP): 400})
    pace = {"repatriation_pace": {"per_month": 60, "complete_by": 4}}
    _, brought, waiting = kernel.run(inputs_for(case, draws, pace), 1)
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
    estimate = make_estimate(make_case())
    start = starting(estimate, 100)
    whole = {draw_.tobytes() for draw_ in estimate.draws.reshape(200, 9, 6)}
    assert all(one.tobytes() in whole for one in start)
    assert len({one.tobytes() for one in start}) == 100
    assert len({one.tobytes() for one in starting(estimate, 500)}) == 200


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
    assert [outcome.name for outcome in scenario.outcomes] == ["held", "queue", "brought_home"]


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
