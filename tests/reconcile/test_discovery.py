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


@pytest.fixture(scope="module")
def panel() -> Discovery:
    """A good, a fair and a bad source over thirty objects, and objects that only some or strangers speak of."""
    _, claims = _panel(np.random.default_rng(1), {"good": 0.95, "fair": 0.8, "bad": 0.1}, 30)
    extra = _claims(
        ("alone", "bad", 5210.0), ("alone", "good", 7431.0),
        ("twice", "p", 7431.0), ("twice", "q", 7431.0), ("twice", "r", 5210.0),
        ("digits", "good", 471_379.0), ("digits", "s", 471.0), ("digits", "t", 1e15),
        ("lone", "u", 7000.0),
        ("rounded", "good", 8_613.0), ("rounded", "v", 9000.0),
    )  # fmt: skip
    return discover([*claims, *extra], seed=1)


def test_a_source_that_others_bear_out_elsewhere_is_believed_alone(panel: Discovery) -> None:
    assert _of(panel, "alone").value == 7431.0
    assert _of(panel, "alone").probability > 0.85
    worth = {source.source: source.right for source in panel.sources}
    assert worth["good"] > worth["fair"] > 0.5 > worth["bad"]


def test_two_good_sources_that_agree_are_no_copies(panel: Discovery) -> None:
    assert [source.source for source in panel.sources if source.copies] == []


def test_the_same_distinctive_number_twice_beats_one_other(panel: Discovery) -> None:
    assert _of(panel, "twice").value == 7431.0


def test_missing_digits_and_nonsense_lose(panel: Discovery) -> None:
    assert _of(panel, "digits").value == 471_379.0
    assert np.isfinite(_of(panel, "digits").interval.high90)


def test_a_lone_claim_is_the_answer_with_a_wide_interval(panel: Discovery) -> None:
    truth = _of(panel, "lone")
    assert truth.value == 7000.0
    assert truth.interval.low90 < 6500.0 < 7500.0 < truth.interval.high90


def test_a_rounded_number_may_be_right_beside_the_exact_one(panel: Discovery) -> None:
    truth = _of(panel, "rounded")
    assert truth.value == 8613.0
    assert truth.p_right[1] > 0.3


def test_the_answer_is_inside_its_interval(panel: Discovery) -> None:
    sure = [truth for truth in panel.truths if truth.probability > 0.5]
    assert len(sure) > 25
    assert all(truth.interval.low90 <= truth.value <= truth.interval.high90 for truth in sure)


def test_intervals_of_noisy_tables_cover_and_the_precise_source_counts_most() -> None:
    rng = np.random.default_rng(4)
    sd = {"fine": 0.03, "fair": 0.15, "rough": 0.5}
    truths = [float(round(50_000 * np.exp(rng.normal()))) for _ in range(80)]
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
    truths, claims = _panel(rng, {"bad": 0.5, "good": 0.9, "fine": 0.8, "fair": 0.7}, 80)
    _, own = _panel(rng, {"copy": 0.7, "again": 0.7}, 80)
    wrong = {claim.object: claim.lo for claim in claims if claim.source == "bad"}
    copied = [Claim(c.object, c.source, x, x) for c in own for x in (wrong[c.object] if rng.random() < 0.9 else c.lo,)]
    found = discover([*claims, *copied], seed=1)
    right = [found.truths[j].value == truth for j, truth in enumerate(truths)]
    assert np.mean(right) > 0.85
    copiers = {source.source for source in found.sources if source.copies}
    assert len(copiers) == 2
    assert copiers < {"bad", "copy", "again"}


def test_a_claim_made_twice_counts_once_and_the_same_seed_gives_the_same_answer() -> None:
    once = _claims(("x", "a", 10.0), ("x", "b", 12.0), ("y", "a", 0.0), ("y", "b", 0.0), ("y", "c", 5.0))
    found = discover(once, seed=3)
    assert discover([*once, once[0], once[0]], seed=3) == found
    assert _of(found, "y").value == 0.0


def test_ranges_and_decimals_go_together() -> None:
    claims = [Claim("x", "a", 100.0, 200.0), *_claims(("x", "b", 153.25), ("x", "c", 153.25))]
    (truth,) = discover(claims, seed=1).truths
    assert truth.value == 153.25
    assert len(truth.p_right) == 3


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
