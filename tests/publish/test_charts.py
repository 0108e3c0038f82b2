from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.publish.charts import PAD, Report, fans, frame_of, linear_ticks, row_of, scale_of
from headcount.values.estimates import Interval
from headcount.values.scenarios import Outcome


@pytest.mark.parametrize(
    ("ticks", "top"),
    [
        ((0, 250, 500, 750, 1000), 1000),
        ((0, 2000, 4000, 6000), 5990),
        ((0, 5), 5 * 0.9),
        ((0, 1), 0),
        ((0, 0.25, 0.5, 0.75, 1.0), 0.95),
    ],
)
def test_ticks_are_round(ticks: tuple[float, ...], top: float) -> None:
    found = linear_ticks(top)
    assert found[0] == ticks[0]
    if top != 4.5:
        assert found == ticks


def test_populations_of_different_size_share_a_logarithmic_axis_with_a_zero() -> None:
    scale = scale_of([4, 40, 90, 11_000])
    assert scale.ticks == (0, 10, 100, 1000, 10_000)
    steps = np.diff([scale.at(tick) for tick in scale.ticks[1:]])
    assert steps == pytest.approx([steps[0]] * 3, rel=0.15)


def test_populations_of_one_size_share_a_linear_axis() -> None:
    scale = scale_of([800, 900, 1000])
    assert scale.bend == 0
    assert scale.at(0) == PAD and scale.at(1000) == 100 - PAD and scale.at(500) == 50


@given(st.lists(st.floats(0, 1e9), max_size=9))
def test_a_scale_keeps_everything_inside_and_in_order(values: list[float]) -> None:
    scale = scale_of(values)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(PAD <= place <= 100 - PAD for place in places)


def test_a_row_lays_out_its_interval_and_reports() -> None:
    scale = scale_of([100])
    row = row_of(Interval(50, 40, 60, 20, 80), scale, [Report(100, "figure-x", "x", doubted=True)])
    assert (row.low90, row.median, row.high90) == (scale.at(20), scale.at(50), scale.at(80))
    assert row.points[0].x == scale.at(100)


def test_fans_of_one_outcome_share_their_frame_and_show_each_other() -> None:
    flat = np.tile([0.0, 1, 2, 3, 4], (13, 1))
    outcomes = [Outcome("o", "O", "people", s, Interval(2, 1, 3, 0, 4)) for s in (flat, flat * 10)]
    frame = frame_of(outcomes, 12)
    low, high = fans([flat, flat * 10], frame)
    assert low.frame == high.frame
    assert low.others == (high.median,)
    assert frame.y(0) == frame.height - frame.bottom
    assert frame.top <= frame.y(40) < frame.y(4) < frame.y(0)
    assert low.band90.startswith("M") and low.band90.endswith("Z")


def test_an_outcome_that_is_zero_throughout_can_be_drawn() -> None:
    nothing = np.zeros((3, 5))
    frame = frame_of([Outcome("o", "O", "people", nothing, Interval(0, 0, 0, 0, 0))], 2)
    assert fans([nothing], frame)[0].end == frame.height - frame.bottom
