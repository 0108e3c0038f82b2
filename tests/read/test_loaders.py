"""Loading plain text, and every way in which it can fail."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from headcount.errors import InputError
from headcount.read.loaders import load
from headcount.values.documents import digest_of


def test_text_is_kept_as_stored(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("A line at the head\r\n\u00a0Twelve men.\r\n".encode())
    document = load(path, published="2020-01")
    assert document.text == "A line at the head\r\n\u00a0Twelve men.\r\n"
    assert (document.lang, document.published, document.title) == ("en", "2020-01", "A line at the head")
    assert document.digest == digest_of(document.text)
    assert document.id == load(path).id


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes(b"\xef\xbb\xbfTwelve men.")
    assert load(path).text == "Twelve men."


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"Twelve men were freed.")

    monkeypatch.setattr("sys.stdin", Stdin)
    assert load("-").text == "Twelve men were freed."


def test_standard_input_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"x" * 50)

    monkeypatch.setattr("sys.stdin", Stdin)
    with pytest.raises(InputError, match="limit of 10 bytes"):
        load("-", max_bytes=10)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("binary.txt", b"abc\x00def", "character 3 is a control character"),
        ("escape.txt", b"\x7fELF\x02\x01", "control character"),
        ("signs.txt", b"\xb0\xb1\xb2\xdb\xdc\xfe ok", "byte 0 is not UTF-8"),
        ("cut.txt", "h\u00e9".encode()[:-1], "byte 1 is not UTF-8"),
        ("big.txt", b"x" * 101, "is above the limit of 100 bytes"),
        ("sheet.xlsx", b"words", "'.xlsx' cannot be read"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(InputError, match=message) as caught:
        load(path, max_bytes=100)
    assert str(path) in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        load(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("words", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        load(path)
