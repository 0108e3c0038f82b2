"""How an estimate is shown on a terminal and as JSON lines."""

from __future__ import annotations

from typing import Any

from headcount.cli.printing import Printer
from headcount.publish.rounding import counts
from headcount.values.estimates import Answer, Estimate, Interval


def rounded(interval: Interval) -> tuple[str, str, str]:
    """Median, 50 % and 90 % interval with no more digits than the interval supports."""
    r = counts(interval)
    median, low50, high50, low90, high90 = (
        f"{number.value:,.0f}" for number in (r.median, r.low50, r.high50, r.low90, r.high90)
    )
    return median, f"{low50}-{high50}", f"{low90}-{high90}"


def print_estimate(printer: Printer, estimate: Estimate) -> None:
    """Answers with their intervals, then what contradicts and what nobody reported."""
    if printer.as_json:
        printer.lines(answer_json(answer, estimate) for answer in estimate.answers)
        return
    columns = ("who", "median", "50 %", "90 %", "figures", "independent")
    rows = [_row(answer) for answer in estimate.answers]
    printer.table(columns, rows, right=("median", "50 %", "90 %", "figures", "independent"))
    printer.text(
        f"\n{len(estimate.terms)} independent statements from {sum(len(t.figures) for t in estimate.terms)} figures, "
        f"{len(estimate.unused)} figures not used, {len(estimate.conflicts)} contradictions, seed {estimate.seed}, "
        f"digest {estimate.digest[:12]}"
    )


def _row(answer: Answer) -> tuple[str, ...]:
    mark = " (prior only)" if answer.prior_only > 0.8 else ""
    return (answer.label + mark, *rounded(answer.interval), str(len(answer.figures)), f"{answer.origins:.1f}")


def answer_json(answer: Answer, estimate: Estimate) -> dict[str, Any]:
    """One answer as a JSON object."""
    it = answer.interval
    return {
        "id": answer.id,
        "label": answer.label,
        "select": {name: list(codes) for name, codes in answer.select.items()},
        "median": it.median,
        "interval50": [it.low50, it.high50],
        "interval90": [it.low90, it.high90],
        "figures": list(answer.figures),
        "origins": round(answer.origins, 2),
        "prior_only": round(answer.prior_only, 3),
        "seed": estimate.seed,
        "digest": estimate.digest,
    }
