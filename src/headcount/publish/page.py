"""One briefing, indexed for printing: every part of the page is a function of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup, escape

from headcount import codelists
from headcount.errors import InputError
from headcount.publish.locale import Locale, locale
from headcount.publish.trails import trail_id, trails
from headcount.values.briefings import Briefing
from headcount.values.documents import Document
from headcount.values.estimates import Term
from headcount.values.figures import Figure
from headcount.values.positions import Position
from headcount.values.trails import Trail


@dataclass(frozen=True, slots=True)
class Page:
    """A briefing with its trails, words and indices by id."""

    briefing: Briefing
    say: Locale
    trails: Mapping[str, Trail]
    documents: Mapping[str, Document]
    figures: Mapping[str, Figure]
    positions: Mapping[str, Position]
    trailed: Mapping[str, str]
    """trail id -> id of the figure or position it tells of"""
    terms: Mapping[str, tuple[int, Term]]
    """figure id -> place and value of the likelihood term it belongs to"""
    unused: Mapping[str, str]
    """figure id -> why it is not used"""

    notes: Mapping[str, int]
    """trail id -> number of its note on paper"""

    def label(self, name: str, code: str) -> str:
        """The label of ``code`` in the list ``name``, in the page's language."""
        return codelists.label(name, code, self.say.lang)

    def place(self, code: str) -> str:
        """The name of a country, region, camp or body; what is left of a region says so."""
        if code.endswith("_rest") and code not in self.say.places:
            return str(self.say("page.rest_of", place=self.say.place(code.removesuffix("_rest")).origin))
        return self.say.place(code).name

    def heading(self, code: str) -> str:
        """The name of a place as it begins a line."""
        name = self.place(code)
        return name[:1].upper() + name[1:]

    def origin(self, code: str) -> str:
        """The same as it stands after "from"."""
        known = code in self.say.places or not code.endswith("_rest")
        return self.say.place(code).origin if known else self.place(code)

    def group(self, code: str) -> str:
        """The people of a group, in the plural."""
        return str(self.say(f"groups.{code}")) if self.say.has(f"groups.{code}") else self.label("groups", code)

    def state(self, code: str) -> str:
        """A status as it stands after those in it: "children returned home"."""
        return str(self.say(f"states.{code}")) if self.say.has(f"states.{code}") else self.label("statuses", code)

    def again(self, text: str) -> Markup:
        """A label of the case found by its original: for trails, which know no keys."""
        case = self.briefing.case
        keys = {question.label: f"ask.{question.id}" for question in case.questions}
        keys |= {policy.label: f"policy.{policy.name}" for policy in case.policies}
        keys |= {unknown.label: f"uncertainty.{unknown.name}" for unknown in case.uncertainties}
        return self.said(keys.get(text, ""), text)

    def said(self, key: str, text: str) -> Markup:
        """A text of the case in the page's language: its translation, or the original marked as such."""
        words = self.briefing.case.words.get(self.say.lang, {})
        if key in words or self.say.lang == "en":
            return escape(words.get(key, text))
        return Markup('<span lang="en">{}</span>').format(text)

    def document_of(self, figure: Figure) -> Document:
        """The document ``figure`` was read in."""
        return self.documents[figure.document]

    def publisher(self, figure: Figure) -> str:
        """Who published ``figure``; the title or file name of a document whose publisher is not known."""
        document = self.document_of(figure)
        return document.publisher or document.title or PurePath(document.path or document.id).name


def page_of(briefing: Briefing, lang: str = "en") -> Page:
    """The briefing indexed for printing in ``lang``.

    Raises
    ------
    InputError
        The estimate speaks of a figure that no document of the briefing holds.
    """
    figures = {figure.id: figure for reading in reversed(briefing.readings) for figure in reading.figures}
    estimate = briefing.estimate
    cited = [id for answer in estimate.answers for id in answer.figures]
    cited += [id for term in estimate.terms for id in term.figures]
    cited += [id for conflict in estimate.conflicts for id in conflict.figures]
    cited += [unused.figure for unused in estimate.unused]
    for id in cited:
        if id not in figures:
            raise InputError(f"the estimate speaks of figure '{id}', which no document holds; reconcile again")
    found = trails(briefing)
    return Page(
        briefing=briefing,
        say=locale(lang),
        trails=found,
        notes={id: place for place, id in enumerate(found, start=1)},
        documents={reading.document.id: reading.document for reading in briefing.readings},
        figures=figures,
        positions={position.id: position for reading in briefing.readings for position in reading.positions},
        trailed={trail_id("figure", id): id for id in figures}
        | {trail_id("position", p.id): p.id for reading in briefing.readings for p in reading.positions},
        terms={id: (index, term) for index, term in enumerate(estimate.terms) for id in term.figures},
        unused={unused.figure: unused.why for unused in estimate.unused},
    )
