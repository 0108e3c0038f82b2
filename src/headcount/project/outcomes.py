"""What is counted in each scenario: the table ``outcomes.csv`` and how its rows are read off the kernel's counts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from headcount.values.estimates import Floats


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
    series: str
    """stock: people in ``states``; brought: brought home so far; waiting: without a place this month"""
    total: str
    """end: the last month; years, months: the area under the series"""
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


def measurable(*, groups: tuple[str, ...], states: tuple[str, ...], hosts: bool) -> tuple[Measure, ...]:
    """The outcomes that an account with these groups and states can have.

    Without host countries, ``all`` and ``foreign`` are the same people and only ``foreign`` is kept.
    """

    def has(measure: Measure) -> bool:
        known = not measure.states or bool(set(measure.states) & set(states))
        return known and set(measure.groups) <= set(groups) and (hosts or measure.people == "foreign")

    return tuple(measure for measure in measures() if has(measure))


def series_of(
    measure: Measure, groups: tuple[str, ...], states: tuple[str, ...], stock: Floats, brought: Floats, waiting: Floats
) -> Floats:
    """People month by month, shape (policies, trajectories, months + 1).

    ``stock`` has shape (policies, trajectories, months + 1, kinds, groups, states).
    """
    if measure.series == "brought":
        return brought
    if measure.series == "waiting":
        return waiting
    kinds = np.array([1.0, 1.0 if measure.people == "all" else 0.0])
    chosen = np.array([1.0 if not measure.groups or group in measure.groups else 0.0 for group in groups])
    counted = np.array([1.0 if state in measure.states else 0.0 for state in states])
    mask = np.einsum("k,g,s->kgs", kinds, chosen, counted)
    return np.asarray(stock.reshape(*stock.shape[:3], -1) @ mask.ravel())


def total_of(measure: Measure, series: Floats) -> Floats:
    """The number that policies are compared by, shape (policies, trajectories)."""
    if measure.total == "end":
        return np.asarray(series[..., -1])
    if measure.series == "waiting":
        return np.asarray(series.sum(axis=-1))
    months = ((series[..., 1:] + series[..., :-1]) / 2).sum(axis=-1)
    return np.asarray(months / 12 if measure.total == "years" else months)
