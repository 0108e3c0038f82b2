"""Slips of the pen: digits dropped are likely, digits added are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.reconcile.discovery.slips import slip


@pytest.mark.parametrize(
    ("wrong", "right"),
    [(5116, 4116), (4116, 4161), (471, 471379), (379, 471379), (41379, 471379), (54116, 4116), (4116000, 4116)],
)
def test_a_digit_changed_dropped_or_added_is_a_slip(wrong: int, right: int) -> None:
    assert 0.0 < slip(wrong, right) < 0.2


@pytest.mark.parametrize(("wrong", "right"), [(5117, 4116), (471, 573379), (4116, 4116), (0, 4116)])
def test_another_number_is_none(wrong: int, right: int) -> None:
    assert slip(wrong, right) == 0.0


def test_dropping_three_digits_is_likelier_than_adding_these_three() -> None:
    assert slip(471, 471379) > 100 * slip(471379, 471)


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_chance_is_between_none_and_one(wrong: int, right: int) -> None:
    assert 0.0 <= slip(wrong, right) < 1.0
