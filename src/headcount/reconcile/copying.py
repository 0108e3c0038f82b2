"""How likely a printed number is a copy of an earlier one, against an independent count that came out the same.

For report b and an earlier report a of the same people,

    copy : independent  =  rho theta_d m/n C(number) C(hedge) C(source)  :  tau_d I(number) I(hedge) I(source)

rho is the share of reports that repeat an earlier one; theta_d and tau_d are how often a copy, and an independent
report, stands in relation d of dates to what was said before; m of the n reports of these people about that time print
a's number. C are the shares of copies that change number or hedge or name a's source. I(number) is the chance that an
independent count prints this very number: how many reports of this size keep so few digits, times the mass that a
normal error about a's number leaves between the neighbours of b's on that grid. So 41,490 twice is a copy and 5 twice
need not be. All rates are learned from the reports at hand by expectation maximisation; the priors are worth a few
reports each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from headcount.reconcile.printings import Printings
from headcount.reconcile.repeats import RELATIONS
from headcount.reconcile.reports import Report
from headcount.values.estimates import Floats, Ints

_ROUNDS = 12
"""Steps of expectation maximisation; the shares stand still after about six"""

DATES = ("same", "same_year", "near", "far", "remote")
"""The same window, the same stretch of most of a year, within half a year, within three, further"""
_NEAR, _FAR = 0.5, 3.0
_DAY = 1.5 / 365.25
REACH = (_DAY, _DAY, _NEAR, _FAR, np.inf)
"""Years that each relation of dates reaches"""
_LONG = 0.75

_COPIES, _OTHERS = 1.0, 3.0
"""Prior weight, in reports, of copies and of others"""
_COPY_DATES = np.array([[4.0, 4.0, 1.6, 0.3, 0.1], [1.6, 1.6, 3.0, 3.0, 0.8]])
"""Prior weights of where copies stand, dated and undated: undated ones carry the day they were printed on"""
_OTHER_DATES = np.array([0.25, 0.25, 0.5, 0.5, 0.5])
_OTHER_NEW = 2.0
"""The same for independent reports, and for those of people that nobody has spoken of before"""
_COPY_NUMBERS = np.array([3.0, 0.8, 0.12, 0.08])
"""In the order of ``RELATIONS``"""
_COPY_HEDGES = np.array([3.0, 0.8, 0.2, 0.01])
"""The same hedge, another of the same side, a side lost or gained, the opposite side"""
_SCATTER = 0.30
_SCATTER_WORTH = 5.0
"""Prior sd of the log between independent numbers of the same people at the same time, and its worth in reports"""
_STRAY = 0.10
_STRAY_SD = 1.2
"""Share of independent numbers that are wrong, and how far those stray"""
_AGREE = 0.30
_LEAST_SD = 0.03
"""Share of independent numbers that differ by no more than their hedges say, and the least that is"""


class Pair(NamedTuple):
    """Indices of a report and of an earlier one whose number it may repeat, and how the two relate."""

    later: int
    first: int
    date: int
    number: int
    hedge: int
    share: float
    """of what was printed of these people about that time, how much is the first one's number"""


class Neighbour(NamedTuple):
    """A report, the report of the same people nearest in time among the earlier ones, and their dates' relation."""

    later: int
    first: int
    date: int


def date_relation(one: Report, other: Report) -> int:
    """Index into ``DATES``, plus their number where one of the two is not dated by its own text."""
    undated = 0 if one.dated and other.dated else len(DATES)
    if abs(one.start - other.start) <= _DAY and abs(one.end - other.end) <= _DAY:
        return undated + (1 if one.end - one.start >= _LONG else 0)
    away = abs(one.middle - other.middle)
    meet = one.start <= other.end and other.start <= one.end
    return undated + (2 if meet or away <= _NEAR else 3 if away <= _FAR else 4)


CHANGED = 1


def hedge_relation(one: Report, other: Report) -> int:
    """Index into the kinds of change a hedge undergoes on the way."""
    if one.hedge == other.hedge:
        return 0
    if one.side == other.side:
        return CHANGED
    return 2 if one.side * other.side == 0 else 3


def origins(reports: Sequence[Report], pairs: Sequence[Pair], neighbours: Sequence[Neighbour]) -> tuple[Floats, Ints]:
    """P(independent) of every report, and the index of the one it most likely copies, -1 where there is none."""
    first = np.full(len(reports), -1)
    if not pairs:
        return np.ones(len(reports)), first
    alone, best = _Rates(reports, pairs, neighbours).learn()
    first[best >= 0] = np.array([pair.first for pair in pairs])[best[best >= 0]]
    return alone, first


