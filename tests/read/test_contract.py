"""The JSON contract holds exactly what it promises."""

from __future__ import annotations

import json
from collections.abc import Callable

from headcount.read.contract import to_json
from headcount.values.figures import Reading

Reader = Callable[..., Reading]

FIGURE = {
    "id", "start", "end", "text", "sentence", "lo", "hi", "quantifier", "unit", "measure", "group", "origin", "place",
    "holder", "status", "term", "as_of", "source", "modality", "links", "positions", "spans", "confidence",
}  # fmt: skip
POSITION = {
    "id", "start", "end", "text", "actor", "action", "stage", "target", "group", "figures", "as_of", "source",
    "modality", "actor_inferred", "spans",
}  # fmt: skip


def test_shape(reading: Reader) -> None:
    printed = to_json(reading("Norway has repatriated more than 60 boys. In 2015 it took 3 weeks."))
    assert set(printed) == {"document", "figures", "positions", "unread"}
    known = {"id", "title", "publisher", "published", "lang", "path", "digest"}
    assert set(printed["document"]) == known | {"url", "format", "entry", "pages", "remarks"}
    assert set(printed["figures"][0]) == FIGURE
    assert set(printed["positions"][0]) == POSITION
    assert set(printed["figures"][0]["as_of"]) == {"from", "to", "accuracy", "basis"}
    assert [one["why"] for one in printed["unread"]] == ["year", "duration"]


def test_open_ends_are_null_and_whole_numbers_are_whole(reading: Reader) -> None:
    printed = json.loads(json.dumps(to_json(reading("More than 60 boys fled. About 1/3 of the boys fled."))))
    assert (printed["figures"][0]["lo"], printed["figures"][0]["hi"]) == (60, None)
    assert printed["figures"][1]["lo"] == 0.333333


def test_what_was_not_read_is_said(reading: Reader) -> None:
    assert to_json(reading("טקסט", lang="he"))["not_read"] == "no language pack for Hebrew yet"
