"""A statement checked against a case: who said it first, who repeated it, what contradicts it, what is estimated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headcount import codelists
from headcount.case import stages
from headcount.case.named import fitted_to
from headcount.case.sources import Source, source
from headcount.case.workspace import Workspace
from headcount.errors import UsageError
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Figure, Reading

if TYPE_CHECKING:
    from headcount.reconcile.standings import Standing
    from headcount.reconcile.statements import Weighed

LONGEST = 5000
"""Characters of a statement; what is longer is a document"""
MOST_FIGURES = 12


@dataclass(frozen=True, slots=True)
class Echo:
    """One that tells the same; ``independent``: the chance that it does not repeat an earlier one."""

    source: Source
    independent: float


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One that cannot be right as well, unless one of the two is off by ``factor``; told ``times`` times."""

    source: Source
    kind: str
    """same (people), part (of them, and more), whole (that they are a part of, and fewer)"""
    factor: float
    times: int


@dataclass(frozen=True, slots=True)
class Checked:
    """One figure of a statement."""

    source: Source
    share: bool
    why: str | None
    """why nothing can be said on it"""
    independent: float
    told: tuple[Echo, ...]
    """who said it first, and who repeated it"""
    elsewhere: tuple[Source, ...]
    """who printed the number of other people"""
    agreeing: tuple[Source, ...]
    against: tuple[Contradiction, ...]
    standing: Standing | None

    @property
    def where(self) -> str | None:
        """As in :func:`where`: below, just_below, low, middle, high, just_above or above."""
        return None if self.standing is None else where(self.standing)

    @property
    def fails(self) -> bool:
        """Whether the estimate leaves no room for the figure."""
        return self.where in ("below", "above")


def check(
    statement: str, workspace: Workspace, *, seed: int, published: str | None = None, full: bool = False
) -> tuple[Checked, ...]:
    """Every figure of ``statement`` held against the figures and the estimate of ``workspace``.

    The estimate is the first answer, from the Gaussian around the mode; with ``full`` it is sampled.

    Raises
    ------
    UsageError
        The statement is empty, too long, in no language that is read, or holds no figure or too many.
    """
    from headcount.reconcile import fit
    from headcount.reconcile.statements import weigh

    said = read_statement(statement, published)
    readings = stages.read_all(workspace)
    fitted, _, _ = fit(readings, fitted_to(workspace.case, readings), seed=seed, quick=not full)
    where_from = {figure.id: (figure, reading) for reading in (*readings, said) for figure in reading.figures}
    sources = {ident: source(figure, reading) for ident, (figure, reading) in where_from.items()}
    weighed = weigh(said, readings, fitted, seed=seed)
    return tuple(_checked(one, where_from[one.figure][0], sources) for one in weighed)


def read_statement(statement: str, published: str | None = None) -> Reading:
    """What the reader finds in a statement; its document has the id ``statement``.

    Raises
    ------
    UsageError
        As for :func:`check`.
    """
    from headcount.read import read
    from headcount.read.script import language_of

    text = statement.strip()
    if not text:
        raise UsageError('the statement is empty; give a sentence, such as: headcount check "7,000 Russians joined IS"')
    if len(text) > LONGEST:
        raise UsageError(f"the statement has {len(text):,} characters; check up to {LONGEST:,}, or use headcount read")
    found = read(Document("statement", text, digest_of(text), language_of(text), published=published))
    if found.not_read is not None:
        raise UsageError(f"the statement cannot be read: {found.not_read}")
    if not found.figures:
        raise UsageError(f"the statement says no number of people{_instead(found)}")
    if len(found.figures) > MOST_FIGURES:
        raise UsageError(f"the statement has {len(found.figures)} figures; check up to {MOST_FIGURES} at a time")
    return found


def _instead(found: Reading) -> str:
    told = [f"'{one.text}' ({codelists.label('unread', one.why)})" for one in found.unread[:5]]
    return f"; what it has is {', '.join(told)}" if told else "; write one, such as: 7,000 Russians joined IS"


def where(standing: Standing) -> str:
    """Where the number lies against the intervals of the estimate, and whether its words leave room into them.

    ``below`` and ``above`` the 90 % interval they leave none, ``just_below`` and ``just_above`` some; within it the
    number is ``low``, ``high`` or in the ``middle`` half.
    """
    it, low, high = standing.interval, standing.low, standing.high
    if low > it.high90:
        return "above"
    if high < it.low90:
        return "below"
    if low <= it.high50 and high >= it.low50:
        return "middle"
    if low > it.high50:
        return "high" if standing.quantile <= 0.95 else "just_above"
    return "low" if standing.quantile >= 0.05 else "just_below"


def _checked(one: Weighed, figure: Figure, sources: dict[str, Source]) -> Checked:
    return Checked(
        source=sources[one.figure],
        share=figure.measure == "share",
        why=one.why,
        independent=one.independent,
        told=tuple(Echo(sources[told.figure], told.independent) for told in one.told),
        elsewhere=tuple(sources[ident] for ident in one.elsewhere),
        agreeing=tuple(sources[ident] for ident in one.agreeing),
        against=tuple(Contradiction(sources[a.figure], a.kind, a.factor, a.times) for a in one.against),
        standing=one.standing,
    )
