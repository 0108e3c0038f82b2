"""Plain text: .txt, .md, files without a suffix, and standard input as ``-``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from headcount.errors import InputError
from headcount.read.script import language_of
from headcount.values.documents import Document, digest_of

MAX_BYTES = 50_000_000
"""Largest text that is read; longer ones are an archive and should be cut into documents."""
SUFFIXES = ("", ".txt", ".md", ".text")
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
    if not path.exists():
        raise InputError(f"{path}: there is no such file; check the name")
    if path.is_dir():
        raise InputError(f"{path}: is a folder, not a document; name the files in it")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: files of the kind '{path.suffix}' cannot be read yet; save it as plain text (.txt)")
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise InputError(_too_large(str(path), size, max_bytes))
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from None


def _too_large(name: str, size: int, limit: int, more: str = "") -> str:
    return f"{name}: {more}{size:,} bytes are above the limit of {limit:,}; cut it into single documents"


def _decoded(raw: bytes, name: str) -> str:
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
    """The first line where it is short and a second one follows; else nothing."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip().lstrip("#").strip()
    return first if 0 < len(first) <= 120 and rest.strip() and not first.endswith((".", ":")) else None
