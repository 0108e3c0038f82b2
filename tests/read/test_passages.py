"""Slots that only the passage says: the camp of 'the camp', the state whose citizens they are, the way home."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.values.figures import Figure, Reading

Reader = Callable[..., Reading]


def last(made: Reading) -> Figure:
    return made.figures[-1]


@pytest.mark.parametrize(
    ("text", "place", "status"),
    [
        ("Roj lies in the hills. The camp holds 900 women.", ("roj",), "in_camp"),
        ("Roj lies in the hills. It held 900 women in June.", ("roj",), "in_camp"),
        ("Roj lies in the hills. Its annex is locked. In the annex there are 900 women.", ("roj",), "in_camp"),
        ("Roj lies in the hills. The 900 residents are poor.", ("roj",), "in_camp"),
        ("Roj lies in the hills. The camp near Zaatari holds 900 women.", ("zaatari",), "in_camp"),
        ("Roj lies in the hills. The village has 900 inhabitants.", ("roj",), "in_camp"),
        ("The camp holds 900 women.", (), "in_camp"),
        ("Roj lies in the hills. The camps hold 900 women.", ("roj",), "in_camp"),
    ],
)
def test_the_camp_is_the_one_named_before(reading: Reader, text: str, place: tuple[str, ...], status: str) -> None:
    figure = last(reading(text))
    assert (figure.place, figure.status) == (place, status)


def test_the_camp_of_the_title_stands_in(reading: Reader) -> None:
    figure = last(reading("On 2 June it held 900 people.", title="North East Syria: Roj camp"))
    assert (figure.place, figure.status) == (("roj",), "in_camp")
    assert last(reading("On 2 June it held 900 people.", title="Roj camp and Moria camp")).place == ()


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The Belgian government met. So far 40 minors have come home.", ("BEL",)),
        ("The Belgian and the Danish government met. So far 40 minors have come home.", ()),
        ("Belgium spoke up. In Syria 40 citizens remain.", ("BEL",)),
        ("Help came from Belgium. So far 40 minors have come home.", ()),
        ("Police in Belgium met. So far 40 minors have come home.", ()),
        ("The Belgian government met. In Syria 40 nurses were killed.", ()),
        ("The Belgian government met. From the European Union 40 boys have come home.", ()),
    ],
)
def test_origin_by_the_state_spoken_of(reading: Reader, text: str, origin: tuple[str, ...]) -> None:
    assert last(reading(text)).origin == origin


def test_an_inferred_origin_keeps_its_cue_and_says_that_it_is_one(reading: Reader) -> None:
    text = "The Belgian government met. So far 40 minors have come home."
    figure = last(reading(text))
    assert text[slice(*figure.spans["origin"])] == "Belgian government"
    assert figure.confidence["origin"] < figure.confidence["value"]


def test_of_several_states_the_one_of_the_title(reading: Reader) -> None:
    text = "Belgian and Danish officials met. So far 40 minors have come home."
    assert last(reading(text, title="Denmark brings home its minors")).origin == ("DNK",)


@pytest.mark.parametrize(
    ("text", "status", "origin"),
    [
        ("Russian officials met. Some 40 children were flown from Iraq to Moscow.", "repatriated", ("RUS",)),
        ("A flight carried 40 Uzbek children from Iraq to Tashkent.", "repatriated", ("UZB",)),
        ("Some 40 Uzbek children were flown to Berlin.", None, ("UZB",)),
        ("Spanish officials met. Some 40 migrants arrived in Spain.", None, ()),
    ],
)
def test_who_is_brought_to_where_they_are_at_home(
    reading: Reader, text: str, status: str | None, origin: tuple[str, ...]
) -> None:
    figure = last(reading(text))
    assert (figure.status, figure.origin) == (status, origin)


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The camp holds 40 nationals of third countries.", ("foreign",)),
        ("The camp holds 40 women of other nationalities.", ("foreign",)),
        ("The camp holds 40 boys from more than 20 countries.", ("foreign",)),
        ("Of the boys 40 come from other countries.", ("foreign",)),
        ("The camp holds 40 men from outside Syria and Iraq.", ("foreign",)),
        ("The camp holds 40 women from 11 European countries.", ("europe",)),
        ("The camp holds 40 Syrians and Iraqis.", ("SYR", "IRQ")),
        ("The camp holds 40 Syrians, Iraqis said.", ("SYR",)),
        ("Some 40 people left Spain to join the group.", ("ESP",)),
        ("Some 40 people with ties to Spain are held.", ("ESP",)),
        ("Some 40 Iraqis came from Aleppo.", ("IRQ",)),
        ("Some 40 US citizens were arrested.", ("USA",)),
    ],
)
def test_origins_in_other_words(reading: Reader, text: str, origin: tuple[str, ...]) -> None:
    assert reading(text).figures[0].origin == origin


def test_bare_leaving_is_going_to_the_war_only_where_a_war_is_joined(reading: Reader) -> None:
    assert last(reading("The caliphate grew. Some 40 Danes left.")).status == "travelled"
    assert last(reading("The fair grew. Some 40 Danes left.")).status is None


def test_the_other_noun_of_a_split_list(reading: Reader) -> None:
    made = reading("There are 64 Iraqi and 14 Syrian households.")
    assert [(f.text, f.unit, f.origin) for f in made.figures] == [
        ("64", "household", ("IRQ",)),
        ("14", "household", ("SYR",)),
    ]


def test_a_rate_counts_nobody(reading: Reader) -> None:
    made = reading("There are four children per family.")
    assert [(one.text, one.why) for one in made.unread] == [("four", "not_people")]
