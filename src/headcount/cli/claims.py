"""How the truths found in a table of claims are shown on a terminal and as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from headcount.case.tables.claims import Columns, load_claims
from headcount.cli.printing import Printer
from headcount.errors import UsageError
from headcount.values.claims import Discovery, Reliability, Truth

_SOURCES = 20
"""Rows of the table of sources"""


def discover_claims(table: str, columns: Columns, seed: int, printer: Printer) -> int:
    """Reads the table, finds what is probably true, prints it; the exit code to end with."""
    from headcount.reconcile import discover

    claims, empty = load_claims(Path(table), columns)
    if not claims:
        raise UsageError(f"{table}: no row has a number; name the right column with --value")
    if empty:
        printer.say(f"{table}: rows without a number passed over: {empty:,}")
    found = discover(claims, seed=seed)
    if printer.as_json:
        printer.lines(map(_truth_json, found.truths))
        return 0
    _print(printer, found)
    return 0


def _print(printer: Printer, found: Discovery) -> None:
    columns = ("answer", "90 %", "right", "claims")
    printer.table(("object", *columns), map(_truth_row, found.truths), right=columns)
    repeated = [source for source in found.sources if source.claims > 1][:_SOURCES]
    if repeated:
        counts = ("claims", "right", "near", "usual error")
        printer.text("")
        printer.table(("source", *counts, "copies"), map(_source_row, repeated), right=counts)
    printer.text(
        f"\n{len(found.truths):,} objects, {sum(len(truth.claims) for truth in found.truths):,} claims, "
        f"{len(found.sources):,} sources, seed {found.seed}"
    )


def _truth_row(truth: Truth) -> tuple[str, ...]:
    chance = f"{truth.probability:.0%}" if truth.probability else "no claim stands out"
    ends = f"{_number(truth.interval.low90)}-{_number(truth.interval.high90)}"
    return truth.object, _number(truth.value), ends, chance, str(len(truth.claims))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def _source_row(source: Reliability) -> tuple[str, ...]:
    shares = f"{source.right:.0%}", f"{source.near:.0%}", f"{source.error:.0%}"
    return source.source, str(source.claims), *shares, source.copies or ""


def _truth_json(truth: Truth) -> dict[str, Any]:
    it = truth.interval
    return {
        "object": truth.object,
        "value": truth.value,
        "probability": round(truth.probability, 4),
        "median": it.median,
        "interval50": [it.low50, it.high50],
        "interval90": [it.low90, it.high90],
        "claims": [
            {"source": claim.source, "lo": claim.lo, "hi": claim.hi, "p_right": round(p, 4)}
            for claim, p in zip(truth.claims, truth.p_right, strict=True)
        ],
    }
