"""How an estimate is shown on a terminal and as JSON lines."""

from __future__ import annotations

from typing import Any

from headcount.cli.printing import Printer
from headcount.values.estimates import Answer, Estimate


def rounded(value: float, width: float) -> str:
    """``value`` with no more digits than an interval of ``width`` people supports."""
    step = 1
    while step * 20 <= width:
        step *= 10
    return f"{round(value / step) * step:,.0f}"


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
    it = answer.interval
    width = it.high90 - it.low90
    mark = " (prior only)" if answer.prior_only > 0.8 else ""
    return (
        answer.label + mark,
        rounded(it.median, width),
        f"{rounded(it.low50, width)}-{rounded(it.high50, width)}",
        f"{rounded(it.low90, width)}-{rounded(it.high90, width)}",
        str(len(answer.figures)),
        f"{answer.origins:.1f}",
    )


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
