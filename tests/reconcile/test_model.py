import math
from dataclasses import replace

import numpy as np
import pytest

from headcount.ledger import Cells
from headcount.reconcile import effects, metric, mode, model
from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.values.figures import Link

STEP = 1e-5


@pytest.fixture
def posterior(case, cells, figure, reading):
    """One figure of each kind, two sources, one share."""
    figures = (
        figure("about", 3000),
        figure("floor", 700, quantifier="at_least", group="women"),
        figure("ceiling", 1000, quantifier="at_most", group="children"),
        figure("vague", lo=2000.0, hi=9999.0, quantifier="vague", origin=("FRA",), status="travelled"),
        figure("none", 0, quantifier="exact", origin=("FRA",), group="women", status="killed"),
        figure(
            "third", 0.33, measure="share", origin=(), status="returned", links=(Link("share_of", "all & travelled"),)
        ),
    )
    readings = [reading(*figures[:3]), reading(*figures[3:], ident="e")]
    used, unused = gather(readings, Layout(case, cells))
    assert unused == []
    return model.build(model.by_kind(used), Layout(case, cells), effects.effects(case, cells))


@pytest.mark.parametrize("extra_sd", [0.0, 0.3])
def test_the_gradient_is_that_of_the_log_likelihood(posterior, extra_sd):
    widened = posterior.softened(extra_sd)
    v = 0.7 * np.random.default_rng(1).standard_normal((2, posterior.size))
    _, gradient, _ = widened.gradient(v)
    for j in range(posterior.size):
        step = np.zeros(posterior.size)
        step[j] = STEP
        rise = widened.look(v + step).density.log.sum(axis=1) - widened.look(v - step).density.log.sum(axis=1)
        np.testing.assert_allclose(gradient[:, j], rise / (2 * STEP), atol=2e-5, rtol=1e-5)


def test_the_jacobian_is_that_of_the_log_populations(posterior):
    v = 0.7 * np.random.default_rng(2).standard_normal((1, posterior.size))
    (J,) = posterior.jacobians(v, posterior.look(v))
    field = np.delete(np.arange(posterior.size), posterior.kappa_column)
    for j in field:
        step = np.zeros(posterior.size)
        step[j] = STEP
        rise = posterior.look(v + step).eta[0] - posterior.look(v - step).eta[0]
        np.testing.assert_allclose(J[:, j], rise / (2 * STEP), atol=1e-6)


def test_at_the_prior_middle_cells_follow_the_weights(case):
    weighted = replace(case, origin=replace(case.origin, weights={"RUS": 3.0}))
    cells = Cells.from_case(weighted)
    system = effects.effects(weighted, cells)
    means = np.exp(system.log_cells(np.zeros((1, system.scales_stop))))[0]
    assert means.sum() == pytest.approx(math.sqrt(2_000 * 40_000))
    assert means[cells.select({"origin": ("RUS",)})].sum() == pytest.approx(0.5 * means.sum())


def test_there_is_an_effect_for_every_set_of_axes_and_each_has_its_scale(case, cells):
    families = effects.effects(case, cells).families
    assert [f.name for f in families] == [
        "origin",
        "group",
        "state",
        "origin group",
        "origin state",
        "group state",
        "origin group state",
    ]
    assert all(family.scale > 0 for family in families)


def test_the_mode_is_a_stationary_point_of_all_but_the_scales(posterior):
    peak = mode.find(posterior)
    _, gradient, _ = posterior.gradient(peak.v[None])
    uphill = gradient[0] - peak.v
    uphill[posterior.scale_columns] = 0.0
    assert np.abs(uphill).max() < 1e-2


def test_the_dual_solve_is_the_inverse_of_the_curvature(posterior):
    peak = mode.find(posterior)
    H = np.eye(posterior.size) + peak.J.T @ (peak.weights[:, None] * peak.J)
    rows = np.random.default_rng(3).standard_normal((4, posterior.size))
    np.testing.assert_allclose(peak.solve(rows), np.linalg.solve(H, rows.T).T, atol=1e-8)


def test_metric_draws_energy_and_inverse_belong_together(posterior):
    rows = np.random.default_rng(4).standard_normal((30, posterior.size))
    shape = metric.from_rows(rows)
    H = np.eye(posterior.size) + rows.T @ rows
    x = np.random.default_rng(5).standard_normal((3, posterior.size))
    np.testing.assert_allclose(shape.inverse(x), np.linalg.solve(H, x.T).T, atol=1e-8)
    np.testing.assert_allclose(shape.energy(x), 0.5 * np.einsum("ij,jk,ik->i", x, H, x))
    np.testing.assert_allclose(shape.energy(shape.spread(x)), 0.5 * (x**2).sum(axis=1))


def test_metrics_of_few_and_many_rows_agree(posterior):
    rows = np.random.default_rng(6).standard_normal((posterior.size + 20, 5)) @ np.random.default_rng(
        7
    ).standard_normal((5, posterior.size))
    x = np.random.default_rng(8).standard_normal((3, posterior.size))
    few = metric.from_rows(np.linalg.qr(rows, mode="r")[:5])
    np.testing.assert_allclose(metric.from_rows(rows).inverse(x), few.inverse(x), atol=1e-6)
