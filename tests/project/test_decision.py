"""Losses by weights, standings, conditions under which policies lose, and what is worth finding out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from headcount.errors import UsageError
from headcount.project.decision import decide
from headcount.project.discovery import boxes
from headcount.project.information import influences, worth_of_all
from headcount.project.losses import losses
from headcount.project.outcomes import Measure
from headcount.project.ranking import (
    quantiles,
    resampled_places,
    satisfied,
    settled,
    standings,
    tail_means,
    weighting_shares,
)
from headcount.project.scenarios import LEVELS, Totals
from headcount.values.cases import Policy
from headcount.values.decisions import Influence
from headcount.values.estimates import Floats

DRAWS = 4000


def found(*totals: Sequence[Sequence[float]] | Floats, better: Sequence[bool] = ()) -> Totals:
    """Outcomes a, b, ... of policies p, q, ...; each of shape (policies, draws)."""
    arrays = [np.asarray(total, dtype=np.float64) for total in totals]
    up = [*better, *[False] * len(arrays)]
    measures = tuple(
        Measure(name, name.upper(), "people", "foreign", (), (), "stock", "end", more, "")
        for name, more, _ in zip("abc", up, arrays, strict=False)
    )
    policies = tuple(Policy(name, name.upper(), {}) for name in "pqrst"[: len(arrays[0])])
    return Totals(policies, measures, tuple(array[:, :, None] for array in arrays), tuple(arrays))


def test_a_loss_of_one_is_as_bad_as_the_first_policy() -> None:
    measured = losses(found([[10, 30], [5, 5]], [[200, 200], [100, 400]], [[0, 0], [0, 0]]), {"a": 30, "b": 1, "c": 0})
    # one of a counts as thirty of b: 600 and 200 of 800
    assert [(weight.rate, weight.weight, weight.basis) for weight in measured.weights] == [
        (30, 0.75, 20),
        (1, 0.25, 200),
    ]
    assert measured.loss.tolist() == [[500 / 800, 1100 / 800], [250 / 800, 550 / 800]]
    assert measured.loss[0].mean() == 1.0


def test_more_that_is_better_lowers_the_loss() -> None:
    measured = losses(found([[10, 10], [20, 20]], better=[True]), {"a": 1})
    assert measured.loss.tolist() == [[-1, -1], [-2, -2]]


def test_an_outcome_that_the_first_policy_does_not_have_is_measured_by_all() -> None:
    assert losses(found([[0, 0], [4, 8]]), {"a": 1}).loss.tolist() == [[0, 0], [4 / 3, 8 / 3]]
    assert losses(found([[0, 0], [0, 0]]), {"a": 1}).loss.tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"x": 1}, "no such outcome"),
        ({"a": -1}, "zero or more"),
        ({"a": float("nan")}, "zero or more"),
        ({"a": float("inf")}, "zero or more"),
        ({"a": 0}, "all weights are zero"),
        ({}, "all weights are zero"),
    ],
)
def test_weights_that_cannot_be_meant(weights: dict[str, float], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        losses(found([[1, 2]]), weights)


def test_usual_weights_fall_back_to_what_there_is() -> None:
    assert [weight.outcome for weight in losses(found([[1, 2]])).weights] == ["a"]


def test_standings_put_the_least_expected_loss_first() -> None:
    first, second = standings(losses(found([[4, 6, 8, 2], [1, 2, 9, 8]]), {"a": 1}), found([[4], [1]]).policies, seed=1)
    assert (first.policy, first.mean, first.satisfies) == ("p", 1.0, None)
    assert (second.policy, second.mean, second.worst_decile, second.satisfies) == ("q", 1.0, 1.8, 0.5)
    assert (first.p_best, second.p_best) == (0.5, 0.5)
    assert (first.regret, second.regret) == (pytest.approx(7 / 20), pytest.approx(7 / 20))
    assert second.regret90 == pytest.approx(1.2)


def test_quantiles_are_numpys() -> None:
    loss = np.random.default_rng(1).random((5, 777))
    assert np.allclose(quantiles(loss), np.quantile(loss, LEVELS, axis=1).T, rtol=0, atol=1e-12)
    assert quantiles(loss[:, :1]).tolist() == [[value] * 5 for value in loss[:, 0].tolist()]


def test_the_worst_tenth() -> None:
    assert tail_means(np.arange(1.0, 101.0)[None]).tolist() == [95.5]
    assert tail_means(np.array([[3.0, 8.0]])).tolist() == [8.0]


def test_resampling_agrees_with_the_bootstrap() -> None:
    rng = np.random.default_rng(2)
    loss = np.array([0.0, 0.06, 0.5])[:, None] + rng.standard_normal((3, 500))
    again = np.stack([loss[:, rng.integers(0, 500, 500)].mean(axis=1) for _ in range(2000)])
    first = (again.argmin(axis=1)[:, None] == np.arange(3)).mean(axis=0)
    places = resampled_places(loss, 1)
    assert places[:, 0] == pytest.approx(first, abs=0.04)
    assert places.sum(axis=0) == pytest.approx(1) and places.sum(axis=1) == pytest.approx(1)


def test_every_weighting_is_tried() -> None:
    scaled = losses(found([[1, 1], [0, 0]], [[1, 1], [2, 2]]), {"a": 1, "b": 1}).scaled
    shares = weighting_shares(scaled, 1)
    assert shares == pytest.approx([0.5, 0.5], abs=0.06)


def test_limits_are_kept_in_the_unit_of_the_outcome() -> None:
    measured = losses(found([[4, 6], [1, 9]], [[7, 7], [7, 3]], better=[False, True]), {"a": 1, "b": 1})
    assert satisfied(measured, {"a": 5}).tolist() == [0.5, 0.5]
    assert satisfied(measured, {"a": 9, "b": 5}).tolist() == [1.0, 0.5]


def test_noise_settles_nothing() -> None:
    rng = np.random.default_rng(3)
    same = rng.standard_normal(DRAWS)
    assert not settled(np.stack([same, rng.standard_normal(DRAWS)]))
    assert settled(np.stack([same, same + 0.01]))
    assert settled(same[None])


def decided_by_one_cause() -> tuple[Totals, dict[str, Floats]]:
    """The second policy is better unless x lies above 0.8; z means nothing."""
    rng = np.random.default_rng(4)
    x, z = rng.random((2, DRAWS))
    noise = rng.normal(0, 1, (2, DRAWS))
    return found([100 + noise[0], 95 + 20 * (x > 0.8) + noise[1]]), {"x": x, "z": z}


def test_the_box_names_the_condition_under_which_a_policy_loses() -> None:
    totals, causes = decided_by_one_cause()
    against_first, against_any = boxes(losses(totals, {"a": 1}), totals.policies, causes)
    assert (against_first.policy, against_first.against, against_first.wins) == ("q", "p", False)
    (condition,) = against_first.conditions
    assert (condition.cause, condition.above) == ("x", True)
    assert condition.limit == pytest.approx(0.8, abs=0.02) and condition.share == pytest.approx(0.2, abs=0.02)
    assert against_first.inside > 0.9 and against_first.covers > 0.98
    assert (against_any.policy, against_any.against) == ("q", None)
    assert against_any.conditions == against_first.conditions


def test_two_conditions_together() -> None:
    rng = np.random.default_rng(5)
    x, y, z = rng.random((3, DRAWS))
    totals = found([np.full(DRAWS, 1.0), 0.5 + 1.0 * ((x < 0.4) & (y > 0.5))])
    box = boxes(losses(totals, {"a": 1}), totals.policies, {"x": x, "y": y, "z": z})[0]
    assert {(c.cause, c.above) for c in box.conditions} == {("x", False), ("y", True)}
    assert box.inside > 0.9 and box.covers > 0.9


def test_no_condition_is_made_up() -> None:
    rng = np.random.default_rng(6)
    totals = found(rng.random((3, DRAWS)) + np.array([[0.0], [0.1], [0.2]]))
    causes = {name: rng.random(DRAWS) for name in "uvwxyz"}
    assert all(box.conditions == () for box in boxes(losses(totals, {"a": 1}), totals.policies, causes))


def test_few_draws_and_many_causes() -> None:
    rng = np.random.default_rng(7)
    causes = {f"x{k}": rng.random(400) for k in range(40)}
    nothing = found(rng.random((5, 400)))
    assert all(box.conditions == () for box in boxes(losses(nothing, {"a": 1}), nothing.policies, causes))
    real = found([np.full(400, 1.0), 0.5 + rng.random(400) * (causes["x7"] < 0.3)])
    box = boxes(losses(real, {"a": 1}), real.policies, causes)[0]
    assert [(c.cause, c.above) for c in box.conditions] == [("x7", False)]


def test_a_policy_that_mostly_loses_is_told_by_when_it_wins() -> None:
    totals, causes = decided_by_one_cause()
    turned = found(totals.totals[0][::-1])
    box = boxes(losses(turned, {"a": 1}), turned.policies, causes)[0]
    assert (box.policy, box.wins) == ("q", True)
    assert box.rate == pytest.approx(0.2, abs=0.02)
    assert [(c.cause, c.above) for c in box.conditions] == [("x", True)]


def test_a_single_policy_and_constant_causes_have_no_boxes() -> None:
    totals, _ = decided_by_one_cause()
    assert boxes(losses(found([[1, 2]]), {"a": 1}), found([[1, 2]]).policies, {"x": np.array([1.0, 2.0])}) == ()
    assert boxes(losses(totals, {"a": 1}), totals.policies, {"x": np.ones(DRAWS)}) == ()


def test_the_worth_of_a_cause_is_the_loss_it_avoids() -> None:
    totals, causes = decided_by_one_cause()
    loss = losses(totals, {"a": 1}).loss
    x, z = influences(loss, causes, seed=1)
    assert x.cause == "x" and z.cause == "z"
    # where x lies above 0.8, 15 of 100 are saved by taking the first policy instead
    assert x.worth == pytest.approx(0.2 * 0.15, rel=0.05)
    assert x.switches == pytest.approx(0.2, abs=0.06)
    assert z.worth < 0.002
    assert worth_of_all(loss) >= x.worth


def test_counted_causes_are_kept_whole() -> None:
    rng = np.random.default_rng(7)
    times = rng.integers(0, 3, DRAWS).astype(np.float64)
    loss = np.stack([np.ones(DRAWS), np.where(times == 2, 1.5, 0.5)])
    (only,) = influences(loss, {"times": times}, seed=1)
    assert only.switches == pytest.approx((times == 2).mean())


def test_too_few_draws_tell_nothing() -> None:
    assert influences(np.ones((2, 4)), {"x": np.arange(4.0)}, seed=1) == ()
    assert influences(np.ones((1, 400)), {"x": np.arange(400.0)}, seed=1) == ()


def test_decision_joins_everything() -> None:
    totals, causes = decided_by_one_cause()
    counts = {"f": 1000 * causes["x"], "g": 1000 * causes["z"]}
    figures = {key: Influence(f"{key} in words", 0, 0, 0, {"origin": (key,)}, key) for key in counts}
    decision = decide(totals, causes, figures, counts, seed=1, weights={"a": 2})
    assert [standing.policy for standing in decision.standings] == ["q", "p"]
    assert decision.settled and decision.reference == "p" and decision.policies == ("p", "q")
    assert decision.scaled[:, 0] == pytest.approx([1.0, 0.99], abs=0.01)
    best = decision.figures[0]
    assert (best.cause, best.answer, best.select) == ("f in words", "f", {"origin": ("f",)})
    # a count within a tenth is worth less than the truth
    assert 0.5 * decision.unknowns[0].worth < best.worth < decision.unknowns[0].worth
    assert decide(totals, causes, figures, counts, seed=1, weights={"a": 2}).standings == decision.standings


@pytest.mark.parametrize("totals", [[[3.0, 4.0, 5.0]], [[3.0], [4.0]], [[0.0, 0.0], [0.0, 0.0]]])
def test_one_policy_one_draw_or_nobody_is_ranked_too(totals: list[list[float]]) -> None:
    policies = found(totals)
    causes = {"x": np.arange(len(totals[0]), dtype=np.float64)}
    decision = decide(policies, causes, {}, {}, seed=1, weights={"a": 1})
    assert decision.standings[0].policy == "p"
    assert sum(standing.p_best for standing in decision.standings) == pytest.approx(1)
    assert np.isfinite(decision.scaled).all()
