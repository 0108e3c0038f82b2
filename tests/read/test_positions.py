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
        ("Norway plans to bring home five children.", ("NOR",), "repatriate", "promised"),
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


@pytest.mark.parametrize(
    ("text", "action", "stage"),
    [
        ("Norway hardly does anything to bring home children.", "refuse_return", "refused"),
        ("Norway has yet to repatriate a single woman.", "refuse_return", "refused"),
        ("Norway will not bring back fighters.", "refuse_return", "refused"),
        ("Norway is getting ready to repatriate women.", "repatriate", "preparing"),
        ("Norway is bringing back women.", "repatriate", "under_way"),
        ("Norway has agreed to repatriate women.", "repatriate", "decided"),
        ("Norway wants to repatriate women.", "repatriate", "considering"),
        ("Norway has suspended the repatriation of women.", "repatriate", "reversed"),
        ("Norway is accused of deporting refugees.", "deport", "alleged"),
        ("Norway will accept only children.", "take_children_only", "promised"),
        ("Norway arranged for three orphans to come home.", "repatriate", "done"),
        ("Norwegian prosecutors charged two men.", "prosecute", "done"),
        ("A court in Oslo ruled that the state must bring home a mother.", "repatriate", "decided"),
    ],
)
def test_stages(reading: Reader, text: str, action: str, stage: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.stage) == (("NOR",), action, stage)


@pytest.mark.parametrize(
    ("text", "actor", "action"),
    [
        ("UNICEF calls on all states to bring home children and never to detain a child.", "unicef", "request_return"),
        ("The UN repeated that Norway should take back its women.", "un", "request_return"),
        ("Norway has asked Sweden to release two men.", "NOR", "release"),
    ],
)
def test_appeals_are_of_those_who_appeal(reading: Reader, text: str, actor: str, action: str) -> None:
    (position,) = reading(text).positions
    assert (position.actor, position.action, position.modality) == ((actor,), action, "requested")


@pytest.mark.parametrize(
    "text",
    [
        "Norway closed a camp. It held 900 people, and it holds 20 today.",
        "Norway was slow, and a mother brought her sons home.",
        "If Norway repatriates the men, it must hurry.",
        "Norway will hold talks with families.",
        "The girl was freed by her captors after Norway paid.",
        "Norway has laws to arrest people.",
        "Norway counted four convicted men.",
    ],
)
def test_neither_camps_nor_private_people_act(reading: Reader, text: str) -> None:
    assert [one for one in reading(text).positions if one.actor == ("NOR",)] == []


def test_a_bare_government_is_that_of_the_passage_and_flagged(reading: Reader) -> None:
    text = "Of the Norwegian children five are orphans. The government will repatriate them."
    (position,) = reading(text).positions
    assert (position.actor, position.stage, position.actor_inferred) == (("NOR",), "promised", True)
    assert text[slice(*position.spans["actor"])] == "government"
    assert text[slice(*position.spans["actor_named"])] == "Norwegian"


def test_the_nearest_date_counts(reading: Reader) -> None:
    text = "In 2015 hundreds left; in May 2019 Norway brought home five children."
    (position,) = reading(text).positions
    assert position.as_of == "2019-05"


def test_an_operation_is_told_once_and_no_act_twice(reading: Reader) -> None:
    made = reading("The Turkish offensive began. After the Turkish offensive Norway deported men and deported women.")
    told = [(one.actor, one.action) for one in made.positions]
    assert told == [(("TUR",), "military_operation"), (("NOR",), "deport")]


def test_spans_are_quotes(reading: Reader) -> None:
    text = "Norway plans to bring home five children."
    (position,) = reading(text).positions
    quotes = {slot: text[slice(*span)] for slot, span in position.spans.items()}
    assert quotes == {"actor": "Norway", "stage": "plans to", "action": "bring home", "target": "five children"}
