"""Write the briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.case.stages import Results


@click.command("publish")
@options.targets
@options.out
@click.option("--plain", is_flag=True, help="Never pack the evidence: a larger page that needs no script.")
@options.seed
@options.output
def command(
    wanted: options.Wanted,
    out: str,
    plain: bool,
    seed: int,
    printer: Printer,
) -> int:
    """Write the briefing.

    One HTML file in which every number opens its trail.
    """
    from headcount.case import stages

    workspace = wanted.open(printer)
    results = stages.run(workspace, seed=seed)
    file = write_briefing(results, Path(out), plain=plain)
    printer.lines([{"briefing": str(file)}]) if printer.as_json else printer.text(str(file))
    return printer.complain(workspace.failures)


def write_briefing(results: Results, file: Path, *, plain: bool = False) -> Path:
    """Publish ``results`` to ``file``, whole or not at all."""
    from headcount.case.derived import write_whole
    from headcount.errors import InputError, UsageError
    from headcount.publish import publish

    inputs = {Path(d.path).resolve() for d in results.workspace.documents if d.path}
    if file.resolve() in inputs:
        raise UsageError(f"{file}: is a document that the briefing is made from; name another file with -o")
    page = publish(results.briefing(), plain=plain)
    try:
        write_whole(file, page.encode("utf-8"))
    except OSError as error:
        raise InputError(
            f"{file}: the briefing cannot be written ({error.strerror}); name another file with -o"
        ) from None
    return file.resolve()
