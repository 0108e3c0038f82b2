import numpy as np
import pytest

from headcount.reconcile import effects, mode, model, sampler
from headcount.reconcile.diagnostics import effective, split_rhat
from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout


def draws_of(case, cells, readings, kept, seed=1):
    used, _ = gather(readings, Layout(case, cells))
    posterior = model.build(model.by_kind(used), Layout(case, cells), effects.effects(case, cells))
    sample = sampler.sample(posterior, mode.find(posterior), np.random.default_rng(seed), kept, 18, lambda v: True)
    return posterior, sample.v.reshape(-1, posterior.size)


def test_without_figures_the_scales_are_drawn_from_their_prior(case, cells):
    posterior, v = draws_of(case, cells, [], kept=60)
    scales = v[:, posterior.scale_columns]
    np.testing.assert_allclose(scales.mean(axis=0), 0.0, atol=0.25)
    np.testing.assert_allclose(scales.std(axis=0), 1.0, atol=0.2)


def test_without_figures_the_whole_is_within_the_case_s_range(case, cells):
    posterior, v = draws_of(case, cells, [], kept=60)
    total = np.exp(posterior.system.log_cells(v)).sum(axis=1)
    low, high = case.total
    assert np.mean((total > low) & (total < high)) == pytest.approx(0.9, abs=0.05)


def test_a_sure_number_and_its_split_come_out_together(case, cells, figure, reading):
    figures = reading(figure("all", 4321, quantifier="exact"), figure("women", 1234, quantifier="exact", group="women"))
    posterior, v = draws_of(case, cells, [figures], kept=40)
    means = np.exp(posterior.system.log_cells(v))
    everyone = means[:, cells.select({"origin": ("RUS",), "state": ("in_camp",)})].sum(axis=1)
    assert np.median(everyone) == pytest.approx(4321, rel=0.15)
    assert np.quantile(everyone, 0.95) / np.quantile(everyone, 0.05) < 4


def test_the_same_seed_draws_the_same(case, cells, figure, reading):
    readings = [reading(figure("a", 400))]
    _, one = draws_of(case, cells, readings, kept=3, seed=5)
    _, same = draws_of(case, cells, readings, kept=3, seed=5)
    _, other = draws_of(case, cells, readings, kept=3, seed=6)
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_rounds_grow_until_the_chains_agree(case, cells, figure, reading):
    used, _ = gather([reading(figure("a", 400))], Layout(case, cells))
    posterior = model.build(model.by_kind(used), Layout(case, cells), effects.effects(case, cells))
    lengths: list[int] = []

    def second_will_do(v):
        lengths.append(v.shape[1])
        return len(lengths) == 2

    sample = sampler.sample(posterior, mode.find(posterior), np.random.default_rng(1), 3, 18, second_will_do)
    assert lengths == [3, 6]
    assert sample.v.shape[1] == 6


def test_independent_draws_are_worth_their_number():
    x = np.random.default_rng(1).standard_normal((20, 100))
    assert split_rhat(x) == pytest.approx(1.0, abs=0.02)
    assert effective(x) == pytest.approx(2000, rel=0.15)


def test_slow_chains_are_worth_less():
    rng = np.random.default_rng(2)
    x = np.zeros((20, 400))
    for t in range(1, 400):
        x[:, t] = 0.9 * x[:, t - 1] + rng.standard_normal(20)
    assert effective(x) == pytest.approx(8000 * (1 - 0.9) / (1 + 0.9), rel=0.35)


def test_chains_in_different_places_disagree():
    x = np.random.default_rng(3).standard_normal((20, 50)) + 5.0 * (np.arange(20) % 2)[:, None]
    assert split_rhat(x) > 2
    assert effective(x) < 60


def test_a_constant_is_no_reason_for_alarm():
    assert split_rhat(np.ones((4, 10))) == 1.0
    assert effective(np.ones((4, 10))) == 40.0


def test_too_few_draws_say_nothing():
    assert np.isnan(split_rhat(np.ones((4, 3))))
