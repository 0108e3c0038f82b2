from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.reconcile.scope import largest_parts, not_everyone


def test_of_many_flights_home_only_the_largest_counts(case, cells, figure, reading):
    flights = [figure(f"f{n}", n, status="repatriated") for n in (30, 110, 47)]
    used, _ = gather([reading(*flights)], Layout(case, cells))
    kept, covered = largest_parts(used)
    assert [item.figures for item in kept] == [("f110",)]
    assert {u.figure for u in covered} == {"f30", "f47"}
    assert all("f110" in u.why for u in covered)


def kept_of(figures, reading, case, cells):
    used, _ = gather([reading(*figures)], Layout(case, cells))
    kept, aside = not_everyone(used)
    assert {u.figure for u in aside} == {f.id for f in figures} - {item.figures[0] for item in kept}
    return {item.figures[0] for item in kept}, aside


def test_ninety_without_an_origin_are_not_everyone_when_one_country_has_a_thousand(case, cells, figure, reading):
    few, many = figure("few", 90, origin=()), figure("many", 1000)
    kept, aside = kept_of((few, many), reading, case, cells)
    assert kept == {"many"}
    assert aside[0].why == "names no origin, and is too small for everyone: many alone counts many times more"


def test_a_few_times_more_takes_two_to_tell(case, cells, figure, reading):
    few, one, two = figure("few", 90, origin=()), figure("one", 400), figure("two", 500, origin=("FRA",))
    assert kept_of((few, one), reading, case, cells)[0] == {"few", "one"}
    assert kept_of((few, one, two), reading, case, cells)[0] == {"one", "two"}


def test_who_names_an_origin_or_counts_others_is_left_alone(case, cells, figure, reading):
    figures = (
        figure("named", 90, origin=("foreign",)),
        figure("elsewhere", 90, origin=(), status="killed"),
        figure("many", 1000),
    )
    assert kept_of(figures, reading, case, cells)[0] == {"named", "elsewhere", "many"}


def test_a_ceiling_shows_nobody_to_be_too_few(case, cells, figure, reading):
    few, ceiling = figure("few", 90, origin=()), figure("ceiling", 9000, quantifier="at_most")
    assert kept_of((few, ceiling), reading, case, cells)[0] == {"few", "ceiling"}
