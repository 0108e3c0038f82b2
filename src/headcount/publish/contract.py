"""The contract of every published page: no naked number, and every trail ends in something that can be checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from headcount.publish.packing import unpacked
from headcount.values.documents import Document, digest_of

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
class Shown:
    """A trail as the page shows it: an article ``t-<id>`` with its kind, its quotes and what it leads to."""

    kind: str
    quotes: list[tuple[str, list[str]]] = field(default_factory=list)
    """(place, parts): ``place`` is "document start end"; ``parts`` stand before, in and after the mark"""
    behind: list[str] = field(default_factory=list)
    digest: str = ""
    said: int = 0
    """letters and digits in its own words"""


@dataclass(frozen=True, slots=True)
class Version:
    """The text version that a document's article names, and the address of its page."""

    digest: str
    url: str


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet, with what it takes from those around it."""

    tag: str
    trail: str = ""
    exempt: bool = False
    quote: bool = False
    """the element itself holds a quote, its number in a mark"""
    shown: Shown | None = None


class _Walk(HTMLParser):
    """Collects naked numerals, the trails and anchors in use, and every trail with what stands in its article."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.path: list[_Open] = []
        self.naked: list[str] = []
        self.used: dict[str, int] = {}
        self.anchors: set[str] = set()
        self.links: dict[str, int] = {}
        self.trails: dict[str, Shown] = {}
        self.versions: dict[str, Version] = {}

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
        exempt = above.exempt or given.get("data-exempt") == "axis"
        shown = self._article(given) or above.shown
        self.path.append(_Open(tag, trail or above.trail, exempt, "data-quote" in given, shown))
        self._link(given.get("href", ""), shown)
        if shown and "data-quote" in given:
            shown.quotes.append((given["data-quote"], [""]))
        elif shown and tag == "mark" and self._quoting():
            shown.quotes[-1][1].append("")
        for name in SPOKEN:
            self._judge(given.get(name, ""), f"{name} of <{tag}>")

    def _article(self, given: Mapping[str, str]) -> Shown | None:
        id = given.get("id", "")
        if not id.startswith("t-") or "data-kind" not in given:
            return None
        self.trails[id[2:]] = Shown(given["data-kind"], digest=given.get("data-digest", ""))
        if "data-document" in given:
            self.versions[given["data-document"]] = Version(given.get("data-digest", ""), given.get("data-url", ""))
        return self.trails[id[2:]]

    def _link(self, href: str, shown: Shown | None) -> None:
        if not href.startswith("#"):
            return
        self.links.setdefault(href[1:], self.getpos()[0])
        if shown and href.startswith("#t-"):
            shown.behind.append(href[3:])

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self.path):
            return
        if tag == "mark" and self._quoting() and (shown := self.path[-1].shown):
            shown.quotes[-1][1].append("")
        while self.path.pop().tag != tag:
            pass

    def _quoting(self) -> bool:
        return any(one.quote for one in self.path)

    def handle_data(self, data: str) -> None:
        if any(one.tag in {"script", "style"} for one in self.path):
            return
        shown = self.path[-1].shown if self.path else None
        if shown:
            shown.said += sum(map(str.isalnum, data))
            if self._quoting():
                shown.quotes[-1][1][-1] += data
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
    """Every numeral of the page that no trail on it explains; empty when the contract is kept.

    Counts text outside script and style, and the attributes that a screen reader reads out. A numeral is
    explained by ``data-trail`` on its element or one around it; ``data-exempt="axis"`` frees short labels.
    """
    walk = _walked(html)
    if not walk.trails:
        return [*walk.naked, "the page shows no trail (an article with id 't-...' and data-kind)"]
    hidden = [
        f"line {line}: trail '{id}' has no place on the page to be read"
        for id, line in walk.used.items()
        if id not in walk.trails
    ]
    lost = [f"line {line}: link to '#{id}' leads nowhere" for id, line in walk.links.items() if id not in walk.anchors]
    return walk.naked + hidden + lost


def check_trails(html: str, documents: Iterable[Document]) -> list[str]:
    """Every trail of the page that does not lead to what it claims; empty when the contract is kept.

    A quote's characters must stand in the stored text at its offsets, and the sentence that a reader sees
    around them must be that of the text; an abstract needs an address; every chain must come to an end.
    """
    walk = _walked(html)
    if not walk.trails:
        return ["the page shows no trail (an article with id 't-...' and data-kind)"]
    texts = {document.id: document for document in documents}
    faults = [fault for id, trail in walk.trails.items() for fault in _faults(id, trail, walk)]
    for id, version in walk.versions.items():
        if id in texts and version.digest != digest_of(texts[id].text):
            faults.append(f"document '{id}' is another version")
    for id, trail in walk.trails.items():
        for place, parts in trail.quotes:
            faults += _quote_faults(id, trail.kind, place, parts, texts)
    return faults


def _walked(html: str) -> _Walk:
    walk = _Walk()
    walk.feed(unpacked(html))
    walk.close()
    return walk


def _faults(id: str, trail: Shown, walk: _Walk) -> Iterator[str]:
    kind = trail.kind
    if kind not in KINDS:
        yield f"trail '{id}' is of unknown kind '{kind}'"
    for other in dict.fromkeys(trail.behind):
        if other not in walk.trails:
            yield f"trail '{id}' rests on '{other}', which is not on the page"
    if kind in TEXTS and not trail.quotes:
        yield f"trail '{id}' is a {kind} without characters"
    if kind in TEXTS - {"quote"} and not all(_address(place, walk) for place, _ in trail.quotes):
        yield f"trail '{id}' is a summary or a row without the address of the page"
    if kind in {"setting", "judgement"} and not trail.said:
        yield f"trail '{id}' is a {kind} that says nothing"
    if kind == "run" and not trail.digest:
        yield f"trail '{id}' is a run without the digest of its inputs"
    if kind == "estimate" and not _ends(id, walk.trails, set()):
        yield f"trail '{id}' comes to no end"


def _address(place: str, walk: _Walk) -> str:
    version = walk.versions.get(place.rsplit(" ", 2)[0])
    return version.url if version else ""


def _quote_faults(id: str, kind: str, place: str, parts: Sequence[str], texts: Mapping[str, Document]) -> Iterator[str]:
    where, start, end = place.rsplit(" ", 2)
    document = texts.get(where)
    if document is None:
        yield f"trail '{id}' quotes document '{where}', which is not there"
        return
    before, exact, after = parts if len(parts) == 3 else ("", "", "")
    span = int(start), int(end)
    if not exact:
        yield f"trail '{id}' marks nothing in its quote of '{where}'"
    elif document.quote(span) != exact:
        yield f"trail '{id}': '{exact[:60]}' is not at {start}-{end} of '{where}'"
    elif document.quote((span[0] - len(before), span[1] + len(after))) != before + exact + after:
        yield f"trail '{id}': the sentence shown around '{exact[:60]}' is not that of '{where}'"
    if document.trail_kind != kind:
        yield f"trail '{id}' shows {document.kind} text of '{where}' as {kind}"


def _ends(id: str, trails: Mapping[str, Shown], seen: set[str]) -> bool:
    """Whether the chain from ``id`` reaches something that ends a trail."""
    if id in seen or id not in trails:
        return False
    seen.add(id)
    trail = trails[id]
    return trail.kind in TERMINAL or any(_ends(other, trails, seen) for other in trail.behind)
