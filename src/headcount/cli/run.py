"""Read, reconcile, project and write briefing.html."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.figures import Reading


@click.command("run")
@options.targets
@options.out
@options.lang
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    out: str,
    lang: str,
    seed: int,
    printer: Printer,
) -> int:
    """Read, reconcile, project and write briefing.html.

    Prints the estimates and where the briefing is. Stages whose inputs have not changed are not run again.
    """
    from headcount.case import explain, stages
    from headcount.cli.estimates import print_estimate
    from headcount.cli.publish import write_briefing

    workspace = wanted.open(printer)
    code = printer.complain(workspace.failures)
    if not workspace.documents and not workspace.tables:
        return code
    results = stages.run(workspace, seed=seed)
    _remarks(printer, results.readings)
    print_estimate(printer, results.estimate)
    file = write_briefing(results, Path(out), lang=lang)
    explain.remember(wanted.targets, wanted.case, wanted.published)
    printer.text(f"Briefing: {file}") if not printer.as_json else printer.say(f"Briefing: {file}")
    return code


def _remarks(printer: Printer, readings: Sequence[Reading]) -> None:
    figures = sum(len(reading.figures) for reading in readings)
    printer.say(f"{len(readings)} documents, {figures} figures, {sum(len(r.positions) for r in readings)} positions")
    for reading in readings:
        if reading.not_read:
            printer.say(f"not read: {reading.document.title or reading.document.path}: {reading.not_read}")
    if not figures:
        printer.say("no figure about people was found; the briefing says so")
