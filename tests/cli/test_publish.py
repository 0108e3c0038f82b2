"""headcount publish: languages, formats, embeds, and what it says to a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from headcount.cli import headcount, main

TEXT = "Guards hold about 2,000 foreign fighters in prisons in Syria. Among them are 300 French citizens.\n"


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(TEXT, encoding="utf-8")
    return "report.txt"


@pytest.mark.parametrize(
    ("name", "begins", "options"),
    [
        ("briefing.docx", b"PK", ["--format", "docx"]),
        ("sheet.pdf", b"%PDF", ["-o", "sheet.pdf"]),
        ("briefing.html", b'\n<!doctype html>\n<html lang="ru">', ["--lang", "ru"]),
    ],
)
def test_a_page_is_written_under_its_name(document: str, name: str, begins: bytes, options: list[str]) -> None:
    done = CliRunner().invoke(headcount, ["publish", document, "--published", "2019-11", *options])
    assert done.exit_code == 0, done.output
    assert Path(name).read_bytes().lstrip().startswith(begins.lstrip())


@pytest.mark.usefixtures("document")
def test_where_nothing_could_be_read_no_page_is_written_over_another(capsys: pytest.CaptureFixture[str]) -> None:
    Path("briefing.html").write_text("the page of yesterday", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        main(["publish", "nowhere.txt"])
    assert stopped.value.code == 1
    assert "nowhere.txt" in capsys.readouterr().err
    assert Path("briefing.html").read_text(encoding="utf-8") == "the page of yesterday"


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("no page can be printed in 'xx'; choose one of en, ru", ["--lang", "xx"]),
        ("no page can be written as 'odt'; choose one of html, docx, pdf", ["--format", "odt"]),
    ],
)
def test_a_wrong_language_or_format_is_told_at_once(
    document: str, said: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["publish", document, *options])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
