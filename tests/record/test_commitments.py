"""Which acts bind a state to take its own people back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.record.test_timelines import told

from headcount.record import record
from headcount.record.commitments import commitments
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure, Reading
from headcount.values.plans import Commitment
from headcount.values.positions import Position


def of(*positions: Position, figures: tuple[Figure, ...] = ()) -> tuple[Commitment, ...]:
    document = Document("row", "rows", digest_of("rows"), "en", published="2024-01-01", kind="abstract")
    readings = [Reading(document, figures, positions)]
    return commitments(record(readings), readings)


def figure(origin: tuple[str, ...], status: str = "repatriated") -> Figure:
    return Figure("f1", "row", 0, 2, "11", (0, 9), 11.0, 11.0, "exact", group="children", origin=origin, status=status)


@pytest.mark.parametrize(
    ("action", "stage", "expected"),
    [
        ("repatriate", "done", "done"),
        ("evacuate", "under_way", "under_way"),
        ("repatriate", "decided", "promised"),
        ("take_children_only", "promised", "promised"),
        ("prepare_documents", "done", "preparing"),
        ("prepare_documents", "promised", "promised"),
        ("refuse_return", "reversed", "promised"),
    ],
)
def test_how_far_an_act_binds(action: str, stage: str, expected: str) -> None:
    (found,) = of(told(action, stage, "2020-05-01", 12))
    assert (found.stage, found.lo, found.hi, found.since) == (expected, 12, 12, "2020-05-01")
    assert found.leaves == {"children"} and found.positions


@pytest.mark.parametrize(
    ("action", "stage"),
    [
        ("repatriate", "considering"),
        ("repatriate", "proposed"),
        ("repatriate", "refused"),
        ("repatriate", "reversed"),
        ("refuse_return", "done"),
        ("prosecute", "done"),
        ("request_return", "done"),
    ],
)
def test_what_binds_nobody(action: str, stage: str) -> None:
    assert of(told(action, stage, "2020-05-01", 12)) == ()


def test_without_a_number_it_is_open() -> None:
    (found,) = of(told("repatriate", "promised", "2020"))
    assert (found.lo, found.hi) == (0, None)
    assert found.days is not None and found.days[1] - found.days[0] == 365


def test_a_later_refusal_contests_it_and_an_earlier_does_not() -> None:
    promise = told("repatriate", "promised", "2020-05-01", 12)
    refusal = told("refuse_return", "decided", "2021-05-01")
    assert [found.contested for found in of(promise, refusal)] == [(refusal.id,)]
    assert [found.contested for found in of(promise, replace(refusal, as_of="2019-05-01"))] == [()]
    assert [found.contested for found in of(promise, replace(refusal, group="men"))] == [()]


def test_what_is_done_cannot_be_taken_back() -> None:
    done, refusal = told("repatriate", "done", "2020-05-01", 12), told("refuse_return", "decided", "2021-05-01")
    assert [found.contested for found in of(done, refusal)] == [()]


def test_a_joint_act_is_shared() -> None:
    found = of(told("repatriate", "done", "2020-05-01", 12, actor="DEU+DNK"))
    assert [(one.actor, one.shared) for one in found] == [("DEU", True), ("DNK", True)]


@pytest.mark.parametrize(
    ("origin", "status", "own"),
    [
        (("NOR",), "repatriated", True),
        ((), "repatriated", True),
        (("NOR", "SWE"), "repatriated", True),
        (("western_europe",), "repatriated", True),
        (("SWE",), "repatriated", False),
        (("foreign",), "repatriated", False),
        (("NOR",), "relocated", False),
    ],
)
def test_people_of_others_are_left_out(origin: tuple[str, ...], status: str, own: bool) -> None:
    position = replace(told("repatriate", "done", "2020-05-01"), figures=("f1",))
    found = of(position, figures=(figure(origin, status),))
    assert [(one.lo, one.figures) for one in found] == ([(11, ("f1",))] if own else [])
