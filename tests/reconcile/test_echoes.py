import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcount.reconcile.echoes import clusters
from headcount.reconcile.reports import Report


def report(ident, number=6214.0, **slots):
    slots = {"published": 2019.8, "publisher": f"paper {ident}", **slots}
    start = slots.pop("at", 2019.5)
    return Report(
        ident, slots.pop("people", "Russians"), number, number, slots.pop("hedge", "about"), 0.1, start, start, **slots
    )


def crowd(size=60, seed=0, **slots):
    """Independent reports of many peoples at many times: numbers, dates and hedges when nobody copies."""
    rng = np.random.default_rng(seed)
    hedges = ("about", "exact", "at_least")
    return [
        report(
            f"x{i:03d}",
            float(rng.integers(20, 9999)),
            people=f"people {rng.integers(12)}",
            at=2012 + int(rng.integers(120)) / 12,
            hedge=hedges[rng.integers(3)],
            published=2012 + 11 * float(rng.random()),
            **slots,
        )
        for i in range(size)
    ]


def members(reports):
    """The clusters of more than one report."""
    return [one.members for one in clusters(reports) if one.copies]


def chance(*reports, among=()):
    """P(independent) of the last report of a cluster or, where it stands alone, of being no copy."""
    last = reports[-1].id
    for one in clusters([*among, *reports]):
        if one.first == last:
            return one.independent
        for copy in one.copies:
            if copy.id == last:
                return copy.independent
    raise AssertionError(f"{last} is in no cluster")


def test_nothing_has_no_clusters():
    assert clusters([]) == ()


def test_one_report_stands_alone():
    (only,) = clusters([report("a")])
    assert (only.members, only.effective, only.independent, only.perhaps) == (("a",), 1.0, 1.0, None)


def test_a_distinctive_number_twice_is_one_original_told_twice():
    (only,) = clusters([report("late", published=2019.9), report("early", published=2019.7)])
    assert only.first == "early"
    assert [(copy.id, copy.of) for copy in only.copies] == [("late", "early")]
    assert 1.0 < only.effective < 1.1


def test_a_copy_may_round_and_soften():
    first = report("a", 6214.0, hedge="exact")
    assert members([first, report("b", 6000.0, published=2019.9), *crowd()]) == [("a", "b")]


@pytest.mark.parametrize("slots", [{"people": "French"}, {"number": 9000.0}, {"number": 6180.0}])
def test_other_people_or_numbers_are_no_echo(slots):
    assert members([report("a"), report("b", **{"number": 6214.0} | slots), *crowd()]) == []


def test_a_round_number_years_later_is_no_echo_and_a_distinctive_one_is_a_stale_one():
    later = {"at": 2015.0, "published": 2015.1}
    assert members([report("a", 600.0), report("b", 600.0, **later), *crowd()]) == []
    assert members([report("a", 6214.0), report("b", 6214.0, **later), *crowd()]) == [("b", "a")]


def test_a_small_number_is_less_surely_a_copy_than_a_distinctive_one():
    small = chance(report("a", 5.0, hedge="exact"), report("b", 5.0, hedge="exact", published=2019.9), among=crowd())
    large = chance(report("a"), report("b", published=2019.9), among=crowd())
    assert small > 5 * large


def test_a_round_number_is_less_surely_a_copy_than_a_distinctive_one():
    round_ones = [replace(one, lo=round(one.lo, -3), hi=round(one.hi, -3)) for one in crowd() if one.lo >= 500]
    among = [*round_ones, *crowd(20, seed=1)]
    rounded = chance(report("a", 6000.0), report("b", 6000.0, published=2019.9), among=among)
    assert rounded > 3 * chance(report("a"), report("b", published=2019.9), among=among)


@pytest.mark.parametrize(
    "changed", [{"hedge": "at_least"}, {"published": 2025.0}, {"at": 2020.4}, {"dated": False, "at": 2022.4}]
)
def test_what_changes_on_the_way_makes_a_copy_less_sure(changed):
    plain = chance(report("a"), report("b", published=2019.9), among=crowd())
    assert chance(report("a"), report("b", **{"published": 2019.9} | changed), among=crowd()) > plain


