"""Every list is complete, its parents exist, and unknown codes are named with what is near."""

from __future__ import annotations

import pytest

from headcount import codelists
from headcount.errors import CodeError


@pytest.mark.parametrize("name", codelists.NAMES)
def test_each_code_has_its_kind_labels_and_definition(name: str) -> None:
    codes = codelists.table(name)
    assert codes
    incomplete = [
        c.code for c in codes.values() if not (c.kind and c.en and c.ru and (c.definition or name == "places"))
    ]
    assert incomplete == []


@pytest.mark.parametrize("name", ["groups", "statuses", "bodies", "places"])
def test_parents_are_codes_of_the_same_list(name: str) -> None:
    codes = codelists.table(name)
    assert [(c.code, p) for c in codes.values() for p in c.parents if p not in codes] == []


def test_kinds_of_statuses_are_the_four_of_the_design() -> None:
    assert {c.kind for c in codelists.table("statuses").values()} == {"state", "event", "aggregate", "attribute"}


def test_an_unknown_code_names_the_place_and_the_nearest_codes() -> None:
    with pytest.raises(CodeError, match=r"case\.toml, states: 'detaned' is no code .*did you mean detained"):
        codelists.check("statuses", "detaned", "case.toml, states")


def test_an_unknown_list_names_the_lists() -> None:
    with pytest.raises(CodeError, match="no code list is called 'colours'; there are actions, bodies"):
        codelists.table("colours")


def test_labels_fall_back_to_the_code() -> None:
    assert codelists.label("statuses", "killed") == "dead"
    assert codelists.label("statuses", "killed", "ru") == "погибли"
    assert codelists.label("statuses", "no_such") == "no_such"
