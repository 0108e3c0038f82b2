from __future__ import annotations

import importlib.resources
import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup
from stranded_account import ANSWERS, BRIEFING, CASE, ESTIMATE, PROJECTION
from stranded_crews import FIGURES

import headcount.publish
from headcount.publish import figures, prose, tables
from headcount.publish.formats.html import SECTIONS
from headcount.publish.ink import percent, reported_text, traced
from headcount.publish.locale import languages, locale
from headcount.publish.page import Page, page_of


@pytest.fixture(scope="module")
def indexed() -> Page:
    return page_of(BRIEFING)


def plain(text: Markup) -> str:
    return " ".join(text.striptags().split())


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("f1a2", "about 3,400"),
        ("f1c4", "more than 600"),
        ("f1d5", "a third"),
        ("f2a1", "4,100–4,600"),
        ("f2f6", "11"),
        ("f3a1", "2,000–9,999"),
        ("f3b2", "up to 5,000"),
        ("f3e5", "2,500 or more"),
        ("f4b2", "fewer than 10"),
        ("f5a1", "nearly 3,500"),
    ],
)
def test_a_reported_number_keeps_its_hedge_and_all_its_digits(indexed: Page, id: str, said: str) -> None:
    assert reported_text(indexed, indexed.figures[id]) == said


def test_families_and_shares_say_what_they_are(indexed: Page) -> None:
    family = replace(FIGURES[0], lo=40, hi=40, unit="family")
    share = replace(FIGURES[0], text="65 %", lo=0.65, hi=0.65, measure="share")
    assert reported_text(indexed, family) == "about 40 families"
    assert reported_text(indexed, share) == "about 65%"


@pytest.mark.parametrize(
    ("word", "p"),
    [
        ("a remote chance", 0.0),
        ("a remote chance", 0.05),
        ("highly unlikely", 0.15),
        ("unlikely", 0.3),
        ("a realistic possibility", 0.45),
        ("likely", 0.6),
        ("highly likely", 0.85),
        ("almost certain", 0.95),
        ("almost certain", 1.0),
    ],
)
def test_words_of_chance_follow_the_yardstick(indexed: Page, word: str, p: float) -> None:
    assert prose.chance_word(indexed, p) == word


def test_a_chance_that_is_not_zero_is_never_printed_as_zero(indexed: Page) -> None:
    assert percent(indexed, 0.0001, "count-figures", 100_000).striptags() == "under 1%"
    assert percent(indexed, 0.9999, "count-figures", 100_000).striptags() == "over 99%"
    assert percent(indexed, 0.0, "count-figures", 4000).striptags() == "under 1%"
    assert percent(indexed, 1.0, "count-figures", 4000).striptags() == "over 99%"
    assert percent(indexed, 0.5234, "count-figures", 50).striptags() == "50%"


def test_populations_are_named_by_their_aggregates(indexed: Page) -> None:
    assert prose.population(indexed, {}) == "people"
    assert prose.population(indexed, {"group": CASE.group.leaves, "origin": CASE.origin.leaves}) == "people"
    assert prose.population(indexed, {"group": ("children", "women"), "state": ("in_camp",)}) == (
        "women and children in camps"
    )
    assert prose.population(indexed, {"origin": ("Arvenia", "Belmora")}) == "people from Arvenia and Belmora"


def test_an_answer_is_a_sentence(indexed: Page) -> None:
    assert plain(prose.estimate_sentence(indexed, ANSWERS[0])) == (
        "As likely as not between 4,400 and 5,400; with nine chances in ten between 3,900 and 6,100."
    )
    assert plain(prose.rests_on(indexed, ANSWERS[0])) == (
        "It rests on 5 figures that amount to about 3.4 independent sources. "
        "6% of its spread is the case's own assumption."
    )


def test_a_hidden_lower_end_is_printed_as_up_to(indexed: Page) -> None:
    hidden = replace(ANSWERS[5], figures=())
    assert (
        plain(prose.estimate_sentence(indexed, hidden))
        == "As likely as not under 10; with nine chances in ten up to 13."
    )


def test_contradictions_name_both_sides_and_the_factor(indexed: Page) -> None:
    assert plain(prose.conflict_sentence(indexed, 0, ESTIMATE.conflicts[0])) == (
        "Northern Wire reported about 3,400 (4 May 2031) and Harbour Relief reported 4,100–4,600 (30 April 2031). "
        "They speak of the same people, men detained: to keep one, the other must be wrong by a factor of 1.3."
    )


