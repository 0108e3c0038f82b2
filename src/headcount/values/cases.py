"""A case: the question, the dimensions of its account, its priors, policies and uncertainties.

Parsed from ``case.toml`` by ``headcount.case``; the stages see only these values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dimension:
    """One axis of the account: leaf codes that partition, and aggregates as sets of leaves.

    ``rest`` names the leaf for everything not listed (origin: other foreigners), or is ``None``.
    """

    name: str
    leaves: tuple[str, ...]
    aggregates: Mapping[str, frozenset[str]]
    """code -> leaf codes it is the sum of; the leaves themselves are not repeated here"""
    weights: Mapping[str, float] = field(default_factory=dict)
    """rough prior relative size of each leaf (1 where absent); wide on purpose"""


@dataclass(frozen=True, slots=True)
class Transition:
    """People move from one leaf state to another; ``hazard`` is per year, as a 90 % range."""

    code: str
    source: str
    target: str
    hazard: tuple[float, float]
    basis: str
    """source or author of the range"""
    groups: tuple[str, ...] = ()
    """leaf groups that can move so; empty = all"""
    policy: bool = False
    """true where a government decides (repatriation): levers set it"""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Something nobody decides, with a range (90 %) and the source or author of it."""

    name: str
    label: str
    low: float
    high: float
    basis: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A named set of lever settings: lever name -> parameters."""

    name: str
    label: str
    levers: Mapping[str, Mapping[str, float | str | bool | list[str]]]


@dataclass(frozen=True, slots=True)
class Question:
    """A population whose size the case asks for."""

    id: str
    label: str
    select: Mapping[str, tuple[str, ...]]
    """dimension -> codes; a dimension left out means all of it"""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a case folder says, checked."""

    name: str
    title: str
    question: str
    as_of: str
    """the date the account speaks of, ISO day"""
    place: tuple[str, ...]
    """countries of the zone; figures placed elsewhere do not speak of the account"""
    hosts: tuple[str, ...]
    """origins that are not foreign"""
    origin: Dimension
    group: Dimension
    state: Dimension
    attributes: Mapping[str, tuple[str, ...]]
    """attribute codes -> leaf states (or groups) whose people may have it: seeking_return, fighters"""
    transitions: tuple[Transition, ...]
    questions: tuple[Question, ...]
    policies: tuple[Policy, ...]
    uncertainties: tuple[Uncertainty, ...]
    horizon_months: int
    total: tuple[float, float]
    """prior 90 % range of the whole population of the account, with everyone who ever entered it"""
    settings: Mapping[str, str] = field(default_factory=dict)
    """dotted key of case.toml -> value as printed, for trails of kind 'setting'"""
    path: str | None = None
    reach_years: float = 10.0
    """years from ``as_of`` beyond which counts of people who come and go are not used"""
