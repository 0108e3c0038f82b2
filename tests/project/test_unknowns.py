"""What nobody decides is drawn from the ranges of the case and reaches the hazards."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from headcount.errors import CaseError
from headcount.project.network import Network, network
from headcount.project.unknowns import Chance, custodian_changes, draw, hazards_under, kinds
from headcount.values.cases import Case, Transition, Uncertainty
from headcount.values.estimates import Estimate, Floats

MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]


@pytest.fixture
def net(make_case: MakeCase, make_estimate: MakeEstimate) -> Network:
    case = make_case()
    return network(case, make_estimate(case))


def hazards(case: Case, net: Network, *, trajectories: int, months: int, outbreaks: float = 1.0) -> Floats:
    shape = (trajectories, months)
    unknowns = draw(case, net, Chance(2, trajectories))
    return hazards_under(net, unknowns, np.ones((*shape, len(net.edges))), np.full(shape, outbreaks))


def test_edges_are_sorted_by_state_with_escapes_first(net: Network) -> None:
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


def test_another_uncertainty_leaves_the_others_as_they_were(make_case: MakeCase, net: Network) -> None:
    few = draw(make_case(uncertainties=()), net, Chance(1, 50))
    many = draw(make_case(), net, Chance(1, 50))
    assert (few.hazards == many.hazards).all()


def test_what_the_case_does_not_name_has_no_effect(make_case: MakeCase, net: Network) -> None:
    case = make_case(uncertainties=())
    unknowns = draw(case, net, Chance(2, 30))
    monthly = hazards(case, net, trajectories=30, months=24)
    assert (monthly == unknowns.hazards[:, None, :]).all()


def test_a_mass_escape_frees_its_share_and_touches_escapes_only(make_case: MakeCase, net: Network) -> None:
    certain = (
        Uncertainty("mass_escape_yearly", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("mass_escape_share", "x", 0.25, 0.25, "test"),
    )
    calm = hazards(make_case(uncertainties=()), net, trajectories=2000, months=12)
    rough = hazards(make_case(uncertainties=certain), net, trajectories=2000, months=12)
    added = (rough - calm)[:, :, net.escapes]
    assert (rough == calm)[:, :, ~net.escapes].all()
    assert np.unique(added.round(9)).tolist() == [0.0, round(-np.log(0.75), 9)]
    # a chance of all but 1e-9 a year is a chance of 1 - (1e-9)^(1/12) a month
    assert (added > 0).mean() == pytest.approx(1 - 1e-9 ** (1 / 12), abs=0.01)


def test_better_guard_makes_mass_escapes_rarer_and_adds_none(make_case: MakeCase, net: Network) -> None:
    case = make_case()
    rough = hazards(case, net, trajectories=500, months=24)
    guarded = hazards(case, net, trajectories=500, months=24, outbreaks=0.3)
    assert (guarded <= rough).all()
    assert (guarded < rough).any()


def test_several_escape_edges_share_a_mass_escape(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    ways = (
        Transition("to_zone", "in_camp", "in_zone", (0.3, 0.3), "test"),
        Transition("abroad", "in_camp", "moved_on", (0.1, 0.1), "test"),
    )
    certain = (
        Uncertainty("mass_escape_yearly", "x", 1 - 1e-9, 1 - 1e-9, "test"),
        Uncertainty("mass_escape_share", "x", 0.5, 0.5, "test"),
    )
    case = make_case(transitions=ways, uncertainties=certain)
    own = network(case, make_estimate(case))
    monthly = hazards(case, own, trajectories=50, months=12)
    surge = monthly.max(axis=(0, 1)) - np.array([0.3, 0.1]) / 12
    assert surge == pytest.approx(np.log(2) * np.array([0.75, 0.25]))


def test_a_change_of_custodian_loosens_the_guard_for_twelve_months(make_case: MakeCase, net: Network) -> None:
    change = (
        Uncertainty("custodian_change_yearly", "x", 0.2, 0.2, "test"),
        Uncertainty("custodian_change_escape_factor", "x", 3.0, 3.0, "test"),
    )
    case = make_case(uncertainties=change)
    unknowns = draw(case, net, Chance(2, 300))
    changed = custodian_changes(unknowns, 48)
    assert changed.mean() == pytest.approx(1 - 0.8 ** (1 / 12), abs=0.004)
    loose = hazards(case, net, trajectories=300, months=48) / unknowns.hazards[:, None, :]
    expected = np.array([[row[max(0, m - 11) : m + 1].any() for m in range(48)] for row in changed])
    assert loose[:, :, net.escapes] == pytest.approx(np.where(expected, 3.0, 1.0)[:, :, None].repeat(2, axis=2))
    assert loose[:, :, ~net.escapes] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("uncertainties", "message"),
    [
        ((Uncertainty("weather", "x", 0.1, 0.2, "test"),), "'weather': the projection does not know it; known: custod"),
        ((Uncertainty("mass_escape_yearly", "x", 0.1, 0.2, "test"),), "means nothing without 'mass_escape_share'"),
        ((Uncertainty("repatriation_delivery", "x", 0.5, 1.0, "test"),), "0.5 to 1 does not lie between 0 and 1"),
    ],
)
def test_wrong_uncertainties_are_refused(
    make_case: MakeCase, net: Network, uncertainties: tuple[Uncertainty, ...], message: str
) -> None:
    with pytest.raises(CaseError, match=message):
        draw(make_case(uncertainties=uncertainties), net, Chance(1, 5))


def test_every_known_uncertainty_says_what_it_means() -> None:
    for kind in kinds().values():
        assert kind.scale in ("share", "factor")
        assert kind.meaning
        assert kind.needs == "" or kinds()[kind.needs].needs == kind.name
