"""Ids outlive an inserted paragraph and tell the same words apart."""

from __future__ import annotations

from collections.abc import Callable

from headcount.values.figures import Reading

Reader = Callable[..., Reading]


def test_an_inserted_paragraph_keeps_the_id(reading: Reader) -> None:
    sentence = "Some 60 boys fled the town."
    (alone,) = reading(sentence).figures
    later = reading(f"A new first paragraph about 9 men who died.\n\n{sentence}").figures
    assert alone.id == later[-1].id
    assert alone.start != later[-1].start


def test_the_same_sentence_twice_has_two_ids(reading: Reader) -> None:
    made = reading("Some 60 boys fled the town.\n\nSome 60 boys fled the town.")
    assert len({figure.id for figure in made.figures}) == 2


def test_another_date_keeps_the_id(reading: Reader) -> None:
    text = "Some 60 boys fled the town."
    assert reading(text, "2019").figures[0].id == reading(text, "2021").figures[0].id
