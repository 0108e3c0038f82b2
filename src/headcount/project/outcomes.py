"""What is counted in each scenario: the table ``outcomes.csv`` and how its rows are read off the model's counts."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headcount.values.estimates import Floats

if TYPE_CHECKING:
    from headcount.project.inputs import Outputs


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of ``outcomes.csv``."""

    name: str
    label: str
    unit: str
    people: str
    """foreign, or all (host countries included)"""
    groups: tuple[str, ...]
    """groups counted; empty = all"""
    states: tuple[str, ...]
    """states counted; for ``move`` codes of transitions"""
    series: str
    """stock: people in ``states``; brought, escaped, died, born, move: how many so far; pace: brought home this month;
    waiting: without a place this month; line: in the queue for ``states``; needed: the line and those inside; cost"""
    total: str
    """end: the last month; peak: the highest; years, months: the area under the series"""
    more_is_better: bool
    remark: str


@cache
def measures() -> tuple[Measure, ...]:
    """All outcomes, in the order they are shown."""
    lines = (files(__package__) / "outcomes.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Measure(
            row["name"],
            row["label"],
            row["unit"],
            row["people"],
            tuple(row["groups"].split()),
            tuple(row["states"].split()),
            row["series"],
            row["total"],
            row["more_is_better"] == "yes",
            row["remark"],
        )
        for row in csv.DictReader(lines)
    )


def states_of(name: str) -> tuple[str, ...]:
    """The states that the outcome ``name`` counts."""
    return next(measure.states for measure in measures() if measure.name == name)


@dataclass(frozen=True, slots=True)
class Readable:
    """What the counts of one case can be read for."""

    groups: tuple[str, ...]
    states: tuple[str, ...]
    hosts: bool
    queues: tuple[str, ...]
    """states that people queue for, in the order of the model"""
    written: tuple[int, ...]
    """flows of the model that are written out"""
    columns: Mapping[str, tuple[int, ...]]
    """which of these are escapes, deaths, births, ways home, or have a transition's code"""
    policy: bool
    """whether a government decides any edge"""
    costs: Mapping[str, Floats]
    """state -> cost of a year there, ``journey`` -> of one person brought home; each of shape (trajectories,)"""


def measurable(of: Readable) -> tuple[Measure, ...]:
    """The outcomes that an account can have.

    Without host countries, ``all`` and ``foreign`` are the same people and only ``foreign`` is kept.
    """
    return tuple(measure for measure in measures() if _has(measure, of))


def _has(measure: Measure, of: Readable) -> bool:
    if not set(measure.groups) <= set(of.groups) or (measure.people == "all" and not of.hosts):
        return False
    known: Collection[str] = of.states
    if measure.series in ("line", "needed"):
        known = of.queues
    if measure.series == "move":
        known = [code for code, own in of.columns.items() if own]
    if measure.states and not set(measure.states) & set(known):
        return False
    if measure.series == "cost":
        return bool(of.costs)
    if measure.series in ("escaped", "died", "born"):
        return bool(of.columns[measure.series])
    return measure.series != "pace" or of.policy


def series_of(measure: Measure, of: Readable, out: Outputs, begin: int) -> Floats:
    """The measure month by month, shape (trajectories, months + 1).

    ``out`` holds the trajectories from ``begin`` on; rows of its stock are foreigners by group, then the host
    countries by group.
    """
    if measure.series == "stock":
        return _stock(out, _mask(measure.people, measure.groups, measure.states, of))
    if measure.series == "waiting":
        return out.waiting[:, :, 0]
    if measure.series == "line":
        return out.waiting[:, :, 1 + of.queues.index(measure.states[0])]
    if measure.series == "needed":
        inside = _stock(out, _mask(measure.people, measure.groups, measure.states, of))
        return inside + out.waiting[:, :, 1 + of.queues.index(measure.states[0])]
    if measure.series == "pace":
        return np.diff(_moved(out, of.columns["brought"]), axis=1, prepend=0.0)
    if measure.series == "cost":
        return _cost(measure, of, out, begin)
    return _moved(out, of.columns[measure.states[0] if measure.series == "move" else measure.series])


def _mask(people: str, groups: tuple[str, ...], states: tuple[str, ...], of: Readable) -> NDArray[np.float64]:
    """1 for the rows and states counted, shape (2 * groups, states)."""
    kinds = np.array([1.0, 1.0 if people == "all" else 0.0])
    chosen = np.array([1.0 if not groups or group in groups else 0.0 for group in of.groups])
    counted = np.array([1.0 if state in states else 0.0 for state in of.states])
    return np.asarray((kinds[:, None] * chosen).reshape(-1, 1) * counted)


def _stock(out: Outputs, mask: NDArray[np.float64]) -> Floats:
    return np.asarray(out.stock.reshape(*out.stock.shape[:2], -1) @ mask.ravel())


def _moved(out: Outputs, columns: tuple[int, ...]) -> Floats:
    """Foreigners who moved so far."""
    return np.asarray(out.flows[:, :, 1, list(columns)].sum(axis=2))


def _cost(measure: Measure, of: Readable, out: Outputs, begin: int) -> Floats:
    here = slice(begin, begin + len(out.stock))
    total = np.zeros(out.waiting.shape[:2])
    for name, yearly in of.costs.items():
        if name == "journey":
            total += _moved(out, of.columns["brought"]) * yearly[here, None]
        else:
            people = _stock(out, _mask(measure.people, (), (name,), of))
            total[:, 1:] += np.cumsum((people[:, 1:] + people[:, :-1]) / 24, axis=1) * yearly[here, None]
    return total


def total_of(measure: Measure, series: Floats) -> Floats:
    """The number that policies are compared by, shape (..., ) of a series of shape (..., months + 1)."""
    if measure.total == "end":
        return np.asarray(series[..., -1])
    if measure.total == "peak":
        return np.asarray(series.max(axis=-1))
    if measure.series in ("waiting", "line"):
        return np.asarray(series.sum(axis=-1))
    months = ((series[..., 1:] + series[..., :-1]) / 2).sum(axis=-1)
    return np.asarray(months / 12 if measure.total == "years" else months)
