"""One axis of the account: the leaf codes that partition its people, and the sums of them that have names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from headcount.errors import CodeError
from headcount.values.cases import Dimension


@dataclass(frozen=True, slots=True)
class Axis:
    """Leaf codes in a fixed order, and aggregates as sets of leaves."""

    name: str
    leaves: tuple[str, ...]
    aggregates: Mapping[str, frozenset[str]]

    @classmethod
    def from_dimension(cls, dimension: Dimension) -> Axis:
        """The axis that a case's dimension describes."""
        return cls(dimension.name, dimension.leaves, dimension.aggregates)

    def __len__(self) -> int:
        return len(self.leaves)

    def knows(self, code: str) -> bool:
        """Whether ``code`` is a leaf or an aggregate of this axis."""
        return code in self.leaves or code in self.aggregates

    def under(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The leaves that ``codes`` add up to, each once, in the order of the axis.

        Raises
        ------
        CodeError
            A code is neither a leaf nor an aggregate; the message names the nearest ones.
        """
        wanted: set[str] = set()
        for code in codes:
            wanted |= self._leaves_of(code)
        return tuple(leaf for leaf in self.leaves if leaf in wanted)

    def positions(self, codes: Iterable[str]) -> tuple[int, ...]:
        """Where the leaves of ``codes`` stand on the axis, ascending."""
        leaves = set(self.under(codes))
        return tuple(i for i, leaf in enumerate(self.leaves) if leaf in leaves)

    def _leaves_of(self, code: str) -> frozenset[str]:
        if code in self.aggregates:
            return self.aggregates[code]
        if code in self.leaves:
            return frozenset((code,))
        known = (*self.leaves, *self.aggregates)
        near = difflib.get_close_matches(code, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(known[:12])}"
        raise CodeError(f"'{code}' is no code of the dimension '{self.name}' of this case; {hint}")
