"""One estimate from contradictory figures."""

from __future__ import annotations

import click

from headcount.cli import options
from headcount.cli.printing import Printer
from headcount.errors import UsageError


@click.command("reconcile")
@options.targets
@click.option(
    "--object", "object_", metavar="COL", help="The target is a table of claims; COL says what each is about."
)
@click.option("--source", metavar="COL", help="Column that says whose claim it is.")
@click.option("--value", metavar="COL", help="Column of the claimed number.")
@click.option("--lo", metavar="COL", help="Column of the lower end, for claims that are ranges.")
@click.option("--hi", metavar="COL", help="Column of the upper end.")
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    object_: str | None,
    source: str | None,
    value: str | None,
    lo: str | None,
    hi: str | None,
    seed: int,
    printer: Printer,
) -> int:
    """One estimate from contradictory figures.

    Prints each population asked for with its median, 50 % and 90 % interval.

    With --object, --source and --value: a CSV of claims about many separate things, one row a claim. Prints for each
    thing what is probably true of it, and what each source is worth, learned over all of them.
    """
    if object_ or source or value or lo or hi:
        if not (object_ and source):
            raise UsageError("a table of claims needs --object COL and --source COL")
        return _claims(wanted, (object_, source, value, lo, hi), seed, printer)
    from headcount.case import stages
    from headcount.case.named import fitted_to
    from headcount.case.workspace import with_case
    from headcount.cli.estimates import print_estimate

    workspace = wanted.open(printer)
    readings = stages.read_all(workspace)
    workspace = with_case(workspace, fitted_to(workspace.case, readings))
    print_estimate(printer, stages.reconciled(workspace, readings, seed=seed))
    return printer.complain(workspace.failures)


def _claims(
    wanted: options.Wanted, named: tuple[str, str, str | None, str | None, str | None], seed: int, printer: Printer
) -> int:
    from headcount.case.tables.claims import Columns
    from headcount.cli.claims import discover_claims

    if len(wanted.targets) != 1 or wanted.case or wanted.published:
        raise UsageError("give one CSV of claims, without --case and --published")
    return discover_claims(wanted.targets[0], Columns(*named), seed, printer)
