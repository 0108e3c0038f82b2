import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headcount import codelists
from headcount.ledger import Cells
from headcount.reconcile import merging, scope
from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.values.figures import AsOf, Attribution, Figure, Link


def code(name: str, *more: object) -> st.SearchStrategy[object]:
    return st.sampled_from([*sorted(codelists.table(name)), *more])


ENDS = st.one_of(st.none(), st.integers(0, 30).map(float), st.floats(0.0, 1e7), st.sampled_from([-1.0, math.inf]))
DATES = st.one_of(st.none(), st.sampled_from(["2014", "2018-06", "2019-11-15", "2031-01-01", "soon"]))
PLACES = st.sampled_from(
    ["RUS", "RU-CE", "FRA", "ITA", "SYR", "IRQ", "al_hol", "foreign", "all", "western_europe", "ZZZ"]
)
FIGURES = st.builds(
    Figure,
    id=st.sampled_from(["a", "b", "c", "d"]),
    document=st.just("d"),
    start=st.just(0),
    end=st.just(1),
    text=st.just("n"),
    sentence=st.just((0, 1)),
    lo=ENDS,
    hi=ENDS,
    quantifier=code("quantifiers"),
    unit=code("units"),
    measure=st.sampled_from(["stock", "flow", "cumulative", "share"]),
    group=code("groups"),
    origin=st.lists(PLACES, max_size=3).map(tuple),
    place=st.lists(PLACES, max_size=2).map(tuple),
    status=code("statuses", None),
    as_of=st.one_of(st.none(), st.builds(AsOf, DATES, DATES, st.just("day"), st.sampled_from(["stated", "assumed"]))),
    source=st.one_of(st.none(), st.builds(Attribution, st.just("they"), st.sampled_from([None, "un"]))),
    modality=code("modalities"),
    links=st.lists(
        st.builds(Link, code("links"), st.sampled_from(["a", "b", "zzz", "all & travelled", "RUS & women", ""])),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=st.lists(FIGURES, max_size=4, unique_by=lambda f: f.id))
def test_whatever_is_read_is_used_once_or_unused_with_a_reason(figures, case, reading):
    cells = Cells.from_case(case)
    used, unused = gather([reading(*figures)], Layout(case, cells))
    kept, covered = scope.largest_parts(merging.merged(used, {f.id: f for f in figures}))
    kept, aside = scope.not_everyone(kept)
    spoken = [ident for item in kept for ident in item.figures] + [u.figure for u in (*unused, *covered, *aside)]
    assert sorted(spoken) == sorted(f.id for f in figures)
    assert all(u.why for u in (*unused, *covered, *aside))
    for item in kept:
        assert math.isfinite(item.value) and item.value >= 0
        assert item.counted or item.value > 0
        assert 0 < item.sd < 5 and abs(item.gap) < 10 and item.width >= 0
        assert len(item.cells) > 0


def test_the_source_is_who_says_so_and_else_the_publisher(case, cells, figure, reading):
    figures = (
        figure("code", 1000, source=Attribution("the UN", "un")),
        figure("words", 2000, source=Attribution("Local  Officials")),
        figure("none", 3000),
    )
    used, _ = gather([reading(*figures)], Layout(case, cells))
    assert [item.source for item in used] == ["un", "local officials", "publisher of d"]


@pytest.mark.parametrize(
    ("grade", "kind", "factor"), [("A", "un", 0.75 * 0.75), ("E", "party", 2.0 * 1.5), (None, None, 1.0)]
)
def test_grade_and_kind_say_how_far_a_publisher_may_be_off(case, cells, figure, reading, grade, kind, factor):
    slots = {"grade": grade, "author_kind": kind}
    (item,), _ = gather([reading(figure("a", 1000), **slots)], Layout(case, cells))
    assert item.bias_factor == pytest.approx(factor)


def test_a_ceiling_on_a_part_has_no_side_left(case, cells, figure, reading):
    (item,), _ = gather([reading(figure("a", 750, quantifier="at_most", place=("al_hol",)))], Layout(case, cells))
    assert item.bound == "two_sided"
    assert item.sd > 0.4


def test_an_interval_with_a_side_becomes_a_wide_point(case, cells, figure, reading):
    vague = {"lo": 2000.0, "hi": 9999.0, "quantifier": "vague"}
    figures = reading(figure("a", **vague), figure("b", status="seeking_return", **vague))
    whole, part = gather([figures], Layout(case, cells))[0]
    assert (whole.width > 0, part.width) == (True, 0.0)
    assert part.sd > 0.4


def test_none_of_a_part_tells_nothing_of_the_whole(case, cells, figure, reading):
    used, unused = gather([reading(figure("none", 0, status="seeking_return"))], Layout(case, cells))
    assert used == []
    assert "none of a part" in unused[0].why


def test_a_case_may_say_how_far_its_day_reaches(case, cells, figure, reading):
    year = AsOf("2016-01-01", "2016-12-31", "year", "stated")
    readings = [reading(figure("held", 500, as_of=year), figure("gone", 4000, status="travelled", as_of=year))]
    near = replace(case, reach_years=1.5)
    assert {one.figure for one in gather(readings, Layout(case, cells))[1]} == set()
    unused = gather(readings, Layout(near, cells))[1]
    assert {one.figure: "counts another time" in one.why for one in unused} == {"held": True}
