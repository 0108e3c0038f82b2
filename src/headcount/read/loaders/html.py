"""Pages of the web: the main text by trafilatura, with title, site, date and address from its metadata.

The stored text has a blank line between blocks, and tables as lines of cells. Names of authors are not kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from headcount.errors import InputError
from headcount.read.loaders import cells
from headcount.read.loaders.dates import iso_day
from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.limits import MAX_DEPTH, MAX_ELEMENTS
from headcount.read.loaders.source import Loaded, Source

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*?(/?)>")
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
    ]
)
"""Elements without an end, or whose end may be left out"""
_BLOCKS = frozenset(("head", "p", "item", "quote", "ab", "lg", "l"))
_LATEST = "2100-01-01"
"""trafilatura's own upper bound is the clock, and the same page must give the same document on any day"""
_WIDEST = 100
"""Columns over which one cell may reach"""


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of a page.

    Raises
    ------
    InputError
        It has no text, or more elements or depth than any page that is meant to be read.
    """
    named = _CHARSET.search(source.raw[:4096])
    page, remarks = decoded(source.raw, source.name, named[1].decode() if named else None)
    yield loaded(page, source.name, remarks)


def loaded(page: str, name: str, remarks: tuple[str, ...] = ()) -> Loaded:
    """The text of ``page`` with its metadata.

    Raises
    ------
    InputError
        No text, or too many elements or too much depth.
    """
    check_size(page, name)
    found = _extracted(page)
    text = _text_of(found.body) if found is not None and found.body is not None else ""
    if not text:
        text, remarks = plain_text(page), (*remarks, "no main text stands out: the whole page is taken")
    if not text:
        raise InputError(f"{name}: the page holds no text; save what a browser shows of it")
    if found is None:
        return Loaded(text, remarks=remarks)
    return Loaded(
        text,
        title=found.title or None,
        publisher=found.sitename or found.hostname or None,
        published=iso_day(found.date),
        url=found.url or None,
        remarks=remarks,
    )


def _extracted(page: str) -> Any:
    from trafilatura import bare_extraction  # here: it brings a third of a second

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        return bare_extraction(
            page,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
        )
    except Exception:  # noqa: BLE001 - a page that the library breaks on is still a page
        return None


def check_size(page: str, name: str) -> None:
    """Refuse a page whose tree is larger or deeper than any that is meant to be read.

    Raises
    ------
    InputError
        It is.
    """
    if page.count("<") > 2 * MAX_ELEMENTS:
        raise InputError(f"{name}: has more than {MAX_ELEMENTS:,} elements; save its text as a .txt file")
    depth = deepest = 0
    for match in _TAG.finditer(page):
        if match[3] or match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            raise InputError(f"{name}: has elements nested more than {MAX_DEPTH} deep; save its text as a .txt file")


def plain_text(page: str) -> str:
    """All text of ``page`` without scripts and styles, a line a block: for mail and feeds, which have no furniture."""
    from lxml import html as parser

    try:
        tree = parser.document_fromstring(_without_declaration(page))
    except (ValueError, parser.etree.ParserError):
        return ""
    for element in tree.xpath("//script|//style|//noscript|//template|//head|//comment()"):
        if element.getparent() is not None:
            element.drop_tree()
    for element in tree.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table"):
        if element.tag == "tr":
            _flatten_row(element)
        element.tail = ("\n" if element.tag in ("br", "tr") else "\n\n") + (element.tail or "")
    text = tree.text_content()
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _flatten_row(row: Any) -> None:
    """The cells of a row of a data table as one line; a table for layout, with blocks inside, stays as it is."""
    columns = [one for one in row if one.tag in ("td", "th")]
    if len(columns) < 2 or row.xpath(".//table|.//p|.//div|.//ul"):
        for one in columns:
            one.tail = " " + (one.tail or "")
        return
    text = cells.line(one.text_content() for one in columns)
    for one in columns:
        row.remove(one)
    row.text = text


def _without_declaration(page: str) -> str:
    """lxml refuses text that names an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", page)


def _text_of(body: Any) -> str:
    """The blocks of trafilatura's tree, a blank line between them; items of a list on lines of their own."""
    blocks: list[tuple[str, str]] = []
    _collect(body, blocks)
    made: list[str] = []
    last = ""
    for kind, text in blocks:
        if text:
            joint = "\n" if kind == last == "item" else "\n\n"
            made += [joint, text] if made else [text]
            last = kind
    return "".join(made)


def _collect(element: Any, blocks: list[tuple[str, str]]) -> None:
    loose = [element.text or ""]
    for child in element:
        if child.tag == "table":
            _flush(loose, blocks)
            blocks.append(("table", _table(child)))
        elif child.tag in _BLOCKS and not _holds_blocks(child):
            _flush(loose, blocks)
            blocks.append((child.tag, _line(child)))
        elif child.tag in _BLOCKS or child.tag in ("list", "div", "body", "main", "row", "cell"):
            _flush(loose, blocks)
            _collect(child, blocks)
        elif child.tag == "lb":
            loose.append("\n")
        elif isinstance(child.tag, str):
            loose.append(_inline(child))
        loose.append(child.tail or "")
    _flush(loose, blocks)


def _holds_blocks(element: Any) -> bool:
    """Whether there are blocks inside; a quotation inside a paragraph is a part of its sentence."""
    inner = _BLOCKS - {"quote"} if element.tag == "p" else _BLOCKS
    return any(one.tag in inner or one.tag == "table" for one in element.iter() if one is not element)


def _flush(loose: list[str], blocks: list[tuple[str, str]]) -> None:
    text = "\n".join(" ".join(line.split()) for line in "".join(loose).split("\n")).strip()
    if text:
        blocks.append(("p", text))
    loose.clear()


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _inline(child) if isinstance(child.tag, str) else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _line(element: Any) -> str:
    lines = [" ".join(line.split()) for line in _inline(element).split("\n")]
    return "\n".join(line for line in lines if line)


def _table(table: Any) -> str:
    rows = []
    for row in table.iter("row"):
        made: list[str] = []
        for cell in row.iter("cell"):
            made.append(" ".join(_inline(cell).split()))
            made += [made[-1]] * (_span(cell) - 1)
        rows.append(made)
    return cells.block(rows)


def _span(cell: Any) -> int:
    text = str(cell.get("colspan") or cell.get("span") or "1")
    return min(int(text), _WIDEST) if text.isdecimal() else 1
