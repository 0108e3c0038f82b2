"""Fixed words and the printing of numbers, nouns, places and dates: a TOML file and a table of places a language."""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

from headcount import codelists
from headcount.errors import UsageError

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """How a place is called in a sentence."""

    name: str
    origin: str
    """after "from": the United Kingdom; Франции"""
    where: str
    """after "in": the United Kingdom; Франции"""


@dataclass(frozen=True, slots=True)
class Locale:
    """The words of one language. ``locale("figures.title")`` is the phrase under that key."""

    lang: str
    words: Mapping[str, Any]
    places: Mapping[str, Place]

    def __call__(self, key: str, /, **parts: object) -> Markup:
        """The phrase under the dotted ``key`` with its ``{parts}`` filled in and escaped."""
        phrase = self._at(key)
        if not isinstance(phrase, str):
            raise KeyError(f"{key} in {self.lang}.toml is no phrase")
        # str.format is many times faster than that of Markup, which is written in Python
        return Markup(phrase.format(**{name: escape(part) for name, part in parts.items()}) if parts else phrase)

    def plural(self, key: str, number: float) -> Markup:
        """The form of the noun under ``key`` that goes with ``number``."""
        forms = self._at(key)
        return Markup(forms[min(_FORM[self.words["number"]["plural"]](number), len(forms) - 1)])

    def has(self, key: str) -> bool:
        """Whether there is a phrase under ``key``."""
        try:
            self._at(key)
        except KeyError:
            return False
        return True

    def rows(self, key: str) -> list[Mapping[str, str]]:
        """The table under ``key``."""
        return list(self._at(key)) if self.has(key) else []

    def reason(self, text: str) -> str:
        """An English sentence of another stage in this language, by the pairs under ``reasons``; else as it is."""
        for row in self.rows("reasons"):
            if found := re.fullmatch(row["en"], text):
                return found.expand(row["say"])
        return text

    def place(self, code: str) -> Place:
        """The place, region or body called ``code``."""
        known = self.places.get(code)
        name = codelists.label("places", code, self.lang)
        if name == code:
            name = codelists.label("bodies", code, self.lang)
        if not known:
            return Place(name, name, name)
        return Place(known.name or name, known.origin or known.name or name, known.where or known.origin or name)

    def number(self, value: float, step: float = 1) -> str:
        """``value`` with separators, and as many decimals as ``step`` asks for."""
        if not math.isfinite(value):
            return str(self("number.endless" if value > 0 else "number.unknown"))
        if abs(value) >= MILLION and step >= MILLION / 1000:
            return str(self("number.million", n=self.number(value / MILLION, step / MILLION)))
        decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
        whole = f"{abs(value):,.{decimals}f}"
        printed = whole.translate({ord(","): self("number.thousands"), ord("."): self("number.decimal")})
        return f"−{printed}" if value < 0 and re.search("[1-9]", whole) else printed

    def percent(self, fraction: float, step: float = 0.01) -> str:
        """A fraction of one as percent; ``step`` is a fraction too."""
        return str(self("number.percent", n=self.number(100 * fraction, 100 * step)))

    def date(self, iso: str) -> str:
        """An ISO date cut to what is known (2019, 2019-11, 2019-11-25) as a reader would write it."""
        match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?.*", iso)
        if not match or not match[2]:
            return str(self("date.year", year=match[1])) if match else iso
        months = self._at("date.months_of_days" if match[3] and self.has("date.months_of_days") else "date.months")
        month = months[int(match[2]) - 1] if 1 <= int(match[2]) <= 12 else match[2]
        if not match[3]:
            return str(self("date.month", month=month, year=match[1]))
        return str(self("date.day", day=int(match[3]), month=month, year=match[1]))

    def _at(self, key: str) -> Any:
        found: Any = self.words
        for part in key.split("."):
            found = found[part]
        return found


def _two(number: float) -> int:
    return 0 if number == 1 else 1


def _slavic(number: float) -> int:
    """one (1, 21), few (2-4, 22; and every fraction), many (0, 5-20): Unicode plural rules of Russian and Ukrainian."""
    if number != int(number):
        return 1
    units, tens = int(number) % 10, int(number) % 100
    if units == 1 and tens != 11:
        return 0
    return 1 if units in {2, 3, 4} and tens not in {12, 13, 14} else 2


_FORM = {"two": _two, "slavic": _slavic}


def languages() -> tuple[str, ...]:
    """The languages that a page can be printed in."""
    return tuple(
        sorted(file.name.removesuffix(".toml") for file in files(__name__).iterdir() if file.name.endswith(".toml"))
    )


@cache
def locale(lang: str = "en") -> Locale:
    """The locale called ``lang``.

    Raises
    ------
    UsageError
        There is no file for that language.
    """
    if lang not in languages():
        raise UsageError(f"no page can be printed in '{lang}'; choose one of {', '.join(languages())}")
    words = tomllib.loads((files(__name__) / f"{lang}.toml").read_text(encoding="utf-8"))
    lines = (files(__name__) / f"{lang}_places.csv").read_text(encoding="utf-8").splitlines()
    places = {row["code"]: Place(row["name"], row["origin"], row["where"]) for row in csv.DictReader(lines)}
    return Locale(lang, words, places)
