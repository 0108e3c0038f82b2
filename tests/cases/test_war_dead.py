"""The case of the war dead: rows that validate, links that lead somewhere, hedges kept, and no person."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from headcount.case.locate import BUILT_IN
from headcount.case.quality import findings
from headcount.case.settings import load_settings
from headcount.case.tables.columns import FIGURES, SOURCES
from headcount.case.tables.importing import load
from headcount.case.tables.readings import readings_of
from headcount.case.tables.rows import FigureRow, SourceRow

CASE = BUILT_IN / "war-dead"
ROOT = Path(__file__).resolve().parents[2]
BODIES = {
    "a Ukrainian war correspondent",
    "academic study of excess deaths",
    "Armed Forces of Ukraine",
    "BBC News Russian",
    "CIA",
    "CSIS",
    "Dutch military intelligence",
    "French foreign ministry",
    "IISS",
    "leaked estimate of the Ukrainian government",
    "leaked papers of the US Department of Defense",
    "Lostarmour",
    "Mediazona and Meduza",
    "NATO officials",
    "Norwegian Intelligence Service",
    "Office of the President of Ukraine",
    "officials of NATO countries",
    "OHCHR",
    "Russian Ministry of Defence",
    "The Memory Book",
    "UAlosses",
    "UK Foreign Office",
    "UK Ministry of Defence",
    "US Department of Defense",
    "US intelligence services",
    "US officials",
    "Western intelligence agencies",
}


@pytest.fixture(scope="module")
def figures() -> list[FigureRow]:
    return load(CASE, FIGURES)


@pytest.fixture(scope="module")
def sources() -> dict[str, SourceRow]:
    return {row.source_id: row for row in load(CASE, SOURCES)}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_war_dead", ROOT / "tools" / "build_war_dead.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_row_validates_and_names_a_source_that_is_there(figures, sources) -> None:
    assert len(figures) == 147
    assert [row.id for row in figures if row.source_id not in sources] == []
    assert set(sources) == {row.source_id for row in figures}


def test_links_lead_to_figures_and_parts_to_larger_wholes(figures) -> None:
    by_id = {row.id: row for row in figures}
    linked = [(row, kind, by_id[target]) for row in figures for kind, target in row.links]
    assert {kind for _, kind, _ in linked} == {"subset_of", "same_as"}
    for part, kind, whole in linked:
        assert (part.origin, part.group, part.as_of) == (whole.origin, whole.group, whole.as_of) or kind == "same_as"
        assert kind != "subset_of" or (part.lo or part.hi or 0) <= (whole.hi or whole.lo or 0)


def test_origins_are_bodies_or_roles_and_never_a_person(figures) -> None:
    assert {row.original_source for row in figures} == BODIES


def test_one_sided_rows_stay_one_sided_and_ranges_ranges(figures) -> None:
    by_id = {row.id: row for row in figures}
    floor, ceiling = by_id["RUS-deaths-2022-07-20-Cia"], by_id["RUS-deaths-2022-06-29-UkMinistryOf"]
    assert (floor.quantifier, floor.lo, floor.hi) == ("at_least", 15_000, None)
    assert (ceiling.quantifier, ceiling.lo, ceiling.hi) == ("at_most", None, 25_000)
    both = by_id["RUS-deaths-2026-06-30-Csis"]
    assert (both.quantifier, both.lo, both.hi) == ("range", 400_000, 450_000)


def test_a_number_passed_on_is_credited_to_its_origin(figures, sources) -> None:
    passed_on = [row for row in figures if sources[row.source_id].publisher == "The New York Times"]
    assert len(passed_on) == 18
    assert not any("Times" in row.original_source for row in passed_on)


def test_the_rules_of_quality_find_no_error_in_it() -> None:
    found = findings(readings_of(CASE), load_settings(CASE))
    assert [finding for finding in found if finding.rule in ("unknown_code", "date_after_publication")] == []
    assert found == ()


def test_addresses_carry_no_quoted_text_and_no_tracking(sources) -> None:
    assert [row.url for row in sources.values() if ":~:" in row.url or "fbclid" in row.url] == []


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.com/DefenceHQ/status/1876584633103507960/photo/2", "2025-01-07"),
        ("https://www.nytimes.com/2022/08/11/us/politics/russian-casualties-ukraine.html", "2022-08-11"),
        ("https://www.france24.com/en/europe/20240503-france-estimates", "2024-05-03"),
        ("https://www.iiss.org/online-analysis/military-balance/2025/02/combat-losses", "2025-02"),
        ("https://ualosses.org/soldiers/", ""),
        ("https://tass.com/defense/1723781", ""),
    ],
)
def test_the_day_of_publication_is_what_the_address_shows(tool, url: str, day: str) -> None:
    assert tool.published(url) == day


@pytest.mark.parametrize(
    ("cells", "made"),
    [
        (("106,000", "140,000", "120000"), ("106000", "140000", "range")),
        (("", "", "615000"), ("615000", "615000", "about")),
        (("", "", "42152"), ("42152", "42152", "exact")),
        (("57500", "", ""), ("57500", "", "at_least")),
        (("", "200000", ""), ("", "200000", "at_most")),
    ],
)
def test_bounds_keep_what_a_row_prints(tool, cells, made) -> None:
    sides = tool.bounds(dict(zip(("estimate_low", "estimate_high", "estimate"), cells, strict=True)))
    assert (sides["lo"], sides["hi"], sides["quantifier"]) == made


def test_an_address_that_is_none_becomes_that_of_the_collection(tool) -> None:
    assert tool.address("(new to this piece, via email)") == (tool.COLLECTION, "sent to The Economist by its authors")
