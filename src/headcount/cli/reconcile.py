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
    wanted: options.Wanted,
    seed: int,
    printer: Printer,
) -> int:
    """One estimate from contradictory figures.

    Prints each population asked for with its median, 50 % and 90 % interval.
    """
    from headcount.case import stages
    from headcount.case.named import fitted_to
    from headcount.case.workspace import with_case
    from headcount.cli.estimates import print_estimate

    workspace = wanted.open(printer)
    readings = stages.read_all(workspace)
    workspace = with_case(workspace, fitted_to(workspace.case, readings))
    print_estimate(printer, stages.reconciled(workspace, readings, seed=seed))
    return printer.complain(workspace.failures)
