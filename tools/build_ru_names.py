"""Rebuild the Russian names of places, peoples and bodies in all cases: ``demonyms.csv`` and ``bodies.csv``.

Development only. Names of countries come from CLDR (Babel) and ``ru_countries.csv``, the rest from ``ru_places.csv``
and ``ru_bodies.csv``. In a table ``=`` stands before a name without cases, ``~`` before the words of one that stay,
and ``_`` behind one that is left out because it is a common word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycountry
from babel import Locale
from russian import dictionary, every, inflected, of_lemma, plain, rows, unique, write

Form = tuple[str, str, str]
ACTING = ("RU-CE", "RU-DA", "RU-IN", "RU-TA", "RU-BA", "UA-40", "UA-43", "GE-")
"""Codes of regions that can act, as states do."""


def split(cell: str) -> list[str]:
    """The names of a cell, without those left out."""
    return [part.strip() for part in cell.split(";") if part.strip() and not part.strip().endswith("_")]


def adjective(lemma: str) -> list[str]:
    """All forms of an adjective."""
    found = next((one for one in dictionary().parse(lemma) if one.tag.POS == "ADJF"), None)
    forms = [one.word for one in found.lexeme if one.tag.POS == "ADJF"] if found is not None else [lemma]
    return unique([form[:1].upper() + form[1:] if lemma[:1].isupper() else form for form in forms])


def people(lemma: str) -> list[str]:
    """All forms of a noun for one of a people, and for several."""
    found = next((one for one in dictionary().parse(lemma) if one.tag.POS == "NOUN"), None)
    if found is None:
        return [lemma]
    return every(found)


def country_forms() -> Iterator[Form]:
    """Names, adjectives, people and capitals of every country."""
    cldr = Locale("ru").territories
    codes = {c.alpha_3: c.alpha_2 for c in pycountry.countries} | {"XKX": "XK"}
    hand = {row["code"]: row for row in rows("ru_countries")}
    for code, alpha2 in codes.items():
        row = hand.get(code, {"names": "", "adjectives": "", "people": "", "capitals": ""})
        label = cldr.get(alpha2, "")
        names = split(row["names"]) or ([label] if label and not re.search(r"[(]|САР| — ", label) else [])
        yield from ((form, code, "name") for name in names for form in inflected(name))
        yield from ((form, code, "adjective") for name in split(row["adjectives"]) for form in adjective(name))
        folk = [name for name in row["people"].split() if not name.endswith("_")]
        yield from ((form, code, "demonym") for name in folk for form in people(name))
        yield from ((form, code, "capital") for name in split(row["capitals"]) for form in inflected(name))


def place_forms() -> Iterator[Form]:
    """Regions, subdivisions, cities, camps and offices."""
    for row in rows("ru_places"):
        for name in split(row["forms"]):
            made = {"adjective": adjective, "demonym": people}.get(row["kind"], inflected)(name)
            kind = "name" if row["kind"] == "city" and row["code"].startswith(ACTING) else row["kind"]
            yield from ((form, row["code"], kind) for form in made)


BANNED = ("запрещённый", "запрещён")
"""What bodies are said to be, in a state that is no place of the story: 'запрещена в России'."""
BANNING = (
    ("RUS", "РФ"), ("RUS", "России"), ("RUS", "Российской Федерации"), ("KAZ", "Казахстане"), ("KGZ", "Кыргызстане"),
    ("KGZ", "Киргизии"), ("TJK", "Таджикистане"), ("UZB", "Узбекистане"), ("BLR", "Беларуси"), ("BLR", "Белоруссии"),
)  # fmt: skip
ON_LAND = ("РФ", "России", "Российской Федерации")


def aside_forms() -> Iterator[Form]:
    """'запрещена в России', 'в РФ запрещена', 'запрещённой на территории РФ'."""
    for banned in (form for lemma in BANNED for form in of_lemma(lemma)):
        for code, state in BANNING:
            yield f"{banned} в {state}", code, "aside"
            yield f"в {state} {banned}", code, "aside"
        for state in ON_LAND:
            yield f"{banned} на территории {state}", "RUS", "aside"
            yield f"на территории {state} {banned}", "RUS", "aside"


def main() -> None:
    """Write both tables, sorted by form; the first row of a form and kind keeps it."""
    kept: dict[tuple[str, str], Form] = {}
    for form, code, kind in (*country_forms(), *place_forms(), *aside_forms()):
        kept.setdefault((form, kind), (form, code, kind))
    write("demonyms", ("form", "code", "kind"), sorted(kept.values()))
    bodies = {
        form: row["code"] for row in rows("ru_bodies") for name in split(row["forms"]) for form in inflected(name)
    }
    write("bodies", ("form", "code"), [(plain(form), code) for form, code in bodies.items()])


if __name__ == "__main__":
    main()
