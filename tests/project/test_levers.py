"""Every lever of the folder keeps the promises of a lever; each one's own effect."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headcount.errors import CaseError
from headcount.project import kernel, levers
from headcount.project.controls import Controls, untouched
from headcount.project.network import Network, network, starting
from headcount.project.projection import inputs_of
from headcount.project.unknowns import Chance, Unknowns, draw
from headcount.values.cases import Case, Transition
from headcount.values.estimates import Estimate

T, MONTHS = 60, 36
IN_ZONE = 0
MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]
NAMES = sorted(file.stem for file in Path(levers.__file__).parent.glob("[a-z]*.py"))


@dataclasses.dataclass
class World:
    estimate: Estimate
    net: Network
    unknowns: Unknowns

    def controls(self, **settings: dict[str, Any]) -> Controls:
        made = untouched(self.net, T, MONTHS)
        for name, values in settings.items():
            made = levers.pull(name, values).apply(made, self.net, self.unknowns)
        return made

    def run(self, *policies: Controls) -> np.ndarray[Any, np.dtype[np.float64]]:
        inputs = inputs_of(starting(self.estimate, T), self.net, self.unknowns, policies)
        return kernel.run(inputs, 9)[0]


@pytest.fixture
def world(make_case: MakeCase, make_estimate: MakeEstimate) -> World:
    case = make_case(months=MONTHS)
    estimate = make_estimate(case)
    net = network(case, estimate)
    return World(estimate, net, draw(case, net, Chance(4, T)))


def test_levers_are_the_files_of_the_folder() -> None:
    assert list(levers.known()) == NAMES
    assert {"camp_security", "repatriation_pace"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_lever_is_frozen_and_explains_each_parameter(name: str) -> None:
    lever = levers.known()[name]
    assert lever.__doc__
    for parameter in dataclasses.fields(lever):  # type: ignore[arg-type]
        assert parameter.metadata["meaning"]
        if not isinstance(parameter.default, tuple):
            assert parameter.metadata["low"] <= parameter.default <= parameter.metadata["high"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        lever().strength = 0.3


@pytest.mark.parametrize("name", NAMES)
def test_a_lever_of_no_strength_changes_no_bit(world: World, name: str) -> None:
    without, idle, full = world.run(
        world.controls(), world.controls(**{name: {"strength": 0.0}}), world.controls(**{name: {}})
    )
    assert (without == idle).all()
    assert (without != full).any()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("strength", [0.2, 1.0])
def test_a_lever_loses_and_makes_nobody(world: World, name: str, strength: float) -> None:
    stock = world.run(world.controls(**{name: {"strength": strength}}))
    assert (stock.sum(axis=-1) == stock[:, :, :1].sum(axis=-1)).all()


def test_more_security_never_lets_more_people_escape(world: World) -> None:
    strengths = (0.0, 0.25, 0.5, 0.75, 1.0)
    stock = world.run(*(world.controls(camp_security={"strength": s}) for s in strengths))
    held = stock[:, :, :, :, :, 1:3].sum(axis=(3, 4, 5))
    assert (np.diff(held[:, :, -1].mean(axis=1)) > 0).all()


def test_more_security_never_lets_more_people_escape_in_the_first_month_of_any_trajectory(
    make_case: MakeCase, make_estimate: MakeEstimate
) -> None:
    escape = Transition("escape", "in_camp", "in_zone", (0.5, 2.0), "test")
    death = Transition("death", "in_camp", "killed", (0.2, 0.4), "test")
    case = make_case(months=MONTHS, transitions=(death, escape))
    estimate = make_estimate(case)
    net = network(case, estimate)
    world = World(estimate, net, draw(case, net, Chance(4, T)))
    stock = world.run(*(world.controls(camp_security={"strength": s}) for s in (0.0, 0.3, 0.6, 1.0)))
    free = stock[:, :, 1, :, :, IN_ZONE]
    assert (np.diff(free, axis=0) <= 0).all()
    assert free[0].sum() > free[-1].sum()


def test_security_starts_in_its_month(world: World) -> None:
    now, later = world.run(world.controls(), world.controls(camp_security={"start_month": 13}))
    assert (now[:, :13] == later[:, :13]).all()
    assert (now[:, 13:] != later[:, 13:]).any()


def test_half_delivered_places_are_half_the_places(make_case: MakeCase, world: World) -> None:
    delivered = world.unknowns.values["repatriation_delivery"]
    places = world.controls(repatriation_pace={"per_month": 200, "start_month": 2}).places
    assert not places[:, 0].any()
    assert (places[:, 1:] == np.floor(200 * delivered)[:, None]).all()


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
        ("camp_security", {"strength": 2.0}, "2.0 is outside 0 to 1"),
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
        ({"repatriation_pace": {"start_month": 9, "complete_by": 3}}, "complete_by is month 3, before start_month 9"),
        ({"camp_security": {"factor_low": 0.9, "factor_high": 0.5}}, "factor_low 0.9 is above factor_high 0.5"),
    ],
)
def test_settings_that_contradict_one_another_are_refused(
    world: World, settings: dict[str, dict[str, Any]], message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        world.controls(**settings)
