"""``headcount reconcile TABLE.csv --object COL --source COL --value COL``"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from headcount.case.tables.claims import Columns, load_claims
from headcount.errors import InputError, UsageError
from headcount.values.claims import Claim

TABLE = "Town;Who;People;From;To\nA;x;35,437;;\nA;y;35437;;\nB;x;;100;200\nB;y;;;\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "headcount.cli", "reconcile", *arguments], capture_output=True, text=True, check=False
    )


def test_claims_are_read_with_the_columns_named(table: Path) -> None:
    claims, empty = load_claims(table, Columns("town", "WHO", "people", "from", "to"))
    assert claims == (Claim("A", "x", 35437, 35437), Claim("A", "y", 35437, 35437), Claim("B", "x", 100, 200))
    assert empty == 1


def test_each_object_is_a_line_with_its_claims(table: Path) -> None:
    done = run(str(table), "--object", "town", "--source", "who", "--value", "people", "--lo", "from", "--hi", "to")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["object"], first["value"]) == ("A", 35437)
    assert first["interval90"][0] <= 35437 <= first["interval90"][1]
    assert [claim["source"] for claim in first["claims"]] == ["x", "y"]
    assert 100 <= second["value"] <= 200
    assert "rows without a number passed over: 1" in done.stderr


def test_a_terminal_gets_two_tables(table: Path) -> None:
    done = run(str(table), "--object", "town", "--source", "who", "--value", "people", "--table")
    assert "object" in done.stdout
    assert "35,437" in done.stdout
    assert "1 objects, 2 claims, 2 sources, seed 1" in done.stdout


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (("--object", "city", "--source", "who", "--value", "people"), "--object city"),
        (("--object", "town", "--source", "who"), "which column holds the numbers?"),
        (("--object", "town", "--value", "people"), "needs --object COL and --source COL"),
    ],
)
def test_a_column_that_is_not_there_is_a_wrong_call(table: Path, columns: tuple[str, ...], told: str) -> None:
    done = run(str(table), *columns)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_cell_that_is_no_number_is_told_by_line_and_column(table: Path) -> None:
    with pytest.raises(InputError, match=r"line 2, column 'who': 'x' is no number"):
        load_claims(table, Columns("town", "town", "who"))


def test_a_range_needs_both_ends(table: Path) -> None:
    with pytest.raises(UsageError, match="--lo COL and --hi COL"):
        load_claims(table, Columns("town", "who", lo="from"))
