from __future__ import annotations

from dataclasses import replace

import pytest
from stranded_account import BRIEFING
from stranded_crews import BY_ID, READINGS, document

from headcount.publish.citations import citations, text_fragment, web_address
from headcount.publish.page import page_of
from headcount.publish.trails import CONTEXT, quote_of, trail_id, trails
from headcount.values.documents import Span
from headcount.values.trails import Quote


def quote(text: str, exact: str) -> Quote:
    start = text.index(exact)
    return quote_of(document("d", text), (start, start + len(exact)), (0, len(text)))


@pytest.mark.parametrize(
    ("fragment", "text", "exact"),
    [
        ("#:~:text=who%20are%20held%20are-,7%2C000,-of%20them", "men who are held are 7,000 of them", "7,000"),
        ("#:~:text=11%E2%80%9312,-men", "11–12 men", "11–12"),
        ("#:~:text=no-,one%2Dthird", "no one-third.", "one-third"),
        ("#:~:text=400", "(400)", "400"),
    ],
)
def test_a_link_to_the_words_names_what_stands_around_them(fragment: str, text: str, exact: str) -> None:
    assert text_fragment("https://a.example/p", quote(text, exact)) == f"https://a.example/p{fragment}"


def test_an_address_with_an_anchor_keeps_it() -> None:
    assert text_fragment("https://a.example/p#top", quote("7 men", "7")) == "https://a.example/p#top:~:text=7,-men"


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"b', "/etc"]
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert web_address(url) is None


def test_context_stops_at_the_sentence_and_at_a_word() -> None:
    text = "First one. " + "word " * 100 + "7 men " + "tail " * 100 + "end. Last one."
    start = text.index("7")
    context: Span = (11, text.index(" Last"))
    found = quote_of(document("d", text), (start, start + 1), context)
    assert text[found.start - len(found.prefix) : found.end + len(found.suffix)] == found.prefix + "7" + found.suffix
    assert found.prefix.startswith("word ") and found.suffix.endswith(" tail")
    assert CONTEXT - 10 < len(found.prefix) <= CONTEXT


def test_a_figure_of_a_pdf_leads_to_its_page() -> None:
    at = READINGS[0].document.text.index("3,400")
    paged = replace(READINGS[0].document, pages=(0, at - 5), format="pdf", url="https://a.example/r.pdf#top")
    page = page_of(replace(BRIEFING, readings=(replace(READINGS[0], document=paged), *READINGS[1:])))
    (found,) = citations(page, "figure-f1a2")
    assert found.url == "https://a.example/r.pdf#page=2"
    assert found.page is not None and found.page.striptags() == "page 2"


def test_a_position_is_quoted_with_its_sentence() -> None:
    found = trails(BRIEFING)["position-p4"].quotes[0]
    assert found.prefix + found.exact + found.suffix == (
        "Corvania evacuated 75 of its people in March and is preparing papers for 140 more."
    )


def test_an_abstract_is_no_quote_and_has_its_address() -> None:
    trail = trails(BRIEFING)["figure-f4a1"]
    assert (trail.kind, trail.url) == ("abstract", BY_ID["summary"].url)


def test_an_estimate_leads_to_its_figures_its_run_and_its_question() -> None:
    behind = trails(BRIEFING)["answer-men"].behind
    assert behind[:2] == ("figure-f1a2", "figure-f2a1")
    assert {"run-estimate", "setting-ask-men", "setting-as_of"} <= set(behind)


def test_ids_that_no_anchor_can_hold_are_changed_without_a_clash() -> None:
    assert trail_id("answer", "men") == "answer-men"
    assert trail_id("answer", "мужчины") != trail_id("answer", "женщины")
    assert trail_id("answer", "a b") != trail_id("answer", "a/b")
