"""Scenarios: what happens under each policy, as trajectories from the estimate's own draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headcount.values.decisions import Decision
from headcount.values.estimates import Floats, Interval, Ints


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome under one policy.

    ``series`` has shape (months + 1, 5): low90, low50, median, high50, high90, people, month by month
    (``None`` for outcomes that are one number); ``total`` is the number the policies are compared by.
    """

    name: str
    label: str
    unit: str
    series: Floats | None
    total: Interval
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """One policy run over all draws."""

    policy: str
    label: str
    outcomes: tuple[Outcome, ...]

    def outcome(self, name: str) -> Outcome:
        """The outcome called ``name``."""
        return next(o for o in self.outcomes if o.name == name)


@dataclass(frozen=True, slots=True)
class Rank:
    """How one policy stands on one outcome against the others; lower is better unless the outcome says otherwise."""

    policy: str
    outcome: str
    mean: float
    worst_decile: float
    """mean over the worst tenth of draws"""
    regret: float
    """90th percentile over draws of the distance to the best policy of that draw"""
    p_best: float
    """share of draws in which this policy is the best one"""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """How many people are where in some months, under each policy."""

    policies: tuple[str, ...]
    months: tuple[int, ...]
    origins: tuple[str, ...]
    """leaves of the account, then regions"""
    groups: tuple[str, ...]
    """leaves of the account, then ``people``: all of them"""
    states: tuple[str, ...]
    """of the account, then those that only the projection tells apart"""
    people: Ints
    """low90, median, high90: shape (policies, months, origins, groups, states, 3)"""

    def of(self, policy: str, month: int, origin: str, group: str, state: str) -> tuple[int, int, int]:
        """Low end, median and high end (90 %) of one of these numbers."""
        place = (
            self.policies.index(policy),
            self.months.index(month),
            self.origins.index(origin),
            self.groups.index(group),
            self.states.index(state),
        )
        low, middle, high = self.people[place]
        return int(low), int(middle), int(high)


@dataclass(frozen=True, slots=True)
class Projection:
    """All policies from the same draws and the same random numbers."""

    months: int
    start: str
    """ISO day of month 0"""
    scenarios: tuple[Scenario, ...]
    ranks: tuple[Rank, ...]
    seed: int
    digest: str
    draws: int
    drivers: Mapping[str, str] = field(default_factory=dict)
    """outcome -> a plain sentence: what the ranking rests on"""
    decision: Decision | None = None
    """the policies ranked by one loss of weighed outcomes, and how far that holds"""
    whereabouts: Whereabouts | None = None
    """people by origin, group and state after some years"""
