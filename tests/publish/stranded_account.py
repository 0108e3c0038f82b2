"""What the stages would make of the invented documents: a case, an estimate, three policies."""

from __future__ import annotations

import numpy as np
from stranded_crews import READINGS

from headcount.record import record
from headcount.values.briefings import Briefing
from headcount.values.cases import Case, Dimension, Policy, Question, Transition, Uncertainty
from headcount.values.estimates import Answer, Conflict, Estimate, Interval, Term, Unused
from headcount.values.scenarios import Outcome, Projection, Rank, Scenario

ORIGINS = ("Arvenia", "Belmora", "Corvania", "elsewhere")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "moved_on")
HELD = {"state": ("detained", "in_camp")}

CASE = Case(
    name="selm",
    title="The stranded crews of Selm, 2031",
    question="How many foreign seamen and relatives are held in Selm, and what would bring them home by 2034?",
    as_of="2031-05-10",
    place=("Selm",),
    hosts=("Selm",),
    origin=Dimension("origin", ORIGINS, {"foreign": frozenset(ORIGINS)}),
    group=Dimension(
        "group", GROUPS, {"people": frozenset(GROUPS), "women_and_children": frozenset({"women", "children"})}
    ),
    state=Dimension("state", STATES, {"travelled": frozenset(STATES)}),
    attributes={"seeking_return": ("detained",)},
    transitions=(
        Transition("repatriation", "in_camp", "returned", (0.02, 0.4), "the author of the case", policy=True),
        Transition("escape_2", "detained", "in_zone", (0.001, 0.05), "range of five port closures, 1990-2020"),
    ),
    questions=(
        Question("held", "Foreign seamen and relatives held in Selm", HELD),
        Question("men", "Men detained in the sheds", {"group": ("men",), "state": ("detained",)}),
    ),
    policies=(
        Policy("as_done", "As until now", {}),
        Policy(
            "children", "Children first", {"repatriation": {"places_a_month": 40.0, "order": ["children", "women"]}}
        ),
        Policy("all", "Everyone within 24 months", {"repatriation": {"places_a_month": 190.0, "start": "2031-07"}}),
    ),
    uncertainties=(
        Uncertainty("storm", "Chance a year that a storm shuts the quay", 0.02, 0.2, "harbour records, 1990-2030"),
    ),
    horizon_months=36,
    total=(2000.0, 20000.0),
    settings={
        "as_of": "2031-05-10",
        "population.basis": "twice the port's berths, by the author",
        "horizon_months": "36",
    },
)


def spread(median: float, sigma: float) -> Interval:
    """A log-normal interval."""
    a, b = 0.674 * sigma, 1.645 * sigma
    return Interval(median, median * np.exp(-a), median * np.exp(a), median * np.exp(-b), median * np.exp(b))


def answer(
    id: str, label: str, select: dict[str, tuple[str, ...]], interval: Interval, figures: str, *of: float
) -> Answer:
    """An answer with (origins, prior_only)."""
    return Answer(id, label, select, interval, tuple(figures.split()), *of)


