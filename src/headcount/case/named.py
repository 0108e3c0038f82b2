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
    state = named_states(figures, case)
    largest = max((figure.number() for figure in figures if figure.measure != "share"), default=100.0)
    whole = max(largest, 10.0)
    last = max((reading.document.published or "" for reading in readings), default="")
    return replace(
        case,
        origin=origin,
        state=state,
        attributes=_within(case, state),
        questions=case.questions or questions_of(figures, replace(case, state=state), origin),
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
    weights = {HOST: float(len(leaves) - 1)}  # as many hosts as others together: most people are at home
    return Dimension("origin", tuple(leaves), hierarchy.resolve("origin", leaves, aggregates), weights)


def named_states(figures: Sequence[Figure], case: Case) -> Dimension:
    """The states that figures speak of, by name, as parts of a sum or attribute, or as where an event led.

    A state that no document mentions would only be a question that nobody asked.
    """
    from headcount.reconcile import tables  # here, since it brings SciPy: reading alone never needs it

    named: set[str] = set()
    for status in {figure.status for figure in figures if figure.status}:
        led_to = tables.rows("statuses").get(status, {}).get("of", "")
        named |= {status, led_to, *case.state.aggregates.get(status, ()), *case.attributes.get(status, ())}
    leaves = tuple(leaf for leaf in case.state.leaves if leaf in named) or case.state.leaves
    parts = {code: whole & set(leaves) for code, whole in case.state.aggregates.items()}
    return Dimension("state", leaves, {code: frozenset(whole) for code, whole in parts.items() if whole})


def _within(case: Case, state: Dimension) -> dict[str, tuple[str, ...]]:
    """The attributes of ``case`` without the states that are left out."""
    known = {*state.leaves, *state.aggregates, *case.group.leaves, *case.group.aggregates}
    kept = {code: tuple(part for part in parts if part in known) for code, parts in case.attributes.items()}
    return {code: parts for code, parts in kept.items() if parts}


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
    names = [codelists.label("places", code) for code in origin]
    whence = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
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
