"""Questions that a case does not ask itself, answered from the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount.case import stages
from headcount.case.named import fitted_to
from headcount.case.sources import Source, source
from headcount.case.workspace import Workspace
from headcount.ledger import queries
from headcount.values.estimates import Answer, Pull


@dataclass(frozen=True, slots=True)
class Support:
    """What an answer rests on: a figure, or several that echo one another, and what would change without them."""

    pull: Pull
    first: Source
    """the one that said it first"""


@dataclass(frozen=True, slots=True)
class Answered:
    """One query with its answer."""

    answer: Answer
    supports: tuple[Support, ...]
    """strongest first"""


def ask(texts: Sequence[str], workspace: Workspace, *, seed: int, full: bool = False) -> tuple[Answered, ...]:
    """The answers to queries such as ``RUS & women & (in_camp | detained) @ 2019-10``, in their order.

    The first answer, from the Gaussian around the mode; with ``full`` the account is sampled.

    Raises
    ------
    QueryError
        A query cannot be read; the message says at which character and why.
    """
    from headcount.reconcile import ask as answers_to
    from headcount.reconcile import fit

    if workspace.case.origin.leaves:
        for text in texts:  # before anything is read
            queries.parse(text, workspace.case)
    readings = stages.read_all(workspace)
    case = fitted_to(workspace.case, readings)
    asked = [queries.parse(text, case) for text in texts]
    fitted, _, _ = fit(readings, case, seed=seed, quick=not full)
    where = {figure.id: (figure, reading) for reading in readings for figure in reading.figures}
    return tuple(
        Answered(answer, tuple(Support(pull, source(*where[pull.figures[0]])) for pull in answer.pulls))
        for answer in answers_to(fitted, asked, seed=seed)
    )
