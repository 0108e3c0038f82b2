"""What changed between two releases, and what changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from headcount.cli import options
from headcount.cli.estimates import rounded
from headcount.cli.printing import Printer

if TYPE_CHECKING:
    from headcount.case.comparing import Changes
    from headcount.case.comparing.inputs import Entry
    from headcount.case.comparing.outcomes import Cause, Moved, Reordered
    from headcount.case.releases import Rebuilt
    from headcount.values.estimates import Interval

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_CAUSES = 4
"""causes of an answer named in a table; JSON names all"""


@click.command("diff")
@click.argument("before", metavar="R1")
@click.argument("after", metavar="[R2]", required=False)
@click.option("--rebuild", is_flag=True, help="Build R1 again from its frozen inputs and compare it with that.")
@options.seed
@options.output
def command(before: str, after: str | None, rebuild: bool, seed: int, printer: Printer) -> int:
    """What changed between two releases, and what changed it.

    R1 and R2 are releases, CASE@VERSION or the folder of one, or a case as it stands now. Without R2 it is the case
    that R1 was made of. Answers and the order of policies come with what moved them: figures and positions that are
    new, gone or changed, settings, decisions, the engine.

    With --rebuild every file is compared byte by byte; exit code 1 where one differs.
    """
    from headcount.case import releases
    from headcount.case.comparing import changes
    from headcount.case.comparing.sides import of_rebuilt, side_of
    from headcount.errors import UsageError

    if rebuild:
        release = releases.find_release(before)
        if release is None or after is not None:
            raise UsageError("--rebuild takes one release: headcount diff CASE@VERSION --rebuild")
        rebuilt = releases.rebuild(release)
        _tell(printer, rebuilt)
        _print(printer, changes(side_of(before, seed=seed), of_rebuilt(rebuilt)))
        return 1 if rebuilt.different else 0
    if after is None:
        after = releases.case_of(before)
    seed = _seed(seed, (before, after))
    _print(printer, changes(side_of(before, seed=seed), side_of(after, seed=seed)))
    return 0


def _seed(given: int, names: Sequence[str]) -> int:
    """The seed for a case as it stands: as given, else that of the release it is held against."""
    from headcount.case.releases import find_release

    if click.get_current_context().get_parameter_source("seed") is not click.core.ParameterSource.DEFAULT:
        return given
    return next((release.manifest.seed for release in map(find_release, names) if release), given)


def _tell(printer: Printer, rebuilt: Rebuilt) -> None:
    """Whether the release came out as it was, and if not, whether the engine is another."""
    name, different = rebuilt.release.name, rebuilt.different
    printer.say(
        f"{name}: built again, {len(different)} files differ: {', '.join(different[:5])}"
        if different
        else f"{name}: built again from its inputs, every file the same byte for byte"
    )
    if rebuilt.engine:
        printer.say(f"the engine has changed since: {', '.join(rebuilt.engine)}")
    for library, (then, now) in rebuilt.made_with.items():
        printer.say(f"made with {library} {then}, built again with {now or 'none'}")


def _print(printer: Printer, found: Changes) -> None:
    if printer.as_json:
        printer.lines(_json(found))
        return
    printer.text(f"{found.before} against {found.after}: {_summary(found)}\n")
    told = [one for one in found.moved if not one.noise]
    if told:
        columns = ("who", "before", "90 %", "after", "90 %", "times", "because of")
        printer.table(columns, [_answer_row(one) for one in told], right=columns[1:6])
    if quiet := len(found.moved) - len(told):
        printer.text(f"{quiet} answers moved by no more than two runs with other seeds differ; --json lists them\n")
    if found.reordered:
        rows = [_rank_row(one) for one in found.reordered]
        printer.table(("outcome", "policy", "place", "best in"), rows, title="Order of policies")
    if found.entries:
        rows = [(_SIGNS[one.change], one.kind, one.id, one.what, _slots(one)) for one in found.entries]
        printer.table(("", "kind", "id", "what", "changed"), rows, title="What went in")
    if found.conflicts:
        rows = [(_SIGNS[change], kind, " ".join(figures)) for change, figures, kind in found.conflicts]
        printer.table(("", "kind", "figures"), rows, title="Contradictions")


def _summary(found: Changes) -> str:
    if not (found.entries or found.moved or found.reordered):
        return "nothing changed"
    counted: dict[tuple[str, str], int] = {}
    for entry in found.entries:
        counted[entry.kind, entry.change] = counted.get((entry.kind, entry.change), 0) + 1
    parts = [
        f"{count} {kind}{'s' if count > 1 and kind != 'engine' else ''} {change}"
        for (kind, change), count in counted.items()
    ]
    material = sum(not one.noise for one in found.moved)
    return ", ".join([*parts, f"{material} answers moved, {len(found.moved) - material} within the noise of the draws"])


def _answer_row(one: Moved) -> tuple[str, ...]:
    before, after = _ends(one.before), _ends(one.after)
    if one.before and one.after and one.before.median:
        times = f"{one.after.median / one.before.median:.2f}"
    else:
        times = "new" if one.before is None else "gone" if one.after is None else ""
    return (one.label, *before, *after, times, _because(one.causes))


def _ends(interval: Interval | None) -> tuple[str, str]:
    if interval is None:
        return "", ""
    median, _, wide = rounded(interval)
    return median, wide


def _because(causes: Sequence[Cause]) -> str:
    told = [_cause(cause) for cause in causes[:_CAUSES]]
    more = len(causes) - len(told)
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")


def _cause(cause: Cause) -> str:
    if len(cause.ids) > _CAUSES:
        return f"{len(cause.ids)} {cause.kind}"
    named = " ".join(cause.ids)
    kind = "" if cause.kind in ("figure", "position") else f"{cause.kind} "
    return f"{kind}{named}" + (f" (x {cause.factor:.2f})" if cause.factor else "")


def _rank_row(one: Reordered) -> tuple[str, ...]:
    then, now = one.p_best
    chance = " -> ".join("" if p is None else f"{p:.0%}" for p in (then, now))
    return one.outcome, one.label, f"{one.before or ''} -> {one.after or ''}", chance


def _slots(entry: Entry) -> str:
    return "; ".join(f"{slot}: {_short(old)} -> {_short(new)}" for slot, (old, new) in entry.slots.items())


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _json(found: Changes) -> Iterator[dict[str, Any]]:
    from dataclasses import asdict

    yield {"kind": "compared", "before": found.before, "after": found.after}
    for moved in found.moved:
        yield {**asdict(moved), "before": _interval(moved.before), "after": _interval(moved.after)}
    for one in found.reordered:
        yield {"kind": "order", **asdict(one)}
    yield from (asdict(entry) for entry in found.entries)
    for change, figures, kind in found.conflicts:
        yield {"kind": "contradiction", "change": change, "figures": list(figures), "of": kind}


def _interval(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    return {
        "median": interval.median,
        "interval50": [interval.low50, interval.high50],
        "interval90": [interval.low90, interval.high90],
    }
