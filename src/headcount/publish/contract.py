"""The contract of every published page: no naked number, and every trail ends in something that can be checked."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from headcount.publish.packing import unpacked
from headcount.values.documents import Document, digest_of

STORE = "trail-store"
"""id of the script element that holds the trail store as JSON"""
TEXTS = {"quote", "abstract", "record"}
"""kinds of trails that end in characters of a stored text"""
TERMINAL = TEXTS | {"setting", "judgement", "run", "date", "count"}
KINDS = TERMINAL | {"estimate"}
LONGEST_EXEMPT = 24
"""an axis label is short; a longer text that claims the exemption is a number in hiding"""
SPOKEN = ("aria-label", "aria-description", "title", "alt", "placeholder")
"""attributes that a screen reader reads out"""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, with what it takes from those around it."""

    tag: str
    trail: str = ""
    exempt: bool = False
    quote: bool = False
    """the element itself holds a quote, its number in a mark"""


class _Walk(HTMLParser):
    """Collects naked numerals, the trails and anchors in use, the quotes shown, and the trail store."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[_Open] = []
        self.naked: list[str] = []
        self.used: dict[str, int] = {}
        self.anchors: set[str] = set()
        self.links: dict[str, int] = {}
        self.shown: dict[str, list[list[str]]] = {}
        """trail -> (before, marked, after) of each quote shown in its article"""
        self.store = ""
        self._in_store = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open(tag, attrs)
        if tag in _VOID:
            self.path.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open(tag, attrs)
        self.path.pop()

    def _open(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self.path[-1] if self.path else _Open("")
        trail = given.get("data-trail")
        if trail:
            self.used.setdefault(trail, self.getpos()[0])
        if "id" in given:
            self.anchors.add(given["id"])
        if given.get("href", "").startswith("#"):
            self.links.setdefault(given["href"][1:], self.getpos()[0])
        exempt = above.exempt or given.get("data-exempt") == "axis"
        self.path.append(_Open(tag, trail or above.trail, exempt, "data-quote" in given))
        self._quote(tag, opens=True)
        self._in_store = tag == "script" and given.get("id") == STORE
        for name in SPOKEN:
            self._judge(given.get(name, ""), f"{name} of <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self.path):
            return
        self._quote(tag, opens=False)
        while self.path.pop().tag != tag:
            pass
        self._in_store = False

    def _quote(self, tag: str, *, opens: bool) -> None:
        """A quote begins with its element; its mark divides it into three parts."""
        here = self.path[-1]
        if here.quote and opens:
            self.shown.setdefault(here.trail, []).append([""])
        elif tag == "mark" and any(one.quote for one in self.path):
            self.shown[here.trail][-1].append("")

    def handle_data(self, data: str) -> None:
        if self._in_store:
            self.store += data
        elif not any(one.tag in {"script", "style"} for one in self.path):
            if any(one.quote for one in self.path):
                self.shown[self.path[-1].trail][-1][-1] += data
            self._judge(data, f"<{self.path[-1].tag}>" if self.path else "the page")

    def _judge(self, text: str, where: str) -> None:
        here = self.path[-1] if self.path else _Open("")
        if not has_numeral(text) or here.trail:
            return
        said = " ".join(text.split())
        if not here.exempt:
            self.naked.append(f"line {self.getpos()[0]}: '{said[:80]}' in {where} has no data-trail")
        elif len(said) > LONGEST_EXEMPT:
            self.naked.append(f"line {self.getpos()[0]}: '{said[:80]}' in {where} is too long for an axis label")


def has_numeral(text: str) -> bool:
    """Whether ``text`` has a digit, a fraction, a superscript or a letter numeral, in any script."""
    return any(unicodedata.category(character) in {"Nd", "No", "Nl"} for character in text)


def naked_numbers(html: str) -> list[str]:
    """Every numeral of the page that no trail of its store explains; empty when the contract is kept.

    Counts text outside script and style, and the attributes that a screen reader reads out. A numeral is
    explained by ``data-trail`` on its element or one around it; ``data-exempt="axis"`` frees short labels.
    """
    walk = _walked(html)
    store = _store(walk).get("trails")
    if store is None:
        return [*walk.naked, f"the page has no trail store (script id='{STORE}')"]
    unknown = [f"line {line}: trail '{id}' is not in the store" for id, line in walk.used.items() if id not in store]
    hidden = [f"trail '{id}' has no place on the page to be read" for id in walk.used if f"t-{id}" not in walk.anchors]
    lost = [f"line {line}: link to '#{id}' leads nowhere" for id, line in walk.links.items() if id not in walk.anchors]
    return walk.naked + unknown + hidden + lost


def check_trails(html: str, documents: Iterable[Document]) -> list[str]:
    """Every trail of the page that does not lead to what it claims; empty when the contract is kept.

    A quote's characters must stand in the stored text at its offsets, and the sentence that a reader sees
    around them must be that of the text; an abstract needs an address; every chain must come to an end.
    """
    walk = _walked(html)
    store = _store(walk)
    if not store:
        return [f"the page has no trail store (script id='{STORE}')"]
    texts = {document.id: document for document in documents}
    trails, versions = store["trails"], store.get("documents", {})
    faults = [fault for id, trail in trails.items() for fault in _faults(id, trail, trails)]
    for id, digest in versions.items():
        if id in texts and digest != digest_of(texts[id].text):
            faults.append(f"document '{id}' is another version")
    for id, trail in trails.items():
        quotes, shown = trail.get("quotes", ()), walk.shown.get(id, ())
        if len(quotes) != len(shown):
            faults.append(f"trail '{id}' has {len(quotes)} quotes and shows {len(shown)}")
        for quote, parts in zip(quotes, shown, strict=False):
            faults += _quote_faults(id, trail["kind"], quote, parts, texts)
    return faults


def _walked(html: str) -> _Walk:
    walk = _Walk()
    walk.feed(unpacked(html))
    walk.close()
    return walk


def _store(walk: _Walk) -> dict[str, Any]:
    return dict(json.loads(walk.store)) if walk.store else {}


def _faults(id: str, trail: Mapping[str, Any], store: Mapping[str, Any]) -> Iterator[str]:
    kind, quotes = trail["kind"], trail.get("quotes", ())
    if kind not in KINDS:
        yield f"trail '{id}' is of unknown kind '{kind}'"
    for other in trail.get("behind", ()):
        if other not in store:
            yield f"trail '{id}' rests on '{other}', which is not in the store"
    if kind in TEXTS and not quotes:
        yield f"trail '{id}' is a {kind} without characters"
    if kind in TEXTS - {"quote"} and not trail.get("url"):
        yield f"trail '{id}' is a summary or a row without the address of the page"
    if kind in {"setting", "judgement"} and not trail.get("note"):
        yield f"trail '{id}' is a {kind} that says nothing"
    if kind == "run" and not trail.get("digest"):
        yield f"trail '{id}' is a run without the digest of its inputs"
    if kind == "estimate" and not _ends(id, store, set()):
        yield f"trail '{id}' comes to no end"


def _quote_faults(
    id: str, kind: str, quote: Mapping[str, Any], parts: Sequence[str], texts: Mapping[str, Document]
) -> Iterator[str]:
    document = texts.get(quote["document"])
    if document is None:
        yield f"trail '{id}' quotes document '{quote['document']}', which is not there"
        return
    start, end, exact = quote["start"], quote["end"], quote["exact"]
    if not exact or document.text[start:end] != exact:
        yield f"trail '{id}': '{exact[:60]}' is not at {start}-{end} of '{document.id}'"
    elif len(parts) != 3 or parts[1] != exact:
        yield f"trail '{id}': '{exact[:60]}' is not what the page marks"
    elif document.text[start - len(parts[0]) : end + len(parts[2])] != "".join(parts):
        yield f"trail '{id}': the sentence shown around '{exact[:60]}' is not that of '{document.id}'"
    if document.trail_kind != kind:
        yield f"trail '{id}' shows {document.kind} text of '{document.id}' as {kind}"


def _ends(id: str, store: Mapping[str, Any], seen: set[str]) -> bool:
    """Whether the chain from ``id`` reaches something that ends a trail."""
    if id in seen or id not in store:
        return False
    seen.add(id)
    trail = store[id]
    return trail["kind"] in TERMINAL or any(_ends(other, store, seen) for other in trail.get("behind", ()))
