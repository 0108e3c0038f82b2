"""Every kind of number leads to what it rests on, by mouse and by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_types import Opened
from stranded_crews import BY_ID, FIGURES

FIGURE = next(figure for figure in FIGURES if figure.id == "f1a2")


def test_a_reported_number_opens_its_sentence_with_its_characters_marked(
    opened: Opened, files: dict[str, Path]
) -> None:
    page = opened(files["en"])
    page.locator("#conflicts a[href='#t-figure-f1a2']").first.click()
    document = BY_ID[FIGURE.document]
    assert page.locator("dialog mark").inner_text() == document.quote((FIGURE.start, FIGURE.end))
    shown = page.locator("dialog blockquote").inner_text()
    assert shown in document.text


def test_show_it_on_the_page_lands_on_the_figure(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    page.locator("#conflicts a[href='#t-figure-f1a2']").first.click()
    page.locator("#trail-there").click()
    assert page.evaluate("location.hash") == "#t-figure-f1a2"
    mark = page.locator("#figures #t-figure-f1a2 mark")
    assert mark.is_visible()
    top = mark.evaluate("element => element.getBoundingClientRect().top")
    assert 0 <= top < 900


def test_an_estimated_number_opens_its_figures_with_their_pull_its_run_and_digest(
    opened: Opened, files: dict[str, Path]
) -> None:
    page = opened(files["en"])
    page.locator(".big a").click()
    body = page.locator("#trail-body")
    assert body.locator(".evidence li").count() == 5
    assert body.locator(".evidence blockquote").count() >= 3
    assert "pulls" in body.inner_text()
    body.locator("a[href='#t-run-estimate']").click()
    assert "Digest of the inputs" in page.locator("#trail-body").inner_text()
    page.locator("#trail-back").click()
    assert page.locator("#trail-body .evidence li").count() == 5


def test_the_keyboard_opens_walks_and_closes_a_trail(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    number = page.locator(".big a")
    number.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "trail-title"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('trail').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.closest('.big') !== null")


def test_the_first_tab_reaches_the_skip_link(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#estimates"


def test_a_summary_says_that_it_is_one_and_gives_its_address(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    page.goto(f"{files['en'].as_uri()}#t-figure-f4a1")
    article = page.locator("#figures #t-figure-f4a1")
    assert "Our summary of the page, not a quotation" in article.inner_text()
    assert article.locator("a.out").get_attribute("href") == BY_ID["summary"].url
    assert article.locator("blockquote").count() == 0


def test_the_link_to_the_publisher_scrolls_to_the_very_words(
    opened: Opened, files: dict[str, Path], tmp_path: Path
) -> None:
    """The publisher's page stands in as a file: the browser marks the words that the link names."""
    page = opened(files["en"])
    link = page.locator("#figures #t-figure-f1a2 a.out").get_attribute("href") or ""
    fragment = link[link.index("#:~:text=") :]
    live = tmp_path / "live.html"
    text = BY_ID[FIGURE.document].text.replace("\n", "<br>")
    live.write_text(
        f"<meta charset=utf-8><p style='height:4000px'>ad</p><p id=here>{text}</p><p style='height:4000px'>ad</p>"
    )
    page.goto(f"{live.as_uri()}{fragment}")
    page.wait_for_function("scrollY > 3000")


@pytest.mark.parametrize("hash", ["#t-figure-f1a2", "#figures"])
def test_a_packed_page_unfolds_and_keeps_its_addresses(opened: Opened, files: dict[str, Path], hash: str) -> None:
    page = opened(files["packed"], hash=hash)
    page.wait_for_function("document.querySelectorAll('#figures article').length > 5")
    page.wait_for_function("scrollY > 500")
    page.locator("#conflicts a[href='#t-figure-f1a2']").first.evaluate("link => link.click()")
    assert page.locator("dialog mark").is_visible()


def test_the_search_finds_figures_by_word_and_publisher(opened: Opened, files: dict[str, Path]) -> None:
    page = opened(files["en"])
    page.locator("#filter input").fill("Harbour")
    visible = page.locator("#figures article.figure:visible")
    assert 0 < visible.count() < len(FIGURES)
    page.locator("#filter input").fill("no such word")
    assert visible.count() == 0
