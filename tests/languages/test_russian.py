"""Russian is data: cases, free word order and clauses between commas work through its tables."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from headcount.read import read
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure

EXAMPLES = files("headcount.languages").joinpath("ru", "examples.jsonl").read_text(encoding="utf-8").splitlines()


def figures(text: str) -> list[Figure]:
    made = read(Document(id="d", text=text, digest=digest_of(text), lang="ru", published="2019-11-05"))
    return list(made.figures)


@pytest.mark.parametrize("line", EXAMPLES)
def test_examples_of_the_pack(line: str) -> None:
    row = json.loads(line)
    found = [
        {
            "text": one.text,
            "lo": one.lo,
            "hi": one.hi,
            "quantifier": one.quantifier,
            "group": one.group,
            "origin": list(one.origin),
            "status": one.status,
        }
        for one in figures(row["text"])
    ]
    assert found == row["figures"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Двумстам тридцати рыбакам грозит суд.", 230),
        ("Эвакуировали полторы тысячи человек.", 1500),
        ("Эвакуировали 2,9 тысячи человек.", 2900),
        ("Эвакуировали 6 тыс. 300 человек.", 6300),
        ("Эвакуировали 18 400 человек.", 18400),
        ("Эвакуировали 10-ти тысячный отряд и семерых детей.", 7),
        ("Убиты тысяча восемьсот боевиков.", 1800),
        ("Спасены двадцать один моряк.", 21),
    ],
)
def test_numbers_are_read_in_every_case(text: str, value: float) -> None:
    assert figures(text)[-1].lo == value


@pytest.mark.parametrize("text", ["Погибли 20 человек.", "20 человек погибли.", "Погибло 20 человек."])
def test_word_order_is_free(text: str) -> None:
    (figure,) = figures(text)
    assert (figure.lo, figure.status) == (20, "killed")


def test_each_number_keeps_its_own_verb() -> None:
    found = figures("Погибли 12 человек, ещё 30 ранены.")
    assert [one.status for one in found] == ["killed", "wounded"]


def test_a_clause_between_commas_gives_way_to_the_main_verb() -> None:
    (figure,) = figures("Семь моряков, похищенных пиратами в мае, освобождены.")
    assert figure.status == "released"


def test_a_number_behind_its_noun_is_about() -> None:
    (figure,) = figures("Ранены человек сорок.")
    assert (figure.lo, figure.quantifier) == (40, "about")


def test_a_thousand_behind_a_hedge_is_a_number() -> None:
    (figure,) = figures("Ранены около тысячи человек.")
    assert (figure.lo, figure.hi, figure.quantifier) == (1000, 1000, "about")


def test_a_way_is_no_place() -> None:
    (figure,) = figures("В Литву вернулись 40 человек из Ливии.")
    assert (figure.origin, figure.place) == (("LTU",), ("LBY",))


def test_latin_letters_in_a_russian_word_do_no_harm() -> None:
    (figure,) = figures("Погибли 37 чeловек.")
    assert figure.status == "killed"


def test_things_are_no_people() -> None:
    assert figures("Уничтожено 15 танков, сгорели 20 жилых домов и 300 гектаров леса.") == []
