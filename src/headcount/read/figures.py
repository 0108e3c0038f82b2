"""Figures of a document: the only place where the slots come together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headcount.languages import Language
from headcount.read import (
    cells,
    confidence,
    counts,
    dates,
    drafts,
    mentions,
    names,
    periods,
    positions,
    scenes,
    sentences,
    spells,
    tables,
    ties,
    twins,
)
from headcount.read.contexts import Contexts
from headcount.read.draft import Draft
from headcount.read.marks import Marks
from headcount.read.normalise import Plain, plain
from headcount.read.passages import Passages
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.values.documents import Document, Span
from headcount.values.figures import AsOf, Attribution, Figure, Reading, Unread

_RECENT = 2
_KEPT = 12
_CUT = 200
"""Sentences kept in tokens: more than any rule looks back, few enough for the memory of a long document."""
_TABLE = 100
"""Numbers from which a sentence is a table that lost its lines."""


def compose(
    document: Document, language: Language, *, within: Sequence[Span] | None = None, marks: Marks | None = None
) -> Reading:
    """All figures, positions and other numbers of ``document``, or of its stretches ``within``.

    ``marks`` hands out ids to all readings of one document.
    """
    return _Composer(document, language, within, marks or Marks(document.text)).reading()


class _Composer:
    """One document on its way to a reading: what earlier sentences said is known to later ones."""

    def __init__(self, document: Document, language: Language, within: Sequence[Span] | None, marks: Marks) -> None:
        self.document = document
        self.language = language
        self.plain: Plain = plain(document.text)
        self.tables = [table for table in tables.find(document.text) if _lies_in(table.span, within)]
        self.places = list(sentences.spans(self.plain, language))
        if within is not None or self.tables:
            self.places = [
                (paragraph, part)
                for paragraph, whole in self.places
                for span in sentences.clipped(self.plain, whole, within)
                for part in tables.outside(self.plain.flat, span, self.tables)
            ]
        self.marks = marks
        self.passages = Passages(document.title, self.plain.lower, self.places, self._cut, language)
        self.read: list[tuple[Draft, Figure]] = []
        self.unread: list[Unread] = []
        self.contexts = Contexts(self.passages, self._cut, language)
        self.dated_sources: dict[str, AsOf] = {}
        self.kept: dict[int, Sentence] = {}
        self.travelled = False
        """whether a figure before counts people who left for an armed cause"""

    def reading(self) -> Reading:
        for index in range(len(self.places)):
            if self._holds(self.language.numeric, index):
                self._sentence(self._cut(index))
        read = [*twins.same_again(self.read), *self._from_tables()]
        figures = tuple(confidence.rated(figure, self.language) for figure in sorted(read, key=lambda one: one.start))
        self.read.clear()
        found = positions.find(self.document, self._acting(), self._cut, figures, self.language, self.marks)
        unread = tuple(sorted(self.unread, key=lambda one: one.start))
        return Reading(self.document, figures, tuple(found), unread)

    def _from_tables(self) -> Iterator[Figure]:
        for table in self.tables:
            figures, unread = cells.read(self.document, self.plain, table, self.language, self.marks)
            self.unread.extend(unread)
            yield from figures

    def _acting(self) -> Iterator[Sentence]:
        """Sentences that may tell an act of a government: those whose words do, and those still kept in tokens."""
        for index, (_, span) in enumerate(self.places):
            if index in self.kept or (
                self._holds(self.language.acting, index)
                and positions.acts_in(sentences.words_of(self.plain, span, self.language.spelling), self.language)
            ):
                yield self._cut(index)

    def _holds(self, pattern: re.Pattern[str], index: int) -> bool:
        """Whether ``pattern``, which begins with the sign before a word, finds something in a sentence."""
        _, (start, end) = self.places[index]
        lower = self.plain.lower
        return (pattern.search(lower, start - 1, end) if start else pattern.search(" " + lower[:end])) is not None

    def _cut(self, index: int) -> Sentence:
        if index not in self.kept:
            if len(self.kept) >= _CUT:
                del self.kept[next(iter(self.kept))]
            paragraph, span = self.places[index]
            self.kept[index] = sentences.cut(self.plain, index, paragraph, span, self.language.spelling)
        return self.kept[index]

    def _sentence(self, sentence: Sentence) -> None:
        published = self.document.published
        said_dates = dates.find(sentence, self.language, published)
        found_dates = spells.widened(said_dates, sentence, self.language, published)
        found = mentions.find(sentence, self.language, found_dates)
        for date in said_dates:
            if any(word[0].isdecimal() for word in sentence.words[date.start : date.end]):
                self._reject(sentence.offsets(date.start, date.end), date.why)
        if len(found) > _TABLE:
            self._table(sentence, found)
            return
        if not any(map(counts.may_count, found)):
            for mention in found:
                self._reject(sentence.offsets(mention.number.start, mention.number.end), mention.why or "unplaced")
            self._remember(sentence, found_dates)
            return
        scene = scenes.scene_of(
            sentence,
            found,
            found_dates,
            self.language,
            said=self._said(sentence),
            sites=self.passages.site,
            joining=self.passages.joining or self.travelled,
        )
        made, rest = drafts.drafts_of(scene, self.language)
        for mention, why in rest:
            self._reject(sentence.offsets(mention.number.start, mention.number.end), why)
        self._remember(sentence, found_dates)
        first = len(self.read)
        for draft in made:
            self.read.append((draft, self._figure(draft)))
            self.travelled = self.travelled or self.read[-1][1].status == "travelled"
        ties.bases(self.read, first)
        ties.parts(self.read, first)

    def _table(self, sentence: Sentence, found: list[mentions.Mention]) -> None:
        for mention in found:
            self._reject(sentence.offsets(mention.number.start, mention.number.end), "in_table")

    def _said(self, sentence: Sentence) -> frozenset[float]:
        """Numbers of people in the sentences shortly before."""
        recent = self.read[-_KEPT:]
        near = [figure for draft, figure in recent if sentence.index - draft.sentence.index <= _RECENT]
        return frozenset(figure.lo if figure.lo is not None else figure.number() for figure in near)

    def _reject(self, span: Span, why: str) -> None:
        self.unread.append(Unread(span[0], span[1], self.document.text[span[0] : span[1]], why))

    def _remember(self, sentence: Sentence, found_dates: list[Found]) -> None:
        """'A 2018 report by ICSR': what that source says later is as of 2018."""
        for date in found_dates:
            after = sentence.words[date.end : date.end + 1]
            if date.why == "year" and after and after[0] in self.language.words["report"]:
                for match in names.names_in(sentence, self.language, date.end, min(date.end + 16, len(sentence.words))):
                    for name in match.entry:
                        if name.kind == "body":
                            self.dated_sources.setdefault(name.code, date.as_of)

    def _figure(self, draft: Draft) -> Figure:
        sentence, mention = draft.sentence, draft.mention
        start, end = sentence.offsets(mention.number.start, mention.number.end)
        figure = Figure(
            id=self.marks.id_of("figure", start, end, sentence.span),
            document=self.document.id,
            start=start,
            end=end,
            text=self.document.text[start:end],
            sentence=sentence.span,
            lo=_rounded(mention.lo),
            hi=_rounded(mention.hi),
            quantifier=mention.hedge.quantifier,
            unit=draft.unit,
            measure=draft.measure,
            group=draft.group,
            origin=draft.origin.codes if draft.origin else (),
            place=draft.place.codes if draft.place else (),
            holder=draft.holder.codes[0] if draft.holder else None,
            status=draft.status.code if draft.status else None,
            term=self._term(draft),
            as_of=self._as_of(draft),
            source=self._source(draft),
            modality=draft.modality,
            spans=_spans(draft),
        )
        return self.contexts.at_home(draft, self.contexts.placed(draft, ties.tied(draft, figure, self.read)))

    def _term(self, draft: Draft) -> str | None:
        if draft.status is None or draft.status.start == draft.status.end:
            return None
        start, end = draft.sentence.offsets(draft.status.start, draft.status.end)
        return self.document.text[start:end]

    def _source(self, draft: Draft) -> Attribution | None:
        if draft.source is None:
            return self._same_source(draft)
        start, end = draft.sentence.offsets(draft.source.start, draft.source.end)
        return Attribution(self.document.text[start:end], draft.source.code)

    def _same_source(self, draft: Draft) -> Attribution | None:
        """'Compared to ...': a sentence that goes on comparing keeps the source of the figure before it."""
        if not self.read or draft.sentence.words[0] not in self.language.words["continuing"]:
            return None
        other, before = self.read[-1]
        return before.source if other.sentence.index == draft.sentence.index - 1 else None

    def _as_of(self, draft: Draft) -> AsOf | None:
        if draft.date is not None and draft.date.as_of.start is not None:
            return draft.date.as_of
        if draft.source is not None and draft.source.code in self.dated_sources:
            return self.dated_sources[draft.source.code]
        return draft.date.as_of if draft.date is not None else periods.assumed(self.document.published)


def _lies_in(span: Span, within: Sequence[Span] | None) -> bool:
    """Whether ``span`` begins in one of the stretches that are read."""
    return within is None or any(low <= span[0] < high for low, high in within)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _spans(draft: Draft) -> dict[str, Span]:
    """Where each slot was read, as offsets of the stored text."""
    hedge, head = draft.mention.hedge, draft.mention.head
    ranges: dict[str, tuple[int, int] | None] = {
        "quantifier": (hedge.start, hedge.end) if hedge.end > hedge.start else None,
        "group": (head.at, head.end) if head.end > head.at else None,
        "status": (draft.status.start, draft.status.end) if draft.status else None,
        "origin": (draft.origin.start, draft.origin.end) if draft.origin else None,
        "place": (draft.place.start, draft.place.end) if draft.place else None,
        "holder": (draft.holder.start, draft.holder.end) if draft.holder else None,
        "as_of": (draft.date.start, draft.date.end) if draft.date else None,
        "source": (draft.source.start, draft.source.end) if draft.source else None,
        "modality": (draft.modality_cue.start, draft.modality_cue.end) if draft.modality_cue else None,
    }
    return {
        slot: draft.sentence.offsets(*tokens) for slot, tokens in ranges.items() if tokens and tokens[0] < tokens[1]
    }
