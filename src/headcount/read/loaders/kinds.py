"""Which format a source has: by its first bytes where they are telling, else by its suffix."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headcount.errors import InputError
from headcount.read.loaders.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A row of ``formats.csv``."""

    code: str
    suffixes: tuple[str, ...]
    loader: str
    """name of the module that loads it"""
    many: bool
    """whether one file holds several documents"""
    what: str


@cache
def formats() -> dict[str, Format]:
    """All formats that are taken in, by code."""
    rows = csv.DictReader(files(__package__).joinpath("formats.csv").read_text(encoding="utf-8").splitlines())
    return {
        row["format"]: Format(
            row["format"], tuple(row["suffixes"].split()), row["loader"], row["many"] == "yes", row["what"]
        )
        for row in rows
    }


@cache
def suffixes() -> dict[str, Format]:
    """Suffix, with its dot -> format."""
    return {suffix: one for one in formats().values() for suffix in one.suffixes}


_HEAD = 4096
_SURE = (
    (re.compile(rb"\s{0,1024}%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "docx"),
)
_PROLOGUE = rb"\s*+(?>(?:<\?xml[^>]*>)?)\s*+(?>(?:(?><!--.*?-->)\s*+)*)"
"""What may stand before the first element; nothing in it is tried twice, so that comments without end cost nothing"""
_LIKELY = (
    (re.compile(rb"From \S+ .*\d{4}\r?\n"), "mbox"),
    (re.compile(_PROLOGUE + rb"(?>(?:<!DOCTYPE rss[^>]*>)?)\s*+<(?:rss|feed|rdf:RDF)\b", re.S), "feed"),
    (re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.S | re.I), "html"),
    (re.compile(rb'\s*\{\s*"'), "jsonl"),
    (
        re.compile(
            rb"(?:(?:From|To|Subject|Date|Received|Message-ID|MIME-Version|Return-Path|Delivered-To|X-[\w-]+|"
            rb"Content-Type|Reply-To|Sender|List-[\w-]+|DKIM-Signature):[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}",
            re.I,
        ),
        "eml",
    ),
)
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "an old office document (.doc, .xls); save it as .docx, .pdf or .txt",
    b"{\\rtf": "rich text (.rtf); save it as .docx or .txt",
    b"\x89PNG": "a picture; save its text as .txt",
    b"\xff\xd8\xff": "a picture; save its text as .txt",
    b"GIF8": "a picture; save its text as .txt",
    b"7z\xbc\xaf": "an archive; unpack it first",
    b"Rar!": "an archive; unpack it first",
    b"BZh": "an archive; unpack it first",
    b"\xfd7zXZ": "an archive; unpack it first",
    b"SQLite format": "a database; export its text as .csv or .jsonl",
}


def kind_of(source: Source) -> Format:
    """The format of ``source``.

    A download that failed is often an HTML page under another suffix, so first bytes that leave no doubt win.

    Raises
    ------
    InputError
        It is a kind of file that is not taken in.
    """
    head = source.raw[:_HEAD]
    for magic, what in _OTHERS.items():
        if head.startswith(magic):
            raise InputError(f"{source.name}: is {what}")
    named = suffixes().get(source.suffix)
    for pattern, code in _SURE:
        if pattern.match(head):
            return formats()[code]
    if named is not None and named.code not in ("text", "pdf", "docx"):
        return named
    found = next((code for pattern, code in _LIKELY if pattern.match(head.removeprefix(b"\xef\xbb\xbf"))), None)
    if named is None and source.suffix and found is None:
        raise InputError(
            f"{source.name}: files of the kind '{source.suffix}' cannot be read; save it as plain text (.txt)"
        )
    if named is not None and named.code in ("pdf", "docx"):
        if found == "html":
            return formats()["html"]
        raise InputError(f"{source.name}: is no {named.code.upper()} file, whatever its name says; get it again")
    if named is not None:
        return formats()["html"] if found == "html" else named
    return formats()[found or "text"]
