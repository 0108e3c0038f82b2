"""What happens under each policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.estimates import rounded
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.scenarios import Projection


@click.command("project")
@options.targets
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    seed: int,
    printer: Printer,
) -> int:
    """What happens under each policy.

    Prints each outcome under each policy at the end of the projection.
    """
    from headcount.case import stages
    from headcount.errors import CaseError

    workspace = wanted.open(printer)
    projection = stages.run(workspace, seed=seed).projection
    if projection is None:
        raise CaseError(
            f"the case '{workspace.case.name}' has no policies to project; "
            "add [[policy]] and [[transition]] to its case.toml"
        )
    print_projection(printer, projection)
    return printer.complain(workspace.failures)


def print_projection(printer: Printer, projection: Projection) -> None:
    """One row an outcome and policy."""
    if printer.as_json:
        printer.lines(_json(projection))
        return
    rows = []
    for outcome in projection.scenarios[0].outcomes:
        for scenario in projection.scenarios:
            median, _, wide = rounded(scenario.outcome(outcome.name).total)
            rows.append((outcome.label, scenario.label, median, wide, outcome.unit))
    printer.table(("outcome", "policy", "median", "90 %", "unit"), rows, right=("median", "90 %"))


def _json(projection: Projection) -> list[dict[str, Any]]:
    return [
        {
            "policy": scenario.policy,
            "outcome": outcome.name,
            "unit": outcome.unit,
            "median": outcome.total.median,
            "interval50": [outcome.total.low50, outcome.total.high50],
            "interval90": [outcome.total.low90, outcome.total.high90],
            "months": projection.months,
            "seed": projection.seed,
            "digest": projection.digest,
        }
        for scenario in projection.scenarios
        for outcome in scenario.outcomes
    ]
