"""A table is read rightly whatever program wrote it, or refused with the cell named."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.tables import cells
from headcount.case.tables.sheets import Row, Sheet
from headcount.errors import InputError


def sheet(tmp_path: Path, data: bytes) -> tuple[tuple[str, ...], list[Row | InputError]]:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with Sheet(path) as opened:
        return opened.columns, list(opened.rows())


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_delimiter_and_a_byte_order_mark(tmp_path: Path, sign: str) -> None:
    data = "\ufeff" + f"id{sign}lo\r\nA{sign}12\r\n"
    columns, (row,) = sheet(tmp_path, data.encode())
    assert columns == ("id", "lo")
    assert row == Row(2, {"id": "A", "lo": "12"})


def test_utf_16_as_spreadsheets_export_it(tmp_path: Path) -> None:
    columns, (row,) = sheet(tmp_path, "id\tnote\nA\tЧечня\n".encode("utf-16"))
    assert columns == ("id", "note")
    assert isinstance(row, Row)
    assert row.cells["note"] == "Чечня"


def test_an_hxl_row_and_blank_rows_are_passed_over_and_lines_still_counted(tmp_path: Path) -> None:
    _, rows = sheet(tmp_path, b"id,lo\n#meta+id,#affected\n,\nA,12\n")
    assert rows == [Row(4, {"id": "A", "lo": "12"})]


def test_a_cell_with_line_breaks_keeps_the_line_it_began_on(tmp_path: Path) -> None:
    _, rows = sheet(tmp_path, b'id,note\nA,"one\ntwo"\nB,x\n')
    assert [row.line for row in rows if isinstance(row, Row)] == [2, 4]


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", '"=HYPERLINK(""http://x"")"', "+cmd(1)!A0"])
def test_a_formula_is_refused_by_line_and_column(tmp_path: Path, cell: str) -> None:
    _, (row,) = sheet(tmp_path, f"id,lo\nA,{cell}\n".encode())
    assert isinstance(row, InputError)
    assert "line 2, column 'lo'" in str(row)
    assert "formula" in str(row)


def test_a_row_with_too_many_cells_is_refused_by_line(tmp_path: Path) -> None:
    _, (row,) = sheet(tmp_path, b"id,lo\nA,1,940\n")
    assert isinstance(row, InputError)
    assert "line 2: 3 cells under 2 columns" in str(row)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no row of column names"),
        (b"id,,lo\nA,1,2\n", "column 2 has no name"),
        (b"id,id\nA,1\n", "two columns are called 'id'"),
        (b"PK\x03\x04rest", "a spreadsheet and no CSV"),
        (b"id,lo\nA,\xff\xfe\xfd\n", "UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=told), Sheet(path) as opened:
        for row in opened.rows():
            if isinstance(row, InputError):
                raise row


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2019", "2019"),
        ("2019-11", "2019-11"),
        ("2019-11-05", "2019-11-05"),
        ("2019-11-05T10:00:00Z", "2019-11-05"),
        ("25.11.2019", "2019-11-25"),
        ("11/25/2019", "2019-11-25"),
        ("5 Nov 2019", "2019-11-05"),
        ("November 5, 2019", "2019-11-05"),
        ("November 2019", "2019-11"),
        ("11/2019", "2019-11"),
        ("", None),
    ],
)
def test_dates_in_many_styles(cell: str, iso: str | None) -> None:
    assert cells.date(cell) == iso


def test_a_day_that_may_be_two_is_refused_until_the_order_is_said() -> None:
    with pytest.raises(InputError, match="may be two days"):
        cells.date("03/04/2019")
    assert cells.date("03/04/2019", "dmy") == "2019-04-03"
    assert cells.date("03/04/2019", "mdy") == "2019-03-04"


@pytest.mark.parametrize("cell", ["2019-02-30", "31.04.2019", "yesterday", "20191105", "2019-13"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(InputError):
        cells.date(cell)


@pytest.mark.parametrize(
    ("cell", "value"), [("1200", 1200), ("1,200", 1200), ("11 000", 11000), ("65%", 0.65), ("0", 0), ("", None)]
)
def test_numbers_as_people_write_them(cell: str, value: float | None) -> None:
    assert cells.number(cell) == value


@pytest.mark.parametrize("cell", ["-5", "1,20", "1e6", "many", "99999999999999", "1.200.000"])
def test_what_is_no_number_of_people_is_refused(cell: str) -> None:
    with pytest.raises(InputError):
        cells.number(cell)


def test_counts_carry_hedge_and_unit() -> None:
    assert cells.count("200+") == (200, "at_least", "person")
    assert cells.count("173 families") == (173, "exact", "family")
    with pytest.raises(InputError):
        cells.count("12 battalions")
