"""When a figure holds: the date of its own clause that stands nearest to it."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.languages import Language
from headcount.read import measures
from headcount.read.mentions import Mention
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_COMMA = 4
"""Tokens that a comma between a date and the figure is worth."""


def date_of(
    sentence: Sentence, mention: Mention, status: Status | None, found: Sequence[Found], language: Language
) -> Found | None:
    """The date nearest to the figure or its verb, in its own clause."""
    anchors = [mention.start, mention.end]
    if status is not None:
        anchors += [status.start, status.end]
    near = [one for one in found if _is_own(sentence, mention, status, one, language)]

    def cost(one: Found) -> tuple[int, int]:
        low, high = min(one.end, mention.end), max(one.start, mention.start)
        apart = _COMMA * ("," in sentence.words[low:high])
        return min(abs(one.start - at) for at in anchors) + apart, abs(one.start - mention.end)

    return min(near, key=cost, default=None)


def _is_own(sentence: Sentence, mention: Mention, status: Status | None, date: Found, language: Language) -> bool:
    """Whether a date can be that of the figure.

    Not one of another clause ('went by 2016; 800 came back'), of a whole relative clause ('who fled in 2015 have
    returned'), or of a comparison ('the worst attack since 2015').
    """
    words = sentence.words
    if date.end <= mention.start and ";" in words[date.end : mention.start]:
        return False
    if date.start >= mention.end and ";" in words[mention.end : date.start]:
        return False
    if language.has("since", sentence.word(date.start - 1)) and measures.is_superlative(words, date.start, language):
        return False
    inside = mention.end < date.start and language.has("relative", sentence.word(mention.end))
    if not inside or status is None or status.start < date.end:
        return True
    return not any(language.has(kind, word) for word in words[date.end : status.start + 1] for kind in ("be", "have"))
