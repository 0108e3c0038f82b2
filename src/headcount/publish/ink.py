"""Numbers on the page: each is a link that opens its trail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from headcount.publish.contract import has_numeral
from headcount.publish.page import Page
from headcount.publish.rounding import SMALLEST_PUBLISHED, Rounded, RoundedInterval, amounts, chance, counts, to_step
from headcount.publish.trails import trail_id
from headcount.values.estimates import Answer, Interval
from headcount.values.figures import Figure
from headcount.values.scenarios import Outcome

SMALLEST_WHOLE = 20
"""an outcome whose interval ends below this is printed with decimals"""
WORD = re.compile(r"\w(?:\S*\w)?%?")


@dataclass(frozen=True, slots=True)
class Inked:
    """An interval in the forms that tables and sentences need, each number a link to one trail."""

    median: Markup
    range50: Markup
    """``3,900–6,100``"""
    range90: Markup
    between50: Markup
    """``between 3,900 and 6,100``"""
    between90: Markup
    value: float = 0.0
    """the median as it is printed"""
    hidden: bool = False
    """whether the median is too small to be printed"""


def linked(page: Page, text: object, trail: str, style: str = "n") -> Markup:
    """``text`` as a link that opens ``trail``; ``style`` is ``n`` for numbers, ``n d`` for dates."""
    note = f' data-note="{page.notes[trail]}"' if style == "n" else ""
    id = escape(trail)
    return Markup(f'<a class="{style}" href="#t-{id}" data-trail="{id}"{note}>{escape(text)}</a>')


def traced(page: Page, text: str, trail: str) -> Markup:
    """Free text in which every numeral is a link that opens ``trail``; one marked as foreign keeps its mark."""
    if isinstance(text, Markup) and (foreign := re.fullmatch(r'(<span lang="\w+">)(.*)</span>', text, re.DOTALL)):
        return Markup("{}{}</span>").format(Markup(foreign[1]), traced(page, Markup(foreign[2]).unescape(), trail))
    text = text.unescape() if isinstance(text, Markup) else text
    parts: list[Markup] = []
    last = 0
    for found in WORD.finditer(text):
        if not has_numeral(found[0]):
            continue
        parts += [escape(text[last : found.start()]), linked(page, found[0], trail, "n d")]
        last = found.end()
    return Markup("").join([*parts, escape(text[last:])])


def dated(page: Page, iso: str | None, trail: str) -> Markup:
    """An ISO date as words, opening ``trail``."""
    if not iso:
        return page.say("date.none")
    return linked(page, Markup('<time datetime="{}">{}</time>').format(iso, page.say.date(iso)), trail, "n d")


def answered(page: Page, answer: Answer) -> Inked:
    """The numbers of an answer; small cells only if a source printed them."""
    printed = any(page.figures[id].number() < SMALLEST_PUBLISHED for id in answer.figures)
    rounded = counts(answer.interval, printed_by_a_source=printed)
    return _inked(page, rounded, trail_id("answer", answer.id))


def totalled(page: Page, outcome: Outcome, policy: str) -> Inked:
    """The total of an outcome under one policy; small totals (years, rates) keep their decimals."""
    rounded = amounts(outcome.total) if outcome.total.high90 < SMALLEST_WHOLE else counts(outcome.total)
    return _inked(page, rounded, outcome_trail(policy, outcome))


def fitted(page: Page, interval: Interval, trail: str, *, share: bool) -> Inked:
    """An interval of people, or of a share of people, behind a figure."""
    return _inked(page, amounts(interval) if share else counts(interval), trail, share=share)


def estimated(page: Page, interval: Interval, trail: str, *, printed: bool = False, share: bool = False) -> Inked:
    """An interval of people that the page works out itself; small numbers only if a source ``printed`` one so small."""
    rounded = amounts(interval) if share else counts(interval, printed_by_a_source=printed)
    return _inked(page, rounded, trail, share=share)


def outcome_trail(policy: str, outcome: Outcome) -> str:
    """Id of the trail of an outcome under a policy."""
    return trail_id("outcome", policy, outcome.name)


def _inked(page: Page, rounded: RoundedInterval, trail: str, *, share: bool = False) -> Inked:
    def text(one: Rounded) -> str:
        return page.say.percent(one.value, one.step) if share else rounded_text(page, one)

    def link(one: Rounded) -> Markup:
        return linked(page, text(one), trail)

    def ends(low: Rounded, high: Rounded) -> Markup:
        if low.hidden and not high.hidden:
            return linked(page, page.say("number.up_to", n=text(high)), trail)
        return linked(page, span(page, text(low), text(high)), trail)

    def between(low: Rounded, high: Rounded) -> Markup:
        if low.hidden or text(low) == text(high):
            return ends(low, high)
        return page.say("number.between", low=link(low), high=link(high))

    r = rounded
    return Inked(
        median=link(r.median),
        range50=ends(r.low50, r.high50),
        range90=ends(r.low90, r.high90),
        between50=between(r.low50, r.high50),
        between90=between(r.low90, r.high90),
        value=r.median.value,
        hidden=r.median.hidden,
    )


def span(page: Page, low: str, high: str) -> str:
    """``low``–``high``, or the one number where rounding makes them equal."""
    return low if low == high else str(page.say("number.span", low=low, high=high))


def rounded_text(page: Page, rounded: Rounded) -> str:
    """A rounded number in the page's language."""
    if rounded.hidden:
        return str(page.say("number.hidden", n=SMALLEST_PUBLISHED))
    return page.say.number(rounded.value, rounded.step)


def percent(page: Page, share: float, trail: str, draws: int | None = None) -> Markup:
    """A probability or share, no finer than the draws allow: draws never prove 0 % or 100 %."""
    rounded = chance(share, draws or len(page.briefing.estimate.draws))
    text = page.say.percent(rounded.value / 100)
    if rounded.value < 1:
        text = str(page.say("number.hidden", n=page.say.percent(0.01)))
    elif rounded.value > 99:
        text = str(page.say("number.over", n=page.say.percent(0.99)))
    return linked(page, text, trail)


def factor(page: Page, value: float, trail: str) -> Markup:
    """A ratio in two digits: 1.4, 12, 130."""
    step = 0.1 if value < 9.95 else 1.0 if value < 99.5 else 10.0
    return linked(page, page.say.number(to_step(value, step).value, step), trail)


def reported_text(page: Page, figure: Figure) -> str:
    """A reported number as its source hedged it: "more than 2,000", "300–400", "33.3%"."""
    if figure.measure == "share" and not has_numeral(figure.text):
        return figure.text
    low, high = (None if end is None else _plain(page, end, figure) for end in (figure.lo, figure.hi))
    say = page.say
    if low is None or high is None or low == high:
        number = low if low is not None else high if high is not None else figure.text
        vague_open = figure.quantifier in {"vague", "range", "exact", "about", "nearly"} and high is None
        return str(say("quantifier.open" if vague_open else f"quantifier.{figure.quantifier}", n=number))
    return str(say("quantifier.range", n=span(page, low, high)))


def reported(page: Page, figure: Figure) -> Markup:
    """A reported number, opening its quote."""
    return linked(page, reported_text(page, figure), trail_id("figure", figure.id))


def _plain(page: Page, value: float, figure: Figure) -> str:
    if figure.measure == "share":
        percents = 100 * value
        return page.say.percent(value, 0.01 if abs(percents - round(percents)) < 0.02 else 0.001)
    number = page.say.number(value, 1 if value == int(value) else 0.1)
    return number if figure.unit == "person" else f"{number} {page.say.plural(f'noun.{figure.unit}', value)}"
