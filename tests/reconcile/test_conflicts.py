import pytest

from headcount.reconcile import reconcile
from headcount.values.figures import Attribution


def conflicts(case, *readings):
    found = reconcile(list(readings), case, seed=1, digest="d", draws=100).conflicts
    return {(c.kind, c.figures) for c in found}, found


def test_figures_that_agree_are_no_conflict(case, figure, reading):
    kinds, _ = conflicts(
        case, reading(figure("a", 3000)), reading(figure("b", 3300, source=Attribution("x")), ident="e")
    )
    assert kinds == set()


def test_the_same_people_with_numbers_apart_are_rivals(case, figure, reading):
    kinds, found = conflicts(case, reading(figure("a", 1000)), reading(figure("b", 3000), ident="e"))
    assert kinds == {("rival", ("b", "a"))}
    assert found[0].factor == pytest.approx(3.0)
    assert found[0].select == {"origin": ("RUS",), "state": ("in_camp",)}


def test_a_floor_below_and_a_ceiling_above_are_no_rivals(case, figure, reading):
    low, high = figure("a", 1000, quantifier="at_least"), figure("b", 3000, quantifier="at_most")
    assert conflicts(case, reading(low), reading(high, ident="e"))[0] == set()


def test_a_floor_above_a_ceiling_is(case, figure, reading):
    high, low = figure("a", 3000, quantifier="at_least"), figure("b", 1000, quantifier="at_most")
    assert ("rival", ("a", "b")) in conflicts(case, reading(high), reading(low, ident="e"))[0]


def test_more_women_than_people_break_a_bound(case, figure, reading):
    women, people = figure("women", 2000, group="women"), figure("people", 1000)
    kinds, found = conflicts(case, reading(women), reading(people, ident="e"))
    assert ("bound", ("women", "people")) in kinds
    assert next(c for c in found if c.kind == "bound").factor == pytest.approx(2.0)


def test_a_figure_alone_is_nobody_s_rival_however_odd_for_the_prior(case, figure, reading):
    assert conflicts(case, reading(figure("a", 39000, group="women", status="killed")))[0] == set()


def test_an_outlier_is_far_from_what_the_others_imply(case, figure, reading):
    parts = [
        reading(figure(group, 300 + 10 * i, group=group), ident=group)
        for i, group in enumerate(("men", "women", "children"))
    ]
    kinds, found = conflicts(case, *parts, reading(figure("whole", 20000), ident="w"))
    assert ("outlier", ("whole",)) in kinds
    assert next(c for c in found if c.kind == "outlier").factor == pytest.approx(20000 / 930, rel=0.3)


def test_the_others_say_nothing_of_people_that_only_one_speaks_of(case, figure, reading):
    estimate = reconcile(
        [reading(figure("a", 800), figure("b", 500, origin=("FRA",), group="women", status="killed"))],
        case,
        seed=1,
        digest="d",
        draws=50,
    )
    assert {t.figures[0]: t.others for t in estimate.terms} == {"a": None, "b": None}
