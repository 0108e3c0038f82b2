import numpy as np
import pytest

from headcount.reconcile.evidence import gather
from headcount.reconcile.layout import Layout
from headcount.reconcile.people import whole

DRAWS = 4000


@pytest.fixture
def rng():
    return np.random.default_rng(1)


def test_people_are_poisson_around_their_means(rng, cells):
    people = whole(np.full((DRAWS, cells.size), 3.0), [], np.zeros((DRAWS, 0)), rng)
    assert people.dtype == np.int64
    assert people.mean() == pytest.approx(3.0, rel=0.01)
    assert people.var() == pytest.approx(3.0, rel=0.02)


def test_a_right_count_is_taken_at_its_word_and_a_wrong_one_is_not(rng, case, cells, figure, reading):
    (item,), _ = gather([reading(figure("a", 4, quantifier="exact"))], Layout(case, cells))
    wrong = np.zeros((DRAWS, 1))
    wrong[: DRAWS // 2] = 1.0
    people = whole(np.full((DRAWS, cells.size), 10.0), [item], wrong, rng)[:, item.cells].sum(axis=1)
    assert (people[DRAWS // 2 :] == 4).mean() > 0.95
    assert people[: DRAWS // 2].mean() == pytest.approx(30.0, rel=0.02)


def test_the_smaller_population_is_counted_first(rng, case, cells, figure, reading):
    women, everyone = figure("w", 2, quantifier="exact", group="women"), figure("p", 9, quantifier="exact")
    items, _ = gather([reading(everyone, women)], Layout(case, cells))
    people = whole(np.full((DRAWS, cells.size), 3.0), items, np.zeros((DRAWS, 2)), rng)
    assert (people[:, items[1].cells].sum(axis=1) == 2).all()


def test_means_beyond_mankind_are_capped(rng, cells):
    assert whole(np.full((2, cells.size), 1e30), [], np.zeros((2, 0)), rng).max() < 2e9
