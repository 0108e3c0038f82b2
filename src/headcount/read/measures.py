"""What a figure measures: people there at one time, an event, or all since a beginning."""

from __future__ import annotations

from headcount import codelists
from headcount.languages import Language
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_CUMULATIVE = frozenset(("travelled", "returned"))
"""Statuses that everyone who ever reached them keeps in reports."""
_ADDING_UP = frozenset(("killed", "wounded", "abducted", "repatriated", "born", "released", "recruited"))


def measure_of(sentence: Sentence, mention: Mention, status: Status | None, language: Language) -> str:
    """Code of the measure: share by the number, else by the verb's form and the status."""
    if mention.number.kind in ("share", "percent"):
        return "share"
    if status is None:
        return "stock"
    if status.code in _ADDING_UP and _lasting(sentence, status, language):
        return "cumulative"
    if status.code == "detained" and _present(sentence, status, language):
        return "stock"
    if status.code == "returned" and status.frame == "o":
        return "flow"
    return status.measure or by_status(status.code)


def by_status(code: str) -> str:
    """The measure that a status alone suggests."""
    row = codelists.table("statuses").get(code)
    if code in _CUMULATIVE:
        return "cumulative"
    if code == "killed":
        return "flow"
    return "flow" if row is not None and row.kind == "event" else "stock"


def _present(sentence: Sentence, status: Status, language: Language) -> bool:
    """'are detained', 'are still being held': people there now, not the act of taking them."""
    lead = sentence.words[max(0, status.start - 3) : status.start]
    return any(language.has("present", word) for word in lead)


def _lasting(sentence: Sentence, status: Status, language: Language) -> bool:
    """Counted over a war or since a year, or said in the perfect of what a state has done so far."""
    words = sentence.words
    if any(language.has("lasting", word) for word in words):
        return True
    for at, word in enumerate(words[:-1]):
        if language.has("since", word) and not language.has("weekday", words[at + 1]):
            return True
    lead = words[max(0, status.start - 3) : status.start]
    return status.code == "repatriated" and status.frame != "noun" and any(language.has("have", word) for word in lead)
