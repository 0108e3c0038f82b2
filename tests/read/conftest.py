"""Short ways to read a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headcount.read import read
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure, Reading

Reader = Callable[..., Reading]
One = Callable[..., Figure]


@pytest.fixture
def reading() -> Reader:
    """Text, and perhaps a date, to the reading of a document that holds nothing else."""

    def of(text: str, published: str | None = "2020-06-15", lang: str = "en", title: str | None = None) -> Reading:
        document = Document(id="d", text=text, digest=digest_of(text), lang=lang, published=published, title=title)
        return read(document)

    return of


@pytest.fixture
def one(reading: Reader) -> One:
    """Text to the figure whose words are ``quote``; the only one where ``quote`` is left out."""

    def of(text: str, quote: str | None = None, published: str | None = "2020-06-15") -> Figure:
        figures = reading(text, published).figures
        found = [figure for figure in figures if quote in (None, figure.text)]
        assert len(found) == 1, [figure.text for figure in figures]
        return found[0]

    return of
