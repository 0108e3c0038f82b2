"""The figures nobody has reported that would help most.

A count b with error s narrows the log of an answer a from variance a'H^-1 a by (a'H^-1 b)^2 / (b'H^-1 b + s^2)
(Lindley 1956 for a linear model; taken at the mode). Candidates are the people of each state, by origin and group, on
the day of the case.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from headcount import codelists
from headcount.reconcile.layout import Layout
from headcount.reconcile.model import stacked
from headcount.reconcile.posterior import Posterior
from headcount.reconcile.questions import Asked, origin_name, place
from headcount.values.cases import Question
from headcount.values.estimates import Wanted

_COUNT_SD = 0.10
"""Error of the log of a good count"""
_MOST = 10
_LEAST = 0.97
"""A figure that leaves an answer this wide or wider helps nobody"""
_FEWEST = 10.0
"""Expected people below which no count is asked for: groups, never persons"""


def wanted(fitted: Posterior, asked: Sequence[Asked]) -> tuple[Wanted, ...]:
    """The ten counts that would narrow the answers most, each named once, for the answer that it helps most."""
    candidates = [place(question, fitted.layout, fitted.model) for question in _candidates(fitted.layout)]
    rows = stacked([(one.cells, one.when) for one in candidates], fitted.layout)
    enough = np.flatnonzero(fitted.at_mode(rows) >= _FEWEST)
    if not len(enough) or not len(asked):
        return ()
    rows = rows[enough]
    of_candidates = fitted.slopes(rows)
    of_answers = fitted.slopes(stacked([(one.cells, one.when) for one in asked], fitted.layout))
    solved = fitted.mode.solve(of_candidates)
    error = _COUNT_SD**2 + 1.0 / fitted.at_mode(rows)
    known = np.einsum("ij,ij->i", of_candidates, solved) + error
    across = of_answers @ solved.T
    variance = np.einsum("ij,ij->i", of_answers, fitted.mode.solve(of_answers))
    left = np.sqrt(np.clip(1.0 - across**2 / known / np.maximum(variance, 1e-12)[:, None], 0.0, 1.0))
    return _best(left, asked, [candidates[i].question for i in enough])


def _best(left: np.ndarray, asked: Sequence[Asked], questions: Sequence[Question]) -> tuple[Wanted, ...]:
    """``left`` (answers, candidates): width of each answer with the count, over its width now."""
    gain = np.log(np.maximum(left, 1e-3)).sum(axis=0)
    found = []
    for j in np.argsort(gain, kind="stable")[:_MOST]:
        i = int(np.argmin(left[:, j]))
        if left[i, j] < _LEAST:
            question = questions[j]
            found.append(
                Wanted(asked[i].question.id, question.label, question.select, question.at or "", float(left[i, j]))
            )
    return tuple(found)


def _candidates(layout: Layout) -> list[Question]:
    case = layout.case
    groups = [(code,) for code in case.group.leaves] if len(case.group.leaves) > 1 else []
    origins = [(code,) for code in case.origin.leaves] if len(case.origin.leaves) > 1 else []
    found = []
    for origin, group, state in product([(), *origins], [(), *groups], case.state.leaves):
        select = {"state": (state,)} | ({"origin": origin} if origin else {}) | ({"group": group} if group else {})
        found.append(Question("", _label(origin, group, state), select, at=case.as_of))
    return found


def _label(origin: Sequence[str], group: Sequence[str], state: str) -> str:
    """The population in English words."""
    who = codelists.label("groups", group[0]) if group else "people"
    where = f" ({origin_name(origin[0])})" if origin else ""
    return f"{who}, {codelists.label('statuses', state)}{where}"
