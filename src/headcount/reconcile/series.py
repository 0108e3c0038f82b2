"""The account on its own day and through time, out of the fitted draws."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from scipy import sparse

from headcount.reconcile import people
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.flows import Flows
from headcount.reconcile.grid import year_of
from headcount.reconcile.layout import Layout
from headcount.reconcile.model import stacked
from headcount.reconcile.moments import day_of
from headcount.reconcile.posterior import Posterior
from headcount.reconcile.questions import Asked
from headcount.values.estimates import Answer, Floats, Ints, Series
from headcount.values.figures import Reading

_RECENT = 2.0
"""Years before the day of the case over which what governments did is averaged into a hazard"""
_ENDS = (0.05, 0.25, 0.5, 0.75, 0.95)
_RAKINGS = 15
_NOBODY = 1e-9
_TODAY = 0.12
"""Years from the day of the case within which a small count is taken at its word on that day"""


def dates(readings: Sequence[Reading]) -> list[float]:
    """Days that figures speak of, as years; those that give none are left out."""
    spoken = [f.as_of.end or f.as_of.start for reading in readings for f in reading.figures if f.as_of]
    return [day for iso in spoken if iso and (day := day_of(iso)) is not None]


def cells(fitted: Posterior, rng: np.random.Generator) -> Ints:
    """Whole people in every leaf cell on the day of the case, shape (draws, cells)."""
    layout = fitted.layout
    day = year_of(layout.case.as_of)
    if not layout.moves:
        rows = stacked([(np.array([c]), layout.stands(day)) for c in range(layout.cells.size)], layout)
        return people.whole(fitted.sums(rows), fitted.evidence, fitted.wrong, rng)
    means = _raked(fitted, day) if fitted.linear else fitted.sums(_standing(layout, day, "origin", "group"))
    today, evidence = of_the_day(fitted)
    return people.whole(means, evidence, fitted.wrong[:, today], rng)


def of_the_day(fitted: Posterior) -> tuple[list[int], list[Evidence]]:
    """Figures of people who are somewhere on the day of the case, with their leaf cells: their places, and they."""
    layout, day = fitted.layout, year_of(fitted.layout.case.as_of)
    if not layout.moves:
        return list(range(len(fitted.evidence))), list(fitted.evidence)
    near = [
        i
        for i, e in enumerate(fitted.evidence)
        if e.measure == "stock" and e.base is None and "site" not in e.select and abs(e.day - day) < _TODAY
    ]
    return near, [replace(fitted.evidence[i], cells=layout.cells.select(fitted.evidence[i].select)) for i in near]


def _standing(layout: Layout, day: float, *axes: str) -> sparse.csr_matrix:
    """Rows of the people in each state on ``day``, by ``axes`` before the state."""
    leaves = {"origin": layout.case.origin.leaves, "group": layout.case.group.leaves, "state": layout.case.state.leaves}
    names = (*axes, "state")
    chosen = product(*(leaves[name] for name in names))
    selects = [{name: (code,) for name, code in zip(names, codes, strict=True)} for codes in chosen]
    return stacked([(layout.people(select), layout.stands(day)) for select in selects], layout)


def _raked(fitted: Posterior, day: float) -> Floats:
    """Leaf cells of a first answer, (draws, cells), fitted to its own sums by origin and by group in each state.

    Sums that are linear on the log scale each by itself do not add up in a draw; iterative proportional fitting
    (Deming & Stephan 1940) makes the cells do so, with the sums that are printed.
    """
    layout = fitted.layout
    origins, groups, states = layout.cells.shape
    cells = fitted.answers(_standing(layout, day, "origin", "group")).reshape(-1, origins, groups, states)
    whole = fitted.answers(_standing(layout, day))[:, None, :]
    of_origin = fitted.answers(_standing(layout, day, "origin")).reshape(-1, origins, states)
    of_group = fitted.answers(_standing(layout, day, "group")).reshape(-1, groups, states)
    of_origin = of_origin * _both_kinds(fitted, day, of_origin)
    of_origin = of_origin * whole / np.maximum(of_origin.sum(axis=1, keepdims=True), _NOBODY)
    of_group = of_group * whole / np.maximum(of_group.sum(axis=1, keepdims=True), _NOBODY)
    for _ in range(_RAKINGS):
        cells = cells * (of_origin / np.maximum(cells.sum(axis=2), _NOBODY))[:, :, None]
        cells = cells * (of_group / np.maximum(cells.sum(axis=1), _NOBODY))[:, None]
    return np.asarray(cells.reshape(len(cells), -1))


def _both_kinds(fitted: Posterior, day: float, of_origin: Floats) -> Floats:
    """What brings origins (draws, origins, states) to the sums of foreigners and of hosts, where a case tells them."""
    layout, out = fitted.layout, np.ones_like(of_origin)
    hosts = np.array([leaf in layout.case.hosts for leaf in layout.case.origin.leaves])
    for kind in (hosts, ~hosts):
        if 0 < kind.sum() < len(kind):
            leaves = tuple(leaf for leaf, member in zip(layout.case.origin.leaves, kind, strict=True) if member)
            selects = [{"origin": leaves, "state": (state,)} for state in layout.case.state.leaves]
            rows = stacked([(layout.people(select), layout.stands(day)) for select in selects], layout)
            out[:, kind] = (fitted.answers(rows) / np.maximum(of_origin[:, kind].sum(axis=1), _NOBODY))[:, None]
    return out


def through_time(
    found: Sequence[Answer], asked: Sequence[Asked], fitted: Posterior, rng: np.random.Generator
) -> tuple[Answer, ...]:
    """The same answers with the estimate of every day of the grid; as they are where nothing moves."""
    layout = fitted.layout
    if layout.grid is None:
        return tuple(found)
    days = layout.grid.days[1:]
    isos = tuple(_iso(day) for day in days)
    stocks = [i for i, _ in enumerate(found) if asked[i].measure == "stock"]
    rows = stacked([(asked[i].cells, layout.stands(day)) for i in stocks for day in days], layout)
    means = np.minimum(fitted.answers(rows), 1e9)
    ends = np.quantile(rng.poisson(means), _ENDS, axis=0).T.reshape(len(stocks), len(days), len(_ENDS))
    out = list(found)
    for i, row in zip(stocks, ends, strict=True):
        out[i] = replace(found[i], series=Series(isos, np.ascontiguousarray(row)))
    return tuple(out)


def _iso(day: float) -> str:
    year = int(day)
    return (datetime.date(year, 1, 1) + datetime.timedelta(days=round((day - year) * 365))).isoformat()


def hazards(fitted: Posterior) -> Floats:
    """Yearly hazards on the day of the case, shape (draws, origins, groups, transitions); empty where nothing moves.

    Those who moved along a transition in the last years, over those who could have.
    """
    layout, system = fitted.layout, fitted.model.system
    if layout.grid is None or not isinstance(system, Flows):
        return np.zeros((0, 0, 0, 0))
    day = year_of(layout.case.as_of)
    return _rates(fitted, layout, system, max(day - _RECENT, float(layout.grid.days[0])), day)


def _rates(fitted: Posterior, layout: Layout, system: Flows, since: float, day: float) -> Floats:
    case, graph = layout.case, system.graph
    origins, groups, width = layout.cells.shape[0], layout.cells.shape[1], layout.width
    blocks = (np.arange(origins * groups) * width)[:, None]
    middle = np.linspace(since, day, 9)
    moved, exposed = [], []
    for i, move in enumerate(case.transitions):
        edges = [j for j, e in enumerate(graph.edges) if e.transition == i]
        nodes = [n for n, (state, _) in enumerate(graph.nodes) if state == move.source]
        columns = np.array([len(graph.nodes) + j for j in edges])
        stays = layout.stands_on_average(middle.tolist())
        for block in blocks[:, 0]:
            moved.append((block + columns, layout.goes(since, day)))
            exposed.append((block + np.array(nodes), stays))
    shape = (fitted.draws, len(case.transitions), origins, groups)
    top = fitted.sums(stacked(moved, layout)).reshape(shape)
    below = fitted.sums(stacked(exposed, layout)).reshape(shape) * (day - since)
    return np.ascontiguousarray((top / np.maximum(below, 1e-9)).transpose(0, 2, 3, 1))
