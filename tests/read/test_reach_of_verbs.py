"""Which people a verb speaks of: verbs of others, verbs kept from happening, parts, and bare numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.values.figures import Figure, Reading

One = Callable[[str, str], Figure]
Reader = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("Officials prevented 70 villagers from leaving the district.", "70", None),
        ("Dozens of families demanded the return of their sons.", "Dozens", None),
        ("Forty families whose sons vanished marched to the court.", "Forty", None),
        ("The bakery employs 120 people and feeds refugees who fled the war.", "120", None),
        ("At least 60 lawyers defended the 200 people arrested at the rally.", "60", None),
        ("Twelve divers pulled nine survivors from the lake.", "Twelve", None),
        ("Some 900 people live in areas held by the rebels.", "900", None),
        ("The army has locked up dozens of people for years and barred hundreds of students.", "hundreds", None),
        ("Over 300 rescue workers dug through the night.", "300", None),
        ("Some 60 passengers were stranded at the airport.", "60", None),
        ("The outbreak killed 87 people; another 250 have recovered.", "250", None),
        ("Of 600 inmates, 45 are awaiting trial.", "600", "detained"),
        ("The judge handed down long sentences to 11 smugglers.", "11", "convicted"),
        ("Among the deceased are 31 women.", "31", "killed"),
        ("Rebels gave back four bodies.", "four", "killed"),
        ("Raiders burned the barn and made off with 30 girls.", "30", "abducted"),
        ("The camp was built for families and now houses 9,000 people.", "9,000", "in_camp"),
        ("Eleven pupils were taken, but their teacher hid.", "Eleven", "abducted"),
    ],
)
def test_of_whom_the_verb_speaks(one: One, text: str, quote: str, status: str | None) -> None:
    assert one(text, quote).status == status


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("The death toll from the airport blast rose from 40 to 52 overnight.", ["40", "52"]),
        ("Removals rose to 256,000 from 226,000.", ["256,000", "226,000"]),
        ("That brings the total new arrivals to over 41,000.", ["41,000"]),
        ("Some 40 Danes had left by June. That number gradually grew to 50.", ["40", "50"]),
        ("Some 300 Danes came. The mayor said 120 had come by bus.", ["300", "120"]),
        ("All 20 living hostages will be released.", ["20"]),
        ("Among the captives, over 20 were juveniles.", ["20"]),
        ("Sales rose to 5,000 from 4,000.", []),
    ],
)
def test_bare_numbers(reading: Reader, text: str, quotes: list[str]) -> None:
    assert [figure.text for figure in reading(text).figures] == quotes


def test_another_adds_to_the_whole_and_not_to_its_part(one: One) -> None:
    assert one("The blast killed 40 people, among them nine women. Another 30 were hurt.", "30").group == "people"


@pytest.mark.parametrize(
    ("text", "quote", "measure"),
    [
        ("Raids killed 12 people on Monday, bringing the toll to 600 since May.", "12", "flow"),
        ("Raids killed 12 people on Monday, bringing the toll to 600 since May.", "600", "cumulative"),
        ("The strike that opened the war killed 12 soldiers.", "12", "flow"),
        ("Nine sailors have gone missing.", "Nine", "flow"),
        ("The bus carried 40 pupils and 3 teachers.", "3", "flow"),
    ],
)
def test_what_a_count_measures(one: One, text: str, quote: str, measure: str) -> None:
    assert one(text, quote).measure == measure
