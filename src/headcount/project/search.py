"""A search over what could be decided: combinations of lever settings that no other beats on every outcome.

Latin hypercube over the settings (McKay, Beckman & Conover 1979), then rounds of smaller steps around the best; kept
are those that no other dominates by more than a hundredth (epsilon dominance, Laumanns et al. 2002). Effort is one of
the things to be kept small: else the largest programme would win every time.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.stats import qmc

from headcount.errors import UsageError
from headcount.project.losses import losses
from headcount.project.scenarios import Totals
from headcount.values.cases import Policy
from headcount.values.decisions import Tried, Weight
from headcount.values.estimates import Floats, Ints

EPSILON = 0.01
"""differences smaller than this share of the reference policy's outcome count as none"""
ROUNDS = 2
_STEP = 0.12
"""standard deviation of a refining step, as a share of the range of a setting"""
_SHOWN = 12
"""combinations that a reader can compare"""
_PULLED = 0.25
"""a lever is left alone in this share of the first combinations"""

Setting = float | str | bool | list[str]
Run = Callable[[Sequence[Policy]], Totals]


@dataclass(frozen=True, slots=True)
class Range:
    """One row of ``search.csv``: a setting of a lever and where it is looked for."""

    lever: str
    parameter: str
    low: float
    high: float
    choices: tuple[tuple[str, ...], ...]
    effort: float
    """what the highest value costs, the largest repatriation programme being 1"""

    def at(self, place: float) -> Setting:
        """The value at ``place`` between 0 and 1."""
        if self.choices:
            return list(self.choices[min(int(place * len(self.choices)), len(self.choices) - 1)])
        value = self.low + place * (self.high - self.low)
        return float(round(value)) if self.high - self.low > 2 else round(value, 3)


@cache
def ranges() -> tuple[Range, ...]:
    """All settings that are searched."""
    lines = (files(__package__) / "search.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Range(
            row["lever"],
            row["parameter"],
            float(row["low"] or 0),
            float(row["high"] or 0),
            tuple(tuple(choice.split()) for choice in row["choices"].split("|") if choice),
            float(row["effort"] or 0),
        )
        for row in csv.DictReader(lines)
    )


