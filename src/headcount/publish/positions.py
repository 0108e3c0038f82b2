"""Said and done: what governments and bodies announced, did, refused and took back, by actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from headcount import codelists
from headcount.publish.citations import Citation, citations
from headcount.publish.ink import dated, linked, reported, span
from headcount.publish.page import Page
from headcount.publish.prose import joined
from headcount.publish.trails import trail_id
from headcount.values.positions import Position
from headcount.values.records import Act, Balance, Count, Finding, Tally, Timeline

_FINDINGS = {
    "progress": "positions.progress",
    "contradiction": "positions.contradiction",
    "reversal": "positions.reversal",
    "rival_counts": "positions.rival_counts",
}
_SAID = ("said",)
_DONE = ("done", "under_way")
_PREPARING = "preparing"
_PLAIN = ("done", "refused")
"""Stages that the head of their column says already."""


@dataclass(frozen=True, slots=True)
class PositionEntry:
    """One position with its quote; ``repeats``: it tells the act of the entry before it once more."""

    trail: str
    kind: str
    note: int
    action: str
    stage: str
    stage_kind: str
    numbers: Markup
    whom: str
    date: Markup
    citations: tuple[Citation, ...]
    others: str
    repeats: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """A government or body, what it said and did."""

    name: str
    anchor: str
    said: tuple[Markup, ...]
    """each act that was announced or prepared, in a few words that lead to its quote"""
    done: tuple[Markup, ...]
    against: tuple[Markup, ...]
    """refused, reversed, or only alleged"""
    findings: tuple[tuple[str, Markup], ...]
    """(kind, sentence)"""
    balances: tuple[Markup, ...]
    entries: tuple[PositionEntry, ...]
    mentions: tuple[tuple[str, str], ...]
    """(trail, words) of acts it shares, shown under another actor"""
    acts: tuple[tuple[Act, str], ...] = ()
    """each act with its kind: said, done, under_way, against or alleged"""


def actor_of(page: Page, timeline: Timeline) -> Actor:
    """What one government or body said and did."""
    positions = page.positions
    code, acts = timeline.actor, {act.id: act for act in timeline.acts}
    own = [act for act in timeline.acts if not act.actor or act.actor[0] == code]
    columns = [_brief_all(page, timeline.acts, kinds) for kinds in (_SAID, _DONE, ("against", "alleged"))]
    return Actor(
        name=page.place(code) if code else str(page.say("positions.unknown_actor")),
        anchor=trail_id("country", code) if code else "",
        said=columns[0],
        done=columns[1],
        against=columns[2],
        findings=tuple((one.kind, _finding(page, one, acts)) for one in timeline.findings),
        balances=tuple(_balance(page, one, acts) for one in timeline.balances if _tells(one)),
        entries=tuple(entry for act in own for entry in _entries(page, act, positions, code)),
        mentions=tuple(_mention(page, act) for act in timeline.acts if act not in own),
        acts=tuple((act, _kind(act)) for act in timeline.acts),
    )


def _brief_all(page: Page, acts: Iterable[Act], kinds: Sequence[str]) -> tuple[Markup, ...]:
    return tuple(_brief(page, act, column=True) for act in acts if _kind(act) in kinds)


def _kind(act: Act) -> str:
    """said, under_way, done, against or alleged; what is prepared is not yet done."""
    row = codelists.table("stages").get(act.stage)
    if act.action == "refuse_return":
        return "said" if act.stage == "reversed" else "against"
    return "said" if act.stage == _PREPARING or row is None else row.kind


def _brief(page: Page, act: Act, *, column: bool = False) -> Markup:
    """An act in a few words: "bring home 23 children, done, May 2019"."""
    trail = trail_id("position", act.id)
    what = Markup('<a href="#t-{}">{}</a>').format(trail, page.label("actions", act.action))
    whom = page.label("groups", act.group) if act.group != "people" else ""
    parts = [part for part in (what, _numbers(page, act), whom) if part]
    words = Markup(" ").join(parts)
    when = dated(page, act.since, trail) if act.since else Markup("")
    stage = "" if column and act.stage in _PLAIN else page.label("stages", act.stage)
    return Markup(", ").join(part for part in (words, stage, when) if part)


def _numbers(page: Page, act: Act) -> Markup:
    """The number of an act; rival numbers side by side."""
    inked = [_number(page, count) for count in act.counts]
    return page.say("positions.rivals").join(inked) if inked else Markup("")


def _number(page: Page, count: Count) -> Markup:
    """A number that opens the figure it was read in, or the position that adds figures up."""
    known = [page.figures[id] for id in count.figures if id in page.figures]
    if len(known) == 1:
        return reported(page, known[0])
    ends = [None if end is None else page.say.number(end) for end in (count.lo, count.hi)]
    low, high = ends
    if low is not None and high is not None:
        text = span(page, low, high)
    else:
        text = str(page.say("quantifier.open" if low else "quantifier.at_most", n=low or high))
    return linked(page, text, trail_id("position", count.positions[0]))


def _finding(page: Page, finding: Finding, acts: dict[str, Act]) -> Markup:
    told = [_brief(page, acts[id]) for id in finding.acts]
    return page.say(_FINDINGS[finding.kind], acts=page.say("positions.then").join(told))


def _tells(balance: Balance) -> bool:
    """Whether a number was said or done: without one the findings say it all."""
    return bool(balance.said.figures or balance.done.figures)


def _balance(page: Page, balance: Balance, acts: dict[str, Act]) -> Markup:
    """ "Announced: 300 (May 2019); done since: 24 (March 2020)." """
    topic = "positions.topic_return" if balance.topic == "return" else None
    words = page.say(topic) if topic else Markup.escape(page.label("actions", balance.topic))
    return page.say(
        "positions.balance",
        topic=words,
        said=_told(page, balance.said, acts),
        done=_told(page, balance.done, acts),
    )


def _told(page: Page, tally: Tally, acts: dict[str, Act]) -> Markup:
    """The numbers under a tally with their dates, each leading to its own words; without any, the first act."""
    told, every = [], [acts[id] for id in tally.acts]
    for act in [act for act in every if act.counts] or every[:1]:
        trail = trail_id("position", act.id)
        number = _numbers(page, act) or Markup('<a href="#t-{}">{}</a>').format(trail, page.say("positions.no_number"))
        when = dated(page, act.since, trail) if act.since else page.say("date.none")
        told.append(page.say("positions.number_date", number=number, date=when))
    return joined(page, told) if told else page.say("positions.nothing")


def _entries(page: Page, act: Act, positions: Mapping[str, Position], actor: str) -> list[PositionEntry]:
    """The positions that tell an act, the first told first."""
    return [_entry(page, act, positions[id], actor, repeats=at > 0) for at, id in enumerate(act.positions)]


def _entry(page: Page, act: Act, position: Position, actor: str, *, repeats: bool) -> PositionEntry:
    trail = trail_id("position", position.id)
    counts = [count for count in act.counts if position.id in count.positions]
    return PositionEntry(
        trail=trail,
        kind=page.trails[trail].kind,
        note=page.notes[trail],
        action=page.label("actions", position.action),
        stage=page.label("stages", position.stage),
        stage_kind=_kind(act),
        numbers=_number(page, counts[0]) if counts else Markup(""),
        whom=page.label("groups", act.group) if act.group != "people" else "",
        date=dated(page, position.as_of, trail) if position.as_of else Markup(""),
        citations=citations(page, trail),
        others=", ".join(page.place(code) for code in position.actor if code != actor),
        repeats=repeats,
    )


def _mention(page: Page, act: Act) -> tuple[str, str]:
    words = f"{page.label('actions', act.action)}, {page.label('stages', act.stage)}"
    return trail_id("position", act.id), f"{words} ({page.place(act.actor[0])})"
