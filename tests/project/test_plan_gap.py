"""People held, less those covered, in draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.project.conftest import estimate_of, people
from tests.project.test_unions import act

from headcount.project.plan_gap import drawn, origin_of, plan_gap
from headcount.values.cases import Case
from headcount.values.estimates import Answer, Estimate, Interval, Ints
from headcount.values.plans import Commitment, Extent, Plan

MakeCase = Callable[..., Case]


def found(case: Case, draws: Ints, acts: Sequence[Commitment], origin: str = "FRA", **more: str) -> Plan:
    gap = plan_gap(estimate_of(case, draws), case, acts, seed=1, digest="d", **more)
    plan = gap.of(origin)
    assert plan is not None
    return plan


def test_held_less_done_since_and_less_what_is_promised(make_case: MakeCase) -> None:
    case = make_case()
    acts = [
        act(30, day="2018-05-01"),  # before the day: no longer held
        act(20, day="2020-02-01"),
        act(50, day="2020-01-01", stage="promised"),  # twenty of them came home in February
        act(25, day="2021-01-01", stage="preparing"),  # prepares for some of the fifty promised
    ]
    plan = found(case, people(case, {("FRA", "women", "in_camp"): 100, ("FRA", "men", "detained"): 40}), acts)
    assert plan.held.median == 140
    assert (plan.taken_since.people.median, plan.preparing.people.median, plan.promised.people.median) == (20, 25, 5)
    assert plan.gap.median == 140 - 20 - 25 - 5
    assert (plan.taken_before.lo, plan.taken_before.hi) == (30, 30)
    assert plan.share_back is not None and plan.share_back.median == pytest.approx(50 / 170)
    assert plan.preparing.extent.positions == ("p 2021-01-01 25 preparing",)
    assert (plan.said.lo, plan.kept.lo) == (50, 20)


def test_more_promised_than_held_leaves_nobody(make_case: MakeCase) -> None:
    case = make_case()
    plan = found(case, people(case, {("FRA", "men", "detained"): 12}), [act(500, stage="promised")])
    assert (plan.promised.people.median, plan.gap.median, plan.gap.high90) == (12, 0, 0)


def test_an_act_without_a_number_covers_between_nobody_and_everyone(make_case: MakeCase) -> None:
    case = make_case()
    draws = people(case, {("FRA", "men", "detained"): 1000})
    plan = found(case, draws, [act(0, None, stage="promised")])
    assert 0 < plan.gap.low90 < 500 < 900 < plan.gap.high90 <= 1000
    assert plan.gap_counted.low90 == plan.gap_counted.high90 == 1000


def test_moving_the_day_turns_done_since_into_done_before(make_case: MakeCase) -> None:
    case = make_case()
    draws, acts = people(case, {("FRA", "women", "in_camp"): 100}), [act(20, day="2020-02-01")]
    assert found(case, draws, acts).gap.median == 80
    later = found(replace(case, as_of="2020-06-01"), draws, acts)
    assert (later.gap.median, later.taken_before.lo) == (100, 20)


def test_a_month_that_holds_the_day_may_be_either(make_case: MakeCase) -> None:
    case = make_case()
    plan = found(case, people(case, {("FRA", "women", "in_camp"): 100}), [act(20, day="2019-11")])
    assert (plan.taken_since.extent.lo, plan.taken_since.extent.hi) == (0, 20)
    assert (plan.taken_before.lo, plan.taken_before.hi) == (0, 20)


def test_only_what_was_known(make_case: MakeCase) -> None:
    case = make_case()
    draws, acts = people(case, {("FRA", "women", "in_camp"): 100}), [act(20, day="2020-02-01")]
    assert found(case, draws, acts, known="2020-01-31").gap.median == 100
    assert found(case, draws, acts, known="2020-02-01").gap.median == 80


def test_plans_older_than_the_policy_are_none(make_case: MakeCase) -> None:
    case = replace(make_case(), policy_since="2019-01-01")
    draws = people(case, {("FRA", "women", "in_camp"): 100})
    assert found(case, draws, [act(20, day="2014-02-01", stage="under_way")]).gap.median == 100
    assert found(case, draws, [act(20, day="2019-02-01", stage="under_way")]).gap.median == 80


def test_a_region_is_the_sum_of_its_draws(make_case: MakeCase) -> None:
    case = make_case()
    sums = {"foreign": frozenset(("FRA", "KAZ")), "all": frozenset(case.origin.leaves)}
    case = replace(case, origin=replace(case.origin, aggregates=sums))
    rng = np.random.default_rng(3)
    draws = rng.integers(0, 50, (60, 3, 3, 6))
    gap = plan_gap(estimate_of(case, draws), case, [act(20, None, stage="promised")], seed=1, digest="d")
    assert [plan.origin for plan in gap.plans][::3] == ["foreign", "IRQ"]
    assert [plan.host for plan in gap.plans] == [False, False, False, True]
    place = {plan.origin: k for k, plan in enumerate(gap.plans)}
    assert (gap.draws[0] == gap.draws[place["FRA"]] + gap.draws[place["KAZ"]]).all()
    assert (gap.draws >= 0).all()


def test_an_act_of_one_country_leaves_the_others_as_they_were(make_case: MakeCase) -> None:
    case = make_case()
    draws = np.random.default_rng(3).integers(0, 50, (60, 3, 3, 6))
    acts = [act(9, None, stage="promised")]
    before = plan_gap(estimate_of(case, draws), case, acts, seed=1, digest="d").of("FRA")
    more = [*acts, replace(act(9, None, stage="promised"), actor="KAZ")]
    assert plan_gap(estimate_of(case, draws), case, more, seed=1, digest="d").of("FRA") == before


def test_held_leads_to_the_answer(make_case: MakeCase) -> None:
    case = make_case()
    select = {"origin": ("FRA",), "state": ("detained", "in_camp")}
    answer = Answer("french-held", "French held", select, Interval(1, 1, 1, 1, 1), (), 0.0, 0.0)
    estimate: Estimate = replace(estimate_of(case, people(case, {})), answers=(answer,))
    plan = plan_gap(estimate, case, [], seed=1, digest="d").of("FRA")
    assert plan is not None and plan.answer == "french-held"
    assert plan.share_back is None


@pytest.mark.parametrize(
    ("actor", "leaf"),
    [("KAZ", "KAZ"), ("RU-CE", "RUS"), ("UKR", "ex_soviet_rest"), ("USA", "other"), ("western_countries", None)],
)
def test_whose_people(make_case: MakeCase, actor: str, leaf: str | None) -> None:
    assert origin_of(actor, make_case(origins=("KAZ", "RUS", "ex_soviet_rest", "other", "IRQ"))) == leaf


def test_unplaced_actors_are_told(make_case: MakeCase) -> None:
    case = make_case()
    acts = [replace(act(9), actor="western_countries")]
    assert plan_gap(estimate_of(case, people(case, {})), case, acts, seed=1, digest="d").unplaced == (
        "western_countries",
    )


def test_ends_of_what_is_drawn() -> None:
    most, chance = np.array([100, 100, 3, 0]), np.array([0.0, 1 - 1e-12, 0.5, 0.5])
    assert drawn(Extent(5, 9), most, chance).tolist() == [5, 9, 3, 0]
    assert drawn(Extent(5, None), most, chance).tolist() == [5, 100, 3, 0]
    assert drawn(Extent(0, None), most, chance).tolist() == [1, 100, 2, 0]
