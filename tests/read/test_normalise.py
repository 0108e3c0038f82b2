"""Plain copies keep every offset; paragraphs follow lines or hard wraps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcount import languages
from headcount.read.normalise import plain, shouts
from headcount.read.sentences import cut, spans, words_of

ENGLISH = languages.load("en").spelling


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


def test_an_abbreviation_ends_no_sentence_where_small_letters_go_on() -> None:
    text = "Задержано 200 чел. из деревни. Погибло 3 тысячи. Власти молчат."
    made = plain(text)
    assert [text[start:end] for _, (start, end) in spans(made, languages.load("ru"))] == [
        "Задержано 200 чел. из деревни.", "Погибло 3 тысячи.", "Власти молчат.",
    ]  # fmt: skip


def test_a_quotation_mark_that_is_never_closed_swallows_no_sentences() -> None:
    text = 'He said "5 men fled. ' + "Then 6 women came home. " * 60
    made = plain(text)
    found = [text[start:end] for _, (start, end) in spans(made, languages.load("en"))]
    assert len(found) == 61
    assert found[-1] == "Then 6 women came home."


def test_a_paragraph_without_end_is_looked_at_in_chunks() -> None:
    text = "Then 6 women of the U.S. came home. " * 2000
    made = plain(text)
    found = {text[start:end] for _, (start, end) in spans(made, languages.load("en"))}
    assert found == {"Then 6 women of the U.S. came home."}


def test_words_of_two_scripts_are_read_in_one() -> None:
    text = "Пoгибли двoе, paнены \u0447eтыре; ISIS paid \u0430 fee, Hаши и Bce"
    assert plain(text).lower == "погибли двое, ранены четыре; isis paid а fee, наши и bce"


@pytest.mark.parametrize(("text", "shouting"), [("POLICE SAID 5 MEN DIED", True), ("Police said NATO left", False)])
def test_capitals_everywhere_say_nothing(text: str, shouting: bool) -> None:
    assert shouts(text) is shouting


def test_sentences_and_tokens_point_into_the_text() -> None:
    text = "The U.S. sent 1,200 men. \u201cTwo left,\u201d he said."
    made = plain(text)
    sentences = [
        cut(made, index, number, span, ENGLISH)
        for index, (number, span) in enumerate(spans(made, languages.load("en")))
    ]
    assert [len(sentence.words) for sentence in sentences] == [6, 8]
    assert [text[start:end] for start, end in zip(sentences[0].starts, sentences[0].ends, strict=True)] == [
        "The", "U.S.", "sent", "1,200", "men", ".",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Forty men, of 2.5 m, left.", "Cafe\u0301s held 1,200 in e\u0301te\u0301.", "", "U.S.' men"]
)
def test_words_alone_are_those_of_the_cut_sentence(text: str) -> None:
    made = plain(text)
    span = (0, len(text))
    assert words_of(made, span, ENGLISH) == cut(made, 0, 0, span, ENGLISH).words
