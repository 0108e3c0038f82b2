"""Past days, what was known on them, and the scores of what came later."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from headcount.case.backtest import known_by, moved
from headcount.case.scores import keep_in, kept_in
from headcount.case.settings import load_settings
from headcount.errors import CaseError
from headcount.values.backtests import Backtest, Check, Score
from headcount.values.cases import Shock
from headcount.values.documents import Document, digest_of
from headcount.values.estimates import Interval
from headcount.values.figures import Reading


def reading(published: str | None) -> Reading:
    return Reading(Document(published or "none", "title", digest_of("text"), "en", published=published))


@pytest.mark.parametrize(
    ("published", "known"),
    [
        ("2020-06-30", True),
        ("2020-07-01", False),
        ("2020-06", True),
        ("2020-07", False),
        ("2020", False),
        (None, False),
    ],
)
def test_only_what_was_surely_published(published: str | None, known: bool) -> None:
    one = reading(published)
    assert known_by([one], datetime.date(2020, 6, 30)) == ((one,) if known else ())


def test_a_moved_case_knows_nothing_of_later_days(case_folder: Path) -> None:
    case = replace(
        load_settings(case_folder),
        window=("2014-01-01", "2026-01-01"),
        shocks=(
            Shock("before", "2017-01-01", "2017-06-01", (("a", "b"),), (2, 9), "ours"),
            Shock("during", "2019-10-09", "2019-10-20", (("a", "b"),), (2, 9), "ours"),
            Shock("after", "2022-01-20", "2022-01-30", (("a", "b"),), (2, 9), "ours"),
        ),
    )
    earlier = moved(case, "2019-10-15")
    assert (earlier.as_of, earlier.window) == ("2019-10-15", ("2014-01-01", "2019-10-15"))
    assert [(s.label, s.end) for s in earlier.shocks] == [("before", "2017-06-01"), ("during", "2019-10-15")]
    assert [policy.levers for policy in earlier.policies] == [{}]


def test_hits_are_ends_included() -> None:
    def check(value: float) -> Check:
        return Check("2020-01-01", ("f",), {}, "2021-01-01", value, Interval(10, 8, 12, 5, 20), 0.1, None, None)

    assert [(check(v).in50, check(v).in90) for v in (4, 5, 8, 12, 20, 21)] == [
        (False, False),
        (False, True),
        (True, True),
        (True, True),
        (False, True),
        (False, False),
    ]


def test_a_kept_backtest_is_found_again(tmp_path: Path) -> None:
    check = Check("2020-01-01", ("f",), {"origin": ("FRA",)}, "2021-01-01", 7, Interval(10, 8, 12, 5, 20), 0.1, 9, 0.2)
    found = Backtest((Score(None, 0, 0, 1, 0.0, 1.0, 0.1, 1, 0.1, 0.2),), (check,), 1, "digest")
    assert kept_in(tmp_path) is None
    keep_in(str(tmp_path / "backtest.json"), found)
    assert kept_in(tmp_path) == found
    (tmp_path / "backtest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(CaseError, match="write it anew"):
        kept_in(tmp_path)
