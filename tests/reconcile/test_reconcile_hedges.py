import math

import pytest

from headcount import codelists
from headcount.reconcile.hedges import UnusableError, printed, rounding
from headcount.reconcile.tables import number, rows


def test_every_quantifier_of_the_code_list_has_its_error():
    assert set(codelists.table("quantifiers")) <= set(rows("hedges"))


def test_hedges_lie_on_the_side_that_the_code_list_says():
    side = {"two_sided": 0, "lower_bound": 1, "upper_bound": -1}
    for code, row in codelists.table("quantifiers").items():
        gap = number("hedges", code, "gap")
        assert (gap > 0) - (gap < 0) == side[row.kind], code


@pytest.mark.parametrize(
    ("value", "sd"),
    [
        (7000, 1000 / math.sqrt(12) / 7000),
        (7300, 100 / math.sqrt(12) / 7300),
        (7310, 10 / math.sqrt(12) / 7310),
        (7311, 0.0),
        (1000, 0.5 / math.sqrt(12)),
        (0, 0.0),
        (0.4, 0.0),
    ],
)
def test_trailing_zeros_are_rounding_of_at_most_half_the_number(value, sd):
    assert rounding(value) == pytest.approx(sd)


def test_exact_is_surer_than_about(figure):
    assert printed(figure("f", 4321, quantifier="exact")).sd < printed(figure("f", 4321, quantifier="about")).sd


def test_at_least_leaves_room_above_and_up_to_below(figure):
    assert printed(figure("f", 700, quantifier="at_least")).gap > 0
    assert printed(figure("f", 700, quantifier="at_most")).gap < 0


def test_more_than_starts_above_and_nearly_below_the_number(figure):
    assert printed(figure("f", 700, quantifier="more_than")).value > 700
    assert printed(figure("f", 700, quantifier="nearly")).value < 700


@pytest.mark.parametrize("count", [0, 5, 20])
def test_none_and_a_few_are_counts(figure, count):
    says = printed(figure("f", count, quantifier="exact"))
    assert (says.counted, says.value) == (True, count)


def test_a_floor_of_three_is_no_count(figure):
    assert not printed(figure("f", 3, quantifier="at_least")).counted


def test_a_vague_word_is_an_interval_around_its_geometric_middle(figure):
    says = printed(figure("f", lo=2000.0, hi=9999.0, quantifier="vague"))
    assert says.value == pytest.approx(math.sqrt(2000 * 9999))
    assert says.width == pytest.approx(math.log(9999 / 2000))


def test_a_word_without_ceiling_is_a_floor_with_much_room(figure):
    assert printed(figure("f", lo=2000.0, hi=None, quantifier="vague")).gap == number("hedges", "open", "gap")


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"lo": None, "hi": None}, "gives no number"),
        ({"lo": 2.0, "hi": None, "quantifier": "vague", "text": "many"}, "'many' gives no number to reckon with"),
        ({"lo": 0.0, "hi": 0.0, "measure": "share"}, "share of zero"),
        ({"lo": -5.0, "hi": -5.0, "text": "-5"}, "'-5' is no number of people"),
        ({"lo": float("inf"), "hi": None}, "is no number of people"),
        ({"lo": float("nan"), "hi": float("nan")}, "is no number of people"),
        ({"lo": 33.0, "hi": 33.0, "measure": "share"}, "a share of 33 is more than the whole"),
    ],
)
def test_what_is_no_number_says_so(figure, slots, why):
    with pytest.raises(UnusableError, match=why):
        printed(figure("f", **slots))


def test_whole_per_cents_are_finer_than_fractions(figure):
    assert printed(figure("f", 0.32, measure="share")).sd < printed(figure("f", 0.3333, measure="share")).sd
