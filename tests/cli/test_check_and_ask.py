"""check and ask as a user meets them: tables, JSON, exit codes, one sentence for every mistake."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from headcount.cli import main

TEXT = "Guards hold about 2,000 foreign fighters in prisons in Syria. Some 300 French women live in camps there.\n"


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., SimpleNamespace]:
    """A command within this process, in a folder with one report."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEADCOUNT_CACHE", str(tmp_path / "cache"))

    def command(*arguments: str) -> SimpleNamespace:
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        out, err = capsys.readouterr()
        return SimpleNamespace(code=end.value.code, out=out, err=err)

    return command


def test_a_statement_against_a_document(run: Callable[..., SimpleNamespace]) -> None:
    done = run("check", "300 French women live in camps in Syria", "report.txt")
    assert done.code == 0, done.err
    (printed,) = map(json.loads, done.out.splitlines())
    assert (printed["number"], printed["people"]) == ("300", "women, France, in camps")
    assert printed["holds"] is True
    assert printed["first"]["quote"] == "Some [300] French women live in camps there."
    assert set(printed["estimate"]["words"]) == {"fewer", "about", "more"}


def test_a_statement_that_does_not_hold_ends_with_1_and_is_told_in_words(run: Callable[..., SimpleNamespace]) -> None:
    done = run("check", "900,000 French women live in camps in Syria", "report.txt", "--table")
    assert done.code == 1, done.err
    assert done.out.startswith("900,000: women, France, in camps\n")
    for words in (
        "lies above the 90 % interval",
        "almost certain",
        "Nobody in the record says this",
        "Contradicted by:",
    ):
        assert words in done.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["check", "", "report.txt"], "the statement is empty"),
        (["check", "nobody knows", "report.txt"], "no number of people"),
        (["check", "300 French women", "report.txt", "--published", "soon"], "--published"),
        (["check", "300 French women live in camps", "--case", "nowhere"], "nowhere"),
        (["ask", "caliphate"], "nothing is asked"),
        (["ask", "caliphate", "RUS & womn"], "character 7: 'womn' is no code of this case; did you mean women"),
    ],
)
def test_every_mistake_is_one_sentence(run: Callable[..., SimpleNamespace], arguments: list[str], why: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert why in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
