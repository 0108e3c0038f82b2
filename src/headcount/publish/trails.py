"""From each number of a briefing back to quotes, settings, judgements, runs and dates."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

from headcount.publish.selections import leaves
from headcount.values.backtests import Backtest
from headcount.values.briefings import Briefing
from headcount.values.cases import Case, Transition
from headcount.values.documents import Document, Span
from headcount.values.estimates import Answer, Conflict, Estimate, Term, Wanted
from headcount.values.figures import Figure, Reading
from headcount.values.plans import PlanGap
from headcount.values.positions import Position
from headcount.values.scenarios import Projection
from headcount.values.trails import Quote, Trail

CONTEXT = 240
"""code points of context kept on either side of a quote"""
ESTIMATE_RUN = "run-estimate"
PROJECTION_RUN = "run-projection"
PLANS_RUN = "run-plans"
BACKTEST_RUN = "run-backtest"
AS_OF = "setting-as_of"
OPEN_ACTS = "judgement-open_acts"
_OPEN_ACTS = (
    "an act without a number, or without an upper end, is taken to cover between one person and everyone left, "
    "as likely one to ten as ten to a hundred; a judgement of headcount's authors"
)
_STOP = re.compile(r"[.!?]\s+|[.!?]$|\n")


def trails(briefing: Briefing) -> dict[str, Trail]:
    """Every trail of the briefing by its id, in the order in which a page numbers its notes."""
    estimate = briefing.estimate
    found = chain(
        _cited(briefing.readings),
        (_of_document(reading.document) for reading in briefing.readings),
        (_of_answer(answer, briefing.case) for answer in (*estimate.answers, *estimate.silent)),
        (_of_term(index, term) for index, term in enumerate(estimate.terms)),
        (_of_conflict(index, conflict) for index, conflict in enumerate(estimate.conflicts)),
        _of_people(briefing),
        _of_plans(briefing.plan_gap) if briefing.plan_gap else (),
        (_of_wanted(index, wanted) for index, wanted in enumerate(estimate.wanted)),
        _of_projection(briefing.projection, briefing.case) if briefing.projection else (),
        _of_backtest(briefing.backtest) if briefing.backtest else (),
        _settings(briefing),
        _judgements(briefing.case),
        (_run(estimate, briefing.case),),
        _tallies(briefing),
    )
    return {trail.id: trail for trail in found}


@cache
def trail_id(kind: str, *parts: str) -> str:
    """An id fit for an HTML anchor; parts that must be changed for it get a short hash instead of a clash."""
    name = "-".join(parts)
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", name)
    if safe != name:
        safe = f"{safe.strip('_')}_{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    return f"{kind}-{safe}"


def transition_id(move: Transition) -> str:
    """Id of the judgement on how fast people move; one code may join several pairs of states."""
    return trail_id("judgement", "transition", move.code, move.source, move.target)


def quote_of(document: Document, span: Span, context: Span) -> Quote:
    """The characters under ``span`` with what stands around them, no further than ``context``."""
    start, end = span
    before = document.text[max(context[0], start - CONTEXT, 0) : start]
    after = document.text[end : min(max(context[1], end), end + CONTEXT)]
    if start - CONTEXT > context[0]:
        before = before[len(before.split(" ", 1)[0]) :]
    if end + CONTEXT < context[1]:
        after = after[: len(after) - len(after.rsplit(" ", 1)[-1])]
    return Quote(document.id, document.digest, start, end, document.quote(span), before.lstrip(), after.rstrip())


def _cited(readings: Iterable[Reading]) -> Iterator[Trail]:
    """Figures and positions; one id in several documents (a reprint) is one trail with several quotes."""
    found: dict[str, Trail] = {}
    for reading in readings:
        fresh = chain(
            (_of_figure(figure, reading.document) for figure in reading.figures),
            (_of_position(position, reading) for position in reading.positions),
        )
        for trail in fresh:
            known = found.get(trail.id)
            found[trail.id] = replace(known, quotes=known.quotes + trail.quotes) if known else trail
    return iter(found.values())


def _of_figure(figure: Figure, document: Document) -> Trail:
    quote = quote_of(document, (figure.start, figure.end), figure.sentence)
    return _quoted(trail_id("figure", figure.id), quote, document, figure.text)


def _of_position(position: Position, reading: Reading) -> Trail:
    document = reading.document
    span = (position.start, position.end)
    quote = quote_of(document, span, _around(document.text, span))
    trail = _quoted(trail_id("position", position.id), quote, document, ", ".join(position.actor))
    return replace(trail, behind=tuple(trail_id("figure", f.id) for f in reading.figures if f.id in position.figures))


def _around(text: str, span: Span) -> Span:
    """``span`` widened to the sentence or line it stands in."""
    start = max((stop.end() for stop in _STOP.finditer(text, 0, span[0])), default=0)
    if text[span[1] - 1 : span[1]] in {".", "!", "?"}:
        return start, span[1]
    stop = _STOP.search(text, span[1])
    return start, stop.start() + 1 if stop else len(text)


def _quoted(id: str, quote: Quote, document: Document, label: str) -> Trail:
    return Trail(id, document.trail_kind, label, (quote,), document.url, behind=(trail_id("document", document.id),))


def _of_document(document: Document) -> Trail:
    said = [document.publisher, document.published, document.url, document.path]
    return Trail(
        trail_id("document", document.id),
        "date",
        document.title or document.id,
        url=document.url,
        note="; ".join(part for part in said if part) or None,
        digest=document.digest,
    )


def _of_answer(answer: Answer, case: Case) -> Trail:
    behind = tuple(trail_id("figure", figure) for figure in answer.figures)
    asked = next((trail_id("setting", "ask", q.id) for q in case.questions if q.id == answer.id), None)
    ends = (asked, AS_OF) if asked else (AS_OF,)
    return Trail(trail_id("answer", answer.id), "estimate", answer.label, behind=(*behind, ESTIMATE_RUN, *ends))


def _of_term(index: int, term: Term) -> Trail:
    behind = tuple(trail_id("figure", figure) for figure in term.figures)
    return Trail(f"term-{index}", "estimate", "figure against estimate", behind=(*behind, ESTIMATE_RUN))


def _of_conflict(index: int, conflict: Conflict) -> Trail:
    behind = tuple(trail_id("figure", figure) for figure in conflict.figures)
    return Trail(f"conflict-{index}", "estimate", conflict.kind, behind=(*behind, ESTIMATE_RUN))


def _of_people(briefing: Briefing) -> Iterator[Trail]:
    """The people of each origin by group and state; behind them stand the figures about that origin alone."""
    case, used = briefing.case, dict[str, list[str]]()
    for term in sorted(briefing.estimate.terms, key=lambda term: term.sd):
        own = leaves(case, term.select, "origin")
        if len(own) == 1:
            used.setdefault(next(iter(own)), []).extend(term.figures)
    for leaf in case.origin.leaves:
        behind = tuple(trail_id("figure", figure) for figure in dict.fromkeys(used.get(leaf, ())))
        yield Trail(trail_id("people", leaf), "estimate", leaf, behind=(*behind, ESTIMATE_RUN))


def _of_plans(found: PlanGap) -> Iterator[Trail]:
    yield Trail(OPEN_ACTS, "judgement", "acts without a number", note=_OPEN_ACTS)
    for plan in found.plans:
        extents = [plan.taken_since.extent, plan.under_way.extent, plan.preparing.extent, plan.promised.extent]
        judged = (OPEN_ACTS,) if any(extent.hi is None for extent in extents) else ()
        acts = dict.fromkeys(id for extent in (*extents, plan.taken_before) for id in extent.positions)
        figures = dict.fromkeys(id for extent in (*extents, plan.taken_before) for id in extent.figures)
        own = ESTIMATE_RUN if plan.kind == "region" else trail_id("people", plan.origin)
        held = trail_id("answer", plan.answer) if plan.answer else own
        yield Trail(
            trail_id("plan", plan.origin),
            "estimate",
            plan.origin,
            behind=(
                held,
                *(trail_id("position", act) for act in dict.fromkeys((*acts, *plan.contested))),
                *(trail_id("figure", figure) for figure in figures),
                *judged,
                PLANS_RUN,
            ),
        )
    yield Trail(
        PLANS_RUN,
        "run",
        "plan gap",
        note=f"seed {found.seed}; {found.draws.shape[-1]} draws",
        digest=found.digest,
        behind=(ESTIMATE_RUN, AS_OF),
    )


def _of_wanted(index: int, wanted: Wanted) -> Trail:
    return Trail(f"wanted-{index}", "estimate", wanted.label, behind=(trail_id("answer", wanted.answer), ESTIMATE_RUN))


def _of_projection(projection: Projection, case: Case) -> Iterator[Trail]:
    unknown = tuple(trail_id("judgement", "uncertainty", u.name) for u in case.uncertainties)
    moves = tuple(transition_id(t) for t in case.transitions)
    yield Trail(
        PROJECTION_RUN,
        "run",
        "projection",
        note=f"seed {projection.seed}; {projection.draws} draws; {projection.months} months",
        digest=projection.digest,
        behind=(ESTIMATE_RUN, "setting-horizon_months", *unknown, *moves),
    )
    for scenario in projection.scenarios:
        policy = trail_id("setting", "policy", scenario.policy)
        for outcome in scenario.outcomes:
            id = trail_id("outcome", scenario.policy, outcome.name)
            label = f"{outcome.label}: {scenario.label}"
            yield Trail(id, "estimate", label, behind=(PROJECTION_RUN, policy))


def _of_backtest(found: Backtest) -> Iterator[Trail]:
    days = ", ".join(score.day for score in found.scores if score.day)
    note = f"seed {found.seed}; from {days}"
    yield Trail(BACKTEST_RUN, "run", "backtest", note=note, digest=found.digest, behind=(ESTIMATE_RUN,))


def _settings(briefing: Briefing) -> Iterator[Trail]:
    case = briefing.case
    plain = {
        "title": case.title,
        "question": case.question,
        "as_of": case.as_of,
        "horizon_months": str(case.horizon_months),
    }
    for key, value in plain.items():
        yield Trail(f"setting-{key}", "setting", key, note=f"case.toml: {key} = {case.settings.get(key, value)}")
    yield Trail("setting-made", "date", "made", note=briefing.made, digest=briefing.digest)
    for question in case.questions:
        asked = "; ".join(f"{axis} = {', '.join(codes)}" for axis, codes in question.select.items())
        note = f"case.toml: ask.{question.id}: {asked or 'everyone'}"
        yield Trail(trail_id("setting", "ask", question.id), "setting", question.label, note=note)
    for policy in case.policies:
        levers = "; ".join(
            f"{lever}.{key} = {printed(value)}"
            for lever, given in policy.levers.items()
            for key, value in given.items()
        )
        note = f"case.toml: policy.{policy.name}: {levers or 'no lever is moved'}"
        yield Trail(trail_id("setting", "policy", policy.name), "setting", policy.label, note=note)


def printed(value: object) -> str:
    """A setting's value as a reader would write it."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _judgements(case: Case) -> Iterator[Trail]:
    basis = case.settings.get("population.basis", "the author of the case")
    yield Trail("judgement-total", "judgement", "total", note=f"{_range(case.total)}; {basis}")
    for move in case.transitions:
        note = f"{_range(move.hazard)} a year; {move.basis}"
        yield Trail(transition_id(move), "judgement", move.code, note=note)
    for unknown in case.uncertainties:
        note = f"{_range((unknown.low, unknown.high))}; {unknown.basis}"
        yield Trail(trail_id("judgement", "uncertainty", unknown.name), "judgement", unknown.label, note=note)


