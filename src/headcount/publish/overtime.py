"""Numbers through time: the estimate as a band, what sources reported as points over it, acts as marks below.

Places from left to right are percent of the width, so that the picture fits a phone and its points stay round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.charts import PAD, linear_ticks
from headcount.publish.ink import dated, estimated
from headcount.publish.page import Page
from headcount.publish.timeline import day_of, year_of
from headcount.publish.trails import trail_id
from headcount.values.estimates import Answer, Interval, Series
from headcount.values.figures import Figure

HEIGHT = 150.0
TOP = 10.0
BOTTOM = 4.0
YEARS_LABELLED = 6
_MARKS = ("said", "done", "against")
_MARK = {"under_way": "done", "alleged": "against"}
POINTS = 60
"""of a longer series so many are drawn"""
CLIP = 2.0
"""points further than this many times above the highest of nine in ten stand at the upper edge"""


@dataclass(frozen=True, slots=True)
class Dot:
    """One reported number."""

    x: float
    y: float
    kind: str
    """code of the group it counts, or ``doubted``"""


@dataclass(frozen=True, slots=True)
class OverTime:
    """One picture: bands as SVG paths over a box 100 wide and as high as ``height``."""

    height: float
    band90: str
    band50: str
    median: str
    bar: tuple[float, float, float] | None
    """x, y of the top and of the bottom: the estimate of one day"""
    dots: tuple[Dot, ...]
    acts: tuple[tuple[float, str], ...]
    """place and kind (said, done, against) of what governments did"""
    years: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    now: float
    finding: Markup
    kinds: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    """(kind, words) of the acts below"""


@dataclass(frozen=True, slots=True)
class Axis:
    """Years from left to right."""

    first: int
    last: int

    def at(self, year: float) -> float:
        """Place in percent, kept inside."""
        share = (year - self.first) / max(self.last - self.first, 1)
        return round(PAD + (100 - 2 * PAD) * min(max(share, 0.0), 1.0), 2)

    def years(self) -> tuple[tuple[float, str], ...]:
        """Place and label of some years."""
        every = -(-(self.last - self.first) // YEARS_LABELLED) or 1
        return tuple((self.at(year), str(year)) for year in range(self.first, self.last + 1, every))


def axis_of(page: Page, days: Iterable[str | None]) -> Axis | None:
    """An axis that holds nearly all ``days`` and the day of the account; nothing where there are none."""
    found = sorted(year for day in days if (year := year_of(day)))
    as_of = year_of(page.briefing.case.as_of)
    if not found or as_of is None:
        return None
    # a few figures about a distant past would press all others into a corner: they stand at the edge
    return Axis(int(min(found[len(found) // 50], as_of)), int(max(found[-1 - len(found) // 200], as_of)) + 1)


def answer_over_time(page: Page, answer: Answer, reports: Sequence[tuple[Figure, bool]]) -> OverTime | None:
    """An answer through time under the numbers that sources printed for exactly these people.

    ``reports`` are (figure, whether it is more likely wrong than right). Nothing where there is neither a
    series nor at least three dated reports.
    """
    dated = [(figure, doubted, day) for figure, doubted in reports if year_of(day := day_of(page, figure) or "")]
    if answer.series is None and len(dated) < 3:
        return None
    days = [*(answer.series.days if answer.series else ()), *(day for _, _, day in dated)]
    axis = axis_of(page, days)
    if axis is None:
        return None
    tops = [float(answer.series.ends[:, 4].max())] if answer.series else [answer.interval.high90]
    numbers = [figure.number() for figure, _, _ in dated]
    high = _high(tops, numbers)
    dots = [(day, figure.number(), "doubted" if doubted else "report") for figure, doubted, day in dated]
    return _drawn(page, axis, high, dots, answer.series, answer.interval, finding=_finding(page, answer))


def figures_over_time(
    page: Page, axis: Axis, figures: Sequence[Figure], held: Interval | Series | None, acts: Sequence[tuple[str, str]]
) -> OverTime | None:
    """Reported stocks of one country, told apart by group, over those ``held``; ``acts`` are (day, kind)."""
    dots = [
        (day, figure.number(), figure.group)
        for figure in figures
        if (day := day_of(page, figure)) and year_of(day) and figure.unit == "person"
    ]
    if len(dots) + len(acts) < 2:
        return None
    series, interval = (held, None) if isinstance(held, Series) else (None, held)
    tops = [float(series.ends[:, 4].max())] if series else [interval.high90] if interval else []
    high = _high(tops, [number for _, number, _ in dots])
    return _drawn(page, axis, high, dots, series, interval, acts=acts, finding=Markup(""))


def _high(tops: Sequence[float], numbers: Sequence[float]) -> float:
    """Upper end of the scale: nine in ten of the reports, and all of the estimate."""
    ordered = sorted(numbers)
    usual = ordered[int(0.9 * (len(ordered) - 1))] if ordered else 0.0
    top = max([usual, *tops, 1.0])
    return max(top, min(max([top, *ordered]), CLIP * top))


def _drawn(
    page: Page,
    axis: Axis,
    high: float,
    dots: Sequence[tuple[str, float, str]],
    series: Series | None,
    interval: Interval | None,
    *,
    finding: Markup,
    acts: Sequence[tuple[str, str]] = (),
) -> OverTime:
    ticks = linear_ticks(high, wanted=3)
    top = max(high, ticks[-1])

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(value / top, 1.0), 1)

    marked = [(axis.at(when), _MARK.get(kind, kind)) for day, kind in acts if (when := year_of(day))]
    now = axis.at(year_of(page.briefing.case.as_of) or axis.last)
    band90, band50, median = _bands(axis, series, y) if series else ("", "", "")
    bar = (now, y(interval.high90), y(interval.low90)) if interval and not series else None
    return OverTime(
        height=HEIGHT,
        band90=band90,
        band50=band50,
        median=median,
        bar=bar,
        dots=tuple(Dot(axis.at(year_of(day) or 0), y(number), kind) for day, number, kind in dots),
        acts=tuple(marked),
        years=axis.years(),
        ticks=tuple((y(tick), page.say.number(tick, min(1.0, ticks[1] - ticks[0]))) for tick in ticks),
        now=now,
        finding=finding,
        marks=tuple(
            (kind, str(page.say(f"positions.{kind}"))) for kind in _MARKS if kind in {act for _, act in marked}
        ),
        kinds=tuple(dict.fromkeys(kind for _, _, kind in sorted(dots, key=lambda dot: dot[2]))),
    )


def _bands(axis: Axis, series: Series, y: Callable[[float], float]) -> tuple[str, str, str]:
    every = max(1, -(-len(series.days) // POINTS))
    kept = [at for at in range(len(series.days)) if at % every == 0 or at == len(series.days) - 1]
    xs = [axis.at(year_of(series.days[at]) or axis.first) for at in kept]
    low90, low50, median, high50, high90 = (
        [f"{x:.4g},{y(float(series.ends[at, column])):.4g}" for x, at in zip(xs, kept, strict=True)]
        for column in range(5)
    )
    wide, narrow = ("L".join([*high, *reversed(low)]) for high, low in ((high90, low90), (high50, low50)))
    return f"M{wide}Z", f"M{narrow}Z", f"M{'L'.join(median)}"


def _finding(page: Page, answer: Answer) -> Markup:
    """What the picture shows, in words: where the estimate stood highest and where it stands on the account's day."""
    trail = trail_id("answer", answer.id)
    series = answer.series
    if series is None or len(series.days) < 2:
        return Markup("")
    peak = int(series.ends[:, 2].argmax())
    most, last = (_inked_at(page, series, place, trail) for place in (peak, -1))
    parts = {"peak": most[0], "peak_range": most[1], "when": _day(page, series.days[peak], trail)}
    parts |= {"last": last[0], "last_range": last[1], "end": _day(page, series.days[-1], trail)}
    if peak == len(series.days) - 1:
        first = _inked_at(page, series, 0, trail)
        return page.say("overtime.rising", first=first[0], start=_day(page, series.days[0], trail), **parts)
    return page.say("overtime.peak", **parts)


def _inked_at(page: Page, series: Series, place: int, trail: str) -> tuple[Markup, Markup]:
    low90, low50, median, high50, high90 = (float(value) for value in series.ends[place])
    inked = estimated(page, Interval(median, low50, high50, low90, high90), trail)
    return inked.median, inked.range90


def _day(page: Page, day: str, trail: str) -> Markup:
    return dated(page, day[:7], trail)
