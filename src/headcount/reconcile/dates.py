"""What it costs that a figure speaks of another day than the account.

The account speaks of one date. A figure of another date is evidence about it all the same, with an error that grows
with the years between: stocks drift both ways (people come and go), cumulative counts only grow, so that
an older one is a floor and a newer one a ceiling. Those who ever travelled hardly change once entries have
stopped, so such figures cost little. Drift and growth per year stand in ``statuses.csv``. Flows over time
are not modelled here; what moved in common would make many old figures look like much evidence, so a case may
say how many years its one day reaches (``reach_years``), beyond which only steady counts enter.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from headcount.reconcile.tables import number
from headcount.values.figures import Figure

_BASIS_SD = {"stated": 0.0, "relative": 0.03, "assumed": 0.08}
_UNDATED_SD = 0.20
_STEADY = 0.04
"""Drift a year of the log below which a count holds for years: those who ever travelled"""
_LONGEST = 10.0
"""Years beyond which more distance costs no more"""


@dataclass(frozen=True, slots=True)
class Distance:
    """``years`` is above zero where the figure is older than the account; ``basis_sd`` is the price of not
    knowing its date well."""

    years: float
    basis_sd: float
    known: bool

    def sd(self, status: str) -> float:
        """Sd of the log for people coming and going in the years between."""
        return math.hypot(self.basis_sd, number("statuses", status, "drift") * abs(self.years))

    def growth(self, status: str) -> float:
        """Signed mean gap: what a cumulative count has gained since (or had not yet, below zero)."""
        return number("statuses", status, "growth") * self.years


def drifts(status: str) -> bool:
    """Whether people come into ``status`` and leave it, so that a count of another year is of other people."""
    return number("statuses", status, "drift") > _STEADY


def distance(figure: Figure, published: str | None, as_of: str) -> Distance:
    """How far the date of ``figure`` lies from the day ``as_of`` of the account, in years."""
    spoken = figure.as_of
    start, end = (spoken.start, spoken.end) if spoken else (None, None)
    cumulative = figure.measure in ("cumulative", "flow")
    last = _year(end or start or published, late=True)
    first = last if cumulative else _year(start or end or published, late=False)
    if first is None or last is None:
        return Distance(0.0, _UNDATED_SD, known=False)
    years = min(max((_year(as_of, late=False) or last) - 0.5 * (first + last), -_LONGEST), _LONGEST)
    basis = spoken.basis if spoken and (start or end) else "assumed"
    return Distance(years, _BASIS_SD.get(basis, _UNDATED_SD), known=basis != "assumed")


def _year(iso: str | None, *, late: bool) -> float | None:
    """An ISO date, whole or cut short, as a year with a fraction; ``None`` where it is no date.

    Cut dates go to their first or last day.
    """
    try:
        parts = [int(part) for part in (iso or "")[:10].split("-")]
        month = parts[1] if len(parts) > 1 else (12 if late else 1)
        day = parts[2] if len(parts) > 2 else (28 if late else 1)
        return parts[0] + (datetime.date(parts[0], month, day) - datetime.date(parts[0], 1, 1)).days / 365.25
    except ValueError:
        return None
