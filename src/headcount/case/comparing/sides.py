"""The two that are compared: releases, or a case as it stands, each as the files that its stages made.

Only what the comparison needs is taken from them, so an old release needs no old engine; what it lacks is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from headcount.case import contents, releases, stages
from headcount.case.locate import find_case
from headcount.case.manifests import made_with
from headcount.errors import UsageError
from headcount.values.estimates import Interval, Pull

T = TypeVar("T")
DECISIONS = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    name: str
    made: Mapping[str, bytes]
    """files as :func:`headcount.case.contents.data_of` makes them"""
    decisions: bytes = b""
    """``decisions.jsonl`` of the case"""
    ran: Mapping[str, str] = field(default_factory=dict)
    """what it was made with: stages of the engine, libraries, seed"""

    def typed(self, file: str, shape: type[T]) -> T:
        """The content of ``file`` as ``shape``; an empty one where the side has no such file."""
        return msgspec.json.decode(self.made[file], type=shape) if file in self.made else shape()


def side_of(name: str, *, seed: int) -> Side:
    """The release called ``name`` (``CASE@VERSION`` or its folder), or the case of that name as it stands.

    Raises
    ------
    UsageError
        There is no such release or case.
    """
    release = releases.find_release(name)
    return of_release(release) if release else of_case(name, seed=seed)


def of_release(release: releases.Release) -> Side:
    """A frozen release."""
    manifest = release.manifest
    ran = _ran(manifest.engine, manifest.made_with, manifest.seed)
    return Side(release.name, release.made(), release.inputs().get(DECISIONS, b""), ran)


def of_case(name: str, *, seed: int) -> Side:
    """The case called ``name`` as it stands now."""
    folder = find_case(name)
    if folder is None:
        raise UsageError(f"'{name}' is neither a release nor a case; write CASE@VERSION, a release's folder or CASE")
    workspace = releases.placeless(folder)
    made = contents.data_of(stages.run(workspace, seed=seed))
    decisions = folder / DECISIONS
    ran = _ran(stages.engines(), made_with(), seed)
    return Side(f"{workspace.case.name} now", made, decisions.read_bytes() if decisions.is_file() else b"", ran)


def of_rebuilt(rebuilt: releases.Rebuilt) -> Side:
    """A release built again from its frozen inputs."""
    old = of_release(rebuilt.release)
    ran = _ran(stages.engines(), made_with(), rebuilt.release.manifest.seed)
    return Side(f"{rebuilt.release.name} built again", rebuilt.made, old.decisions, ran)


def _ran(engine: Mapping[str, str], libraries: Mapping[str, str], seed: int) -> dict[str, str]:
    return {stage: digest[:12] for stage, digest in engine.items()} | dict(libraries) | {"seed": str(seed)}


def pairs(before: Iterable[T], after: Iterable[T], key: Callable[[T], str]) -> Iterator[tuple[T | None, T | None]]:
    """What both sides give, in the order of ``after``, then what only ``before`` gave."""
    old = {key(one): one for one in before}
    new = {key(one): one for one in after}
    yield from ((old.get(name), one) for name, one in new.items())
    yield from ((one, None) for name, one in old.items() if name not in new)


class Answer(msgspec.Struct, frozen=True):
    id: str
    label: str
    interval: Interval
    figures: tuple[str, ...] = ()
    pulls: tuple[Pull, ...] = ()


class Conflict(msgspec.Struct, frozen=True):
    figures: tuple[str, ...]
    kind: str
    factor: float


class Estimate(msgspec.Struct, frozen=True):
    answers: tuple[Answer, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Outcome(msgspec.Struct, frozen=True):
    name: str
    label: str
    more_is_better: bool = False


class Scenario(msgspec.Struct, frozen=True):
    policy: str
    label: str
    outcomes: tuple[Outcome, ...] = ()


class Rank(msgspec.Struct, frozen=True):
    policy: str
    outcome: str
    mean: float
    p_best: float


class Standing(msgspec.Struct, frozen=True):
    policy: str
    label: str
    p_best: float


class Decision(msgspec.Struct, frozen=True):
    standings: tuple[Standing, ...] = ()


class Scenarios(msgspec.Struct, frozen=True):
    scenarios: tuple[Scenario, ...] = ()
    ranks: tuple[Rank, ...] = ()
    decision: Decision | None = None

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The policies in the order of expected loss; empty where nothing was weighed."""
        return self.decision.standings if self.decision else ()


class Extent(msgspec.Struct, frozen=True):
    positions: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True):
    origin: str
    gap: Interval
    answer: str | None = None
    said: Extent = Extent()
    kept: Extent = Extent()


class PlanGap(msgspec.Struct, frozen=True):
    plans: tuple[Plan, ...] = ()
