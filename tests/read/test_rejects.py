"""Numbers that count nobody are listed with their reason; none is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcount import codelists
from headcount.read import read
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Reading


@pytest.mark.parametrize(
    ("text", "quote", "why"),
    [
        ("They met in 2015.", "2015", "year"),
        ("Between 2012 and 2016 the road was shut.", "2012", "year"),
        ("On 5 May 2014 it rained.", "5 May 2014", "date"),
        ("It began at 10:30 in the morning.", "10", "date"),
        ("It began at 2200 GMT.", "2200", "date"),
        ("A boy aged 12 won.", "12", "age"),
        ("A 4-year-old boy won.", "4", "age"),
        ("Most of them were under 18.", "18", "age"),
        ("Children under five died.", "five", "age"),
        ("Children aged four to 13 died.", "four to 13", "age"),
        ("All three were younger than ten.", "ten", "age"),
        ("Boys, some of them six or younger, died.", "six", "age"),
        ("The jail was built for 400 men.", "400", "not_people"),
        ("The number of refugees fell by 12 per cent.", "12 per cent", "not_people"),
        ("It took 3 weeks.", "3", "duration"),
        ("It cost $5 million.", "5 million", "money"),
        ("It cost 300 euros.", "300", "money"),
        ("It lay 40 km away.", "40", "distance"),
        ("Article 7 forbids it.", "7", "ordinal"),
        ("The M-19 group signed.", "19", "ordinal"),
        ("It was the third attempt.", "third", "ordinal"),
        ("One of the roads was shut.", "One", "pronoun"),
        ("One officer spoke.", "One", "single_person"),
        ("The storm felled 70 trees.", "70", "not_people"),
        ("Only 30 per cent of the budget was spent.", "30 per cent", "not_people"),
        ("Three battalions moved north.", "Three", "not_people"),
        ("1. Introduction", "1", "page_furniture"),
    ],
)
def test_reason(reading: Callable[..., Reading], text: str, quote: str, why: str) -> None:
    made = reading(text)
    assert (quote, why) in [(one.text, one.why) for one in made.unread]
    assert not made.figures


PIECES = """
12 1,500 2015 3.5 people women died and of in - % the at least , . km May ( ) one third Syria were killed years old to $
's a half : ; from between more than
"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_digit_is_a_figure_or_unread(text: str) -> None:
    made = read(Document(id="d", text=text, digest=digest_of(text), lang="en"))
    spans = [(one.start, one.end) for one in (*made.figures, *made.unread)]
    assert all(any(a <= m.start() < b for a, b in spans) for m in re.finditer(r"\d+", text))
    assert all(text[one.start : one.end] == one.text for one in (*made.figures, *made.unread))
    assert {one.why for one in made.unread} <= set(codelists.table("unread"))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 400 + " people died.",
        "9 " * 3 + "999 " * 60 + "people died.",
        "9" * 5000 + "/" + "9" * 5000 + " of the people died.",
        "5 " + "billion " * 60 + "people died.",
        "Over 5 km\u00b2 burned, 3\u00b2 men died.",
        "\u096b\u0966 people died.",
        "12 women, men",
        "12 women and",
        "of 12",
        "number of",
        "- 12 -",
        "\u0130\u0130 12 people died.",
    ],
)
def test_odd_input_is_read_without_fail(reading: Callable[..., Reading], text: str) -> None:
    made = reading(text)
    assert all(text[one.start : one.end] == one.text for one in (*made.figures, *made.unread))
    assert all(one.lo is None or one.lo < 1e11 for one in made.figures)
