"""The plan gap as a table and in sentences, and the sections of countries."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from stranded_account import BRIEFING, ESTIMATE
from stranded_crews import DOCUMENTS

from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.countries import countries
from headcount.publish.page import Page, page_of
from headcount.publish.plans import plan_sentences, plan_table
from headcount.values.briefings import Briefing
from headcount.values.estimates import Interval
from headcount.values.plans import Covered, Extent, Plan, PlanGap

POSITION = next(iter(position.id for reading in BRIEFING.readings for position in reading.positions))


def interval(median: float) -> Interval:
    return Interval(median, 0.9 * median, 1.1 * median, 0.7 * median, 1.4 * median)


def plan(origin: str, held: float, done: float, promised: float, *, kind: str = "country", **more: object) -> Plan:
    none = Covered(interval(0.0), Extent())
    return Plan(
        origin=origin,
        kind=kind,
        host=False,
        held=interval(held),
        answer=None,
        taken_since=Covered(interval(done), Extent(done, done, (POSITION,), (POSITION,))),
        under_way=none,
        preparing=none,
        promised=Covered(interval(promised), Extent(promised, None, (POSITION,), (POSITION,))),
        gap=interval(held - done - promised),
        gap_counted=interval(held - done),
        taken_before=Extent(),
        share_back=interval(0.25),
        said=Extent(),
        kept=Extent(),
        **more,  # type: ignore[arg-type]
    )


ROWS = (
    plan("foreign", 5000, 800, 200, kind="region"),
    plan("Arvenia", 3000, 300, 0),
    plan("Belmora", 1200, 500, 200, contested=(POSITION,)),
    plan("Corvania", 800, 0, 0),
)


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    gap = PlanGap("2031-05-10", None, ROWS, np.zeros((4, 10), dtype=np.int64), digest="d" * 64)
    then = replace(gap, known="2031-05-10", plans=(plan("foreign", 5000, 0, 100, kind="region"),))
    return replace(BRIEFING, plan_gap=gap, plan_gap_then=then)


@pytest.fixture(scope="module")
def indexed(briefing: Briefing) -> Page:
    return page_of(briefing)


def test_the_gap_is_told_as_an_editor_would(indexed: Page) -> None:
    said = [" ".join(line.striptags().split()) for line in plan_sentences(indexed)]
    assert said[0].startswith("For about 4,000 of them, between 2,800 and 5,600, no government has done, begun")
    assert "(80% of all)" in said[0]
    assert said[1] == "By what had been said and done by 10 May 2031, for about 4,900."
    assert said[2] == "Most people without a plan: Arvenia (2,700), Corvania (800) and Belmora (500)."


def test_the_table_has_a_bar_that_fills_its_row(indexed: Page) -> None:
    table = plan_table(indexed, ("country-Arvenia",))
    assert table is not None and table.total is not None
    assert [row.name for row in table.rows] == ["Arvenia", "Belmora", "Corvania"]
    for row in (table.total, *table.rows):
        assert sum(width for _, _, width in row.bar) == pytest.approx(100, abs=0.1)
    assert [row.anchor for row in table.rows] == ["country-Arvenia", "", ""]
    assert [row.contested for row in table.rows] == [False, True, False]


def test_a_country_says_how_many_how_sure_and_what_is_missing(indexed: Page) -> None:
    arvenia = next(one for one in countries(indexed) if one.name == "Arvenia")
    lines = {kind: " ".join(line.striptags().split()) for kind, line in arvenia.lines}
    assert lines["held"].startswith("About 3,000 people from Arvenia are held; with nine chances in ten between 2,100")
    assert lines["sure"].startswith("The number is fairly well known.")
    assert lines["plan"].startswith(
        "Of those held 300 taken back since; for about 2,700 (1,900–3,800) nobody has a plan."
    )
    assert arvenia.people is not None and arvenia.people.rows[-1][0] == "everyone"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_page_keeps_the_contract_and_begins_with_the_gap(briefing: Briefing, lang: str) -> None:
    page = publish(briefing, lang=lang)
    assert naked_numbers(page) == []
    assert check_trails(page, DOCUMENTS) == []
    assert page.index('id="plans"') < page.index('id="estimates"')
    assert 'id="t-judgement-open_acts"' in page


def test_columns_of_millions_do_not_run_into_each_other() -> None:
    big = tuple(replace(one, interval=interval(7.3e6)) for one in ESTIMATE.answers)
    page = publish(replace(BRIEFING, estimate=replace(ESTIMATE, answers=big)))
    assert re.search(r"7(\.\d)? million", page)
    assert "million–" in page
