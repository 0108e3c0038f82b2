"""The general case: its origins, questions and size come from the figures that its documents hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from headcount import codelists
from headcount.ledger import hierarchy
from headcount.values.cases import Case, Dimension, Question
from headcount.values.figures import Figure, Reading

HOST = "host"
"""the code for people of the country that holds or shelters the others"""
MOST_QUESTIONS = 12
_SPREAD = (1.0, 30.0)
"""The whole population is taken to lie between the largest printed number and this many times it (90 %)."""


def fitted_to(case: Case, readings: Sequence[Reading]) -> Case:
    """``case`` with the origins that figures name, the populations they speak of, and a size to match.

    A case that lists its own origins is returned unchanged.
    """
    if case.origin.leaves:
        return case
    figures = [figure for reading in readings for figure in reading.figures]
    origin = named_origins(figures)
    largest = max((figure.number() for figure in figures if figure.measure != "share"), default=100.0)
    whole = max(largest, 10.0)
    last = max((reading.document.published or "" for reading in readings), default="")
    return replace(
        case,
        origin=origin,
        questions=case.questions or questions_of(figures, case, origin),
        total=(whole * _SPREAD[0], whole * _SPREAD[1]),
        as_of=_last_day(last) or _last_stated(figures) or case.as_of,
    )


def named_origins(figures: Sequence[Figure]) -> Dimension:
    """Leaves: the countries named, what is left of each region named, people of the host country, and ``other``.

    Foreigners are all but the people of the countries in which foreigners are counted, and of a host country that
    no figure names.
    """
    places = codelists.table("places")
    named = sorted({code for figure in figures for code in figure.origin if code in places})
    countries = {code for code in named if places[code].kind == "country"}
    countries |= {places[code].parents[0] for code in named if places[code].kind == "subdivision"}
    regions = [code for code in named if places[code].kind == "region" and code not in ("all", "foreign", HOST)]
    hosts = {place for figure in figures if "foreign" in figure.origin for place in figure.place if place in countries}
    leaves = [*sorted(countries), *(f"{code}_rest" for code in regions), "other", HOST]
    aggregates = {"all": leaves, "foreign": [leaf for leaf in leaves if leaf != HOST and leaf not in hosts]}
    for region in regions:
        aggregates[region] = [c for c in sorted(countries) if region in _above(c)] + [f"{region}_rest"]
        aggregates[region] += [f"{other}_rest" for other in regions if other != region and region in _above(other)]
    return Dimension("origin", tuple(leaves), hierarchy.resolve("origin", leaves, aggregates))


def _above(code: str) -> set[str]:
    """All regions that ``code`` lies in, at any height."""
    places = codelists.table("places")
    found: set[str] = set()
    queue = list(places[code].parents)
    while queue:
        parent = queue.pop()
        if parent not in found and parent in places:
            found.add(parent)
            queue.extend(places[parent].parents)
    return found


def questions_of(figures: Sequence[Figure], case: Case, origin: Dimension) -> tuple[Question, ...]:
    """The populations that figures speak of, most figures first."""
    known_origin = {*origin.leaves, *origin.aggregates}
    known_state = {*case.state.leaves, *case.state.aggregates}
    known_group = {*case.group.leaves, *case.group.aggregates}
    counted: Counter[tuple[tuple[str, ...], str, str]] = Counter()
    for figure in figures:
        if figure.status in known_state and figure.status:
            codes = tuple(sorted(c for c in figure.origin if c in known_origin and c != "all"))
            group = figure.group if figure.group in known_group else "people"
            counted[(codes, group, figure.status)] += 1
    return tuple(_question(*population) for population, _ in counted.most_common(MOST_QUESTIONS))


def _question(origin: tuple[str, ...], group: str, state: str) -> Question:
    who = codelists.label("groups", group)
    whence = " and ".join(codelists.label("places", code) for code in origin)
    label = f"{who} {codelists.label('statuses', state)}" + (f", from {whence}" if whence else "")
    select = {"group": (group,), "state": (state,)} | ({"origin": origin} if origin else {})
    return Question("-".join((*origin, group, state)).lower(), label[0].upper() + label[1:], select)


def _last_day(date: str) -> str | None:
    return {10: date, 7: f"{date}-15", 4: f"{date}-07-01"}.get(len(date))


def _last_stated(figures: Sequence[Figure]) -> str | None:
    """The latest day that a figure speaks of, where no document says when it was published."""
    days = [
        figure.as_of.end for figure in figures if figure.as_of and figure.as_of.basis == "stated" and figure.as_of.end
    ]
    return max((day for day in (_last_day(day) for day in days) if day), default=None)
