"""How sure each slot of a figure is: measured shares of hand-marked figures that were right when found that way.

The shares stand in ``confidence.csv`` of the language, fitted by ``gate/reliability.py``; a way that is rare there
leans on the rate of its slot.
"""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.values.figures import Figure

SLOTS = (
    "value", "quantifier", "unit", "measure", "group", "origin", "place", "holder", "status", "as_of", "source",
    "modality", "links",
)  # fmt: skip
_NEAR = 30
"""Characters between a number and the words of its status that still are close by."""


def rated(figure: Figure, language: Language) -> Figure:
    """``figure`` with the measured probability of each slot instead of the rough one."""
    rates = language.confidence
    ways = [(slot, way(figure, slot)) for slot in SLOTS]
    return replace(figure, confidence={one[0]: rates[one] for one in ways if one in rates})


def way(figure: Figure, slot: str) -> str:
    """How ``slot`` was found.

    ``own``: by words of its sentence (a status: ``near`` or ``far``); ``inferred``: from another figure, sentence or
    the title; ``default``: nothing says it. Value, measure, unit, group, date and link are told apart by what they are.
    """
    match slot:
        case "value":
            return _number(figure)
        case "measure" | "unit":
            return str(getattr(figure, slot))
        case "group":
            return _group(figure)
        case "as_of":
            return figure.as_of.basis if figure.as_of else "default"
        case "links":
            return figure.links[0].kind if figure.links else "default"
        case "quantifier" | "modality":
            return "own" if slot in figure.spans else "default"
    return _cue(figure, slot)


def _number(figure: Figure) -> str:
    if figure.measure == "share" or figure.quantifier == "vague":
        return "share" if figure.measure == "share" else "vague"
    return "digits" if any(map(str.isdecimal, figure.text)) else "words"


def _group(figure: Figure) -> str:
    if "group" not in figure.spans:
        return "inferred"
    return "people" if figure.group == "people" else "own"


def _cue(figure: Figure, slot: str) -> str:
    """By where the words of the slot stand: in the sentence of the figure, elsewhere, or nowhere."""
    if not getattr(figure, slot):
        return "default"
    span, sentence = figure.spans.get(slot), figure.sentence
    if span is None or not sentence[0] <= span[0] < sentence[1]:
        return "inferred"
    if slot == "status":
        return "near" if max(span[0] - figure.end, figure.start - span[1]) <= _NEAR else "far"
    return "own"
