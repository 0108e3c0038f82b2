"""The tables of the page on projecting are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from headcount.project.effects import effects
from headcount.project.unknowns import kinds

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "projecting.md").read_text(encoding="utf-8")


def table(name: str) -> str:
    (shown,) = re.findall(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", PAGE, re.DOTALL)
    return str(shown)


def test_every_uncertainty_is_listed_with_its_meaning() -> None:
    rows = [f"| `{kind.name}` | {kind.scale} | {kind.meaning} |" for kind in kinds().values()]
    assert table("unknowns") == "\n".join(["| name | scale | what it is |", "|---|---|---|", *rows, ""])


def test_every_judged_effect_is_listed_with_its_author() -> None:
    rows = [f"| `{e.lever}` | {e.meaning} | {e.low:g} to {e.high:g} | {e.basis} |" for e in effects().values()]
    assert table("effects") == "\n".join(["| lever | what is judged | 90 % | basis |", "|---|---|---|---|", *rows, ""])
