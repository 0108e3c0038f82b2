"""Acts by which states take their own people back or bind themselves to: what the plan gap is counted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from headcount import codelists
from headcount.record.coverage import tally
from headcount.record.dates import before, days_of
from headcount.record.topics import RETURN, against, leaves, step, topic_of
from headcount.values.figures import Figure, Reading
from headcount.values.plans import Commitment
from headcount.values.records import Act, Record, Timeline

_STAGES = {
    "done": "done",
    "under_way": "under_way",
    "preparing": "preparing",
    "decided": "promised",
    "promised": "promised",
    "reversed": "promised",  # only a refusal taken back comes here: decided, and nothing done yet
}
_PAPERS = "prepare_documents"
_MOVED = "relocated"
"""status of people taken from one prison to another, who are not home"""
_ANYBODY = frozenset(("all", "foreign"))


def commitments(record: Record, readings: Iterable[Reading]) -> tuple[Commitment, ...]:
    """Every act of taking back that is promised, prepared, under way or done, by actor and in the order of time.

    Acts whose own figures count other people (foreigners flown out for somebody else, prisoners moved to another
    prison) are left out.
    """
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    return tuple(
        _commitment(act, timeline)
        for timeline in record.timelines
        for act in timeline.acts
        if _binds(act) and not _of_others(act, timeline.actor, figures)
    )


def _binds(act: Act) -> bool:
    return topic_of(act) == RETURN and step(act) > 0 and act.stage in _STAGES


def _of_others(act: Act, actor: str, figures: Mapping[str, Figure]) -> bool:
    counted = [figures[id] for count in act.counts for id in count.figures if id in figures]
    return any(figure.status == _MOVED or not _own(figure.origin, actor) for figure in counted)


def _own(origin: Sequence[str], actor: str) -> bool:
    """Whether people of ``origin`` (nothing said: yes) may be the actor's own."""
    named = set(origin)
    row = codelists.table("places").get(actor)
    return not named or actor in named or bool(row and named & set(row.parents) - _ANYBODY)


def _commitment(act: Act, timeline: Timeline) -> Commitment:
    people = tally([act])
    stage = _STAGES[act.stage]
    if act.action == _PAPERS and stage in ("done", "under_way"):
        stage = "preparing"
    counted = bool(act.counts)
    return Commitment(
        act=act.id,
        actor=timeline.actor,
        stage=stage,
        group=act.group,
        leaves=leaves(act.group),
        lo=people.lo if counted else 0.0,
        hi=people.hi if counted else None,
        since=act.since,
        days=days_of(act.since),
        shared=len(set(act.actor)) > 1,
        contested=_contesting(act, timeline.acts) if stage != "done" else (),
        positions=act.positions,
        figures=people.figures,
    )


def _contesting(act: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """Later or undated acts of the actor that decline what ``act`` says for people who may be the same."""
    return tuple(
        other.id
        for other in acts
        if topic_of(other) == RETURN
        and against(other)
        and not before(other.since, act.since)
        and leaves(other.group) & leaves(act.group)
    )
