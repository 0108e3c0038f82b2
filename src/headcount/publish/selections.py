"""Which people a selection of codes means: the leaf cells of the account behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from headcount.values.cases import Case, Dimension

Select = Mapping[str, tuple[str, ...]]


def cells(dimension: Dimension, codes: Iterable[str]) -> frozenset[str]:
    """The leaves that ``codes`` stand for."""
    return frozenset(leaf for code in codes for leaf in dimension.aggregates.get(code, frozenset({code})))


def leaves(case: Case, select: Select, axis: str) -> frozenset[str]:
    """The leaves of one dimension that ``select`` means; all of them where it says nothing."""
    dimension: Dimension = {"origin": case.origin, "group": case.group, "state": case.state}[axis]
    return cells(dimension, select.get(axis) or dimension.leaves)


def attributes(select: Select) -> Select:
    """What ``select`` says beyond the dimensions of the account."""
    return {axis: codes for axis, codes in select.items() if axis not in {"origin", "group", "state"}}


def same_cells(case: Case, one: Select, other: Select) -> bool:
    """Whether two selections are the same people."""
    alike = all(leaves(case, one, axis) == leaves(case, other, axis) for axis in ("origin", "group", "state"))
    return alike and attributes(one) == attributes(other)


def within(case: Case, part: Select, whole: Select) -> bool:
    """Whether everyone of ``part`` belongs to ``whole``."""
    inside = all(leaves(case, part, axis) <= leaves(case, whole, axis) for axis in ("origin", "group", "state"))
    return inside and not attributes(part)
