"""Scenarios beyond the case's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.scenarios import Wish, archived, explained, searched, wished
from headcount.case.stages import estimated, plan_gap
from headcount.case.workspace import open_workspace
from headcount.errors import CaseError, UsageError
from headcount.project.declared import AS_DECLARED, AS_DONE
from headcount.record import record

POLICIES = """
horizon_months = 6
[[transition]]
code = "repatriation"
from = "in_camp"
to = "returned"
hazard = [0.02, 0.1]
policy = true
basis = "a guess"
[[policy]]
name = "as_now"
label = "As now"
[[policy]]
name = "pace"
label = "A pace"
[policy.levers.repatriation_pace]
per_month = 10
"""
TEXT = (
    "France repatriated ten children from a camp in Syria on 3 May 2019. France has promised to bring home 40 women.\n"
)


@pytest.fixture
def with_policies(case_folder: Path) -> Path:
    file = case_folder / "case.toml"
    months, rest = POLICIES.strip().split("\n", 1)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("as_of", f"{months}\nas_of", 1) + rest, encoding="utf-8")
    (case_folder / "documents" / "acts.txt").write_text(TEXT, encoding="utf-8")
    (case_folder / "documents" / "acts.toml").write_text(
        'title = "Acts"\npublisher = "Agency"\npublished = "2019-06-01"\nlang = "en"\n', encoding="utf-8"
    )
    return case_folder


def test_what_governments_did_and_said_are_policies_of_the_case(with_policies: Path) -> None:
    results = estimated(open_workspace([str(with_policies)]), seed=1)
    case = results.workspace.case
    assert [policy.name for policy in case.policies] == ["as_now", "pace", AS_DONE, AS_DECLARED]
    done, said = (policy.levers["pledges"] for policy in case.policies[2:])
    assert done["monthly"] == ["FRA=0.4167", "DEU=0", "other=0"]  # ten in 24 months
    assert said["by_origin"] == ["FRA=40"]
    gap = plan_gap(results, record(results.readings))
    assert gap is not None and gap.of("FRA") is not None
    france = gap.of("FRA")
    assert france is not None and (france.taken_before.lo, france.promised.extent.lo) == (10, 40)

    wish = Wish(policies=["pace"], settings={"flights": "2"}, weights={"brought_home": 1.0}, months=3)
    made = wished(case, wish)
    assert [policy.name for policy in made.policies] == ["as_now", "pace"]
    assert made.policies[1].levers["flights"] == {"per_month": 2.0} and made.horizon_months == 3
    best, found = explained(made, results.estimate, seed=1, trajectories=16)
    assert best == "pace" and found
    assert searched(made, results.estimate, seed=1, tries=8, trajectories=8)[0].effort >= 0
    assert archived(made, results.estimate, seed=1, trajectories=4)[:2] == b"\x1f\x8b"

    for wrong, message in (
        (Wish(policies=["pase"]), "did you mean pace"),
        (Wish(weights={"happiness": 1}), "no such outcome"),
        (Wish(limits={"at_large": -1}), "is no limit"),
        (Wish(months=0), "--months 0: outside 1 to 240"),
        (Wish(settings={"per_year": "3"}), "no lever has such a setting"),
    ):
        with pytest.raises(UsageError, match=message):
            wished(case, wrong)
    with pytest.raises(CaseError, match="outside 0 to"):
        wished(case, Wish(settings={"flights": "-3"}))
    with pytest.raises(UsageError, match="one policy only"):
        explained(wished(case, Wish(policies=["as_now"])), results.estimate, seed=1, trajectories=4)


def test_a_case_without_policies_gets_none(case_folder: Path) -> None:
    case = estimated(open_workspace([str(case_folder)]), seed=1).workspace.case
    assert case.policies == ()
    with pytest.raises(CaseError, match="has no policies to project"):
        wished(case, Wish())
