"""The four stages as a script or a notebook meets them."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from headcount.case import project, publish, read, reconcile
from headcount.case.frames import SHOWN, Table, table_html
from headcount.errors import CaseError, InputError, UsageError

TEXT = "Guards hold about 2,000 foreign men in prisons in Syria. Some 300 French women live in camps there."


def test_a_text_is_read_without_a_file() -> None:
    found = read(text=TEXT, title="Report", publisher="Institute", published="2020-02")
    assert [(figure.text, figure.group, figure.quantifier) for figure in found.figures] == [
        ("2,000", "men", "about"),
        ("300", "women", "about"),
    ]
    (row, _) = found.table().records()
    assert (row["publisher"], row["published"], row["origin"], row["sentence"]) == (
        "Institute",
        "2020-02",
        "foreign",
        "Guards hold about 2,000 foreign men in prisons in Syria.",
    )
    assert (len(found), found[0].document.path, found.failures) == (1, None, ())


def test_paths_folders_and_cases_are_read_as_on_the_command_line(case_folder: Path) -> None:
    assert [r.document.title for r in read(case_folder)] == ["Report"]
    assert [r.document.title for r in read(str(case_folder / "documents"))] == ["Report"]
    file = case_folder / "documents" / "report.txt"
    assert [figure.text for figure in read(file).figures] == ["2,000", "300"]


def test_the_stages_follow_one_another_and_run_what_is_missing(case_folder: Path) -> None:
    account = reconcile(read(case_folder))
    assert account["held"].interval == reconcile(case_folder)["held"].interval
    assert next(answer.id for answer in account) == "held"
    assert publish(account).html == publish(case_folder).html
    with pytest.raises(CaseError, match="the case 'valley' has no policies to project"):
        project(account)
    with pytest.raises(KeyError, match="no answer has the id 'nobody'; there are held"):
        account["nobody"]


def test_documents_may_stand_in_the_account_of_a_case(case_folder: Path) -> None:
    found = read(text=TEXT, published="2020-02")
    assert found.workspace.case.name == "general"
    assert reconcile(found, case=str(case_folder)).results.workspace.case.name == "valley"


@pytest.mark.parametrize("what", ["figures", "positions", "unread", "documents"])
def test_every_table_of_readings_has_its_columns(what: str) -> None:
    table = read(text=TEXT + " The ministry said in 2019 it will bring home 30 children.", published="2020").table(what)
    assert len(table) > 0
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(isinstance(cell, str | int | float | bool | None) for row in table.rows for cell in row)


@pytest.mark.parametrize("what", ["answers", "figures", "conflicts", "unused", "pulls", "series"])
def test_every_table_of_an_account_has_its_columns(case_folder: Path, what: str) -> None:
    table = reconcile(case_folder).table(what)
    assert all(isinstance(cell, str | int | float | bool | None) for row in table.rows for cell in row)
    if what == "answers":
        assert table.records()[0]["median"] == reconcile(case_folder)["held"].interval.median


def test_an_unknown_table_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="no table of 'people'; there are figures, positions, unread, documents"):
        read(text=TEXT).table("people")


def test_a_data_frame_has_the_rows_of_the_table() -> None:
    frame = read(text=TEXT).to_frame()
    assert type(frame).__module__.startswith("pandas")
    assert frame["text"].tolist() == ["2,000", "300"]
    assert frame["lo"].tolist() == [2000, 300]


def test_without_a_library_of_frames_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, name, None)
    table = Table("A", ("x",), ((1,),))
    with pytest.raises(UsageError, match="neither pandas nor polars is installed; pip install pandas, or take"):
        table.to_frame()
    with pytest.raises(UsageError, match="polars is installed"):
        table.to_frame("polars")
    with pytest.raises(UsageError, match="no data frame of 'excel' can be made; choose one of pandas, polars"):
        table.to_frame("excel")


def test_no_text_of_a_document_becomes_markup_in_a_notebook() -> None:
    hostile = '<img src=x onerror=alert(1)> "About 900 men" are held in prison & <script>alert(2)</script>.'
    found = read(text=hostile, title="<b>", publisher="</table><script>")
    shown = found._repr_html_() + found.table("documents")._repr_html_()
    assert "<script" not in shown.replace("&lt;script", "")
    assert "<img" not in shown
    page = publish(found)._repr_html_()
    assert page.startswith('<iframe sandbox="allow-scripts" srcdoc="')
    assert page.count('"') == 6


def test_a_long_table_says_how_much_it_leaves_out() -> None:
    shown = table_html("Many", ("n",), [(n,) for n in range(SHOWN + 1_500)])
    assert shown.count("<tr>") == SHOWN + 1
    assert shown.endswith("<p>and 1,500 more</p>")


def test_what_cannot_be_read_is_a_warning_beside_what_can_and_else_an_error(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02bad")
    with pytest.warns(UserWarning, match=r"bad\.txt"):
        found = read(tmp_path)
    assert (len(found.figures), len(found.failures)) == (2, 1)
    with warnings.catch_warnings(), pytest.raises(InputError, match=r"bad\.txt"):
        read(tmp_path / "bad.txt")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: read(), "nothing to do"),
        (lambda: read("a.txt", text="b"), "either sources or a text"),
        (lambda: read(text="Some 40 women returned.", published="lately"), "published: 'lately' is no date"),
        (lambda: reconcile(read(text=TEXT), "a.txt"), "readings are reconciled alone"),
        (lambda: publish(read(text=TEXT), lang="xx"), "no page can be printed in 'xx'"),
    ],
)
def test_wrong_calls_say_what_to_do(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises((UsageError, InputError), match=message):
        call()


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    file = publish(read(text=TEXT)).write(tmp_path / "page.html")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_importing_the_functions_loads_no_stage() -> None:
    code = "import sys, headcount.case; print([m for m in ('numpy', 'msgspec', 'scipy', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
