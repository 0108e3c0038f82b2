"""PDF files by pypdf: a page at a time, lines put back into paragraphs, running heads and feet left out.

Where each page begins is kept. Columns come in the order in which the file draws them, which is nearly always the
order of reading. A page without text (a picture of one) is listed, never guessed at.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from headcount.errors import InputError
from headcount.read.loaders import pages
from headcount.read.loaders.columns import Line
from headcount.read.loaders.dates import packed_day
from headcount.read.loaders.limits import MAX_PAGES
from headcount.read.loaders.source import Loaded, Source, told
from headcount.read.loaders.text import headline

_STREAM = 20_000_000
"""Bytes to which one stream of a page may unpack; a page of dense text has some ten thousand"""
_CATALOGUE = re.compile(rb"(\d{1,9}) (\d{1,5}) obj\s*<<[^>]{0,500}?/Type\s*/Catalog")
_DEFAULT_TITLES = ("untitled", "microsoft word", "document")


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of a file.

    Raises
    ------
    InputError
        Encrypted, broken, without text (scanned), or with too many pages.
    """
    import pypdf  # here: it brings a tenth of a second

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with pypdf.apply_configuration(zlib_maximum_output_length=_STREAM, page_tree_maximum_entries=10 * MAX_PAGES):
        loaded = _loaded(source)
    yield loaded


def _loaded(source: Source) -> Loaded:
    reader = _reader(source)
    count = _count(reader, source.name)
    lines, empty, broken = _pages(reader, count, source)
    if not any(lines):
        why = "cannot be read" if broken else "holds pictures of pages and no text; run text recognition over it"
        raise InputError(f"{source.name}: {why}" + (", the file is damaged; get it again" if broken else ""))
    text, starts, left_out = pages.joined(lines)
    title, made = _about(reader)
    remarks = [f"left out as running heads and feet: {', '.join(left_out[:3])}"] if left_out else []
    remarks += [f"pages without text: {_listed(empty)}"] if empty else []
    remarks += [f"pages that cannot be read: {_listed(broken)}"] if broken else []
    remarks += [f"no date of publication; the file was made on {made}"] if made else []
    return Loaded(text, title=title or headline(text), pages=starts, remarks=tuple(remarks))


def _reader(source: Source) -> Any:
    import pypdf
    import pypdf.errors

    try:
        reader = _opened(source.raw)
        locked = reader.is_encrypted and not reader.decrypt("")
    except pypdf.errors.DependencyError:
        locked = True
    except Exception as error:  # noqa: BLE001 - a damaged file may break the library anywhere
        raise InputError(f"{source.name}: is a damaged PDF file ({told(error)}); get it again") from None
    if locked:
        raise InputError(f"{source.name}: is encrypted; save it without a password and read it again")
    return reader


def _opened(raw: bytes) -> Any:
    """A reader; a file that lost its end gets a new one, which names its catalogue."""
    import pypdf

    try:
        return pypdf.PdfReader(io.BytesIO(raw), strict=False)
    except Exception:
        root = _CATALOGUE.search(raw)
        if root is None:
            raise
        end = b"\nendobj\ntrailer << /Root %b %b R >>\nstartxref\n0\n%%%%EOF\n" % root.groups()
        return pypdf.PdfReader(io.BytesIO(raw + end), strict=False)


def _count(reader: Any, name: str) -> int:
    try:
        count = len(reader.pages)
    except Exception as error:  # noqa: BLE001 - the tree of pages may lead anywhere
        raise InputError(f"{name}: its list of pages is damaged ({told(error)}); get it again") from None
    if not 0 < count <= MAX_PAGES:
        raise InputError(f"{name}: says it has {count:,} pages; from 1 to {MAX_PAGES:,} are read, cut it")
    return count


def _pages(reader: Any, count: int, source: Source) -> tuple[list[list[Line]], list[int], list[int]]:
    """Lines of each page; numbers of pages without text; numbers of pages that break the library."""
    made: list[list[Line]] = []
    empty, broken = [], []
    for number in range(1, count + 1):
        source.pause()
        lines: list[Line] = []
        try:
            lines = _lines(reader.pages[number - 1])
        except (Exception, RecursionError):  # noqa: BLE001 - one damaged page must not cost the others
            broken.append(number)
        else:
            if not lines:
                empty.append(number)
        made.append(lines)
    return made, empty, broken


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order in which they are drawn, with the place of each."""
    lines: list[Line] = []
    pieces: list[tuple[float, str]] = []
    place = [0.0, 0.0]

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        if not text or (not pieces and text.isspace()):
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        if not pieces:
            place[:] = [tm[4] * cm[1] + tm[5] * cm[3] + cm[5], 0.0]
        place[1] = max(place[1], size)
        first, *more = text.split("\n")
        if first:
            pieces.append((x, first))
        for part in more:
            _close(lines, pieces, place)
            if part.strip():
                pieces.append((x, part))

    page.extract_text(visitor_text=visit)
    _close(lines, pieces, place)
    return lines


def _close(lines: list[Line], pieces: list[tuple[float, str]], place: Sequence[float]) -> None:
    text = pages.clean("".join(part for _, part in pieces))
    if text:
        lines.append(Line(text, pieces[0][0], place[0], place[1]))
    pieces.clear()


def _about(reader: Any) -> tuple[str | None, str | None]:
    """Title and day of making; authors are not read."""
    try:
        about = reader.metadata or {}
        title = " ".join(str(about.get("/Title") or "").split())
        made = packed_day(str(about.get("/CreationDate") or ""))
    except Exception:  # noqa: BLE001 - metadata of a damaged file
        return None, None
    useless = len(title) < 4 or "." in title[-5:-2] or title.lower().startswith(_DEFAULT_TITLES)
    return None if useless else title, made


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return shown + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
