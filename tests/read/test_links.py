"""Relations between figures, in one sentence and across sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.values.figures import Reading

Reader = Callable[..., Reading]


def relations(made: Reading) -> list[tuple[str, str, str]]:
    """Quote, kind, and the target's quote or query."""
    quotes = {figure.id: figure.text for figure in made.figures}
    return [
        (figure.text, link.kind, quotes.get(link.target, link.target))
        for figure in made.figures
        for link in figure.links
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 900 rebels are jailed. Among them are 70 foreigners.", [("70", "subset_of", "900")]),
        ("The raid killed 31 people, including four children.", [("four", "subset_of", "31")]),
        ("The raid killed 31 people, of whom 12 were nurses.", [("12", "subset_of", "31")]),
        ("Some 400 Swiss joined. Another 50 Austrian men joined.", [("50", "in_addition_to", "400")]),
        ("About 1/4 of all those who travelled have died.", [("1/4", "share_of", "all & travelled")]),
        ("Some 900 rebels are jailed. Half of them are Kurds.", [("Half", "share_of", "900")]),
        ("They freed 12 people, 5 women and 7 men.", [("5", "subset_of", "12"), ("7", "subset_of", "12")]),
        ("Fifty nuns were killed. The 50 were buried.", [("50", "same_as", "Fifty")]),
        ("Some 900 rebels fled. A storm felled 12 trees.", []),
        ("Some 900 rebels are jailed. About 70 of the rebels died.", [("70", "subset_of", "900")]),
        ("Some 900 women are jailed. About 70 of the nurses died.", []),
        ("They freed forty of the 60 nuns.", [("forty", "subset_of", "60")]),
        ("None of the 41 nuns was killed.", [("None", "subset_of", "41")]),
        (
            "Some 90 people are held. About 30 are women and 20 girls.",
            [("30", "subset_of", "90"), ("20", "subset_of", "90")],
        ),
    ],
)
def test_links(reading: Reader, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert relations(reading(text)) == expected


def test_a_part_takes_over_what_its_sentence_leaves_open(reading: Reader) -> None:
    whole, part = reading("In Iraq 900 Turkish rebels are jailed. Among them are 70 others.").figures
    assert (part.status, part.group, part.origin, part.place) == (whole.status, "fighters", ("TUR",), ("IRQ",))


def test_gapping(reading: Reader) -> None:
    made = reading("Kosovo repatriated 74 children, France 17 and Sweden seven.")
    assert [(f.text, f.origin, f.status, f.group) for f in made.figures] == [
        ("74", ("XKX",), "repatriated", "children"),
        ("17", ("FRA",), "repatriated", "children"),
        ("seven", ("SWE",), "repatriated", "children"),
    ]
