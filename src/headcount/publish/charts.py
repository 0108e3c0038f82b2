"""Pictures as small SVG: interval rows that stretch with the page, and fans over time.

Geometry only; the drawing is in ``templates/charts.html``. Rows place things in percent of their width, so
that they need no script to fit a phone, and circles stay round.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headcount.values.estimates import Floats, Interval
from headcount.values.scenarios import Outcome

SMALLEST = 1e-9
"""a largest value below this is drawn as zero"""
PAD = 2.0
"""percent of a row kept free at either end"""
POINTS = 18
"""so many points of a fan are drawn"""
LOG_RATIO = 25.0
"""populations of which the smaller half is this many times below the largest go on a logarithmic scale"""


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from ``low`` to ``high`` laid out over 100 percent; ``bend`` > 0 is logarithmic away from zero."""

    low: float
    high: float
    ticks: tuple[float, ...]
    bend: float = 0.0

    def at(self, value: float) -> float:
        """Place of ``value`` in percent of the row, kept inside it."""
        low, high, here = (self._bent(x) for x in (self.low, self.high, value))
        share = (here - low) / (high - low) if high > low and not math.isnan(here) else 0.0
        return round(PAD + (100 - 2 * PAD) * min(max(share, 0.0), 1.0), 2)

    def _bent(self, value: float) -> float:
        """asinh: linear near zero, logarithmic beyond, so that zero and 10,000 fit one axis."""
        return math.asinh(value / self.bend) if self.bend else value


def scale_of(values: Iterable[float], least: float = 0.0) -> Scale:
    """A scale that holds all ``values``; a logarithmic one begins at the power of ten below ``least``, if positive."""
    positive = sorted(v for v in values if math.isfinite(v) and v > 0)
    top = positive[-1] if positive else 1.0
    middle = positive[len(positive) // 3] if positive else 1.0
    if top / middle <= LOG_RATIO:
        return linear_scale(positive)
    decades = min(math.ceil(math.log10(top) - 1e-9), 9)
    if least >= 1:
        start = 10.0 ** math.floor(math.log10(least))
        powers = range(round(math.log10(start)), decades + 1)
        ticks = tuple(10.0**power for power in powers if 10.0**power <= top * 1.5)
        return Scale(start, max(top, ticks[-1]), ticks, bend=start / 1000)
    first = max(1, decades - 4)
    ticks = (0.0, *(10.0**power for power in range(first, decades + 1) if 10.0**power <= top * 1.5))
    return Scale(0.0, max(top, ticks[-1]), ticks, bend=10.0**first / 4)


def linear_scale(values: Iterable[float]) -> Scale:
    """A linear scale from zero that holds all ``values`` that are finite."""
    top = max((value for value in values if math.isfinite(value)), default=1.0)
    ticks = linear_ticks(top)
    return Scale(0.0, max(top, ticks[-1]), ticks)


def linear_ticks(top: float, wanted: int = 4) -> tuple[float, ...]:
    """Zero and round steps (1, 2, 2.5, 5 times a power of ten) up to about ``top``."""
    if top < SMALLEST:
        return (0.0, 1.0)
    rough = top / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * 0.999)
    return tuple(round(step * k, 10) for k in range(round(top / step) + 1))


@dataclass(frozen=True, slots=True)
class Report:
    """A number that a source printed, to be drawn over an estimate."""

    number: float
    trail: str
    text: str
    doubted: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A reported number over an estimate, with the trail it opens."""

    x: float
    trail: str
    text: str
    doubted: bool = False
    """more likely wrong than right"""


@dataclass(frozen=True, slots=True)
class Row:
    """One interval laid out on a scale, in percent."""

    low90: float
    low50: float
    median: float
    high50: float
    high90: float
    grid: tuple[float, ...]
    points: tuple[Point, ...] = ()


def row_of(interval: Interval, scale: Scale, points: Sequence[Report] = ()) -> Row:
    """``interval`` on ``scale``, with reported numbers as points."""
    return Row(
        low90=scale.at(interval.low90),
        low50=scale.at(interval.low50),
        median=scale.at(interval.median),
        high50=scale.at(interval.high50),
        high90=scale.at(interval.high90),
        grid=tuple(scale.at(tick) for tick in scale.ticks),
        points=tuple(Point(scale.at(p.number), p.trail, p.text, p.doubted) for p in points),
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing area of one fan, in SVG units; all panels of an outcome share it."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    months: int
    high: float
    ticks: tuple[float, ...]

    def x(self, month: float) -> float:
        """Place of a month from left to right."""
        return round(self.left + (self.width - self.left - self.right) * month / max(self.months, 1), 1)

    def y(self, value: float) -> float:
        """Place of a number, top down."""
        share = value / self.high if self.high > 0 else 0.0
        return round(self.height - self.bottom - (self.height - self.top - self.bottom) * share, 1)


@dataclass(frozen=True, slots=True)
class Fan:
    """One panel: SVG path data of the bands, the median and the medians of other policies."""

    frame: Frame
    band90: str
    band50: str
    median: str
    others: tuple[str, ...]
    end: float
    """y of the median in the last month"""


def frame_of(outcomes: Sequence[Outcome], months: int) -> Frame:
    """One frame that holds every policy's series of an outcome."""
    top = max((float(o.series.max()) for o in outcomes if o.series is not None), default=1.0)
    ticks = linear_ticks(top, wanted=3)
    return Frame(300, 190, 46, 52, 12, 24, months, max(top, ticks[-1]) * 1.02, ticks)


def fans(series: Sequence[Floats], frame: Frame) -> tuple[Fan, ...]:
    """One fan a policy; ``series`` have shape (months + 1, 5): low90, low50, median, high50, high90."""
    medians = [_line(one[:, 2], frame) for one in series]
    return tuple(
        Fan(
            frame=frame,
            band90=_band(one[:, 0], one[:, 4], frame),
            band50=_band(one[:, 1], one[:, 3], frame),
            median=medians[index],
            others=tuple(line for other, line in enumerate(medians) if other != index),
            end=frame.y(float(one[-1, 2])),
        )
        for index, one in enumerate(series)
    )


def _line(values: Floats, frame: Frame) -> str:
    return f"M{'L'.join(_points(values, frame))}"


def _band(low: Floats, high: Floats, frame: Frame) -> str:
    return f"M{'L'.join([*_points(high, frame), *reversed(_points(low, frame))])}Z"


def _points(values: Floats, frame: Frame) -> list[str]:
    """Some points of a series, the last among them: nobody sees each month of three years."""
    every = max(1, (len(values) - 1) // POINTS)
    kept = [at for at in range(len(values)) if at % every == 0 or at == len(values) - 1]
    return [f"{frame.x(at):.4g},{frame.y(float(values[at])):.4g}" for at in kept]
