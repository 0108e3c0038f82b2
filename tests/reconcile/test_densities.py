import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import nbinom, norm

from headcount.reconcile import densities

ETA = np.linspace(-3.0, 3.0, 13)[None]
S = np.full_like(ETA, 0.4)
STEP = 1e-5

KINDS = {
    "normal": lambda eta, s: densities.normal(0.7 - eta, s),
    "floor": lambda eta, s: densities.one_sided(0.7 - eta, s, np.full_like(eta, 0.3)),
    "ceiling": lambda eta, s: densities.one_sided(0.7 - eta, s, np.full_like(eta, -0.3)),
    "between": lambda eta, s: densities.between(0.7 - eta, s, np.full_like(eta, 1.1)),
    "none": lambda eta, s: densities.counted(np.zeros_like(eta), eta, np.full_like(eta, 0.4)),
    "seven": lambda eta, s: densities.counted(np.full_like(eta, 7.0), eta, np.full_like(eta, 0.4)),
}
LOG_SCALE = {"normal", "floor", "ceiling", "between"}


@pytest.mark.parametrize("kind", KINDS)
def test_slopes_are_those_of_the_log_density(kind):
    density = KINDS[kind]
    at = density(ETA, S)
    numeric = (density(ETA + STEP, S).log - density(ETA - STEP, S).log) / (2 * STEP)
    np.testing.assert_allclose(at.slope, numeric, atol=1e-5)
    in_log_s = (density(ETA, S * np.exp(STEP)).log - density(ETA, S * np.exp(-STEP)).log) / (2 * STEP)
    np.testing.assert_allclose(at.slope_log_s, in_log_s, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_curvature_is_minus_the_second_derivative_and_never_negative(kind):
    density = KINDS[kind]
    numeric = -(density(ETA + STEP, S).slope - density(ETA - STEP, S).slope) / (2 * STEP)
    np.testing.assert_allclose(density(ETA, S).curvature, numeric, atol=1e-4)
    assert (density(ETA, S).curvature >= 0).all()


@pytest.mark.parametrize("kind", sorted(LOG_SCALE))
def test_each_is_a_distribution_of_the_printed_number(kind):
    def of_log_y(log_y: float) -> float:
        eta = np.array([[0.7 - log_y]])  # only the distance matters
        return float(np.exp(KINDS[kind](eta, np.array([[0.4]])).log[0, 0]))

    assert quad(of_log_y, -8, 8)[0] == pytest.approx(1.0, abs=1e-6)


def test_a_floor_forgives_a_larger_truth_and_a_ceiling_a_smaller_one():
    low, high = np.array([[-0.6]]), np.array([[2.0]])
    s, gap = np.array([[0.1]]), np.array([[0.3]])
    assert densities.one_sided(0.7 - high, s, gap).log > densities.one_sided(0.7 - low, s, gap).log
    assert densities.one_sided(0.7 - high, s, -gap).log < densities.one_sided(0.7 - low, s, -gap).log


def test_inside_an_interval_nothing_is_preferred():
    inside = densities.between(np.array([[-0.4, 0.0, 0.4]]), np.full((1, 3), 0.05), np.full((1, 3), 2.0))
    np.testing.assert_allclose(inside.log, np.log(0.5), atol=1e-9)


def test_far_outside_everything_stays_finite():
    far = np.array([[-40.0, 40.0]])
    s = np.full((1, 2), 0.05)
    for density in (
        densities.normal(far, s),
        densities.one_sided(far, s, np.array([[0.3, 0.3]])),
        densities.one_sided(far, s, np.array([[-0.3, -0.3]])),
        densities.between(far, s, np.full((1, 2), 1.0)),
        densities.counted(np.array([[0.0, 5.0]]), far, s),
    ):
        assert all(np.isfinite(part).all() for part in density)


def test_counts_are_gamma_mixed_poisson():
    y, mean, s = 3.0, 5.0, 0.5
    ours = densities.counted(np.array([[y]]), np.log([[mean]]), np.array([[s]])).log[0, 0]
    k = 1 / s**2
    assert ours == pytest.approx(nbinom.logpmf(y, k, k / (k + mean)))


def test_a_wrong_figure_does_bounded_harm():
    away = np.array([[0.0, 3.0]])
    s = np.full((1, 2), 0.1)
    wide = np.hypot(s, 1.2)
    both, wrong = densities.mixed(densities.normal(away, s), densities.normal(away, wide), 0.1)
    assert wrong[0, 0] < 0.02 < 0.99 < wrong[0, 1]
    assert both.log[0, 1] == pytest.approx(np.log(0.1) + norm.logpdf(3.0, scale=wide[0, 1]), abs=1e-6)
