"""Sentences that an editor could print, with every numeral a link to its trail."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from headcount.publish.ink import (
    answered,
    dated,
    factor,
    fitted,
    linked,
    outcome_trail,
    percent,
    reported,
    totalled,
    traced,
)
from headcount.publish.page import Page
from headcount.publish.trails import trail_id
from headcount.values.cases import Dimension
from headcount.values.estimates import Answer, Conflict
from headcount.values.figures import Figure
from headcount.values.scenarios import Projection, Scenario

Select = Mapping[str, tuple[str, ...]]

PHIA = (0.075, 0.225, 0.375, 0.525, 0.775, 0.925)
"""upper ends of the words of chance; the gaps of the yardstick (5 to 10 %, 20 to 25 %, ...) are split in the middle"""
PHIA_WORDS = ("remote", "highly_unlikely", "unlikely", "realistic", "likely", "highly_likely", "almost_certain")
NAMED_AT_MOST = 3
DIFFERENT = 0.1
"""policies whose medians lie closer than this share of the largest are not told apart in brief"""


def chance_word(page: Page, probability: float) -> Markup:
    """The word of the PHIA probability yardstick (Professional Head of Intelligence Assessment, 2019)."""
    return page.say(f"phia.{PHIA_WORDS[bisect.bisect_left(PHIA, probability)]}")


def joined(page: Page, parts: Sequence[object]) -> Markup:
    """The parts as a list within a sentence: a, b and c."""
    inked = [part if isinstance(part, Markup) else escape(part) for part in parts]
    if len(inked) < 2:
        return Markup("").join(inked)
    return page.say("page.list", first=Markup(", ").join(inked[:-1]), last=inked[-1])


def named(page: Page, parts: Sequence[object]) -> Markup:
    """As :func:`joined`, cut after a few."""
    if len(parts) <= NAMED_AT_MOST + 1:
        return joined(page, parts)
    return page.say("page.others", first=Markup(", ").join(escape(part) for part in parts[:NAMED_AT_MOST]))


def cells(dimension: Dimension, codes: Iterable[str]) -> frozenset[str]:
    """The leaves that ``codes`` stand for."""
    return frozenset(leaf for code in codes for leaf in dimension.aggregates.get(code, frozenset({code})))


def same_cells(page: Page, one: Select, other: Select) -> bool:
    """Whether two selections are the same people."""
    case = page.briefing.case
    return all(
        cells(d, one.get(d.name) or d.leaves) == cells(d, other.get(d.name) or d.leaves)
        for d in (case.origin, case.group, case.state)
    ) and _attributes(page, one) == _attributes(page, other)


def _attributes(page: Page, select: Select) -> Mapping[str, tuple[str, ...]]:
    return {axis: codes for axis, codes in select.items() if axis not in {"origin", "group", "state"}}


def population(page: Page, select: Select) -> str:
    """The people a selection means, in words: "women in camps, from Arvenia"."""
    case, say = page.briefing.case, page.say
    groups = _words(page, "groups", case.group, select.get("group", ()))
    states = _words(page, "statuses", case.state, select.get("state", ()))
    origins = _words(page, "places", case.origin, select.get("origin", ()))
    head = " ".join(part for part in (groups or page.label("groups", "people"), states) if part)
    return f"{head} {say('figures.from', places=origins)}" if origins else head


def _words(page: Page, codes_of: str, dimension: Dimension, codes: Iterable[str]) -> str:
    """The label of ``codes``: an aggregate's name where they are one, nothing where they are everything."""
    wanted = tuple(codes)
    leaves = cells(dimension, wanted)
    if not wanted or leaves == frozenset(dimension.leaves):
        return ""
    name = next((code for code, parts in dimension.aggregates.items() if parts == leaves), None)
    label = page.place if codes_of == "places" else lambda code: page.label(codes_of, code)
    return str(named(page, [label(code) for code in ([name] if name else wanted)]))


