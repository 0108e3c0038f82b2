"""Many words as one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def either(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` of two letters or more, as a tree of their letters: one look at each letter."""
    return _tree(sorted({word for word in words if len(word) > 1}))


def _tree(words: list[str]) -> str:
    made = []
    for first, some in groupby(filter(None, words), key=lambda word: word[0]):
        made.append(_sign(first) + _tree([word[1:] for word in some]))
    if not made:
        return ""
    return f"(?:{'|'.join(made)}){'?' if '' in words else ''}" if len(made) > 1 or "" in words else made[0]


def _sign(letter: str) -> str:
    """An underscore in a table stands for blanks."""
    return r"\s+" if letter == "_" else re.escape(letter)
