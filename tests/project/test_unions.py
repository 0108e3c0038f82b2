"""How many people several acts concern together."""

from __future__ import annotations

from datetime import date

import pytest

from headcount.project.unions import at_any_stage, extent, open_still, together
from headcount.values.plans import Commitment, Extent

WOMEN_AND_CHILDREN = frozenset(("women", "children"))
EVERYONE = frozenset(("men", "women", "children"))


def act(
    lo: float,
    hi: float | None = -1,
    day: str | None = "2021-03-04",
    *,
    stage: str = "done",
    leaves: frozenset[str] = EVERYONE,
    shared: bool = False,
    contested: tuple[str, ...] = (),
) -> Commitment:
    days = None
    if day is not None:
        first = date.fromisoformat(day if len(day) > 7 else f"{day}-01" if len(day) > 4 else f"{day}-01-01")
        width = {10: 0, 7: 30, 4: 364}[len(day)]
        days = (first.toordinal(), first.toordinal() + width)
    name = f"{day} {lo:g} {stage}"
    return Commitment(
        name,
        "FRA",
        stage,
        "people",
        leaves,
        lo,
        lo if hi == -1 else hi,
        day,
        days,
        shared,
        contested,
        positions=(f"p {name}",),
    )


@pytest.mark.parametrize(
    ("acts", "lo", "hi"),
    [
        ([], 0, 0),
        ([act(10)], 10, 10),
        ([act(10, day="2020-01-01"), act(7, day="2021-01-01")], 17, 17),  # fewer later: no running total
        ([act(10, day="2020-01-01"), act(35, day="2021-01-01")], 35, 45),  # may hold the ten
        ([act(10), act(11, day="2021-03-06")], 11, 11),  # told twice within a week
        ([act(50, day="2021"), act(11, day="2021-03-06")], 50, 61),  # a year's total may hold the flight
        ([act(10, day=None), act(7)], 10, 17),
        ([act(180, None, day="2021-01-01"), act(95, day="2022-01-01")], 275, None),
        ([act(0, None)], 0, None),
        ([act(0, None), act(9)], 9, 9),  # the same flight without its number
        ([act(34, shared=True)], 0, 34),
        ([act(34, shared=True), act(11)], 11, 34),
        ([act(5, leaves=frozenset(("men",))), act(9, leaves=WOMEN_AND_CHILDREN)], 14, 14),
    ],
)
def test_acts_of_one_actor(acts: list[Commitment], lo: float, hi: float | None) -> None:
    found = extent(acts)
    assert (found.lo, found.hi) == (lo, hi)
    assert set(found.positions) == {id for one in acts for id in one.positions}


def test_actors_add_up() -> None:
    assert together([Extent(2, 3, ("a",)), Extent(5, None, ("b",))]) == Extent(7, None, ("a", "b"))
    assert together([]) == Extent()


def test_what_was_done_since_fulfils_a_promise() -> None:
    promise = act(40, day="2020-06-01", stage="promised")
    (left,) = open_still([promise], [act(30, day="2020-09-01")], [])
    assert (left.lo, left.hi) == (10, 10)
    assert open_still([promise], [act(45, day="2020-09-01")], []) == []
    assert open_still([promise], [act(45, day="2019-09-01")], []) == [promise]


def test_a_promise_of_others_is_not_fulfilled() -> None:
    promise = act(40, stage="promised", leaves=frozenset(("men",)))
    assert open_still([promise], [act(50, leaves=WOMEN_AND_CHILDREN)], []) == [promise]


def test_an_act_without_a_number_may_have_fulfilled_all_or_nothing() -> None:
    (left,) = open_still([act(40, stage="promised")], [act(0, None, day="2022-01-01")], [])
    assert (left.lo, left.hi) == (0, 40)


def test_a_promise_taken_back_may_come_to_nothing() -> None:
    (left,) = open_still([act(40, stage="promised", contested=("other",))], [], [])
    assert (left.lo, left.hi) == (0, 40)


def test_stages_beyond_add_up() -> None:
    done, preparing = [act(20, day="2020-02-01")], [act(25, day="2021-01-01", stage="preparing")]
    (left,) = open_still([act(50, day="2020-01-01", stage="promised")], done, [preparing])
    assert (left.lo, left.hi) == (5, 5)


def test_what_is_prepared_before_may_be_for_the_same_people() -> None:
    (left,) = open_still([act(40, day="2022-11-01", stage="promised")], [], [[act(41, day="2022-09-01")]])
    assert (left.lo, left.hi) == (0, 40)
    assert at_any_stage([extent([act(40)]), extent([act(41)])]).lo == 41
