"""The archive of all scenarios, file by file."""

from __future__ import annotations

import csv
import io
import json
import tarfile
from dataclasses import replace

import numpy as np

from headcount.project.export import archive
from headcount.project.outcomes import Measure
from headcount.project.scenarios import Totals
from headcount.values.cases import Policy

SERIES = np.array([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.5]]])
FOUND = Totals(
    (
        Policy("as_now", "As now", {}),
        Policy("pace", "Pace, with “quotes”", {"repatriation_pace": {"per_month": 40, "order": ["children", "men"]}}),
    ),
    (Measure("held", "Held", "people", "foreign", (), (), "stock", "end", False, ""),),
    (SERIES,),
    (SERIES[:, :, -1],),
)
CAUSES = {"how many, in words": np.array([0.1, 2e-17])}


def files(data: bytes) -> dict[str, str]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
        found = {}
        for member in tar.getmembers():
            stream = tar.extractfile(member)
            assert stream is not None and member.mtime == 0
            found[member.name] = stream.read().decode()
        return found


def test_one_row_for_each_policy_and_draw() -> None:
    rows = list(csv.DictReader(io.StringIO(files(archive(FOUND, CAUSES))["experiments.csv"])))
    assert [(row["policy"], row["scenario"]) for row in rows] == [
        ("as_now", "0"),
        ("as_now", "1"),
        ("pace", "0"),
        ("pace", "1"),
    ]
    assert [float(row["how many, in words"]) for row in rows] == [0.1, 2e-17, 0.1, 2e-17]
    assert [row["repatriation_pace.per_month"] for row in rows] == ["", "", "40.0", "40.0"]
    assert [row["repatriation_pace.order"] for row in rows] == ["", "", "children men", "children men"]


def test_outcomes_have_the_same_rows() -> None:
    found = files(archive(FOUND, CAUSES))
    assert found["held.cls"] == "2.0\n4.0\n6.0\n8.5\n"
    assert found["held_monthly.csv"] == "1.0,2.0\n3.0,4.0\n5.0,6.0\n7.0,8.5\n"
    assert json.loads(found["metadata.json"]) == {
        "version": 0.1,
        "outcomes": [["ScalarOutcome", "held", "held.cls"], ["ArrayOutcome", "held_monthly", "held_monthly.csv"]],
        "experiments": {
            "how many, in words": "float64",
            "repatriation_pace.per_month": "float64",
            "repatriation_pace.order": "object",
            "scenario": "int64",
            "policy": "object",
            "model": "object",
        },
    }


def test_the_same_scenarios_give_the_same_bytes() -> None:
    assert archive(FOUND, CAUSES) == archive(FOUND, CAUSES)


def test_totals_alone() -> None:
    assert set(files(archive(replace(FOUND, series=()), {}))) == {"experiments.csv", "held.cls", "metadata.json"}
