"""An invented crisis, told in invented documents: stranded crews after the closing of the port of Selm."""

from __future__ import annotations

import numpy as np

from headcount.values.briefings import Briefing
from headcount.values.cases import Case, Dimension, Policy, Question, Transition, Uncertainty
from headcount.values.documents import Document, digest_of
from headcount.values.estimates import Answer, Conflict, Estimate, Interval, Term, Unused
from headcount.values.figures import AsOf, Attribution, Figure, Link, Reading, Unread
from headcount.values.positions import Position
from headcount.values.scenarios import Outcome, Projection, Rank, Scenario

WIRE = """Stranded in Selm: what is known 40 days on

The harbour authority of Selm holds about 3,400 foreign seamen, among them 900 from Arvenia, officials said on 3 May 2031. \
More than 600 women and children live in the transit camp beside the quay.

"We will bring every Arvenian child home," the Arvenian foreign ministry said on Tuesday. Belmora refused to take back \
its nationals. Of those held, a third have asked to return."""

RELIEF = """Situation report 7

Between 4,100 and 4,600 seamen are detained in the three sheds of the harbour as of 28 April 2031. The transit camp had \
1,150 residents, 480 of them children. Corvania evacuated 75 of its people in March and is preparing papers for 140 more.
Eleven residents were born in the camp."""

PAPER = """Seamen of Selm: a census that never was. Several thousand crewmen passed through the port; at most 5,000 were held \
at any time. Of the 1,200 Arvenians who sailed, some 300 had come back by the end of 2030. The author's model also counts \
2,500 & more who moved on <to other ports>."""

SUMMARY = """The ministry told parliament that 820 Arvenian nationals are held in Selm, fewer than 10 of them women, and that \
it has brought home 64 children."""

LATE = """The harbour authority said it holds nearly 3,500 foreigners."""

RUSSIAN = """В порту Сельма удерживают около 3 000 моряков."""


def document(id: str, text: str, **more: str) -> Document:
    """A document with the digest of its text."""
    return Document(id=id, text=text, digest=digest_of(text), **{"lang": "en", **more})


DOCUMENTS = (
    document("wire", WIRE, title="Stranded in Selm: 40 days on", publisher="Northern Wire", published="2031-05-04",
             url="https://wire.example/selm-40-days", author_kind="news", grade="B"),
    document("relief", RELIEF, title="Situation report 7", publisher="Harbour Relief", published="2031-04-30",
             url="https://relief.example/sitrep#seven", author_kind="ngo", grade="B"),
    document("paper", PAPER, title="A census that never was", publisher="Institute for Coasts", published="2031-02",
             url="javascript:alert(1)", author_kind="think_tank"),
    document("summary", SUMMARY, title="Answer to question 212", publisher="Arvenian foreign ministry",
             published="2031-05-01", url="https://arvenia.example/answers/212", kind="abstract", checked="second_hand",
             author_kind="government"),
    document("late", LATE, title="Nearly 3,500 still held", publisher="Evening Mail", published="2031-05-09",
             author_kind="news"),
    document("russian", RUSSIAN, lang="ru", title="Моряки в Сельме", publisher="Вестник порта", published="2031-05-02"),
)  # fmt: skip
BY_ID = {each.id: each for each in DOCUMENTS}


def figure(id: str, doc: str, words: str, lo: float | None, hi: float | None, sentence: str, **slots: object) -> Figure:
    """The figure whose number ``words`` stand in the sentence that begins with ``sentence``."""
    text = BY_ID[doc].text
    first = text.index(sentence)
    start = text.index(words, first)
    stops = [at for at in (text.find(". ", start), text.find("\n", start)) if at >= 0]
    end = min(stops) + 1 if stops else len(text)
    return Figure(id=id, document=doc, start=start, end=start + len(words), text=words, sentence=(first, end), lo=lo, hi=hi,
                  **{"quantifier": "exact", **slots})  # type: ignore[arg-type]  # fmt: skip


def position(
    id: str, doc: str, words: str, actor: tuple[str, ...], action: str, stage: str, **slots: object
) -> Position:
    """The position that says ``words``."""
    start = BY_ID[doc].text.index(words)
    return Position(id=id, document=doc, start=start, end=start + len(words), text=words, actor=actor, action=action,
                    stage=stage, **slots)  # type: ignore[arg-type]  # fmt: skip


