"""The leaf cells of an account, and the populations that are sums of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headcount.errors import CodeError
from headcount.ledger.axes import Axis
from headcount.values.cases import Case

Indices = NDArray[np.int64]
Select = Mapping[str, Iterable[str]]
"""axis -> codes; an axis left out means all of it"""


@dataclass(frozen=True, slots=True)
class Cells:
    """The product of the axes: one leaf cell for each combination of leaves, the last axis running fastest.

    Every total, margin and aggregate is a sum of the same leaf cells, so all of them agree by construction.
    """

    axes: tuple[Axis, ...]

    @classmethod
    def from_case(cls, case: Case) -> Cells:
        """The cells of a case at one date: origin x group x state."""
        return cls(tuple(Axis.from_dimension(d) for d in (case.origin, case.group, case.state)))

    @property
    def shape(self) -> tuple[int, ...]:
        """Leaves on each axis."""
        return tuple(len(axis) for axis in self.axes)

    @property
    def size(self) -> int:
        """Number of leaf cells."""
        return math.prod(self.shape)

    def axis(self, name: str) -> Axis:
        """The axis called ``name``.

        Raises
        ------
        CodeError
            The account has no such axis.
        """
        for axis in self.axes:
            if axis.name == name:
                return axis
        names = ", ".join(axis.name for axis in self.axes)
        raise CodeError(f"the account has no dimension '{name}'; it has {names}")

    def select(self, select: Select) -> Indices:
        """Indices of the leaf cells whose sum is the population ``select``.

        Returns
        -------
        array of shape (n,)
            Ascending positions in the flattened account; empty when a code covers no leaf.

        Raises
        ------
        CodeError
            An axis or code is unknown.
        """
        chosen = {name: self.axis(name).positions(codes) for name, codes in select.items()}
        positions = [chosen.get(axis.name, tuple(range(len(axis)))) for axis in self.axes]
        grid = np.ix_(*(np.asarray(p, dtype=np.int64) for p in positions))
        return np.asarray(np.ravel_multi_index(grid, self.shape), dtype=np.int64).ravel()

    def mask(self, select: Select) -> NDArray[np.float64]:
        """1.0 for the cells of ``select`` and 0.0 elsewhere, shape (size,)."""
        mask = np.zeros(self.size)
        mask[self.select(select)] = 1.0
        return mask

    def total(self, draws: NDArray[np.int64], select: Select) -> NDArray[np.int64]:
        """The population ``select`` in each draw.

        ``draws`` has shape (draws, *shape); the result has shape (draws,), in people.
        """
        flat = draws.reshape(len(draws), self.size)
        return np.asarray(flat[:, self.select(select)].sum(axis=1))
