"""Plain copies keep every offset; paragraphs follow lines or hard wraps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount.read.normalise import plain, shouts
from headcount.read.sentences import cut, spans


@given(st.text(max_size=300))
def test_copies_have_the_length_of_the_text(text: str) -> None:
    made = plain(text)
    assert len(made.flat) == len(made.lower) == len(text)


def test_signs_become_plain_ones() -> None:
    assert plain("5\u00a0000\u2013\u201csix\u201d\u2019\u0663").flat == '5 000-"six"\'3'


def test_lines_are_paragraphs_where_the_text_is_not_wrapped() -> None:
    text = (
        "Title\nA first line that goes on for quite some while without any break at all, well beyond "
        + "x" * 80
        + "\n\nEnd"
    )
    assert [text[slice(*span)].strip()[:5] for span in plain(text).paragraphs] == ["Title", "A fir", "End"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "   Rebels said on Monday that they had set\nfree forty of the soldiers whom they had been\nholding.\n\n"
        "   A second paragraph starts here and is set in."
    )
    made = plain(text)
    assert len(made.paragraphs) == 2
    assert "set free" in made.flat


@pytest.mark.parametrize(("text", "shouting"), [("POLICE SAID 5 MEN DIED", True), ("Police said NATO left", False)])
def test_capitals_everywhere_say_nothing(text: str, shouting: bool) -> None:
    assert shouts(text) is shouting


def test_sentences_and_tokens_point_into_the_text() -> None:
    text = "The U.S. sent 1,200 men. \u201cTwo left,\u201d he said."
    made = plain(text)
    sentences = [cut(made, index, number, span) for index, (number, span) in enumerate(spans(made, "en"))]
    assert [len(sentence.words) for sentence in sentences] == [6, 8]
    assert [text[start:end] for start, end in zip(sentences[0].starts, sentences[0].ends, strict=True)] == [
        "The", "U.S.", "sent", "1,200", "men", ".",
    ]  # fmt: skip