MAY = AsOf("2031-05-03", "2031-05-03", "day", "stated")
SELM = {"place": ("Selm",), "holder": "Selm harbour authority"}
FIGURES = (
    figure("f1a2", "wire", "3,400", 3400, 3400, "The harbour authority", quantifier="about", group="men", status="detained",
           as_of=MAY, source=Attribution("officials"), term="holds", **SELM),
    figure("f1b3", "wire", "900", 900, 900, "The harbour authority", group="men", origin=("Arvenia",), status="detained",
           as_of=MAY, links=(Link("subset_of", "f1a2"),), **SELM),
    figure("f1c4", "wire", "600", 600, None, "More than", quantifier="more_than", group="women_and_children",
           status="in_camp", as_of=AsOf("2031-05-04", "2031-05-04", "day", "assumed")),
    figure("f1d5", "wire", "a third", 1 / 3, 1 / 3, "Of those held", measure="share", group="men", status="seeking_return",
           links=(Link("share_of", "f1a2"),)),
    figure("f2a1", "relief", "4,100 and 4,600", 4100, 4600, "Between", quantifier="range", group="men", status="detained",
           as_of=AsOf("2031-04-28", "2031-04-28", "day", "stated"), **SELM),
    figure("f2b2", "relief", "1,150", 1150, 1150, "The transit camp", status="in_camp"),
    figure("f2c3", "relief", "480", 480, 480, "The transit camp", group="children", status="in_camp",
           links=(Link("subset_of", "f2b2"),)),
    figure("f2d4", "relief", "75", 75, 75, "Corvania", origin=("Corvania",), status="evacuated",
           as_of=AsOf("2031-03-01", "2031-03-31", "month", "stated")),
    figure("f2e5", "relief", "140", 140, 140, "Corvania", origin=("Corvania",), status="evacuated", modality="planned"),
    figure("f2f6", "relief", "Eleven", 11, 11, "Eleven", group="children", status="born"),
    figure("f3a1", "paper", "Several thousand", 2000, 9999, "Several", quantifier="vague", group="men", status="travelled"),
    figure("f3b2", "paper", "5,000", None, 5000, "Several", quantifier="at_most", group="men", status="detained"),
    figure("f3c3", "paper", "1,200", 1200, 1200, "Of the 1,200", origin=("Arvenia",), status="travelled"),
    figure("f3d4", "paper", "300", 300, 300, "Of the 1,200", quantifier="about", origin=("Arvenia",), status="returned",
           as_of=AsOf("2030-12-31", "2030-12-31", "month", "relative")),
    figure("f3e5", "paper", "2,500", 2500, None, "The author's", quantifier="vague", status="moved_on", modality="forecast"),
    figure("f4a1", "summary", "820", 820, 820, "The ministry", origin=("Arvenia",), status="detained"),
    figure("f4b2", "summary", "10", None, 10, "The ministry", quantifier="less_than", group="women", origin=("Arvenia",),
           status="detained"),
    figure("f4c3", "summary", "64", 64, 64, "The ministry", group="children", origin=("Arvenia",), status="returned"),
    figure("f5a1", "late", "3,500", 3500, 3500, "The harbour", quantifier="nearly", status="detained"),
)  # fmt: skip

POSITIONS = (
    position("p1", "wire", '"We will bring every Arvenian child home," the Arvenian foreign ministry said on Tuesday',
             ("Arvenia",), "take_children_only", "promised", target="every Arvenian child", as_of="2031-05"),
    position("p2", "wire", "Belmora refused to take back its nationals", ("Belmora",), "refuse_return", "refused"),
    position("p3", "relief", "Corvania evacuated 75 of its people in March", ("Corvania", "Dalmor"), "evacuate", "done",
             as_of="2031-03", figures=("f2d4",)),
    position("p4", "relief", "is preparing papers for 140 more", ("Corvania",), "prepare_documents", "preparing",
             figures=("f2e5",)),
    position("p5", "summary", "it has brought home 64 children", ("Arvenia",), "repatriate", "done", figures=("f4c3",)),
    position("p6", "wire", "The harbour authority of Selm holds about 3,400 foreign seamen", ("Arvenia",), "refuse_return",
             "reversed"),
)  # fmt: skip

READINGS = tuple(
    Reading(
        document=each,
        figures=tuple(f for f in FIGURES if f.document == each.id),
        positions=tuple(p for p in POSITIONS if p.document == each.id),
        unread=(Unread(28, 30, "40", "duration"), Unread(160, 161, "3", "date")) if each.id == "wire" else (),
        not_read="no language pack for 'ru'" if each.id == "russian" else None,
    )
    for each in DOCUMENTS
)

ORIGINS = ("Arvenia", "Belmora", "Corvania", "elsewhere")
GROUPS = ("men", "women", "children")
STATES = ("in_zone", "detained", "in_camp", "returned", "moved_on")
HELD = {"state": ("detained", "in_camp")}

