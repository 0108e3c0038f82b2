"""The command line as a user meets it: exit codes, stdout for data, stderr for all else, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click import Context

from headcount.cli import COMMANDS, headcount, main

TEXT = "Guards hold about 2,000 foreign fighters in prisons in Syria. Among them are 300 French citizens.\n"


def run(*arguments: str, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "headcount.cli", *arguments], capture_output=True, text=True, cwd=cwd, input=stdin
    )


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", COMMANDS)
def test_short_help_is_the_first_line_of_the_command(name: str) -> None:
    command = headcount.get_command(Context(headcount), name)
    assert command is not None
    assert command.help is not None
    assert command.help.splitlines()[0] == COMMANDS[name]
    assert command.name == name


def test_every_command_file_is_listed() -> None:
    folder = Path(import_module("headcount.cli").__file__ or "").parent
    shared = {"__init__", "__main__", "options", "printing", "estimates", "decisions", "claims", "quoting"}
    files = {file.stem.removesuffix("_") for file in folder.glob("*.py") if file.stem not in shared}
    assert files == set(COMMANDS)


def test_read_prints_one_json_object_a_document_when_piped(document: Path) -> None:
    done = run("read", str(document), "--published", "2019-11")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    printed = json.loads(line)
    assert set(printed) == {"document", "figures", "positions", "unread"}
    assert [figure["text"] for figure in printed["figures"]] == ["2,000", "300"]
    for figure in printed["figures"]:
        assert TEXT[figure["start"] : figure["end"]] == figure["text"]


SAID = (
    "Norway promised in 2017 to bring home 30 children. In March 2019 Norway brought home five children. "
    "In March 2019 Norway refused to take back children. Sweden revoked the passports of 12 men."
)


def test_positions_prints_one_json_object_an_actor_when_piped(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text(SAID, encoding="utf-8")
    done = run("positions", "said.txt", "--published", "2019-11", "--since", "2018", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    norway, sweden = map(json.loads, done.stdout.splitlines())
    assert (norway["actor"], sweden["actor"]) == ("NOR", "SWE")
    assert {(act["stage"], act["outside"]) for act in norway["acts"]} == {
        ("promised", True),
        ("done", False),
        ("refused", False),
    }
    assert "contradiction" in [finding["kind"] for finding in norway["findings"]]
    (balance,) = norway["said_and_done"]
    assert (balance["said"]["lo"], balance["done"]["lo"], balance["done"]["from"]) == (30, 5, "2019-03")
    for act in norway["acts"]:
        assert all(told["text"] in SAID for told in act["positions"])


def test_positions_of_one_actor_and_one_action(tmp_path: Path) -> None:
    (tmp_path / "said.txt").write_text(SAID, encoding="utf-8")
    done = run("positions", "said.txt", "--actor", "SWE", "--action", "strip_citizenship", "--table", cwd=tmp_path)
    assert "strip of citizenship" in done.stdout and "Norway" not in done.stdout
    assert run("positions", "said.txt", "--actor", "RUS", cwd=tmp_path).stdout == ""
    assert "'fly' is no code" in run("positions", "said.txt", "--action", "fly", cwd=tmp_path).stderr
    assert "'XX' is no code" in run("positions", "said.txt", "--actor", "XX", cwd=tmp_path).stderr


def test_the_table_of_read_shows_months_as_months_and_every_number_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sweden brought home 7 orphans in two planes in May 2019.\n", encoding="utf-8")
    lines = run("read", "a.txt", "--table", cwd=tmp_path).stdout.splitlines()
    (row,) = [line for line in lines if " orphans " in line]
    assert "2019-05 " in row and "2019-05-01" not in row
    assert any(line.split()[:2] == ["two", "not_people"] for line in lines)


def test_a_remark_names_the_entry_of_its_file(tmp_path: Path) -> None:
    text = "published;text\n2019-11-03;About 40 women were detained.\n03/04/2019;About 12 men were detained.\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert "a.csv, entry 2: published '03/04/2019'" in run("read", "a.csv", cwd=tmp_path).stderr


def test_read_takes_stdin() -> None:
    done = run("read", "-", stdin=TEXT)
    assert json.loads(done.stdout)["figures"][0]["lo"] == 2000


def test_run_writes_the_briefing_and_says_where(document: Path, tmp_path: Path) -> None:
    done = run("run", str(document), "--published", "2019-11", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Briefing: " in done.stderr
    assert (tmp_path / "briefing.html").read_text(encoding="utf-8").startswith("<!")
    assert all(json.loads(line)["interval90"] for line in done.stdout.splitlines())


def test_a_bad_and_a_good_document_finish_the_good_one_and_exit_1(document: Path, tmp_path: Path) -> None:
    done = run("read", str(document), "missing.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "missing.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_document_without_figures_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained in the valley for days.\n", encoding="utf-8")
    done = run("read", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["figures"] == []
    assert "a.txt: no figure about people" in done.stderr


def test_a_document_without_figures_still_gets_its_briefing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained in the valley for days.\n", encoding="utf-8")
    done = run("run", "a.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "briefing.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["run"], 2, "nothing to do"),
        (["run", "a.txt", "--published", "tomorrow"], 2, "--published: 'tomorrow' is no date"),
        (["read", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["positions", "a.txt", "--since", "tomorrow"], 2, "--since: 'tomorrow' is no date"),
        (["positions", "a.txt", "--actor", "XX"], 2, "'XX' is no code"),
        (["positions", "a.txt", "--actor", "RUS"], 0, "no position of RUS was read"),
        (["codes", "colours"], 2, "no code list is called 'colours'"),
        (["explain", "abc"], 2, "nothing has been run yet"),
        (["run", "missing.txt"], 1, "missing.txt"),
    ],
)
def test_mistakes_are_one_sentence_with_an_exit_code(
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == code
    assert message in capsys.readouterr().err


def test_explain_walks_from_a_figure_to_its_characters(document: Path) -> None:
    figure = json.loads(run("read", str(document), "--published", "2019-11").stdout)["figures"][0]
    done = run("explain", figure["id"], str(document), "--published", "2019-11")
    assert done.returncode == 0, done.stderr
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    assert [step["kind"] for step in steps][:3] == ["figure", "quote", "document"]
    assert f"characters {figure['start']}-{figure['end']}" in steps[1]["text"]


def test_explain_refuses_an_id_that_nothing_has(document: Path) -> None:
    done = run("explain", "zzzz", str(document))
    assert done.returncode == 2
    assert "no figure, position or population has the id 'zzzz'" in done.stderr


def test_status_has_one_row_a_document(document: Path) -> None:
    (row,) = [json.loads(line) for line in run("status", str(document)).stdout.splitlines()]
    assert (row["figures"], row["fresh"], row["kind"]) == (2, False, "verbatim")
    assert "no publication date: give --published or a sidecar" in row["remarks"]


def test_same_input_same_output(document: Path) -> None:
    arguments = ("reconcile", str(document), "--published", "2019-11", "--seed", "3")
    assert run(*arguments).stdout == run(*arguments).stdout != ""


def test_the_briefing_never_replaces_the_document_it_is_made_from(document: Path, tmp_path: Path) -> None:
    done = run("run", str(document), "-o", str(document))
    assert done.returncode == 2
    assert "is a document that the briefing is made from" in done.stderr
    assert document.read_text(encoding="utf-8") == TEXT


def test_the_briefing_replaces_ordinary_files_only(document: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    done = run("run", str(document), "-o", str(folder))
    assert done.returncode == 1
    assert "the briefing cannot be written" in done.stderr


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = run("read", str(tmp_path / "pipe.txt"))
    assert done.returncode == 1
    assert "is a device or a pipe, not a file" in done.stderr


def test_a_full_output_is_one_sentence(document: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "headcount.cli", "read", str(document)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert "headcount: the output: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_gone_is_no_failure(unbuffered: str) -> None:
    command = [sys.executable, "-m", "headcount.cli", "codes", "places"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as started:
        assert started.stdout is not None and started.stderr is not None
        started.stdout.close()
        said = started.stderr.read()
        assert (started.wait(), said) == (0, b"")


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("In Lomé 40 women from Côte d’Ivoire were freed.", encoding="utf-8")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "headcount.cli", "read", "a.txt"], capture_output=True, cwd=tmp_path, env=environment
    )
    assert json.loads(done.stdout.decode("utf-8"))["figures"][0]["origin"] == ["CIV"]


def test_a_cache_that_cannot_be_written_costs_a_warning(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    monkeypatch.setenv("HEADCOUNT_CACHE", str(tmp_path / "cache"))
    done = run("read", str(document))
    assert done.returncode == 0
    assert json.loads(done.stdout)["figures"]
    assert "the result cannot be kept" in done.stderr
