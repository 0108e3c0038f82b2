"""Broken and malicious input: one clear error within the limits, and never a connection."""

from __future__ import annotations

import gzip
import importlib
import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import loaders_made as made
import pytest

from headcount.errors import InputError
from headcount.read.loaders import Batch, load, load_source
from headcount.read.loaders.limits import MAX_PAGES, Deadline, deadline
from headcount.read.loaders.source import Source


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    importlib.import_module("trafilatura")  # its libraries build on sockets when they are imported

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a loader opened a connection")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 15


def of(raw: bytes, name: str, seconds: float = 60.0) -> Batch:
    return load_source(Source(name, raw, Path(name).suffix), seconds=seconds)


def bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    return raw.getvalue()


def nested_mail(depth: int) -> bytes:
    raw = b"Subject: x\r\n\r\nTwelve men."
    for _ in range(depth):
        raw = b"Content-Type: message/rfc822\r\n\r\n" + raw
    return raw


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
MANY_DIVS = b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000
MANY_TAGS = b"<html><body>" + b"<b>x</b>" * 700_000


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.pdf", b"%PDF-1.4\n" + b"nothing", "is a damaged PDF file"),
        ("a.pdf", b"no pdf at all", "is no PDF file"),
        ("a.pdf", made.pdf([[]]), "holds pictures of pages and no text"),
        (
            "a.pdf",
            made.pdf([["Twelve men."]]).replace(b"/Kids [4 0 R]", b"/Kids [9 0 R]"),
            "damaged|pages|cannot be read",
        ),
        ("a.html", MANY_DIVS, "nested more than 200 deep"),
        ("a.html", MANY_TAGS, "more than 300,000 elements"),
        ("a.html", b"<html><body><script>1</script></body></html>", "holds no text"),
        ("a.docx", b"PK\x03\x04 nothing", "broken or encrypted"),
        ("a.docx", b"words", "is no DOCX file"),
        ("a.docx", made.docx(made.paragraph("&e;"), before=OUTSIDE), "declares entities"),
        ("a.docx", made.docx("<w:p>"), "broken XML"),
        ("a.docx", bomb(), "far more than a document holds"),
        ("a.docx", gzip.compress(b"x", mtime=0), "is no DOCX"),
        ("a.eml", nested_mail(300), "nested more than 200 deep"),
        ("a.eml", b"Subject: x\r\n\r\n", "holds no text"),
        ("a.mbox", b"", "is empty"),
        ("a.mbox", b"Subject: no mailbox\n\nx", "is no mailbox"),
        ("a.rss", LAUGHS, "declares entities"),
        ("a.rss", b"not xml", "is no XML"),
        ("a.xml", b"<other>x</other>", "XML, but no feed"),
        ("a.rss", b"<rss><channel/></rss>", "a feed without entries"),
        ("a.csv", b"words\nmore\n", "neither a column 'text'"),
        ("a.csv", b"Surname,Date of birth,text\na,b,c\n", "those of a list of persons"),
        ("a.jsonl", b"[" * 100_000, "is no JSON"),
        ("a.txt", b"\x89PNG\r\n", "a picture"),
        ("a.txt", b"\xd0\xcf\x11\xe0x", "old office document"),
    ],
    ids=lambda value: value if isinstance(value, str) else "raw",
)
def test_one_clear_error(name: str, raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        of(raw, name)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_an_encrypted_pdf_is_said_so() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made.pdf([["Twelve men."]])))
    writer.encrypt("secret", algorithm="RC4-128")
    raw = io.BytesIO()
    writer.write(raw)
    with pytest.raises(InputError, match="is encrypted"):
        of(raw.getvalue(), "a.pdf")


def test_a_pdf_that_lies_about_its_length_or_lost_its_end_is_read() -> None:
    whole = made.pdf([["Some 40 women were freed."]])
    for raw in (whole.replace(b"/Length ", b"/Length 9"), whole[: whole.index(b"xref")], whole + b"\x00" * 500):
        assert "40 women" in of(raw, "a.pdf").documents[0].text


def test_a_pdf_with_a_million_pages_is_refused() -> None:
    with pytest.raises(InputError, match=f"pages; from 1 to {MAX_PAGES:,}"):
        of(made.pdf([["x"]] * (MAX_PAGES + 1)), "a.pdf")
    assert "Twelve" in of(made.pdf([["Twelve men."]], count=1_000_000), "a.pdf").documents[0].text


def test_a_tree_of_pages_that_bites_its_tail_ends() -> None:
    raw = made.pdf([["Twelve men."]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(InputError):
        of(raw, "a.pdf")


def test_a_page_that_is_no_pdf_but_a_failed_download() -> None:
    assert of(made.page("<p>Twelve men.</p>"), "a.pdf").documents[0].format == "html"


def test_deep_mail_below_the_limit_is_read() -> None:
    assert of(nested_mail(100), "a.eml").documents[0].text == "Twelve men."


def test_gzip_that_is_broken_or_grows(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    for raw, message in (
        (gzip.compress(b"Twelve men.")[:-6], "broken gzip"),
        (gzip.compress(b" " * 2000), "limit of 1,000 bytes"),
        (gzip.compress(gzip.compress(b"x")), "packed more than once"),
    ):
        path.write_bytes(raw)
        with pytest.raises(InputError, match=message):
            load(path, max_bytes=1000)


def test_devices_and_loops_of_links(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(InputError, match="cannot be opened"):
        load(tmp_path / "loop.txt")
    with pytest.raises(InputError, match="is a device or a pipe"):
        load("/dev/zero")
    with pytest.raises(InputError, match="cannot be opened"):
        load("a\x00b.txt")


def test_time_is_up_inside_a_library() -> None:
    with pytest.raises(InputError, match=r"took more than 0\.05 seconds"), deadline("a.pdf", 0.05):
        while True:
            pass


def test_time_is_up_between_pages() -> None:
    limit = Deadline("a.pdf", 0.0)
    time.sleep(0.01)
    with pytest.raises(InputError, match="split it"):
        limit.check()


def test_comments_without_end_cost_nothing() -> None:
    assert of(b"<!--x-->" * 5000 + b"Twelve men.", "a.pdf.txt").documents[0].format == "text"
    assert of(b"<!--x-->" * 50 + b"<html><p>Twelve men.</p></html>", "a").documents[0].format == "html"
