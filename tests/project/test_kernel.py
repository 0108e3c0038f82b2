"""The model's binomial follows the exact law, its chains follow the law they are made of, and both engines agree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats
from tests.project.conftest import decisions_for, random_world

from headcount.project import arithmetic, kernel, months
from headcount.project.arithmetic import NORMAL_FROM, exp, gone, log, log_rest, normal_quantile
from headcount.project.inputs import Decisions, Inputs, Outputs
from headcount.project.lanes import binomial_quantile

Chain = Callable[..., Inputs]

GRID = (np.arange(400_000) + 0.5) / 400_000

CLOSE = 0.0002
"""largest total variation distance to the exact law; its worst place is just above NORMAL_FROM"""


def drawn(n: int, p: float, u: np.ndarray) -> np.ndarray:
    return binomial_quantile(np.full(u.size, float(n)), np.full(u.size, p), u).astype(np.int64)


def distance(n: int, p: float) -> float:
    """Total variation distance between the sampler's law and the exact one."""
    counts = drawn(n, p, GRID)
    low, high = int(counts.min()), int(counts.max())
    share = np.bincount(counts - low, minlength=high - low + 1) / GRID.size
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


@pytest.mark.parametrize(("n", "p"), [(7, 0.2), (120, 0.1), (160, 0.1), (900, 0.02), (4000, 0.7)])
def test_mean_and_variance_are_those_of_the_law(n: int, p: float) -> None:
    counts = drawn(n, p, GRID)
    assert counts.mean() == pytest.approx(n * p, rel=2e-4)
    assert counts.var() == pytest.approx(n * p * (1 - p), rel=2e-3)


def test_ten_million_people_have_the_mean_and_spread_of_the_law() -> None:
    counts = drawn(10_000_000, 0.03, GRID)
    assert counts.mean() == pytest.approx(300_000, abs=0.5)
    assert counts.std() == pytest.approx(np.sqrt(291_000), rel=1e-3)


@pytest.mark.parametrize(("n", "p", "expected"), [(0, 0.4, 0), (7, 0.0, 0), (7, 1.0, 7), (10_000_000, 1.0, 10_000_000)])
def test_nobody_and_everybody(n: int, p: float, expected: int) -> None:
    assert set(drawn(n, p, np.array([1.2e-16, 0.5, 1 - 1.2e-16])).tolist()) == {expected}


@settings(max_examples=200, deadline=None)
@given(n=st.integers(0, 100_000), p=st.floats(0, 1), more=st.floats(0, 1), u=st.floats(1e-9, 1 - 1e-9))
def test_draws_stay_within_bounds_and_hardly_ever_fall_as_the_chance_grows(
    n: int, p: float, more: float, u: float
) -> None:
    low, high = sorted((p, more))
    fewer, larger = (int(drawn(n, chance, np.array([u]))[0]) for chance in (low, high))
    assert 0 <= fewer <= n
    assert 0 <= larger <= n
    assert fewer <= larger + 1  # where inversion hands over to the expansion the two may differ by one


def test_normal_quantiles_agree_with_scipy() -> None:
    points = np.concatenate([GRID[::400], [1e-300, 1e-16, 1 - 1e-16]])
    assert np.abs(normal_quantile(points) - special.ndtri(points)).max() < 2e-6


def test_logarithms_and_exponentials_agree_with_numpy_to_the_last_bits() -> None:
    small = np.concatenate([np.geomspace(1e-300, 0.5, 5000), GRID[::400] / 2])
    assert np.abs(log_rest(small) / np.log1p(-small) - 1).max() < 1e-15
    assert np.abs(log(small) / np.log(small) - 1).max() < 1e-15
    hazards = np.concatenate([np.geomspace(1e-300, 700, 5000), [0.0]])
    assert np.abs(gone(hazards) - -np.expm1(-hazards)).max() < 1e-15
    assert np.abs(gone(hazards[:-1]) / -np.expm1(-hazards[:-1]) - 1).max() < 1e-15
    assert np.abs(exp(-hazards) / np.exp(-hazards) - 1).max() < 1e-14


def run(inputs: Inputs) -> Outputs:
    return kernel.run(inputs, decisions_for(inputs), by="numpy")


def test_a_cohort_without_ways_back_is_binomial_after_many_months(chain: Chain) -> None:
    out = run(chain(people=40, yearly={(0, 1): 0.6}, trajectories=4000, months=12, seed=11))
    left = out.stock[:, -1, 0, 1].astype(int)
    exact = stats.binom.pmf(np.arange(41), 40, 1 - np.exp(-0.6))
    seen = np.bincount(left, minlength=41) / left.size
    # a sample of this size of the exact law lies about 0.03 away from it
    assert 0.5 * np.abs(seen - exact).sum() < 0.05


