"""The code list of places: complete for countries, consistent in its hierarchy, labelled in both languages."""

from __future__ import annotations

import re

from headcount.codelists import Code, table

PLACES = table("places")
KINDS = {"country", "region", "subdivision", "camp", "prison"}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def of_kind(kind: str) -> list[Code]:
    return [place for place in PLACES.values() if place.kind == kind]


def above(code: str) -> set[str]:
    """Every place that ``code`` lies in, however far up."""
    found: set[str] = set()
    queue = list(PLACES[code].parents)
    while queue:
        at = queue.pop()
        if at not in found:
            found.add(at)
            queue.extend(PLACES[at].parents)
    return found


def members(region: str) -> set[str]:
    return {place.code for place in of_kind("country") if region in place.parents}


def test_there_are_250_countries_with_kosovo() -> None:
    assert len(of_kind("country")) == 250
    assert PLACES["XKX"].en == "Kosovo"


def test_a_country_has_its_alpha_2_code_once() -> None:
    short = [place.more["alpha2"] for place in of_kind("country")]
    assert len(set(short)) == 250
    assert PLACES["RUS"].more["alpha2"] == "RU"


def test_all_kinds_are_known_and_used() -> None:
    assert {place.kind for place in PLACES.values()} == KINDS


def test_parents_are_places_and_never_the_place_itself() -> None:
    assert {parent for place in PLACES.values() for parent in place.parents} - set(PLACES) == set()
    assert [code for code in PLACES if code in above(code)] == []


def test_labels_are_english_and_russian() -> None:
    assert [p.code for p in PLACES.values() if CYRILLIC.search(p.en) or p.en.strip() != p.en or not p.en] == []
    assert [p.code for p in PLACES.values() if not CYRILLIC.search(p.ru)] == []


def test_everything_lies_in_all() -> None:
    assert [code for code in PLACES if code != "all" and "all" not in above(code)] == []


def test_regions_of_a_country_include_the_regions_around_them() -> None:
    missing = {p.code: above(p.code) - {"all", *p.parents} for p in of_kind("country")}
    assert {code: regions for code, regions in missing.items() if regions} == {}


def test_a_subdivision_belongs_to_the_country_in_its_code() -> None:
    for place in of_kind("subdivision"):
        countries = [PLACES[code].more["alpha2"] for code in place.parents if PLACES[code].kind == "country"]
        assert countries == [place.code.split("-")[0]]


def test_russia_has_its_83_internationally_coded_subjects() -> None:
    assert sum("RUS" in place.parents for place in of_kind("subdivision")) == 83


def test_fewer_than_400_subdivisions() -> None:
    assert 300 < len(of_kind("subdivision")) < 400


def test_the_western_balkans_are_six() -> None:
    assert members("western_balkans") == {"ALB", "BIH", "MKD", "MNE", "SRB", "XKX"}


def test_fifteen_states_left_the_soviet_union() -> None:
    assert len(members("ex_soviet")) == 15
    assert members("central_asia") < members("ex_soviet")


def test_the_union_has_27_members_without_the_united_kingdom() -> None:
    assert len(members("eu")) == 27
    assert "GBR" not in members("eu")


def test_russia_is_counted_apart_from_europe() -> None:
    assert "europe" not in above("RUS")


def test_continents_do_not_overlap() -> None:
    continents = ("europe", "asia", "africa", "americas", "oceania")
    for place in of_kind("country"):
        assert sum(continent in place.parents for continent in continents) <= 1, place.code


def test_chechnya_lies_in_the_north_caucasus_and_in_russia() -> None:
    assert {"north_caucasus", "RUS", "ex_soviet", "all"} <= above("RU-CE")
    assert PLACES["RU-CE"].ru == "Чечня"


def test_foreign_has_no_fixed_members() -> None:
    assert [place.code for place in PLACES.values() if "foreign" in place.parents] == []


def test_al_hol_and_roj_lie_in_north_east_syria() -> None:
    for camp in ("al_hol", "roj"):
        assert PLACES[camp].kind == "camp"
        assert {"SY-HA", "north_east_syria", "SYR"} <= above(camp)


def test_coordinates_come_in_pairs_and_lie_on_the_globe() -> None:
    for place in PLACES.values():
        assert ("lat" in place.more) == ("lon" in place.more), place.code
        if "lat" in place.more:
            assert -90 <= float(place.more["lat"]) <= 90
            assert -180 <= float(place.more["lon"]) <= 180
    lat, lon = (float(PLACES["al_hol"].more[key]) for key in ("lat", "lon"))
    assert 35.9 < lat < 37.4
    assert 40.0 < lon < 42.5
