"""What became of people: verbs of other clauses, lists without a verb, totals, parts put in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.values.figures import Figure, Reading

One = Callable[..., Figure]
Reader = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("Some 52 dockers jailed in the spring were freed on Friday.", "52", "released"),
        ("Nine nuns held in a mine and 40 other captives have been freed.", "Nine", "released"),
        ("The raiders are letting go 33 weavers captured in May.", "33", "released"),
        ("Five villagers died and 23 were wounded.", "Five", "killed"),
        ("Kidnappers freed 12 cooks they were holding hostage.", "12", "released"),
        ("Two Danes are among the 40 passengers feared dead.", "Two", "killed"),
        ("Seven singers were among the detainees.", "Seven", "detained"),
        ("The dead include 14 Somalis and 3 Kenyans.", "14", "killed"),
        ("The miners, including 3 that were shot, were taken hostage in April.", "3", "killed"),
        ("Guards celebrated their release, hundreds of others still waited.", "hundreds", None),
        ("The junta granted amnesty to 300 monks.", "300", "released"),
        ("Some 900 refugees had escaped to Chad.", "900", "fled"),
        ("The rebels handed over 8 hostages on Sunday.", "8", "released"),
        ("Some 60 Tajiks thought to have gone to Syria are students.", "60", "travelled"),
        ("Nearly 200 teachers have left the country to join ISIS.", "200", "travelled"),
        ("About 80 children born to Tajik parents were repatriated.", "80", "repatriated"),
    ],
)
def test_the_verb_that_counts(one: One, text: str, quote: str, status: str | None) -> None:
    assert one(text, quote).status == status


@pytest.mark.parametrize(
    ("text", "quote", "status", "measure"),
    [
        ("That brings the number of women repatriated to 47.", "47", "repatriated", "cumulative"),
        ("The number of traders who fled to Chad has passed 9,000.", "9,000", "fled", "cumulative"),
        (
            "This pushed the number of displaced people over the milestone of 3 million.",
            "3 million",
            "displaced",
            "stock",
        ),
        ("In the first year 300 boys were jailed; 250 boys in 2001.", "250", "detained", "flow"),
        ("Last week 30 Haitians were deported, for a total of 90 since June.", "90", "deported", "cumulative"),
    ],
)
def test_totals_and_lists(one: One, text: str, quote: str, status: str, measure: str) -> None:
    figure = one(text, quote)
    assert (figure.status, figure.measure) == (status, measure)


@pytest.mark.parametrize(
    ("text", "quote", "group"),
    [
        ("Of those freed, 90 per cent were women and children.", "90 per cent", "women_and_children"),
        ("Some 60 percent of the Malians who crossed the border are children.", "60 percent", "children"),
        ("Around 400 were held, and 275 of these are children.", "275", "children"),
        ("Twelve troops died, another 10 wounded.", "10", "soldiers"),
        ("The army found five bodies of guerrillas.", "five", "fighters"),
        ("Six people, among them three women, were killed and four others injured.", "four", "people"),
        ("Some 40 women prisoners were moved.", "40", "women"),
    ],
)
def test_whom(one: One, text: str, quote: str, group: str) -> None:
    assert one(text, quote).group == group


@pytest.mark.parametrize(
    ("text", "quote", "origin", "place"),
    [
        ("Some 300 people have arrived in Poland from Ukraine.", "300", ("UKR",), ()),
        ("Of the deported Afghans, 25 returned by bus.", "25", ("AFG",), ()),
        ("Tajikistan evacuated 84 children from Iraq.", "84", ("TJK",), ("IRQ",)),
        ("Dozens of Kyrgyz boys were returned to Kyrgyzstan from Iraq.", "Dozens", ("KGZ",), ("IRQ",)),
        ("They hold 50 foreigners from countries other than Iraq.", "50", ("foreign",), ()),
        ("Some 700 Malians crossed into Niger.", "700", ("MLI",), ("NER",)),
        ("Raiders abducted 20 girls from a school in Katsina.", "20", (), ("NG-KT",)),
    ],
)
def test_from_and_to(one: One, text: str, quote: str, origin: tuple[str, ...], place: tuple[str, ...]) -> None:
    figure = one(text, quote)
    assert figure.origin == origin
    assert place in ((), figure.place)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Cholera: there are 60 cases in the camps.", ["60"]),
        ("The court heard 60 cases.", []),
        ("Some 612 villagers (75%) had been detained.", ["612", "75%"]),
        ("More than half (722) of the deported Haitians were men.", ["half", "722"]),
        ("Hostages freed in earlier deals: 127", ["127"]),
        ("The 1984 killing of a reporter was never solved.", []),
        ("Highways 403 and 407 were closed.", []),
        ("One of the victims succumbed to his wounds.", ["One"]),
        ("Aid reached six states in the north.", []),
        ("The number of Danes in the war has grown three-fold.", []),
        ("They live in three displacement camps.", []),
    ],
)
def test_what_is_counted(reading: Reader, text: str, quotes: list[str]) -> None:
    assert [figure.text for figure in reading(text).figures] == quotes