def test_the_finding_of_a_picture_names_the_extremes(indexed: Page) -> None:
    assert plain(prose.finding(indexed, PROJECTION, "held")) == (
        "To May 2034, fewest under “Everyone within 24 months” (610; 420–890), "
        "most under “As until now” (4,100; 2,800–6,000)."
    )


def test_pulls_are_told_by_what_the_others_imply(indexed: Page) -> None:
    pulls = []
    for id in ("f1a2", "f2a1", "f3b2", "f1c4", "f2c3"):
        index, term = indexed.terms[id]
        pulls.append(plain(figures.pull(indexed, term, f"term-{index}")))
    assert pulls == [
        "It pulls down: the other figures imply 1.2 times as many.",
        "It pulls up: 1.2 times what the other figures imply.",
        "The number of these people is at most this, and the other figures imply fewer: it pulls little.",
        "The number of these people is at least this, and the other figures imply more: it pulls little.",
        "Nothing else speaks of these people.",
    ]


def test_answers_that_begin_alike_become_a_group() -> None:
    labels = ["All", "Held: A", "Held: B", "Held: C", "Free: A", "Free: B"]
    answers = [replace(ANSWERS[0], id=label, label=label) for label in labels]
    assert [len(group) for group in tables.alike(answers)] == [1, 3, 1, 1]


def test_a_run_that_has_not_settled_says_so(indexed: Page) -> None:
    loose = page_of(replace(BRIEFING, estimate=replace(ESTIMATE, diagnostics={"ess_least": 41.3})))
    assert (
        "has not settled (for some answer its draws are worth 41 independent ones; they should be worth 100)"
        in plain(tables.unsettled(loose) or Markup(""))
    )
    assert tables.unsettled(indexed) is None


def test_policies_that_hardly_differ_are_not_told_in_brief() -> None:
    assert prose.telling(PROJECTION) == ["held", "child_years", "home"]
    alone = replace(PROJECTION, scenarios=PROJECTION.scenarios[:1])
    assert prose.telling(alone) == []


def test_every_numeral_of_free_text_is_linked(indexed: Page) -> None:
    text = "3,100 of 4.5 % on 2019-11-25, day 7: x2, ½ and 20–30"
    linked = traced(indexed, text, "setting-title")
    assert linked.striptags() == text
    assert not re.search(r"\d|½", re.sub(r"<a .*?</a>", "", linked))


def test_months_are_counted_over_the_end_of_a_year() -> None:
    assert prose.month_after("2031-05-10", 36) == "2034-05"
    assert prose.month_after("2030-12-31", 1) == "2031-01"
    assert prose.month_after("2030", 12) == "2031-01"


BUILT = (
    *("levers.", "noun.", "phia.", "quantifier.", "checked.", "titles.", "trail.kind_", "documents.kind_", "number."),
    *("conflicts.rival", "conflicts.bound", "conflicts.outlier", "conflicts.set", "trail.up", "trail.down"),
    *("figures.status", "figures.publisher", "figures.origins", "figures.assumed", "figures.relative"),
    *(
        "figures.from",
        "figures.in",
        "trail.pull_",
        "date.months",
        "groups.",
        "states.",
        "count.",
        "outcomes.",
        *("units.", "ranking."),
    ),
    *("brief.people", "brief.plan", "brief.sure", "brief.policies", "brief.missing", "countries.sure_", "method."),
    *("plans.legend_", "plans.done", "plans.under_way", "plans.preparing", "plans.promised", "positions."),
    *(f"{section}.{part}" for section in SECTIONS for part in ("title", "nav")),
)
"""keys that the code puts together from a code or the name of a section"""


@pytest.mark.parametrize("lang", languages())
def test_every_phrase_is_used_and_no_phrase_holds_a_figure(lang: str) -> None:
    root = Path(str(importlib.resources.files(headcount.publish)))
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in root.rglob("*") if path.suffix in {".py", ".html", ".js"}
    )
    for section, phrases in locale(lang).words.items():
        for key, phrase in phrases.items() if isinstance(phrases, dict) else ():
            name = f"{section}.{key}"
            assert name.startswith(BUILT) or f'{name}"' in source, f"{name} is never printed"
            exempt = key in {"interval50", "interval90"}
            assert exempt or not re.search(r"\d", re.sub(r"\{\w+\}", "", str(phrase))), f"{name} holds a figure"
