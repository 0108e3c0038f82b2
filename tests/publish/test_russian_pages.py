"""The page in Russian: numbers, nouns, cases, and words of the case; quotes stay as they are."""

from __future__ import annotations

import importlib.resources
import re
from dataclasses import replace

import pytest
from stranded_account import BRIEFING, CASE
from stranded_crews import DOCUMENTS, FIGURES

from headcount import codelists
from headcount.publish import prose, publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.locale import languages, locale
from headcount.publish.page import Page, page_of

RU = locale("ru")


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(BRIEFING, "ru")


@pytest.fixture(scope="module")
def text() -> str:
    return publish(BRIEFING, lang="ru")


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("цифра", 1),
        ("цифры", 2),
        ("цифр", 5),
        ("цифр", 11),
        ("цифр", 12),
        ("цифра", 21),
        ("цифры", 24),
        ("цифр", 111),
        ("цифр", 0),
        ("цифры", 2.4),
        ("цифра", 1001),
    ],
)
def test_a_noun_goes_with_its_number(word: str, number: float) -> None:
    assert RU.plural("noun.figure", number) == word


@pytest.mark.parametrize(
    ("said", "value", "step"),
    [("14\u00a0600", 14_600, 100), ("7\u00a0600", 7600, 100), ("2,4", 2.4, 0.1), ("1,2\u00a0млн", 1_200_000, 100_000)],
)
def test_numbers_are_written_the_russian_way(said: str, value: float, step: float) -> None:
    assert RU.number(value, step) == said


def test_dates_take_the_case_they_need() -> None:
    assert RU.date("2019-11-15") == "15 ноября 2019 года"
    assert RU.date("2019-11") == "ноябрь 2019 года"
    assert RU.percent(0.9) == "90\u00a0%"


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("из Франции", ["FRA"]),
        ("из России, Германии и Косова", ["RUS", "DEU", "XKX"]),
        ("с Филиппин", ["PHL"]),
        ("из Франции и с Мальдив", ["FRA", "MDV"]),
        ("с Ближнего Востока и из Северной Африки", ["mena"]),
        ("из других бывших советских республик", ["ex_soviet_rest"]),
    ],
)
def test_places_after_from(page: Page, said: str, codes: list[str]) -> None:
    assert prose.placed(page, "from", [page.origin(code) for code in codes]).striptags() == said


@pytest.mark.parametrize(("said", "code"), [("во Франции", "FRA"), ("в Сирии", "SYR"), ("на Кубе", "CUB")])
def test_places_after_in(page: Page, said: str, code: str) -> None:
    assert prose.placed(page, "in", [RU.place(code).where]).striptags() == said


def test_people_are_described_in_order(page: Page) -> None:
    figure = replace(FIGURES[0], group="children", status="returned", origin=("FRA",), place=(), holder=None)
    assert prose.whom(page, figure) == "дети из Франции, вернувшиеся домой"


@pytest.mark.parametrize("lang", languages())
def test_every_country_has_its_cases(lang: str) -> None:
    countries = [code for code, row in codelists.table("places").items() if row.kind == "country"]
    assert len(countries) > 240
    bare = [code for code in countries if lang == "ru" and code not in locale(lang).places]
    assert bare == []


@pytest.mark.parametrize("lang", languages())
def test_a_language_has_every_phrase_of_the_first_one_with_the_same_parts(lang: str) -> None:
    def parts(phrase: object) -> set[str]:
        return set(re.findall(r"\{\w+\}", str(phrase)))

    free = {"groups", "states", "count", "outcomes", "units", "reasons"}
    for section, phrases in locale("en").words.items():
        if section not in free:
            for key, phrase in phrases.items():
                assert locale(lang)(f"{section}.{key}") if isinstance(phrase, str) else True
                found = locale(lang).words[section][key]
                assert parts(found) <= parts(phrase) | {"{n}"}, f"{section}.{key}"


def test_the_russian_page_keeps_the_contract_and_leaves_quotes_alone(text: str) -> None:
    assert naked_numbers(text) == []
    assert check_trails(text, DOCUMENTS) == []
    assert '<html lang="ru">' in text
    assert 'lang="en" dir="auto">The harbour authority of Selm holds about <mark>3,400</mark> foreign seamen' in text


def test_words_of_the_case_are_translated_where_they_are_known_and_marked_where_not() -> None:
    words = {"ru": {"title": "Застрявшие в Селме", "policy.as_now": "Как раньше"}}
    page = publish(replace(BRIEFING, case=replace(CASE, words=words)), lang="ru")
    assert "<h1>Застрявшие в Селме</h1>" in page
    assert f'<span lang="en">{CASE.question.split()[0]}' in page


def test_nothing_of_the_page_itself_is_left_in_english(text: str) -> None:
    bare = re.sub(r"<(script|style).*?</\1>", "", text, flags=re.DOTALL)
    own = re.sub(r'<(\w+)[^>]*lang="en".*?</\1>', "", bare, flags=re.DOTALL)
    for mark in ("Estimated", "Close", "nobody", "reported", "According", "Policies", "Where this"):
        assert not re.search(rf">[^<]*\b{mark}\b[^<]*<", own)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("это доля, а чего — не сказано", "is a share, and of what is not said"),
        ("«convicted» — не состояние этого дела", "'convicted' is no state of this case"),
        ("a reason that nobody translated", "a reason that nobody translated"),
    ],
)
def test_reasons_of_other_stages_are_translated_where_they_are_known(said: str, reason: str) -> None:
    assert RU.reason(reason) == said


def test_reasons_of_the_reconciling_stage_have_a_translation() -> None:
    """Every reason that stands whole in the code of that stage."""
    root = importlib.resources.files("headcount.reconcile")
    source = "".join(file.read_text(encoding="utf-8") for file in root.iterdir() if file.name.endswith(".py"))
    reasons = re.findall(r'why = f?"([a-z][^"]{20,})"', source)
    assert len(reasons) >= 3
    for reason in reasons:
        filled = re.sub(r"\{[^}]*\}", "x1", reason)
        assert RU.reason(filled) != filled, reason