class _Rates:
    """The rates of copies and of independent reports, learned in turn with what each report is."""

    def __init__(self, reports: Sequence[Report], pairs: Sequence[Pair], neighbours: Sequence[Neighbour]) -> None:
        self.size = len(reports)
        table = np.array(pairs)
        self.later, first, self.date, self.number, self.hedge = table[:, :5].astype(np.int64).T
        self.near_later, near_first, self.near_date = np.array(neighbours, dtype=np.int64).reshape(-1, 3).T
        self.reports = printed = Printings(reports)
        self.first = first
        numbers = np.stack([self.later, np.round(printed.log[first], 9)], axis=1)
        self.printed = np.unique(numbers, axis=0, return_inverse=True)[1].ravel()
        self.low, self.high = printed.cell(first, self.later)
        self.sd, self.ends = printed.sd_of(first, self.later), printed.ends[self.later]
        self.fixed = table[:, 5] * printed.fade(first, self.later) * printed.source(first, self.later)
        self.finer = self.number == RELATIONS.index("finer")
        self.grid = printed.grid(first, self.later)
        away = printed.log[self.near_later] - printed.log[near_first]
        beyond = away**2 - printed.sd_of(near_first, self.near_later) ** 2
        self.beyond = np.clip(beyond, 0.0, 1.0)

    def learn(self) -> tuple[Floats, Ints]:
        """P(independent) of each report, and the pair by which it would be a copy."""
        copy, best = np.zeros(self.size), np.full(self.size, -1)
        alone: Floats = np.ones(self.size)
        for _ in range(_ROUNDS):
            odds = self._odds(self._shares(copy, best))
            best = _leading(odds, self.later, self.size)
            once = _leading(odds, self.printed, self.printed.max() + 1)
            total = np.bincount(self.later[once], odds[once], self.size)
            alone = np.asarray(1.0 / (1.0 + total))
            copy = 1.0 - alone
        return alone, best

    def _shares(self, copy: Floats, best: Ints) -> _Shares:
        """The rates, given P(copy) of each report and the pair by which it would be one."""
        pair = best[best >= 0]
        weight = copy[best >= 0]
        other = 1.0 - copy
        dates = _COPY_DATES.copy()
        np.add.at(dates.ravel(), self.date[pair], weight)
        near = np.zeros(2 * len(DATES))
        np.add.at(near, self.near_date, other[self.near_later])
        again = near.reshape(2, -1) + _OTHER_DATES
        new = _OTHER_NEW + other.sum() - near.sum()
        square = _SCATTER_WORTH * _SCATTER**2 + np.bincount(
            self.near_date, other[self.near_later] * self.beyond, 2 * len(DATES)
        )
        return _Shares(
            copies=float((_COPIES + copy.sum()) / (_COPIES + _OTHERS + self.size)),
            copy_dates=(dates / dates.sum(axis=1, keepdims=True)).ravel(),
            other_dates=(again / (new + again.sum(axis=1, keepdims=True))).ravel(),
            numbers=_share_of(_COPY_NUMBERS, self.number[pair], weight),
            hedges=_share_of(_COPY_HEDGES, self.hedge[pair], weight),
            scatter=np.sqrt(square / (_SCATTER_WORTH + near)),
            common=self.reports.common(other),
            hedged=self.reports.hedged(other),
        )

    def _odds(self, rate: _Shares) -> Floats:
        """Copy : independent for each pair."""
        mass = (1 - _STRAY - _AGREE) * self._mass(np.hypot(self.sd, rate.scatter[self.date]))
        mass += _AGREE * self._mass(np.maximum(self.sd, _LEAST_SD)) + _STRAY * self._mass(_STRAY_SD)
        common = rate.common[self.later]
        alone = np.maximum(common * mass, 1e-12) ** self.ends * rate.other_dates[self.date]
        alone *= np.where(self.hedge == 0, rate.hedged[self.later], np.maximum(1.0 - rate.hedged[self.first], 0.05))
        copied = rate.copies * rate.copy_dates[self.date] * rate.numbers[self.number] * rate.hedges[self.hedge]
        copied *= np.where(self.finer, common * self.grid, 1.0)
        return np.asarray(self.fixed * copied / alone)

    def _mass(self, sd: Floats | float) -> Floats:
        """What a normal error about the first number leaves for the printed one."""
        return np.asarray(ndtr(self.high / sd) - ndtr(self.low / sd))


@dataclass(frozen=True, slots=True)
class _Shares:
    """Rates: of copies among reports, of relations of dates, of changed numbers and hedges; scatter by date; and, by
    report, how common its digits and its hedge are."""

    copies: float
    copy_dates: Floats
    other_dates: Floats
    numbers: Floats
    hedges: Floats
    scatter: Floats
    common: Floats
    hedged: Floats


def _leading(odds: Floats, groups: Ints, size: int) -> Ints:
    """Index of the first highest of ``odds`` in each group, -1 in empty ones."""
    top = np.full(size, -np.inf)
    np.maximum.at(top, groups, odds)
    found = np.full(size, -1)
    leading = np.flatnonzero(odds == top[groups])[::-1]
    found[groups[leading]] = leading
    return found


def _share_of(prior: Floats, kinds: Ints, weight: Floats) -> Floats:
    counts = prior + np.bincount(kinds, weight, len(prior))
    return np.asarray(counts / counts.sum())
