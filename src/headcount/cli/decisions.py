"""How a ranking of policies is shown on a terminal and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headcount.cli.printing import Printer
from headcount.values.decisions import Box, Condition, Decision, Influence, Portion, Standing, Tried

_NUMBERS = ("loss", "90 %", "worst tenth", "regret", "best in", "keeps", "stays", "any weights")
_TOLD = 3
"""unknowns and figures told in sentences"""
_NEGLIGIBLE = 0.001
"""a worth below this share of the reference's loss is told as none"""


def print_decision(printer: Printer, decision: Decision) -> None:
    """The ranking as a table, then in sentences how far it holds."""
    weights = ", ".join(f"{w.outcome} {w.weight:.0%}" for w in decision.weights)
    rows = [_row(standing, place) for place, standing in enumerate(decision.standings)]
    printer.table(("policy", *_NUMBERS), rows, right=_NUMBERS)
    printer.text(
        f"\nLoss weighs {weights}; 1 is as bad as “{label(decision, decision.reference)}” on average. Regret: 90th "
        "percentile of the distance to the best policy of the draw. Best in: share of draws. Keeps: every weighed "
        "outcome within its limit, or no worse than under the first policy. Stays: at its place when draws are drawn "
        "again. Any weights: share of all weightings of these outcomes under which it is the best."
    )
    printer.text("")
    for sentence in sentences(decision):
        printer.text(sentence)


def _row(standing: Standing, place: int) -> tuple[str, ...]:
    return (
        standing.label,
        f"{standing.mean:.2f}",
        f"{standing.loss.low90:.2f}-{standing.loss.high90:.2f}",
        f"{standing.worst_decile:.2f}",
        f"{standing.regret90:.2f}",
        f"{standing.p_best:.0%}",
        "-" if standing.satisfies is None else f"{standing.satisfies:.0%}",
        f"{standing.places[place]:.0%}",
        f"{standing.weightings:.0%}",
    )


def label(decision: Decision, policy: str) -> str:
    """The label of a policy."""
    return next((one.label for one in decision.standings if one.policy == policy), policy)


def sentences(decision: Decision) -> Iterator[str]:
    """What the ranking rests on, when it fails, and what to find out first."""
    if len(decision.standings) < 2:
        yield "There is one policy only, and nothing to rank it against."
        return
    first, second = decision.standings[:2]
    if decision.settled:
        yield f"“{first.label}” has the least expected loss, before “{second.label}”."
    else:
        yield (
            f"“{first.label}” and “{second.label}” are within the noise of this projection: "
            "which of them is better is not settled."
        )
    for box in decision.boxes:
        yield _box(decision, box)
    yield from _worth(decision.unknowns, "unknown")
    yield from _worth(decision.figures, "missing figure")


def _box(decision: Decision, box: Box) -> str:
    name = label(decision, box.policy)
    against = f"“{label(decision, box.against)}”" if box.against else "some other policy"
    does = ("is no worse than" if box.wins else "is worse than") + f" {against}"
    if box.rate == 0:
        return f"“{name}” {does} in no draw."
    said = f"“{name}” {does} in {_share(box.rate)} of draws"
    if not box.conditions:
        return f"{said}; no condition marks them."
    when = " and ".join(_condition(condition) for condition in box.conditions)
    inside, covers = _share(box.inside), _share(box.covers)
    return f"{said}, mostly where {when}: in {inside} of the draws there, which are {covers} of all such."


def _condition(condition: Condition) -> str:
    side = "more" if condition.above else "no more"
    return f"{condition.cause} is {side} than {condition.limit:,.3g}"


def _share(share: float) -> str:
    return "under 1 %" if 0 < share < 0.01 else f"{100 * share:.0f} %"


def _worth(influences: Sequence[Influence], what: str) -> Iterator[str]:
    told = [one for one in influences if one.worth >= _NEGLIGIBLE][:_TOLD]
    if not told:
        strongest = max(influences, key=lambda one: abs(one.correlation), default=None)
        moves = f"; the size of the lead goes most with {strongest.cause}" if strongest else ""
        yield f"No {what} would change which policy is best{moves}."
    for one in told:
        yield (
            f"The {what} to settle: {one.cause}. Knowing it would change the choice in {_share(one.switches)} of cases "
            f"and lower the expected loss by {100 * one.worth:.1f} %."
        )


def decision_json(decision: Decision) -> list[dict[str, Any]]:
    """One object a policy, then one a condition and one a thing to find out."""
    import msgspec

    lines = [{"kind": "standing", "place": k + 1, **msgspec.to_builtins(s)} for k, s in enumerate(decision.standings)]
    lines += [{"kind": "condition", **msgspec.to_builtins(box)} for box in decision.boxes]
    for kind, some in (("unknown", decision.unknowns), ("figure", decision.figures)):
        lines += [{"kind": kind, **msgspec.to_builtins(one)} for one in some]
    return lines


def print_tried(printer: Printer, found: Sequence[Tried]) -> None:
    """Combinations of settings that no other beats, the least effort first."""
    if printer.as_json:
        import msgspec

        printer.lines(msgspec.to_builtins(one) for one in found)
        return
    columns = ("effort", "loss", *(found[0].means if found else ()))
    rows = [
        (f"{one.effort:.2f}", f"{one.loss:.2f}", *(f"{mean:.2f}" for mean in one.means.values()), _settings(one.levers))
        for one in found
    ]
    printer.table((*columns, "settings"), rows, right=columns)
    printer.text(
        "\nLoss and outcomes: 1 is as under the first policy of the case. Effort: 1 is the largest repatriation "
        "programme searched."
    )


def print_portions(printer: Printer, policy: str, found: Sequence[Portion]) -> None:
    """Shares of the spread of a policy's lead, the largest first."""
    if printer.as_json:
        import msgspec

        printer.lines({"policy": policy, **msgspec.to_builtins(one)} for one in found)
        return
    rows = [
        (one.cause, f"{one.alone:.2f}", f"{one.alone_error:.2f}", f"{one.whole:.2f}", f"{one.whole_error:.2f}")
        for one in found
    ]
    columns = ("alone", "error", "with others", "error ")
    printer.table((f"spread of the lead of {policy} from", *columns), rows, right=columns)


def _settings(levers: Mapping[str, Mapping[str, float | str | bool | list[str]]]) -> str:
    told = (f"{lever}: {', '.join(f'{k} {_value(v)}' for k, v in own.items())}" for lever, own in levers.items())
    return "; ".join(told) or "nothing changed"


def _value(value: float | str | bool | list[str]) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)
