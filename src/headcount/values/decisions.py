"""Decisions: how policies rank by a loss that the user weighs, how far the ranking holds, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from headcount.values.estimates import Floats, Interval


@dataclass(frozen=True, slots=True)
class Weight:
    """How much one outcome counts."""

    outcome: str
    label: str
    rate: float
    """how much one of its units (a person, a child-year) counts beside those of the other outcomes; never negative"""
    weight: float
    """share of the loss under the reference policy that it makes up; all together 1"""
    basis: float
    """its mean under the reference policy"""
    more_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One policy in the ranking. A loss of 1 is as bad as the reference policy is on average."""

    policy: str
    label: str
    loss: Interval
    mean: float
    worst_decile: float
    """mean loss over the worst tenth of draws"""
    regret: float
    """mean distance to the best policy of the same draw"""
    regret90: float
    """90th percentile of that distance"""
    p_best: float
    satisfies: float | None
    """share of draws in which every weighed outcome keeps within its limit, or, without limits, is no worse than under
    the reference policy (then ``None`` for that policy itself)"""
    places: tuple[float, ...]
    """share of resamples of the draws in which the policy takes each place, the first place first"""
    weightings: float
    """share of all ways to weigh the same outcomes under which the policy has the least expected loss"""


@dataclass(frozen=True, slots=True)
class Condition:
    """A cause beyond a limit."""

    cause: str
    above: bool
    limit: float
    share: float
    """share of draws that lie there"""


@dataclass(frozen=True, slots=True)
class Box:
    """When a policy loses, or, where it mostly loses, when it wins (scenario discovery)."""

    policy: str
    against: str | None
    """policy it loses to or beats; ``None``: any other"""
    wins: bool
    rate: float
    """share of all draws in which it does so"""
    conditions: tuple[Condition, ...]
    inside: float
    """the same share within the box"""
    covers: float
    """share of all such draws that lie within the box"""


@dataclass(frozen=True, slots=True)
class Influence:
    """What it is worth to learn one thing before deciding."""

    cause: str
    worth: float
    """loss avoided on average by deciding after learning it (expected value of partial perfect information)"""
    switches: float
    """share of what one may learn that makes another policy the best one"""
    correlation: float
    """rank correlation with the lead of the best policy over the next"""
    select: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """the population to be counted, where the cause is a figure that nobody has reported well"""
    answer: str | None = None
    """id of the answer of the estimate that the figure would sharpen, where it is one"""


@dataclass(frozen=True, slots=True)
class Tried:
    """A combination of lever settings found by search."""

    levers: Mapping[str, Mapping[str, float | str | bool | list[str]]]
    effort: float
    means: Mapping[str, float]
    """weighed outcome -> its expected value over that under the reference policy"""
    loss: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The policies ranked, and how far the ranking can be trusted."""

    reference: str
    """policy that losses are measured by: the first of the case"""
    weights: tuple[Weight, ...]
    standings: tuple[Standing, ...]
    """the least expected loss first"""
    settled: bool
    """whether the first two are further apart than the noise of the projection"""
    worth_of_all: float
    """loss avoided on average by knowing everything before deciding (expected value of perfect information)"""
    boxes: tuple[Box, ...] = ()
    unknowns: tuple[Influence, ...] = ()
    """what nobody can ask for, strongest first"""
    figures: tuple[Influence, ...] = ()
    """what somebody could count, strongest first"""
    scaled: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    """mean of each weighed outcome over its basis, shape (policies in the order of the case, weights), the sign turned
    where more is better: expected losses under other rates are ``scaled @ (rates * bases) / sum(rates * bases)``"""
    policies: tuple[str, ...] = ()
    """names in the order of ``scaled``"""
    draws: int = 0


@dataclass(frozen=True, slots=True)
class Portion:
    """How much of the spread of a policy's lead goes back to one input (Sobol's indices, with standard errors)."""

    cause: str
    alone: float
    alone_error: float
    whole: float
    """alone and together with any others"""
    whole_error: float
