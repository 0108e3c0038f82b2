"""The page about the record counts what the record holds, and cites rows and addresses that are there."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from headcount.case.tables.columns import FIGURES, SOURCES
from headcount.case.tables.importing import load

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "cases" / "caliphate"
PAGE = (ROOT / "docs" / "cases" / "caliphate.md").read_text(encoding="utf-8")


def test_the_counted_tables_are_those_of_the_case() -> None:
    counted = runpy.run_path(str(ROOT / "tools" / "describe_record.py"))["counted"]
    (shown,) = re.findall(r"<!-- counted -->\n(.*?)<!-- /counted -->", PAGE, re.DOTALL)
    assert shown == counted()


def test_every_row_cited_leads_to_its_own_page() -> None:
    sources = {row.source_id: row.url for row in load(CASE, SOURCES)}
    urls = {row.id: sources[row.source_id] for row in load(CASE, FIGURES)}
    cited = re.findall(r"\[(F\d{4})\]\(([^)]+)\)", PAGE)
    assert len(cited) > 40
    assert [(row, url) for row, url in cited if urls.get(row) != url] == []
