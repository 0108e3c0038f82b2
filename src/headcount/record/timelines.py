"""One timeline for each actor from the positions of all documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from headcount import languages
from headcount.languages import stances
from headcount.record import echoes
from headcount.record.coverage import balances, coverage
from headcount.record.dates import before
from headcount.record.findings import findings
from headcount.values.figures import Reading
from headcount.values.positions import Position
from headcount.values.records import Act, Record, Timeline


def record(readings: Iterable[Reading], *, start: str | None = None) -> Record:
    """What governments and bodies said and did.

    Parameters
    ----------
    readings
        Positions of all documents, read or entered by hand, with the figures inside them.
    start
        ISO date at which the window of the case begins; acts dated before it are kept and marked.

    Returns
    -------
    Record
        One timeline for each actor, by code; a joint act stands in the timeline of each that did it.
    """
    known: dict[str, echoes.Told] = {}
    for reading in readings:
        figures = {figure.id: figure for figure in reading.figures}
        for position in reading.positions:
            known.setdefault(position.id, echoes.told(_grouped(position, reading), figures, reading.document.published))
    acts = [replace(act, outside=before(act.since, start)) for act in echoes.acts(list(known.values()))]
    by_actor: dict[str, list[Act]] = {}
    for act in acts:
        for actor in dict.fromkeys(act.actor or ("",)):
            by_actor.setdefault(actor, []).append(act)
    return Record(
        timelines=tuple(
            Timeline(actor, tuple(some), findings(some), balances(some)) for actor, some in sorted(by_actor.items())
        ),
        coverage=tuple(row for actor, some in sorted(by_actor.items()) for row in coverage(actor, some)),
    )


def _grouped(position: Position, reading: Reading) -> Position:
    """A position entered by hand, with the group that its words for those concerned name."""
    lang = reading.document.lang
    by_hand = position.group is None and position.target and not position.spans
    if not by_hand or lang not in languages.available():
        return position
    language = languages.load(lang)
    return replace(position, group=stances.concerned(language.spelling.words(position.target or ""), language))
