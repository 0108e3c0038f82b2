"""Where a printed number stands among the draws of its population."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from headcount.reconcile import answers
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.hedges import printed
from headcount.reconcile.posterior import Posterior
from headcount.reconcile.questions import Asked
from headcount.values.cases import Question
from headcount.values.estimates import Floats, Interval
from headcount.values.figures import Figure

_WIDE = 1.645
"""Sds on either side that a hedge is read to allow (90 %)"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Chances that the truth lies below, within and above what the words allow (``low`` to ``high``).

    ``quantile`` is the share of draws below the number. Shares are fractions.
    """

    interval: Interval
    quantile: float
    fewer: float
    about: float
    more: float
    low: float
    high: float
    """may be infinite"""
    draws: int


def standing(item: Evidence, figure: Figure, fitted: Posterior, *, seed: int) -> Standing:
    """Where the number of ``figure`` stands among the draws; ``item`` is the same figure as evidence."""
    draws = _people(item, fitted, seed)
    low, high = words_allow(figure)
    fewer, more = float((draws < low).mean()), float((draws > high).mean())
    number = figure.number()
    below = float((draws < number).mean() + 0.5 * (draws == number).mean())
    within = max(1.0 - fewer - more, 0.0)
    return Standing(answers.interval(draws), below, fewer, within, more, low, high, len(draws))


def _people(item: Evidence, fitted: Posterior, seed: int) -> Floats:
    """The people of ``item``, of a share their share of its whole, in each draw."""
    question = Question(item.figures[0], "", item.select, item.measure)
    part = Asked(question, item.cells, item.when, item.measure, item.since, item.day, uneven=item.burst)
    whole = [] if item.base is None else [replace(part, cells=item.base, when=item.base_when)]
    found = answers.people(fitted, [part, *whole], np.random.default_rng([seed, 3]))
    return np.asarray(found[:, 0] / np.maximum(found[:, 1], 1.0) if whole else found[:, 0])


def words_allow(figure: Figure) -> tuple[float, float]:
    """Sizes that the words of a figure allow: a floor and a ceiling as they stand, else hedge and rounding (90 %)."""
    says = printed(figure)
    if figure.quantifier == "vague" or (figure.lo is not None and figure.hi is not None and figure.lo < figure.hi):
        return figure.lo or 0.0, math.inf if figure.hi is None else figure.hi
    if figure.hi is None:
        return figure.lo or 0.0, math.inf
    if figure.lo is None:
        return 0.0, figure.hi
    if says.counted:
        return figure.lo, figure.hi
    return figure.lo * math.exp(-_WIDE * says.sd), figure.hi * math.exp(_WIDE * says.sd)
