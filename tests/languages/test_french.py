"""French is data: what it does otherwise than English works through its tables."""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from headcount.read import read
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure

PAGE = Path(__file__).parents[2] / "docs/how-to/add-a-language.md"


def figures(text: str, lang: str = "fr") -> list[Figure]:
    made = read(Document(id="d", text=text, digest=digest_of(text), lang=lang, published="2019-11-05"))
    return list(made.figures)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Quatre-vingt-dix-sept otages ont été libérés.", 97),
        ("Soixante et onze otages ont été libérés.", 71),
        ("Vingt et un mille otages ont été libérés.", 21000),
        ("Deux cent quarante otages ont été libérés.", 240),
        ("1,5 million de réfugiés ont fui le pays.", 1500000),
        ("12.500 réfugiés ont fui le pays.", 12500),
        ("12 500 réfugiés ont fui le pays.", 12500),
    ],
)
def test_numbers_are_read_the_french_way(text: str, value: float) -> None:
    (figure,) = figures(text)
    assert (figure.lo, figure.hi, figure.quantifier) == (value, value, "exact")


@pytest.mark.parametrize("word", ["vingtaine", "centaine", "cinquantaine"])
def test_collective_numerals_say_about(word: str) -> None:
    (figure,) = figures(f"Une {word} de migrants ont été secourus.")
    assert figure.quantifier == "about"


def test_the_article_counts_one_person_and_nothing_else() -> None:
    found = figures("Un mort et trois blessés dans une collision entre un car et une voiture.")
    assert [(figure.text, figure.status) for figure in found] == [("Un", "killed"), ("trois", "wounded")]


@pytest.mark.parametrize(
    ("text", "group", "origin"),
    [
        ("Trois soldats français ont été tués.", "soldiers", ("FRA",)),
        ("Quelque 800 djihadistes étrangers sont détenus.", "fighters", ("foreign",)),
        ("Douze jeunes femmes yézidies ont été enlevées.", "women", ()),
        ("Sept djihadistes détenus ont été transférés.", "fighters", ()),
        ("Les 90 Belges présumés morts ne sont pas revenus.", "people", ("BEL",)),
    ],
)
def test_the_noun_comes_first_and_its_adjectives_behind(text: str, group: str, origin: tuple[str, ...]) -> None:
    (figure,) = figures(text)
    assert (figure.group, figure.origin) == (group, origin)


@pytest.mark.parametrize(
    ("text", "share", "group"),
    [("Un enfant sur cinq a fui.", 0.2, "children"), ("Un réfugié sur trois a fui seul.", 1 / 3, "refugees")],
)
def test_a_share_with_its_noun_inside(text: str, share: float, group: str) -> None:
    (figure,) = figures(text)
    assert figure.lo == pytest.approx(share, abs=1e-6)
    assert figure.group == group


def test_the_unit_stands_before_its_lead() -> None:
    (figure,) = figures("Douze marins ont été secourus la semaine dernière.")
    assert figure.as_of is not None
    assert (figure.as_of.start, figure.as_of.end) == ("2019-10-28", "2019-11-03")


def test_each_clause_of_ou_has_its_place() -> None:
    found = figures("Le choléra sévit en Inde, où 67 malades sont morts, et en Chine, où 18 malades sont morts.")
    assert [figure.place for figure in found] == [("IND",), ("CHN",)]


@pytest.mark.parametrize(
    "text",
    [
        "Le séisme de magnitude 6,1 a duré vingt secondes.",
        "Deux fillettes de six et huit ans jouaient.",
        "Le budget atteint 2,4 milliards d'euros.",
        "La tempête a détruit 150 maisons et douze ponts.",
        "Les élèves de CE2 et le Boeing 737 sont partis.",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert [figure.text for figure in figures(text) if figure.text not in ("Deux",)] == []


def test_every_class_of_words_is_described_on_the_page() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    with files("headcount.languages").joinpath("fr", "words.csv").open(encoding="utf-8", newline="") as lines:
        classes = {row["class"] for row in csv.DictReader(lines)}
    assert classes - told == set()
