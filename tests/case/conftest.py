"""A small case of a country that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

CASE = """
title = "The valley"
question = "How many are held?"
as_of = 2020-03-01
place = ["SYR"]
hosts = ["SYR"]
[origin]
leaves = ["FRA", "DEU", "other", "SYR"]
[origin.aggregates]
western_europe = ["FRA", "DEU"]
[group]
leaves = ["men", "women", "children"]
[group.aggregates]
people = ["men", "women", "children"]
[state]
leaves = ["detained", "in_camp", "returned"]
[state.aggregates]
travelled = ["detained", "in_camp", "returned"]
[population]
total = [100, 100000]
basis = "a guess"
[[ask]]
id = "held"
label = "Foreigners held"
origin = ["foreign"]
state = ["detained", "in_camp"]
"""

TEXT = "Guards hold about 2,000 foreign fighters in prisons in Syria. Some 300 French women live in camps there.\n"


@pytest.fixture
def case_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "valley"
    (folder / "documents").mkdir(parents=True)
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    (folder / "documents" / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "documents" / "report.toml").write_text(
        'title = "Report"\npublisher = "Institute"\npublished = "2020-02"\nlang = "en"\n', encoding="utf-8"
    )
    return folder
