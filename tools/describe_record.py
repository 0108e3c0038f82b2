"""Rewrite the counted tables of docs/cases/caliphate.md from the case's tables: python tools/describe_record.py"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from headcount import codelists
from headcount.case.tables.columns import FIGURES, POSITIONS, SOURCES
from headcount.case.tables.importing import load

ROOT = Path(__file__).resolve().parents[1]
CASE = ROOT / "cases" / "caliphate"
PAGE = ROOT / "docs" / "cases" / "caliphate.md"
_MARK = re.compile(r"(<!-- counted -->\n).*?(<!-- /counted -->)", re.DOTALL)


def counted(folder: Path = CASE) -> str:
    """The tables, as Markdown: what the record holds by status, origin, year, hedge, kind of source and check."""
    sources, figures, positions = (load(folder, kind) for kind in (SOURCES, FIGURES, POSITIONS))
    origins = Counter(code for row in figures for code in row.origin)
    actors = Counter(code for row in positions for code in row.actor)
    years = Counter((row.as_of or row.period_to or row.period_from or "none")[:4] for row in figures)
    head = (
        f"{len(figures):,} figures of {len(origins)} origins and {len(positions)} positions of {len(actors)} actors, "
        f"from {len(sources)} pages.\n"
    )
    return "\n".join(
        [
            head,
            _table("status", Counter(row.status for row in figures), lambda code: _label("statuses", code)),
            _table("origin", origins, lambda code: _label("places", code)),
            _table("year of the count", years, str, by_key=True),
            _table("hedge", Counter(row.quantifier for row in figures), lambda code: _label("quantifiers", code)),
            _table("kind of source", Counter(row.kind for row in sources), lambda code: _label("source_kinds", code)),
            _table("grade of source", Counter(row.grade for row in sources), str, by_key=True),
            _table("how far the page was seen", Counter(row.checked for row in (*figures, *positions)), str),
            _table("action of a position", Counter(row.action for row in positions), lambda c: _label("actions", c)),
            _table("stage of a position", Counter(row.stage for row in positions), lambda c: _label("stages", c)),
        ]
    )


def _label(table: str, code: str) -> str:
    return codelists.table(table)[code].en


def _table(what: str, counts: Counter[str], label: object, *, by_key: bool = False) -> str:
    rows: Iterable[tuple[str, int]] = sorted(counts.items()) if by_key else counts.most_common()
    assert callable(label)
    cells = [f"{label(code) if code != 'none' else 'no date'} {count:,}" for code, count in rows]
    return f"By {what}: {', '.join(cells)}.\n"


if __name__ == "__main__":
    PAGE.write_text(
        _MARK.sub(lambda mark: mark[1] + counted() + mark[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8"
    )
