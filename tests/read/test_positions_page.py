"""The examples of docs/positions.md are what the reader does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from headcount.values.figures import Reading

Reader = Callable[..., Reading]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "positions.md"
EXAMPLE = re.compile(r"^> (.+)\n\n((?:- .+\n)+)", re.MULTILINE)
EXAMPLES = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))


def lines(reading: Reading) -> Iterator[str]:
    """One line a position, as the page prints them."""
    quotes = {figure.id: figure.text for figure in reading.figures}
    for position in reading.positions:
        said = [" and ".join(position.actor), position.action, position.stage]
        if position.group:
            said.append(position.group)
        if position.figures:
            said.append("counts " + " and ".join(quotes[id] for id in position.figures))
        if position.actor_inferred:
            said.append("actor inferred")
        yield f"- **{position.text}**: " + "; ".join(said)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 25


@pytest.mark.parametrize(("text", "block"), EXAMPLES, ids=[text[:40] for text, _ in EXAMPLES])
def test_example(text: str, block: str, reading: Reader) -> None:
    assert block.splitlines() == (list(lines(reading(text))) or ["- nothing"])
