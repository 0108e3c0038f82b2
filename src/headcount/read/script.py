"""A light test for the language of a text: by script."""

from __future__ import annotations

import unicodedata
from collections import Counter

_SCRIPTS = {
    "LATIN": "en",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "CJK": "zh",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
}
_SAMPLE = 4000


def language_of(text: str) -> str:
    """Code of the language that the script of ``text`` suggests; ``und`` where there are no letters.

    Latin letters are taken as English and Cyrillic as Russian: a guess by script, not by words.
    """
    letters = [char for char in text[: 4 * _SAMPLE] if char.isalpha()][:_SAMPLE]
    counts = Counter("LATIN" if char < "\u0250" else unicodedata.name(char, "").partition(" ")[0] for char in letters)
    known = [(count, script) for script, count in counts.items() if script in _SCRIPTS]
    return _SCRIPTS[max(known)[1]] if known else "und"
