"""What a case holds, what is fresh, what was not read."""

from __future__ import annotations

import click

from headcount.cli import options
from headcount.cli.printing import Printer


@click.command("status")
@options.targets
@options.output
def command(
    targets: tuple[str, ...],
    case: str | None,
    published: str | None,
    as_json: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """What a case holds, what is fresh, what was not read.

    One row a document: kind, how far its page was checked, figures, positions, unread numbers, and remarks.
    """
    from headcount.case.status import status
    from headcount.case.workspace import open_workspace

    printer = Printer(as_json=as_json, quiet=quiet, no_color=no_color)
    workspace = open_workspace(targets, case=case, published=published)
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
