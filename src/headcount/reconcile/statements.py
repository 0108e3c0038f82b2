"""A statement held against all that was reported: who said it before, what speaks against it, what is estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from headcount.ledger import Axis
from headcount.reconcile import merging
from headcount.reconcile.clashes import Claim, comparable, in_line, rivals, too_large
from headcount.reconcile.echoes import Cluster, clusters, order
from headcount.reconcile.evidence import Evidence, gather
from headcount.reconcile.posterior import Posterior
from headcount.reconcile.reports import Report
from headcount.reconcile.standings import Standing, standing
from headcount.values.figures import Figure, Reading

_KINDS = ("same", "whole", "part")
_ALIKE = 2.0
_PART_OF_ORIGIN = 0.1
"""Of the origins that a figure speaks of, the share that must be the statement's for its number to be a likeness"""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the same number and people; ``independent``: the chance that it repeats none that was told before."""

    figure: str
    independent: float


@dataclass(frozen=True, slots=True)
class Against:
    """A figure that cannot be right together with the statement, unless one of the two is off by ``factor``.

    ``kind``: same (people), part (of those of the statement, and more), whole (which they are part of, and fewer).
    ``times`` is how often it was told.
    """

    figure: str
    kind: str
    factor: float
    times: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """One figure of a statement; ``why`` says why the account has nothing on it."""

    figure: str
    why: str | None = None
    independent: float = 1.0
    """the chance that the statement repeats none of those that told its number"""
    told: tuple[Told, ...] = ()
    """in the order of publication"""
    elsewhere: tuple[str, ...] = ()
    """figures that print the number of other people, the likest first"""
    agreeing: tuple[str, ...] = ()
    """figures of the same people and another number, within a factor of two, that go together with it"""
    against: tuple[Against, ...] = ()
    """those of the same people first, told most often first"""
    standing: Standing | None = None


def weigh(statement: Reading, readings: Sequence[Reading], fitted: Posterior, *, seed: int) -> tuple[Weighed, ...]:
    """What ``readings``, and the account ``fitted`` to them, have to say on each figure of ``statement``."""
    evidence, unused = gather((*readings, statement), fitted.layout)
    every = {figure.id: figure for reading in (*readings, statement) for figure in reading.figures}
    why = {one.figure: one.why for one in unused}
    reported = _Reported(statement, {item.figures[0]: item for item in evidence}, every, fitted)
    return tuple(
        reported.weighed(figure, seed) if figure.id in reported.evidence else Weighed(figure.id, why=why[figure.id])
        for figure in statement.figures
    )


@dataclass(frozen=True)
class _Reported:
    """Everything reported together with the statement, by the id of the figure."""

    statement: Reading
    evidence: dict[str, Evidence]
    figures: dict[str, Figure]
    fitted: Posterior

    @cached_property
    def reports(self) -> dict[str, Report]:
        return {one.id: one for one in merging.reports([*self.evidence.values()], self.figures)}

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        return clusters([*self.reports.values()])

    @cached_property
    def own(self) -> frozenset[str]:
        """The statement's own figures."""
        return frozenset(figure.id for figure in self.statement.figures)

    @cached_property
    def originals(self) -> dict[str, Cluster]:
        """The clusters of others by the figure that said it first."""
        return {one.first: one for one in self.clusters if one.first not in self.own}

    def weighed(self, figure: Figure, seed: int) -> Weighed:
        item = self.evidence[figure.id]
        told = self.told(item)
        known = {one.figure for one in told}
        against = self.against(figure, known)
        shown = known | {one.figure for one in against}
        return Weighed(
            figure.id,
            independent=self.chances[figure.id],
            told=told,
            elsewhere=tuple(i for i in self.elsewhere(figure) if i not in shown),
            agreeing=tuple(i for i in self.originals if i not in shown and self.agrees(figure, i)),
            against=against,
            standing=standing(item, figure, self.fitted, seed=seed),
        )

    @cached_property
    def chances(self) -> dict[str, float]:
        """P(independent) of every figure."""
        firsts = {one.first: one.independent for one in self.clusters}
        return firsts | {copy.id: copy.independent for one in self.clusters for copy in one.copies}

    def told(self, item: Evidence) -> tuple[Told, ...]:
        """Those of the statement's own cluster, and all others of the same people and time that print its number."""
        ident = item.figures[0]
        home = next(one for one in self.clusters if ident in one.members)
        mine = self.reports[ident]
        found = [
            name
            for name, report in self.reports.items()
            if name in home.members
            or name == home.perhaps
            or (report.people == mine.people and report.ends == mine.ends and comparable(item, self.evidence[name]))
        ]
        found.sort(key=lambda name: order(self.reports[name]))
        return tuple(Told(name, self.chances[name]) for name in found if name not in self.own)

    def claim(self, ident: str) -> Claim:
        return Claim(self.evidence[ident], self.figures[ident])

    def same_people(self, one: str, other: str) -> bool:
        return self.reports[one].people == self.reports[other].people

    def agrees(self, figure: Figure, other: str) -> bool:
        """Whether another number of the same people is near this one; that it contradicts it has been ruled out."""
        return self.same_people(figure.id, other) and in_line(self.claim(figure.id), self.claim(other), _ALIKE)

    def against(self, figure: Figure, known: set[str]) -> tuple[Against, ...]:
        """Originals that cannot be right together with ``figure``."""
        mine, found = self.claim(figure.id), []
        for ident, cluster in self.originals.items():
            other = self.claim(ident)
            ways = (
                ("same", rivals(mine, other) if self.same_people(figure.id, ident) else None),
                ("part", too_large(other, mine)),
                ("whole", too_large(mine, other)),
            )
            if ident not in known:
                found += [Against(ident, kind, factor, len(cluster.members)) for kind, factor in ways if factor]
        return tuple(sorted(found, key=lambda a: (_KINDS.index(a.kind), -a.times, -a.factor, a.figure)))

    def elsewhere(self, figure: Figure) -> list[str]:
        """Figures that print the same number of other people of the same origin, or of a somewhat wider one."""
        mine, ends = set(self._origins(figure)), self.reports[figure.id].ends
        found = []
        for other in self.figures.values():
            copy = other.id in self.reports and other.id not in self.originals
            if figure.measure == "share" or other.measure == "share" or other.id in self.own or copy:
                continue
            theirs = set(self._origins(other))
            printed = {float(f"{end:.6g}") for end in (other.lo, other.hi) if end is not None}
            if printed & ends and theirs and len(mine & theirs) >= _PART_OF_ORIGIN * len(theirs):
                alike = (
                    (other.origin == figure.origin) + (other.status == figure.status) + (other.group == figure.group)
                )
                found.append((-alike, other.id))
        return [ident for alike, ident in sorted(found) if alike]

    def _origins(self, figure: Figure) -> tuple[str, ...]:
        """The origins of the account that a figure speaks of; none where it counts them under another."""
        axis: Axis = self.fitted.layout.cells.axis("origin")
        known = [code for code in figure.origin if axis.knows(code)]
        return axis.under(known) if known or figure.origin else axis.leaves
