"""Sobol's indices against laws that are known."""

from __future__ import annotations

import numpy as np
import pytest

from headcount.errors import UsageError
from headcount.project.sobol import design, indices
from headcount.values.estimates import Floats


def ishigami(x: Floats) -> Floats:
    angle = np.pi * (2 * x - 1)
    return np.asarray(
        np.sin(angle[..., 0]) + 7 * np.sin(angle[..., 1]) ** 2 + 0.1 * angle[..., 2] ** 4 * np.sin(angle[..., 0])
    )


def test_indices_of_the_ishigami_function() -> None:
    # a = 7, b = 0.1 (Ishigami & Homma 1990): V = 13.8446
    found = indices(ishigami(design(3, 8192, seed=1)))
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.015)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.005)
    assert (found.first_error < 0.02).all() and (found.total_error < 0.02).all()


def test_a_constant_has_no_indices() -> None:
    found = indices(np.full((5, 64), 3.0))
    assert found.first.tolist() == [0, 0, 0] and found.total.tolist() == [0, 0, 0]


def test_each_mixed_sample_takes_one_column() -> None:
    points = design(3, 8, seed=1)
    assert points.shape == (5, 8, 3)
    a, b = points[:2]
    for k in range(3):
        others = [j for j in range(3) if j != k]
        assert (points[2 + k][:, k] == b[:, k]).all() and (points[2 + k][:, others] == a[:, others]).all()


@pytest.mark.parametrize(("inputs", "samples"), [(0, 8), (2, 0), (2, 1), (2, 12)])
def test_impossible_designs(inputs: int, samples: int) -> None:
    with pytest.raises(UsageError, match="power of two"):
        design(inputs, samples, seed=1)
