"""Every lever of the folder keeps the promises of a lever; each one's own effect."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.project.conftest import estimate_of, full_case

from headcount.errors import CaseError
from headcount.project import kernel, levers
from headcount.project.controls import Controls, untouched
from headcount.project.decisions import decisions_of
from headcount.project.effects import effects
from headcount.project.inputs import Outputs
from headcount.project.levers import Setting
from headcount.project.world import World, inputs_of, world_of
from headcount.values.cases import Case, Transition, Uncertainty
from headcount.values.estimates import Estimate, Ints

T, MONTHS = 60, 36
IN_ZONE, DETAINED, IN_CAMP, RETURNED = range(4)
MEN, WOMEN, CHILDREN = range(3)
MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]
NAMES = sorted(file.stem for file in Path(levers.__file__).parent.glob("[a-z]*.py"))
NEEDED: dict[str, dict[str, dict[str, Setting]]] = {
    "pledges": {"pledges": {"by_origin": ["FRA=300", "KAZ=40"]}},
    "prosecution_places": {"repatriation_pace": {}},
    "rehabilitation_places": {"repatriation_pace": {}},
}
"""what must stand beside a lever for it to have something to do"""


def controls(world: World, **settings: dict[str, Any]) -> Controls:
    made = untouched(world.net, world.trajectories, world.months)
    for name, values in settings.items():
        made = levers.pull(name, values).apply(made, world.net, world.unknowns)
    return made


def run(world: World, made: Controls) -> Outputs:
    inputs = inputs_of(world, 0, world.trajectories, kept=range(world.months + 1))
    return kernel.run(inputs, decisions_of(made, world, 0, world.trajectories), by="numpy")


def pulled(name: str, strength: float) -> dict[str, dict[str, Any]]:
    settings = {key: dict(values) for key, values in NEEDED.get(name, {}).items()}
    settings.setdefault(name, {})["strength"] = strength
    return settings


@pytest.fixture
def world(make_case: MakeCase, make_estimate: MakeEstimate) -> World:
    case = full_case(make_case(months=MONTHS))
    return world_of(make_estimate(case), case, seed=4, trajectories=T)


def calm_world(case: Case, people: dict[tuple[int, int, int], int], trajectories: int = 20) -> World:
    """Nobody moves by themselves: repatriation, escape and return are open and never taken."""
    moves = (
        Transition("repatriation", "detained", "returned", (0.0, 0.0), "test", policy=True),
        Transition("repatriation", "in_camp", "returned", (0.0, 0.0), "test", policy=True),
        Transition("escape", "in_camp", "in_zone", (0.0, 0.0), "test"),
    )
    case = dataclasses.replace(case, transitions=moves, uncertainties=())
    draws = np.zeros((1, 3, 3, 6), dtype=np.int64)
    for cell, count in people.items():
        draws[(0, *cell)] = count
    return world_of(estimate_of(case, draws), case, seed=1, trajectories=trajectories)


def cells(world: World, **settings: dict[str, Any]) -> Ints:
    """People by trajectory, month, origin, group and state."""
    return run(world, controls(world, **settings)).cells.reshape(world.trajectories, world.months + 1, 3, 3, -1)


def test_levers_are_the_files_of_the_folder() -> None:
    assert list(levers.known()) == NAMES
    assert {
        "camp_closing",
        "camp_security",
        "citizenship_stripping",
        "flights",
        "humanitarian_release",
        "pooled_european_scheme",
        "prosecution_places",
        "rehabilitation_places",
        "repatriation_pace",
    } <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_lever_is_frozen_and_explains_each_parameter(name: str) -> None:
    lever = levers.known()[name]
    assert lever.__doc__
    for parameter in dataclasses.fields(lever):  # type: ignore[arg-type]
        assert parameter.metadata["meaning"]
        if not isinstance(parameter.default, tuple | str):
            assert parameter.metadata["low"] <= parameter.default <= parameter.metadata["high"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        lever().strength = 0.3


@pytest.mark.parametrize("name", NAMES)
def test_a_lever_of_no_strength_changes_no_bit(world: World, name: str) -> None:
    beside = {key: values for key, values in pulled(name, 0.0).items() if key != name}
    without, idle, full = (
        run(world, controls(world, **settings)) for settings in (beside, pulled(name, 0.0), pulled(name, 1.0))
    )
    assert all(one.tobytes() == other.tobytes() for one, other in zip(without, idle, strict=True))
    assert (without.stock != full.stock).any()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("strength", [0.2, 1.0])
def test_a_lever_loses_and_makes_nobody(world: World, name: str, strength: float) -> None:
    out = run(world, controls(world, **pulled(name, strength)))
    born = out.flows[:, :, :, len(world.net.edges)].sum(axis=2)
    people = out.stock.sum(axis=(2, 3))
    assert (people == people[:, :1] + born).all()
    assert out.stock.min() >= 0
    assert np.isfinite(out.stock).all()
    assert out.waiting.min() >= 0


@pytest.mark.parametrize("name", NAMES)
def test_a_lever_acts_only_after_its_shock(world: World, name: str) -> None:
    settings = pulled(name, 1.0)
    settings[name]["trigger"] = "custodian_change"
    beside = {key: values for key, values in settings.items() if key != name}
    happened = world.unknowns.shocks(MONTHS)["custodian_change"]
    first = np.where(happened.any(axis=1), happened.argmax(axis=1), MONTHS)
    without, waits = (run(world, controls(world, **own)).stock for own in (beside, settings))
    for t in range(T):
        assert (without[t, : first[t] + 2] == waits[t, : first[t] + 2]).all()
    assert (without != waits).any()


def test_a_trigger_that_is_no_shock_is_refused(world: World) -> None:
    with pytest.raises(CaseError, match="'rain' is no shock; use date or one of custodian_change, disease, mass_esc"):
        controls(world, flights={"trigger": "rain"})


def test_more_security_never_lets_more_people_escape(world: World) -> None:
    strengths = (0.0, 0.25, 0.5, 0.75, 1.0)
    escaped = [
        run(world, controls(world, camp_security={"strength": s}))
        .flows[:, -1, :, np.flatnonzero(world.net.escapes)]
        .sum()
        for s in strengths
    ]
    assert (np.diff(escaped) < 0).all()


def test_more_security_never_lets_more_people_escape_in_the_first_month_of_any_trajectory(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    escape = Transition("escape", "in_camp", "in_zone", (0.5, 2.0), "test")
    death = Transition("death", "in_camp", "killed", (0.2, 0.4), "test")
    case = make_case(months=MONTHS, transitions=(death, escape))
    world = world_of(make_estimate(case), case, seed=4, trajectories=T)
    free = np.stack(
        [run(world, controls(world, camp_security={"strength": s})).stock[:, 1, :, IN_ZONE] for s in (0.0, 0.3, 0.6, 1)]
    )
    assert (np.diff(free, axis=0) <= 0).all()
    assert free[0].sum() > free[-1].sum()


def test_security_starts_in_its_month(world: World) -> None:
    now, later = (run(world, controls(world, **s)).stock for s in ({}, {"camp_security": {"start_month": 13}}))
    assert (now[:, :13] == later[:, :13]).all()
    assert (now[:, 13:] != later[:, 13:]).any()


def test_half_delivered_places_are_half_the_places(world: World) -> None:
    delivered = world.unknowns.values["repatriation_delivery"]
    (programme,) = controls(world, repatriation_pace={"per_month": 200, "start_month": 2}).programmes
    assert (programme.places == np.floor(200 * delivered)).all()
    assert set(programme.since) == {1}


def test_a_pace_for_some_countries_leaves_the_others(make_case: MakeCase) -> None:
    world = calm_world(make_case(months=3), {(0, WOMEN, IN_CAMP): 50, (1, WOMEN, IN_CAMP): 50})
    last = cells(world, repatriation_pace={"origins": ["KAZ"], "per_month": 5})[:, -1, :, WOMEN, RETURNED]
    assert last.tolist() == [[0, 15, 0]] * 20


def test_flights_cap_all_programmes_together(make_case: MakeCase) -> None:
    world = calm_world(make_case(months=3), {(0, WOMEN, IN_CAMP): 500, (1, CHILDREN, IN_CAMP): 500})
    many = {"repatriation_pace": {"origins": ["KAZ"], "per_month": 70}}
    both = many | {"pooled_european_scheme": {"origins": ["FRA"], "delivery_low": 0.99, "delivery_high": 0.99}}
    free, capped = (
        cells(world, **own)[:, -1, ..., RETURNED].sum(axis=(1, 2))
        for own in (both, both | {"flights": {"per_month": 2, "seats": 40}})
    )
    assert set(free) == {3 * (70 + 59)}
    assert set(capped) == {3 * 80}


def test_flights_alone_fill_their_seats_with_children_first(make_case: MakeCase) -> None:
    people = {(0, WOMEN, IN_CAMP): 100, (1, CHILDREN, IN_CAMP): 70, (2, CHILDREN, IN_CAMP): 999}
    world = calm_world(make_case(months=3), people)
    home = cells(world, flights={"per_month": 1, "seats": 40, "start_month": 2})[:, :, :, :, RETURNED].sum(axis=2)
    assert home[0, :, CHILDREN].tolist() == [0, 0, 40, 70]
    assert home[0, :, WOMEN].tolist() == [0, 0, 0, 10]


def test_who_is_stripped_stays_and_so_do_some_of_the_children(make_case: MakeCase) -> None:
    people = {(0, WOMEN, IN_CAMP): 100, (0, CHILDREN, IN_CAMP): 100, (1, WOMEN, IN_CAMP): 100}
    world = calm_world(make_case(months=3), people)
    stripped = {"origins": ["FRA"], "share_low": 0.4, "share_high": 0.4, "with_children": 0.5}
    left = cells(world, repatriation_pace={"per_month": 1e6, "start_month": 2}, citizenship_stripping=stripped)
    assert left[:, -1, 0, WOMEN, IN_CAMP].tolist() == [40] * 20
    assert left[:, -1, 0, CHILDREN, IN_CAMP].tolist() == [20] * 20
    assert left[:, -1, 1, WOMEN, IN_CAMP].tolist() == [0] * 20


def test_release_takes_local_families_and_no_foreigner(make_case: MakeCase) -> None:
    people = {(2, WOMEN, IN_CAMP): 100, (2, MEN, IN_CAMP): 100, (0, WOMEN, IN_CAMP): 100}
    world = calm_world(make_case(months=2), people)
    release = {"per_month": 20, "accepted_low": 0.5, "accepted_high": 0.5}
    last = cells(world, humanitarian_release=release)[:, -1, ..., IN_CAMP]
    assert last[:, 2, WOMEN].tolist() == [80] * 20
    assert last[:, 2, MEN].tolist() == [100] * 20
    assert last[:, 0, WOMEN].tolist() == [100] * 20


def test_a_closed_camp_is_empty_on_its_day_and_everyone_is_home_or_free(make_case: MakeCase) -> None:
    world = calm_world(make_case(months=8), {(0, WOMEN, IN_CAMP): 400, (2, CHILDREN, IN_CAMP): 800})
    closing = {"start_month": 3, "close_by": 6, "home_low": 0.75, "home_high": 0.75}
    found = cells(world, camp_closing=closing)
    assert found[0, :, :, :, IN_CAMP].sum(axis=(1, 2)).tolist() == [1200, 1200, 1200, 900, 600, 300, 0, 0, 0]
    assert found[:, -1, ..., RETURNED].sum(axis=(1, 2)).tolist() == [900] * 20
    assert found[:, -1, ..., IN_ZONE].sum(axis=(1, 2)).tolist() == [300] * 20


def test_a_pledge_ends_with_its_number(make_case: MakeCase) -> None:
    world = calm_world(make_case(months=9), {(0, WOMEN, IN_CAMP): 400, (1, CHILDREN, IN_CAMP): 30})
    pledges = {"by_origin": ["FRA=100", "KAZ=60"], "within_months": 5}
    home = cells(world, pledges=pledges)[0, :, :, :, RETURNED].sum(axis=2)
    assert home[:, 0].tolist() == [0, 20, 40, 60, 80, 100, 100, 100, 100, 100]
    assert home[:, 1].tolist() == [0, 12, 24, 30, 30, 30, 30, 30, 30, 30]


def test_pledges_can_stand_instead_of_other_returns(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case(months=6, transitions=(Transition("r", "in_camp", "returned", (0.5, 0.5), "t", policy=True),))
    world = world_of(make_estimate(case), case, seed=4, trajectories=T)
    back = cells(world, pledges={"by_origin": ["FRA=0"], "instead": 1.0})[..., RETURNED]
    assert (back[:, -1, 0] == back[:, 0, 0]).all()
    assert (back[:, -1, 1] > back[:, 0, 1]).any()


def test_no_flight_leaves_during_an_offensive(make_case: MakeCase) -> None:
    case = make_case(months=24)
    certain = (
        Uncertainty("offensive_yearly", "x", 0.5, 0.5, "test"),
        Uncertainty("offensive_escape_share", "x", 1e-9, 1e-9, "test"),
    )
    world = calm_world(case, {(0, WOMEN, IN_CAMP): 4000}, trajectories=40)
    world = world_of(
        estimate_of(world.case, world.start[:1].reshape(1, 3, 3, 6)),
        dataclasses.replace(world.case, uncertainties=certain),
        seed=1,
        trajectories=40,
    )
    happened = world.unknowns.shocks(24)["offensive"]
    gone = -np.diff(cells(world, repatriation_pace={"per_month": 10})[:, :, 0, WOMEN, IN_CAMP], axis=1)
    quiet = np.array([[not row[max(0, m - 2) : m + 1].any() for m in range(24)] for row in happened])
    assert happened.any()
    assert (gone == np.where(quiet, 10, 0)).all()


@pytest.mark.parametrize("name", [name for name in NAMES if any(lever == name for lever, _ in effects())])
def test_a_judged_effect_has_an_author_and_is_named(world: World, name: str) -> None:
    for (lever, _), effect in effects().items():
        assert lever in NAMES
        assert 0 < effect.low < effect.high < 1
        assert len(effect.basis) > 20
    drawn = levers.known()[name]().drawn(world.unknowns)
    assert drawn
    assert all(values.shape == (T,) for values in drawn.values())


def test_security_names_what_its_effect_rests_on(world: World) -> None:
    prevented = levers.pull("camp_security", {"factor_low": 0.2, "factor_high": 0.2}).drawn(world.unknowns)
    assert list(prevented) == ["the share of escapes that a better guard prevents"]
    assert prevented["the share of escapes that a better guard prevents"] == pytest.approx(np.full(T, 0.8))


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("repatriation_pace", {"per_year": 9.0}, "no parameter 'per_year'; it has strength, order, per_month"),
        ("repatriation_pace", {"per_month": -1.0}, "-1.0 is outside 0 to 1e\\+07; it is the places, people a month"),
        ("repatriation_pace", {"per_month": float("nan")}, "nan is outside"),
        ("repatriation_pace", {"per_month": "many"}, "'many' is no number"),
        ("repatriation_pace", {"start_month": 1.5}, "1.5 is no whole number"),
        ("repatriation_pace", {"start_month": True}, "True is no number"),
        ("repatriation_pace", {"order": "children"}, "'children' is no list"),
        ("repatriation_pace", {"trigger": 3.0}, "3.0 is no word; it is the what it waits for"),
        ("camp_security", {"strength": 2.0}, "2.0 is outside 0 to 1"),
        ("prosecution_places", {"places": -5.0}, "-5.0 is outside 0 to 1e\\+07"),
        ("camp_closing", {"home_low": 0.0}, "0.0 is outside 0.001 to 0.999"),
    ],
)
def test_wrong_parameters_are_refused(name: str, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError, match=message):
        levers.pull(name, settings)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repatriation_pace": {"order": ["children", "elders"]}}, "'elders' is no group of this case"),
        ({"repatriation_pace": {"order": ["men", "men"]}}, "'men' is no group of this case or stands twice"),
        ({"repatriation_pace": {"order": ["children", "orphans"]}}, "'orphans' stand after 'children'"),
        ({"repatriation_pace": {"origins": ["ATL"]}}, "'ATL' is no origin of this case; use some of FRA, KAZ, IRQ"),
        ({"repatriation_pace": {"start_month": 9, "complete_by": 3}}, "complete_by is month 3, before start_month 9"),
        ({"camp_closing": {"start_month": 9, "close_by": 3}}, "close_by is month 3, before start_month 9"),
        ({"camp_security": {"factor_low": 0.9, "factor_high": 0.5}}, "the low end 0.9 is above the high end 0.5"),
        ({"pledges": {"by_origin": ["FRA:9"]}}, "'FRA:9' is no promise; write an origin and people"),
        ({"pledges": {"by_origin": ["FRA=-9"]}}, "'FRA=-9' is no promise"),
    ],
)
def test_settings_that_contradict_one_another_are_refused(
    world: World, settings: dict[str, dict[str, Any]], message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        controls(world, **settings)


def test_places_without_a_queue_are_refused_with_what_is_missing(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    case = make_case()
    world = world_of(make_estimate(case), case, seed=4, trajectories=T)
    with pytest.raises(CaseError, match="the case names no uncertainty 'prosecution_places'"):
        controls(world, prosecution_places={})


def test_more_programmes_than_there_is_room_for_are_refused(world: World) -> None:
    many = controls(world, pledges={"by_origin": ["FRA=1"] * 80})
    with pytest.raises(CaseError, match="80 programmes of 3 steps at once; 200 steps are the most"):
        decisions_of(many, world, 0, T)
