"""Sentences that an editor could print, with every numeral a link to its trail."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

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
from headcount.publish.selections import Select, cells
from headcount.publish.trails import trail_id
from headcount.values.cases import Dimension
from headcount.values.estimates import Answer, Conflict
from headcount.values.figures import Figure
from headcount.values.scenarios import Projection, Scenario

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


def population(page: Page, select: Select) -> str:
    """The people a selection means, in words: "women from Arvenia, in camps"."""
    case = page.briefing.case
    groups = _words(page, case.group, select.get("group", ())) or page.label("groups", "people")
    states = _words(page, case.state, select.get("state", ()))
    return _described(page, groups, _words(page, case.origin, select.get("origin", ())), states)


def _described(page: Page, groups: str, origins: str, states: str) -> str:
    """ "men from Arvenia, detained", or "men detained" where the origin goes without saying."""
    if not origins:
        return " ".join(part for part in (groups, states) if part)
    head = f"{groups} {origins}"
    return f"{head}, {states}" if states else head


def _words(page: Page, dimension: Dimension, codes: Iterable[str]) -> str:
    """The label of ``codes``: an aggregate's name where they are one, nothing where they are everything."""
    wanted = tuple(codes)
    leaves = cells(dimension, wanted)
    if not wanted or leaves == frozenset(dimension.leaves):
        return ""
    name = next((code for code, parts in dimension.aggregates.items() if parts == leaves), None)
    codes = [name] if name else list(wanted)
    if dimension.name == "origin":
        return str(placed(page, "from", [page.origin(code) for code in codes]))
    label = page.group if dimension.name == "group" else page.state
    return str(named(page, [label(code) for code in codes]))


def placed(page: Page, word: str, names: Sequence[str]) -> Markup:
    """Places after "from" or "in"; some bring a preposition of their own ("с Филиппин"), and then each has one."""
    own = set(page.say.words["number"].get("prepositions", ()))
    if not any(name.split(" ", 1)[0] in own for name in names):
        return page.say(f"figures.{word}", places=named(page, names))
    each = [name if name.split(" ", 1)[0] in own else page.say(f"figures.{word}", places=name) for name in names]
    return named(page, each)


def whom(page: Page, figure: Figure) -> str:
    """The people a figure speaks of, in words."""
    say = page.say
    origins = str(placed(page, "from", [page.origin(code) for code in figure.origin])) if figure.origin else ""
    head = _described(page, page.group(figure.group), origins, page.state(figure.status) if figure.status else "")
    more = [head]
    if figure.place:
        more.append(str(placed(page, "in", [say.place(code).where for code in figure.place])))
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
    return traced(page, answer_text(page, answer), trail_id("answer", answer.id))


def answer_text(page: Page, answer: Answer) -> str:
    """The answer's label: the case's own words, else the population in the page's language."""
    words = page.briefing.case.words.get(page.say.lang, {})
    if f"ask.{answer.id}" in words or page.say.lang == "en" or not answer.select:
        return page.said(f"ask.{answer.id}", answer.label)
    text = population(page, answer.select)
    return text[:1].upper() + text[1:]


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
    number = linked(page, page.say.number(round(answer.origins, 1), 0.1), trail)
    lines = [page.say("estimates.rests", figures=figures, origins=origins, n=number)]
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
    known = page.say.has(f"conflicts.{conflict.kind}")
    return page.say(
        f"conflicts.{conflict.kind if known else 'rival'}",
        reports=joined(page, [report(page, figure) for figure in figures]),
        population=population(page, conflict.select),
        part=counted_by[0],
        whole=counted_by[-1],
        factor=factor(page, conflict.factor, f"conflict-{index}"),
    )


def price(page: Page, index: int, conflict: Conflict) -> Markup:
    """By what factor somebody must be wrong for the figures to stand together."""
    return page.say("conflicts.price", factor=factor(page, conflict.factor, f"conflict-{index}"))


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
    label = page.said(f"policy.{scenario.policy}", scenario.label)
    return traced(page, label, trail_id("setting", "policy", scenario.policy))


def outcome_label(page: Page, scenario: Scenario, name: str) -> Markup:
    """The outcome's name; numerals in it open its trail."""
    outcome = scenario.outcome(name)
    label = (
        page.say(f"outcomes.{name}")
        if page.say.has(f"outcomes.{name}")
        else page.said(f"outcome.{name}", outcome.label)
    )
    return traced(page, label, outcome_trail(scenario.policy, outcome))


def unit_label(page: Page, scenario: Scenario, name: str) -> Markup:
    """What an outcome is counted in."""
    outcome = scenario.outcome(name)
    known = page.say.has(f"units.{outcome.unit}")
    text = page.say(f"units.{outcome.unit}") if known else page.said(f"unit.{name}", outcome.unit)
    return traced(page, text, outcome_trail(scenario.policy, outcome))


def horizon(page: Page) -> Markup:
    """The last month of the projection."""
    projection = page.briefing.projection
    start, months = (projection.start, projection.months) if projection else (page.briefing.case.as_of, 0)
    return dated(page, month_after(start, months), "setting-horizon_months")


def month_after(start: str, months: int) -> str:
    """The ISO month ``months`` after the ISO date ``start``."""
    year, month = int(start[:4]), int(start[5:7] or 1)
    return f"{year + (month - 1 + months) // 12:04d}-{(month - 1 + months) % 12 + 1:02d}"


def telling(projection: Projection) -> list[str]:
    """Names of the outcomes on which the policies differ by more than a tenth, in the order of the case."""

    def spread(name: str) -> float:
        medians = [scenario.outcome(name).total.median for scenario in projection.scenarios]
        return (max(medians) - min(medians)) / max(max(medians), 1e-9)

    return [outcome.name for outcome in projection.scenarios[0].outcomes if spread(outcome.name) > DIFFERENT]
