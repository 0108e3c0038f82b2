import pytest

from headcount import codelists
from headcount.reconcile.dates import distance
from headcount.reconcile.tables import rows
from headcount.values.figures import AsOf

AS_OF = "2019-11-15"


def test_every_status_of_the_code_list_has_a_drift():
    assert set(codelists.table("statuses")) <= set(rows("statuses"))


def test_the_day_itself_costs_nothing(figure):
    same = figure("f", 1, as_of=AsOf(AS_OF, AS_OF, "day", "stated"))
    assert distance(same, None, AS_OF).sd("in_camp") == pytest.approx(0.0, abs=1e-9)


def test_two_years_of_camps_cost_more_than_two_years_of_travel(figure):
    old = distance(figure("f", 1, as_of=AsOf("2017-11-15", "2017-11-15", "day", "stated")), None, AS_OF)
    assert old.years == pytest.approx(2.0, abs=0.01)
    assert old.sd("in_camp") == pytest.approx(0.5, abs=0.01)
    assert old.sd("travelled") < 0.1


def test_what_grows_is_a_floor_when_older_and_a_ceiling_when_newer(figure):
    older = figure("f", 1, measure="cumulative", as_of=AsOf(None, "2018-11-15", "day", "stated"))
    newer = figure("f", 1, measure="cumulative", as_of=AsOf(None, "2020-11-15", "day", "stated"))
    assert distance(older, None, AS_OF).growth("returned") > 0
    assert distance(newer, None, AS_OF).growth("returned") < 0
    assert distance(older, None, AS_OF).growth("in_camp") == 0


def test_a_whole_year_is_its_middle_for_a_stock_and_its_end_for_a_cumulative_count(figure):
    window = AsOf("2018-01-01", "2018-12-31", "year", "stated")
    stock = distance(figure("f", 1, as_of=window), None, AS_OF)
    cumulative = distance(figure("f", 1, as_of=window, measure="cumulative"), None, AS_OF)
    assert stock.years == pytest.approx(1.37, abs=0.02)
    assert cumulative.years == pytest.approx(0.87, abs=0.02)


@pytest.mark.parametrize(("cut", "years"), [("2018", 1.37), ("2018-06", 1.42), ("2018-06-15", 1.42)])
def test_dates_may_be_cut_short(figure, cut, years):
    assert distance(figure("f", 1, as_of=None), cut, AS_OF).years == pytest.approx(years, abs=0.02)


def test_a_date_taken_from_the_publication_costs_a_little_and_no_date_at_all_costs_more(figure):
    assumed = distance(figure("f", 1, as_of=None), AS_OF, AS_OF)
    undated = distance(figure("f", 1, as_of=None), None, AS_OF)
    assert 0 < assumed.sd("in_camp") < undated.sd("in_camp")
    assert (assumed.known, undated.known, undated.years) == (False, False, 0.0)


def test_centuries_away_cost_as_much_as_ten_years(figure):
    ancient = figure("f", 1, as_of=AsOf("1800-01-01", "1800-12-31", "year", "stated"))
    assert distance(ancient, None, AS_OF).years == 10.0


@pytest.mark.parametrize("odd", ["", "unknown", "2019-13", "2019-02-30", "c. 2019"])
def test_what_is_no_date_is_undated(figure, odd):
    found = distance(figure("f", 1, as_of=AsOf(odd, odd, "day", "stated")), None, AS_OF)
    assert (found.years, found.known) == (0.0, False)
