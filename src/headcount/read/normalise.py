"""Plain copies of a text, character for character, so that every offset stays the offset of the stored text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from headcount.languages.spelling import fold
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
    }
)
_LOOKS = dict(zip("aceiopxyjs", "асеіорхујѕ", strict=True))
_TO_CYRILLIC = str.maketrans({**_LOOKS, "h": "н", "b": "в", "t": "т", "m": "м", "k": "к"})
"""also letters that look the same as capitals only"""
_TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in _LOOKS.items()})
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_MIXED = re.compile("[a-z\u0400-\u04ff]*(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])[a-z\u0400-\u04ff]*")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LINE = re.compile(r"[^\n\r]+(?:\r?\n|\r)?")
_BULLET = re.compile(r"\s*(?:[-*•·▪►]|\d{1,2}[.)])\s")
_WRAP = (40, 100)
"""Lines of a hard-wrapped text: most are longer than the first and none longer than the second."""
_RAGGED = 12
"""Characters by which the lines of a paragraph wrapped by hand fall short of its width."""
_SHOUTING = 0.7
"""Share of capitals among letters from which capitals say nothing."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Copies of the same length as the stored text."""

    flat: str
    """plain blanks, quotes, dashes and digits; line breaks inside paragraphs are blanks"""
    lower: str
    """``flat`` in lower case, spelled the way the tables are"""
    paragraphs: tuple[Span, ...]
    accented: bool
    """whether accents stand as signs of their own"""


def plain(text: str) -> Plain:
    """The plain copies of ``text`` and its paragraphs."""
    flat = text.translate(_PLAIN)
    if not flat.isascii():
        flat = _OTHER_DIGIT.sub(_digit, flat)
    paragraphs = tuple(_paragraphs(flat))
    flat = flat.translate({10: " ", 13: " ", 11: " ", 12: " "})
    lower = fold(flat)
    if not lower.isascii():
        lower = _one_script(lower)
    return Plain(flat, lower, paragraphs, _ACCENTS.search(lower) is not None)


def _digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match.group()))


def _one_script(lower: str) -> str:
    """``lower`` with words of two scripts in one: letters of the other script that look the same are exchanged."""
    return _MIXED.sub(_unmixed, lower) if _CYRILLIC.search(lower) else lower


def _unmixed(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic = len(_CYRILLIC.findall(word))
    return word.translate(_TO_CYRILLIC if 2 * cyrillic >= len(word) else _TO_LATIN)


def shouts(text: str) -> bool:
    """Whether nearly all letters are capitals, so that a capital says nothing."""
    if text.isupper():
        return True
    capitals = sum(map(str.isupper, text))
    return capitals > _SHOUTING * max(1, capitals + sum(map(str.islower, text)))


def _paragraphs(flat: str) -> Iterator[Span]:
    """Spans of paragraphs: lines, or runs of lines where they are hard-wrapped.

    Each block between blank lines is judged by itself: what stands elsewhere does not change it.
    """
    block: list[Span] = []
    for match in _LINE.finditer(flat):
        start, end = match.span()
        blank = match[0].isspace()
        if block and (blank or start > block[-1][1]):
            yield from _unwrapped(flat, block)
            block = []
        if not blank:
            block.append((start, end))
    yield from _unwrapped(flat, block)


def _unwrapped(flat: str, block: list[Span]) -> Iterator[Span]:
    """The lines of a block, those of one hard-wrapped paragraph as one span."""
    if len(block) <= 1:
        yield from block
        return
    lengths = [len(flat[start:end].rstrip()) for start, end in block]
    width = max(lengths, default=0)
    wrapped = width <= _WRAP[1] and sum(n > _WRAP[0] for n in lengths) * 2 >= len(lengths) > 1
    first = 0
    for at in range(1, len(block) + 1):
        if at < len(block) and (
            _is_broken(flat, block[at - 1], block[at][0])
            or (wrapped and _goes_on(flat, block[at], lengths[at - 1], width))
        ):
            continue
        yield block[first][0], block[at - 1][1]
        first = at


def _is_broken(flat: str, before: Span, start: int) -> bool:
    """Whether a line break falls inside a sentence: a word or comma before it, a small letter right behind it."""
    if not flat[start].islower():
        return False
    last = flat[before[0] : before[1]].rstrip()[-1:]
    return last.isalnum() or last == ","


def _goes_on(flat: str, line: Span, before: int, width: int) -> bool:
    """Whether ``line`` continues the line before it, which has ``before`` characters of at most ``width``.

    It does where its first word would not have fitted there.
    """
    start, end = line
    if before <= _WRAP[0]:
        return False
    word = flat[start:end].split(maxsplit=1)[0]
    if before + 1 + len(word) <= width - _RAGGED:
        return False
    return not (flat.startswith(("  ", "\t"), start, end) or _BULLET.match(flat, start, end))
