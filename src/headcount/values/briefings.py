"""Briefings: everything that is published about one case at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from headcount.values.backtests import Backtest
from headcount.values.cases import Case
from headcount.values.estimates import Estimate
from headcount.values.figures import Reading
from headcount.values.plans import PlanGap
from headcount.values.records import Record
from headcount.values.scenarios import Projection


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the publishing stage turns into pages."""

    case: Case
    readings: tuple[Reading, ...]
    estimate: Estimate
    projection: Projection | None
    made: str
    """ISO day the briefing is dated; part of the input, never the clock"""
    digest: str
    record: Record = field(default_factory=Record)
    """what governments and bodies said and did"""
    plan_gap: PlanGap | None = None
    """for how many of those held nobody has a plan, by all that the documents tell; ``None``: nobody is held"""
    plan_gap_then: PlanGap | None = None
    """the same by what had been said and done on the account's day"""
    backtest: Backtest | None = None
    """how projections from past days did; ``None``: the case keeps none"""
    release: str | None = None
    """version under which the briefing is frozen; ``None`` for one that is not"""
