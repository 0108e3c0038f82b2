"""The examples of docs/reading.md are what the reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from headcount.values.figures import Figure, Reading

Reader = Callable[..., Reading]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reading.md"
EXAMPLE = re.compile(r"^> (.+)\n\n((?:- .+\n)+)", re.MULTILINE)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def lines(reading: Reading) -> Iterator[str]:
    """One line a number, figures first, as the page prints them."""
    quotes = {figure.id: figure.text for figure in reading.figures}
    for figure in reading.figures:
        yield f"- **{figure.text}**: " + "; ".join(said(figure, quotes))
    for other in reading.unread:
        yield f"- *{other.text}*: {other.why}"


def said(figure: Figure, quotes: dict[str, str]) -> Iterator[str]:
    """The slots of a figure that say more than nothing."""
    low, high = ("open" if end is None else f"{end:g}" for end in (figure.lo, figure.hi))
    yield low if low == high else f"{low} to {high}"
    yield figure.quantifier
    yield figure.group if figure.unit == "person" else f"{figure.unit} of {figure.group}"
    yield figure.measure
    yield figure.status or "no status"
    if figure.origin:
        yield "from " + " ".join(figure.origin)
    if figure.place:
        yield "at " + " ".join(figure.place)
    if figure.holder:
        yield f"held by {figure.holder}"
    if figure.as_of and figure.as_of.basis != "assumed":
        yield f"{figure.as_of.start} to {figure.as_of.end}, {figure.as_of.basis}"
    if figure.source:
        yield f"said by {figure.source.text}"
    if figure.modality != "asserted":
        yield figure.modality
    for link in figure.links:
        yield f"{link.kind} {quotes.get(link.target, link.target)}"


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 18


@pytest.mark.parametrize(("text", "block"), EXAMPLES, ids=[text[:40] for text, _ in EXAMPLES])
def test_example(text: str, block: str, reading: Reader) -> None:
    assert block.splitlines() == list(lines(reading(text)))
