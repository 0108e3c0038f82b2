"""Sentences as tokens with their offsets in the stored text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from sys import intern

from sentencex import get_sentence_boundaries

from headcount.languages.phrases import TOKEN
from headcount.read.normalise import Plain, shouts
from headcount.values.documents import Span

_LONGEST = 1500
"""Characters from which a run without an end is no sentence, but a list or a table that lost its line breaks."""
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

    def offsets(self, start: int, end: int) -> Span:
        """Offsets in the stored text of the tokens ``start`` to ``end`` (half-open)."""
        return self.starts[start], self.ends[end - 1]

    def word(self, at: int) -> str:
        """The token at ``at`` in lower case; empty beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def slice(self, start: int, end: int) -> str:
        """The characters of the tokens ``start`` to ``end``."""
        low, high = self.offsets(start, end)
        return self.text[low - self.span[0] : high - self.span[0]]


def spans(plain: Plain, lang: str) -> Iterator[tuple[int, Span]]:
    """Number of the paragraph and span of every sentence, without blanks at its ends."""
    for number, (start, end) in enumerate(plain.paragraphs):
        piece = plain.flat[start:end]
        for bound in get_sentence_boundaries(lang, piece):
            low, high = start + bound["start_index"], start + bound["end_index"]
            text = plain.flat[low:high]
            low, high = low + len(text) - len(text.lstrip()), high - len(text) + len(text.rstrip())
            for piece_span in _pieces(plain.flat, low, high):
                yield number, piece_span


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


def cut(plain: Plain, index: int, paragraph: int, span: Span) -> Sentence:
    """The tokens of one sentence."""
    low, high = span
    lower = plain.lower
    tokens = [match.span() for match in TOKEN.finditer(lower, low, high)]
    words = [intern(lower[start:end]) for start, end in tokens]
    starts, ends = array("L", [start for start, _ in tokens]), array("L", [end for _, end in tokens])
    flat = plain.flat
    text = flat[low:high]
    capital = [False] * len(starts) if shouts(text) else [flat[start].isupper() for start in starts]
    return Sentence(index, paragraph, span, words, starts, ends, capital, text)
