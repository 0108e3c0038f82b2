"""The trails of numbers that are not quotes: what stands behind an estimate, a setting, a count or a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from headcount.publish.charts import Row, linear_scale, row_of
from headcount.publish.contract import TEXTS
from headcount.publish.ink import (
    answered,
    estimated,
    factor,
    fitted,
    linked,
    outcome_trail,
    percent,
    reported_text,
    span,
    totalled,
    traced,
)
from headcount.publish.page import Page
from headcount.publish.plans import covered_sentence
from headcount.publish.prose import (
    conflict_sentence,
    estimate_sentence,
    label_of,
    outcome_label,
    placed,
    policy_label,
    population,
    rests_on,
)
from headcount.publish.tables import axis_of, exact_reports
from headcount.publish.trails import ESTIMATE_RUN, trail_id, transition_id
from headcount.publish.wanted import wanted_sentence
from headcount.values.cases import Transition
from headcount.values.estimates import Answer, Pull
from headcount.values.trails import Trail

LISTED = 12
"""a count lists what it counted up to this many, and points to the section beyond"""
LARGE = 1.5
"""a figure that moves an estimate by at least this factor is told by the factor, a weaker one in percent"""
SECTIONS = {
    "count-documents": "documents",
    "count-figures": "figures",
    "count-used": "figures",
    "count-unused": "unused",
    "count-positions": "countries",
    "count-conflicts": "conflicts",
    "count-silent": "silent",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure behind an estimate."""

    trail: str
    amount: str
    publisher: str
    pull: Markup | None = None
    """how far it moves the estimate, where that is known"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One trail, ready to print."""

    trail: str
    note: int
    kind: str
    title: Markup
    kind_words: Markup
    digest: str = ""
    lines: tuple[Markup, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    """the figures behind it, strongest first"""
    rests: tuple[Markup, ...] = ()
    chart: Row | None = None
    axis: tuple[tuple[float, str], ...] = ()


def panels(page: Page) -> tuple[Panel, ...]:
    """A panel for every trail that has no place of its own on the page."""
    estimate, projection = page.briefing.estimate, page.briefing.projection
    made: dict[str, Panel] = {}
    for answer in (*estimate.answers, *estimate.silent):
        made[trail_id("answer", answer.id)] = _answer(page, answer)
    for index, term in enumerate(estimate.terms):
        id, share = f"term-{index}", term.base is not None
        numbers = fitted(page, term.fitted, id, share=share)
        line = page.say("trail.fitted", median=numbers.median, between=numbers.between90)
        behind = _evidence(page, term.figures)
        made[id] = _panel(page, id, Markup("{}").format(population(page, term.select)), (line,), behind)
    for index, conflict in enumerate(estimate.conflicts):
        id = f"conflict-{index}"
        behind = _evidence(page, conflict.figures)
        made[id] = _panel(page, id, page.say("trail.conflict"), (conflict_sentence(page, index, conflict),), behind)
    for scenario in projection.scenarios if projection else ():
        for outcome in scenario.outcomes:
            id = outcome_trail(scenario.policy, outcome)
            inked = totalled(page, outcome, scenario.policy)
            title = page.say(
                "trail.outcome_title",
                outcome=outcome_label(page, scenario, outcome.name),
                policy=policy_label(page, scenario),
            )
            line = page.say("estimates.sentence", between50=inked.between50, between90=inked.between90)
            made[id] = _panel(page, id, title, (_median(page, inked.median, outcome.unit), line))
    return tuple(
        made[id] if id in made else _plain(page, trail) for id, trail in page.trails.items() if _needs_panel(trail)
    )


def _answer(page: Page, answer: Answer) -> Panel:
    id = trail_id("answer", answer.id)
    lines = (_median(page, answered(page, answer).median), estimate_sentence(page, answer), rests_on(page, answer))
    marks = exact_reports(page, answer)
    scale = linear_scale((answer.interval.high90, *(mark.number for mark in marks)))
    panel = _panel(page, id, label_of(page, answer), (*lines, *_bounds(page, answer)), _pulled(page, answer))
    return replace(panel, chart=row_of(answer.interval, scale, marks), axis=axis_of(page, scale))


def _bounds(page: Page, answer: Answer) -> tuple[Markup, ...]:
    """What must hold whatever the model says."""
    if answer.bounds is None:
        return ()
    trail, (low, high) = trail_id("answer", answer.id), answer.bounds
    least = linked(page, page.say.number(round(low)), trail)
    if high is None:
        return (page.say("trail.bounds_open", low=least),)
    return (page.say("trail.bounds", low=least, high=linked(page, page.say.number(round(high)), trail)),)


def _pulled(page: Page, answer: Answer) -> tuple[Evidence, ...]:
    """The figures that move the answer most, with their pull; then the others behind it."""
    trail = trail_id("answer", answer.id)
    pulls = {pull.figures[0]: _pull(page, pull, trail) for pull in answer.pulls if pull.figures}
    told = {id for pull in answer.pulls for id in pull.figures}
    rest = [id for id in answer.figures if id not in told]
    return tuple(
        replace(one, pull=pulls[id]) for id, one in zip(pulls, _evidence(page, pulls), strict=True)
    ) + _evidence(page, rest)


def _pull(page: Page, pull: Pull, trail: str) -> Markup:
    """How the answer would stand without these figures."""
    shift = pull.shift if pull.shift > 0 else 1.0
    way, times = ("up", shift) if shift >= 1.0 else ("down", 1.0 / shift)
    if times >= LARGE:
        lines = [page.say(f"trail.pull_{way}_times", factor=factor(page, times, trail))]
    else:
        name = f"trail.pull_{way}" if times >= 1.005 else "trail.pull_none"
        lines = [page.say(name, by=percent(page, abs(shift - 1.0), trail))]
    if pull.narrowing < 0.995:
        lines.append(page.say("trail.pull_narrows", by=percent(page, 1.0 - pull.narrowing, trail)))
    if len(pull.figures) > 1:
        lines.append(page.say("trail.pull_repeated", n=linked(page, page.say.number(len(pull.figures) - 1), trail)))
    return Markup(" ").join(lines)


def _evidence(page: Page, ids: Iterable[str]) -> tuple[Evidence, ...]:
    figures = [page.figures[id] for id in ids]
    return tuple(Evidence(trail_id("figure", f.id), reported_text(page, f), page.publisher(f)) for f in figures)


def _needs_panel(trail: Trail) -> bool:
    return trail.kind not in TEXTS and not trail.id.startswith("document-")


def _median(page: Page, median: Markup, unit: str = "") -> Markup:
    return page.say("trail.median", median=median, unit=unit)


def _panel(
    page: Page, id: str, title: Markup, lines: tuple[Markup, ...] = (), behind: tuple[Evidence, ...] = ()
) -> Panel:
    return _panel_of(page, page.trails[id], title, lines, behind)


def _panel_of(
    page: Page, trail: Trail, title: Markup, lines: tuple[Markup, ...] = (), behind: tuple[Evidence, ...] = ()
) -> Panel:
    rests = tuple(_reference(page, other) for other in trail.behind if not (behind and _is_figure(page, other)))
    words = page.say(f"trail.kind_{trail.kind}")
    return Panel(trail.id, page.notes[trail.id], trail.kind, title, words, trail.digest or "", lines, behind, rests)


def _is_figure(page: Page, trail: str) -> bool:
    return page.trailed.get(trail, "") in page.figures


def _plain(page: Page, trail: Trail) -> Panel:
    """A setting, judgement, run, count or date: its note and what it rests on."""
    if trail.kind == "count":
        return _count(page, trail)
    if trail.kind == "estimate":
        return _panel(page, trail.id, title_of(page, trail), _told(page, trail), _figures_behind(page, trail))
    lines: list[Markup] = []
    if trail.kind == "run":
        lines += _run(page, trail)
    elif trail.note:
        if trail.digest:
            lines.append(page.say("trail.digest_is", digest=trail.digest))
        lines.append(
            Markup("<code>{}</code>").format(trail.note) if trail.kind == "setting" else page.said("", trail.note)
        )
    return _panel(page, trail.id, title_of(page, trail), tuple(lines))


def _told(page: Page, trail: Trail) -> tuple[Markup, ...]:
    """What the page says where it prints a number of a plan gap or of a wanted figure."""
    found, prefix = page.briefing.plan_gap, trail.id.partition("-")[0]
    if prefix == "wanted":
        return (wanted_sentence(page, int(trail.id.rpartition("-")[2])),)
    if prefix != "plan" or not found:
        return ()
    plan = next(plan for plan in found.plans if trail_id("plan", plan.origin) == trail.id)
    counted = estimated(page, plan.gap_counted, trail.id)
    alone = page.say("plans.counted", gap=counted.median, range=counted.range90)
    return (covered_sentence(page, plan), alone, page.say("plans.note"))


def _figures_behind(page: Page, trail: Trail) -> tuple[Evidence, ...]:
    known = (page.trailed.get(other, "") for other in trail.behind)
    return _evidence(page, [id for id in known if id in page.figures])


def _run(page: Page, trail: Trail) -> list[Markup]:
    lines = [Markup("{}").format(trail.note), page.say("trail.digest_is", digest=trail.digest or "")]
    if trail.id == ESTIMATE_RUN:
        lines += [
            page.say("trail.diagnostic", name=name.replace("_", " "), value=f"{value:.4g}")
            for name, value in sorted(page.briefing.estimate.diagnostics.items())
        ]
    return lines


def _count(page: Page, trail: Trail) -> Panel:
    link = Markup('<a href="#{}">{}</a>').format(SECTIONS[trail.id], page.say("trail.list"))
    number = len(trail.behind)
    line = page.say("trail.counted", n=number, link=link)
    few = replace(trail, behind=trail.behind if number <= LISTED else ())
    return _panel_of(page, few, title_of(page, trail), (line,))


def _reference(page: Page, id: str) -> Markup:
    """A link to another trail, named by what it is."""
    return linked(page, title_of(page, page.trails[id]).striptags(), id, "ref")


def title_of(page: Page, trail: Trail) -> Markup:
    """What a trail is about, in words."""
    key = f"titles.{trail.id.replace('-', '_')}"
    if page.say.has(key):
        return page.say(key)
    prefix = trail.id.partition("-")[0]
    named: dict[str, Callable[[], Markup]] = {
        "conflict": lambda: _against(page, trail),
        "position": lambda: _position(page, trail),
        "figure": lambda: _figure(page, trail),
        "judgement": lambda: _judgement(page, trail),
        "people": lambda: page.say("titles.people", place=placed(page, "from", [page.origin(trail.label)])),
        "plan": lambda: page.say("titles.plan", place=page.place(trail.label)),
        "wanted": lambda: page.say("titles.wanted", label=trail.label),
    }
    if prefix in named:
        return named[prefix]()
    key = f"titles.{'_'.join(trail.id.split('-')[:2])}"
    label = page.again(trail.label)
    return page.say(key, label=label) if page.say.has(key) else label


def _judgement(page: Page, trail: Trail) -> Markup:
    moves = {transition_id(move): move for move in page.briefing.case.transitions}
    if trail.id in moves:
        return _move(page, moves[trail.id])
    return page.say("titles.judgement_uncertainty", label=page.again(trail.label))


def _against(page: Page, trail: Trail) -> Markup:
    conflict = page.briefing.estimate.conflicts[int(trail.id.rpartition("-")[2])]
    said = Markup(" / ").join(reported_text(page, page.figures[id]) for id in conflict.figures)
    return Markup("{}: {}").format(said, population(page, conflict.select))


def _position(page: Page, trail: Trail) -> Markup:
    found = page.positions[page.trailed[trail.id]]
    who = ", ".join(page.place(code) for code in found.actor) or page.say("positions.unknown_actor")
    return Markup("{}: {}").format(who, page.label("actions", found.action))


def _figure(page: Page, trail: Trail) -> Markup:
    figure = page.figures[page.trailed[trail.id]]
    return Markup("{}, {}").format(reported_text(page, figure), page.publisher(figure))


def judgements(page: Page) -> tuple[tuple[Markup, Markup, Markup], ...]:
    """(what, range, basis) of each judgement of the case, for the table of the method."""
    case, say = page.briefing.case, page.say
    basis = case.settings.get("population.basis", str(say("method.author")))
    rows = [(say("method.total"), case.total, basis, "judgement-total")]
    for move in case.transitions:
        name = _move(page, move)
        rows.append((name, move.hazard, move.basis, transition_id(move)))
    for unknown in case.uncertainties:
        said = page.said(f"uncertainty.{unknown.name}", unknown.label)
        label = traced(page, said, trail_id("judgement", "uncertainty", unknown.name))
        rows.append(
            (label, (unknown.low, unknown.high), unknown.basis, trail_id("judgement", "uncertainty", unknown.name))
        )
    return tuple(
        (
            what,
            linked(page, span(page, *(say.number(end, _digits(end)) for end in ends)), trail),
            traced(page, basis, trail),
        )
        for what, ends, basis, trail in rows
    )


def _move(page: Page, move: Transition) -> Markup:
    """A movement in words: "escape: detained to at large in the zone, a year"."""
    ends = (page.label("statuses", state) for state in (move.source, move.target))
    source, target = ends
    code = traced(page, move.code.replace("_", " "), transition_id(move))
    return page.say("method.yearly", code=code, source=source, target=target)


def _digits(value: float) -> float:
    """The step that prints a setting as it was written, up to four decimals."""
    return next((step for step in (1.0, 0.1, 0.01, 0.001) if abs(value / step - round(value / step)) < 1e-6), 1e-4)
