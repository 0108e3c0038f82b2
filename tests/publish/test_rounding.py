from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.publish.locale import languages, locale
from headcount.publish.rounding import amounts, chance, counts, step_of, to_step
from headcount.values.estimates import Interval


def interval(low: float, median: float, high: float) -> Interval:
    return Interval(median, (low + median) / 2, (median + high) / 2, low, high)


@pytest.mark.parametrize(
    ("printed", "median", "low", "high"),
    [
        (3100, 3140, 2000, 4900),
        (3140, 3141.4, 3100, 3180),
        (3141, 3141.4, 3139, 3143),
        (11_000, 11_234, 6_000, 19_000),
        (5, 5.3, 3, 9),
        (0, 0, 0, 0),
        (1_230_000, 1_234_321, 1_200_000, 1_270_000),
    ],
)
def test_digits_follow_the_width_of_the_interval(printed: float, median: float, low: float, high: float) -> None:
    assert counts(interval(low, median, high)).median.value == printed


def test_a_number_keeps_its_first_digit_however_wide_the_interval() -> None:
    assert to_step(12, 100).value == 10
    assert to_step(60, 100).value == 60
    assert to_step(0.4, 100).value == 0


def test_small_estimates_are_hidden_unless_a_source_printed_them() -> None:
    few = interval(2, 4, 12)
    assert counts(few, printed_by_a_source=False).median.hidden
    assert not counts(few, printed_by_a_source=False).high90.hidden
    assert not counts(few).median.hidden
    assert not counts(interval(0, 0, 0), printed_by_a_source=False).median.hidden


def test_fractions_keep_decimals_that_people_do_not_have() -> None:
    assert amounts(interval(0.28, 0.3371, 0.4)).median.value == pytest.approx(0.34)
    assert step_of(0.28, 0.4) == 1


def test_a_probability_is_no_finer_than_its_draws() -> None:
    assert chance(0.5234, 100_000).value == 52
    assert chance(0.5234, 50).value == 50


@given(
    st.lists(st.floats(0, 1e7), min_size=5, max_size=5).map(sorted),
)
def test_rounding_keeps_the_order_of_an_interval(ends: list[float]) -> None:
    low90, low50, median, high50, high90 = ends
    found = counts(Interval(median, low50, high50, low90, high90))
    values = [found.low90.value, found.low50.value, found.median.value, found.high50.value, found.high90.value]
    assert values == sorted(values)


@given(st.floats(1, 1e7), st.floats(0, 1e6))
def test_rounding_moves_a_number_by_less_than_a_thirteenth_of_its_interval(median: float, half: float) -> None:
    found = counts(Interval(median, median, median, median - half, median + half)).median
    assert abs(found.value - median) <= max(0.5, 2 * half / 13)


def test_numbers_and_dates_are_printed_as_the_language_prints_them() -> None:
    say = locale("en")
    assert say.number(3100) == "3,100"
    assert say.number(0.25, 0.01) == "0.25"
    assert say.number(12_340_000, 10_000) == "12.34 million"
    assert say.number(-40) == "−40"
    assert say.number(-0.2) == "0"
    assert say.percent(1 / 3, 0.001) == "33.3%"
    assert [say.date(iso) for iso in ("2019", "2019-11", "2019-11-05", "2019-13", "spring")] == [
        "2019", "November 2019", "5 November 2019", "13 2019", "spring",
    ]  # fmt: skip
    assert "en" in languages()
