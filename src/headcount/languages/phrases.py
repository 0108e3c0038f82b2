"""Tables of phrases looked up at a token: longest first, with alternatives and gaps.

A pattern is words with blanks between; ``a|b`` stands for either word, ``~3`` for up to three words, ``=a`` for every
form of the lemma ``a``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from headcount.errors import CodeError
from headcount.languages.spelling import Spelling

T = TypeVar("T")

_BREAKS = frozenset(".;:!?—")


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: the words allowed there, and how many words may stand before it."""

    words: frozenset[str]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    entry: T


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Phrases indexed by their first word."""

    table: dict[str, list[tuple[tuple[Step, ...], T]]] = field(default_factory=dict)

    def at(self, words: Sequence[str], start: int) -> Match[T] | None:
        """The longest phrase that begins at token ``start``."""
        for steps, entry in self.table.get(words[start], ()):
            end = _end(words, start + 1, steps)
            if end:
                return Match(start, end, entry)
        return None

    def every(self, words: Sequence[str], start: int, held: frozenset[str] | None = None) -> Iterator[Match[T]]:
        """All phrases that begin at token ``start``, longest first; ``held`` are the words of ``words``, if known."""
        second = words[start + 1] if start + 1 < len(words) else ""
        for steps, entry in self.table.get(words[start], ()):
            if steps and not steps[0].gap and second not in steps[0].words:
                continue
            if held is not None and steps and steps[-1].words.isdisjoint(held):
                continue
            end = _end(words, start + 1, steps)
            if end:
                yield Match(start, end, entry)

    def find(self, words: Sequence[str]) -> list[Match[T]]:
        """All phrases of a sentence from left to right, the longest at each place, without overlap."""
        found: list[Match[T]] = []
        reach = 0
        table = self.table
        for start, word in enumerate(words):
            if start >= reach and word in table and (match := self.at(words, start)):
                found.append(match)
                reach = match.end
        return found


def phrases(rows: Iterable[tuple[str, T]], spelling: Spelling) -> Phrases[T]:
    """A table of ``(pattern, entry)`` rows; of equal length the first row wins."""
    made: Phrases[T] = Phrases()
    for pattern, entry in rows:
        steps = tuple(_steps(spelling.expanded(pattern), spelling))
        for word in steps[0].words:
            made.table.setdefault(word, []).append((steps[1:], entry))
    for found in made.table.values():
        if len(found) > 1:
            found.sort(key=lambda row: -len(row[0]))
    return made


def names(rows: Mapping[str, T], spelling: Spelling) -> Phrases[T]:
    """A table of plain names, without alternatives or gaps; what has no word is left out."""
    made: Phrases[T] = Phrases()
    single: dict[str, Step] = {}
    for name, entry in rows.items():
        words = (name,) if name.isalpha() and name.islower() else spelling.words(name)
        if not words:
            continue
        first, *rest = words
        steps = tuple([single.get(word) or single.setdefault(word, Step(frozenset((word,)))) for word in rest])
        made.table.setdefault(first, []).append((steps, entry))
    for found in made.table.values():
        if len(found) > 1:
            found.sort(key=lambda row: -len(row[0]))
    return made


def _steps(pattern: str, spelling: Spelling) -> Iterator[Step]:
    gap = 0
    for part in pattern.split():
        if part.startswith("~") and part[1:].isdigit():
            gap = int(part[1:])
            continue
        alternatives = [spelling.words(word) for word in part.split("|")]
        wrong = next((words for words in alternatives if len(words) != 1), None)
        if len(alternatives) > 1 and wrong is not None:
            raise CodeError(f"'{' '.join(wrong)}' is not one word, as an alternative must be; give it a row of its own")
        for word in alternatives[0] if len(alternatives) == 1 else ("",):
            yield Step(frozenset((word,)) if word else frozenset(words[0] for words in alternatives), gap)
            gap = 0
        gap = 0


def _end(words: Sequence[str], at: int, steps: Sequence[Step]) -> int:
    """Where the rest of a pattern ends when it goes on at token ``at``; 0 when it does not."""
    if not steps:
        return at
    step = steps[0]
    for skipped in range(step.gap + 1):
        here = at + skipped
        if here >= len(words):
            return 0
        if words[here] in step.words and (end := _end(words, here + 1, steps[1:])):
            return end
        if words[here] in _BREAKS:
            return 0
    return 0