def test_named_sources_that_differ_are_surer_to_be_two():
    def named(one, other, **slots):
        pair = (report("a", attributed=one, **slots), report("b", attributed=other, published=2019.9, **slots))
        others = [replace(x, attributed=f"source {i % 9}") for i, x in enumerate(crowd())]
        return chance(*pair, among=others)

    assert named("un", "un") < named("officials", "a diplomat") < named("un", "icrc", known=True)


def test_who_quotes_the_publisher_of_the_first_copies_it():
    first = report("a", 6000.0, publisher="agency")
    plain = chance(first, report("b", 6000.0, published=2019.9), among=crowd())
    assert chance(first, report("b", 6000.0, published=2019.9, attributed="agency"), among=crowd()) < plain


def test_where_independent_counts_of_one_day_are_usual_agreement_says_less():
    """Sixty peoples counted twice on one day with numbers that differ, and one with numbers that agree."""
    rng = np.random.default_rng(1)
    counted = [(i, float(n)) for i in range(60) for n in rng.integers(10, 40, 2)]
    twice = [
        report(f"{i}-{n}-{k}", n, people=f"people {i}", hedge="exact", published=2019.6 + k / 1000)
        for k, (i, n) in enumerate(counted)
    ]
    pair = (report("a", 20.0, hedge="exact"), report("b", 20.0, hedge="exact", published=2019.9))
    assert chance(*pair, among=twice) > 4 * chance(*pair, among=crowd())


def test_what_a_text_calls_the_same_is_an_echo_whatever_the_number():
    (only,) = clusters([report("a", 7000.0), report("b", 9000.0, published=2019.9, same_as=("a", "unknown"))])
    assert only.members == ("a", "b")
    assert only.copies[0].independent == pytest.approx(0.02)


def test_a_circle_of_reports_that_call_one_another_the_same_ends():
    ring = [report(str(i), float(100 + i), same_as=(str((i + 1) % 5),)) for i in range(5)]
    assert [one.members for one in clusters(ring)] == [("0", "1", "2", "3", "4")]


def test_the_order_in_which_reports_come_does_not_matter():
    reports = [*crowd(40), report("a"), report("b", published=2019.9), report("c", 6000.0, published=2020.0)]
    assert clusters(reports) == clusters(reports[::-1])


def test_zero_a_billion_ranges_and_no_number_at_all_have_their_clusters():
    odd = [report("zero", 0.0), report("more", 0.0, published=2019.9), report("much", 1e9), report("share", 0.3333)]
    empty = replace(report("none"), lo=None, hi=None)
    spread = replace(report("range"), hi=7000.0, hedge="range")
    found = [name for one in clusters([*odd, empty, spread]) for name in one.members]
    assert sorted(found) == ["more", "much", "none", "range", "share", "zero"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0.0, 0.33, 1.0, 5.0, 100.0, 149.0, 6214.0, 1e9]),
            st.sampled_from(["p", "q"]),
            st.sampled_from([2014.0, 2019.5]),
            st.sampled_from(["about", "exact"]),
        ),
        max_size=25,
    )
)
def test_every_report_is_in_exactly_one_cluster_and_no_copy_comes_before_its_original(rows):
    reports = [
        report(str(i), n, people=p, at=at, hedge=h, published=2019.0 + i / 50) for i, (n, p, at, h) in enumerate(rows)
    ]
    found = clusters(reports)
    assert sorted(name for one in found for name in one.members) == sorted(r.id for r in reports)
    for one in found:
        assert all(int(copy.of) < int(copy.id) and 0.0 <= copy.independent <= 0.5 for copy in one.copies)
        assert 0.0 <= one.independent <= 1.0
        assert 1.0 <= one.effective <= len(one.members)


def test_a_thousand_echoes_of_one_figure_are_one_original():
    echoes = [report(f"e{i:04d}", published=2019.8 + i / 500) for i in range(1000)]
    (only,) = clusters(echoes)
    assert only.first == "e0000"
    assert only.effective < 20


def test_twenty_thousand_reports_take_seconds_at_most():
    many = crowd(20_000)
    start = time.process_time()
    clusters(many)
    assert time.process_time() - start < 6.0
