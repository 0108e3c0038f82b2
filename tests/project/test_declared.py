"""Policies out of what governments did and said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.project.test_unions import WOMEN_AND_CHILDREN, act

from headcount.project.declared import AS_DECLARED, AS_DONE, declared
from headcount.values.cases import Case, Policy

MakeCase = Callable[..., Case]


def test_the_pace_of_what_was_done_goes_on(make_case: MakeCase) -> None:
    case = make_case()  # on 15 November 2019
    acts = [
        act(500, day="2016-05-01"),  # too long ago
        act(24, day="2018-05-01"),
        act(12, day="2019-05-01"),  # fewer: adds up
        act(99, day="2020-05-01"),  # not known yet
        replace(act(48, day="2019-05-01"), actor="KAZ"),
    ]
    done, said = declared(case, acts)
    assert (done.name, said.name) == (AS_DONE, AS_DECLARED)
    assert done.levers["pledges"]["monthly"] == ["FRA=1.5", "KAZ=2"]
    assert done.levers["pledges"]["instead"] == 1
    assert "by_origin" not in done.levers["pledges"]
    assert said.levers["pledges"]["by_origin"] == []


def test_what_was_said_comes_on_top_less_what_was_done_since(make_case: MakeCase) -> None:
    acts = [
        act(60, day="2018-12-01", stage="promised"),
        act(24, day="2019-05-01"),
        act(10, day="2019-08-01", stage="preparing"),
        act(7, None, day="2019-09-01", stage="under_way"),
    ]
    _, said = declared(make_case(), acts)
    # seven under way at least; 0 to 3 more prepared; of the sixty promised 0 to 29 are left, as nobody knows how many
    # are under way
    under_way, preparing, promised = 7, (10 - 7) / 2, (60 - 24 - 7) / 2
    assert said.levers["pledges"]["by_origin"] == [f"FRA={under_way + preparing + promised:.4g}"]
    assert said.levers["pledges"]["within_months"] == 24


def test_groups_are_taken_in_the_order_in_which_they_were_taken(make_case: MakeCase) -> None:
    acts = [act(30, day="2019-05-01", leaves=frozenset(("men",))), act(40, day="2019-02-01", leaves=WOMEN_AND_CHILDREN)]
    done, _ = declared(make_case(), acts)
    assert done.levers["pledges"]["order"] == ["men", "women", "children"]


def test_nothing_told_makes_no_policy(make_case: MakeCase) -> None:
    assert declared(make_case(), []) == ()
    assert declared(make_case(), [act(0, None, day="2019-05-01", stage="promised")]) == ()
    assert declared(make_case(), [replace(act(9, day="2019-05-01"), actor="un")]) == ()
    assert declared(make_case(), [replace(act(9, day="2019-05-01"), actor="IRQ")]) == ()


def test_a_policy_of_the_case_keeps_its_name(make_case: MakeCase) -> None:
    case = make_case(policies=[Policy(AS_DONE, "Ours", {})])
    assert [policy.name for policy in declared(case, [act(9, day="2019-05-01")])] == [AS_DECLARED]
