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

    One row a document: kind, how far its page was checked, figures, positions, unread numbers, and remarks.
    """
    from headcount.case.status import status

    workspace = wanted.open()
    rows = status(workspace)
    if printer.as_json:
        printer.lines(row.as_json() for row in rows)
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
    return printer.complain(workspace.failures)
