"""Who does what to whom, and how far it has gone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount import codelists
from headcount.values.figures import Reading

Reader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "actor", "action", "stage"),
    [
        ("Norway has repatriated five children.", ("NOR",), "repatriate", "done"),
        ("Norway plans to bring home five children.", ("NOR",), "repatriate", "preparing"),
        ("Norway may take back its women.", ("NOR",), "repatriate", "considering"),
        ("Oslo refuses to repatriate its fighters.", ("NOR",), "refuse_return", "refused"),
        ("The Norwegian government has revoked the citizenship of ten men.", ("NOR",), "strip_citizenship", "done"),
        ("The men were released by the Kurdish authorities.", ("kurdish_authorities",), "release", "done"),
        ("Washington asked its allies to take back their citizens.", ("USA",), "request_return", "done"),
        ("The Turkish offensive began on Monday.", ("TUR",), "military_operation", "done"),
        ("Norway and Sweden deported 40 migrants.", ("NOR", "SWE"), "deport", "done"),
        (
            "Norway is vast. The country is reconsidering whether to repatriate women.",
            ("NOR",),
            "repatriate",
            "considering",
        ),
    ],
)
def test_positions(reading: Reader, text: str, actor: tuple[str, ...], action: str, stage: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.stage) == (actor, action, stage)
    assert action in codelists.table("actions")
    assert stage in codelists.table("stages")
    assert text[position.start : position.end] == position.text


@pytest.mark.parametrize(
    "text",
    [
        "The women asked Norway to evacuate them.",
        "The rebels released their hostages.",
        "Norway released a new stamp.",
        "Islamic State fighters released a film.",
    ],
)
def test_no_position(reading: Reader, text: str) -> None:
    assert reading(text).positions == ()


def test_figures_inside_a_position_are_named(reading: Reader) -> None:
    made = reading("In May 2019 Norway brought home five children.")
    (position,) = made.positions
    assert position.figures == tuple(figure.id for figure in made.figures)
    assert (position.as_of, position.target) == ("2019-05", "five children")
