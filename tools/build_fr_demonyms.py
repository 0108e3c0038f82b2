"""Rebuild the French forms of places and their people from ``tools/lexicon/fr_*.csv``, CLDR and GeoNames.

Development only. ``fr_countries.csv`` names peoples in the masculine singular (a feminine and a plural the rules do
not know stand behind slashes), capitals and other names; names of countries in French come from the Unicode CLDR
through Babel. A people is a demonym with a capital and an adjective in small letters, in four forms each. Cities that
French spells as English does come from the table of the English pack; the first row that claims a form keeps it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale
from build_fr_nouns import feminine, plural

HERE = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/languages/fr/demonyms.csv"
ENGLISH = ("camp", "prison", "Camp", " and ", "district", " of ", "Prison", "North", "South", "East", "West", "island",
           "the ", "Bay", "State", "Unity", "county", "province", "city", "City", "region", "Lower", "crossing",
           "Victoria", "Upper", "Red Sea", "River", "Basque", "Plateau", "Karen", "territory", "Republic",
           "area", "governorate", "District", "Central", "Gaza")  # fmt: skip
"""What tells a name that French does not spell so."""
Form = tuple[str, str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a hand-written table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(lines)]


def split(cell: str) -> list[str]:
    """The parts of a cell that holds several forms."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def people(cell: str) -> Iterator[str]:
    """Masculine and feminine, singular and plural, of each name for a people."""
    for entry in split(cell):
        man, *given = entry.split("/")
        woman = given[0] if given else feminine(man)
        yield from dict.fromkeys((man, given[1] if len(given) > 1 else plural(man), woman, plural(woman)))


def country_forms() -> Iterator[Form]:
    """Names, peoples and capitals of countries, regions and divisions."""
    cldr = Locale("fr").territories
    alpha2 = {c.alpha_3: c.alpha_2 for c in pycountry.countries} | {"XKX": "XK"}
    for row in rows("fr_countries"):
        code = row["code"]
        label = cldr.get(alpha2.get(code, ""), "")
        yield from ((name, code, "name") for name in (label, *split(row["names"])) if name and "(" not in name)
        for form in people(row["people"]):
            yield form[0].upper() + form[1:], code, "demonym"
            yield form.lower(), code, "adjective"
        yield from ((form, code, "capital") for form in split(row["capitals"]))
    told = {row["code"] for row in rows("fr_countries")}
    for code, two in alpha2.items():
        if code not in told and two in cldr and "(" not in cldr[two]:
            yield cldr[two], code, "name"


def town_forms() -> Iterator[Form]:
    """Towns, camps and divisions: French spellings first, then those that English writes alike."""
    yield from ((form, row["code"], "city") for row in rows("fr_cities") for form in split(row["forms"]))
    for name in ("cities", "camps", "subdivisions_world", "subdivisions_ru"):
        for row in rows(name):
            for form in (row["en"], *split(row["forms"])) if "seat" in row else split(row["forms"]):
                if not any(word in form for word in ENGLISH):
                    yield form, row["code"], "city"


def main() -> None:
    """Write the table, sorted by form; one row a form and kind, and towns give way to other kinds."""
    kept: dict[tuple[str, str], Form] = {}
    leaders = ((row["form"], row["code"], "leader") for row in rows("fr_leaders"))
    for form in (*country_forms(), *leaders, *town_forms()):
        kept.setdefault((form[0].replace("’", "'"), form[2]), (form[0].replace("’", "'"), form[1], form[2]))
    others = {form for form, kind in kept if kind != "city"}
    found = sorted(form for form in kept.values() if form[2] != "city" or form[0] not in others)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "code", "kind"))
        writer.writerows(found)
    print(f"{len(found)} forms in {OUT.name}")


if __name__ == "__main__":
    main()
