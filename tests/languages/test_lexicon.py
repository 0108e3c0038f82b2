"""The big English word tables: every code is known, no word says two things, the traps stay out."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

import pytest

from headcount.codelists import table

Rows = list[dict[str, str]]


def rows(name: str) -> Rows:
    path = files("headcount.languages") / "en" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


NOUNS = rows("nouns")
DEMONYMS = rows("demonyms")
PLURALS = {row["plural"]: row for row in NOUNS}
PLACE_OF = {row["form"]: row["code"] for row in DEMONYMS}
KINDS_OF = {(row["form"], row["kind"]) for row in DEMONYMS}


def test_noun_columns_and_codes_are_known() -> None:
    assert list(NOUNS[0]) == ["lemma", "plural", "group", "status", "kind", "source"]
    assert {row["group"] for row in NOUNS} <= set(table("groups"))
    assert {row["status"] for row in NOUNS} - {""} <= set(table("statuses"))
    assert {row["kind"] for row in NOUNS} == {"person", "collective", "nominal"}
    assert {row["source"] for row in NOUNS} == {"wordnet", "hand"}


def test_a_noun_stands_once() -> None:
    counts = Counter((row["lemma"], row["plural"], row["kind"]) for row in NOUNS)
    assert [key for key, n in counts.items() if n > 1] == []


def test_a_plural_says_one_thing_in_any_case() -> None:
    said: dict[str, set[tuple[str, str]]] = {}
    for row in NOUNS:
        said.setdefault(row["plural"].lower(), set()).add((row["group"], row["status"]))
    assert {plural: found for plural, found in said.items() if len(found) > 1} == {}


def test_nouns_have_no_stray_spaces_or_underscores() -> None:
    words = [row[column] for row in NOUNS for column in ("lemma", "plural")]
    assert [word for word in words if word != " ".join(word.split()) or "_" in word or not word] == []


@pytest.mark.parametrize(
    ("plural", "lemma", "group"),
    [
        ("women", "woman", "women"),
        ("children", "child", "children"),
        ("wives", "wife", "women"),
        ("policemen", "policeman", "police"),
        ("police officers", "police officer", "police"),
        ("brothers-in-law", "brother-in-law", "men"),
        ("passers-by", "passer-by", "people"),
        ("heads of state", "head of state", "officials"),
        ("attorneys general", "attorney general", "officials"),
        ("internally displaced people", "internally displaced person", "idps"),
        ("foreign fighters", "foreign fighter", "fighters"),
        ("mujahideen", "mujahid", "fighters"),
        ("midwives", "midwife", "health_workers"),
        ("aid workers", "aid worker", "aid_workers"),
        ("asylum seekers", "asylum seeker", "refugees"),
        ("orphans", "orphan", "orphans"),
        ("thieves", "thief", "people"),
        ("emirs", "emir", "people"),
    ],
)
def test_plural_lemma_and_group(plural: str, lemma: str, group: str) -> None:
    assert PLURALS[plural]["lemma"] == lemma
    assert PLURALS[plural]["group"] == group


@pytest.mark.parametrize(
    ("plural", "status"),
    [
        ("detainees", "detained"),
        ("inmates", "detained"),
        ("returnees", "returned"),
        ("evacuees", "evacuated"),
        ("fatalities", "killed"),
        ("hostages", "abducted"),
        ("escapees", "escaped"),
        ("IDPs", "displaced"),
        ("dead", "killed"),
        ("wounded", "wounded"),
        ("missing", "missing"),
        ("victims", ""),
        ("civilians", ""),
    ],
)
def test_status_that_the_noun_itself_implies(plural: str, status: str) -> None:
    assert PLURALS[plural]["status"] == status


@pytest.mark.parametrize("word", ["family", "household", "group", "gang"])
def test_words_that_count_groups_and_not_persons(word: str) -> None:
    assert {row["kind"] for row in NOUNS if row["lemma"] == word} == {"collective"}


@pytest.mark.parametrize("word", ["troops", "police", "personnel"])
def test_mass_words_count_persons(word: str) -> None:
    assert PLURALS[word]["kind"] == "person"


FALSE_PEOPLE = [
    "covers", "wings", "marks", "bombers", "models", "stars", "posts", "hosts", "sources", "figures",
    "heads", "hands", "parties", "contacts", "characters", "servers", "carriers", "trailers", "printers",
    "majors", "wards", "suppliers", "whales", "gods", "angels", "extras", "tanks", "houses",
    "villages", "years", "ships", "schools", "reports", "camps"
]  # fmt: skip


@pytest.mark.parametrize("word", FALSE_PEOPLE)
def test_words_that_are_mostly_not_people_stay_out(word: str) -> None:
    assert word not in PLURALS


def test_demonym_columns_and_codes_are_known() -> None:
    assert list(DEMONYMS[0]) == ["form", "code", "kind"]
    assert {row["code"] for row in DEMONYMS} <= set(table("places"))
    kinds = {"name", "demonym", "adjective", "capital", "city", "leader"}
    assert {row["kind"] for row in DEMONYMS} == kinds


def test_a_form_means_one_place() -> None:
    codes: dict[str, set[str]] = {}
    for row in DEMONYMS:
        codes.setdefault(row["form"], set()).add(row["code"])
    assert {form: found for form, found in codes.items() if len(found) > 1} == {}
    counts = Counter((row["form"], row["kind"]) for row in DEMONYMS)
    assert max(counts.values()) == 1


def test_the_article_is_no_part_of_a_form_that_stands_without_it() -> None:
    assert [form for form in PLACE_OF if form.startswith("the ") and form[4:] in PLACE_OF] == []


def test_sovereign_countries_have_name_people_and_capital() -> None:
    europe = [p for p in table("places").values() if {"eu", "western_balkans", "ex_soviet"} & set(p.parents)]
    countries = {place.code for place in europe if place.kind == "country"}
    for kind in ("name", "demonym", "adjective"):
        assert countries - {row["code"] for row in DEMONYMS if row["kind"] == kind} == set()
    same_name = {"LUX"}
    assert countries - {row["code"] for row in DEMONYMS if row["kind"] == "capital"} == same_name


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("Britain", "GBR", "name"),
        ("UK", "GBR", "name"),
        ("U.S.", "USA", "name"),
        ("United States", "USA", "name"),
        ("Russians", "RUS", "demonym"),
        ("Frenchmen", "FRA", "demonym"),
        ("French", "FRA", "adjective"),
        ("Swiss", "CHE", "demonym"),
        ("Kosovars", "XKX", "demonym"),
        ("Kosovo Albanians", "XKX", "demonym"),
        ("Chechens", "RU-CE", "demonym"),
        ("Chechen", "RU-CE", "adjective"),
        ("Dagestani", "RU-DA", "demonym"),
        ("Ingush", "RU-IN", "demonym"),
        ("Uighurs", "CHN", "demonym"),
        ("Western Europeans", "western_europe", "demonym"),
        ("Western Balkan", "western_balkans", "adjective"),
        ("post-Soviet", "ex_soviet", "adjective"),
        ("Central Asians", "central_asia", "demonym"),
        ("North African", "north_africa", "adjective"),
        ("Europeans", "europe", "demonym"),
        ("foreigners", "foreign", "demonym"),
        ("Moscow", "RUS", "capital"),
        ("Ankara", "TUR", "capital"),
        ("Kremlin", "RUS", "leader"),
        ("Downing Street", "GBR", "leader"),
        ("Kadyrov", "RU-CE", "leader"),
        ("Raqqa", "SY-RA", "city"),
        ("Deir ez-Zor", "SY-DY", "city"),
        ("Mosul", "IQ-NI", "city"),
        ("Grozny", "RU-CE", "city"),
        ("Mariupol", "UA-14", "city"),
        ("al-Hol", "al_hol", "city"),
        ("Gaza", "gaza_strip", "name"),
        ("Nigeriens", "NER", "demonym"),
        ("Nigerians", "NGA", "demonym"),
    ],
)
def test_forms_of_places_and_their_people(form: str, code: str, kind: str) -> None:
    assert PLACE_OF[form] == code
    assert (form, kind) in KINDS_OF


@pytest.mark.parametrize("form", ["polish", "turkey", "Nice", "Essen", "Kurds", "Kurd", "Van", "Male", "Sale"])
def test_dangerous_homographs_and_peoples_without_a_state_stay_out(form: str) -> None:
    assert form not in PLACE_OF
