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
class Entry:
    """Where and when people come into the account from outside."""

    state: str
    start: str
    end: str
    """ISO days; nobody enters before or after"""
    basis: str


@dataclass(frozen=True, slots=True)
class Shock:
    """A dated event that moved many people at once: a battle won, a prison broken."""

    label: str
    start: str
    end: str
    """ISO days"""
    moves: tuple[tuple[str, str], ...]
    """(from, to) states whose hazards it raised"""
    factor: tuple[float, float]
    """how many times higher than usual, as a 90 % range"""
    basis: str


@dataclass(frozen=True, slots=True)
class Birth:
    """Children born to women of the account, in the state their mothers are in; ``rate`` a year and woman."""

    mother: str
    child: str
    """leaf groups"""
    state: str
    rate: tuple[float, float]
    basis: str


@dataclass(frozen=True, slots=True)
class Later:
    """What becomes of people after the account's last states, told apart by the projection only."""

    states: tuple[str, ...] = ()
    """states that nobody is in on the day of the case: parts of what the account calls returned"""
    transitions: tuple[Transition, ...] = ()
    """from or to any of these, or between states of the account"""


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
    measure: str = "stock"
    """stock, flow or cumulative; for the last two ``select["state"]`` holds the code of an event, or of the state
    that people came into"""
    at: str | None = None
    """ISO day; ``None`` is the day of the case. The end of the stretch for a flow"""
    since: str | None = None
    """ISO day on which a flow or a cumulative count begins; ``None`` is the start of the account"""


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
    window: tuple[str, str] | None = None
    """ISO days between which the account moves people; ``None``: an account of one day, without movement"""
    entry: Entry | None = None
    shocks: tuple[Shock, ...] = ()
    births: tuple[Birth, ...] = ()
    policy_since: str | None = None
    """ISO day from which governments decide on the transitions marked ``policy``, each in lumps of its own"""
    events: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """event code -> (from, to) states it counts; from "" is entering the account"""
    sites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """leaf state -> places it is told apart by; the last is everywhere else"""
    later: Later = field(default_factory=Later)
    """what the projection tells apart beyond the account"""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """language -> {key of case.toml: its text in that language}, for pages in another language than the case"""
    weights: Mapping[str, float] = field(default_factory=dict)
    """outcome -> how much it counts when policies are ranked; empty: the usual weights"""
    limits: Mapping[str, float] = field(default_factory=dict)
    """outcome -> value that a policy must keep to, in the outcome's unit"""
