"""A large page carries its evidence packed, and nothing is lost by it."""

from __future__ import annotations

from stranded_account import BRIEFING
from stranded_crews import DOCUMENTS

from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.formats import html
from headcount.publish.packing import packed, unpacked
from headcount.publish.page import page_of

REST = "<p>first</p><!--rest--><p>" + "evidence " * 200_000 + "</p><!--/rest--><p>last</p>"


def test_a_small_page_is_left_as_it_is() -> None:
    assert packed("a<!--rest-->b<!--/rest-->c", "no script") == "abc"


def test_a_large_page_shrinks_and_unfolds_to_the_same_text() -> None:
    page = packed(REST, "no <script>")
    assert len(page) < len(REST) / 50
    assert "no &lt;script&gt;" in page
    assert unpacked(page) == REST.replace("<!--rest-->", "").replace("<!--/rest-->", "")
    assert packed(REST, "no script") == packed(REST, "no script")


def test_a_plain_page_is_never_packed() -> None:
    assert "evidence evidence" in packed(REST, "no script", plain=True)


def test_a_packed_briefing_keeps_the_contract() -> None:
    whole = html._rendered(page_of(BRIEFING, "en"))
    page = packed(whole.replace("<!--/rest-->", f"<!--{'x' * 1_300_000}--><!--/rest-->"), "no script")
    assert 'id="packed"' in page
    assert naked_numbers(page) == []
    assert check_trails(page, DOCUMENTS) == []
    assert 'id="packed"' not in publish(BRIEFING)
