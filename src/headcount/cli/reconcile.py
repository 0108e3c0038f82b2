"""One estimate from contradictory figures."""

from __future__ import annotations

import click

from headcount.cli import options
from headcount.cli.printing import Printer


@click.command("reconcile")
@options.targets
@options.seed
@options.output
def command(
    targets: tuple[str, ...],
    case: str | None,
    published: str | None,
    seed: int,
    as_json: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """One estimate from contradictory figures.

    Prints each population asked for with its median, 50 % and 90 % interval.
    """
    from headcount.case import stages
    from headcount.case.named import fitted_to
    from headcount.case.workspace import open_workspace, with_case
    from headcount.cli.estimates import print_estimate

    printer = Printer(as_json=as_json, quiet=quiet, no_color=no_color)
    workspace = open_workspace(targets, case=case, published=published)
    readings = stages.read_all(workspace)
    workspace = with_case(workspace, fitted_to(workspace.case, readings))
    print_estimate(printer, stages.reconciled(workspace, readings, seed=seed))
    return printer.complain(workspace.failures)
