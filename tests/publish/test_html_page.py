from __future__ import annotations

import re
from dataclasses import replace

import pytest
from stranded_account import BRIEFING
from stranded_crews import DOCUMENTS, FIGURES, READINGS

from headcount.errors import InputError, UsageError
from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.values.briefings import Briefing
from headcount.values.documents import digest_of
from headcount.values.figures import Reading


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, page: str) -> None:
    assert publish(briefing) == page


def test_the_page_asks_nothing_of_the_network(page: str) -> None:
    loaded = re.findall(r'(?:src|srcset|action|data)="([^"]*)"|<link[^>]*href="([^"]*)"|url\(([^)]*)\)|@import', page)
    assert loaded.count(("", "data:,", "")) == 1
    assert all(one == ("", "data:,", "") or one[2].startswith("data:font/woff2;base64,") for one in loaded)
    assert "default-src 'none'" in page
    assert len(page) < 1_500_000


def test_a_hostile_address_is_no_link(page: str) -> None:
    assert 'href="javascript:' not in page


def test_a_hostile_document_stays_text() -> None:
    text = "</script><script>alert(1)</script> <b>7 & 8</b> men\u2028 are held."
    document = replace(DOCUMENTS[0], id='a"b<c', text=text, digest=digest_of(text), title='"><img src=x onerror=1>')
    start = text.index("7 &")
    figure = replace(
        FIGURES[0], id='x"y/é 1', document=document.id, start=start, end=start + 5, sentence=(0, len(text)), links=()
    )
    page = publish(replace(BRIEFING, readings=(*READINGS, Reading(document, (figure,)))))
    assert "<img" not in page and "<script>alert" not in page
    assert naked_numbers(page) == []
    assert check_trails(page, [*DOCUMENTS, document]) == []


def test_every_link_within_the_page_arrives(page: str) -> None:
    anchors = re.findall(r'\sid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_no_link_stands_within_a_link(page: str) -> None:
    depth = 0
    for tag in re.findall(r"<(/?)a[ >]", page):
        depth += -1 if tag else 1
        assert depth in {0, 1}


def test_a_quote_has_the_language_of_its_document_and_its_number_marked(page: str) -> None:
    assert 'lang="en" dir="auto">The harbour authority of Selm holds about <mark>3,400</mark> foreign seamen' in page


def test_a_summary_is_never_a_quotation(page: str) -> None:
    for quotation in re.findall(r"<blockquote.*?</blockquote>", page, re.DOTALL):
        assert "parliament" not in quotation
    assert page.count("Our summary of") == 4
    assert "second-hand: the page itself was not seen" in page


def test_documents_not_read_are_listed_with_the_reason(page: str) -> None:
    assert "Not read: no language pack for &#39;ru&#39;" in page


def test_a_small_estimate_is_not_published_but_a_small_reported_number_is(page: str) -> None:
    assert "under 10" in page
    assert '<p class="amount">fewer than 10</p>' in page


def test_a_reprint_is_one_figure_with_two_quotes() -> None:
    again = replace(DOCUMENTS[4], id="again", publisher="Morning Mail")
    figure = replace(next(f for f in FIGURES if f.id == "f5a1"), document="again")
    page = publish(replace(BRIEFING, readings=(*READINGS, Reading(again, (figure,)))))
    assert page.count('id="t-figure-f5a1"') == 1
    assert "Morning Mail" in page and "Radio 5" in page
    assert check_trails(page, [*DOCUMENTS, again]) == []


def test_a_reason_names_other_figures_by_their_number(page: str) -> None:
    text = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "planned for 140 people; 75 by Harbour Relief already evacuated, counts" in text
    assert "f2d4," not in text


def test_the_word_of_a_source_is_not_claimed_for_a_summary(page: str) -> None:
    words = re.findall(r"in the source's word: “(.*?)”", page)
    assert words == ["holds"]


def test_a_document_without_publisher_and_date_is_named_by_its_title() -> None:
    bare = replace(DOCUMENTS[0], publisher=None, published=None)
    readings = (replace(READINGS[0], document=bare), *READINGS[1:])
    page = publish(replace(BRIEFING, readings=readings))
    text = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "Stranded in Selm: 40 days on reported about 3,400 and Harbour Relief" in text
    assert naked_numbers(page) == [] and check_trails(page, DOCUMENTS) == []


def test_a_figure_that_no_document_holds_is_an_error() -> None:
    with pytest.raises(InputError, match="figure 'f1a2', which no document holds"):
        publish(replace(BRIEFING, readings=READINGS[1:]))


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(UsageError, match="no page can be printed in 'xx'"):
        publish(BRIEFING, lang="xx")


def test_policies_are_listed_best_first_in_the_direction_of_the_outcome(page: str) -> None:
    tables = re.findall(r'<table class="ranking">.*?</table>', page, re.DOTALL)
    firsts = [re.sub("<[^>]+>", "", re.search(r'<th scope="row">(.*?)</th>', table, re.DOTALL)[1]) for table in tables]  # type: ignore[index]
    assert firsts == ["Everyone within 24 months"] * 3
    assert ["More is better" in table for table in tables] == [False, False, True]