def test_means_follow_the_linear_recursion(chain: Chain) -> None:
    yearly = {(0, 1): 0.9, (1, 0): 0.3, (1, 2): 0.5, (0, 3): 0.2}
    last = run(chain(people=1000, yearly=yearly, trajectories=3000, months=24, seed=3)).stock[:, -1, 0]
    step = np.eye(4)
    for source in range(4):
        ways = {target: h / 12 for (s, target), h in yearly.items() if s == source}
        whole = sum(ways.values())
        for target, hazard in ways.items():
            step[source, target] += (1 - np.exp(-whole)) * hazard / whole
        step[source, source] -= 1 - np.exp(-whole)
    expected = np.array([1000, 0, 0, 0]) @ np.linalg.matrix_power(step, 24)
    error = last.std(axis=0) / np.sqrt(3000)
    assert (np.abs(last.mean(axis=0) - expected) < 4 * error).all()


def test_trajectories_and_months_have_streams_of_their_own(chain: Chain) -> None:
    stock = run(chain(people=1000, yearly={(0, 1): 1.2}, trajectories=4000, months=2, seed=5)).stock
    left = -np.diff(stock[:, :, 0, 0])
    neighbours = np.corrcoef(left[:-1, 0], left[1:, 0])[0, 1]
    own = np.corrcoef(left[:, 0], left[:, 1])[0, 1]
    # 1000 people, a tenth gone each month: who left in the first month is missing in the second
    expected = -(0.095 * np.sqrt(1000 * 0.095 * 0.905)) / np.sqrt(905 * 0.095 * 0.905 + 0.095**2 * 1000 * 0.095 * 0.905)
    assert abs(neighbours) < 0.06
    assert abs(own - expected) < 0.06


def test_flows_are_what_stocks_changed_by(chain: Chain) -> None:
    out = run(chain(people=500, yearly={(0, 1): 0.9, (1, 2): 0.5}, trajectories=50, months=20, seed=3))
    moved = out.flows[:, :, 1, :2]
    assert (out.stock[:, :, 0, 0] == 500 - moved[:, :, 0]).all()
    assert (out.stock[:, :, 0, 1] == moved[:, :, 0] - moved[:, :, 1]).all()


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Inputs, tuple[Decisions, ...]]]:
    """Small worlds in which everything happens at once, and one that is nothing but a cell."""
    return [random_world(seed) for seed in range(4)]


def test_compiled_code_gives_the_bytes_of_numpy(worlds: list[tuple[Inputs, tuple[Decisions, ...]]]) -> None:
    moved = 0.0
    for inputs, policies in worlds:
        for decisions in policies:
            plain = kernel.run(inputs, decisions, by="numpy")
            fast = kernel.run(inputs, decisions, by="compiled", threads=1)
            for name, one, other in zip(plain._fields, plain, fast, strict=True):
                assert one.tobytes() == other.tobytes(), name
            moved += plain.flows[:, -1].sum()
    assert moved > 1e5


def test_any_number_of_threads_gives_the_same_bytes(worlds: list[tuple[Inputs, tuple[Decisions, ...]]]) -> None:
    inputs, (decisions, *_) = worlds[0]
    alone, shared = (kernel.run(inputs, decisions, by="compiled", threads=n) for n in (1, 3))
    assert all(one.tobytes() == other.tobytes() for one, other in zip(alone, shared, strict=True))


def test_blocks_do_not_change_a_trajectory(worlds: list[tuple[Inputs, tuple[Decisions, ...]]]) -> None:
    inputs, (decisions, *_) = worlds[1]
    whole, parts = kernel.outputs_of(inputs), kernel.outputs_of(inputs)
    months.run_block(inputs, decisions, whole, 0, len(inputs.start))
    for begin in range(len(inputs.start)):
        months.run_block(inputs, decisions, parts, begin, begin + 1)
    assert all(one.tobytes() == other.tobytes() for one, other in zip(whole, parts, strict=True))


def test_small_work_never_waits_for_a_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "is_compiled", lambda: False)
    assert kernel.engine(kernel.FEW / 2) == "numpy"
    assert kernel.engine(kernel.PAYS / 2) == "numpy"
    assert kernel.engine(kernel.PAYS * 2) == "compiled"
    monkeypatch.setattr(kernel, "is_compiled", lambda: True)
    assert kernel.engine(kernel.FEW / 2) == "numpy"
    assert kernel.engine(kernel.FEW * 2) == "compiled"


def test_the_elementwise_functions_are_those_that_compiled_code_takes_over() -> None:
    assert all(callable(getattr(arithmetic, name)) for name in arithmetic.ELEMENTWISE)
