"""Every language folder is complete, keeps to the code lists, and reads its own examples."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from importlib.resources import files

import pytest

from headcount import codelists, languages
from headcount.errors import CodeError
from headcount.languages.phrases import phrases
from headcount.languages.spelling import spelling
from headcount.read import read
from headcount.values.documents import Document, digest_of

PACKS = languages.available()
FILES = (
    "actions.csv", "bodies.csv", "confidence.csv", "demonyms.csv", "examples.jsonl", "forms.csv", "hedges.csv",
    "measures.csv", "months.csv", "nouns.csv", "numerals.csv", "SOURCES.md", "stances.csv", "triggers.csv",
    "vague.csv", "windows.csv", "words.csv",
)  # fmt: skip
NUMERALS = {
    "unit", "ten", "hundred", "hundreds", "scale", "dozen", "round", "suffix", "persons", "zero", "no", "half",
    "fraction", "parts", "part", "share", "ordinal",
}  # fmt: skip
SPELLING = spelling(defaultdict(frozenset, possessive=frozenset({"'s"})), {"free": "free|frees|freed"})
SLOTS = ("text", "lo", "hi", "quantifier", "group", "status")


@pytest.mark.parametrize("code", PACKS)
def test_codes_stand_in_the_lists(code: str) -> None:
    pack = languages.load(code)
    cues = [cue for rows in pack.cues.table.values() for _, cue in rows]
    lists = {"status": "statuses", "modality": "modalities", "link": "links", "stage": "stages"}
    for cue in cues:
        assert cue.slot not in lists or cue.code in codelists.table(lists[cue.slot])
        assert cue.measure in ("", "stock", "flow", "cumulative")
    acts = [act for rows in pack.acts.table.values() for _, act in rows]
    assert {act.action for act in acts} <= set(codelists.table("actions"))
    assert {act.stage for act in acts} - {""} <= set(codelists.table("stages"))
    assert {noun.group for noun in pack.nouns.values()} <= set(codelists.table("groups"))
    assert set(pack.measures.values()) <= set(codelists.table("unread"))
    hedges = {hedge.quantifier for rows in pack.hedges.table.values() for _, hedge in rows}
    assert hedges <= set(codelists.table("quantifiers"))


@pytest.mark.parametrize("code", PACKS)
def test_examples(code: str) -> None:
    lines = files("headcount.languages").joinpath(code, "examples.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 60
    wrong = []
    for row in map(json.loads, lines):
        made = read(Document(id="d", text=row["text"], digest=digest_of(row["text"]), lang=code))
        got = [
            {slot: getattr(figure, slot) for slot in SLOTS} | {"origin": list(figure.origin)} for figure in made.figures
        ]
        others = [[one.text, one.why] for one in made.unread]
        if got != row["figures"] or any(pair not in others for pair in row["other"]):
            wrong.append(row["text"])
    assert not wrong


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(CodeError, match="en"):
        languages.load("tlh")


@pytest.mark.parametrize("code", PACKS)
def test_packs_have_the_same_files_columns_and_classes(code: str) -> None:
    root = files("headcount.languages")
    for name in FILES:
        assert root.joinpath(code, name).is_file(), name
    for name in (name for name in FILES if name.endswith(".csv")):
        heads = [root.joinpath(folder, name).read_text(encoding="utf-8").splitlines()[0] for folder in (code, "en")]
        assert heads[0] == heads[1], name
    classes = [set(languages.load(folder).words) for folder in (code, "en")]
    assert classes[0] == classes[1]


@pytest.mark.parametrize("code", PACKS)
def test_number_words_are_of_known_kinds(code: str) -> None:
    pack = languages.load(code)
    several = [entry for rows in pack.number_phrases.table.values() for _, entry in rows]
    assert {number.kind for number in (*pack.numbers.values(), *several)} <= NUMERALS


def test_a_lemma_stands_for_its_forms_and_an_unknown_one_is_an_error() -> None:
    table = phrases([("=free|=free now", "released")], SPELLING)
    assert [match.entry for match in table.find(["they", "freed", "now"])] == ["released"]
    with pytest.raises(CodeError, match="liberate"):
        phrases([("=liberate", "released")], SPELLING)


def test_tokens_follow_the_classes_of_a_language() -> None:
    french = spelling(defaultdict(frozenset, elision=frozenset({"d'", "l'", "qu'"})), {})
    assert french.words("L'armée d'Irak, jusqu'ici") == ("l'", "armée", "d'", "irak", ",", "jusqu", "'", "ici")
    ukrainian = spelling(defaultdict(frozenset, inner_sign=frozenset("'"), abbreviation=frozenset({"тис."})), {})
    assert ukrainian.words("П'ять тис. 'сімей'") == ("п'ять", "тис.", "'", "сімей", "'")
    assert SPELLING.words("the U.S. army's 1,500 men") == ("the", "u.s.", "army", "'s", "1,500", "men")


def test_accents_and_the_letter_yo_are_folded() -> None:
    assert SPELLING.words("Еще\u0301 трёх бои\u0306цов") == ("еще", "трех", "бойцов")


def test_loading_is_quick() -> None:
    languages.load.cache_clear()
    start = time.process_time()
    languages.load("en")
    assert time.process_time() - start < 0.6


def test_phrases_take_the_longest_and_mind_their_gaps() -> None:
    table = phrases([("set free", "released"), ("set ~2 free", "released far"), ("set", "put")], SPELLING)
    assert [match.entry for match in table.find(["they", "set", "free"])] == ["released"]
    assert [match.entry for match in table.find(["they", "set", "all", "men", "free"])] == ["released far"]
    assert [match.entry for match in table.find(["they", "set", "all", "of", "the", "men", "free"])] == ["put"]
    assert [match.entry for match in table.find(["they", "set", ".", "free"])] == ["put"]


def test_phrases_of_one_first_word_are_told_apart_by_the_second() -> None:
    cut = spelling({"abbreviation": frozenset(), "elision": frozenset(), "inner_sign": frozenset(),
                    "possessive": frozenset()}, {})  # fmt: skip
    made = phrases([("take", 1), ("take back", 2), ("take ~2 home", 3)], cut)
    assert [match.entry for match in made.every(["take", "back"], 0)] == [2, 1]
    assert [match.entry for match in made.every(["take", "them", "home"], 0)] == [3, 1]
    assert made.at(["take", "them", "all", "far", "home"], 0) == (0, 1, 1)
    assert made.at(["back"], 0) is None


@pytest.mark.parametrize(
    ("text", "found"), [("40 left", True), ("forty left", True), ('"Forty left', True), ("m23 left", True),
                        ("afforty left", False), ("fortyish left", False)],
)  # fmt: skip
def test_a_number_is_found_behind_any_sign(text: str, found: bool) -> None:
    assert (languages.load("en").numeric.search(" " + text.lower()) is not None) == found


def test_one_of_several_classes_and_one_of_several_words() -> None:
    language = languages.load("en")
    assert language.one_of(("be", "have"), "were") and not language.one_of(("be", "have"), "men")
    assert language.meets("be", ["men", "were"]) and not language.meets("be", ["men"])
