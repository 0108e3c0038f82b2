"""Plain copies of a text, character for character, so that every offset stays the offset of the stored text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headcount.values.documents import Span

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\t", " "),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        "\u2014": "—",
        "\u2015": "—",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)
_BLOCK = re.compile(r"[^\n\r]+(?:\r?\n|\r)?")
_BULLET = re.compile(r"\s*(?:[-*•·▪►]|\d{1,2}[.)])\s")
_WRAP = (40, 100)
"""Lines of a hard-wrapped text: most are longer than the first and none longer than the second."""
_SHOUTING = 0.7
"""Share of capitals among letters from which capitals say nothing."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Copies of the same length as the stored text."""

    flat: str
    """plain blanks, quotes, dashes and digits; line breaks inside paragraphs are blanks"""
    lower: str
    shouting: bool
    paragraphs: tuple[Span, ...]


def plain(text: str) -> Plain:
    """The plain copies of ``text`` and its paragraphs."""
    flat = text.translate(_PLAIN)
    paragraphs = tuple(_paragraphs(flat))
    flat = flat.translate({10: " ", 13: " ", 11: " ", 12: " "})
    lower = flat.lower()
    if len(lower) != len(flat):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in flat)
    return Plain(flat, lower, _shouts(flat), paragraphs)


def _shouts(flat: str) -> bool:
    sample = flat[:20000]
    capitals = sum(map(str.isupper, sample))
    return capitals > _SHOUTING * max(1, capitals + sum(map(str.islower, sample)))


def _paragraphs(flat: str) -> list[Span]:
    """Spans of paragraphs: lines, or runs of lines where the text is hard-wrapped."""
    lines = [match.span() for match in _BLOCK.finditer(flat)]
    wrapped = _is_wrapped(flat, lines)
    found: list[Span] = []
    for start, end in lines:
        if not flat[start:end].strip():
            continue
        if wrapped and found and _goes_on(flat, found[-1], start, end):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_wrapped(flat: str, lines: list[Span]) -> bool:
    lengths = [len(flat[start:end].rstrip()) for start, end in lines]
    return bool(lengths) and max(lengths) <= _WRAP[1] and sum(n > _WRAP[0] for n in lengths) * 2 >= len(lengths) > 1


def _goes_on(flat: str, before: Span, start: int, end: int) -> bool:
    """Whether the line ``start`` to ``end`` continues the paragraph ``before``."""
    if start - before[1] > 0 or flat[start:end].startswith(("  ", "\t")):
        return False
    last = flat[before[0] : before[1]].rstrip("\r\n")
    last = last[last.rfind("\n") + 1 :].rstrip()
    return len(last) > _WRAP[0] and not _BULLET.match(flat, start, end)
