"""Figures of many dates in an account that moves people: what each counts, and what comes out."""

from dataclasses import replace

import numpy as np
import pytest
from moving import CASE, SITED

from headcount.ledger import Cells
from headcount.reconcile import ask, changed, fit, reconcile, refit
from headcount.reconcile.evidence import gather
from headcount.reconcile.flows import flows
from headcount.reconcile.layout import Layout
from headcount.values.cases import Question
from headcount.values.figures import AsOf


def on(day, end=None, accuracy="day"):
    return AsOf(day, end or day, accuracy, "stated")


@pytest.fixture
def layout():
    system = flows(CASE, [])
    return Layout(CASE, Cells.from_case(CASE), system.graph, system.grid)


def taken(layout, reading, figure, **slots):
    used, unused = gather([reading(figure("a", 100, **slots))], layout)
    return used[0] if used else unused[0].why


def columns(layout, item):
    """Names of the columns that a figure counts: states, moves, or entering."""
    nodes, edges = layout.graph.nodes, layout.graph.edges
    names = [node[0] for node in nodes]
    names += [f"{nodes[e.start][0]}>{nodes[e.to][0]}" for e in edges] + ["entering"]
    return sorted({names[i] for i in item.cells % layout.width})


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"status": "in_camp"}, ["in_camp"]),
        ({"status": "travelled"}, ["entering"]),
        ({"status": "repatriated", "measure": "flow"}, ["in_camp>returned"]),
        ({"status": "returned", "measure": "cumulative"}, ["in_camp>returned", "prosecuted>returned"]),
        ({"status": "killed", "measure": "stock"}, ["killed"]),
        ({"status": "killed", "measure": "flow"}, ["in_zone>killed"]),
        ({"status": "remaining"}, ["detained", "in_camp", "in_zone"]),
    ],
)
def test_a_figure_counts_people_somewhere_or_people_who_moved(layout, reading, figure, slots, expected):
    item = taken(layout, reading, figure, as_of=on("2019-06-01"), origin=(), **slots)
    assert columns(layout, item) == expected


def test_a_stock_is_of_its_day_and_a_flow_of_its_stretch(layout, reading, figure):
    stock = taken(layout, reading, figure, status="in_camp", as_of=on("2019-07-01"))
    flow = taken(
        layout, reading, figure, status="repatriated", measure="flow", as_of=on("2018-01-01", "2018-12-31", "year")
    )
    assert sum(w for _, w in stock.when) == pytest.approx(1.0)
    assert (round(flow.since, 2), round(flow.day, 2)) == (2018.0, 2019.0)
    assert sum(w for _, w in flow.when) == pytest.approx(0.0, abs=1e-9)


def test_up_to_a_year_counts_from_the_start(layout, reading, figure):
    item = taken(
        layout, reading, figure, status="travelled", measure="cumulative", as_of=on("2016-01-01", "2016-12-31", "year")
    )
    assert item.since == 2012.0


def test_a_day_outside_of_the_account_is_not_used(layout, reading, figure):
    assert "outside of the time" in taken(layout, reading, figure, status="in_camp", as_of=on("2005-06-01"))


def test_a_flight_on_one_day_says_little_of_its_quarter(layout, reading, figure):
    day = taken(layout, reading, figure, status="repatriated", measure="flow", as_of=on("2020-06-01"))
    year = taken(
        layout, reading, figure, status="repatriated", measure="flow", as_of=on("2020-01-01", "2020-12-31", "year")
    )
    assert day.burst.sd > 1.0 and day.burst.shift > 1.0
    assert year.burst.sd == 0.0


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"lo": 900.0, "hi": 100.0, "quantifier": "range"}, "upside down"),
        ({"measure": "flow", "status": "repatriated", "as_of": on("2019-06-01", "2018-01-01")}, "before it starts"),
        ({"status": "repatriated", "measure": "flow", "group": "men", "as_of": on("2013-06-01")}, "brings nobody"),
    ],
)
def test_what_cannot_be_is_told_and_not_used(reading, figure, slots, why):
    readings = [reading(figure("a", 100, **{"as_of": on("2019-06-01"), **slots}))]
    _, unused, _ = fit(readings, CASE, seed=1, draws=8, quick=True)
    assert [why in one.why for one in unused] == [True]


