"""Lines of pages to one text: running heads and feet out, hyphens at line ends undone, paragraphs put together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from headcount.read.loaders import columns
from headcount.read.loaders.columns import Line

_EDGE = 3
"""Lines at the top and bottom of a page among which running heads and feet are looked for"""
_REPEATED = 3
"""Pages from which a line at the edge is a running head"""
_FULL = 0.8
"""Share of the usual width from which a line is full, so that the next may continue it"""
_GAP = 1.45
"""Distances to the line before, in usual ones, from which a paragraph begins"""
_HEIGHT = 8.0
"""Points within which a running head stands at the same height on each page"""
_NUMBERS = re.compile(r"\d+")
_ALONE = re.compile(r"(?:\W*(?:page|стр\.?|страница|p\.)?\s*#\s*(?:(?:/|of|из|sur|von)\s*#)?\W*)", re.I)
_BULLET = re.compile(r"[-*•·▪►–—■○●]\s|\(?\w{1,3}[.)]\s")
_SIGNS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-"})
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_SENTENCE_END = (".", "!", "?", ":", ";", "”", "»", '"')


Key = tuple[str, int]


def clean(text: str) -> str:
    """A line with its ligatures in single letters, without signs that nobody sees."""
    return " ".join(_UNSEEN.sub("", text.translate(_SIGNS)).split())


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """The text, where each page begins in it, and the running heads and feet that were left out."""
    running = _running(pages)
    pages = [columns.tabulated(page) for page in pages]
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    before: Line | None = None
    for number, page in enumerate(pages):
        edges = _edges(page)
        kept = [line for at, line in enumerate(page) if at not in edges or not _is_furniture(page, at, number, running)]
        width = _usual([len(line.text) for line in kept])
        leading = _leading(kept)
        first = True
        for line in kept:
            joint = _joint(before, line, width, leading, new_page=first) if before else ""
            if joint == "-":
                parts[-1] = parts[-1][:-1]
                length -= 1
                joint = ""
            if first:
                starts.append(length + len(joint))
            parts += [joint, line.text]
            length += len(joint) + len(line.text)
            before, first = line, False
        if first:
            starts.append(length)
    return "".join(parts), tuple(starts), tuple(sorted(set(running.values())))


def _running(pages: Sequence[Sequence[Line]]) -> dict[Key, str]:
    """What stands at the edge of several pages -> one of these lines as it stands."""
    counted: Counter[Key] = Counter()
    shown: dict[Key, str] = {}
    for number, page in enumerate(pages):
        found = {key: page[at].text for at in _edges(page) for key in _keys(page[at], number)}
        counted.update(found.keys())
        shown = found | shown
    return {key: shown[key] for key, count in counted.items() if count >= _REPEATED}


def _keys(line: Line, page: int) -> list[Key]:
    """What a running head shares with those of other pages: text and height, or text and a number that counts pages.

    A number that does not go up by one from page to page is content.
    """
    keys: list[Key] = [(line.text, round(line.y / _HEIGHT))] if any(map(str.isalpha, line.text)) else []
    shape = _NUMBERS.sub("#", line.text)
    return keys + [(f"{shape}{at}", int(found[:6]) - page) for at, found in enumerate(_NUMBERS.findall(line.text))]


def _edges(page: Sequence[Line]) -> set[int]:
    """Lines first and last drawn, highest and lowest."""
    by_place = sorted(range(len(page)), key=lambda at: page[at].y)
    return {*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:], *by_place[:_EDGE], *by_place[-_EDGE:]}


def _is_furniture(page: Sequence[Line], at: int, number: int, running: dict[Key, str]) -> bool:
    """Whether a line at the edge is a running head, or nothing but the number of its page."""
    text = page[at].text
    alone = at in (0, len(page) - 1) and _ALONE.fullmatch(_NUMBERS.sub("#", text))
    counts = alone and str(number + 1) in _NUMBERS.findall(text)
    return bool(counts) or any(key in running for key in _keys(page[at], number))


def _usual(lengths: Sequence[int]) -> float:
    """Characters of a full line: most lines of a page reach it."""
    ordered = sorted(lengths)
    return ordered[int(0.75 * (len(ordered) - 1))] if ordered else 0.0


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance between two lines."""
    steps = [abs(a.y - b.y) for a, b in pairwise(lines) if 2.0 < abs(a.y - b.y) < 60.0]
    return median(steps) if steps else 0.0


def _joint(before: Line, line: Line, width: float, leading: float, *, new_page: bool) -> str:
    """What stands between two lines: nothing after a hyphen undone, a blank, a line break, or a new paragraph."""
    if before.row or line.row:
        return "\n" if before.row and line.row and not new_page else "\n\n"
    small = line.text[:1].islower()
    last = before.text
    if last.endswith("-") and len(last) > 2 and last[-2].isalpha() and small:
        return "-"
    if last.endswith("-") and len(last) > 2 and last[-2].isalnum() and line.text[:1].isalnum():
        return ""
    ended = last.endswith(_SENTENCE_END)
    step = abs(before.y - line.y)
    apart = not new_page and leading > 0 and step > _GAP * leading
    other = abs(before.size - line.size) > 0.15 * max(before.size, line.size, 1.0)
    if _BULLET.match(line.text) or (not small and (apart or other)) or (apart and other):
        return "\n\n"
    full = len(last) >= _FULL * width
    if small or (full and not (ended and new_page)):
        return " " if full or (small and not ended) else "\n"
    return "\n\n" if new_page or ended else "\n"
