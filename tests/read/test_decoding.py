"""Encodings, named and unnamed, whole and broken."""

from __future__ import annotations

import pytest

from headcount.errors import InputError
from headcount.read.loaders.decoding import decoded

RUSSIAN = "В лагере на севере страны остаются около 300 женщин и 200 детей, сообщили в министерстве."
UKRAINIAN = "У таборі на півночі країни залишаються близько 300 жінок і 200 дітей, повідомили в міністерстві."
FRENCH = "Près de 300 femmes sont retenues, a déclaré le ministère, qui n'a pas donné d'autres précisions à ce sujet."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16", "utf-16-le", "utf-8-sig"])
def test_russian_without_a_name(encoding: str) -> None:
    text, remarks = decoded(RUSSIAN.encode(encoding), "a.txt")
    assert text == RUSSIAN
    assert bool(remarks) == (encoding not in ("utf-16", "utf-8-sig"))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-u"])
def test_ukrainian_without_a_name(encoding: str) -> None:
    assert decoded(UKRAINIAN.encode(encoding), "a.txt")[0] == UKRAINIAN


@pytest.mark.parametrize("text", ["Лагерь", "300 женщин", "Погибли 12 человек"])
def test_few_letters(text: str) -> None:
    for encoding in ("cp1251", "koi8-r"):
        assert decoded(text.encode(encoding), "a.txt")[0] == text


def test_a_headline_in_capitals() -> None:
    assert decoded("ЧИСЛО ПОГИБШИХ".encode("cp1251"), "a.txt")[0] == "ЧИСЛО ПОГИБШИХ"


def test_western_europe() -> None:
    text, remarks = decoded(FRENCH.encode("cp1252"), "a.txt")
    assert text == FRENCH
    assert remarks == ("read as windows-1252, a guess by its letters",)


@pytest.mark.parametrize(
    "said", ["windows-1251", "CP1251", "x-windows-1251", "zlib", "unicode_escape", "none-such", ""]
)
def test_what_the_file_says(said: str) -> None:
    text, remarks = decoded(RUSSIAN.encode("cp1251"), "a.html", said)
    assert text == RUSSIAN
    assert bool(remarks) == ("1251" not in said or said.startswith("x-"))


def test_a_wrong_name_does_not_break_utf8() -> None:
    assert decoded(RUSSIAN.encode(), "a.html", "windows-1251") == (RUSSIAN, ())


def test_a_few_broken_places_are_shown() -> None:
    raw = RUSSIAN.encode() + b"\xff" + RUSSIAN.encode()
    text, remarks = decoded(raw, "a.txt")
    assert text == RUSSIAN + "\ufffd" + RUSSIAN
    assert remarks == ("1 places that are no UTF-8 are shown as \ufffd",)


def test_no_text_at_all() -> None:
    with pytest.raises(InputError, match="is not UTF-8"):
        decoded(b"\xb0\xb1\xb2\xdb\xdc\xfe" * 8, "a.txt")