CASE = Case(
    name="selm",
    title="The stranded crews of Selm, 2031",
    question="How many foreign seamen and relatives are held in the port of Selm, and what would bring them home by 2034?",
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
        Transition("escape", "detained", "in_zone", (0.001, 0.05), "range of five port closures, 1990-2020"),
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
    answer("held", "Foreign seamen and relatives held in Selm", HELD, spread(4870, 0.14), "f1a2 f2a1 f2b2 f3b2 f5a1", 3.4, 0.06),
    answer("men", "Men detained in the sheds", MEN, spread(3760, 0.12), "f1a2 f2a1 f3b2 f5a1", 2.6, 0.05),
    answer("arvenia", "Arvenians detained", ARVENIA, spread(861, 0.06), "f4a1 f1b3", 1.9, 0.02),
    answer("camp", "People in the transit camp", CAMP, spread(1130, 0.1), "f2b2 f1c4 f2c3", 1.7, 0.08),
    answer("camp-children", "Children in the transit camp", {"group": ("children",), **CAMP}, spread(485, 0.16), "f2c3 f1c4", 1.2, 0.2),
    answer("women-arvenia", "Arvenian women detained", {"group": ("women",), **ARVENIA}, spread(4.2, 0.7), "f4b2", 1.0, 0.61),
    answer("back", "Arvenians who returned", {"origin": ("Arvenia",), "state": ("returned",)}, spread(340, 0.2), "f3d4 f4c3", 1.8, 0.1),
)  # fmt: skip
SILENT = (
    answer("belmora", "Belmorans detained", {"origin": ("Belmora",), "state": ("detained",)}, spread(700, 1.1), "", 0.0, 0.97),
    answer("corvania-children", "Corvanian children in the camp", {"origin": ("Corvania",), "group": ("children",), **CAMP},
           spread(6.4, 1.2), "", 0.0, 0.99),
)  # fmt: skip
TERMS = (
    Term(("f1a2", "f5a1"), MEN, None, 3400, 0.08, "two_sided", 0.31, spread(3760, 0.12), spread(4210, 0.15)),
    Term(("f2a1",), MEN, None, 4343, 0.07, "two_sided", 0.12, spread(3760, 0.12), spread(3480, 0.13)),
    Term(("f3b2",), MEN, None, 5000, 0.1, "at_most", 0.04, spread(3760, 0.12), spread(3790, 0.12)),
    Term(("f2b2",), CAMP, None, 1150, 0.03, "two_sided", 0.02, spread(1130, 0.1), spread(980, 0.4)),
    Term(("f1c4",), {"group": ("women", "children"), **CAMP}, None, 600, 0.1, "at_least", 0.03, spread(1010, 0.1), spread(1060, 0.1)),
    Term(("f2c3",), {"group": ("children",), **CAMP}, None, 480, 0.03, "two_sided", 0.02, spread(485, 0.16), None),
    Term(("f1b3",), ARVENIA, None, 900, 0.05, "two_sided", 0.2, spread(861, 0.06), spread(823, 0.05)),
    Term(("f4a1",), ARVENIA, None, 820, 0.02, "two_sided", 0.15, spread(861, 0.06), spread(899, 0.06)),
    Term(("f1d5",), MEN, MEN, 1 / 3, 0.1, "two_sided", 0.05, spread(0.33, 0.12), None),
    Term(("f3d4",), {"origin": ("Arvenia",), "state": ("returned",)}, None, 300, 0.1, "two_sided", 0.1, spread(340, 0.2), spread(400, 0.5)),
)  # fmt: skip
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
        Unused("f2e5", "planned for 140 people; enters only as a part of those evacuated"),
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
    years_total = Outcome("child_years", "Children in the camp", "child-years", None, spread(years, 0.2))
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
        Rank(s.policy, o.name, o.total.median * 1.02, o.total.high90 * (0.8 if o.more_is_better else 1.2), 900.0 * (1 - p), p)
        for s, p in zip(SCENARIOS, (0.0, 0.04, 0.96), strict=True)
        for o in s.outcomes
    ),
    seed=11,
    digest="77b0de" * 10 + "1234",
    draws=2000,
    drivers={"held": "'Everyone within 24 months' is almost certainly the best; its lead rests most on the places governments provide."},
)  # fmt: skip
BRIEFING = Briefing(CASE, READINGS, ESTIMATE, PROJECTION, made="2031-05-12", digest="c0ffee" * 10 + "beef")
