"""Each slot carries the measured share of marked figures that were right when found the same way."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.resources import files

import pytest

from headcount.read.confidence import SLOTS, way
from headcount.values.figures import Figure

One = Callable[..., Figure]
TEXT = "About 900 men are held in two prisons in Syria, among them 200 foreigners, the ministry said."
RATES = list(csv.DictReader(files("headcount.languages.en").joinpath("confidence.csv").read_text("utf-8").splitlines()))


def test_rates_are_shares_of_counted_figures() -> None:
    assert {row["slot"] for row in RATES} == set(SLOTS)
    assert all(0 < float(row["rate"]) <= 1 and int(row["right"]) <= int(row["figures"]) for row in RATES)


@pytest.mark.parametrize(
    ("quote", "slot", "found"),
    [
        ("900", "value", "digits"),
        ("900", "quantifier", "own"),
        ("200", "quantifier", "default"),
        ("900", "status", "near"),
        ("200", "status", "inferred"),
        ("900", "origin", "default"),
        ("200", "origin", "own"),
        ("200", "as_of", "assumed"),
        ("200", "links", "subset_of"),
        ("900", "source", "own"),
    ],
)
def test_way_a_slot_was_found(one: One, quote: str, slot: str, found: str) -> None:
    assert way(one(TEXT, quote), slot) == found


def test_confidence_is_the_rate_of_the_way(one: One) -> None:
    figure = one(TEXT, "900")
    rates = {(row["slot"], row["way"]): float(row["rate"]) for row in RATES}
    assert figure.confidence == {slot: rates[slot, way(figure, slot)] for slot in SLOTS}
