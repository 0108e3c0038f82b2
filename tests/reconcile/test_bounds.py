"""Bounds without a model, and smallest sets that cannot hold together, on small random systems."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from headcount.reconcile.bounds import bounds
from headcount.reconcile.impossible import impossible
from headcount.reconcile.refinement import merged_rows, reduced

SYSTEMS = st.integers(1, 6).flatmap(
    lambda columns: st.tuples(
        hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.just(columns)), elements=st.sampled_from([0.0, 1.0])),
        hnp.arrays(np.float64, st.just(columns), elements=st.integers(0, 1000).map(float)),
        hnp.arrays(np.float64, st.tuples(st.just(2), st.just(columns)), elements=st.sampled_from([0.0, 1.0])),
    )
)


def _matrix(*rows: list[float]) -> csr_matrix:
    return csr_matrix(np.array(rows, dtype=float))


def _feasible(rows: np.ndarray, lo: np.ndarray, hi: np.ndarray) -> bool:
    found = linprog(
        np.zeros(rows.shape[1]), A_ub=np.vstack([rows, -rows]), b_ub=np.concatenate([hi, -lo]), bounds=(0, None)
    )
    return bool(found.status == 0)


def test_a_whole_bounds_its_parts_and_parts_their_whole() -> None:
    rows = _matrix([1, 1, 0, 0], [1, 1, 1, 1], [0, 0, 1, 0])
    found = bounds(
        rows, np.array([100, 200, 30]), np.array([120, 250, np.inf]), None, _matrix([1, 0, 0, 0], [0, 0, 1, 1])
    )
    assert found == pytest.approx(np.array([[0, 120], [80, 150]]))


def test_nothing_known_is_nothing_bounded() -> None:
    assert bounds(csr_matrix((0, 2)), np.zeros(0), np.zeros(0), None, _matrix([1, 0])).tolist() == [[0.0, np.inf]]


def test_an_identity_carries_figures_through_time() -> None:
    rows, identity = _matrix([1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0]), _matrix([1, 1, -1, -1])
    found = bounds(rows, np.array([100, 80, 0]), np.array([100, 80, 10]), identity, _matrix([0, 0, 1, 0]))
    assert found == pytest.approx(np.array([[20, 30]]))


def test_a_share_is_two_rows() -> None:
    part, whole = np.array([1.0, 0.0]), np.array([1.0, 1.0])
    rows = csr_matrix(np.stack([whole, part - 0.2 * whole, part - 0.4 * whole]))
    lo, hi = np.array([100.0, 0.0, -np.inf]), np.array([100.0, np.inf, 0.0])
    assert bounds(rows, lo, hi, None, _matrix([1, 0])) == pytest.approx(np.array([[20, 40]]))


def test_figures_that_contradict_are_widened_as_little_as_possible() -> None:
    ((least, most),) = bounds(
        _matrix([1], [1]), np.array([100.0, -np.inf]), np.array([np.inf, 90.0]), None, _matrix([1])
    )
    assert 89.9 <= least <= most <= 100.1


def test_a_billion_and_a_zero_stand_side_by_side() -> None:
    rows = _matrix([1, 0], [0, 1])
    found = bounds(rows, np.array([1e9, 0.0]), np.array([1e9, 0.0]), None, _matrix([1, 1]))
    assert found == pytest.approx(np.array([[1e9, 1e9]]))


@settings(max_examples=25, deadline=None)
@given(SYSTEMS)
def test_the_truth_is_always_inside(system: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    rows, truth, asked = system
    said = rows @ truth
    lo, hi = np.floor(said * 0.8), np.ceil(said * 1.2)
    found = bounds(csr_matrix(rows), lo, hi, None, csr_matrix(asked))
    right = asked @ truth
    assert np.all(found[:, 0] <= right + 1e-3 + 1e-5 * right)
    assert np.all(right <= found[:, 1] + 1e-3 + 1e-5 * right)
    assert impossible(csr_matrix(rows), lo, hi) == ()


@settings(max_examples=25, deadline=None)
@given(SYSTEMS, st.lists(st.sampled_from([0.2, 1.0, 5.0]), min_size=6, max_size=6))
def test_every_set_is_impossible_and_none_of_its_parts_is(
    system: tuple[np.ndarray, np.ndarray, np.ndarray], wrong: list[float]
) -> None:
    rows, truth, _ = system
    said = (rows @ truth + 1.0) * np.array(wrong)[: len(rows)]
    lo, hi = said * 0.9, said * 1.1
    found = impossible(csr_matrix(rows), lo, hi)
    assert bool(found) == (not _feasible(rows, lo, hi))
    for one in found:
        members = list(one.figures)
        assert not _feasible(rows[members], lo[members], hi[members])
        for fewer in itertools.combinations(members, len(members) - 1):
            assert not fewer or _feasible(rows[list(fewer)], lo[list(fewer)], hi[list(fewer)])
        assert all(price is None or price > 1.0 for price in one.prices)


def test_the_price_is_the_factor_by_which_the_others_say_otherwise() -> None:
    (found,) = impossible(_matrix([1, 1], [1, 0], [0, 1]), np.array([0.0, 90.0, 30.0]), np.array([100.0, 95.0, 35.0]))
    assert found.figures == (0, 1, 2)
    assert found.prices == pytest.approx((1.2, 90 / 70, 3.0), rel=1e-4)


def test_a_share_that_cannot_hold_is_named_without_a_price() -> None:
    rows = csr_matrix(np.array([[1.0, 0.0], [0.5, -0.5], [1.0, 1.0]]))
    lo, hi = np.array([80.0, -np.inf, 0.0]), np.array([np.inf, 0.0, 100.0])
    (found,) = impossible(rows, lo, hi, figures=np.array([0, 1, 2]))
    assert found.figures == (0, 1, 2)
    assert found.prices[1] is None
    assert found.prices[0] == pytest.approx(1.6, rel=1e-4)


def test_like_columns_become_one_also_along_identities() -> None:
    matrix = csr_matrix(np.array([[1.0, 0, 1, 0, 1, 0], [1, -1, 0, 0, 0, 0], [0, 0, 1, -1, 0, 0], [0, 0, 0, 0, 1, -1]]))
    small = reduced(matrix, np.array([0, 1, 1, 1]))
    assert len(set(small.columns.tolist())) == 2
    assert small.rows.tolist() == [0, 1]
    assert merged_rows(matrix[small.rows], small.columns).toarray() == pytest.approx(
        np.array([[1, 0], [1 / 3, -1 / 3]])
    )
