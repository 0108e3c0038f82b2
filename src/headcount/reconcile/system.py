"""What every system model offers: unknowns, all standard normal a priori, and the account that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from scipy import sparse

from headcount.values.estimates import Floats

SCALE_SD = 0.45
"""Sd of the log of each scale of effects; wide, because narrow ones cost coverage where the model is wrong"""


class Scaled(Protocol):
    """A family of effects: unknowns ``start`` to ``stop``, whose common scale is an unknown of its own."""

    @property
    def name(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...
    @property
    def scale(self) -> float:
        """Median of the scale."""


class Point(Protocol):
    """The account at some unknowns: ``Y`` has shape (columns, lanes), a lane for each set of unknowns."""

    @property
    def Y(self) -> Floats: ...  # noqa: N802
    def lane(self, c: int) -> Point:
        """The account at one set of unknowns."""


P = TypeVar("P", bound=Point)


class System(Protocol[P]):
    """A level, families of effects, then one log scale for each family."""

    @property
    def families(self) -> Sequence[Scaled]: ...
    @property
    def size(self) -> int:
        """Level and effects; the scales follow them."""

    @property
    def scales_stop(self) -> int:
        """One past the last scale."""

    @property
    def columns(self) -> int:
        """Numbers of the account."""

    def read(self, v: Floats) -> P:
        """The account at unknowns of shape (lanes, at least ``scales_stop``)."""

    def pull_back(self, v: Floats, at: P, slope: Floats, out: Floats) -> None:
        """Add d/dv of a function with ``slope`` (columns, lanes) in the account to ``out`` (lanes, unknowns)."""

    def rows(self, v: Floats, at: P, weights: sparse.csr_matrix, out: Floats) -> None:
        """Slopes of the sums ``weights`` (rows, columns) at one point, written to ``out`` (rows, unknowns)."""
