"""What governments said and did, by country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from headcount.values.positions import Position
    from headcount.values.records import Act, Count, Record, Tally, Timeline

_TOLD = 2
"""Cells at the start of a table's row that other columns print: who, and what."""
_FINDINGS = {
    "progress": "went further",
    "contradiction": "points in two directions",
    "reversal": "changed course",
    "rival_counts": "told with different numbers",
}


@click.command("positions")
@options.targets
@click.option("--actor", metavar="CODE", help="Only this state or body: RUS, XKX, sdf.")
@click.option("--action", metavar="CODE", help="Only this action: repatriate, strip_citizenship; see codes actions.")
@click.option("--since", metavar="DATE", help="Mark acts dated before this date: 2019, 2019-11 or 2019-11-25.")
@options.output
def command(
    wanted: options.Wanted,
    printer: Printer,
    actor: str | None,
    action: str | None,
    since: str | None,
) -> int:
    """What governments said and did, by country.

    Acts in the order of time, each with the quotes that tell it; what contradicts, what was taken back, and what was
    said against what was done. A table on a terminal, and one JSON object an actor when piped.
    """
    from headcount.case import stages
    from headcount.record import record

    _known(actor, action, since)
    workspace = wanted.open(printer)
    readings = stages.read_all(workspace)
    positions = {position.id: position for reading in readings for position in reading.positions}
    found = record(_of_action(readings, action), start=since)
    shown = [one for one in found.timelines if actor is None or one.actor == actor]
    if printer.as_json:
        printer.lines(timeline_json(one, found, positions) for one in shown)
    else:
        _print(printer, shown, positions)
    if not shown:
        printer.say(_none_found(actor, action))
    return printer.complain(workspace.failures)


def _known(actor: str | None, action: str | None, since: str | None) -> None:
    from headcount import codelists

    if action is not None:
        options.check_code("actions", action, "--action")
    if actor is not None and actor not in codelists.table("bodies"):
        options.check_code("places", actor, "--actor")
    if since is not None:
        options.check_date(since, "--since")


def _none_found(actor: str | None, action: str | None) -> str:
    of = f"no position of {actor}" if actor else "no position of a government or body"
    return f"{of} with the action {action} was read" if action else f"{of} was read"


def _of_action(readings: Sequence[Any], action: str | None) -> Sequence[Any]:
    if action is None:
        return readings
    return [replace(r, positions=tuple(p for p in r.positions if p.action == action)) for r in readings]


def timeline_json(timeline: Timeline, found: Record, positions: Mapping[str, Position]) -> dict[str, Any]:
    """One actor as a JSON object; ``positions`` of an act lead to the readings and their quotes."""
    return {
        "actor": timeline.actor,
        "acts": [_act_json(act, positions) for act in timeline.acts],
        "findings": [{"kind": one.kind, "acts": list(one.acts)} for one in timeline.findings],
        "said_and_done": [
            {"topic": one.topic, "said": _tally_json(one.said), "done": _tally_json(one.done)}
            for one in timeline.balances
        ],
        "coverage": [
            {"group": row.group}
            | {name: _tally_json(getattr(row, name)) for name in ("done", "under_way", "preparing", "promised")}
            for row in found.coverage
            if row.actor == timeline.actor
        ],
    }


def _act_json(act: Act, positions: Mapping[str, Position]) -> dict[str, Any]:
    return {
        "id": act.id,
        "actor": list(act.actor),
        "action": act.action,
        "stage": act.stage,
        "group": act.group,
        "counts": [{"lo": c.lo, "hi": c.hi, "positions": list(c.positions)} for c in act.counts],
        "from": act.since,
        "to": act.until,
        "outside": act.outside,
        "positions": [
            {"id": id, "document": positions[id].document, "text": positions[id].text} for id in act.positions
        ],
    }


def _tally_json(tally: Tally) -> dict[str, Any]:
    return {
        "lo": tally.lo,
        "hi": tally.hi,
        "from": tally.since,
        "to": tally.until,
        "positions": list(tally.positions),
        "figures": list(tally.figures),
    }


def _print(printer: Printer, timelines: Sequence[Timeline], positions: Mapping[str, Position]) -> None:
    from headcount import codelists

    def named(code: str) -> str:
        label = codelists.label("places", code)
        return label if label != code else codelists.label("bodies", code)

    rows = [_row(named(one.actor), act, positions) for one in timelines for act in one.acts]
    columns = ("who", "does", "stage", "whom", "people", "when", "told", "quote")
    printer.table(columns, rows, right=("people", "told"))
    for one in timelines:
        acts = {act.id: act for act in one.acts}
        for finding in one.findings:
            told = ", then ".join(_said(acts[id]) for id in finding.acts)
            printer.text(f"{named(one.actor)} {_FINDINGS[finding.kind]}: {told}")


def _row(actor: str, act: Act, positions: Mapping[str, Position]) -> tuple[str, ...]:
    from headcount import codelists

    when = act.since or ""
    return (
        actor,
        codelists.label("actions", act.action),
        codelists.label("stages", act.stage),
        codelists.label("groups", act.group),
        " or ".join(_number(count) for count in act.counts),
        f"before: {when}" if act.outside else when,
        str(len(act.positions)),
        _quote(positions[act.id].text),
    )


def _quote(text: str) -> str:
    """A quote on one line; of a row of a table, 'P1: NOR | bring home (done) | 5 children', what is not told yet."""
    cells = " ".join(text.split()).split(" | ")
    return " | ".join(cells[_TOLD:]) if len(cells) > _TOLD else cells[0]


def _said(act: Act) -> str:
    from headcount import codelists

    numbers = " or ".join(_number(count) for count in act.counts)
    words = codelists.label("actions", act.action), numbers, codelists.label("stages", act.stage), act.since
    return " ".join(part for part in words if part)


def _number(count: Count) -> str:
    if count.lo == count.hi and count.lo is not None:
        return f"{count.lo:,.0f}"
    if count.hi is None:
        return f"{count.lo or 0:,.0f}+"
    return f"{count.lo or 0:,.0f}-{count.hi:,.0f}"
