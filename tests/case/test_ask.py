from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.ask import ask
from headcount.case.workspace import open_workspace
from headcount.errors import QueryError


def test_a_query_is_answered_and_says_what_it_rests_on(case_folder: Path) -> None:
    women, parts, all_of_them = ask(
        ["FRA & women & in_camp", "(FRA | DEU) & detained", "western_europe & (in_camp | detained)"],
        open_workspace([str(case_folder)]),
        seed=1,
    )
    assert women.answer.id == "FRA & women & in_camp"
    assert women.answer.label == "France, women, in camps"
    assert 200 < women.answer.interval.median < 450
    assert women.supports[0].first.quote.startswith("Some [300] French women")
    assert women.answer.figures[0] == women.supports[0].first.id
    assert all_of_them.answer.interval.median > women.answer.interval.median
    assert parts.answer.select == {"origin": ("FRA", "DEU"), "state": ("detained",)}


def test_the_same_seed_gives_the_same_answer(case_folder: Path) -> None:
    one, two = (ask(["FRA"], open_workspace([str(case_folder)]), seed=3)[0].answer.interval for _ in range(2))
    assert one == two


def test_a_query_that_cannot_be_read_says_so_before_anything_is_reconciled(case_folder: Path) -> None:
    with pytest.raises(QueryError, match="character 7: 'womn' is no code of this case; did you mean women"):
        ask(["FRA & womn"], open_workspace([str(case_folder)]), seed=1)
