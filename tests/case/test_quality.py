"""Every rule of quality finds what it is for, and keeps quiet where nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headcount import codelists
from headcount.case.locate import case_folder
from headcount.case.quality import findings
from headcount.case.settings import load_settings
from headcount.values.cases import Case
from headcount.values.documents import Document, digest_of
from headcount.values.figures import AsOf, Figure, Link, Reading

TEXT = "2,000 foreigners are held."
DAY = AsOf("2019-11-01", "2019-11-01", "day", "stated")
FIGURE = Figure(
    "f1", "d", 0, 5, "2,000", (0, 26), 2000, 2000, "exact", origin=("foreign",), status="detained", as_of=DAY
)
DOCUMENT = Document(
    "d", TEXT, digest_of(TEXT), "en", "A count", "Agency", "2019-11-20", url="https://a.example/1", kind="verbatim"
)


@pytest.fixture(scope="module")
def case() -> Case:
    return load_settings(case_folder("caliphate"))


def rules(case: Case, *figures: Figure, document: Document = DOCUMENT) -> list[tuple[str, str]]:
    return [(one.rule, one.figure) for one in findings([Reading(document, figures)], case)]


def test_a_good_figure_is_left_alone(case: Case) -> None:
    assert rules(case, FIGURE) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"as_of": None}, "missing_date"),
        ({"as_of": replace(DAY, basis="assumed")}, None),
        ({"as_of": AsOf("2019-12-01", "2019-12-01", "day", "stated")}, "date_after_publication"),
        ({"as_of": AsOf("2016-01-01", "2016-12-31", "year", "stated")}, "stale"),
        ({"status": "homeless"}, None),
        ({"status": "displaced"}, "out_of_hierarchy"),
        ({"origin": ("Atlantis",)}, "unknown_code"),
        ({"unit": "family"}, "families_without_size"),
    ],
)
def test_each_rule_finds_its_figure(case: Case, change: dict[str, object], rule: str | None) -> None:
    found = [name for name, _ in rules(case, replace(FIGURE, **change))]  # type: ignore[arg-type]
    assert (rule in found) if rule else (found == [])


def test_a_row_of_a_table_that_is_dated_by_its_page_is_told(case: Case) -> None:
    row = replace(FIGURE, as_of=replace(DAY, basis="assumed"))
    assert rules(case, row, document=replace(DOCUMENT, kind="record")) == [("missing_date", "f1")]


def test_a_plan_may_lie_after_its_publication(case: Case) -> None:
    later = AsOf("2019-12-01", "2019-12-01", "day", "stated")
    assert rules(case, replace(FIGURE, as_of=later, modality="planned")) == []


def test_a_month_of_publication_holds_all_its_days(case: Case) -> None:
    late = replace(FIGURE, as_of=AsOf("2019-11-30", "2019-11-30", "day", "stated"))
    assert rules(case, late, document=replace(DOCUMENT, published="2019-11")) == []


def test_doubles_within_a_document_are_told_once_and_linked_ones_not(case: Case) -> None:
    again = replace(FIGURE, id="f2")
    assert rules(case, FIGURE, again) == [("double", "f2")]
    assert rules(case, FIGURE, replace(again, links=(Link("same_as", "f1"),))) == []


def test_a_part_larger_than_its_total_is_an_error(case: Case) -> None:
    part = replace(FIGURE, id="f2", lo=2500, hi=2500, group="men", links=(Link("subset_of", "f1"),))
    assert rules(case, FIGURE, part) == [("total_below_part", "f2")]


def test_families_beside_people_are_no_finding(case: Case) -> None:
    assert rules(case, FIGURE, replace(FIGURE, id="f2", unit="family", lo=500, hi=500)) == []


def test_a_document_without_publisher_and_a_summary_without_address(case: Case) -> None:
    assert rules(case, FIGURE, document=replace(DOCUMENT, publisher=None)) == [("missing_source", "")]
    assert rules(case, FIGURE, document=replace(DOCUMENT, kind="abstract", url=None)) == [("missing_source", "")]


def test_every_rule_has_its_row_with_a_label(case: Case) -> None:
    assert all(code.en and code.kind in ("error", "warning", "note") for code in codelists.table("checks").values())
