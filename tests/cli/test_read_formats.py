"""One folder with a file of every format: one JSON object a document, and the page of a figure in its trail."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "read"))
import loaders_made as made


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "headcount.cli", *arguments], capture_output=True, text=True, cwd=cwd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "inbox"
    target.mkdir()
    for number, (name, raw) in enumerate(made.files().items()):
        other = f"About {1200 + number} women".encode()
        (target / name).write_bytes(raw if name[0] in "dl" else raw.replace(b"About 1,200 women", other))
    (target / "m-ru.txt").write_text("В лагере остаются около 300 женщин и 200 детей из России.\n", encoding="utf-8")
    return target


def test_a_folder_with_every_format(folder: Path) -> None:
    done = run("read", str(folder), "--published", "2019-11", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(printed) == len(made.files()) + 1
    keys = set(printed[0]["document"])
    for reading in printed:
        assert set(reading) == {"document", "figures", "positions", "unread"}
        assert set(reading["document"]) == keys
        assert [figure["group"] for figure in reading["figures"]][:1] == ["women"], reading["document"]
        assert reading["document"]["published"] in ("2019-11", "2019-11-25")
    assert {reading["document"]["lang"] for reading in printed} == {"en", "ru"}
    assert "d.pdf: no date of publication" in done.stderr


def test_one_bad_file_costs_only_itself(folder: Path) -> None:
    (folder / "n.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "logo.png").write_bytes(b"x")
    done = run("read", str(folder), cwd=folder.parent)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == len(made.files()) + 1
    assert "n.pdf: is a damaged PDF file" in done.stderr
    assert "1 left out: no format that is read (.png)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pdf_runs_and_explains_its_page(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(made.files()["d.pdf"])
    done = run("run", "report.pdf", "--published", "2019-11", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "briefing.html").is_file()
    figure = json.loads(run("read", "report.pdf", cwd=tmp_path).stdout)["figures"][0]
    explained = run("explain", figure["id"], "report.pdf", "--table", cwd=tmp_path)
    assert "quote, page 2, characters" in explained.stdout


def test_reading_plain_english_loads_no_library_of_other_formats(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some 40 women were freed.")
    code = (
        "import sys; from headcount.case.workspace import open_workspace; "
        "open_workspace(['a.txt']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert {"lxml", "trafilatura", "pypdf", "email"} & set(done.stdout.split()) == set()
