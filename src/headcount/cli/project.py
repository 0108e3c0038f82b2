"""What happens under each policy, which holds up, and what to find out first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.decisions import decision_json, print_decision, print_portions, print_tried
from headcount.cli.estimates import rounded
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.scenarios import Projection


@click.command("project")
@options.targets
@click.option("--policy", "policies", multiple=True, metavar="NAME", help="Only this policy, beside the first.")
@click.option("--set", "settings", multiple=True, metavar="SETTING=VALUE", help="A lever's setting: per_month=300.")
@click.option("--weight", "weights", multiple=True, metavar="OUTCOME=W", help="How much an outcome counts: at_large=2.")
@click.option("--limit", "limits", multiple=True, metavar="OUTCOME=N", help="What an outcome must keep to.")
@click.option("--months", type=int, metavar="N", help="How far ahead; as the case says otherwise.")
@click.option("--search", "tries", is_flag=False, flag_value=64, type=int, metavar="[N]",
              help="Search settings that no others beat, from N combinations (64).")  # fmt: skip
@click.option("--drivers", is_flag=True, help="Where the spread of the best policy's lead comes from.")
@click.option("--export", "archive", metavar="FILE", help="Write every scenario as .tar.gz for EMA Workbench.")
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    seed: int,
    printer: Printer,
    policies: tuple[str, ...],
    settings: tuple[str, ...],
    weights: tuple[str, ...],
    limits: tuple[str, ...],
    months: int | None,
    tries: int | None,
    drivers: bool,
    archive: str | None,
) -> int:
    """What happens under each policy, which holds up, and what to find out first.

    Prints each outcome under each policy at the end of the projection, then the policies ranked by one loss of weighed
    outcomes, when the ranking fails, and which figure would change it. docs/deciding.md says how to read it.
    """
    from headcount.case import scenarios, stages
    from headcount.case.workspace import with_case

    wish = scenarios.Wish(
        policies,
        options.pairs(settings, "--set"),
        options.numbers(weights, "--weight"),
        options.numbers(limits, "--limit"),
        months,
    )
    workspace = wanted.open(printer)
    results = stages.estimated(workspace, seed=seed)
    case = scenarios.wished(results.workspace.case, wish)
    if archive:
        _write(archive, scenarios.archived(case, results.estimate, seed=seed), printer)
    if tries is not None:
        print_tried(printer, scenarios.searched(case, results.estimate, seed=seed, tries=tries))
        return printer.complain(workspace.failures)
    if drivers:
        print_portions(printer, *scenarios.explained(case, results.estimate, seed=seed))
        return printer.complain(workspace.failures)
    projection = stages.projected(with_case(results.workspace, case), results.estimate, seed=seed)
    if projection is not None:
        print_projection(printer, projection)
    return printer.complain(workspace.failures)


def _write(file: str, data: bytes, printer: Printer) -> None:
    from headcount.case.derived import write_whole

    write_whole(Path(file), data)
    printer.say(f"Scenarios: {file}")


def print_projection(printer: Printer, projection: Projection) -> None:
    """One row an outcome and policy, then the ranking."""
    if printer.as_json:
        printer.lines(_json(projection))
        printer.lines(decision_json(projection.decision) if projection.decision else ())
        return
    rows = []
    for outcome in projection.scenarios[0].outcomes:
        for scenario in projection.scenarios:
            median, _, wide = rounded(scenario.outcome(outcome.name).total)
            rows.append((outcome.label, scenario.label, median, wide, outcome.unit))
    printer.table(("outcome", "policy", "median", "90 %", "unit"), rows, right=("median", "90 %"))
    if projection.decision:
        printer.text("")
        print_decision(printer, projection.decision)


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
