"""Who has a plan for whom, and for how many nobody has."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.estimates import rounded
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.values.estimates import Interval
    from headcount.values.plans import Covered, Extent, Plan, PlanGap

_NUMBERS = ("held", "home since", "begun", "prepared", "promised", "no plan", "90 %", "if open = 0", "taken back")


@click.command("gap")
@options.targets
@click.option("--known", metavar="DATE", help="Count only what had been said and done by this day: 2019-11-15.")
@options.seed
@options.output
def command(wanted: options.Wanted, printer: Printer, known: str | None, seed: int) -> int:
    """Who has a plan for whom, and for how many nobody has.

    For each country and region: people held, those taken back since, those for whom something is begun, prepared or
    promised, and those for whom nobody has a plan. A table on a terminal; JSON lines with the ids of all positions and
    figures behind each number when piped.
    """
    from headcount.case import stages
    from headcount.errors import CaseError
    from headcount.record import record

    known = last_day(known) if known is not None else None
    workspace = wanted.open(printer)
    results = stages.estimated(workspace, seed=seed)
    found = stages.plan_gap(results, record(results.readings), known=known)
    if found is None:
        raise CaseError(
            f"the case '{workspace.case.name}' has no state in which people are held, such as detained or in_camp"
        )
    if printer.as_json:
        printer.lines(plan_json(plan, found) for plan in found.plans)
    else:
        print_gap(printer, found)
    return printer.complain(workspace.failures)


def last_day(date: str) -> str:
    """The last day of a year or month; a day is its own."""
    options.check_date(date, "--known")
    year, month, day = (*date.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def print_gap(printer: Printer, found: PlanGap) -> None:
    printer.table(("who", *_NUMBERS), [_row(plan) for plan in found.plans], right=_NUMBERS)
    known = f"by what was known on {found.known}" if found.known else "by all that the documents tell"
    printer.text(
        f"\nPeople held on {found.day}, {known}; home since: taken back after that day. + marks acts without a number, "
        "which may cover anybody left, or, in the column “if open = 0”, nobody. * people held in their own country too."
    )
    if found.unplaced:
        printer.text(f"No origin of this case: {', '.join(_place(code) for code in found.unplaced)}.")


def _row(plan: Plan) -> tuple[str, ...]:
    gap, _, wide = rounded(plan.gap)
    stages = (plan.taken_since, plan.under_way, plan.preparing, plan.promised)
    share = f"{plan.share_back.median:.0%}" if plan.share_back else "-"
    return (
        _place(plan.origin) + ("*" if plan.host else ""),
        rounded(plan.held)[0],
        *(covered(one) for one in stages),
        gap,
        wide,
        rounded(plan.gap_counted)[0],
        share,
    )


def covered(one: Covered) -> str:
    """The middle of those covered; only a plus where no act gives a number."""
    if not one.extent.acts:
        return "-"
    if one.extent.hi is None and one.extent.lo == 0:
        return "+"
    return rounded(one.people)[0] + ("+" if one.extent.hi is None else "")


def _place(code: str) -> str:
    from headcount import codelists

    region = code.removesuffix("_rest")
    name = codelists.label("places", region)
    return f"rest of {name}" if region != code else name


def plan_json(plan: Plan, found: PlanGap) -> dict[str, Any]:
    """One row as a JSON object, every number with the positions and figures behind it."""
    return {
        "origin": plan.origin,
        "kind": plan.kind,
        "host": plan.host,
        "day": found.day,
        "known": found.known,
        "held": {**_interval(plan.held), "answer": plan.answer},
        "taken_since": _people(plan.taken_since),
        "under_way": _people(plan.under_way),
        "preparing": _people(plan.preparing),
        "promised": _people(plan.promised),
        "gap": _interval(plan.gap),
        "gap_counted": _interval(plan.gap_counted),
        "taken_before": _extent(plan.taken_before),
        "share_back": _interval(plan.share_back) if plan.share_back else None,
        "said": _extent(plan.said),
        "kept": _extent(plan.kept),
        "actors": list(plan.actors),
        "contested": list(plan.contested),
        "seed": found.seed,
        "digest": found.digest,
    }


def _interval(one: Interval) -> dict[str, Any]:
    return {"median": one.median, "interval50": [one.low50, one.high50], "interval90": [one.low90, one.high90]}


def _people(one: Covered) -> dict[str, Any]:
    return {**_interval(one.people), **_extent(one.extent)}


def _extent(one: Extent) -> dict[str, Any]:
    return {"lo": one.lo, "hi": one.hi, "positions": list(one.positions), "figures": list(one.figures)}