def search(
    run: Run,
    reference: Policy,
    *,
    groups: Sequence[str],
    seed: int,
    takes: Callable[[Policy], bool] = lambda _: True,
    tries: int = 192,
    weights: Mapping[str, float] | None = None,
) -> tuple[Tried, ...]:
    """Combinations of settings that no other combination beats on all weighed outcomes and on effort.

    Parameters
    ----------
    run
        Runs policies over the same draws and random numbers.
    reference
        The policy that outcomes are measured by.
    groups
        Leaf groups of the case; choices that name others are left out.
    takes
        Whether the case can take a policy; levers that it cannot are left alone.
    tries
        Combinations of the first round; each of the two next rounds tries half as many.

    Returns
    -------
    tuple of Tried
        The front, the least effort first.

    Raises
    ------
    UsageError
        ``tries`` is below 8.
    """
    if tries < 8:
        raise UsageError(f"{tries} combinations are no search; give 8 or more")
    space = _space(groups, takes)
    rng = np.random.default_rng([seed, 11])
    levers = tuple(dict.fromkeys(one.lever for one in space))
    points = qmc.LatinHypercube(len(levers) + len(space), rng=rng).random(tries)
    kept, objectives = points[:0], np.zeros((0, 0))
    for _ in range(1 + ROUNDS):
        found, weighed = _objectives(run, reference, points, space, weights)
        pool = np.concatenate([kept, points])
        values = np.concatenate([objectives, found]) if len(kept) else found
        front = epsilon_front(values, EPSILON)
        kept, objectives = pool[front], values[front]
        parents = kept[rng.integers(0, len(kept), tries // 2)]
        points = _reflected(parents + _STEP * rng.standard_normal(parents.shape))
    few = _thinned(objectives)
    order = few[np.argsort(objectives[few, -1], kind="stable")]
    return tuple(_tried(kept[k], objectives[k], space, weighed) for k in order)


def _thinned(objectives: Floats) -> Ints:
    """The front with larger and larger boxes until it can be read."""
    epsilon, rows = EPSILON, np.arange(len(objectives))
    while len(rows) > _SHOWN:
        epsilon *= 1.25
        rows = epsilon_front(objectives, epsilon)
    return rows


def _space(groups: Sequence[str], takes: Callable[[Policy], bool]) -> tuple[Range, ...]:
    every = [_within(one, groups) for one in ranges()]
    fits = {
        lever: takes(Policy(lever, "", {lever: {one.parameter: one.at(0.5) for one in every if one.lever == lever}}))
        for lever in dict.fromkeys(one.lever for one in every)
    }
    return tuple(one for one in every if fits[one.lever] and (one.choices or one.high > one.low))


def _within(one: Range, groups: Sequence[str]) -> Range:
    choices = tuple(choice for choice in one.choices if set(choice) <= set(groups))
    return Range(one.lever, one.parameter, one.low, one.high, choices, one.effort)


def _reflected(points: Floats) -> Floats:
    """Points pushed out of the unit cube come back as from a mirror."""
    folded = np.mod(np.abs(points), 2.0)
    return np.asarray(np.where(folded > 1.0, 2.0 - folded, folded))


def levers_at(point: Floats, space: Sequence[Range]) -> dict[str, dict[str, Setting]]:
    """The settings of one point of the unit cube: first one switch a lever, then one place a setting."""
    levers = tuple(dict.fromkeys(one.lever for one in space))
    pulled = {lever for lever, switch in zip(levers, point, strict=False) if switch >= _PULLED}
    made: dict[str, dict[str, Setting]] = {}
    for one, place in zip(space, point[len(levers) :], strict=True):
        if one.lever in pulled:
            made.setdefault(one.lever, {})[one.parameter] = one.at(float(place))
    return made


def effort_of(levers: Mapping[str, Mapping[str, Setting]], space: Sequence[Range]) -> float:
    """What the settings cost together; the largest repatriation programme is 1."""
    given = [(one, levers.get(one.lever, {}).get(one.parameter)) for one in space if one.effort]
    return sum(one.effort * value / one.high for one, value in given if isinstance(value, float))


def _objectives(
    run: Run, reference: Policy, points: Floats, space: Sequence[Range], weights: Mapping[str, float] | None
) -> tuple[Floats, tuple[Weight, ...]]:
    """Means of the weighed outcomes over the reference, then effort, shape (points, outcomes + 1); and the weights."""
    settings = [levers_at(point, space) for point in points]
    policies = [reference, *(Policy(f"tried_{k}", "", own) for k, own in enumerate(settings))]
    measured = losses(run(policies), weights)
    efforts = np.array([effort_of(own, space) for own in settings])
    means = measured.scaled.mean(axis=2)[:, 1:].T
    return np.column_stack([means, efforts]), measured.weights


def epsilon_front(values: Floats, epsilon: float) -> Ints:
    """Rows that no other row beats by more than ``epsilon``: of each box the best, of all boxes the undominated.

    Parameters
    ----------
    values
        what is to be small, shape (rows, objectives)

    Returns
    -------
    array of shape (kept,), ascending
    """
    cells = np.floor(values / epsilon)
    apart = ((values / epsilon - cells) ** 2).sum(axis=1)
    order = np.lexsort((apart, *cells.T[::-1]))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = np.abs(np.diff(cells[order], axis=0)).sum(axis=1) > 0
    rows = order[first]
    own = cells[rows]
    no_worse = np.asarray((own[None] <= own[:, None]).all(axis=2))
    better = np.asarray((own[None] < own[:, None]).any(axis=2))
    beaten = (no_worse & better).sum(axis=1)
    return np.sort(rows[beaten == 0])


def _tried(point: Floats, objectives: Floats, space: Sequence[Range], weights: Sequence[Weight]) -> Tried:
    means = {weight.outcome: float(value) for weight, value in zip(weights, objectives[:-1], strict=True)}
    loss = sum(weight.weight * means[weight.outcome] for weight in weights)
    return Tried(levers_at(point, space), float(objectives[-1]), means, loss)
