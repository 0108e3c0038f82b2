"""Quotes with the document they stand in, and a link to the very words on the publisher's page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote as encoded

from markupsafe import Markup

from headcount.publish.ink import dated, linked, traced
from headcount.publish.page import Page
from headcount.publish.trails import trail_id
from headcount.values.documents import Document
from headcount.values.trails import Quote

FRAGMENT_WORDS = 4
"""words of context on either side in a link to the very words"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote in its document, ready to print."""

    quote: Quote
    document: Document
    verbatim: bool
    title: Markup
    published: Markup
    url: str | None
    fragment: bool
    """whether ``url`` leads to the very words"""
    checked: Markup | None
    page: Markup | None = None
    """the page of a paged document"""


def citations(page: Page, trail: str) -> tuple[Citation, ...]:
    """The quotes of a trail with their documents."""
    return tuple(_citation(page, quote) for quote in page.trails[trail].quotes)


def _citation(page: Page, quote: Quote) -> Citation:
    document = page.documents[quote.document]
    address = web_address(document.url)
    verbatim = document.kind == "verbatim"
    number = document.page_of(quote.start)
    trail = trail_id("document", document.id)
    return Citation(
        quote=quote,
        document=document,
        verbatim=verbatim,
        title=title_of(page, document),
        published=dated(page, document.published, trail),
        url=_address(address, quote, number, verbatim=verbatim) if address else None,
        fragment=verbatim,
        checked=checked(page, document),
        page=page.say("figures.page", n=linked(page, page.say.number(number), trail, "n d")) if number else None,
    )


def _address(url: str, quote: Quote, number: int | None, *, verbatim: bool) -> str:
    """Where a reader should land: on the page of a PDF, else on the very words."""
    if number:
        return f"{url.split('#', 1)[0]}#page={number}"
    return text_fragment(url, quote) if verbatim else url


def title_of(page: Page, document: Document) -> Markup:
    """The title; numerals in it open the document's trail."""
    return traced(page, document.title or document.id, trail_id("document", document.id))


def web_address(url: str | None) -> str | None:
    """``url`` if a reader may safely follow it; a sidecar can hold anything."""
    return url if url and re.match(r"https?://[^\s<>\"]+$", url) else None


def text_fragment(url: str, quote: Quote) -> str:
    """``url`` that scrolls to the quote (WICG URL text fragments), cut at word boundaries."""
    line_before, line_after = quote.prefix.rsplit("\n", 1)[-1], quote.suffix.split("\n", 1)[0]
    before = " ".join(line_before.split()[-FRAGMENT_WORDS:])
    after = " ".join(line_after.split()[:FRAGMENT_WORDS])
    glued = line_before[-1:].strip() or line_after[:1].isalnum()
    parts = [] if glued else [f"{_part(before)}-,"] if before else []
    parts.append(_part(" ".join(quote.exact.split())))
    if after and not glued and line_after[:1].isspace():
        parts.append(f",-{_part(after)}")
    return f"{url}{'' if '#' in url else '#'}:~:text={''.join(parts)}"


def _part(text: str) -> str:
    return encoded(text, safe="").replace("-", "%2D")


def checked(page: Page, document: Document) -> Markup | None:
    """How far the cited page was seen; said of every summary."""
    if document.kind == "verbatim" and not document.checked:
        return None
    key = document.checked or "unknown"
    return page.say(f"checked.{key}" if page.say.has(f"checked.{key}") else "checked.unknown")
