"""Figures, positions and unread numbers of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.figures import AsOf, Reading


@click.command("read")
@options.targets
@options.output
def command(
    wanted: options.Wanted,
    printer: Printer,
) -> int:
    """Figures, positions and unread numbers of documents.

    Prints a table on a terminal, and one JSON object a document when piped.
    """
    from headcount.case import stages
    from headcount.read.contract import to_json

    workspace = wanted.open(printer)
    for document in printer.progress(workspace.documents):
        reading = stages.read_one(workspace, document)
        if printer.as_json:
            printer.lines([to_json(reading)])
        else:
            _print_table(printer, reading)
        _remark(printer, reading)
    if workspace.tables and not workspace.documents:
        printer.say("the case holds tables and no document: there is nothing to read; headcount run takes their rows")
    return printer.complain(workspace.failures)


def _remark(printer: Printer, reading: Reading) -> None:
    name = reading.document.path or reading.document.id
    if reading.not_read:
        printer.say(f"{name}: not read: {reading.not_read}")
    elif not reading.figures:
        printer.say(f"{name}: no figure about people; {len(reading.unread)} other numbers are listed under unread")


def _when(as_of: AsOf | None) -> str:
    """A month or a year as such, not as its first day."""
    if as_of is None or as_of.start is None:
        return ""
    return as_of.start[: {"year": 4, "month": 7}.get(as_of.accuracy, 10)]


def _print_unread(printer: Printer, reading: Reading) -> None:
    from headcount import codelists

    if reading.unread:
        rows = [(" ".join(one.text.split()), one.why, codelists.label("unread", one.why)) for one in reading.unread]
        printer.table(("left out", "why", "which is"), rows)


def _print_table(printer: Printer, reading: Reading) -> None:
    document = reading.document
    rows = [
        (
            figure.id,
            document.text[figure.start : figure.end].replace("\n", " "),
            figure.quantifier,
            figure.group,
            " ".join(figure.origin),
            figure.status or "",
            " ".join(figure.place),
            _when(figure.as_of),
            figure.modality,
        )
        for figure in reading.figures
    ]
    columns = ("id", "number", "hedge", "group", "origin", "status", "place", "as of", "modality")
    printer.table(columns, rows, title=document.title or document.path or document.id, right=("number",))
    _print_unread(printer, reading)
    printer.text(
        f"{len(reading.figures)} figures, {len(reading.positions)} positions, {len(reading.unread)} other numbers\n"
    )
