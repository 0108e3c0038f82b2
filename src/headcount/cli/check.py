"""Is this so? Who said it, what contradicts it, what is estimated."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.printing import Printer
from headcount.cli.quoting import line, source_json

if TYPE_CHECKING:
    from headcount.case.check import Checked
    from headcount.reconcile.standings import Standing

_SHOWN = 6
"""Lines of a section on a terminal; JSON has all"""
_WHERE = {
    "below": "lies below the 90 % interval of the estimate",
    "just_below": "lies below the 90 % interval of the estimate, into which its hedge or rounding reaches",
    "low": "lies in the lower part of the estimate, outside of the likelier half",
    "middle": "lies in the likelier half of the estimate",
    "high": "lies in the upper part of the estimate, outside of the likelier half",
    "just_above": "lies above the 90 % interval of the estimate, into which its hedge or rounding reaches",
    "above": "lies above the 90 % interval of the estimate",
}
_KINDS = {
    "same": "of the same people, {factor:.1f} times apart",
    "part": "of a part of these people, and {factor:.1f} times too many",
    "whole": "of people that include these, and {factor:.1f} times too few",
}


@click.command("check")
@click.argument("statement", metavar="STATEMENT")
@click.argument("targets", nargs=-1, metavar="CASE|DOC...")
@click.option("--case", metavar="NAME", help="The case whose record and estimate the statement is held against.")
@click.option("--published", metavar="DATE", help="When the statement was made: 2019, 2019-11 or 2019-11-25.")
@options.full
@options.seed
@options.output
def command(
    statement: str,
    targets: tuple[str, ...],
    case: str | None,
    published: str | None,
    full: bool,
    seed: int,
    printer: Printer,
) -> int:
    """Is this so? Who said it, what contradicts it, what is estimated.

    STATEMENT is a sentence with a number of people, such as "7,000 Russians joined IS". Each of its figures is held
    against the record and the estimate of the case, or of the last run where none is named. Exit code 1: a figure
    lies outside of the 90 % interval.
    """
    from headcount.case import check, explain, locate

    if published is not None:
        options.check_date(published, "--published")
    if case is not None:
        locate.case_folder(case)
    check.read_statement(statement, published)
    wanted = options.Wanted((*([case] if case else []), *targets), None, None)
    if not wanted.targets:
        wanted = options.Wanted(*explain.last_run())
        printer.say(f"looking in the last run: {' '.join(wanted.targets)}")
    workspace = wanted.open(printer)
    found = check.check(statement, workspace, seed=seed, published=published, full=full)
    if printer.as_json:
        printer.lines(to_json(one) for one in found)
    else:
        for one in found:
            _print(printer, one)
    failed = any(one.fails for one in found)
    return max(printer.complain(workspace.failures), int(failed))


def chance_word(probability: float) -> str:
    """The word of the PHIA probability yardstick."""
    from headcount.publish.locale import locale
    from headcount.publish.prose import PHIA, PHIA_WORDS

    return str(locale("en")(f"phia.{PHIA_WORDS[bisect.bisect_left(PHIA, probability)]}"))


def _print(printer: Printer, one: Checked) -> None:
    printer.text(f"{one.source.number}: {one.source.people}")
    if one.standing is None:
        printer.text(f"  the account has nothing on it: the figure {one.why}")
        return
    _print_standing(printer, one, one.standing)
    if not one.told:
        printer.text("  Nobody in the record says this number of these people.")
    for title, lines in _sections(one):
        _section(printer, title, lines)


def _sections(one: Checked) -> Iterable[tuple[str, list[str]]]:
    told = [line(echo.source) for echo in one.told]
    later = [
        f"{words} ({chance_word(1.0 - echo.independent)} that it repeats an earlier one)"
        for words, echo in zip(told[1:], one.told[1:], strict=True)
    ]
    against = [
        f"{line(a.source)} - {_KINDS[a.kind].format(factor=a.factor)}" + (f", told {a.times} times" * (a.times > 1))
        for a in one.against
    ]
    return (
        ("First said by", told[:1]),
        ("Said again by", later),
        ("Contradicted by", against),
        ("In line with", [line(source) for source in one.agreeing]),
        ("The same number, said of other people", [f"{line(s)} ({s.people})" for s in one.elsewhere]),
    )


def _section(printer: Printer, title: str, lines: list[str]) -> None:
    if not lines:
        return
    printer.text(f"  {title}:")
    for words in lines[:_SHOWN]:
        printer.text(f"    {words}")
    if len(lines) > _SHOWN:
        printer.text(f"    and {len(lines) - _SHOWN} more (--json lists all)")


def _print_standing(printer: Printer, one: Checked, standing: Standing) -> None:
    from headcount.publish.rounding import chance

    median, half, most = _interval(standing, share=one.share)
    printer.text(f"  Estimate: median {median}, 50 % {half}, 90 % {most}")
    below = f"; {_percent(standing.quantile)} of the draws lie below it" if _two_sided(standing) else ""
    if below or one.fails:
        printer.text(f"  The number {_WHERE[one.where or 'middle']}{below}.")
    for what, probability in _chances(standing, share=one.share):
        shown = chance(probability, standing.draws).value
        printer.text(f"    {what}: {chance_word(probability)} ({shown:.0f} %)")


def _two_sided(standing: Standing) -> bool:
    return standing.low == standing.high or (standing.low > 0 and math.isfinite(standing.high))


def _chances(standing: Standing, *, share: bool) -> list[tuple[str, float]]:
    low, high = (_number(end, standing, share=share) for end in (standing.low, standing.high))
    if math.isinf(standing.high):
        return [(f"{low} or more", standing.about), (f"fewer than {low}", standing.fewer)]
    if not _two_sided(standing):
        return [(f"{high} or fewer", standing.about), (f"more than {high}", standing.more)]
    within = low if low == high else f"{low} to {high}, as the words allow"
    fewer = [(f"fewer than {low}", standing.fewer)] if standing.low > 0 else []
    return [*fewer, (within, standing.about), (f"more than {high}", standing.more)]


def _number(value: float, standing: Standing, *, share: bool) -> str:
    from headcount.publish.rounding import to_step

    if share:
        return _percent(value)
    wide = standing.high - standing.low if math.isfinite(standing.high) else 0.0
    step = 10.0 ** (math.floor(math.log10(wide)) - 1) if wide >= 10 else 1.0
    return f"{to_step(value, step).value:,.0f}" if math.isfinite(value) else "any number"


def _interval(standing: Standing, *, share: bool) -> tuple[str, str, str]:
    from headcount.cli.estimates import rounded

    it = standing.interval
    if not share:
        return rounded(it)
    return (
        _percent(it.median),
        f"{_percent(it.low50)}-{_percent(it.high50)}",
        f"{_percent(it.low90)}-{_percent(it.high90)}",
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def to_json(one: Checked) -> dict[str, Any]:
    """One figure of the statement as a JSON object."""
    told = [{**source_json(echo.source), "independent": round(echo.independent, 3)} for echo in one.told]
    return {
        **source_json(one.source),
        "why": one.why,
        "holds": None if one.where is None else not one.fails,
        "independent": round(one.independent, 3),
        "first": told[0] if told else None,
        "repeated": told[1:],
        "contradicted_by": [
            {**source_json(a.source), "kind": a.kind, "factor": round(a.factor, 2), "times": a.times}
            for a in one.against
        ],
        "agreeing": [source_json(source) for source in one.agreeing],
        "elsewhere": [source_json(source) for source in one.elsewhere],
        "estimate": None if one.standing is None else _standing_json(one.standing, one.where),
    }


def _standing_json(standing: Standing, where: str | None) -> dict[str, Any]:
    it = standing.interval
    chances = {"fewer": standing.fewer, "about": standing.about, "more": standing.more}
    return {
        "median": it.median,
        "interval50": [it.low50, it.high50],
        "interval90": [it.low90, it.high90],
        "where": where,
        "quantile": round(standing.quantile, 4),
        "allowed": [standing.low, standing.high if math.isfinite(standing.high) else None],
        "chances": {name: round(value, 4) for name, value in chances.items()},
        "words": {name: chance_word(value) for name, value in chances.items()},
    }
