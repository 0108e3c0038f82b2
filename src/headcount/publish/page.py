"""One briefing, indexed for printing: every part of the page is a function of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from headcount import codelists
from headcount.errors import InputError
from headcount.publish.locale import Locale, locale
from headcount.publish.trails import trails
from headcount.values.briefings import Briefing
from headcount.values.documents import Document
from headcount.values.estimates import Term
from headcount.values.figures import Figure
from headcount.values.trails import Trail


@dataclass(frozen=True, slots=True)
class Page:
    """A briefing with its trails, words and indices by id."""

    briefing: Briefing
    say: Locale
    trails: Mapping[str, Trail]
    documents: Mapping[str, Document]
    figures: Mapping[str, Figure]
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
        if code.endswith("_rest"):
            return str(self.say("page.rest_of", place=self.place(code.removesuffix("_rest"))))
        if code == "other":
            return str(self.say("page.other_origins"))
        name = self.label("places", code)
        return name if name != code else self.label("bodies", code)

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
        terms={id: (index, term) for index, term in enumerate(estimate.terms) for id in term.figures},
        unused={unused.figure: unused.why for unused in estimate.unused},
    )
