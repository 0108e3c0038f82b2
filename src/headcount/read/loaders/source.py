"""The bytes of one input: a file, a gzipped file, or standard input, within the limits."""

from __future__ import annotations

import gzip
import io
import stat
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from headcount.errors import InputError
from headcount.read.loaders.limits import MAX_BYTES, Deadline

_GZIP = b"\x1f\x8b"
STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Source:
    """One input as bytes; ``name`` is how errors speak of it."""

    name: str
    raw: bytes
    suffix: str
    """of the name, in small letters, without that of packing"""
    limit: Deadline | None = None
    """loaders of many pages or entries look at the clock between them"""

    def pause(self) -> None:
        """A look at the clock."""
        if self.limit is not None:
            self.limit.check()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loader found in a source: a text with what the format says of it."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    ident: str | None = None
    """the id that the source gives it"""
    pages: tuple[int, ...] = ()
    remarks: tuple[str, ...] = field(default_factory=tuple)

    def known(self) -> Mapping[str, str]:
        """Metadata that are stated."""
        keys = ("title", "publisher", "published", "url", "lang")
        return {key: value for key in keys if (value := getattr(self, key))}


def told(error: BaseException) -> str:
    """What an error of a library says, on one short line."""
    return " ".join(str(error).split())[:160] or type(error).__name__


def opened(path: Path | str, max_bytes: int = MAX_BYTES) -> Source:
    """The input at ``path``, unpacked; ``-`` is standard input.

    Raises
    ------
    InputError
        Missing, a folder, a device, without permission, too large, or packed and broken.
    """
    if str(path) == "-":
        return _unpacked(Source(STANDARD_INPUT, _stdin(max_bytes), ""), max_bytes)
    path = Path(path)
    return _unpacked(Source(_printable(path), _file(path, max_bytes), path.suffix.lower()), max_bytes)


def _printable(path: Path) -> str:
    """A file name may hold bytes that are no UTF-8."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _stdin(max_bytes: int) -> bytes:
    raw = sys.stdin.buffer.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(_too_large(STANDARD_INPUT, max_bytes))
    return raw


def _file(path: Path, max_bytes: int) -> bytes:
    name = _printable(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{name}: cannot be opened ({why}); check the name and its permissions") from None
    if stat.S_ISDIR(mode):
        raise InputError(f"{name}: is a folder, not a document; name the files in it")
    if not stat.S_ISREG(mode):
        raise InputError(f"{name}: is a device or a pipe, not a file; give a file, or - for standard input")
    try:
        with path.open("rb") as stream:
            return _read(stream, name, max_bytes)
    except OSError as error:
        raise InputError(f"{name}: cannot be opened ({error.strerror}); check its permissions") from None


def _read(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    raw = stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise InputError(_too_large(name, max_bytes))
    return raw


def _too_large(name: str, limit: int) -> str:
    return f"{name}: is above the limit of {limit:,} bytes; cut it into single documents"


def _unpacked(source: Source, max_bytes: int) -> Source:
    """``source`` without its gzip wrapping; only one layer, since honest files have no more."""
    if not source.raw.startswith(_GZIP):
        return source
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(source.raw)) as stream:
            raw = stream.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{source.name}: is a broken gzip file ({error}); pack it again") from None
    if len(raw) > max_bytes:
        raise InputError(_too_large(f"{source.name}, unpacked,", max_bytes))
    if raw.startswith(_GZIP):
        raise InputError(f"{source.name}: is packed more than once; unpack it by hand")
    inner = Path(Path(source.name).stem).suffix.lower() if source.suffix == ".gz" else source.suffix
    return replace(source, raw=raw, suffix=inner)
