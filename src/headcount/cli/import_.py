"""Bring tables of figures, positions and sources into a case."""

from __future__ import annotations

from pathlib import Path

import click

from headcount.cli import options
from headcount.cli.printing import Printer


@click.command("import")
@click.argument("case", metavar="CASE")
@click.argument("tables", nargs=-1, required=True, metavar="TABLE...", type=click.Path(path_type=Path))
@click.option(
    "--map", "mapping", metavar="FILE", type=click.Path(path_type=Path), help="Mapping of foreign columns and codes."
)
@click.option("--dry-run", is_flag=True, help="Check every row and write nothing.")
@options.output
def command(case: str, tables: tuple[Path, ...], mapping: Path | None, dry_run: bool, printer: Printer) -> int:
    """Bring tables of figures, positions and sources into a case.

    Each TABLE is a CSV; which of the three it is, its columns say. Every row is checked; with one error, told by
    line and column, nothing is written. A row whose id the case has already takes its place.
    """
    from headcount.case.locate import case_folder
    from headcount.case.tables.importing import import_tables
    from headcount.case.tables.mappings import load_mapping

    done = import_tables(case_folder(case), tables, load_mapping(mapping), dry_run=dry_run)
    for error in done.errors:
        printer.warn(error)
    if done.error_count:
        more = done.error_count - len(done.errors)
        told = f", of which the first {len(done.errors)} are told" if more else ""
        printer.warn(f"{done.error_count:,} errors{told}; nothing was written: mend them and run again")
        return 1
    names = [name for name in done.new if done.new[name] or done.changed[name] or done.same[name]]
    if printer.as_json:
        printer.lines(
            {"table": n, "new": done.new[n], "changed": done.changed[n], "same": done.same[n], "written": not dry_run}
            for n in names
        )
    else:
        counts = [(n, f"{done.new[n]:,}", f"{done.changed[n]:,}", f"{done.same[n]:,}") for n in names]
        title = "Would be written" if dry_run else "Written"
        printer.table(
            ("table", "new", "changed", "the same"), counts, title=title, right=("new", "changed", "the same")
        )
    return 0
