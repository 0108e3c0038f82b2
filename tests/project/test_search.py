"""A search over lever settings, on a world whose best settings are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from headcount.errors import UsageError
from headcount.project import levers
from headcount.project.outcomes import Measure
from headcount.project.scenarios import Totals
from headcount.project.search import Range, effort_of, epsilon_front, levers_at, ranges, search
from headcount.values.cases import Policy

GROUPS = ("men", "women", "children")
NOISE = np.random.default_rng(1).normal(0, 1, 50)


def run(policies: Sequence[Policy]) -> Totals:
    """At large falls with the guard, years in camps with the pace, both with the draws' own noise."""
    guard = [float(str(p.levers.get("camp_security", {}).get("strength", 0))) for p in policies]
    pace = [float(str(p.levers.get("repatriation_pace", {}).get("per_month", 0))) for p in policies]
    first = [p.levers.get("repatriation_pace", {}).get("order", ["men"]) for p in policies]
    children = np.array([0.5 if isinstance(f, list) and f[0] == "children" else 0.1 for f in first])
    at_large = np.stack([100 - 40 * g + NOISE for g in guard])
    camps = np.stack([1000 - s * p + NOISE for s, p in zip(children, pace, strict=True)])
    measures = tuple(
        Measure(name, name, "people", "foreign", (), (), "stock", "end", False, "")
        for name in ("at_large", "children_in_camps")
    )
    return Totals(tuple(policies), measures, (), (at_large, camps))


def test_the_front_runs_from_no_effort_to_the_most_that_helps() -> None:
    weights = {"at_large": 10.0, "children_in_camps": 1.0}  # ten times as many years as people: both count the same
    front = search(run, Policy("as_now", "As now", {}), groups=GROUPS, seed=1, tries=64, weights=weights)
    efforts = [one.effort for one in front]
    assert efforts == sorted(efforts) and len(front) <= 12
    assert efforts[0] < 0.15 and front[-1].loss < 0.8
    for one in front:
        pace = one.levers.get("repatriation_pace")
        assert pace is None or pace["order"][0] == "children" or one.effort < 0.1  # type: ignore[index]
        assert one.loss == pytest.approx(sum(one.means.values()) / 2, abs=1e-4)


def test_the_same_seed_finds_the_same() -> None:
    reference = Policy("as_now", "As now", {})
    one, other = (search(run, reference, groups=GROUPS, seed=3, tries=16) for _ in range(2))
    assert one == other


def test_orders_name_only_groups_of_the_case() -> None:
    front = search(run, Policy("as_now", "As now", {}), groups=("women", "children"), seed=1, tries=32)
    orders = [one.levers["repatriation_pace"]["order"] for one in front if "repatriation_pace" in one.levers]
    assert orders and all(set(order) <= {"women", "children"} for order in orders)  # type: ignore[arg-type]


def test_a_lever_that_the_case_cannot_take_is_left_alone() -> None:
    reference = Policy("as_now", "As now", {})
    front = search(run, reference, groups=GROUPS, seed=1, tries=32, takes=lambda p: "camp_security" in p.levers)
    assert {lever for one in front for lever in one.levers} == {"camp_security"}


def test_too_few_tries() -> None:
    with pytest.raises(UsageError, match="no search"):
        search(run, Policy("as_now", "As now", {}), groups=GROUPS, seed=1, tries=7)


def test_every_searched_setting_is_one_that_its_lever_takes() -> None:
    for one in ranges():
        for place in (0.0, 0.5, 1.0 - 1e-9, 1.0):
            levers.pull(one.lever, {one.parameter: one.at(place)})


def test_a_point_is_switches_and_places() -> None:
    space = (
        Range("a", "x", 0, 10, (), 1.0),
        Range("a", "y", 0, 0, (("men",), ("women", "men")), 0.0),
        Range("b", "z", 0, 1, (), 0.5),
    )
    assert levers_at(np.array([0.9, 0.1, 0.26, 0.7, 0.5]), space) == {"a": {"x": 3.0, "y": ["women", "men"]}}
    assert levers_at(np.array([0.1, 0.9, 0.26, 0.7, 0.5]), space) == {"b": {"z": 0.5}}
    assert effort_of({"a": {"x": 5.0}, "b": {"z": 1.0}}, space) == 1.0


def test_front_keeps_one_of_each_box_and_nothing_dominated() -> None:
    values = np.array([[0.101, 0.5], [0.102, 0.501], [0.3, 0.2], [0.4, 0.6], [0.05, 0.9]])
    assert epsilon_front(values, 0.01).tolist() == [0, 2, 4]
    assert epsilon_front(values[:1], 0.01).tolist() == [0]