@pytest.mark.parametrize(
    "case",
    [
        CASE,
        replace(CASE, transitions=(), events={}, shocks=(), births=(), policy_since=None),
        replace(CASE, origin=replace(CASE.origin, leaves=("RUS",), aggregates={"all": frozenset({"RUS"})})),
    ],
    ids=["no figures", "nobody moves", "one origin"],
)
@pytest.mark.parametrize("number", [None, 0, 1, 10**9])
def test_the_smallest_accounts_answer_with_finite_numbers(case, number, reading, figure):
    readings = [] if number is None else [reading(figure("a", number, as_of=on("2017-06-01"), status="in_zone"))]
    found = reconcile(readings, case, seed=1, digest="d", draws=16)
    assert all(np.isfinite([a.interval.low90, a.interval.median, a.interval.high90]).all() for a in found.answers)


@pytest.fixture
def told(reading, figure):
    """A made-up history: 1,000 Russians travelled, half are in camps in 2019, 100 were brought home in 2020."""
    year = on("2020-01-01", "2020-12-31", "year")
    return [
        reading(
            figure("all", 1000, status="travelled", measure="cumulative", as_of=on("2017-12-31")),
            figure("camp", 500, status="in_camp", as_of=on("2019-06-01")),
            figure("home", 100, status="repatriated", measure="flow", as_of=year),
            published="2021-03-01",
        )
    ]


QUESTIONS = (
    Question("camp", "", {"origin": ("RUS",), "state": ("in_camp",)}, at="2019-06-01"),
    Question("home", "", {"origin": ("RUS",), "state": ("repatriated",)}, "flow", "2020-12-31", "2020-01-01"),
    Question("travelled", "", {"origin": ("RUS",), "state": ("travelled",)}, "cumulative", "2017-12-31"),
    Question("later", "", {"origin": ("RUS",), "state": ("in_camp",)}, at="2021-12-01"),
)


@pytest.mark.parametrize("quick", [True, False])
def test_answers_follow_the_figures_of_their_own_dates(told, quick):
    fitted, unused, _ = fit(told, CASE, seed=1, draws=200, quick=quick)
    camp, home, travelled, later = (a.interval for a in ask(fitted, QUESTIONS, seed=1))
    assert not unused
    assert camp.median == pytest.approx(500, rel=0.2)
    assert home.median == pytest.approx(100, rel=0.35)
    assert travelled.median == pytest.approx(1000, rel=0.2)
    assert later.median < camp.median
    assert later.high90 / max(later.low90, 1) > camp.high90 / max(camp.low90, 1)


def test_the_estimate_of_the_day_comes_with_its_series_and_hazards(told):
    found = reconcile(told, CASE, seed=1, digest="d", draws=64)
    (held,) = [a for a in found.answers if a.id == "held"]
    assert found.draws.shape == (64, 4, 3, 6)
    assert found.hazards.shape == (64, 4, 3, len(CASE.transitions)) and (found.hazards >= 0).all()
    assert held.series is not None and held.series.ends.shape == (len(held.series.days), 5)
    assert (np.diff(held.series.ends, axis=1) >= 0).all()
    assert held.pulls and held.pulls[0].narrowing < 1.0


def test_camps_are_told_apart_where_the_case_names_them(reading, figure):
    figures = reading(
        figure("hol", 300, origin=("RUS",), status="in_camp", place=("al_hol",), as_of=on("2019-06-01")),
        figure("roj", 30, origin=("RUS",), status="in_camp", place=("roj",), as_of=on("2019-06-01")),
    )
    fitted, _, _ = fit([figures], SITED, seed=1, draws=200, quick=True)
    whole = Question("camp", "", {"origin": ("RUS",), "state": ("in_camp",)}, at="2019-06-01")
    hol = Question("hol", "", {"origin": ("RUS",), "state": ("in_camp",), "site": ("al_hol",)}, at="2019-06-01")
    everywhere, one = (a.interval.median for a in ask(fitted, (whole, hol), seed=1))
    assert one == pytest.approx(300, rel=0.2)
    assert everywhere > 320


def test_same_input_same_output(told):
    one, other = (reconcile(told, CASE, seed=3, digest="d", draws=32) for _ in range(2))
    assert np.array_equal(one.draws, other.draws)
    assert [a.interval for a in one.answers] == [a.interval for a in other.answers]


def test_an_edit_starts_warm_and_says_which_answers_changed(told, reading, figure):
    before, _, _ = fit(told, CASE, seed=1, draws=400, quick=True)
    more = [*told, reading(figure("new", 260, status="in_camp", as_of=on("2021-12-01")), ident="e")]
    warm, _ = refit(before, more, seed=1)
    cold, _, _ = fit(more, CASE, seed=1, draws=400, quick=True)
    old, new, again = (ask(fitted, QUESTIONS, seed=1) for fitted in (before, warm, cold))
    assert [a.interval.median for a in new] == pytest.approx([a.interval.median for a in again], rel=0.15)
    assert [ident for ident, _ in changed(old, new, 1.15)] == ["later"]