def whom(page: Page, figure: Figure) -> str:
    """The people a figure speaks of, in words."""
    say = page.say
    head = [page.label("groups", figure.group)]
    if figure.status:
        head.append(page.label("statuses", figure.status))
    if figure.origin:
        head.append(str(say("figures.from", places=named(page, [page.place(code) for code in figure.origin]))))
    more = [" ".join(head)]
    if figure.place:
        more.append(str(say("figures.in", places=named(page, [page.place(code) for code in figure.place]))))
    if figure.holder:
        more.append(str(say("figures.held_by", holder=page.place(figure.holder))))
    return ", ".join(more)


def tally(page: Page, count: str, noun: str) -> Markup:
    """A count of things on this page: "23 figures"."""
    return counted(page, count, noun, len(page.trails[count].behind))


def counted(page: Page, trail: str, noun: str, number: float) -> Markup:
    """A number with its noun, opening ``trail``: "2.4 independent sources"."""
    step = 1 if number == int(number) else 0.1
    return page.say(
        "page.tally",
        n=linked(page, page.say.number(number, step), trail),
        noun=page.say.plural(f"noun.{noun}", number),
    )


def label_of(page: Page, answer: Answer) -> Markup:
    """The answer's label; numerals in it open the answer's trail."""
    return traced(page, answer.label, trail_id("answer", answer.id))


def estimate_sentence(page: Page, answer: Answer) -> Markup:
    """The interval as words."""
    return page.say("estimates.sentence", **_numbers(page, answer))


def _numbers(page: Page, answer: Answer) -> dict[str, Markup]:
    inked = answered(page, answer)
    return {"median": inked.median, "between50": inked.between50, "between90": inked.between90}


def rests_on(page: Page, answer: Answer) -> Markup:
    """How much evidence an answer has."""
    if not answer.figures:
        return page.say("estimates.rests_nothing")
    trail = trail_id("answer", answer.id)
    figures = counted(page, trail, "figure", len(answer.figures))
    origins = counted(page, trail, "source", round(answer.origins, 1))
    lines = [page.say("estimates.rests", figures=figures, origins=origins)]
    if answer.prior_only >= 0.005:
        lines.append(page.say("estimates.rests_prior", prior=percent(page, answer.prior_only, trail)))
    return Markup(" ").join(lines)


def publisher(page: Page, figure: Figure) -> Markup:
    """Who published a figure; a numeral in the name opens the document."""
    return traced(page, page.publisher(figure), trail_id("document", figure.document))


def report(page: Page, figure: Figure) -> Markup:
    """Who printed a figure, and when."""
    document = page.document_of(figure)
    day = dated(page, document.published, trail_id("document", document.id)) if document.published else None
    date = page.say("conflicts.report_date", date=day) if day else ""
    return page.say("conflicts.report", who=publisher(page, figure), amount=reported(page, figure), date=date)


def conflict_sentence(page: Page, index: int, conflict: Conflict) -> Markup:
    """Who contradicts whom, about which people, and by how much."""
    figures = [page.figures[id] for id in conflict.figures]
    counted_by = [_counted_by(page, figure) for figure in figures]
    return page.say(
        f"conflicts.{conflict.kind}",
        reports=joined(page, [report(page, figure) for figure in figures]),
        population=population(page, conflict.select),
        part=counted_by[0],
        whole=counted_by[-1],
        factor=factor(page, conflict.factor, f"conflict-{index}"),
    )


def _counted_by(page: Page, figure: Figure) -> str:
    """The people of the account that a figure counts."""
    return population(page, page.terms[figure.id][1].select) if figure.id in page.terms else whom(page, figure)


def conflict_chances(page: Page, conflict: Conflict) -> Markup:
    """What the estimate says of the people fought over, and how likely each figure is to be wrong."""
    terms = {page.terms[id][0]: id for id in reversed(conflict.figures) if id in page.terms}
    lines: list[Markup] = []
    for index, id in reversed(terms.items()):
        _, term = page.terms[id]
        trail = f"term-{index}"
        if not lines:
            numbers = fitted(page, term.fitted, trail, share=term.base is not None)
            lines.append(page.say("conflicts.estimate", median=numbers.median, range=numbers.range90))
        who, word = publisher(page, page.figures[id]), chance_word(page, term.p_wrong)
        lines.append(page.say("conflicts.wrong", who=who, word=word, chance=percent(page, term.p_wrong, trail)))
    return Markup(" ").join(lines)


