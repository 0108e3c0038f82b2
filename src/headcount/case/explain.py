"""From the id of a number back to the sentences it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from headcount import codelists
from headcount.case.derived import write_whole
from headcount.case.locate import cache_folder
from headcount.case.stages import Results
from headcount.errors import UsageError
from headcount.publish.rounding import counts
from headcount.values.documents import Document
from headcount.values.estimates import Answer, Estimate, Interval, Term
from headcount.values.figures import Figure, Reading
from headcount.values.positions import Position

_WHAT = {"verbatim": "quote", "abstract": "our summary", "record": "row of the case's tables"}
_BOUNDS = {
    "two_sided": "the number of these people",
    "at_least": "a number that these people reach or pass",
    "at_most": "a number that these people do not pass",
    "part_of": "a part of these people",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation; ``depth`` is its distance from the number asked about."""

    depth: int
    kind: str
    id: str
    text: str


class _LastRun(msgspec.Struct, frozen=True):
    targets: tuple[str, ...]
    case: str | None
    published: str | None


def explain(ident: str, results: Results) -> tuple[Step, ...]:
    """The trail of a figure, a position or an answer; ``ident`` may be the first letters of its id.

    Raises
    ------
    UsageError
        No id begins so, or several do.
    """
    found = _candidates(results)
    matches = [ident] if ident in found else sorted(key for key in found if key.startswith(ident))
    if not matches:
        raise UsageError(
            f"no figure, position or population has the id '{ident}'; headcount read and reconcile print the ids"
        )
    if len(matches) > 1:
        raise UsageError(f"'{ident}' begins {len(matches)} ids ({', '.join(matches[:5])}); give more letters")
    value = found[matches[0]]
    if isinstance(value, Answer):
        return tuple(_answer_steps(value, results))
    reading, entry = value
    if isinstance(entry, Position):
        return tuple(_position_steps(entry, reading, 0))
    return tuple(_figure_steps(entry, reading, 0)) + tuple(_use_steps(entry, results.estimate))


def remember(targets: Sequence[str], case: str | None, published: str | None) -> None:
    """Keep what was run last, so that ``headcount explain ID`` knows where to look."""
    named = [str(Path(name).resolve()) if Path(name).exists() else name for name in targets]
    with suppress(OSError):  # a cache that cannot be written to costs a convenience, not the run
        write_whole(cache_folder() / "last-run.json", msgspec.json.encode(_LastRun(tuple(named), case, published)))


def last_run() -> tuple[tuple[str, ...], str | None, str | None]:
    """Targets, case and publication date of the last run.

    Raises
    ------
    UsageError
        Nothing has been run yet.
    """
    try:
        entry = msgspec.json.decode((cache_folder() / "last-run.json").read_bytes(), type=_LastRun)
    except (OSError, msgspec.MsgspecError):
        raise UsageError(
            "nothing has been run yet; name the case or documents, such as: headcount explain ID caliphate"
        ) from None
    return entry.targets, entry.case, entry.published


def _candidates(results: Results) -> dict[str, Answer | tuple[Reading, Figure | Position]]:
    found: dict[str, Answer | tuple[Reading, Figure | Position]] = {}
    for answer in (*results.estimate.silent, *results.estimate.answers):
        found[answer.id] = answer
    for reading in results.readings:
        found |= {figure.id: (reading, figure) for figure in reading.figures}
        found |= {position.id: (reading, position) for position in reading.positions}
    return found


def _answer_steps(answer: Answer, results: Results) -> Iterator[Step]:
    yield Step(0, "estimate", answer.id, f"{answer.label}: {_in_words(answer.interval)}")
    estimate = results.estimate
    yield Step(
        1,
        "run",
        estimate.digest,
        f"reconciled from {len(estimate.terms)} statements, seed {estimate.seed}, digest {estimate.digest[:16]}",
    )
    if not answer.figures:
        yield Step(1, "prior", "", "no figure speaks of these people: the interval is the prior of the case alone")
    where = {figure.id: (reading, figure) for reading in results.readings for figure in reading.figures}
    for ident in answer.figures:
        reading, figure = where[ident]
        yield from _figure_steps(figure, reading, 1)


def _figure_steps(figure: Figure, reading: Reading, depth: int) -> Iterator[Step]:
    document = reading.document
    start, end = figure.sentence
    before, after = document.text[start : figure.start], document.text[figure.end : end]
    hedge = codelists.label("quantifiers", figure.quantifier)
    who = " ".join(filter(None, (figure.group, ", ".join(figure.origin), figure.status or "status not stated")))
    yield Step(depth, "figure", figure.id, f"{figure.id}: {hedge} {figure.text} | {who} | {figure.modality}")
    what = _WHAT[document.kind]
    sentence = " ".join(f"{before}[{figure.text}]{after}".split())
    yield Step(depth + 1, what, document.id, f"{what}, {_where(document, figure.start, figure.end)}: {sentence}")
    yield Step(depth + 1, "document", document.id, _document_line(reading))


def _position_steps(position: Position, reading: Reading, depth: int) -> Iterator[Step]:
    actors = ", ".join(position.actor) or "actor not stated"
    yield Step(depth, "position", position.id, f"{position.id}: {actors} | {position.action} | {position.stage}")
    what = _WHAT[reading.document.kind]
    yield Step(
        depth + 1,
        what,
        reading.document.id,
        f"{what}, {_where(reading.document, position.start, position.end)}: {' '.join(position.text.split())}",
    )
    yield Step(depth + 1, "document", reading.document.id, _document_line(reading))


def _where(document: Document, start: int, end: int) -> str:
    page = document.page_of(start)
    return (f"page {page}, " if page else "") + f"characters {start}-{end}"


def _document_line(reading: Reading) -> str:
    document = reading.document
    parts = [
        document.publisher,
        document.title,
        document.published or "no date",
        document.url or document.path,
    ]
    checked = f"page checked: {document.checked}" if document.checked else ""
    return ", ".join(part for part in (*parts, checked, f"digest {document.digest[:12]}") if part)


def _use_steps(figure: Figure, estimate: Estimate) -> Iterator[Step]:
    for unused in estimate.unused:
        if unused.figure == figure.id:
            yield Step(1, "use", figure.id, f"not used in the estimate: {unused.why}")
    for term in estimate.terms:
        if figure.id in term.figures:
            yield Step(1, "use", figure.id, _term_line(term))


def _term_line(term: Term) -> str:
    echoes = f"; told {len(term.figures)} times by figures that echo one another" if len(term.figures) > 1 else ""
    size = _share_in_words(term.fitted) if term.base is not None else _in_words(term.fitted)
    return (
        f"used in the estimate as {_BOUNDS[term.bound]}{echoes}; the estimate of these people: {size}; "
        f"chance that the figure is wrong {term.p_wrong:.0%}"
    )


def _in_words(interval: Interval) -> str:
    r = counts(interval)
    low50, high50, low90, high90 = (f"{n.value:,.0f}" for n in (r.low50, r.high50, r.low90, r.high90))
    return f"median {r.median.value:,.0f}, 50 % {low50}-{high50}, 90 % {low90}-{high90}"


def _share_in_words(interval: Interval) -> str:
    return f"median {interval.median:.0%}, 90 % {interval.low90:.0%}-{interval.high90:.0%}"