def _range(ends: tuple[float, float]) -> str:
    return f"{ends[0]:g} to {ends[1]:g} (90 %)"


def _run(estimate: Estimate, case: Case) -> Trail:
    moves = tuple(transition_id(t) for t in case.transitions)
    return Trail(
        ESTIMATE_RUN,
        "run",
        "estimate",
        note=f"seed {estimate.seed}; {len(estimate.draws)} draws",
        digest=estimate.digest,
        behind=(AS_OF, "judgement-total", *moves),
    )


def _tallies(briefing: Briefing) -> Iterator[Trail]:
    """What the page counts about itself; behind each count stands what was counted."""
    readings, estimate = briefing.readings, briefing.estimate
    documents = tuple(dict.fromkeys(trail_id("document", r.document.id) for r in readings))
    figures = tuple(dict.fromkeys(trail_id("figure", f.id) for r in readings for f in r.figures))
    positions = tuple(dict.fromkeys(trail_id("position", p.id) for r in readings for p in r.positions))
    unused = tuple(dict.fromkeys(trail_id("figure", u.figure) for u in estimate.unused))
    yield Trail("count-documents", "count", "documents", behind=documents)
    yield Trail("count-figures", "count", "figures", behind=figures)
    yield Trail("count-used", "count", "used", behind=tuple(f for f in figures if f not in set(unused)))
    yield Trail("count-unused", "count", "unused", behind=unused)
    yield Trail("count-positions", "count", "positions", behind=positions)
    yield Trail(
        "count-conflicts", "count", "conflicts", behind=tuple(f"conflict-{i}" for i in range(len(estimate.conflicts)))
    )
    silent = tuple(trail_id("answer", answer.id) for answer in estimate.silent)
    yield Trail("count-silent", "count", "silent", behind=silent)
