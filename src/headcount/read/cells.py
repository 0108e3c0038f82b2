"""Figures of a table: whom its heads, the label of the row and its caption say that a cell counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from headcount.languages import Language
from headcount.languages.pack import Noun
from headcount.read import clauses, dates, hedges, measures, numerals, periods, sentences
from headcount.read.codes import code_for, lies_in
from headcount.read.heads import Head, noun_at
from headcount.read.marks import Marks
from headcount.read.names import names_in
from headcount.read.normalise import Plain
from headcount.read.nouns import joined_before
from headcount.read.number import Number
from headcount.read.places import places_in
from headcount.read.sentences import Sentence
from headcount.read.tables import Row, Table
from headcount.values.documents import Document, Span
from headcount.values.figures import AsOf, Figure, Unread

T = TypeVar("T")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PEOPLES = ("demonym", "adjective")
_PLACES = ("name", "city", "capital")
_BY_HOME = frozenset(
    ("travelled", "returned", "repatriated", "seeking_return", "stripped_of_citizenship", "recruited", "deported")
)
"""Statuses of people who are counted by the state they come from, where the head of the column does not say"""
_TOLD = 0.7
"""Confidence of what heads and labels say"""
_SIGNS = frozenset("()[]*.,+~<>≈≥≤-–—%†‡:;'\"")


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell of heads or labels, or several together, say of the numbers beside them."""

    noun: Noun | None = None
    group: str | None = None
    status: str | None = None
    peoples: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: AsOf | None = None
    role: str | None = None
    """origin or place: what the names in this column are"""
    counts: bool = False
    """a word for a number or a sum"""
    measured: bool = False
    """a word for a share, money or a quantity: no people"""
    spans: dict[str, Span] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether it says anything that a figure can take."""
        return bool(self.noun or self.status or self.peoples or self.places or self.date or self.counts)


def read(
    document: Document, plain: Plain, table: Table, language: Language, marks: Marks
) -> tuple[list[Figure], list[Unread]]:
    """The figures of ``table``, and each of its other numbers with the reason."""
    return _Reader(document, plain, language, marks).read(table)


class _Reader:
    """One table: heads are read once, labels once a row."""

    def __init__(self, document: Document, plain: Plain, language: Language, marks: Marks) -> None:
        self.document = document
        self.plain = plain
        self.language = language
        self.marks = marks
        self.figures: list[Figure] = []
        self.unread: list[Unread] = []

    def read(self, table: Table) -> tuple[list[Figure], list[Unread]]:
        width = len(table.rows[0].cells)
        heads = [_merged([self._said(row.cells[at]) for row in table.heads]) for at in range(width)]
        for row in table.heads:
            for cell in row.cells:
                self._list(self._cut(cell), None)
        caption = self._caption(table.caption) if table.caption else Said()
        labels = self._labels(table)
        for row in table.rows:
            self._row(row, heads, labels, caption)
        return self.figures, self.unread

    def _labels(self, table: Table) -> int:
        """How many columns from the left hold labels: those without a number in most rows."""
        width = len(table.rows[0].cells)
        for at in range(width):
            counted = sum(self._is_count(row.cells[at]) for row in table.rows)
            if counted * 2 >= len(table.rows):
                return at
        return width

    def _is_count(self, span: Span) -> bool:
        text = self.plain.flat[span[0] : span[1]]
        if _YEAR.fullmatch(text):
            return False
        return sum(map(str.isdecimal, text)) > sum(map(str.isalpha, text))

    def _row(self, row: Row, heads: list[Said], labels: int, caption: Said) -> None:
        label = _merged([self._said(cell) for cell in row.cells[:labels]])
        role = next((head.role for head in heads[:labels] if head.role), None)
        for cell in row.cells[:labels]:
            self._list(self._cut(cell), None)
        for at in range(labels, len(row.cells)):
            sentence = self._cut(row.cells[at])
            found = self._number(sentence)
            figure = None
            if found is not None:
                figure = self._figure(row, sentence, found, _Context(heads[at], label, caption, role, len(heads) == 2))
            self._list(sentence, found if figure else None)
            if figure is not None:
                self.figures.append(figure)

    def _cut(self, span: Span) -> Sentence:
        return sentences.cut(self.plain, -1, -1, span, self.language.spelling)

    def _number(self, sentence: Sentence) -> Number | None:
        """The one number of a cell that holds nothing else but its hedge."""
        if not sentence.words:
            return None
        found = numerals.find(sentence, self.language, frozenset())
        if len(found) != 1 or found[0].kind not in ("count", "range") or found[0].lo is None:
            return None
        number = found[0]
        hedge = hedges.hedge_of(sentence, number, self.language, 0)
        used = {*range(number.start, number.end), *range(hedge.start, hedge.end)}
        rest = [word for at, word in enumerate(sentence.words) if at not in used]
        return number if all(word in _SIGNS for word in rest) and "%" not in rest else None

    def _list(self, sentence: Sentence, taken: Number | None) -> None:
        """Every number of a cell but ``taken`` under unread."""
        if not sentence.words:
            return
        dated = dates.find(sentence, self.language, self.document.published)
        for date in dated:
            if any(word[0].isdecimal() for word in sentence.words[date.start : date.end]) and taken is None:
                self._reject(sentence, date.start, date.end, date.why)
        days = frozenset(at for date in dated for at in range(date.start, date.end)) if taken is None else frozenset()
        for number in numerals.find(sentence, self.language, days):
            if taken is None or number.start != taken.start:
                self._reject(sentence, number.start, number.end, "in_table")

    def _reject(self, sentence: Sentence, start: int, end: int, why: str) -> None:
        low, high = sentence.offsets(start, end)
        self.unread.append(Unread(low, high, self.document.text[low:high], why))

    def _caption(self, span: Span) -> Said:
        """What the line before the table says; of names only where the people are."""
        said = self._said(span)
        scene = [code for place in places_in(self._cut(span), self.language) for code in place.codes]
        codes = {cue.entry.code for cue in clauses.cues_of(self._cut(span), self.language, frozenset()).of("status")}
        status = said.status if len(codes) <= 1 else None  # 'killed and wounded': heads must say which
        return Said(said.noun, said.group, status, (), tuple(dict.fromkeys(scene)), said.date, spans=said.spans)

    def _said(self, span: Span) -> Said:
        sentence = self._cut(span)
        language = self.language
        words = sentence.words
        if not words:
            return Said()
        spans: dict[str, Span] = {}
        noun, group = self._whom(sentence, spans)
        cues = clauses.cues_of(sentence, language, frozenset()).of("status")
        if cues:
            spans["status"] = sentence.offsets(cues[-1].start, cues[-1].end)
        status = cues[-1].entry.code if cues else noun.status if noun else None
        named = names_in(sentence, language)
        peoples = [code for match in named if (code := code_for(match, _PEOPLES))]
        places = [code for match in named if not code_for(match, _PEOPLES) and (code := code_for(match, _PLACES))]
        if named:
            spans["names"] = sentence.offsets(named[0].start, named[-1].end)
        found = dates.find(sentence, language, self.document.published)
        if found:
            spans["as_of"] = sentence.offsets(found[0].start, found[0].end)
        role = next((kind for kind in ("origin", "place") if language.words[f"column_{kind}"] & set(words)), None)
        return Said(
            noun,
            group,
            status,
            tuple(dict.fromkeys(peoples)),
            tuple(dict.fromkeys(places)),
            found[0].as_of if found else None,
            role,
            counts=bool((language.words["total"] | language.words["column_total"]) & set(words)),
            measured=any(
                (word in language.measures and (len(word) > 1 or not word.isalpha())) or language.has("percent", word)
                for word in words  # a single letter is the name of a block or camp
            ),
            spans=spans,
        )

    def _whom(self, sentence: Sentence, spans: dict[str, Span]) -> tuple[Noun | None, str | None]:
        """The noun that says most: of a group rather than of people, the last of several; joined ones together."""
        best: tuple[Noun, int, int] | None = None
        at = 0
        while at < len(sentence.words):
            found = noun_at(sentence.words, at, self.language)
            if found is None:
                at += 1
                continue
            if best is None or found[0].group != "people" or best[0].group == "people":
                best = (found[0], at, found[1])
            at = found[1]
        if best is None:
            return None, None
        noun, start, end = best
        head = joined_before(sentence, Head("people", start, end, noun=noun), self.language)
        spans["group"] = sentence.offsets(head.at, head.end)
        return noun, head.group or noun.group

    def _figure(self, row: Row, sentence: Sentence, number: Number, context: _Context) -> Figure | None:
        if not context.is_of_people():
            return None
        low, high = sentence.offsets(number.start, number.end)
        hedge = hedges.hedge_of(sentence, number, self.language, 0)
        interval = hedges.interval(number, hedge.quantifier)
        noun, status = context.noun, context.status
        origin, place = context.origin_and_place()
        if noun is None:
            return None
        spans = context.spans()
        if hedge.end > hedge.start:
            spans["quantifier"] = sentence.offsets(hedge.start, hedge.end)
        return Figure(
            id=self.marks.id_of("figure", low, high, row.span),
            document=self.document.id,
            start=low,
            end=high,
            text=self.document.text[low:high],
            sentence=row.span,
            lo=interval[0],
            hi=interval[1],
            quantifier=hedge.quantifier,
            unit=noun.unit,
            measure=measures.by_status(status) if status else "stock",
            group=context.group,
            origin=origin,
            place=place,
            status=status,
            as_of=context.date or periods.assumed(self.document.published),
            spans=spans,
            confidence={"value": 0.97, "group": _TOLD}
            | {slot: _TOLD for slot, value in (("status", status), ("origin", origin), ("place", place)) if value},
        )


@dataclass(frozen=True, slots=True)
class _Context:
    """All that is said of one cell: by the head of its column, the label of its row, and the caption."""

    head: Said
    label: Said
    caption: Said
    role: str | None
    single: bool
    """the table has two columns: labels and numbers"""

    def _each(self) -> tuple[Said, Said, Said]:
        return self.head, self.label, self.caption

    @property
    def noun(self) -> Noun | None:
        """Whom the cell counts; the caption says so only where nothing nearer does."""
        near = [said.noun for said in (self.head, self.label) if said.noun]
        return next((one for one in near if one.group != "people"), near[0] if near else self.caption.noun)

    @property
    def group(self) -> str:
        """Code of the group."""
        groups = [said.group for said in self._each() if said.group]
        return next((one for one in groups if one != "people"), "people")

    @property
    def status(self) -> str | None:
        """Code of what became of them."""
        return next((said.status for said in self._each() if said.status), None)

    @property
    def date(self) -> AsOf | None:
        """When, where heads, label or caption say so."""
        return next((said.date for said in self._each() if said.date), None)

    def is_of_people(self) -> bool:
        """Whether the heads say that the cell counts people; a head or label that says nothing known does not."""
        if self.head.measured or self.label.measured or self.noun is None:
            return False
        if self.head.noun is not None:
            return True
        if self.label.noun is not None:
            return self.head.known or self.single
        return self.head.known and self.label.known

    def origin_and_place(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names as origin or place: as the head of their column says, else by what is counted."""
        peoples = self.head.peoples or self.label.peoples
        named = self.label.places or self.head.places
        elsewhere = self.caption.places and not any(lies_in(one, two) for one in named for two in self.caption.places)
        role = self.role or ("origin" if self.status in _BY_HOME or elsewhere else "place")
        origin = peoples or (named if role == "origin" else ())
        place = named if role == "place" or (peoples and self.role != "origin") else ()
        return origin, tuple(code for code in place or self.caption.places if code not in origin)

    def spans(self) -> dict[str, Span]:
        """Where each slot was read: in heads, label or caption."""
        made: dict[str, Span] = {}
        for said in reversed(self._each()):
            made |= {slot: span for slot, span in said.spans.items() if slot != "names"}
        return made


def _merged(cells: list[Said]) -> Said:
    """What several cells say together, the last first: lower heads say more."""
    if len(cells) == 1:
        return cells[0]
    made = list(reversed(cells))
    return Said(
        noun=_first(one.noun for one in made),
        group=_first(one.group for one in made),
        status=_first(one.status for one in made),
        peoples=_first(one.peoples for one in made) or (),
        places=_first(one.places for one in made) or (),
        date=_first(one.date for one in made),
        role=_first(one.role for one in made),
        counts=any(one.counts for one in made),
        measured=any(one.measured for one in made),
        spans={slot: span for one in cells for slot, span in one.spans.items()},
    )


def _first(values: Iterator[T | None]) -> T | None:
    return next((value for value in values if value), None)
