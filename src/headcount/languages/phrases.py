"""Tables of phrases looked up at a token: longest first, with alternatives and gaps.

A pattern is words with blanks between; ``a|b`` stands for either word, ``~3`` for up to three words, ``=a`` for every
form of the lemma ``a``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from headcount.errors import CodeError
from headcount.languages.spelling import Spelling

T = TypeVar("T")

_BREAKS = frozenset(".;:!?—")


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: the words allowed there, and how many words may stand before it."""

    words: frozenset[str]
    gap: int = 0


class Match(NamedTuple, Generic[T]):
    """A phrase found at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    entry: T


Row = tuple[tuple[Step, ...], T]
"""The steps of a phrase behind its first word, and what it stands for."""


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Phrases indexed by their first word."""

    table: dict[str, list[Row[T]]] = field(default_factory=dict)
    _split: dict[str, tuple[dict[str, list[Row[T]]], list[Row[T]]]] = field(default_factory=dict, repr=False)
    """the same by first and second word, made for a first word when it is first met"""

    def at(self, words: Sequence[str], start: int) -> Match[T] | None:
        """The longest phrase that begins at token ``start``."""
        for steps, entry in self._from(words[start], words[start + 1] if start + 1 < len(words) else ""):
            end = _end(words, start + 1, steps)
            if end:
                return Match(start, end, entry)
        return None

    def every(self, words: Sequence[str], start: int, held: frozenset[str] | None = None) -> Iterator[Match[T]]:
        """All phrases that begin at token ``start``, longest first; ``held`` are the words of ``words``, if known."""
        for steps, entry in self._from(words[start], words[start + 1] if start + 1 < len(words) else ""):
            if held is not None and steps and steps[-1].words.isdisjoint(held):
                continue
            end = _end(words, start + 1, steps)
            if end:
                yield Match(start, end, entry)

    def _from(self, first: str, second: str) -> list[Row[T]]:
        """Phrases with these two words, those of one word, and those that may have others behind the first."""
        if first not in self.table:
            return []
        if first not in self._split:
            self._split[first] = _by_second(self.table[first])
        seconds, others = self._split[first]
        return seconds.get(second, others)

    def find(self, words: Sequence[str]) -> list[Match[T]]:
        """All phrases of a sentence from left to right, the longest at each place, without overlap."""
        found: list[Match[T]] = []
        reach = 0
        table = self.table
        for start in [start for start, word in enumerate(words) if word in table]:
            if start >= reach and (match := self.at(words, start)):
                found.append(match)
                reach = match.end
        return found


def _by_second(rows: Sequence[Row[T]]) -> tuple[dict[str, list[Row[T]]], list[Row[T]]]:
    """``rows`` by the word right behind the first, each with those that need none there; and these alone."""
    needed = [steps[0].words if steps and not steps[0].gap else None for steps, _ in rows]
    seconds = frozenset[str]().union(*filter(None, needed))
    found = {
        second: [row for row, words in zip(rows, needed, strict=True) if words is None or second in words]
        for second in seconds
    }
    return found, [row for row, words in zip(rows, needed, strict=True) if words is None]


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
    for number, step in enumerate(steps):
        if step.gap:
            return _over(words, at, steps[number:])
        if at >= len(words) or words[at] not in step.words:
            return 0
        at += 1
    return at


def _over(words: Sequence[str], at: int, steps: Sequence[Step]) -> int:
    """The same for steps of which the first may have words before it."""
    step = steps[0]
    for here in range(at, min(at + step.gap + 1, len(words))):
        if words[here] in step.words and (end := _end(words, here + 1, steps[1:])):
            return end
        if words[here] in _BREAKS:
            return 0
    return 0
