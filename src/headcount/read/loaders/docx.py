"""Documents of a word processor: the text of ``word/document.xml``, of notes, and tables as lines of cells.

Read as a ZIP of XML without a library for the format: only the parts that are needed are unpacked, each within a
limit; no entity is resolved, no relation to the outside is followed, no macro is looked at.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from headcount.errors import InputError
from headcount.read.loaders import cells
from headcount.read.loaders.dates import iso_day
from headcount.read.loaders.limits import MAX_BYTES
from headcount.read.loaders.source import Loaded, Source, told
from headcount.read.loaders.text import headline

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_CORE = "docProps/core.xml"
_MEMBERS = 10_000
_MOST = 100
"""Times that a part may grow in unpacking; text shrinks to a tenth, a bomb to a thousandth"""
_SMALL = 1_000_000
"""Bytes below which how far a part grows does not matter"""


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of a document.

    Raises
    ------
    InputError
        A broken or encrypted archive, no document in it, a bomb, or XML with declarations of its own.
    """
    parts = _parts(source)
    body = _tree(parts[_BODY], source.name)
    blocks = list(_blocks(body, source))
    for name in _NOTES:
        if name in parts:
            blocks += list(_notes(_tree(parts[name], source.name), source))
    text = "\n\n".join(block for block in blocks if block)
    title, made = _core(parts.get(_CORE), source.name)
    remarks = (f"no date of publication; the file was made on {made}",) if made else ()
    yield Loaded(text, title=title or headline(text), remarks=remarks)


def _parts(source: Source) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw)) as archive:
            members = {info.filename: info for info in archive.infolist()[:_MEMBERS]}
            if _BODY not in members:
                raise InputError(
                    f"{source.name}: is an archive and no DOCX; unpack it, or save a spreadsheet as CSV, "
                    "and name the files themselves"
                )
            wanted = [members[name] for name in (_BODY, *_NOTES, _CORE) if name in members]
            return {info.filename: _part(archive, info, source) for info in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(f"{source.name}: is a broken or encrypted document ({told(error)}); save it again") from None


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> bytes:
    source.pause()
    with archive.open(info) as stream:
        raw = stream.read(MAX_BYTES + 1)
    packed = max(1, min(info.compress_size, len(source.raw)))
    if len(raw) > MAX_BYTES or (len(raw) > _SMALL and len(raw) > _MOST * packed):
        raise InputError(f"{source.name}: unpacks to far more than a document holds; it is refused")
    return raw


def _tree(raw: bytes, name: str) -> Any:
    from lxml import etree

    if any(sign in raw.replace(b"\x00", b"") for sign in (b"<!DOCTYPE", b"<!ENTITY")):
        raise InputError(f"{name}: its XML declares entities, which no word processor writes; it is refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name}: its text is broken XML ({told(error)}); save the document again") from None


def _blocks(root: Any, source: Source) -> Iterator[str]:
    """Paragraphs and tables in order, also those inside content controls; a list item is a paragraph."""
    for at, element in enumerate(_outer(root)):
        if at % 1000 == 0:
            source.pause()
        yield _paragraph(element) if _local(element) == "p" else _table(element)


def _outer(root: Any) -> Iterator[Any]:
    """Paragraphs and tables that stand in no table, and in no other paragraph (text boxes come after theirs)."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kind = _local(element)
        if kind == "p":
            yield element
            waiting.extend(reversed([box for box in element.iter() if _local(box) == "txbxContent"][:1]))
        elif kind == "tbl":
            yield element
        elif kind not in ("AlternateContent", "del", "moveFrom"):
            waiting.extend(reversed(element))


def _local(element: Any) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2]


def _paragraph(paragraph: Any) -> str:
    """The text of a paragraph as shown: without what is struck out, hidden field codes and boxes of their own."""
    parts: list[str] = []
    for run in paragraph.iter(_W + "t", _W + "tab", _W + "br", _W + "cr", _W + "noBreakHyphen", _STRICT + "t"):
        if not _is_inside(run, paragraph):
            continue
        kind = _local(run)
        parts.append(run.text or "" if kind == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(kind, "\n"))
    return "".join(parts).strip()


def _is_inside(run: Any, paragraph: Any) -> bool:
    """Whether ``run`` belongs to ``paragraph`` itself and is not deleted."""
    above = run.getparent()
    while above is not None and above is not paragraph:
        if _local(above) in ("txbxContent", "del", "moveFrom", "tabs", "Fallback"):
            return False
        above = above.getparent()
    return True


def _table(table: Any) -> str:
    """Rows as lines; a cell over several columns is repeated in each, one over several rows stands in the first."""
    rows = []
    for row in table.iterchildren(_W + "tr", _STRICT + "tr"):
        made: list[str] = []
        for cell in row.iterchildren(_W + "tc", _STRICT + "tc"):
            text = " ".join(" ".join(_paragraph(one) for one in cell.iter(_W + "p", _STRICT + "p")).split())
            made += [text] * _columns(cell)
        rows.append(made)
    return cells.block(rows)


def _columns(cell: Any) -> int:
    span = next(cell.iter(_W + "gridSpan"), None)
    said = (span.get(_W + "val") or "1") if span is not None else "1"
    return min(int(said), 100) if said.isdecimal() and int(said) else 1


def _notes(root: Any, source: Source) -> Iterator[str]:
    """Footnotes as one block each; separators carry a type and no text."""
    for note in root:
        if not note.get(_W + "type"):
            yield " ".join(block for block in _blocks(note, source) if block)


def _core(raw: bytes | None, name: str) -> tuple[str | None, str | None]:
    """Title and day of making; who made it is not read."""
    if raw is None:
        return None, None
    said: dict[str, str] = {}
    for element in _tree(raw, name):
        said.setdefault(_local(element), (element.text or "").strip())
    return said.get("title") or None, iso_day(said.get("created"))
