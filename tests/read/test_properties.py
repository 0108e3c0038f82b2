"""What every reading promises, whatever the text: quotes that are there, no digit lost, ids that outlive an edit."""

from __future__ import annotations

import runpy
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcount.read import read
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Reading

FUZZ = runpy.run_path(str(Path(__file__).resolve().parents[2] / "bench" / "fuzz_reading.py"))
broken: Callable[[str], list[str]] = FUZZ["broken"]

SENTENCES = (
    "About 9,500 men are held in prisons in Syria, among them 1,800 foreigners.",
    "Norway has taken back 12 women and 31 children since May 2019.",
    "The ministry said on Monday that up to 40 of them may be sent home.",
    "More than 2.2 million people fled; a third of those who fled have returned.",
    "At least 127 were killed and 155 wounded, officials said.",
    "Two and a half thousand families wait in the camp, and 300 families in the town.",
    "None of the 60 hostages has been released.",
)
HOSTILE = (
    "\u00a0", "\u2009", "\u202f", "\u200b", "\u00ad", "\u200f", "\u200e", "\u202e", "\u2067", "e\u0301", "\u0301",
    "\r\n", "\r", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\ufeff", "👩\u200d👧\u200d👦", "🇫🇷", "İ", "ß",
    "٢٠", "²", "½", "\ufffd", "\U0001d7d8", "“", "”", "'", '"', "«", "--", "…",
)  # fmt: skip
WORDS = sorted({*" ".join(SENTENCES).split(), *FUZZ["PIECES"]})

any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=80)

word_salad = st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 10**7).map(str)), max_size=25).map(" ".join)
peppered = st.lists(st.one_of(st.sampled_from(SENTENCES), st.sampled_from(HOSTILE)), min_size=1, max_size=8).map(
    "".join
)


def reading_of(text: str) -> Reading:
    return read(Document(id="d", text=text, digest=digest_of(text), lang="en", published="2020-06-15"))


@settings(max_examples=300)
@given(st.one_of(any_text, word_salad, peppered))
def test_quotes_digits_and_ids_hold_in_any_text(text: str) -> None:
    assert broken(text) == []


@pytest.mark.parametrize("text", [
    "0and Portugal0killed",
    "thousand people none of the even left",
    "five of the",
    "1/3May",
    "1,316.6k",
    "30people3,French9are refugee",
    "7 " * 400,
    "1," * 400,
    "5-" * 400,
    "“" * 400 + " 5 men",
    "1 men\x85 2 women\x1c3 boys",
    "İİİ 5 men fled",
    "𝟘𝟙 men, ٢٠ women, ५ boys",
])  # fmt: skip
def test_what_once_broke_stays_mended(text: str) -> None:
    assert broken(text) == []


@pytest.mark.parametrize(("lang", "text"), [
    ("fr", "entre2012et201𝟘"),
    ("en", "between2012and0 2016"),
    ("ru", "n\nß0men men men men men"),
    ("ru", "(\n5\u00a01255men men+n men men"),
    ("ru", "d o S between2012and５ 2016"),
    ("ru", "2\ne2 12٣5e m\U00070288e m"),
    ("en", "men men 綺5 and 7\nПогибли 5 человек, ранены 6.\n12 men"),
])  # fmt: skip
def test_what_once_broke_in_mixed_languages_stays_mended(lang: str, text: str) -> None:
    assert broken(text, lang) == []


def test_the_promises_can_be_broken() -> None:
    numbers = FUZZ["_numbers"]
    assert list(numbers("5 men and 6", [(0, 1)])) == ["'6' at 10 is neither a figure nor unread"]
    assert list(numbers("55 men", [(0, 1), (0, 2)])) == [
        "two numbers overlap at 0",
        "'55' at 0 is neither a figure nor unread",
    ]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u202f", "\u2007", " "])
def test_blanks_inside_a_number_keep_offsets(blank: str) -> None:
    text = f"\u200fSome 11{blank}000\u200e men\u00a0fled."
    figure = reading_of(text).figures[0]
    assert (figure.lo, text[figure.start : figure.end]) == (11000, f"11{blank}000")


@pytest.mark.parametrize(
    "before", ["", "\ufeff", "\u202e", "e\u0301 ", "👩\u200d👧 ", "\r\n\r\n", "\x00", "İ ", "\t", "ﬁ "]
)
def test_what_stands_before_moves_offsets_and_nothing_else(before: str) -> None:
    figure = reading_of(before + "Rebels hold 35 nurses.").figures[0]
    assert (figure.start, figure.end) == (len(before) + 12, len(before) + 14)
    assert (figure.lo, figure.quantifier) == (35, "exact")


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True),
    st.integers(0, 4),
    st.one_of(word_salad, any_text),
)
def test_a_paragraph_elsewhere_changes_no_id(own: list[str], at: int, new: str) -> None:
    assert ids_in([*own[:at], new, *own[at:]], own) >= ids_in(own, own)


WRAPPED = """   REBELS SAID ON MONDAY THAT THEY HAD SET FREE FORTY OF THE 60
SOLDIERS WHOM THEY HAD BEEN HOLDING SINCE MARCH, AMONG THEM 12
OFFICERS."""


@pytest.mark.parametrize("new", ["A line in small letters. " * 9, "NOBODY WAS HURT.", "One\ntwo\nthree", "- 5 men"])
def test_a_paragraph_of_another_shape_changes_no_id(new: str) -> None:
    own = [WRAPPED, *SENTENCES[:2]]
    before = ids_in(own, own)
    assert len(before) == 7
    for at in range(4):
        assert ids_in([*own[:at], new, *own[at:]], own) >= before


@pytest.mark.parametrize(
    "piece",
    [
        SENTENCES[0] + " ",
        SENTENCES[0] + "\n",
        "9,500 men, ",
        "men held in Syria and ",
        "7 ",
        "7",
        "5-",
        "“he said 5 men ",
        "He said “5 men fled. Then 6 came. ",
    ],
)
def test_cost_grows_with_the_length(piece: str) -> None:
    size = 8_000
    small, large = (piece * (factor * size // len(piece)) for factor in (1, 4))
    assert seconds(large) < 10 * max(seconds(small), 0.01)


def seconds(text: str) -> float:
    """The shorter of two readings."""
    times = []
    for _ in range(2):
        start = time.process_time()
        reading_of(text)
        times.append(time.process_time() - start)
    return min(times)


def test_a_list_without_end_is_a_table() -> None:
    reading = reading_of("7 " * 400)
    assert reading.figures == ()
    assert {one.why for one in reading.unread} == {"in_table"}


def ids_in(paragraphs: list[str], own: list[str]) -> set[str]:
    """Ids of the figures that stand in one of the paragraphs ``own``."""
    text = "\n\n".join(paragraphs)
    spans = [(text.index(one), text.index(one) + len(one)) for one in own]
    return {f.id for f in reading_of(text).figures if any(low <= f.start < high for low, high in spans)}
