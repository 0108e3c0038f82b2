"""What the user names and changes on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.errors import UsageError
from headcount.project.adjusting import adjusted, chosen
from headcount.values.cases import Case

MakeCase = Callable[..., Case]


def test_chosen_policies_keep_the_first_to_be_measured_by(make_case: MakeCase) -> None:
    policies = make_case().policies
    assert [p.name for p in chosen(policies, ["everyone_in_two_years"])] == ["as_now", "everyone_in_two_years"]
    assert chosen(policies, []) == policies


def test_an_unknown_policy_names_the_nearest(make_case: MakeCase) -> None:
    with pytest.raises(UsageError, match="no policy is called 'children'; did you mean children_first"):
        chosen(make_case().policies, ["children"])
    with pytest.raises(UsageError, match="there are as_now, children_first"):
        chosen(make_case().policies, ["zzz"])


def test_a_setting_changes_every_policy_that_pulls_its_lever(make_case: MakeCase) -> None:
    policies = make_case().policies
    changed = adjusted(policies, {"repatriation_pace.per_month": "90", "repatriation_pace.order": "men, women"})
    assert changed[0] == policies[0]
    assert changed[1].levers["repatriation_pace"] == {"order": ["men", "women"], "per_month": 90.0, "start_month": 3}
    assert changed[2].levers["repatriation_pace"]["per_month"] == 90.0
    assert changed[2].levers["camp_security"] == {"strength": 0.5}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("paec", "1", "no lever has such a setting; there are .*per_month"),
        ("repatriation_pace.paec", "1", "there is no such setting; there are .*repatriation_pace.per_month"),
        ("strength", "1", "several levers have it; write .*camp_security.strength"),
        ("complete_by", "many", "'many' is no number"),
    ],
)
def test_settings_that_cannot_be_meant(make_case: MakeCase, name: str, value: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        adjusted(make_case().policies, {name: value})


def test_a_lever_that_no_policy_pulls_is_pulled_by_all_but_the_first(make_case: MakeCase) -> None:
    policies = make_case().policies
    changed = adjusted(policies, {"flights": "40", "flights.seats": "100"})
    assert changed[0] == policies[0]
    assert all(policy.levers["flights"] == {"per_month": 40.0, "seats": 100.0} for policy in changed[1:])
    with pytest.raises(UsageError, match="'as_now' is what others are measured by"):
        adjusted(policies[:1], {"flights": "40"})


def test_a_lever_stands_for_its_main_number(make_case: MakeCase) -> None:
    changed = adjusted(make_case().policies, {"repatriation_pace": "90", "camp_security": "1"})
    assert changed[1].levers["repatriation_pace"]["per_month"] == 90.0
    assert changed[2].levers["camp_security"]["strength"] == 1.0
