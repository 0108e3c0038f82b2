"""The kernel's binomial follows the exact law, and its chains follow the law they are made of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from headcount.project.inputs import Inputs
from headcount.project.kernel import NORMAL_FROM, draw_binomial, normal_quantile, run

Chain = Callable[..., Inputs]

GRID = (np.arange(400_000) + 0.5) / 400_000

CLOSE = 0.0002
"""largest total variation distance to the exact law; its worst place is just above NORMAL_FROM"""


def distance(n: int, p: float) -> float:
    """Total variation distance between the sampler's law and the exact one."""
    drawn = draw_binomial(n, p, GRID)
    low, high = int(drawn.min()), int(drawn.max())
    share = np.bincount(drawn - low, minlength=high - low + 1) / GRID.size
    exact = stats.binom.pmf(np.arange(low, high + 1), n, p)
    return float(0.5 * np.abs(share - exact).sum() + 0.5 * (1 - exact.sum()))


@pytest.mark.parametrize(
    ("n", "p"),
    [(1, 0.3), (2, 0.999), (5, 0.5), (12, 0.61), (40, 0.02), (100, 0.159), (3000, 0.005), (10_000_000, 5e-7)],
)
def test_small_expected_counts_are_drawn_exactly(n: int, p: float) -> None:
    assert n * min(p, 1 - p) < NORMAL_FROM
    assert distance(n, p) < 0.0001


@pytest.mark.parametrize(
    ("n", "p"),
    [(32, 0.5), (34, 0.52), (54, 0.3), (180, 0.09), (1000, 0.0161), (1000, 0.984), (500, 0.4), (5000, 0.01)],
)
def test_large_expected_counts_stay_close_to_the_exact_law(n: int, p: float) -> None:
    assert n * min(p, 1 - p) >= NORMAL_FROM
    assert distance(n, p) < CLOSE


def test_ten_million_people_have_the_mean_and_spread_of_the_law() -> None:
    drawn = draw_binomial(10_000_000, 0.03, GRID)
    assert drawn.mean() == pytest.approx(300_000, abs=0.5)
    assert drawn.std() == pytest.approx(np.sqrt(291_000), rel=1e-3)


@pytest.mark.parametrize(("n", "p", "expected"), [(0, 0.4, 0), (7, 0.0, 0), (7, 1.0, 7), (10_000_000, 1.0, 10_000_000)])
def test_nobody_and_everybody(n: int, p: float, expected: int) -> None:
    assert set(draw_binomial(n, p, np.array([1e-16, 0.5, 1 - 1e-16])).tolist()) == {expected}


@settings(max_examples=200, deadline=None)
@given(
    n=st.integers(0, 100_000),
    p=st.floats(0, 1),
    more=st.floats(0, 1),
    u=st.floats(1e-9, 1 - 1e-9),
)
def test_draws_stay_within_bounds_and_hardly_ever_fall_as_the_chance_grows(
    n: int, p: float, more: float, u: float
) -> None:
    low, high = sorted((p, more))
    fewer, larger = (int(draw_binomial(n, chance, np.array([u]))[0]) for chance in (low, high))
    assert 0 <= fewer <= n
    assert 0 <= larger <= n
    assert fewer <= larger + 1  # where inversion hands over to the expansion the two may differ by one


def test_normal_quantiles_agree_with_scipy() -> None:
    points = np.concatenate([GRID[::400], [1e-300, 1e-16, 1 - 1e-16]])
    ours = np.array([normal_quantile(u) for u in points])
    assert np.abs(ours - special.ndtri(points)).max() < 2e-6


def test_a_cohort_without_ways_back_is_binomial_after_many_months(chain: Chain) -> None:
    stock, _, _ = run(chain(people=40, yearly={(0, 1): 0.6}, trajectories=4000, months=12), seed=11)
    left = stock[0, :, -1, 0, 0, 1].astype(int)
    exact = stats.binom.pmf(np.arange(41), 40, 1 - np.exp(-0.6))
    seen = np.bincount(left, minlength=41) / left.size
    # a sample of this size of the exact law lies about 0.03 away from it
    assert 0.5 * np.abs(seen - exact).sum() < 0.05


def test_means_follow_the_linear_recursion(chain: Chain) -> None:
    yearly = {(0, 1): 0.9, (1, 0): 0.3, (1, 2): 0.5, (0, 3): 0.2}
    stock, _, _ = run(chain(people=1000, yearly=yearly, trajectories=3000, months=24), seed=3)
    step = np.eye(4)
    for source in range(4):
        ways = {target: h / 12 for (s, target), h in yearly.items() if s == source}
        whole = sum(ways.values())
        for target, hazard in ways.items():
            step[source, target] += (1 - np.exp(-whole)) * hazard / whole
        step[source, source] -= 1 - np.exp(-whole)
    expected = np.array([1000, 0, 0, 0]) @ np.linalg.matrix_power(step, 24)
    mean = stock[0, :, -1, 0, 0].mean(axis=0)
    error = stock[0, :, -1, 0, 0].std(axis=0) / np.sqrt(3000)
    assert (np.abs(mean - expected) < 4 * error).all()


def test_trajectories_and_months_have_streams_of_their_own(chain: Chain) -> None:
    stock, _, _ = run(chain(people=1000, yearly={(0, 1): 1.2}, trajectories=4000, months=2), seed=5)
    gone = -np.diff(stock[0, :, :, 0, 0, 0])
    neighbours = np.corrcoef(gone[:-1, 0], gone[1:, 0])[0, 1]
    months = np.corrcoef(gone[:, 0], gone[:, 1])[0, 1]
    # 1000 people, a tenth gone each month: who left in the first month is missing in the second
    expected = -(0.095 * np.sqrt(1000 * 0.095 * 0.905)) / np.sqrt(905 * 0.095 * 0.905 + 0.095**2 * 1000 * 0.095 * 0.905)
    assert abs(neighbours) < 0.06
    assert abs(months - expected) < 0.06
