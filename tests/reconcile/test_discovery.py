"""Truth discovery on tables whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from headcount.errors import InputError
from headcount.reconcile import discover
from headcount.values.claims import Claim, Discovery, Truth


def _claims(*rows: tuple[str, str, float]) -> list[Claim]:
    return [Claim(thing, source, value, value) for thing, source, value in rows]


def _of(found: Discovery, thing: str) -> Truth:
    return next(truth for truth in found.truths if truth.object == thing)


def _panel(rng: np.random.Generator, right: dict[str, float], objects: int) -> tuple[list[float], list[Claim]]:
    """Sources that speak of every object and are right with the given chances, else off by about a fifth."""
    truths = [float(round(20_000 * np.exp(1.5 * rng.normal()))) for _ in range(objects)]
    rows = []
    for j, truth in enumerate(truths):
        for source, chance in right.items():
            wrong = float(round(truth * np.exp(0.2 * rng.normal())))
            rows.append((f"o{j}", source, truth if rng.random() < chance else wrong))
    return truths, _claims(*rows)


def test_a_source_that_others_bear_out_elsewhere_is_believed_alone() -> None:
    _, claims = _panel(np.random.default_rng(1), {"good": 0.95, "fair": 0.8, "bad": 0.1}, 30)
    found = discover([*claims, *_claims(("x", "bad", 5210.0), ("x", "good", 7431.0))], seed=1)
    assert _of(found, "x").value == 7431.0
    assert _of(found, "x").probability > 0.85
    worth = {source.source: source.right for source in found.sources}
    assert worth["good"] > worth["fair"] > 0.5 > worth["bad"]


def test_the_same_distinctive_number_twice_beats_one_other() -> None:
    _, claims = _panel(np.random.default_rng(2), {"a": 0.7, "b": 0.7, "c": 0.7}, 20)
    found = discover([*claims, *_claims(("x", "p", 7431.0), ("x", "q", 7431.0), ("x", "r", 5210.0))], seed=1)
    assert _of(found, "x").value == 7431.0


def test_a_number_with_digits_missing_is_the_wrong_one() -> None:
    _, claims = _panel(np.random.default_rng(3), {"a": 0.7, "b": 0.7, "c": 0.7}, 20)
    found = discover([*claims, *_claims(("x", "p", 471.0), ("x", "q", 471_379.0))], seed=1)
    assert _of(found, "x").value == 471_379.0


def test_intervals_of_noisy_tables_cover_and_the_precise_source_counts_most() -> None:
    rng = np.random.default_rng(4)
    sd = {"fine": 0.03, "fair": 0.15, "rough": 0.5}
    truths = [float(round(50_000 * np.exp(rng.normal()))) for _ in range(120)]
    rows = [
        (f"o{j}", s, float(round(t * np.exp(x * rng.normal())))) for j, t in enumerate(truths) for s, x in sd.items()
    ]
    found = discover(_claims(*rows), seed=1)
    held = [t.interval.low90 <= truth <= t.interval.high90 for t, truth in zip(found.truths, truths, strict=True)]
    assert 0.8 <= np.mean(held) <= 0.99
    errors = {source.source: source.error for source in found.sources}
    assert errors["fine"] < errors["fair"] < errors["rough"]


def test_copies_of_a_bad_source_do_not_outvote_good_ones() -> None:
    rng = np.random.default_rng(5)
    truths, claims = _panel(rng, {"bad": 0.4, "good": 0.9, "fine": 0.9}, 60)
    copied = [Claim(c.object, name, c.lo, c.hi) for c in claims if c.source == "bad" for name in ("copy", "again")]
    found = discover([*claims, *copied], seed=1)
    right = [found.truths[j].value == truth for j, truth in enumerate(truths)]
    assert np.mean(right) > 0.9
    assert sum(source.copies is not None for source in found.sources) == 2
    assert {source.source for source in found.sources if source.copies} < {"bad", "copy", "again"}


def test_the_answer_is_inside_its_interval_and_the_order_of_rows_hardly_matters() -> None:
    _, claims = _panel(np.random.default_rng(6), {"a": 0.8, "b": 0.5, "c": 0.2}, 15)
    one, other = discover(claims, seed=1), discover(claims[::-1], seed=1)
    for truth in one.truths:
        assert truth.interval.low90 <= truth.value <= truth.interval.high90
    same = [_of(other, truth.object).value == truth.value for truth in one.truths]
    assert np.mean(same) >= 0.8


def test_same_claims_and_seed_same_answer() -> None:
    claims = _claims(("x", "a", 10.0), ("x", "b", 12.0), ("y", "a", 0.0), ("y", "b", 0.0))
    assert discover(claims, seed=3) == discover(claims, seed=3)


def test_a_lone_claim_is_the_answer_with_a_wide_interval() -> None:
    (truth,) = discover(_claims(("x", "a", 7000.0)), seed=1).truths
    assert truth.value == 7000.0
    assert truth.interval.low90 < 6500.0 < 7500.0 < truth.interval.high90


def test_zero_is_a_number() -> None:
    (truth,) = discover(_claims(("x", "a", 0.0), ("x", "b", 0.0), ("x", "c", 5.0)), seed=1).truths
    assert truth.value == 0.0


def test_ranges_and_points_go_together() -> None:
    claims = [Claim("x", "a", 100.0, 200.0), Claim("x", "b", 153.0, 153.0), Claim("x", "c", 153.0, 153.0)]
    (truth,) = discover(claims, seed=1).truths
    assert truth.value == 153.0
    assert len(truth.p_right) == 3


def test_decimals_stay_decimals() -> None:
    (truth,) = discover(_claims(("x", "a", 12.51), ("x", "b", 12.51), ("x", "c", 13.2)), seed=1).truths
    assert truth.value == 12.51


def test_a_claim_made_twice_counts_once() -> None:
    once = _claims(("x", "a", 10.0), ("x", "b", 12.0))
    assert discover([*once, once[0], once[0]], seed=1) == discover(once, seed=1)


def test_nonsense_beside_a_number_stays_finite() -> None:
    claims = _claims(("x", "a", 1e17), ("x", "b", 4626.0), ("x", "c", 4626.0), ("x", "d", 3.0))
    (truth,) = discover(claims, seed=1).truths
    assert truth.value == 4626.0
    assert all(np.isfinite([truth.interval.low90, truth.interval.high90]))


@pytest.mark.parametrize("bad", [Claim("x", "a", -1.0, -1.0), Claim("x", "a", float("nan"), 3.0)])
def test_no_number_of_people_is_refused(bad: Claim) -> None:
    with pytest.raises(InputError, match=r"x: a claims .*; a claim must be a number of zero or more"):
        discover([bad], seed=1)


def test_a_range_upside_down_is_refused() -> None:
    with pytest.raises(InputError, match=r"200 to 100, a range upside down; swap its ends"):
        discover([Claim("x", "a", 200.0, 100.0)], seed=1)


def test_no_claims_are_refused() -> None:
    with pytest.raises(InputError, match="the table has no claims"):
        discover([], seed=1)
