"""What nobody decides is drawn from the ranges of the case and reaches the hazards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.project.conftest import EVERYTHING, full_case

from headcount.errors import CaseError
from headcount.project.controls import untouched
from headcount.project.decisions import decisions_of
from headcount.project.lanes import chances
from headcount.project.shocks import custodian_changes, lasting, mass_escapes
from headcount.project.unknowns import Chance, kinds
from headcount.project.world import World, inputs_of, world_of
from headcount.values.cases import Case, Shock, Transition, Uncertainty
from headcount.values.estimates import Estimate, Floats

MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]


@pytest.fixture
def make_world(make_estimate: MakeEstimate) -> Callable[..., World]:
    def make(case: Case, trajectories: int = 300) -> World:
        return world_of(make_estimate(case), case, seed=2, trajectories=trajectories)

    return make


def hazards(world: World) -> Floats:
    """Monthly hazards of the first foreign woman's cell, shape (trajectories, months, edges), read off the chances."""
    inputs = inputs_of(world, 0, world.trajectories)
    decisions = decisions_of(untouched(world.net, world.trajectories, world.months), world, 0, world.trajectories)
    cells, edges, states = world.net.kind.size, len(world.net.edges), len(world.net.states)
    leave, split = np.zeros((states, world.trajectories, cells)), np.zeros((edges, world.trajectories, cells))
    found = []
    for m in range(world.months):
        chances(inputs, decisions, 0, m, leave, split)
        rest = -np.log1p(-leave)[:, :, 1][world.net.source]
        own = np.zeros((edges, world.trajectories))
        for e in range(edges):
            own[e] = rest[e] * split[e, :, 1]
            same = (world.net.source == world.net.source[e]) & (np.arange(edges) > e)
            rest[same] -= own[e]
        found.append(own.T)
    return np.stack(found, axis=1)


