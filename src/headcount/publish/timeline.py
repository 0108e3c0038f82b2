"""When the figures and positions speak of: how old the evidence is, status by status."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount import codelists
from headcount.publish.charts import PAD
from headcount.publish.ink import dated, linked
from headcount.publish.page import Page
from headcount.values.figures import Figure

ROWS = 10
"""statuses shown; the rarer ones share a last row"""
YEARS_LABELLED = 8


@dataclass(frozen=True, slots=True)
class Track:
    """One row of the timeline: places in percent of the width."""

    label: str
    dots: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows on one axis of years."""

    tracks: tuple[Track, ...]
    years: tuple[tuple[float, str], ...]
    as_of: float
    finding: Markup


def timeline(page: Page) -> Timeline | None:
    """Figures by status and positions over time; nothing where fewer than two dates are known."""
    groups = _groups(page)
    when = sorted(year for _, years in groups for year in years)
    if len(when) < 2:
        return None
    # a few figures about a distant past would press all others into a corner: they stand at the edge
    first, last = int(when[len(when) // 50]), int(max(when[-1], year_of(page.briefing.case.as_of) or 0)) + 1

    def at(year: float) -> float:
        share = min(max((year - first) / (last - first), 0.0), 1.0)
        return round(PAD + (100 - 2 * PAD) * share, 2)

    every = -(-(last - first) // YEARS_LABELLED)
    return Timeline(
        tracks=tuple(Track(label, tuple(sorted(at(year) for year in years))) for label, years in groups),
        years=tuple((at(year), str(year)) for year in range(first, last + 1, every)),
        as_of=at(year_of(page.briefing.case.as_of) or last),
        finding=_finding(page),
    )


def _groups(page: Page) -> list[tuple[str, list[float]]]:
    """(label, years) of each status in the order of the code list, then of positions."""
    found: dict[str | None, list[float]] = {}
    for figure in page.figures.values():
        if year := year_of(day_of(page, figure)):
            found.setdefault(figure.status, []).append(year)
    common = set(sorted(found, key=lambda status: (-len(found[status]), status or ""))[:ROWS])
    order = [status for status in (*codelists.table("statuses"), None) if status in common]
    rows = [(page.label("statuses", s) if s else str(page.say("figures.no_status")), found[s]) for s in order]
    rest = [year for status, years in found.items() if status not in common for year in years]
    days = {p.id: p.as_of or r.document.published for r in page.briefing.readings for p in r.positions}
    acts = [year for day in days.values() if (year := year_of(day))]
    rows += [(str(page.say("timeline.rest")), rest)] if rest else []
    return rows + ([(str(page.say("timeline.positions")), acts)] if acts else [])


def day_of(page: Page, figure: Figure) -> str | None:
    """The ISO day a figure speaks of, else the day it was published."""
    stated = figure.as_of.end or figure.as_of.start if figure.as_of else None
    return stated or page.document_of(figure).published


def year_of(iso: str | None) -> float | None:
    """An ISO date cut to what is known, in years; the middle of what is left open."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso or "")
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 7), int(match[3] or (15 if match[2] else 1))
    try:
        return year + (datetime.date(year, month, day).timetuple().tm_yday - 1) / 366
    except ValueError:
        return float(year)


def _finding(page: Page) -> Markup:
    """How old the middle figure is against the date of the account."""
    days: Sequence[str] = sorted(day for figure in page.figures.values() if (day := day_of(page, figure)))
    middle = page.say.date(days[len(days) // 2][:7]) if days else ""
    as_of = dated(page, page.briefing.case.as_of, "setting-as_of")
    return page.say("timeline.finding", middle=linked(page, middle, "count-figures", "n d"), as_of=as_of)
