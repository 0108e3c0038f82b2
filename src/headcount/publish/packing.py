"""A page too large to carry its evidence in plain sight carries it compressed; the page's script unfolds it.

What the reader meets first (summary, plan gap, estimates, contradictions) always stands there as text. The rest is gzip
in base 85 between two markers, so that one file stays small enough to mail and to open on a phone. Without script a
page keeps its first part and says how to get the whole; ``plain`` pages are never packed.
"""

from __future__ import annotations

import base64
import gzip
import html as entities
import re
from collections import Counter

SHORTEST = 12
"""characters of a tag or text from which on it may become a word of the list"""
LIGHT = 1_200_000
"""bytes of the whole page up to which nothing is packed"""
_BEGIN, _END = "<!--rest-->", "<!--/rest-->"
_REST = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)
_PACKED = re.compile(
    r'<div id="packed"[^>]*>.*?<script type="application/gzip" data-bytes="(\d+)">([^<]*)</script></div>', re.DOTALL
)
_SIGNS = "\x01\x02\x03\x04"
"""begin and end of a word's name, end of a word, end of the list; no page has them, or nothing is shortened"""
_NAME = re.compile(f"{_SIGNS[0]}([0-9a-f]+){_SIGNS[1]}")
_PIECE = re.compile("<[^>]*>|[^<]+|<")
_OURS = str.maketrans("<>&", ",.:")
"""the three signs of base 85 (RFC 1924) that mean something in HTML, and what stands for them"""
_THEIRS = str.maketrans(",.:", "<>&")


def packed(html: str, without_script: str, *, plain: bool = False) -> str:
    """``html`` with what stands between its markers compressed, where the whole is large.

    ``without_script`` is what a reader without script is told in its place.
    """
    if plain or len(html.encode("utf-8")) <= LIGHT:
        return html.replace(_BEGIN, "").replace(_END, "")
    return _REST.sub(lambda rest: _pack(rest[1], without_script), html, count=1)


def _pack(rest: str, without_script: str) -> str:
    squeezed = gzip.compress(_shortened(rest).encode("utf-8"), 9, mtime=0)
    data = base64.b85encode(squeezed + bytes(-len(squeezed) % 4)).decode("ascii").translate(_OURS)
    told = f"<noscript><p>{entities.escape(without_script)}</p></noscript>"
    script = f'<script type="application/gzip" data-bytes="{len(squeezed)}">{data}</script>'
    return f'<div id="packed">{told}{script}</div>'


def unpacked(html: str) -> str:
    """The whole page as its script unfolds it; a page that is not packed comes back as it is."""
    return _PACKED.sub(lambda found: _unpack(found[2], int(found[1])), html, count=1)


def _unpack(data: str, size: int) -> str:
    return _lengthened(gzip.decompress(base64.b85decode(data.translate(_THEIRS))[:size]).decode("utf-8"))


def _shortened(rest: str) -> str:
    """``rest`` with each tag and text that stands there more than once as a word of a list in front.

    gzip looks back 32 KB only, and a figure's links, titles and addresses stand further apart than that.
    """
    pieces = _PIECE.findall(rest)
    often = Counter(piece for piece in pieces if len(piece) >= SHORTEST)
    words = [piece for piece, times in often.items() if times > 1]
    if any(sign in rest for sign in _SIGNS):
        return f"{_SIGNS[3]}{rest}"
    names = {word: f"{_SIGNS[0]}{at:x}{_SIGNS[1]}" for at, word in enumerate(words)}
    return _SIGNS[2].join(words) + _SIGNS[3] + "".join(names.get(piece, piece) for piece in pieces)


def _lengthened(text: str) -> str:
    listed, _, rest = text.partition(_SIGNS[3])
    words = listed.split(_SIGNS[2])
    return _NAME.sub(lambda found: words[int(found[1], 16)], rest) if listed else rest
