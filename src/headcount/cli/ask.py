"""How many, by a query such as RUS & women & in_camp @ 2019-10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.printing import Printer
from headcount.cli.quoting import line, source_json
from headcount.errors import UsageError

if TYPE_CHECKING:
    from headcount.case.ask import Answered, Support

_SHOWN = 5
"""Supports of an answer on a terminal; JSON has all"""


@click.command("ask")
@click.argument("case", metavar="CASE")
@click.argument("queries", nargs=-1, metavar="QUERY...")
@options.full
@options.seed
@options.output
def command(case: str, queries: tuple[str, ...], full: bool, seed: int, printer: Printer) -> int:
    """How many, by a query such as RUS & women & in_camp @ 2019-10.

    Codes of different dimensions are joined by &, codes of one dimension by | within parentheses; @ names a year, a
    month, a day, or a stretch of time as 2019..2021. Prints the median, 50 % and 90 % interval of each, and what they
    rest on.
    """
    from headcount.case.ask import ask

    if not queries:
        raise UsageError(f'nothing is asked; give a query, such as: headcount ask {case} "RUS & women & in_camp"')
    workspace = options.Wanted((case,), None, None).open(printer)
    found = ask(queries, workspace, seed=seed, full=full)
    if printer.as_json:
        printer.lines(to_json(one) for one in found)
    else:
        _print(printer, found)
    return printer.complain(workspace.failures)


def _print(printer: Printer, found: tuple[Answered, ...]) -> None:
    from headcount.cli.estimates import rounded

    numbers = ("median", "50 %", "90 %", "figures", "independent")
    rows = [
        (one.answer.id, *rounded(one.answer.interval), str(len(one.answer.figures)), f"{one.answer.origins:.1f}")
        for one in found
    ]
    printer.table(("query", *numbers), rows, right=numbers)
    for one in found:
        printer.text(f"\n{one.answer.id}: {one.answer.label}")
        if one.answer.prior_only > 0.8:
            printer.text(
                "  hardly anything was reported on these people: the interval is that of the case's own settings"
            )
        for support in one.supports[:_SHOWN]:
            printer.text(f"  {_without(support)}: {line(support.first)}")


def _without(support: Support) -> str:
    """What would change without the figure."""
    pull = support.pull
    moved = f"{100 * (1 / pull.shift - 1):+.0f} %"
    wider = f"{100 * (1 / pull.narrowing - 1):+.0f} %"
    told = f", told {len(pull.figures)} times" if len(pull.figures) > 1 else ""
    return f"without it median {moved}, interval {wider}{told}"


def to_json(one: Answered) -> dict[str, Any]:
    """One answer as a JSON object."""
    answer, it = one.answer, one.answer.interval
    return {
        "query": answer.id,
        "label": answer.label,
        "select": {name: list(codes) for name, codes in answer.select.items()},
        "measure": answer.measure,
        "since": answer.since,
        "at": answer.at,
        "median": it.median,
        "interval50": [it.low50, it.high50],
        "interval90": [it.low90, it.high90],
        "figures": list(answer.figures),
        "origins": round(answer.origins, 2),
        "prior_only": round(answer.prior_only, 3),
        "rests_on": [
            {
                **source_json(support.first),
                "figures": list(support.pull.figures),
                "shift": round(support.pull.shift, 4),
                "narrowing": round(support.pull.narrowing, 4),
            }
            for support in one.supports
        ],
    }
