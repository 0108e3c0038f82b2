"""RSS and Atom files: one document an entry, by lxml, which the HTML loader brings anyway.

An entry's own text is taken, the longest of content, description and summary; nothing is fetched. A feed carries
its entries' first paragraphs more often than their whole text, which a remark says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from headcount.errors import InputError
from headcount.read.loaders.dates import iso_day, mail_day
from headcount.read.loaders.html import check_size, plain_text
from headcount.read.loaders.source import Loaded, Source, told

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary", "body")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-z]+;|&#\d+;")
_SHORT = 600
"""Characters up to which the text of an entry is likely its first paragraph only"""


def texts(source: Source) -> Iterator[Loaded | InputError]:
    """The text of each entry, or why it has none.

    Raises
    ------
    InputError
        No XML, no feed, or XML with entities of its own.
    """
    root = _root(source)
    entries = [one for one in root.iter() if _local(one) in _ENTRIES]
    if _local(root) not in ("rss", "feed", "RDF") or not entries:
        what = (
            "a feed without entries"
            if _local(root) in ("rss", "feed", "RDF")
            else f"XML, but no feed: <{_local(root)}>"
        )
        raise InputError(f"{source.name}: is {what}; export the documents as .txt, .jsonl or .csv")
    channel = next((one for one in root.iter() if _local(one) in ("channel", "feed")), root)
    publisher = _said(channel, ("title",)) or None
    lang = (_said(channel, ("language",)) or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    for number, entry in enumerate(entries, 1):
        source.pause()
        try:
            yield _loaded(entry, publisher, lang or None, f"{source.name}, entry {number}")
        except InputError as error:
            yield error


def _root(source: Source) -> Any:
    from lxml import etree

    if _ENTITY.search(source.raw.replace(b"\x00", b"")):
        raise InputError(f"{source.name}: its XML declares entities, which no feed needs; it is refused")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(source.raw.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{source.name}: is no XML ({told(error)}); get the feed again") from None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _loaded(entry: Any, publisher: str | None, lang: str | None, name: str) -> Loaded:
    title = _plain(_said(entry, ("title",)), name)
    text = max((_plain(_said(entry, (tag,)), name) for tag in _TEXTS), key=len)
    if not text and not title:
        raise InputError(f"{name}: holds no text")
    date = _said(entry, _DATES)
    remarks = ("the feed may hold its first lines only",) if len(text) < _SHORT else ()
    return Loaded(
        f"{title}\n\n{text}" if title and text and not text.startswith(title) else text or title,
        title=title or None,
        publisher=_said(entry, ("source",)) or publisher,
        published=iso_day(date) or mail_day(date),
        url=_link(entry),
        lang=None,
        remarks=remarks,
    )


def _said(element: Any, tags: tuple[str, ...]) -> str:
    """The text of the first child called like the first of ``tags`` that is there."""
    for tag in tags:
        for child in element:
            if _local(child) == tag and (text := "".join(child.itertext()).strip()):
                return text
    return ""


def _plain(text: str, name: str) -> str:
    """Text of an entry, in which markup is usually escaped."""
    if not _MARKUP.search(text):
        return re.sub(r"[ \t]+", " ", text).strip()
    check_size(text, name)
    return plain_text(f"<div>{text}</div>")


def _link(entry: Any) -> str | None:
    for child in entry:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            found = (child.get("href") or child.text or "").strip()
            if found.startswith(("http://", "https://")):
                return str(found)
    return None
