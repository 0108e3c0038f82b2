"""A number in a sentence, before anybody asks what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from headcount.read.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens ``start`` to ``end`` (half-open)."""

    start: int
    end: int
    lo: float | None
    hi: float | None
    kind: str
    """count, share, percent, vague, range, ordinal or word (no number by itself: 'half', 'one')"""
    sense: str = ""
    """what the word itself says: none ('not one'), persons (a numeral said of people only), about ('a score or so')"""


def touches(sentence: Sentence, at: int) -> bool:
    """Whether token ``at`` stands right after the one before it, without a blank."""
    return 0 < at < len(sentence.words) and sentence.ends[at - 1] == sentence.starts[at]
