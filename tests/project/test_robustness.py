"""Ranks and the sentences about what they rest on."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from headcount.project import project
from headcount.project.outcomes import Measure
from headcount.project.robustness import rank, regrets, shares_won, worst_decile
from headcount.project.scenarios import Totals
from headcount.project.sensitivity import drivers, in_words, rank_correlation
from headcount.values.cases import Case, Policy
from headcount.values.estimates import Estimate, Floats

MakeCase = Callable[..., Case]
MakeEstimate = Callable[[Case], Estimate]


def found(total: Floats, *, more_is_better: bool = False) -> Totals:
    measure = Measure("m", "M", "people", "foreign", (), (), "stock", "end", more_is_better, "")
    policies = tuple(Policy(name, name.upper(), {}) for name in "abc"[: len(total)])
    return Totals(policies, (measure,), (total[:, :, None],), (total,))


def test_worst_decile_is_the_mean_of_the_worst_tenth() -> None:
    values = np.arange(1.0, 101.0)
    assert worst_decile(values, more_is_better=False) == 95.5
    assert worst_decile(values, more_is_better=True) == 5.5
    assert worst_decile(np.array([3.0, 8.0]), more_is_better=False) == 8.0


def test_regret_is_the_distance_to_the_best_policy_of_the_draw() -> None:
    total = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 2.0]])
    assert regrets(total, more_is_better=False).tolist() == [[0, 1, 0], [2, 0, 0]]
    assert regrets(total, more_is_better=True).tolist() == [[2, 0, 0], [0, 1, 0]]


def test_equals_share_a_draw() -> None:
    total = np.array([[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 2.0, 1.0]])
    assert shares_won(total, more_is_better=False).tolist() == [0.625, 0.375]


def test_ranks_join_all_four() -> None:
    total = np.array([[10.0, 20.0], [30.0, 10.0]])
    first, second = rank(found(total))
    assert (first.policy, first.outcome, first.mean, first.worst_decile, first.p_best) == ("a", "m", 15.0, 20.0, 0.5)
    assert first.regret == pytest.approx(9.0)
    assert second.regret == pytest.approx(18.0)


@pytest.mark.parametrize(
    ("chance", "phrase"),
    [
        (0.0, "only by a remote chance"),
        (0.3, "unlikely to be"),
        (0.45, "possibly"),
        (0.6, "likely"),
        (1.0, "almost certainly"),
    ],
)
def test_chances_are_said_in_the_words_of_the_yardstick(chance: float, phrase: str) -> None:
    assert in_words(chance) == phrase


def test_rank_correlation_shares_ranks_of_equal_values() -> None:
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 20.0, 90.0])) == pytest.approx(1.0)
    assert rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([5.0, 5.0, 5.0])) == 0.0
    assert rank_correlation(np.array([1.0, 1.0, 2.0, 2.0]), np.array([1.0, 2.0, 1.0, 2.0])) == 0.0


def test_the_sentence_names_the_cause_of_the_lead() -> None:
    rng = np.random.default_rng(1)
    cause, other = rng.standard_normal((2, 400))
    total = np.stack([np.zeros(400), 5 + cause + 0.1 * rng.standard_normal(400)])
    sentence = drivers(found(total), rank(found(total)), {"the wind": cause, "the rain": other})["m"]
    assert sentence == (
        "“A” is almost certainly the best, before “B”; the size of its lead rests most on the wind "
        "(the more, the larger the lead)."
    )


def test_what_only_goes_along_with_the_first_cause_is_not_named() -> None:
    rng = np.random.default_rng(4)
    cause, second = rng.standard_normal((2, 500))
    shadow = cause + 0.3 * rng.standard_normal(500)
    total = np.stack([np.zeros(500), 9 + cause - 0.4 * second + 0.2 * rng.standard_normal(500)])
    sentence = drivers(found(total), rank(found(total)), {"wind": cause, "waves": shadow, "rain": second})["m"]
    assert sentence.endswith(
        "most on wind (the more, the larger the lead), then on rain (the less, the larger the lead)."
    )


def test_more_can_be_better() -> None:
    cause = np.linspace(0, 1, 400)
    total = np.stack([5 - cause, np.zeros(400)])
    own = found(total, more_is_better=True)
    sentence = drivers(own, rank(own), {"the wind": cause})["m"]
    assert sentence == (
        "“A” is almost certainly the best, before “B”; the size of its lead rests most on the wind "
        "(the less, the larger the lead)."
    )


def test_a_lead_without_cause_says_so() -> None:
    total = np.stack([np.zeros(400), 1 + np.random.default_rng(2).random(400)])
    sentence = drivers(found(total), rank(found(total)), {"the wind": np.random.default_rng(3).random(400)})["m"]
    assert sentence.endswith("; no single unknown moves its lead by more than chance does.")


def test_a_difference_within_noise_is_called_so() -> None:
    total = np.random.default_rng(1).standard_normal((2, 400))
    total -= total.mean(axis=1, keepdims=True) + np.array([[1e-6], [0.0]])
    sentence = drivers(found(total), rank(found(total)), {})["m"]
    assert sentence == "The difference between “A” and “B” is within the noise of this projection: no ranking."


def test_one_policy_has_no_rival() -> None:
    total = np.ones((1, 10))
    assert drivers(found(total), rank(found(total)), {})["m"].startswith("There is one policy only, “A”")


def test_sentences_hold_no_numeral_and_shares_add_up(make_case: MakeCase, make_estimate: MakeEstimate) -> None:
    case = make_case()
    projection = project(make_estimate(case), case, seed=1, digest="d", trajectories=100)
    names = [outcome.name for outcome in projection.scenarios[0].outcomes]
    assert list(projection.drivers) == names
    assert not any(letter.isdigit() for sentence in projection.drivers.values() for letter in sentence)
    for name in names:
        own = [r for r in projection.ranks if r.outcome == name]
        assert [r.policy for r in own] == ["as_now", "children_first", "everyone_in_two_years"]
        assert sum(r.p_best for r in own) == pytest.approx(1.0)
        assert min(r.regret for r in own) >= 0
