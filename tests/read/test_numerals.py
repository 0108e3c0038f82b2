"""The number grammar on its own."""

from __future__ import annotations

import pytest

from headcount import languages
from headcount.read import numerals
from headcount.read.digits import value_of
from headcount.read.normalise import plain
from headcount.read.sentences import Sentence, cut


def sentence(text: str) -> Sentence:
    return cut(plain(text), 0, 0, (0, len(text)), languages.load("en").spelling)


@pytest.mark.parametrize(
    ("lang", "text", "quote", "low", "high"),
    [
        ("ru", "около двух тысяч человек", "двух тысяч", 2000, 2000),
        ("ru", "полторы тысячи беженцев", "полторы тысячи", 1500, 1500),
        ("ru", "две с половиной тысячи бойцов", "две с половиной тысячи", 2500, 2500),
        ("ru", "2,9 тысяч детей", "2,9 тысяч", 2900, 2900),
        ("ru", "32 тысячам жителей", "32 тысячам", 32000, 32000),
        ("ru", "5 тыс. человек", "5 тыс.", 5000, 5000),
        ("ru", "3 млн 200 тыс. человек", "3 млн 200 тыс.", 3200000, 3200000),
        ("ru", "32 тысячи 500 человек", "32 тысячи 500", 32500, 32500),
        ("ru", "несколько сотен боевиков", "несколько сотен", 200, 999),
        ("ru", "десятки тысяч жителей", "десятки тысяч", 20000, 99999),
        ("ru", "двадцать двое детей", "двадцать двое", 22, 22),
        ("ru", "ни одна женщина", "ни одна", 0, 0),
        ("ru", "от 300 до 400 человек", "300 до 400", 300, 400),
        ("ru", "две трети жителей", "две трети", 0.666667, 0.666667),
        ("ru", "каждый пятый житель", "каждый пятый", 0.2, 0.2),
        ("ru", "65 процентов детей", "65 процентов", 0.65, 0.65),
        ("ru", "5-ти детей", "5-ти", 5, 5),
        ("ru", "двести сорок пять человек", "двести сорок пять", 245, 245),
        ("ru", "1,940 человек", "1,940", 1940, 1940),
        ("ru", "2\u20133 тысячи", "2-3 тысячи", 2000, 3000),
        ("fr", "quatre-vingt-dix-sept enfants", "quatre-vingt-dix-sept", 97, 97),
        ("fr", "vingt et un morts", "vingt et un", 21, 21),
        ("fr", "deux millions et demi de personnes", "deux millions et demi", 2500000, 2500000),
        ("fr", "un demi-million de personnes", "un demi-million", 500000, 500000),
        ("fr", "11\u202f000 personnes", "11 000", 11000, 11000),
        ("fr", "12.500 personnes", "12.500", 12500, 12500),
        ("fr", "1,5 million de personnes", "1,5 million", 1500000, 1500000),
        ("fr", "entre 300 et 400 personnes", "300 et 400", 300, 400),
        ("fr", "un tiers des enfants", "un tiers", 0.333333, 0.333333),
        ("fr", "un sur cinq", "un sur cinq", 0.2, 0.2),
        ("fr", "aucun enfant", "aucun", 0, 0),
        ("fr", "deux mille trois cents morts", "deux mille trois cents", 2300, 2300),
    ],
)
def test_numbers_of_other_languages(lang: str, text: str, quote: str, low: float, high: float) -> None:
    pack = languages.load(lang)
    made = cut(plain(text), 0, 0, (0, len(text)), pack.spelling)
    found = numerals.find(made, pack, frozenset())
    assert [(made.slice(one.start, one.end), one.lo, one.hi) for one in found] == [
        (quote, pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))
    ]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("saw 11 000 men", "11 000", 11000, 11000),
        ("saw 11\u00a0000 men", "11\u00a0000", 11000, 11000),
        ("saw 1,234,567 men", "1,234,567", 1234567, 1234567),
        ("saw 40.000 men", "40.000", 40000, 40000),
        ("saw 2.14 lakh men", "2.14 lakh", 214000, 214000),
        ("saw 3.5 million men", "3.5 million", 3500000, 3500000),
        ("saw 20k men", "20k", 20000, 20000),
        ("saw seven thousand men", "seven thousand", 7000, 7000),
        ("saw two hundred and fifty men", "two hundred and fifty", 250, 250),
        ("saw forty-five men", "forty-five", 45, 45),
        ("saw two and a half thousand men", "two and a half thousand", 2500, 2500),
        ("saw half a million men", "half a million", 500000, 500000),
        ("saw one-and-a-half million men", "one-and-a-half million", 1500000, 1500000),
        ("saw 12-thousand men", "12-thousand", 12000, 12000),
        ("saw 6.6 mn men", "6.6 mn", 6600000, 6600000),
        ("saw a couple of hundred men", "a couple of hundred", 200, 299),
        ("saw not one man", "not one", 0, 0),
        ("saw not a single man", "not a single", 0, 0),
        ("saw a hundred men", "a hundred", 100, 100),
        ("saw two dozen men", "two dozen", 24, 24),
        ("saw several thousand men", "several thousand", 2000, 9999),
        ("saw tens of thousands", "tens of thousands", 20000, 99999),
        ("saw thousands", "thousands", 2000, None),
        ("saw 30 to 40 men", "30 to 40", 30, 40),
        ("saw 30-40 men", "30-40", 30, 40),
        ("saw between 30 and 40 men", "30 and 40", 30, 40),
        ("saw 2 to 3 million men", "2 to 3 million", 2e6, 3e6),
        ("saw 65 % of men", "65 %", 0.65, 0.65),
        ("saw 10 to 15 per cent of men", "10 to 15 per cent", 0.1, 0.15),
        ("saw 1/3 of men", "1/3", 1 / 3, 1 / 3),
        ("saw two-thirds of men", "two-thirds", 0.666667, 0.666667),
        ("saw one in five men", "one in five", 0.2, 0.2),
    ],
)
def test_one_number(text: str, quote: str, low: float, high: float | None) -> None:
    cutting = sentence(text)
    (number,) = numerals.find(cutting, languages.load("en"), frozenset())
    start, end = cutting.offsets(number.start, number.end)
    assert text[start:end] == quote
    assert number.lo == pytest.approx(low, abs=1e-5)
    assert number.hi == (high if high is None else pytest.approx(high, abs=1e-5))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one hundred and two women", 1),
        ("two men and three women", 2),
        ("the toll rose from 40 to 52", 2),
        ("it was the third attack", 1),
        ("in half an hour", 1),
        ("a few said so", 0),
        ("nobody came", 0),
    ],
)
def test_how_many_numbers(text: str, count: int) -> None:
    assert len(numerals.find(sentence(text), languages.load("en"), frozenset())) == count


@pytest.mark.parametrize(
    ("token", "value"), [("5", 5.0), ("1,5", 1.5), ("0.75", 0.75), ("12.500", 12500.0), ("1.2.3", None)]
)
def test_value_of_digits(token: str, value: float | None) -> None:
    assert value_of(token, languages.load("en")) == value
