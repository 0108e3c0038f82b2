"""The typefaces of a page, carried inside it: only those whose letters the page uses, so that no request leaves it."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files

FAMILIES = {"sans": "Source Sans 3", "serif": "Source Serif 4"}
WEIGHTS = (400, 600)
RANGES = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212,U+FEFF",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
}
MUCH = 400
"""letters of a script from which on a page carries its face; below that the reader's own fonts do"""

_CYRILLIC = re.compile("[\u0400-\u045f]")


def font_faces(text: str) -> str:
    """``@font-face`` rules with the faces that ``text`` needs; Latin always."""
    cyrillic = len(_CYRILLIC.findall(text)) >= MUCH
    scripts = ("latin", "cyrillic") if cyrillic else ("latin",)
    return "\n".join(_face(family, script, weight) for script in scripts for family in FAMILIES for weight in WEIGHTS)


@cache
def _face(family: str, script: str, weight: int) -> str:
    data = (files("headcount.publish") / "fonts" / f"{family}-{script}-{weight}.woff2").read_bytes()
    source = f"url(data:font/woff2;base64,{base64.b64encode(data).decode('ascii')}) format('woff2')"
    return (
        f"@font-face{{font-family:'{FAMILIES[family]}';font-weight:{weight};font-display:block;"
        f"src:{source};unicode-range:{RANGES[script]}}}"
    )
