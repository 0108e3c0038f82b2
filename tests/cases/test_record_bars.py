"""How wide the record of the built-in case is, and that what it lacked once stays filled."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from headcount.case.locate import BUILT_IN
from headcount.case.tables.columns import FIGURES, POSITIONS, SOURCES
from headcount.case.tables.importing import load

CASE = BUILT_IN / "caliphate"
ONCE_EMPTY = ("TKM", "LBY", "SOM", "PHL", "KWT", "QAT", "BHR", "ARE", "EGY", "LBN", "DZA", "PAK", "SRB", "MNE")


@pytest.fixture(scope="module")
def figures() -> list[Any]:
    return load(CASE, FIGURES)


@pytest.fixture(scope="module")
def positions() -> list[Any]:
    return load(CASE, POSITIONS)


def test_the_record_is_as_wide_as_its_page_says(figures: list[Any], positions: list[Any]) -> None:
    assert len(figures) >= 2000
    assert len({code for row in figures for code in row.origin}) >= 75
    assert len(positions) >= 300
    assert len({code for row in positions for code in row.actor}) >= 50


@pytest.mark.parametrize("country", ONCE_EMPTY)
def test_no_country_that_was_missing_is_missing_again(figures: list[Any], country: str) -> None:
    assert any(country in row.origin for row in figures)


def test_trials_and_lost_citizenship_are_counted_for_many_states(figures: list[Any]) -> None:
    tried = {code for row in figures if row.status in ("prosecuted", "convicted") for code in row.origin}
    stripped = {code for row in figures if row.status == "stripped_of_citizenship" for code in row.origin}
    assert len(tried) >= 16
    assert len(stripped) >= 7


def test_every_page_has_an_address_of_its_own_and_is_used(figures: list[Any], positions: list[Any]) -> None:
    sources = load(CASE, SOURCES)
    twice = [url for url, times in Counter(row.url for row in sources).items() if times > 1]
    used = {row.source_id for row in (*figures, *positions)}
    assert twice == []
    assert [row.source_id for row in sources if row.source_id not in used] == []
    later = [row for row in sources if int(row.source_id[1:]) > 2000]
    assert len(later) >= 180
    assert [row.source_id for row in later if not (row.grade and row.grade_reason)] == []


def test_an_echo_of_the_second_round_repeats_the_number_it_names(figures: list[Any]) -> None:
    by_id = {row.id: row for row in figures}
    pairs = [(row, by_id[other]) for row in figures if row.id > "F2" for link, other in row.links if link == "same_as"]
    assert len(pairs) >= 60
    assert [(row.id, said.id) for row, said in pairs if {row.lo, row.hi}.isdisjoint({said.lo, said.hi} - {None})] == []
