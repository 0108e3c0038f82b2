from __future__ import annotations

from dataclasses import replace

import pytest
from stranded_account import BRIEFING
from stranded_crews import DOCUMENTS, READINGS

from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.values.briefings import Briefing
from headcount.values.records import Record

STORE = '<article id="t-a" data-kind="date"></article>'


def test_the_page_keeps_the_contract(page: str) -> None:
    assert naked_numbers(page) == []
    assert check_trails(page, DOCUMENTS) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>about 3,100 people</p>",
        "<p>a share of ½</p>",
        "<p>note³</p>",
        "<p>١٢ people</p>",
        '<p data-trail="">3,100</p>',
        '<p><span data-trail="a">fine</span> 7</p>',
        '<p data-trail="a"></p>7',
        '<p data-trail="a"><br>8</p><p>9</p>',
        '<svg aria-label="3,100 people"></svg>',
        '<p data-exempt="axis">the number of people rose to 3,100</p>',
        '<p data-exempt="prose">12</p>',
        "<title>Briefing 2019</title>",
    ],
)
def test_a_number_without_a_trail_is_found(html: str) -> None:
    assert len(naked_numbers(html + STORE)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<p data-trail="a">3,100 <b>of 4,000</b></p>',
        '<svg><text data-exempt="axis">3,100</text></svg>',
        "<style>p { margin: 2px }</style><script>const x = 3;</script>",
        '<h2 id="part-2" class="n3">Title</h2>',
        '<svg data-trail="a" aria-label="3,100 people"/>',
    ],
)
def test_explained_and_unpublished_numbers_pass(html: str) -> None:
    assert naked_numbers(html + STORE) == []


def test_a_trail_that_is_not_on_the_page_is_found() -> None:
    assert "no place on the page" in naked_numbers('<p data-trail="b">3</p><i id="t-b"></i>' + STORE)[0]
    assert "leads nowhere" in naked_numbers('<a href="#gone">x</a>' + STORE)[0]
    assert "shows no trail" in naked_numbers("<p>seven</p>")[0]


def test_a_document_that_changed_breaks_its_trails(page: str) -> None:
    moved = [replace(each, text=" " + each.text) if each.id == "wire" else each for each in DOCUMENTS]
    assert "document 'wire' is another version" in check_trails(page, moved)
    assert any("is not there" in fault for fault in check_trails(page, DOCUMENTS[1:]))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<mark>3,400</mark>", "<mark>3,500</mark>", "is not at"),
        ("</mark> foreign seamen", "</mark> alien seamen", "the sentence shown around '3,400' is not that"),
        ("<mark>3,400</mark>", "3,400", "marks nothing"),
        ('data-kind="abstract"', 'data-kind="quote"', "shows abstract text"),
        ('<li><a href="#t-figure-f1a2"', '<li><a href="#t-figure-gone"', "which is not on the page"),
        ('data-kind="run"', 'data-kind="guess"', "unknown kind"),
        ("<blockquote data-quote", "<blockquote data-was", "a quote without characters"),
        ('data-kind="run" data-digest', 'data-kind="run" data-was', "without the digest"),
    ],
)
def test_a_page_that_was_tampered_with_is_found(page: str, before: str, after: str, said: str) -> None:
    assert before in page
    assert any(said in fault for fault in check_trails(page.replace(before, after), DOCUMENTS))


def test_a_summary_needs_an_address() -> None:
    bare = [
        replace(reading, document=replace(reading.document, url=None)) if reading.document.id == "summary" else reading
        for reading in READINGS
    ]
    faults = check_trails(publish(replace(BRIEFING, readings=tuple(bare))), DOCUMENTS)
    assert faults and all("without the address" in fault for fault in faults)


def test_chains_that_run_in_a_circle_come_to_no_end() -> None:
    ring = "".join(
        f'<article id="t-{one}" data-kind="estimate"><a href="#t-{other}">x</a></article>'
        for one, other in ("ab", "ba")
    )
    assert check_trails(ring, ()) == ["trail 'a' comes to no end", "trail 'b' comes to no end"]


def without(briefing: Briefing) -> list[Briefing]:
    estimate = briefing.estimate
    empty = replace(estimate, answers=(), terms=(), conflicts=(), unused=(), silent=(), diagnostics={})
    return [
        replace(briefing, projection=None),
        replace(briefing, readings=(), estimate=empty, projection=None, record=Record()),
        replace(briefing, readings=(), estimate=replace(empty, answers=estimate.silent), record=Record()),
        replace(briefing, case=replace(briefing.case, uncertainties=(), transitions=(), settings={})),
    ]


@pytest.mark.parametrize("part", range(4))
def test_a_briefing_with_parts_missing_keeps_the_contract(briefing: Briefing, part: int) -> None:
    page = publish(without(briefing)[part])
    assert naked_numbers(page) == []
    assert check_trails(page, DOCUMENTS) == []
