"""One number or chart in an article."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from stranded_account import BRIEFING

from headcount.errors import UsageError
from headcount.publish import embedded
from headcount.publish.contract import check_trails, naked_numbers


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("id", ["held", "men", "child_years"])
def test_an_embed_keeps_the_contract_and_is_small(id: str, lang: str) -> None:
    page = embedded(BRIEFING, id, lang=lang)
    assert naked_numbers(page) == []
    assert check_trails(page, ()) == []
    assert "<script" not in page
    assert len(page) < 250_000


def test_an_embed_names_release_digest_and_the_number_in_the_whole_briefing() -> None:
    page = embedded(replace(BRIEFING, release="3"), "men", address="https://a.example/briefing.html")
    assert 'href="https://a.example/briefing.html#t-answer-men"' in page
    text = " ".join(re.sub("<[^>]+>", "", page).split())
    assert "release 3" in text and BRIEFING.digest[:12] in text


def test_a_hostile_address_is_no_link() -> None:
    assert "javascript:" not in embedded(BRIEFING, "men", address="javascript:alert(1)")


def test_an_unknown_id_lists_what_there_is() -> None:
    with pytest.raises(UsageError, match="the briefing has no 'women'; it has held, men, "):
        embedded(BRIEFING, "women")
