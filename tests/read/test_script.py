"""The language of a text and of its parts: by script, letters and frequent words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from headcount import languages
from headcount.read.script import language_of, name_of, stretches

ENGLISH = "The report says that about 1,200 men are held in the prisons, where they wait for a decision of the court."
RUSSIAN = "По словам представителя министерства, в лагере остаются около 300 женщин и 200 детей из России."
FRENCH = "Le ministère a déclaré que 40 femmes et 12 enfants sont revenus en France depuis le début de cette année."
GERMAN = "Das Ministerium sagte, dass 20 Frauen und 30 Kinder nach Deutschland zurückgekehrt sind, und nicht mehr."


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Twelve men fled.", "en"),
        ("Detained men", "en"),
        ("Двенадцать мужчин бежали из ISIS.", "ru"),
        ("فر اثنا عشر رجلا", "ar"),
        ("La France a rapatrié douze enfants.", "fr"),
        ("Un mort et 3 blessés.", "fr"),
        ("Понад 100 росіян загинули.", "uk"),
        ("Some 40 women from Côte d’Ivoire were freed in Lomé.", "en"),
        ("12 - 14 %", "und"),
        ("", "und"),
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        ("Кількість людей, які повернулися з таборів, зросла, повідомили в міністерстві.", "uk"),
        ("Броят на хората, които са се върнали от лагерите, е нараснал, съобщиха от министерството.", "bg"),
        ("Број људи који су се вратили из логора је порастао, саопштило је министарство.", "sr"),
        ("El número de personas que han regresado de los campos ha aumentado, según el ministerio.", "es"),
        ("Bakanlığa göre kamplardan dönen kişi sayısı arttı ve bu daha çok olacak.", "tr"),
        ("难民营里还有三百名妇女", "zh"),
        ("qzx vbnm wrtp lkjh gfds qwrt zxcv bnmk plkj hgfd sdfg hjkl trew", "und"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_a_mixed_document_is_cut_by_paragraphs() -> None:
    text = "\n\n".join((ENGLISH, RUSSIAN, ENGLISH, FRENCH))
    found = stretches(text, "en")
    assert [lang for _, lang in found] == ["en", "ru", "en", "fr"]
    assert "".join(text[start:end] for (start, end), _ in found) == text


@pytest.mark.parametrize(
    ("text", "main"),
    [
        (ENGLISH + "\n\nBranche et al. (2019)\n\nLe Monde\n\nИсламское государство\n", "en"),
        (RUSSIAN + "\n\nHuman Rights Watch\n\nДжон Смит (John Smith)\n", "ru"),
        ("\n\n".join([ENGLISH] * 50), "en"),
        ("", "en"),
    ],
)
def test_names_and_titles_do_not_cut(text: str, main: str) -> None:
    assert stretches(text, main) == [((0, len(text)), main)]


def test_each_stretch_is_read_in_its_language(reading) -> None:  # type: ignore[no-untyped-def]
    text = "\n\n".join((ENGLISH, RUSSIAN, GERMAN))
    made = reading(text)
    assert [figure.text for figure in made.figures] == ["1,200", "300", "200"]
    assert [(one.text, one.why) for one in made.unread] == [("20", "other_language"), ("30", "other_language")]
    assert len({figure.id for figure in made.figures}) == 3


def test_a_language_without_a_pack_is_named(reading) -> None:  # type: ignore[no-untyped-def]
    assert reading(GERMAN, lang="de").not_read == "no language pack for German yet"
    assert name_of("und") == "a language that could not be told"


def test_every_pack_has_its_row() -> None:
    table = Path(languages.__file__ or "").parent / "frequent.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        rows = {row["code"]: row for row in csv.DictReader(stream)}
    assert set(languages.available()) <= set(rows)
    assert all(row["name"] and row["script"] and row["words"] for row in rows.values())
