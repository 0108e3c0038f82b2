"""A synthetic world (problem.json of the outside generator) as a case and readings of the public API.

Only what the problem says is used: its states, transitions, events, window, known shocks, births, sources and figures.
The ranges of hazards, of sizes and of shocks are the same wide ones for every world and every edge.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from headcount.values.cases import Birth, Case, Dimension, Entry, Question, Shock, Transition
from headcount.values.documents import Document
from headcount.values.figures import AsOf, Figure, Link, Reading

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval" / "worlds.py"
_HAZARD = (0.015, 0.6)
"""Yearly, 90 %: from one in seventy to more than every second"""
_SHOCK = (0.5, 30.0)
_BIRTHS = (0.03, 0.3)
_SIZE = (1000.0, 100000.0)
_GRADES = ((0.85, "A"), (0.7, "B"), (0.5, "C"), (0.3, "D"), (0.0, "E"))


def load(folder: Path) -> tuple[Case, tuple[Reading, ...], tuple[Question, ...]]:
    """Case, readings and questions of the world in ``folder``."""
    problem = json.loads((folder / "problem.json").read_text(encoding="utf-8"))
    return case(problem), readings(problem), tuple(question(q) for q in problem["queries"])


def case(problem: Mapping[str, Any]) -> Case:
    """The account that the problem describes."""
    origins, states, groups = list(problem["origins"]), problem["states"], problem["groups"]
    regions = {r: frozenset(o for o in origins if problem["origins"][o] == r) for r in problem["origins"].values()}
    sums = [(set(f["group"]), f["status"]) for f in (*problem["figures"], *problem["queries"])]
    events = {code: tuple((a, b) for a, b in moves) for code, moves in problem["events"].items()}
    brought = set(events.get("repatriated", ()))
    return Case(
        name="world", title="A synthetic world", question="", as_of=problem["window"][1],
        place=(), hosts=(),
        origin=Dimension("origin", tuple(origins), {"all": frozenset(origins)} | regions),
        group=Dimension("group", tuple(groups), {"people": frozenset(groups)} | _named(part for part, _ in sums)),
        state=Dimension(
            "state", tuple(states),
            {"travelled": frozenset(states)} | _named(part for _, part in sums if not isinstance(part, str)),
        ),
        attributes={},
        transitions=tuple(
            Transition(f"{a}-{b}", a, b, _HAZARD, "wide on purpose", policy=(a, b) in brought)
            for a, b in problem["transitions"]
        ),
        questions=(), policies=(), uncertainties=(), horizon_months=12, total=_SIZE,
        window=tuple(problem["window"]),
        entry=Entry(events["travelled"][0][1], problem["window"][0], problem["window"][1], "the whole window"),
        shocks=tuple(
            Shock(day, day, _after(day), tuple((a, b) for a, b in problem["transitions"]), _SHOCK, "told by the world")
            for day in problem["known_shocks"]
        ),
        births=tuple(Birth(m, c, s, _BIRTHS, "wide on purpose") for m, c, s in problem["births"]),
        policy_since="2019-01-01", events=events,
    )  # fmt: skip


def _named(sums: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """Sums of leaves by their joined codes."""
    return {joined(part): frozenset(part) for part in sums if len(list(part)) > 1}


def joined(codes: Iterable[str]) -> str:
    """The code of a sum of leaves."""
    return "+".join(sorted(codes))


def _after(day: str, months: int = 3) -> str:
    year, month = int(day[:4]), int(day[5:7]) + months
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}-01"


def readings(problem: Mapping[str, Any]) -> tuple[Reading, ...]:
    """One reading for each figure: every figure was printed in a document of its own."""
    return tuple(_reading(figure, problem["sources"]) for figure in problem["figures"])


def _reading(row: Mapping[str, Any], sources: Mapping[str, Any]) -> Reading:
    trust = sources[row["source"]]["trust"]
    document = Document(
        id=row["id"], title=row["id"], text="", digest=row["id"], lang="en",
        publisher=row["source"], published=row["published"],
        grade=next(letter for least, letter in _GRADES if trust >= least),
    )  # fmt: skip
    share = row["measure"] == "share"
    event = isinstance(row["status"], str)
    status = row["status"] if event else joined(row["status"])
    figure = Figure(
        id=row["id"], document=row["id"], start=0, end=0, text="", sentence=(0, 0), lo=row["lo"], hi=row["hi"],
        quantifier=row["quantifier"], measure=row["measure"], group=joined(row["group"]),
        origin=tuple(row["origin"]), status=status, modality=row.get("modality", "asserted"),
        as_of=AsOf(row.get("from") or row.get("as_of"), row.get("to") or row.get("as_of"), row["accuracy"], "stated"),
        links=(Link("share_of", f"{' & '.join(row['origin'])} & {row['of']}"),) if share else (),
    )  # fmt: skip
    return Reading(document, (figure,))


def question(row: Mapping[str, Any]) -> Question:
    """A query of the world."""
    event = isinstance(row["status"], str)
    select = {
        "origin": tuple(row["origin"]), "group": tuple(row["group"]),
        "state": (row["status"],) if event else tuple(row["status"]),
    }  # fmt: skip
    return Question(
        row["id"], row["id"], select, measure=row["measure"], at=row.get("as_of") or row.get("to"),
        since=row.get("from"),
    )  # fmt: skip


def generator() -> Any:
    """The outside generator as a module, or None where it is not at hand."""
    if not SHARED.is_file():
        return None
    spec = importlib.util.spec_from_file_location("outside_worlds", SHARED)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
