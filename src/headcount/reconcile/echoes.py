"""Figures that repeat one another are one piece of evidence, told several times.

Reports are taken in the order of publication; each is compared with the few earlier ones of the same people whose
number it may repeat and whose dates are nearest, found by index. What is likelier a copy than not joins the cluster of
the one it most likely copies. n reports cost O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headcount.reconcile.copying import CHANGED, DATES, REACH, Neighbour, Pair, date_relation, hedge_relation, origins
from headcount.reconcile.repeats import RELATIONS, relation, roundings
from headcount.reconcile.reports import Report

LIKELIER = 0.5
"""A report whose P(independent) is below this joins the cluster of what it repeats"""
TOLD = 0.02
"""P(independent) of a report that says itself what it repeats"""
_SIDE = 4
"""Reports of other windows looked at on each side of a report's own"""
_SAME_WINDOW = 4
"""Earlier reports of one number and one window that a report is compared with"""

_Entry = tuple[float, float, float, int]
"""Middle, start and end of a window, and the index of the report"""
_Shelf = list[_Entry]
"""Earlier reports of one kind, by their windows"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats ``of``; ``independent`` is the probability that it does not."""

    id: str
    of: str
    independent: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one original, the one that said it first and its copies in the order of publication.

    ``independent`` is the probability that ``first`` is no copy of ``perhaps``, the earlier report outside the cluster
    that it comes closest to repeating; 1 where there is none.
    """

    first: str
    copies: tuple[Copy, ...] = ()
    independent: float = 1.0
    perhaps: str | None = None

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of all reports, the first first."""
        return (self.first, *(copy.id for copy in self.copies))

    @property
    def effective(self) -> float:
        """Effective number of independent sources: 1 and the P(independent) of every copy."""
        return 1.0 + sum(copy.independent for copy in self.copies)


def clusters(reports: Sequence[Report]) -> tuple[Cluster, ...]:
    """Every report in exactly one cluster, clusters in the order of who said something first.

    Parameters
    ----------
    reports
        With ids that differ; in any order.

    Returns
    -------
    tuple of Cluster
        Copies with P(independent) of at most one half; all other reports stand alone.
    """
    ordered = sorted(reports, key=order)
    chances, firsts = origins(ordered, *_compared(ordered))
    best = {
        later: (chance, of)
        for later, (chance, of) in enumerate(zip(chances.tolist(), firsts.tolist(), strict=True))
        if of >= 0
    }
    joined = _joined(ordered, best)
    return tuple(_cluster(ordered, members, best) for members in joined)


def order(report: Report) -> tuple[float, tuple[str | float | int, ...], str]:
    """Who said it first: by publication, then as the report itself says."""
    return (9999.0 if report.published is None else report.published, report.order, report.id)


def _add(shelf: _Shelf, entry: _Entry) -> None:
    """Put ``entry`` on ``shelf``, but for windows of which enough is there already."""
    last = bisect_left(shelf, (*entry[:3], -1)) + _SAME_WINDOW - 1
    if last >= len(shelf) or shelf[last][:3] != entry[:3]:
        insort(shelf, entry)


def _near(shelf: _Shelf, entry: _Entry) -> Iterator[int]:
    """Reports of the same window and of those next to it."""
    at = bisect_left(shelf, (*entry[:3], -1))
    return (other[-1] for other in shelf[max(at - _SIDE, 0) : at + _SAME_WINDOW + _SIDE])


def _nearest(shelf: _Shelf, entry: _Entry) -> int | None:
    """The report nearest in time, one of the same window before others."""
    at = bisect_left(shelf, (*entry[:3], -1))
    around = shelf[max(at - 1, 0) : at + 1]
    return min(around, key=lambda e: (e[:3] != entry[:3], abs(e[0] - entry[0])))[-1] if around else None


