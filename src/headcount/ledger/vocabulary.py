"""The words by which a case's populations can be named: its codes, and their English and Russian labels."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headcount import codelists
from headcount.values.cases import Case, Dimension

DIMENSIONS = ("origin", "group", "state")
_LISTS = {"origin": "places", "group": "groups", "state": "statuses"}
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Word:
    """A code of one dimension; ``kind`` is ``event`` for a movement, else ``state``, ``group`` or ``origin``."""

    dimension: str
    code: str
    kind: str


@dataclass(frozen=True)
class Vocabulary:
    """Codes and labels of a case, folded, each with what it means; a word may stand for codes of two dimensions."""

    words: Mapping[str, tuple[Word, ...]]

    @classmethod
    def of(cls, case: Case) -> Vocabulary:
        """All that a query can name in ``case``. A code comes before a label that reads the same."""
        codes: dict[str, tuple[Word, ...]] = {}
        labels: dict[str, tuple[Word, ...]] = {}
        for word in _words(case):
            _add(codes, word.code, word)
            row = codelists.table(_LISTS[word.dimension]).get(word.code)
            for label in (row.en, row.ru) if row else ():
                _add(labels, label, word)
        return cls({**labels, **codes})

    def find(self, text: str) -> tuple[Word, ...]:
        """What ``text`` names, also behind ``origin:``, ``group:`` or ``state:``; empty where it names nothing."""
        dimension, colon, name = text.partition(":")
        if colon and folded(dimension) in DIMENSIONS:
            return tuple(word for word in self.words.get(folded(name), ()) if word.dimension == folded(dimension))
        return self.words.get(folded(text), ())

    def near(self, text: str) -> tuple[str, ...]:
        """The names nearest to ``text``, best first."""
        return tuple(difflib.get_close_matches(folded(text), self.words, n=3, cutoff=0.55))

    def name(self, dimension: str, code: str) -> str:
        """How to write ``code``, so that it is read back as a code of ``dimension``."""
        found = self.find(code)
        plain = len(found) == 1 and found[0].dimension == dimension and not set(code) & set("&|()@:")
        return code if plain else f"{dimension}:{code}"


def folded(text: str) -> str:
    """``text`` in small letters with single blanks."""
    return " ".join(text.casefold().split())


def label(dimension: str, code: str) -> str:
    """The English label of a code of ``dimension``, the code itself where it has none."""
    return codelists.label(_LISTS[dimension], code)


def _words(case: Case) -> Iterator[Word]:
    for name in DIMENSIONS:
        dimension: Dimension = getattr(case, name)
        for code in (*dimension.leaves, *dimension.aggregates):
            yield Word(name, code, name)
    for code in case.events:
        if code not in case.state.leaves and code not in case.state.aggregates:
            yield Word("state", code, EVENT)


def _add(words: dict[str, tuple[Word, ...]], name: str, word: Word) -> None:
    if name and word not in words.get(folded(name), ()):
        words[folded(name)] = (*words.get(folded(name), ()), word)
