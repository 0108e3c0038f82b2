"""A page too large to carry its evidence in plain sight carries it compressed; the page's script unfolds it.

What the reader meets first (summary, estimates, contradictions) always stands there as text. The rest is gzip in
base64 between two markers, so that one file stays small enough to mail and to open on a phone. Without script a
page keeps its first part and says how to get the whole; ``plain`` pages are never packed.
"""

from __future__ import annotations

import base64
import gzip
import html as entities
import re

LIGHT = 1_200_000
"""bytes of the whole page up to which nothing is packed"""
_BEGIN, _END = "<!--rest-->", "<!--/rest-->"
_REST = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)
_PACKED = re.compile(
    r'<div id="packed"[^>]*>.*?<script type="application/gzip">([A-Za-z0-9+/=\n]*)</script></div>', re.DOTALL
)


def packed(html: str, without_script: str, *, plain: bool = False) -> str:
    """``html`` with what stands between its markers compressed, where the whole is large.

    ``without_script`` is what a reader without script is told in its place.
    """
    if plain or len(html.encode("utf-8")) <= LIGHT:
        return html.replace(_BEGIN, "").replace(_END, "")
    return _REST.sub(lambda rest: _pack(rest[1], without_script), html, count=1)


def _pack(rest: str, without_script: str) -> str:
    data = base64.b64encode(gzip.compress(rest.encode("utf-8"), 9, mtime=0)).decode("ascii")
    told = f"<noscript><p>{entities.escape(without_script)}</p></noscript>"
    return f'<div id="packed">{told}<script type="application/gzip">{data}</script></div>'


def unpacked(html: str) -> str:
    """The whole page as its script unfolds it; a page that is not packed comes back as it is."""
    return _PACKED.sub(lambda found: gzip.decompress(base64.b64decode(found[1])).decode("utf-8"), html, count=1)
