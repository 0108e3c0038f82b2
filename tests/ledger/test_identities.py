import numpy as np

from headcount.ledger import Axis, Cells, identities

CELLS = Cells(
    (
        Axis("origin", ("RUS", "FRA"), {}),
        Axis("state", ("held", "free"), {"alive": frozenset(("held", "free"))}),
    )
)


def test_whole_people_in_every_cell_break_nothing():
    assert identities.broken(np.zeros((3, 2, 2), dtype=np.int64), CELLS) is None


def test_half_people_are_broken():
    assert identities.broken(np.full((3, 2, 2), 0.5), CELLS) == "draws hold float64 numbers; people are whole"


def test_fewer_than_none_names_the_draw_and_the_cell():
    draws = np.zeros((3, 2, 2), dtype=np.int64)
    draws[2, 0, 1] = -1
    assert identities.broken(draws, CELLS) == "draw 2 has fewer than no people in cell (0, 1)"


def test_another_shape_is_broken():
    assert "the account has (2, 2)" in str(identities.broken(np.zeros((3, 4), dtype=np.int64), CELLS))


def test_a_narrower_population_is_a_part():
    held, alive = {"state": ("held",)}, {"state": ("alive",)}
    assert identities.is_part(CELLS, held, alive)
    assert not identities.is_part(CELLS, alive, held)


def test_states_partition_everyone_and_one_state_does_not():
    states = ({"state": ("held",)}, {"state": ("free",)})
    assert identities.is_partition(CELLS, states, {})
    assert not identities.is_partition(CELLS, states[:1], {})
    assert not identities.is_partition(CELLS, (*states, states[0]), {})