def test_edges_are_sorted_by_state_with_escapes_first(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    net = make_world(make_case(), 5).net
    assert [edge.code for edge in net.edges][4:6] == ["escape_prison", "repatriation"]
    assert [net.edges[e].code for e in np.flatnonzero(net.escapes)] == ["escape_prison", "escape_camp"]
    assert net.edge_of.tolist() == [0, 4, 6, 9, 9, 9, 9]


def test_ranges_are_ninety_percent_ranges() -> None:
    chance = Chance(1, 40_000)
    assert np.quantile(chance.factor("a", 0.1, 0.8), [0.05, 0.95]) == pytest.approx([0.1, 0.8], rel=0.05)
    assert np.quantile(chance.share("b", 0.2, 0.9), [0.05, 0.95]) == pytest.approx([0.2, 0.9], rel=0.05)


def test_every_name_has_a_stream_of_its_own() -> None:
    chance = Chance(1, 1000)
    assert (chance.normal("a") == chance.normal("a")).all()
    assert abs(np.corrcoef(chance.normal("a"), chance.normal("b"))[0, 1]) < 0.1
    assert (chance.normal("a") != Chance(2, 1000).normal("a")).any()


def test_another_uncertainty_leaves_the_others_as_they_were(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    few = make_world(make_case(uncertainties=()), 50).unknowns
    many = make_world(full_case(make_case()), 50).unknowns
    by_name = {edge.code: few.hazards[:, e] for e, edge in enumerate(make_world(make_case(), 50).net.edges)}
    net = make_world(full_case(make_case()), 50).net
    for e, edge in enumerate(net.edges):
        if edge.code in by_name and edge.code != "repatriation":
            assert (many.hazards[:, e] == by_name[edge.code]).all() or edge.code == "death"


def test_what_the_case_does_not_name_has_no_effect(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    world = make_world(make_case(uncertainties=(), months=24), 30)
    # women may not be captured
    expected = np.where(world.unknowns.open[:, 1], world.unknowns.hazards, 0.0)[:, None, :].repeat(24, axis=1)
    assert hazards(world) == pytest.approx(expected, rel=1e-9)


def test_a_mass_escape_frees_its_share_and_touches_escapes_only(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    certain = (
        Uncertainty("mass_escape_yearly", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("mass_escape_share", "x", 0.25, 0.25, "test"),
    )
    calm = hazards(make_world(make_case(uncertainties=(), months=12)))
    world = make_world(make_case(uncertainties=certain, months=12))
    added = hazards(world) - calm
    assert np.abs(added[:, :, ~world.net.escapes]).max() < 1e-12
    assert np.unique(added[:, :, world.net.escapes].round(9)).tolist() == [0.0, round(-np.log(0.75), 9)]
    # a chance of all but 1e-9 a year is a chance of 1 - (1e-9)^(1/12) a month
    assert (added[:, :, world.net.escapes] > 0.1).mean() == pytest.approx(1 - 1e-9 ** (1 / 12), abs=0.02)


def test_better_guard_makes_mass_escapes_rarer_and_adds_none(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    unknowns = make_world(make_case(), 500).unknowns
    rough = mass_escapes(unknowns, 24, np.ones((1, 1)))
    guarded = mass_escapes(unknowns, 24, np.full((1, 1), 0.3))
    assert (guarded <= rough).all()
    assert guarded.sum() < 0.5 * rough.sum()


def test_several_escape_edges_share_a_mass_escape(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    ways = (
        Transition("to_zone", "in_camp", "in_zone", (0.3, 0.3), "test"),
        Transition("abroad", "in_camp", "moved_on", (0.1, 0.1), "test"),
    )
    certain = (
        Uncertainty("mass_escape_yearly", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("mass_escape_share", "x", 0.5, 0.5, "test"),
    )
    monthly = hazards(make_world(make_case(transitions=ways, uncertainties=certain, months=12), 50))
    surge = monthly.max(axis=(0, 1)) - np.array([0.3, 0.1]) / 12
    assert surge == pytest.approx(np.log(2) * np.array([0.75, 0.25]))


def test_a_mass_escape_opens_no_way_that_is_closed_to_a_group(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    ways = (Transition("to_zone", "in_camp", "in_zone", (0.0, 0.0), "test", groups=("men",)),)
    certain = (
        Uncertainty("mass_escape_yearly", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("mass_escape_share", "x", 0.5, 0.5, "test"),
    )
    assert not hazards(make_world(make_case(transitions=ways, uncertainties=certain, months=12), 50)).any()


def test_a_change_of_custodian_loosens_the_guard_for_twelve_months(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    change = (
        Uncertainty("custodian_change_yearly", "x", 0.2, 0.2, "test"),
        Uncertainty("custodian_change_escape_factor", "x", 3.0, 3.0, "test"),
    )
    world = make_world(make_case(uncertainties=change, months=48))
    changed = custodian_changes(world.unknowns, 48)
    assert changed.mean() == pytest.approx(1 - 0.8 ** (1 / 12), abs=0.004)
    escapes = world.net.escapes
    loose = hazards(world)[:, :, escapes] / world.unknowns.hazards[:, None, escapes]
    expected = np.array([[row[max(0, m - 11) : m + 1].any() for m in range(48)] for row in changed])
    assert loose == pytest.approx(np.where(expected, 3.0, 1.0)[:, :, None].repeat(2, axis=2))


def test_disease_kills_the_held_for_three_months(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    disease = (
        Uncertainty("disease_yearly", "x", 0.4, 0.4, "test"),
        Uncertainty("disease_death_factor", "x", 5.0, 5.0, "test"),
    )
    world = make_world(make_case(uncertainties=disease, months=36), 100)
    ill = lasting(world.unknowns.shocks(36)["disease"], 3)
    times = hazards(world) / world.unknowns.hazards[:, None, :]
    for e, edge in enumerate(world.net.edges):
        held = edge.target == "killed" and edge.source in ("detained", "in_camp")
        if world.unknowns.open[e, 1]:
            assert times[:, :, e] == pytest.approx(np.where(ill & held, 5.0, 1.0))
    assert ill.any()


def test_a_dated_shock_raises_its_moves_in_its_months_and_one_of_the_past_none(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    moves = (("in_camp", "in_zone"),)
    coming = Shock("coming", "2020-02-01", "2020-04-20", moves, (4.0, 4.0), "test")
    past = Shock("past", "2019-10-09", "2020-05-01", moves, (9.0, 9.0), "test")
    case = replace(make_case(uncertainties=(), months=12), shocks=(coming, past))
    world = make_world(case, 10)
    times = hazards(world) / world.unknowns.hazards[:, None, :]
    camp = [edge.code for edge in world.net.edges].index("escape_camp")
    prison = [edge.code for edge in world.net.edges].index("escape_prison")
    # from 15 November: month 2 runs from 15 January, month 5 from 15 April
    assert times[0, :, camp].round(6).tolist() == [1, 1, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1]
    assert times[:, :, prison] == pytest.approx(1.0)


def test_the_pace_wanders_from_year_to_year_as_far_as_the_case_says(
    make_case: MakeCase, make_world: Callable[..., World]
) -> None:
    walk = (Uncertainty("hazard_walk_yearly", "x", 0.5, 0.5, "test"),)
    world = make_world(make_case(uncertainties=walk, months=36), 2000)
    own = np.log(hazards(world)[:, :, 4] / world.unknowns.hazards[:, None, 4])
    assert (own[:, 0] == own[:, 11]).all()
    assert own[:, [0, 12, 24]].std(axis=0) == pytest.approx([0.5, 0.707, 0.866], rel=0.06)


def test_lumps_are_of_one_origin_and_of_policy_edges(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    lumps = (Uncertainty("repatriation_lumps", "x", 0.8, 0.8, "test"),)
    world = make_world(make_case(uncertainties=lumps, months=24), 1000)
    times = hazards(world) / world.unknowns.hazards[:, None, :]
    for e, edge in enumerate(world.net.edges):
        if world.unknowns.open[e, 1]:
            assert np.log(times[:, 0, e]).std() == pytest.approx(0.8 if edge.policy else 0.0, rel=0.08, abs=1e-9)
    inputs = inputs_of(world, 0, 1000)
    assert (inputs.lumps[:, :, 0] == inputs.lumps[:, :, 2]).all()
    assert (inputs.lumps[:, :, 0] != inputs.lumps[:, :, 3]).all()


def test_recruitment_takes_people_out_of_camps(make_case: MakeCase, make_world: Callable[..., World]) -> None:
    recruited = (Uncertainty("recruitment_yearly", "x", 0.05, 0.05, "test"),)
    world = make_world(make_case(uncertainties=recruited, months=3), 20)
    added = (hazards(world) - np.where(world.unknowns.open[:, 1], world.unknowns.hazards, 0.0)[:, None, :]) * 12
    expected = [-np.log(0.95) if edge.code == "escape_camp" else 0.0 for edge in world.net.edges]
    assert added[0, 0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("uncertainties", "message"),
    [
        (
            (Uncertainty("weather", "x", 0.1, 0.2, "test"),),
            "'weather': the projection does not know it; known: come_of",
        ),
        ((Uncertainty("mass_escape_yearly", "x", 0.1, 0.2, "test"),), "means nothing without 'mass_escape_share'"),
        ((Uncertainty("repatriation_delivery", "x", 0.5, 1.0, "test"),), "0.5 to 1 does not lie between 0 and 1"),
        ((Uncertainty("disease_yearly", "x", 0.5, 1.5, "test"),), "0.5 to 1.5 does not lie between 0 and 1"),
        ((Uncertainty("prosecution_places", "x", -5, 10, "test"),), "-5 to 10 does not lie between 0 and 1e\\+09"),
    ],
)
def test_wrong_uncertainties_are_refused(
    make_case: MakeCase, make_world: Callable[..., World], uncertainties: tuple[Uncertainty, ...], message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        make_world(make_case(uncertainties=uncertainties), 5)


def test_every_known_uncertainty_says_what_it_means() -> None:
    for kind in kinds().values():
        assert kind.scale in ("share", "factor")
        assert kind.meaning
        assert kind.needs == "" or kind.needs in kinds()
    assert {uncertainty.name for uncertainty in EVERYTHING} <= set(kinds())