def finding(page: Page, projection: Projection, name: str) -> Markup:
    """What a picture of one outcome shows, in one sentence: its text alternative."""
    runs = sorted(
        ((scenario, scenario.outcome(name)) for scenario in projection.scenarios), key=lambda run: run[1].total.median
    )
    (first, low), (last, high) = runs[0], runs[-1]
    a, b = totalled(page, low, first.policy), totalled(page, high, last.policy)
    parts = {"date": horizon(page), "median": a.median, "range": a.range90}
    if len(runs) == 1 or a.range90.striptags() == b.range90.striptags():
        return page.say("policies.finding_same", **parts)
    return page.say(
        "policies.finding",
        **parts,
        best=policy_label(page, first),
        worst=policy_label(page, last),
        worst_median=b.median,
        worst_range=b.range90,
    )


def policy_label(page: Page, scenario: Scenario) -> Markup:
    """The policy's name; numerals in it open its settings."""
    return traced(page, scenario.label, trail_id("setting", "policy", scenario.policy))


def outcome_label(page: Page, scenario: Scenario, name: str) -> Markup:
    """The outcome's name; numerals in it open its trail."""
    outcome = scenario.outcome(name)
    return traced(page, outcome.label, outcome_trail(scenario.policy, outcome))


def horizon(page: Page) -> Markup:
    """The last month of the projection."""
    projection = page.briefing.projection
    start, months = (projection.start, projection.months) if projection else (page.briefing.case.as_of, 0)
    return dated(page, month_after(start, months), "setting-horizon_months")


def month_after(start: str, months: int) -> str:
    """The ISO month ``months`` after the ISO date ``start``."""
    year, month = int(start[:4]), int(start[5:7] or 1)
    return f"{year + (month - 1 + months) // 12:04d}-{(month - 1 + months) % 12 + 1:02d}"


def first_policy(page: Page, projection: Projection, name: str) -> Markup | None:
    """Which policy is best on an outcome, and how surely; nothing where all do the same."""
    ranks = sorted((rank for rank in projection.ranks if rank.outcome == name), key=lambda rank: -rank.p_best)
    if len(ranks) < 2 or ranks[0].p_best == ranks[1].p_best:
        return None
    scenario = next(s for s in projection.scenarios if s.policy == ranks[0].policy)
    trail = outcome_trail(scenario.policy, scenario.outcome(name))
    return page.say(
        "policies.first",
        policy=policy_label(page, scenario),
        outcome=outcome_label(page, scenario, name),
        word=chance_word(page, ranks[0].p_best),
        chance=percent(page, ranks[0].p_best, trail, projection.draws),
    )


def brief(page: Page) -> tuple[Markup, ...]:
    """The page in a few sentences: other estimates, the sharpest contradiction, silence, policies."""
    estimate, projection = page.briefing.estimate, page.briefing.projection
    lines = [
        page.say("estimates.also", label=label_of(page, answer), **_numbers(page, answer))
        for answer in estimate.answers[1:4]
        if answer.figures
    ]
    sharpest = max(range(len(estimate.conflicts)), key=lambda i: estimate.conflicts[i].factor, default=None)
    if sharpest is not None:
        sentence = conflict_sentence(page, sharpest, estimate.conflicts[sharpest])
        lines.append(page.say("conflicts.sharpest", sentence=sentence))
    if estimate.silent:
        lines.append(
            page.say(
                "silent.brief",
                labels=named(page, [page.say("page.quoted", text=label_of(page, a)) for a in estimate.silent]),
            )
        )
    if projection and projection.scenarios:
        lines += filter(None, (first_policy(page, projection, name) for name in telling(projection)[:2]))
    return tuple(lines)


def telling(projection: Projection) -> list[str]:
    """Names of the outcomes on which the policies differ by more than a tenth, in the order of the case."""

    def spread(name: str) -> float:
        medians = [scenario.outcome(name).total.median for scenario in projection.scenarios]
        return (max(medians) - min(medians)) / max(max(medians), 1e-9)

    return [outcome.name for outcome in projection.scenarios[0].outcomes if spread(outcome.name) > DIFFERENT]
