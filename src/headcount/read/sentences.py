"""Sentences as tokens with their offsets in the stored text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from sys import intern

from sentencex import get_sentence_boundaries

from headcount.languages.pack import Language, Name
from headcount.languages.phrases import Match
from headcount.languages.spelling import Spelling, composed
from headcount.read.normalise import Plain, shouts
from headcount.values.documents import Span

_LONGEST = 1500
"""Characters from which a run without an end is no sentence, but a list or a table that lost its line breaks."""
_CHUNK = 20_000
"""Characters of a paragraph looked at together"""
_QUOTED = 600
"""Characters from which a sentence with quotation marks is more likely several"""
_ABBREVIATED = 12
_GLUED = re.compile(r"[\w.,]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, cut into tokens; the lists run in step."""

    index: int
    paragraph: int
    span: Span
    words: list[str]
    """in lower case"""
    starts: Sequence[int]
    ends: Sequence[int]
    capital: list[bool]
    """whether the token begins with a capital that says something"""
    text: str
    """the characters of ``span``, with plain signs"""
    named: dict[int, Match[tuple[Name, ...]]] = field(default_factory=dict, compare=False, repr=False)
    """names by the token they begin at, once somebody has looked for them; ``-1`` says so"""

    def offsets(self, start: int, end: int) -> Span:
        """Offsets in the stored text of the tokens ``start`` to ``end`` (half-open)."""
        return self.starts[start], self.ends[end - 1]

    def word(self, at: int) -> str:
        """The token at ``at`` in lower case; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def among(self, words: Container[str]) -> list[int]:
        """The tokens that are among ``words``, from left to right."""
        return [at for at, word in enumerate(self.words) if word in words]

    def slice(self, start: int, end: int) -> str:
        """The characters of the tokens ``start`` to ``end``."""
        low, high = self.offsets(start, end)
        return self.text[low - self.span[0] : high - self.span[0]]


def spans(plain: Plain, language: Language) -> Iterator[tuple[int, Span]]:
    """Number of the paragraph and span of every sentence, without blanks at its ends."""
    flat = plain.flat
    for number, (start, end) in enumerate(plain.paragraphs):
        for low, high in _whole(plain, _bounds(flat, start, end, language.code), language):
            if high - low <= _QUOTED:
                low, high = stripped(flat, low, high)
                if low < high:
                    yield number, (low, high)
                continue
            for span in _unquoted(flat, low, high, language.code):
                for piece in _pieces(flat, *stripped(flat, *span)):
                    yield number, piece


def _bounds(flat: str, start: int, end: int, lang: str) -> Iterator[Span]:
    """Sentences between ``start`` and ``end``, a chunk at a time: the last of a chunk is looked at again."""
    while start < end:
        stop = end
        if end - start > _CHUNK:
            stop = flat.rfind(" ", start + 1, start + _CHUNK) + 1 or min(end, _end_of_token(flat, start + _CHUNK, end))
        bounds = get_sentence_boundaries(lang, flat[start:stop])
        found = [(start + bound["start_index"], start + bound["end_index"]) for bound in bounds]
        if stop < end and len(found) > 1:
            del found[-1]
        yield from found
        start = max(found[-1][1], start + 1) if found and len(bounds) > 1 else stop


def _whole(plain: Plain, bounds: Iterable[Span], language: Language) -> Iterator[Span]:
    """``bounds`` without the ends that only an abbreviation made: '200 чел. из деревни'."""
    abbreviated = language.words["abbreviation"]
    if not abbreviated:
        yield from bounds
        return
    before: Span | None = None
    for low, high in bounds:
        if before and low < high and not plain.flat[low].isupper():
            word = plain.lower[max(before[0], before[1] - _ABBREVIATED) : before[1]].split()[-1:]
            if word and word[0] in abbreviated:
                before = (before[0], high)
                continue
        if before:
            yield before
        before = (low, high)
    if before:
        yield before


def _unquoted(flat: str, low: int, high: int, lang: str) -> Iterator[Span]:
    """A long stretch in quotation marks, or behind one that is never closed, as the sentences it holds."""
    if '"' not in flat[low:high]:
        yield low, high
        return
    for bound in get_sentence_boundaries(lang, flat[low:high].replace('"', " ")):
        yield low + bound["start_index"], low + bound["end_index"]


def clipped(plain: Plain, span: Span, within: Sequence[Span] | None) -> Iterator[Span]:
    """The parts of a sentence that lie in the stretches that are read, which stand in order."""
    if within is None:
        yield span
        return
    at = max(0, bisect_right(within, span) - 1)
    for low, high in within[at:]:
        if low >= span[1]:
            break
        start, end = stripped(plain.flat, max(low, span[0]), min(high, span[1]))
        if start < end:
            yield start, end


def stripped(flat: str, low: int, high: int) -> Span:
    """The span from ``low`` to ``high`` without blanks at its ends."""
    while low < high and flat[low].isspace():
        low += 1
    while low < high and flat[high - 1].isspace():
        high -= 1
    return low, high


def _pieces(flat: str, low: int, high: int) -> Iterator[Span]:
    """The span itself, or pieces of one longer than any sentence: what a sentence costs grows with its square."""
    while high - low > _LONGEST:
        least, most = low + _LONGEST // 2, low + _LONGEST
        at = flat.rfind(", ", least, most) + 1 or flat.rfind(" ", least, most) + 1 or _end_of_token(flat, most, high)
        yield low, low + len(flat[low:at].rstrip())
        low = at
        while low < high and flat[low].isspace():
            low += 1
    if low < high:
        yield low, high


def _end_of_token(flat: str, start: int, end: int) -> int:
    """Where the token that may run over ``start`` has ended."""
    glued = _GLUED.match(flat, start, end)
    return glued.end() if glued else start


def words_of(plain: Plain, span: Span, spelling: Spelling) -> list[str]:
    """The words of one sentence as they are when it is cut, for a third of what that costs."""
    words = spelling.token.findall(plain.lower, *span)
    return [*map(composed, words)] if plain.accented else words


def cut(plain: Plain, index: int, paragraph: int, span: Span, spelling: Spelling) -> Sentence:
    """The tokens of one sentence."""
    low, high = span
    text = plain.flat[low:high]
    pieces = spelling.token.split(plain.lower[low:high])
    bounds = list(accumulate(map(len, pieces), initial=low))
    words = [*map(intern, pieces[1::2])]
    if plain.accented:
        words = [*map(composed, words)]
    starts, ends = array("L", bounds[1:-1:2]), array("L", bounds[2::2])
    capital = [*map(str.isupper, map(plain.flat.__getitem__, starts))]
    if 2 * sum(capital) > len(words) and shouts(text):
        capital = [False] * len(words)
    return Sentence(index, paragraph, span, words, starts, ends, capital, text)
