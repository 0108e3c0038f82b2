"""How a language is cut into words, and which forms its lemmas have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headcount.errors import CodeError

_FOLDED = str.maketrans({"ё": "е", "\u2019": "'", "\u02bc": "'"})
_LETTER = r"[^\W\d_]"
_ACCENT = r"[\u0300-\u036f]"
"""Accents that follow their letter as signs of their own."""
_USUAL = r"[a-zа-я]{2,}(?=[ ,.])"
"""Most words as the next pattern would find them too: tried first, for it is much faster."""
_STRESS = re.compile(r"(?<=[аеиоуыэюяіїє])[\u0300\u0301]")


def fold(text: str) -> str:
    """``text`` in lower case and without the letters that print leaves out at will (ё); as long as before."""
    lower = text.lower()
    if lower.isascii():
        return lower
    lower = lower.translate(_FOLDED)
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := char.lower().translate(_FOLDED)) == 1 else char for char in text)


def composed(word: str) -> str:
    """``word`` with accents joined to their letters, and without the marks of stress of dictionaries."""
    return word if word.isascii() else unicodedata.normalize("NFC", _STRESS.sub("", word))


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """The tokens of a language and the forms of its lemmas."""

    token: re.Pattern[str]
    """one group: a token"""
    forms: Mapping[str, str]
    """lemma -> its forms with ``|`` between"""

    def words(self, text: str) -> tuple[str, ...]:
        """The tokens of ``text`` as the reader cuts them, in lower case."""
        return tuple(self.token.findall(composed(fold(text))))

    def expanded(self, pattern: str) -> str:
        """``pattern`` with the forms of each ``=lemma`` in its place.

        Raises
        ------
        CodeError
            The lemma is not in the forms of the language.
        """
        if "=" not in pattern:
            return pattern
        return " ".join("|".join(map(self._forms, part.split("|"))) for part in pattern.split())

    def _forms(self, word: str) -> str:
        if not word.startswith("=") or len(word) == 1:
            return word
        if word[1:] not in self.forms:
            raise CodeError(f"forms.csv has no lemma '{word[1:]}'; add it there with its forms")
        return self.forms[word[1:]]


def spelling(classes: Mapping[str, frozenset[str]], forms: Mapping[str, str]) -> Spelling:
    """The spelling of a language from its classes of words.

    ``abbreviation`` holds abbreviations with their dot, ``elision`` words that lean on the next ('d'), ``inner_sign``
    signs inside words (the apostrophe of Ukrainian) and ``possessive`` what leans on the word before.
    """
    inner = "".join(rf"|{re.escape(sign)}(?={_LETTER})" for sign in sorted(classes["inner_sign"]))
    tail = rf"(?:(?:{_ACCENT}+{inner})[^\W\d_]*)*"
    parts = [
        *_each(r"\b{}", classes["abbreviation"]),
        *_each(rf"\b{{}}(?={_LETTER}|$)", classes["elision"]),
        _USUAL,
        rf"[^\W\d_]{{2,}}{tail}",
        r"\d+(?:[.,]\d+)*",
        rf"(?:{_LETTER}\.){{2,}}",
        rf"{_LETTER}{tail}",
        *_each(r"{}\b", classes["possessive"]),
        r"\S",
    ]
    return Spelling(re.compile(f"((?! )(?:{'|'.join(parts)}))"), forms)


def _each(form: str, words: Iterable[str]) -> list[str]:
    """One alternative for any of ``words``, the longest first; none where there are no words."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return [form.format(f"(?:{'|'.join(map(re.escape, found))})")] if found else []
