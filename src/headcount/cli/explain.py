"""Where does this number come from?"""

from __future__ import annotations

import click

from headcount.cli import options
from headcount.cli.printing import Printer


@click.command("explain")
@click.argument("ident", metavar="ID")
@options.targets
@options.seed
@options.output
def command(
    ident: str,
    wanted: options.Wanted,
    seed: int,
    printer: Printer,
) -> int:
    """Where does this number come from?

    ID is the id of a figure, a position or an estimated population, as printed by read, reconcile and run, or
    the first letters of one. Without CASE|DOC the targets of the last run are taken.
    """
    from headcount.case import explain, stages

    if not wanted.targets and wanted.case is None:
        wanted = options.Wanted(*explain.last_run())
        printer.say(f"looking in the last run: {' '.join(wanted.targets)}")
    workspace = wanted.open(printer)
    steps = explain.explain(ident, stages.run(workspace, seed=seed))
    if printer.as_json:
        printer.lines([{"depth": step.depth, "kind": step.kind, "text": step.text, "id": step.id} for step in steps])
    else:
        for step in steps:
            printer.text("  " * step.depth + step.text)
    return printer.complain(workspace.failures)
