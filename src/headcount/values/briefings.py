"""Briefings: everything that is published about one case at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from headcount.values.cases import Case
from headcount.values.estimates import Estimate
from headcount.values.figures import Reading
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
