import pytest

from headcount.reconcile.repeats import digits, relation, roundings, rounds_to
from headcount.reconcile.reports import Report


def report(lo, hi, hedge="about"):
    return Report("r", "people", lo, hi, hedge, 0.1, 2019.5, 2019.5, "paper")


@pytest.mark.parametrize(
    ("number", "expected"), [(0, 1), (5, 1), (7000, 1), (41490, 4), (3417, 4), (0.33, 2), (0.3333, 4), (1e9, 1)]
)
def test_digits_without_the_zeros_at_the_end(number, expected):
    assert digits(number) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(0, set()), (7000, set()), (149, {100, 200, 140, 150}), (0.33, {0.3, 0.4})]
)
def test_what_a_number_may_be_rounded_to(number, expected):
    assert roundings(number) == expected


@pytest.mark.parametrize(
    ("fine", "coarse"), [(68744, 68700), (68744, 69000), (1440, 1400), (2926, 2920 + 10), (250, 200)]
)
def test_a_rounding(fine, coarse):
    assert rounds_to(fine, coarse)
    assert not rounds_to(coarse, fine)


@pytest.mark.parametrize(
    ("fine", "coarse"), [(7000, 7000), (7000, 70000), (68000, 100000), (1000, 1400), (0, 5), (5, 0)]
)
def test_no_rounding(fine, coarse):
    assert not rounds_to(fine, coarse)


def test_a_floor_is_cut_down_and_a_ceiling_goes_up():
    assert relation(report(5790, 5790), report(5000, None, "more_than")) == "rounded"
    assert relation(report(5790, 5790), report(5000, 5000)) is None
    assert relation(report(5210, 5210), report(None, 6000, "at_most")) == "rounded"
    assert relation(report(5210, 5210), report(6000, None, "at_least")) is None


def test_a_range_is_repeated_by_its_ends_or_its_middle():
    whole = report(27000, 31000, "range")
    assert relation(whole, report(27000, 31000, "range")) == "same"
    assert relation(whole, report(None, 31000, "at_most")) == "part"
    assert relation(whole, report(28000, 28000)) is None
    assert relation(whole, report(29000, 29000)) == "rounded"
    assert relation(whole, report(30000, 30000)) == "rounded"
    assert relation(whole, report(27000, 33000, "range")) == "part"


def test_the_finer_number_may_come_later():
    assert relation(report(2000, 2000), report(1980, 1980)) == "finer"


def test_no_number_repeats_nothing_that_has_one():
    assert relation(report(None, None), report(5, 5)) is None