MEN = {"group": ("men",), "state": ("detained",)}
ARVENIA = {"origin": ("Arvenia",), "state": ("detained",)}
CAMP = {"state": ("in_camp",)}
ANSWERS = (
    answer(
        "held",
        "Foreign seamen and relatives held in Selm",
        HELD,
        spread(4870, 0.14),
        "f1a2 f2a1 f2b2 f3b2 f5a1",
        3.4,
        0.06,
    ),
    answer("men", "Men detained in the sheds", MEN, spread(3760, 0.12), "f1a2 f2a1 f3b2 f5a1", 2.6, 0.05),
    answer("arvenia", "Arvenians detained", ARVENIA, spread(861, 0.06), "f4a1 f1b3", 1.9, 0.02),
    answer("camp", "People in the transit camp", CAMP, spread(1130, 0.1), "f2b2 f1c4 f2c3", 1.7, 0.08),
    answer(
        "camp-children",
        "Children in the transit camp",
        {"group": ("children",), **CAMP},
        spread(485, 0.16),
        "f2c3 f1c4",
        1.2,
        0.2,
    ),
    answer(
        "women-arvenia",
        "Arvenian women detained",
        {"group": ("women",), **ARVENIA},
        spread(4.2, 0.7),
        "f4b2",
        1.0,
        0.61,
    ),
    answer(
        "back",
        "Arvenians who returned",
        {"origin": ("Arvenia",), "state": ("returned",)},
        spread(340, 0.2),
        "f3d4 f4c3",
        1.8,
        0.1,
    ),
)
SILENT = (
    answer(
        "belmora",
        "Belmorans detained",
        {"origin": ("Belmora",), "state": ("detained",)},
        spread(700, 1.1),
        "",
        0.0,
        0.97,
    ),
    answer(
        "corvania-children",
        "Corvanian children in the camp",
        {"origin": ("Corvania",), "group": ("children",), **CAMP},
        spread(6.4, 1.2),
        "",
        0.0,
        0.99,
    ),
)
TERMS = (
    Term(("f1a2", "f5a1"), MEN, None, 3400, 0.08, "two_sided", 0.31, spread(3760, 0.12), spread(4210, 0.15)),
    Term(("f2a1",), MEN, None, 4343, 0.07, "two_sided", 0.12, spread(3760, 0.12), spread(3480, 0.13)),
    Term(("f3b2",), MEN, None, 5000, 0.1, "at_most", 0.04, spread(3760, 0.12), spread(3790, 0.12)),
    Term(("f2b2",), CAMP, None, 1150, 0.03, "two_sided", 0.02, spread(1130, 0.1), spread(980, 0.4)),
    Term(
        ("f1c4",),
        {"group": ("women", "children"), **CAMP},
        None,
        600,
        0.1,
        "at_least",
        0.03,
        spread(1010, 0.1),
        spread(1060, 0.1),
    ),
    Term(("f2c3",), {"group": ("children",), **CAMP}, None, 480, 0.03, "two_sided", 0.02, spread(485, 0.16), None),
    Term(("f1b3",), ARVENIA, None, 900, 0.05, "two_sided", 0.2, spread(861, 0.06), spread(823, 0.05)),
    Term(("f4a1",), ARVENIA, None, 820, 0.02, "two_sided", 0.15, spread(861, 0.06), spread(899, 0.06)),
    Term(("f1d5",), MEN, MEN, 1 / 3, 0.1, "two_sided", 0.05, spread(0.33, 0.12), None),
    Term(
        ("f3d4",),
        {"origin": ("Arvenia",), "state": ("returned",)},
        None,
        300,
        0.1,
        "two_sided",
        0.1,
        spread(340, 0.2),
        spread(400, 0.5),
    ),
)
ESTIMATE = Estimate(
    axes=(("origin", ORIGINS), ("group", GROUPS), ("state", STATES)),
    draws=np.ones((4000, len(ORIGINS), len(GROUPS), len(STATES)), dtype=np.int64),
    answers=ANSWERS,
    terms=TERMS,
    conflicts=(
        Conflict(("f1a2", "f2a1"), "rival", 1.28, MEN),
        Conflict(("f1b3", "f4a1"), "rival", 1.1, ARVENIA),
        Conflict(("f2c3", "f1c4"), "bound", 1.45, {"group": ("children",), **CAMP}),
        Conflict(("f3d4",), "outlier", 2.2, {"origin": ("Arvenia",), "state": ("returned",)}),
    ),
    unused=(
        Unused("f3e5", "forecast: it says what may come, not what is"),
        Unused("f2e5", "planned for 140 people; f2d4, already evacuated, counts"),
    ),
    silent=SILENT,
    seed=7,
    digest="3fa9c1" * 10 + "00ab",
    diagnostics={"r_hat_max": 1.004, "ess_min": 1260.0},
)


def outcome(name: str, label: str, unit: str, start: float, end: float, sigma: float, *, more: bool = False) -> Outcome:
    """A path from ``start`` to ``end`` that widens with time."""
    share = np.linspace(0, 1, 37)
    middle = start + (end - start) * share**0.8
    wide = sigma * np.sqrt(0.1 + share)[:, None] * np.array([-1.645, -0.674, 0, 0.674, 1.645])
    series = middle[:, None] * np.exp(wide)
    low90, low50, median, high50, high90 = (float(v) for v in series[-1])
    return Outcome(name, label, unit, series, Interval(median, low50, high50, low90, high90), more)


def scenario(policy: Policy, held: float, years: float, home: float) -> Scenario:
    """Three outcomes under one policy."""
    years_total = Outcome("child_years", "Children in the camp", "child-years of 365 days", None, spread(years, 0.2))
    return Scenario(
        policy.name,
        policy.label,
        (
            outcome("held", "Foreigners still held", "people", 4870, held, 0.22),
            years_total,
            outcome("home", "People brought home by governments", "people", 0, home, 0.2, more=True),
        ),
    )


SCENARIOS = tuple(
    scenario(policy, *ends)
    for policy, ends in zip(CASE.policies, ((4100, 1310, 240), (3300, 610, 1180), (610, 420, 4020)), strict=True)
)
PROJECTION = Projection(
    months=36,
    start="2031-05-10",
    scenarios=SCENARIOS,
    ranks=tuple(
        Rank(
            s.policy,
            o.name,
            o.total.median * 1.02,
            o.total.high90 * (0.8 if o.more_is_better else 1.2),
            900.0 * (1 - p),
            p,
        )
        for s, p in zip(SCENARIOS, (0.0, 0.04, 0.96), strict=True)
        for o in s.outcomes
    ),
    seed=11,
    digest="77b0de" * 10 + "1234",
    draws=2000,
    drivers={
        "held": "'Everyone within 24 months' is almost certainly the best; its lead rests most on places provided."
    },
)
BRIEFING = Briefing(
    CASE, READINGS, ESTIMATE, PROJECTION, made="2031-05-12", digest="c0ffee" * 10 + "beef", record=record(READINGS)
)
