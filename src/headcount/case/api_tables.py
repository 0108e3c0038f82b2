"""Figures, answers and outcomes as tables of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from headcount.case.frames import Table, table_of
from headcount.errors import UsageError
from headcount.values.documents import Document
from headcount.values.estimates import Answer, Estimate, Interval
from headcount.values.figures import Figure, Reading
from headcount.values.positions import Position
from headcount.values.scenarios import Projection

T = TypeVar("T")
Row = Mapping[str, Any]
_INTERVAL = ("median", "low50", "high50", "low90", "high90")
_ENDS = ("low90", "low50", "median", "high50", "high90")
_FIGURES = (
    "id", "text", "lo", "hi", "quantifier", "group", "origin", "place", "holder", "status", "measure", "unit", "from",
    "to", "basis", "source", "modality", "publisher", "published", "document", "sentence",
)  # fmt: skip
_POSITIONS = (
    "id", "actor", "action", "stage", "group", "target", "as_of", "source", "modality", "publisher", "published",
    "document", "text",
)  # fmt: skip
_UNREAD = ("text", "why", "document", "start", "end")
_DOCUMENTS = ("id", "title", "publisher", "published", "lang", "kind", "figures", "positions", "unread", "not_read")
_ANSWERS = ("id", "label", *_INTERVAL, "figures", "origins", "prior_only")
_TERMS = ("figure", "value", "bound", "p_wrong", *(f"fitted_{end}" for end in _INTERVAL))
_CONFLICTS = ("figures", "kind", "factor")
_PULLS = ("answer", "figures", "shift", "narrowing")
_OUTCOMES = ("policy", "outcome", "label", "unit", *_INTERVAL)
_MONTHS = ("policy", "outcome", "month", *_ENDS)
_RANKS = ("outcome", "policy", "mean", "worst_decile", "regret", "p_best")


def of_readings(readings: Sequence[Reading], what: str | None) -> Table:
    """``figures``, ``positions``, ``unread`` or ``documents``."""
    return _chosen(
        what,
        {
            "figures": lambda: table_of("Figures", list(_each(readings, "figures", _figure)), _FIGURES),
            "positions": lambda: table_of("Positions", list(_each(readings, "positions", _position)), _POSITIONS),
            "unread": lambda: table_of("Unread numbers", list(_each(readings, "unread", _unread)), _UNREAD),
            "documents": lambda: table_of("Documents", [_document(reading) for reading in readings], _DOCUMENTS),
        },
    )


def of_estimate(estimate: Estimate, what: str | None) -> Table:
    """``answers``, ``figures``, ``conflicts``, ``unused``, ``pulls`` or ``series``."""
    return _chosen(
        what,
        {
            "answers": lambda: table_of("Estimates", [_answer(one) for one in estimate.answers], _ANSWERS),
            "figures": lambda: table_of("Figures against the estimate", list(_terms(estimate)), _TERMS),
            "conflicts": lambda: table_of("Contradictions", list(_conflicts(estimate)), _CONFLICTS),
            "unused": lambda: table_of("Not used", [_fields(one) for one in estimate.unused], ("figure", "why")),
            "pulls": lambda: table_of("What moves each answer", list(_pulls(estimate)), _PULLS),
            "series": lambda: table_of("Through time", list(_series(estimate)), ("answer", "day", *_ENDS)),
        },
    )


def of_projection(projection: Projection, what: str | None) -> Table:
    """``outcomes``, ``ranks`` or ``series``."""
    return _chosen(
        what,
        {
            "outcomes": lambda: table_of("Outcomes", list(_outcomes(projection)), _OUTCOMES),
            "ranks": lambda: table_of("Order of policies", [_fields(one) for one in projection.ranks], _RANKS),
            "series": lambda: table_of(
                "Month by month", list(_months(projection)), ("policy", "outcome", "month", *_ENDS)
            ),
        },
    )


def _chosen(what: str | None, tables: Mapping[str, Callable[[], Table]]) -> Table:
    name = what or next(iter(tables))
    if name not in tables:
        raise UsageError(f"there is no table of '{name}'; there are {', '.join(tables)}")
    return tables[name]()


def _each(readings: Sequence[Reading], slot: str, row: Callable[[Any, Document], Row]) -> Iterable[Row]:
    return (row(one, reading.document) for reading in readings for one in getattr(reading, slot))


def _figure(figure: Figure, document: Document) -> Row:
    as_of = figure.as_of
    return _fields(figure) | {
        "origin": " ".join(figure.origin),
        "place": " ".join(figure.place),
        "from": as_of.start if as_of else None,
        "to": as_of.end if as_of else None,
        "basis": as_of.basis if as_of else None,
        "source": figure.source.text if figure.source else None,
        "publisher": document.publisher,
        "published": document.published,
        "sentence": " ".join(document.quote(figure.sentence).split()),
    }


def _position(position: Position, document: Document) -> Row:
    told = {"actor": " ".join(position.actor), "publisher": document.publisher, "published": document.published}
    return _fields(position) | told


def _unread(unread: Any, document: Document) -> Row:
    return _fields(unread) | {"document": document.id}


def _document(reading: Reading) -> Row:
    counts = {name: len(getattr(reading, name)) for name in ("figures", "positions", "unread")}
    return _fields(reading.document) | counts | {"not_read": reading.not_read}


def _answer(answer: Answer) -> Row:
    return _fields(answer) | _ends(answer.interval) | {"figures": len(answer.figures)}


def _terms(estimate: Estimate) -> Iterable[Row]:
    for term in estimate.terms:
        fitted = {f"fitted_{end}": value for end, value in _ends(term.fitted).items()}
        yield from (_fields(term) | fitted | {"figure": figure} for figure in term.figures)


def _conflicts(estimate: Estimate) -> Iterable[Row]:
    return (_fields(one) | {"figures": " ".join(one.figures)} for one in estimate.conflicts)


def _pulls(estimate: Estimate) -> Iterable[Row]:
    for answer in estimate.answers:
        for pull in answer.pulls:
            yield _fields(pull) | {"answer": answer.id, "figures": " ".join(pull.figures)}


def _series(estimate: Estimate) -> Iterable[Row]:
    for answer in estimate.answers:
        if answer.series is not None:
            for day, ends in zip(answer.series.days, answer.series.ends.tolist(), strict=True):
                yield {"answer": answer.id, "day": day, **dict(zip(_ENDS, ends, strict=True))}


def _outcomes(projection: Projection) -> Iterable[Row]:
    for scenario in projection.scenarios:
        for outcome in scenario.outcomes:
            yield _fields(outcome) | _ends(outcome.total) | {"policy": scenario.policy, "outcome": outcome.name}


def _months(projection: Projection) -> Iterable[Row]:
    for scenario in projection.scenarios:
        for outcome in scenario.outcomes:
            for month, ends in enumerate([] if outcome.series is None else outcome.series.tolist()):
                named = dict(zip(_ENDS, ends, strict=True))
                yield {"policy": scenario.policy, "outcome": outcome.name, "month": month, **named}


def _ends(interval: Interval) -> dict[str, Any]:
    return {end: getattr(interval, end) for end in _INTERVAL}


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a frozen value, not gone into."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