def _compared(ordered: Sequence[Report]) -> tuple[list[Pair], list[Neighbour]]:
    """Which reports are compared with which earlier ones: only those of the same people."""
    together: dict[Hashable, list[int]] = {}
    for index, report in enumerate(ordered):
        together.setdefault(report.people, []).append(index)
    pairs: list[Pair] = []
    neighbours: list[Neighbour] = []
    for indices in together.values():
        if len(indices) > 1:
            _compare(ordered, indices, pairs, neighbours)
    return pairs, neighbours


def _compare(ordered: Sequence[Report], indices: Iterable[int], pairs: list[Pair], neighbours: list[Neighbour]) -> None:
    """Add what is to be compared among the reports of one people; ``indices`` in order."""
    everything: _Shelf = []
    exact: dict[float, _Shelf] = {}
    rounded: dict[float, _Shelf] = {}
    times: dict[float | None, list[float]] = {None: []}
    for index in indices:
        report = ordered[index]
        ends, entry = report.ends, (report.middle, report.start, report.end, index)
        coarse = {value for end in ends | {report.number} for value in roundings(end)}
        nearest = _nearest(everything, entry)
        if nearest is not None:
            neighbours.append(Neighbour(index, nearest, date_relation(ordered[nearest], report)))
            shelves = [exact.get(value) for value in ends | coarse] + [rounded.get(value) for value in ends]
            for first in {i for shelf in shelves if shelf for i in _near(shelf, entry)}:
                pair = _pair(ordered, first, index, times)
                if pair:
                    pairs.append(pair)
        _add(everything, entry)
        for value in ends:
            _add(exact.setdefault(value, []), entry)
        for value in coarse:
            _add(rounded.setdefault(value, []), entry)
        insort(times[None], report.middle)
        insort(times.setdefault(report.number, []), report.middle)


def _pair(
    ordered: Sequence[Report], first: int, later: int, times: Mapping[float | None, Sequence[float]]
) -> Pair | None:
    """``times``: middles of the windows of earlier reports by their number, of all of them under ``None``."""
    one, other = ordered[first], ordered[later]
    number = relation(one, other)
    if number is None:
        return None
    date = date_relation(one, other)
    reach = REACH[date % len(DATES)]
    repeated, printed = (
        bisect_right(times[key], other.middle + reach) - bisect_left(times[key], other.middle - reach)
        for key in (one.number, None)
    )
    share = max(repeated, 1) / max(printed, repeated, 1)
    hedge = CHANGED if number == "part" else hedge_relation(one, other)  # an end of a range cannot keep its hedge
    return Pair(later, first, date, RELATIONS.index(number), hedge, share)


def _joined(ordered: Sequence[Report], best: dict[int, tuple[float, int]]) -> list[list[int]]:
    """Members of each cluster, in order: copies with what they copy, and what the texts themselves call the same."""
    root = list(range(len(ordered)))

    def top(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    places = {report.id: index for index, report in enumerate(ordered)}
    said = [(index, places[t]) for index, report in enumerate(ordered) for t in report.same_as if t in places]
    copied = [(index, first) for index, (chance, first) in best.items() if chance <= LIKELIER]
    for one, other in (*copied, *said):
        low, high = sorted((top(one), top(other)))
        root[high] = low
    members: dict[int, list[int]] = {}
    for index in range(len(ordered)):
        members.setdefault(top(index), []).append(index)
    return list(members.values())


def _cluster(ordered: Sequence[Report], members: Sequence[int], best: dict[int, tuple[float, int]]) -> Cluster:
    first = ordered[members[0]]
    inside = {ordered[index].id for index in members}
    copies = []
    for index in members[1:]:
        report = ordered[index]
        chance, of = best.get(index, (2.0, members[0]))
        if chance > LIKELIER:
            chance, of = TOLD, members[0]
        if inside & {*report.same_as}:
            chance = min(chance, TOLD)
        copies.append(Copy(report.id, ordered[of].id, chance))
    chance, of = best.get(members[0], (1.0, -1))
    return Cluster(first.id, tuple(copies), chance, None if of < 0 else ordered[of].id)
