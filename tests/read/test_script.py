"""The language of a text, by its script."""

from __future__ import annotations

import pytest

from headcount.read.script import language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Twelve men fled.", "en"),
        ("Двенадцать мужчин бежали из ISIS.", "ru"),
        ("فر اثنا عشر رجلا", "ar"),
        ("12 - 14 %", "und"),
        ("", "und"),
    ],
)
def test_script(text: str, lang: str) -> None:
    assert language_of(text) == lang
