"""Pieces of evidence that echo one another become one, spoken for by the one that said it first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from headcount.reconcile.echoes import Cluster, clusters
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.moments import day_of
from headcount.reconcile.reports import Report
from headcount.values.figures import Figure


def merged(evidence: Sequence[Evidence], figures: Mapping[str, Figure]) -> list[Evidence]:
    """One piece of evidence for each original; ``figures`` of it start with the one that said it first."""
    by_id = {item.figures[0]: item for item in evidence}
    return [replace(by_id[one.first], figures=one.members) for one in echoed(evidence, figures)]


def echoed(evidence: Sequence[Evidence], figures: Mapping[str, Figure]) -> tuple[Cluster, ...]:
    """The clusters of figures that repeat one another; each piece of ``evidence`` holds one figure."""
    return clusters(reports(evidence, figures))


def reports(evidence: Sequence[Evidence], figures: Mapping[str, Figure]) -> list[Report]:
    """``evidence`` as reports, one for each."""
    told = _told_twice(evidence)
    return [_report(item, figures[item.figures[0]], told) for item in evidence]


def _report(item: Evidence, figure: Figure, told: Mapping[str, tuple[str, ...]]) -> Report:
    published = day_of(item.order[0])
    start, end = _window(figure, item, published)
    links = tuple(link.target for link in figure.links if link.kind == "same_as")
    return Report(
        id=figure.id,
        people=(item.same_people, item.measure, _beyond(item, figure)),
        lo=figure.lo,
        hi=figure.hi,
        hedge=figure.quantifier,
        sd=item.sd,
        start=start,
        end=end,
        publisher=figure.document if item.attributed else item.source,
        published=published,
        dated=item.dated,
        attributed=item.attributed,
        known=item.known_source,
        order=item.order[1:],
        same_as=(*links, *told.get(figure.id, ())),
    )


def _beyond(item: Evidence, figure: Figure) -> frozenset[str]:
    """Origins that the account counts under a wider one: 100 Canadians are no echo of 100 Americans."""
    return frozenset(figure.origin) - {"all"} - set(item.select.get("origin", ()))


def _window(figure: Figure, item: Evidence, published: float | None) -> tuple[float, float]:
    """What the figure speaks of, in years; where it does not say, the day of publication."""
    spoken = figure.as_of
    start, end = (day_of(spoken.start or ""), day_of(spoken.end or "")) if spoken else (None, None)
    at = next((day for day in (end, start, published) if day is not None), -item.years)
    return (at if start is None else min(start, at)), at


def _told_twice(evidence: Sequence[Evidence]) -> dict[str, tuple[str, ...]]:
    """Figures of pages that came in twice, by rows of a table and by a summary that codes them otherwise."""
    pages: dict[tuple[str, float, bool], list[Evidence]] = {}
    for item in evidence:
        if item.page is not None:
            pages.setdefault((item.page[0], item.number, item.base is None), []).append(item)
    found: dict[str, tuple[str, ...]] = {}
    for one, other in _overlapping(pages):
        found[one.figures[0]] = (*found.get(one.figures[0], ()), other.figures[0])
    return found


def _overlapping(pages: Mapping[tuple[str, float, bool], Sequence[Evidence]]) -> Iterator[tuple[Evidence, Evidence]]:
    for items in pages.values():
        for one, other in combinations(items, 2):
            apart = one.page is not None and other.page is not None and one.page[1] != other.page[1]
            if apart and one.measure == other.measure and np.isin(one.cells, other.cells).any():
                yield one, other
