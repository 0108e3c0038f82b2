"""Tables: rows become figures where heads say what they count, and every other number is listed."""

from __future__ import annotations

import pytest

from headcount.read import tables
from headcount.values.figures import Figure, Reading

CAMP = """Foreign women and children in al-Hol camp, May 2019

Country | Women | Children
France | 12 | 34
Germany | ~1,200 | >30
Total | 1,212 | 64

Some 300 men left the camp.
"""


def told(figure: Figure) -> tuple[object, ...]:
    return figure.text, figure.group, figure.origin, figure.place, figure.status


def test_heads_labels_and_caption_make_figures(reading) -> None:  # type: ignore[no-untyped-def]
    made: Reading = reading(CAMP)
    assert [told(figure) for figure in made.figures[:6]] == [
        ("12", "women", ("FRA",), ("al_hol",), "in_camp"),
        ("34", "children", ("FRA",), ("al_hol",), "in_camp"),
        ("1,200", "women", ("DEU",), ("al_hol",), "in_camp"),
        ("30", "children", ("DEU",), ("al_hol",), "in_camp"),
        ("1,212", "women", (), ("al_hol",), "in_camp"),
        ("64", "children", (), ("al_hol",), "in_camp"),
    ]
    assert [figure.quantifier for figure in made.figures[2:4]] == ["about", "more_than"]
    assert {figure.as_of.start for figure in made.figures[:6] if figure.as_of} == {"2019-05-01"}
    assert made.figures[6].text == "300"


def test_offsets_and_row_of_each_figure(reading) -> None:  # type: ignore[no-untyped-def]
    for figure in reading(CAMP).figures:
        assert CAMP[figure.start : figure.end] == figure.text
        low, high = figure.sentence
        assert low <= figure.start < figure.end <= high
        for start, end in figure.spans.values():
            assert CAMP[start:end].strip()
    assert CAMP[slice(*reading(CAMP).figures[0].sentence)] == "France | 12 | 34"


def test_every_other_number_is_listed(reading) -> None:  # type: ignore[no-untyped-def]
    made = reading("| Year | Killed | Cost, $ |\n|---|---|---|\n| 2014 | 20 | 400 |\n| 2015 | 1 200 | 420 |\n")
    assert [told(figure) for figure in made.figures] == [
        ("20", "people", (), (), "killed"),
        ("1 200", "people", (), (), "killed"),
    ]
    assert [figure.as_of.start[:4] for figure in made.figures] == ["2014", "2015"]
    assert [(one.text, one.why) for one in made.unread] == [
        ("2014", "year"),
        ("400", "in_table"),
        ("2015", "year"),
        ("420", "in_table"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Item | Number\nTents | 20\nBlankets | 400\n",
        "Crop\tTonnes\nWheat\t20\nRice\t400\n",
        "a | 1\nb | 2\n",
        "Share | Women\nCamp A | 12 %\nCamp B | 40 %\n",
    ],
)
def test_a_table_of_something_else_has_no_figure(reading, text: str) -> None:  # type: ignore[no-untyped-def]
    made = reading(text)
    assert made.figures == ()
    assert {one.why for one in made.unread} == {"in_table"}
    assert len(made.unread) == 2


def test_two_columns_say_whom_in_the_label(reading) -> None:  # type: ignore[no-untyped-def]
    made = reading("Category | Number\nMen killed | 340\nTents | 20\n")
    assert [told(figure) for figure in made.figures] == [("340", "men", (), (), "killed")]


def test_nationality_is_where_they_come_from(reading) -> None:  # type: ignore[no-untyped-def]
    made = reading("Nationality\tDetained men\nFrance\t12\nSyrians\t45\n")
    assert [told(figure)[:3] for figure in made.figures] == [("12", "men", ("FRA",)), ("45", "men", ("SYR",))]


def test_a_line_with_signs_is_no_table(reading) -> None:  # type: ignore[no-untyped-def]
    made = reading("Home | News | About 3\n\nSome 40 women were freed | Agency\n")
    assert [figure.text for figure in made.figures] == ["40"]


def test_outside_leaves_what_is_before_and_behind() -> None:
    text = "Before.\nA | B\n1 | 2\nBehind."
    found = tables.find(text)
    assert [text[slice(*part)] for part in tables.outside(text, (0, len(text)), found)] == ["Before.", "Behind."]


def test_a_large_table_is_read_in_time(reading) -> None:  # type: ignore[no-untyped-def]
    text = "Camp | Women | Men\n" + "".join(f"Camp {chr(65 + at % 26)} | {at + 2} | 30\n" for at in range(1500))
    assert len(reading(text).figures) == 3000
