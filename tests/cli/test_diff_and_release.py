"""Releases and what changed between them, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from headcount.case import contents
from headcount.case.releases import freeze
from headcount.cli import main

CASE = """
title = "The valley"
question = "How many are held?"
as_of = 2020-03-01
place = ["SYR"]
hosts = ["SYR"]
[origin]
leaves = ["FRA", "DEU", "other", "SYR"]
[group]
leaves = ["men", "women", "children"]
[group.aggregates]
people = ["men", "women", "children"]
[state]
leaves = ["detained", "in_camp", "returned"]
[population]
total = [100, 100000]
basis = "a guess"
[[ask]]
id = "held"
label = "Foreigners held"
origin = ["foreign"]
state = ["detained", "in_camp"]
"""
TEXT = "Guards hold about 2,000 foreign men in prisons in Syria. Some 300 French women live in camps there.\n"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case frozen twice, with one number changed in between; frozen once, since each test only looks at it."""
    folder = tmp_path_factory.mktemp("cases") / "valley"
    (folder / "documents").mkdir(parents=True)
    (folder / "case.toml").write_text(CASE, encoding="utf-8")
    report = folder / "documents" / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:  # DOCX and PDF take longest, and have their test elsewhere
        patch.setattr(contents, "find_spec", lambda _: None)
        freeze(str(folder), seed=7)
    report.write_text(TEXT.replace("2,000", "6,000"), encoding="utf-8")
    done = run("publish", str(folder), "--release", "--seed", "7")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["release"] == "valley@2"
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "headcount.cli", *arguments], capture_output=True, text=True)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(str(stop.value.code)), out, err


def test_a_diff_says_what_moved_the_answer(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "diff", f"{released}@1", f"{released}@2", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert lines[0] == {"kind": "compared", "before": "valley@1", "after": "valley@2"}
    figures = {line["id"] for line in lines if line["kind"] == "figure"}
    assert {line["change"] for line in lines if line["kind"] == "figure"} == {"added", "removed"}
    (held,) = [line for line in lines if line.get("id") == "held"]
    assert held["after"]["median"] > held["before"]["median"]
    assert not held["noise"]
    assert {id for cause in held["causes"] for id in cause["ids"]} <= figures
    code, out, _ = said(capsys, "diff", f"{released}@1", f"{released}@2", "--table")
    assert "Foreigners held" in out
    assert "6,000" in out


def test_a_release_stands_against_the_case_as_it_is_now(released: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "diff", str(released / "releases" / "2"), "--table")
    assert (code, out.strip()) == (0, "valley@2 against valley now: nothing changed")


def test_a_release_can_be_built_again(
    released: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "find_spec", lambda _: None)
    code, out, err = said(capsys, "diff", f"{released}@1", "--rebuild", "--table")
    assert (code, err.strip()) == (0, "valley@1: built again from its inputs, every file the same byte for byte")
    assert "nothing changed" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("publish", "{}", "report.txt", "--release"), "--release freezes one case and all it holds"),
        (("publish", "{}", "--release", "1"), "release '1' of valley is frozen already"),
        (("publish", "--release", "{}"), "--release freezes one case"),
        (("publish", "{}", "--release", "caliphate"), "is the name of a case; name the case first"),
        (("diff", "{}@7"), "has no release '7'; there are 1, 2"),
        (("diff", "nowhere", "{}@1"), "'nowhere' is neither a release nor a case"),
        (("diff", "{}"), "is no release of a case that is there; name both"),
        (("diff", "{}", "--rebuild"), "--rebuild takes one release"),
    ],
)
def test_wrong_usage_is_one_sentence(
    released: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = said(capsys, *(argument.format(released) for argument in arguments))
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1
