"""A printed figure as far as it matters for telling copies from independent counts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Report:
    """One figure of some people.

    ``lo`` and ``hi`` are as printed, ``None`` is open. ``start`` and ``end`` are the window that it speaks of, in years
    with a fraction; for a stock both are about the same day.
    """

    id: str
    people: Hashable
    """equal for figures of the same cells, the same measure, the same event or state, and the same whole"""
    lo: float | None
    hi: float | None
    hedge: str
    """code of the quantifier"""
    sd: float
    """of the log: how far the hedge lets the number be off"""
    start: float
    end: float
    publisher: str
    published: float | None = None
    """year with a fraction"""
    dated: bool = True
    """whether the window is that of the text; otherwise it was taken from the day of publication"""
    attributed: str | None = None
    """who is quoted for the number: a code, or the words of the text"""
    known: bool = False
    """whether ``attributed`` is the code of a known body"""
    order: tuple[str | float | int, ...] = ()
    """who said it first: compared after ``published``"""
    same_as: tuple[str, ...] = ()
    """ids of reports that this one says it repeats"""

    @cached_property
    def ends(self) -> frozenset[float]:
        """The one or two numbers that are printed, to six digits."""
        return frozenset(float(f"{end:.6g}") for end in (self.lo, self.hi) if end is not None)

    @cached_property
    def number(self) -> float:
        """The number, or the geometric middle of a range."""
        ends = sorted(self.ends) or [0.0]
        return ends[0] if len(ends) == 1 else (max(ends[0], 0.5) * ends[-1]) ** 0.5

    @property
    def middle(self) -> float:
        """Middle of the window, as a year with a fraction."""
        return 0.5 * (self.start + self.end)

    @property
    def side(self) -> int:
        """-1 for a ceiling, 1 for a floor, 0 for a number or a range."""
        return -1 if self.lo is None else int(self.hi is None)
