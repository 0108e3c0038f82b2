from dataclasses import replace

import pytest

from headcount.reconcile.echoes import alike, clusters, repeats
from headcount.reconcile.evidence import gather
from headcount.values.figures import AsOf, Attribution, Link


def grouped(readings, case, cells):
    used, unused = gather(readings, case, cells)
    assert unused == []
    figures = {f.id: f for r in readings for f in r.figures}
    return [item.figures for item in clusters(used, figures)]


@pytest.mark.parametrize(
    ("one", "other"), [(7000, 7000), (68744, 68700), (68744, 69000), (1440, 1400), (0, 0), (0.33, 0.33)]
)
def test_a_number_repeats_itself_rounded_or_not(one, other):
    assert repeats(one, other)
    assert repeats(other, one)


@pytest.mark.parametrize(("one", "other"), [(7000, 70000), (68000, 100000), (1000, 1400), (0, 5), (7000, 6000)])
def test_another_number_is_no_repetition(one, other):
    assert not repeats(one, other)


def test_alike_is_near_with_the_same_leading_digit():
    assert alike(7000, 7400)
    assert not alike(7000, 700)
    assert not alike(7900, 8000)
    assert not alike(1000, 1900)


def test_the_one_that_said_it_first_is_first(case, cells, figure, reading):
    late = reading(figure("late", 7000), ident="late", published="2019-11-30")
    early = reading(figure("early", 6975), ident="early", published="2019-11-01")
    assert grouped([late, early], case, cells) == [("early", "late")]


def test_a_changed_hedge_does_not_hide_an_echo(case, cells, figure, reading):
    one, two = figure("a", 5600, quantifier="at_least"), figure("b", 5600)
    assert grouped([reading(one), reading(two, ident="e")], case, cells) == [("a", "b")]


@pytest.mark.parametrize(
    "slots",
    [
        {"group": "women"},
        {"origin": ("FRA",)},
        {"status": "detained"},
        {"as_of": AsOf("2018-01-01", "2018-01-31", "month", "stated")},
        {"lo": 9000.0, "hi": 9000.0},
        {"quantifier": "at_most", "lo": None},
    ],
)
def test_other_people_times_numbers_or_opposite_hedges_are_no_echo(case, cells, figure, reading, slots):
    one = figure("a", 7000, quantifier="at_least" if slots.get("quantifier") else "about")
    other = figure("b", 7000, **{"lo": 7000.0, "hi": 7000.0} | slots)
    assert len(grouped([reading(one), reading(other, ident="e")], case, cells)) == 2


def test_two_known_bodies_that_agree_are_two_sources(case, cells, figure, reading):
    one = figure("a", 7000, source=Attribution("the UN", "un"))
    two = figure("b", 7000, source=Attribution("the Red Cross", "icrc"))
    assert len(grouped([reading(one), reading(two, ident="e")], case, cells)) == 2


def test_unknown_sources_that_differ_are_echoes_only_of_the_same_number(case, cells, figure, reading):
    one = figure("a", 7000, source=Attribution("officials"))
    same, near = (figure(i, n, source=Attribution("a diplomat")) for i, n in (("b", 7000), ("c", 7700)))
    assert len(grouped([reading(one), reading(same, ident="e")], case, cells)) == 1
    assert len(grouped([reading(one), reading(near, ident="e")], case, cells)) == 2


def test_what_the_text_calls_the_same_is_an_echo(case, cells, figure, reading):
    one, two = figure("a", 7000), figure("b", 9000, links=(Link("same_as", "a"),))
    assert grouped([reading(one, two)], case, cells) == [("a", "b")]


def test_an_undated_figure_may_echo_an_older_one(case, cells, figure, reading):
    old = figure("a", 7000, as_of=AsOf("2018-01-01", "2018-01-31", "month", "stated"))
    undated = figure("b", 7000, as_of=None)
    assert grouped([reading(old, published="2018-02-01"), reading(undated, ident="e")], case, cells) == [("a", "b")]


def test_a_page_that_came_in_twice_says_a_number_once(case, cells, figure, reading):
    def of_page(one, kind):
        return replace(one, document=replace(one.document, kind=kind, url="https://a.example/page"))

    summary = of_page(reading(figure("s", 700, group="people"), ident="summary"), "abstract")
    row = of_page(reading(figure("r", 700, group="women"), ident="row"), "record")
    assert grouped([summary, row], case, cells) == [("r", "s")]
    elsewhere = replace(row, document=replace(row.document, url="https://a.example/other"))
    assert len(grouped([summary, elsewhere], case, cells)) == 2
