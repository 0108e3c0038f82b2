from dataclasses import replace

import pytest

from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.reconcile.merging import echoed, merged
from headcount.values.figures import AsOf, Attribution, Link


def grouped(readings, case, cells):
    used, unused = gather(readings, Layout(case, cells))
    assert unused == []
    figures = {f.id: f for r in readings for f in r.figures}
    pieces = merged(used, figures)
    assert [one.members for one in echoed(used, figures)] == [piece.figures for piece in pieces]
    return [piece.figures for piece in pieces]


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
        {"lo": 9000.0, "hi": 9000.0},
        {"quantifier": "at_most", "lo": None},
    ],
)
def test_other_people_numbers_or_opposite_hedges_are_no_echo(case, cells, figure, reading, slots):
    one = figure("a", 7000, quantifier="at_least" if slots.get("quantifier") else "about")
    other = figure("b", 7000, **{"lo": 7000.0, "hi": 7000.0} | slots)
    assert len(grouped([reading(one), reading(other, ident="e")], case, cells)) == 2


def test_two_known_bodies_that_agree_are_two_sources(case, cells, figure, reading):
    one = figure("a", 7000, source=Attribution("the UN", "un"))
    two = figure("b", 7000, source=Attribution("the Red Cross", "icrc"))
    assert len(grouped([reading(one), reading(two, ident="e")], case, cells)) == 2


def test_what_the_text_calls_the_same_is_an_echo(case, cells, figure, reading):
    one, two = figure("a", 7000), figure("b", 9000, links=(Link("same_as", "a"),))
    assert grouped([reading(one, two)], case, cells) == [("a", "b")]


def test_an_undated_figure_may_echo_an_older_one(case, cells, figure, reading):
    old = figure("a", 7000, as_of=AsOf("2018-11-01", "2018-11-30", "month", "stated"))
    undated = figure("b", 7000, as_of=None)
    assert grouped([reading(old, published="2018-12-01"), reading(undated, ident="e")], case, cells) == [("a", "b")]


def test_a_figure_without_any_date_has_one_all_the_same(case, cells, figure, reading):
    one, two = (reading(figure(i, 6975, as_of=None), ident=i, published=None) for i in "ab")
    assert grouped([one, two], case, cells) == [("a", "b")]


def test_a_page_that_came_in_twice_says_a_number_once(case, cells, figure, reading):
    def of_page(one, kind):
        return replace(one, document=replace(one.document, kind=kind, url="https://a.example/page"))

    summary = of_page(reading(figure("s", 700, group="people"), ident="summary"), "abstract")
    row = of_page(reading(figure("r", 700, group="women"), ident="row"), "record")
    assert grouped([summary, row], case, cells) == [("r", "s")]
    elsewhere = replace(row, document=replace(row.document, url="https://a.example/other"))
    assert len(grouped([summary, elsewhere], case, cells)) == 2
