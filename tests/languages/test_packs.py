"""Every language folder is complete, keeps to the code lists, and reads its own examples."""

from __future__ import annotations

import json
import time
from importlib.resources import files

import pytest

from headcount import codelists, languages
from headcount.errors import CodeError
from headcount.languages.phrases import phrases
from headcount.read import read
from headcount.values.documents import Document, digest_of

PACKS = languages.available()
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


def test_loading_is_quick() -> None:
    languages.load.cache_clear()
    start = time.perf_counter()
    languages.load("en")
    assert time.perf_counter() - start < 0.6


def test_phrases_take_the_longest_and_mind_their_gaps() -> None:
    table = phrases([("set free", "released"), ("set ~2 free", "released far"), ("set", "put")])
    assert [match.entry for match in table.find(["they", "set", "free"])] == ["released"]
    assert [match.entry for match in table.find(["they", "set", "all", "men", "free"])] == ["released far"]
    assert [match.entry for match in table.find(["they", "set", "all", "of", "the", "men", "free"])] == ["put"]
    assert [match.entry for match in table.find(["they", "set", ".", "free"])] == ["put"]
