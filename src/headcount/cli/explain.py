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
    targets: tuple[str, ...],
    case: str | None,
    published: str | None,
    seed: int,
    as_json: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Where does this number come from?

    ID is the id of a figure, a position or an estimated population, as printed by read, reconcile and run, or
    the first letters of one. Without CASE|DOC the targets of the last run are taken.
    """
    from headcount.case import explain, stages
    from headcount.case.workspace import open_workspace

    printer = Printer(as_json=as_json, quiet=quiet, no_color=no_color)
    if not targets and case is None:
        targets, case, published = explain.last_run()
    workspace = open_workspace(targets, case=case, published=published)
    steps = explain.explain(ident, stages.run(workspace, seed=seed))
    if printer.as_json:
        printer.lines([{"depth": step.depth, "kind": step.kind, "text": step.text, "id": step.id} for step in steps])
    else:
        for step in steps:
            printer.text("  " * step.depth + step.text)
    return printer.complain(workspace.failures)
