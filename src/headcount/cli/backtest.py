"""How projections from past days would have done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.backtests import Backtest, Score

_NUMBERS = (
    "documents",
    "figures",
    "reported later",
    "in 50 %",
    "in 90 %",
    "CRPS",
    "with a rival",
    "CRPS",
    "last known",
)


@click.command("backtest")
@options.targets
@click.option("--day", "days", multiple=True, metavar="DAY", help="Start from this day; four days of the record else.")
@click.option("--keep", metavar="FILE", help="Write the result where the briefing finds it: backtest.json of the case.")
@options.seed
@options.output
def command(wanted: options.Wanted, printer: Printer, days: tuple[str, ...], keep: str | None, seed: int) -> int:
    """How projections from past days would have done.

    Starts from what had been published by each day, projects with nothing changed, and scores what was reported later:
    how often it lay in the 50 % and 90 % intervals, and the score of the last number known before. Takes minutes.
    """
    from headcount.case import stages
    from headcount.case.backtest import backtest
    from headcount.case.scores import keep_in

    workspace = wanted.open(printer)
    results = stages.estimated(workspace, seed=seed)
    found = backtest(results.workspace, results.readings, seed=seed, days=days)
    if keep:
        keep_in(keep, found)
        printer.say(f"Backtest: {keep}")
    if printer.as_json:
        printer.lines(_json(found))
    else:
        print_backtest(printer, found)
    return printer.complain(workspace.failures)


def print_backtest(printer: Printer, found: Backtest) -> None:
    """One row a starting day, then all."""
    printer.table(("from", *_NUMBERS), [_row(score) for score in found.scores], right=_NUMBERS)
    printer.text(
        "\nLater: numbers reported later. CRPS: continuous ranked probability score of the log, smaller is better. "
        "Rivals: numbers for whose people somebody had reported one before; the score there and of that last one."
    )


def _row(score: Score) -> tuple[str, ...]:
    none = "-"
    return (
        score.day or "all",
        str(score.documents) if score.day else none,
        str(score.figures) if score.day else none,
        str(score.checks),
        f"{score.in50:.0%}" if score.checks else none,
        f"{score.in90:.0%}" if score.checks else none,
        f"{score.crps:.3f}" if score.checks else none,
        str(score.with_last),
        none if score.crps_with_last is None else f"{score.crps_with_last:.3f}",
        none if score.last_crps is None else f"{score.last_crps:.3f}",
    )


def _json(found: Backtest) -> list[dict[str, Any]]:
    import msgspec

    lines = [{"kind": "score", **msgspec.to_builtins(score)} for score in found.scores]
    return lines + [{"kind": "check", **msgspec.to_builtins(one)} for one in found.checks]
