import numpy as np
import pytest

from headcount.errors import CodeError
from headcount.ledger import Axis, Cells

ORIGIN = Axis("origin", ("RUS", "FRA"), {"foreign": frozenset(("RUS", "FRA"))})
STATE = Axis("state", ("held", "free", "dead"), {"alive": frozenset(("held", "free")), "nowhere": frozenset()})
CELLS = Cells((ORIGIN, STATE))


def test_the_last_axis_runs_fastest():
    assert CELLS.select({"origin": ("FRA",)}).tolist() == [3, 4, 5]
    assert CELLS.select({"state": ("free",)}).tolist() == [1, 4]


def test_an_axis_left_out_means_all_of_it():
    assert CELLS.select({}).tolist() == [0, 1, 2, 3, 4, 5]


def test_aggregates_and_their_leaves_are_counted_once():
    assert CELLS.select({"origin": ("RUS",), "state": ("alive", "held")}).tolist() == [0, 1]


def test_an_aggregate_of_nobody_selects_nobody():
    assert CELLS.select({"state": ("nowhere",)}).tolist() == []


def test_a_misspelt_code_names_the_dimension_and_the_nearest_code():
    with pytest.raises(CodeError, match=r"'aliv' is no code of the dimension 'state' .* did you mean alive"):
        CELLS.select({"state": ("aliv",)})


def test_an_unknown_axis_names_those_there_are():
    with pytest.raises(CodeError, match="no dimension 'period'; it has origin, state"):
        CELLS.select({"period": ("2019",)})


def test_more_axes_only_add_factors():
    months = Axis("period", ("2019-01", "2019-02"), {})
    cells = Cells((ORIGIN, STATE, months))
    assert cells.shape == (2, 3, 2)
    assert cells.select({"origin": ("RUS",), "state": ("free",)}).tolist() == [2, 3]


def test_totals_of_draws_are_whole_people_of_the_selected_cells():
    draws = np.arange(12).reshape(2, 2, 3)
    assert CELLS.total(draws, {"state": ("alive",)}).tolist() == [0 + 1 + 3 + 4, 6 + 7 + 9 + 10]


def test_mask_marks_the_selected_cells():
    assert CELLS.mask({"origin": ("RUS",)}).tolist() == [1, 1, 1, 0, 0, 0]
