"""The account with flows: identities in every draw, slopes against differences, and what figures of it count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moving import CASE, SITED
from scipy import sparse

from headcount.reconcile.flows import flows

LANES = 3


@pytest.fixture(scope="module", params=[CASE, SITED], ids=["plain", "sites"])
def system(request):
    return flows(request.param, [2015.0, 2019.5])


def unknowns(system, seed, spread=0.7):
    return spread * np.random.default_rng(seed).standard_normal((LANES, system.scales_stop))


def parts(system, point):
    """Stocks, running flows and running entries, each (origins, days, groups, ..., lanes)."""
    nodes, edges = len(system.graph.nodes), len(system.graph.edges)
    block = point.Y.reshape(*system.shape, -1)
    return block[..., :nodes, :], block[..., nodes : nodes + edges, :], block[..., nodes + edges, :]


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), spread=st.floats(0.0, 2.0))
def test_opening_and_in_less_out_is_closing_in_every_period_and_draw(system, seed, spread):
    stocks, moved, entered = parts(system, system.read(unknowns(system, seed, spread)))
    change = np.diff(stocks, axis=1)
    flow, came = np.diff(moved, axis=1), np.diff(entered, axis=1)
    expected = np.zeros_like(change)
    for j, edge in enumerate(system.graph.edges):
        expected[:, :, :, edge.start] -= flow[:, :, :, j]
        expected[:, :, :, edge.to] += flow[:, :, :, j]
    expected[:, :, :, system.graph.entry] += came
    born = change - expected
    size = max(stocks.max(), 1.0)
    mothers, child, node = system.graph.births[0]
    assert np.abs(np.delete(born, child, axis=2)).max() < 1e-9 * size
    assert (born[:, :, child, node] >= -1e-9 * size).all()
    assert (born[:, :, child, node] > 0.0)[stocks[:, :-1, mothers, node] > 1e-6].all()
    assert stocks.min() >= -1e-9 * size and flow.min() >= -1e-9 * size


def test_nobody_moves_where_their_group_may_not(system):
    _, moved, _ = parts(system, system.read(unknowns(system, 1)))
    men_to_camp = [j for j, e in enumerate(system.graph.edges) if system.graph.nodes[e.to][0] == "in_camp"]
    assert men_to_camp
    assert np.abs(moved[:, :, 0, men_to_camp]).max() == 0.0


def test_nobody_enters_outside_of_the_entry_dates(system):
    _, _, entered = parts(system, system.read(unknowns(system, 2)))
    late = system.grid.days[1:] > 2018.01
    assert np.diff(entered, axis=1)[:, late].max() == 0.0
    assert np.diff(entered, axis=1)[:, ~late].min() > 0.0


def test_slopes_are_those_of_differences(system):
    v = unknowns(system, 3)
    rng = np.random.default_rng(4)
    weight = np.zeros((system.columns, LANES))
    weight[rng.integers(system.columns, size=60)] = rng.standard_normal((60, LANES))

    def total(v):
        return (np.log1p(system.read(v).Y) * weight).sum(axis=0)

    at = system.read(v)
    slope = np.zeros_like(v)
    system.pull_back(v, at, weight / (1.0 + at.Y), slope)
    for column in rng.integers(system.scales_stop, size=40):
        step = np.zeros_like(v)
        step[:, column] = 1e-5
        assert slope[:, column] == pytest.approx((total(v + step) - total(v - step)) / 2e-5, rel=1e-4, abs=1e-6)


def test_rows_at_a_point_are_the_slopes_of_each_sum(system):
    v = unknowns(system, 5)
    at = system.read(v)
    rows = sparse.random(12, system.columns, density=0.01, random_state=6, format="csr")
    J = np.zeros((12, system.scales_stop))
    system.rows(v[1], at.lane(1), rows, J)
    for i in range(12):
        alone = np.zeros((1, system.scales_stop))
        system.pull_back(v[1:2], at.lane(1), np.ascontiguousarray(rows[i].toarray().T), alone)
        assert J[i] == pytest.approx(alone[0], rel=1e-9, abs=1e-9 * np.abs(alone).max())


def test_a_coarse_grid_and_a_fine_one_agree():
    """With the exposure of those who arrive within a period, hazards mean the same on every grid."""
    coarse, fine = flows(CASE, [2015.0]), flows(CASE, list(np.linspace(2012.0, 2022.0, 2000)))
    assert len(fine.grid.days) > 1.5 * len(coarse.grid.days)
    one, other = (parts(s, s.read(np.zeros((1, s.scales_stop))))[0][:, -1] for s in (coarse, fine))
    assert one == pytest.approx(other, rel=0.03, abs=0.01)
