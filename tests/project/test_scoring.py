"""Scores of draws against what came out."""

from __future__ import annotations

import numpy as np
import pytest

from headcount.project.scoring import crps


def test_draws_that_agree_score_their_error() -> None:
    assert crps(np.full(7, 3.0), 5.0) == 2.0
    assert crps(np.full(7, 5.0), 5.0) == 0.0
    assert crps(np.array([4.0]), 1.0) == 3.0


def test_all_pairs_are_counted() -> None:
    draws, value = np.array([1.0, 4.0, 2.0]), 3.0
    pairs = np.abs(draws[:, None] - draws[None]).mean()
    assert crps(draws, value) == pytest.approx(np.abs(draws - value).mean() - pairs / 2)


def test_normal_draws_score_as_the_law_says() -> None:
    # standard normal at 0: sqrt(2 / pi) - 1 / sqrt(pi) (Gneiting & Raftery 2007, section 4.2)
    draws = np.random.default_rng(1).standard_normal(200_000)
    assert crps(draws, 0.0) == pytest.approx(np.sqrt(2 / np.pi) - 1 / np.sqrt(np.pi), abs=0.005)
