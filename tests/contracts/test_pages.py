"""No naked number, on every page headcount makes: the built-in case, a document alone, one without figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from headcount.case import stages
from headcount.case.locate import BUILT_IN
from headcount.case.workspace import open_workspace
from headcount.publish import publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.locale import languages

REPORTS = {
    "detainees": "The ministry held about 1,200 men and up to 90 women in June 2021. Among them were 300 foreigners.\n",
    "rivals": "A monitor counted 4,000 displaced people in May 2021. The governor spoke of at least 9,000 displaced.\n",
    "nothing": "It rained in the valley for days.\n",
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_document_alone_keeps_the_contract(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.txt"
    file.write_text(REPORTS[name], encoding="utf-8")
    results = stages.run(open_workspace([str(file)], published="2021-07-01"), seed=1)
    for lang in languages():
        page = publish(results.briefing(), lang=lang)
        assert naked_numbers(page) == []
        assert check_trails(page, [reading.document for reading in results.readings]) == []


def test_the_built_in_case_keeps_the_contract(tmp_path: Path) -> None:
    folder = tmp_path / "caliphate"
    shutil.copytree(BUILT_IN / "caliphate", folder, ignore=shutil.ignore_patterns(".derived"))
    results = stages.run(open_workspace([str(folder)]), seed=1)
    for lang in languages():
        page = publish(results.briefing(), lang=lang)
        assert naked_numbers(page) == []
        assert check_trails(page, [reading.document for reading in results.readings]) == []
        assert len(page.encode()) < 1_500_000
    assert results.projection is not None
