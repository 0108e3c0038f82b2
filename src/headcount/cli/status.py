"""What a case holds, what is fresh, what was not read."""

from __future__ import annotations

import click

from headcount.cli import options
from headcount.cli.printing import Printer


@click.command("status")
@options.targets
@options.output
def command(
    wanted: options.Wanted,
    printer: Printer,
) -> int:
    """What a case holds, what is fresh, what was not read.

    One row a document: kind, how far its page was checked, figures, positions, unread numbers, and remarks; for a
    case then what the rules of quality find: missing dates and sources, doubles, totals smaller than a part, ...
    """
    from headcount.case.quality import findings
    from headcount.case.stages import read_all
    from headcount.case.status import status
    from headcount.case.workspace import GENERAL

    workspace = wanted.open(printer)
    rows = status(workspace)
    found = () if workspace.case.name == GENERAL else findings(read_all(workspace), workspace.case)
    if workspace.tables:
        figures = sum(len(reading.figures) for reading in workspace.tables)
        positions = sum(len(reading.positions) for reading in workspace.tables)
        printer.say(
            f"beside the documents, tables of the case: {len(workspace.tables)} sources, {figures} figures, "
            f"{positions} positions"
        )
    if printer.as_json:
        printer.lines(row.as_json() for row in rows)
        printer.lines(one.as_json() for one in found)
    else:
        printer.table(
            (
                "document",
                "published",
                "kind",
                "checked",
                "figures",
                "positions",
                "unread",
                "fresh",
                "remarks",
            ),
            [row.as_text() for row in rows],
            title=f"{workspace.case.title} (account of {workspace.case.as_of})",
            right=("figures", "positions", "unread"),
        )
        if found:
            columns = ("kind", "rule", "figure", "document", "what")
            printer.table(columns, [one.as_text() for one in found], title=f"{len(found)} findings")
    return printer.complain(workspace.failures)
