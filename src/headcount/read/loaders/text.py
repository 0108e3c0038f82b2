"""Plain text: .txt, .md, files without a suffix, and standard input as ``-``."""

from __future__ import annotations

import codecs
import re
import stat
import sys
from pathlib import Path

from headcount.errors import InputError
from headcount.read.script import language_of
from headcount.values.documents import Document, digest_of

MAX_BYTES = 50_000_000
"""Largest text that is read; longer ones are an archive and should be cut into documents."""
SUFFIXES = ("", ".txt", ".md", ".text")
_TOP = 8
"""Lines among which a title is looked for"""
_HEADLINE = 4
"""Words from which a line is taken for a headline and not for the name of a section"""
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def load(path: Path | str, *, published: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """The document at ``path``, or on standard input where ``path`` is ``-``.

    Line breaks stay as they are, so that offsets are code points of the stored UTF-8 text; a byte order mark
    at the start is no part of it.

    Raises
    ------
    InputError
        The file is missing, a folder, of another format, unreadable, empty, binary, too large, or not UTF-8.
    """
    name = str(path)
    raw = _stdin(max_bytes) if name == "-" else _bytes(Path(path), max_bytes)
    text = _decoded(raw, "standard input" if name == "-" else name)
    digest = digest_of(text)
    return Document(
        id=digest[:16],
        text=text,
        digest=digest,
        lang=language_of(text),
        title=_title(text),
        published=published,
        path=name,
    )


def _stdin(max_bytes: int) -> bytes:
    raw = sys.stdin.buffer.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(_too_large("standard input", len(raw), max_bytes, "more than "))
    return raw


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}); check the name and its permissions") from None
    if stat.S_ISDIR(mode):
        raise InputError(f"{path}: is a folder, not a document; name the files in it")
    if not stat.S_ISREG(mode):
        raise InputError(f"{path}: is a device or a pipe, not a file; give a file, or - for standard input")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: files of the kind '{path.suffix}' cannot be read yet; save it as plain text (.txt)")
    try:
        with path.open("rb") as stream:
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from None
    if len(raw) > max_bytes:
        raise InputError(_too_large(str(path), path.stat().st_size, max_bytes))
    return raw


def _too_large(name: str, size: int, limit: int, more: str = "") -> str:
    return f"{name}: {more}{size:,} bytes are above the limit of {limit:,}; cut it into single documents"


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(f"{name}: is UTF-16; save the file as UTF-8 and read it again")
    if found := _BINARY.search(raw):
        raise InputError(
            f"{name}: byte {found.start()} is a control character (0x{found[0][0]:02x}), so this is no plain text; "
            "export the document as UTF-8 text"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8 and read it again") from None
    if not text.strip():
        raise InputError(f"{name}: is empty; there is nothing to read")
    return text


def _title(text: str) -> str | None:
    """The first line near the top that reads like a headline: some words, no full stop, and more text below.

    A word or two at the top are more often the name of a section than a title.
    """
    lines = [line.strip().lstrip("#").strip() for line in text.strip().split("\n", _TOP)]
    for line in lines[: min(_TOP, len(lines) - 1)]:
        if 0 < len(line) <= 120 and len(line.split()) >= _HEADLINE and not line.endswith((".", ":")):
            return line
    return None
