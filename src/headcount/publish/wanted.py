"""The questions to ask next: figures nobody has reported that would narrow an answer most."""

from __future__ import annotations

from markupsafe import Markup

from headcount.publish.ink import dated, percent, traced
from headcount.publish.page import Page
from headcount.publish.prose import label_of, population

SHOWN = 8


def wanted_sentence(page: Page, index: int) -> Markup:
    """Which count would help, and how much narrower it would make which answer."""
    one, trail = page.briefing.estimate.wanted[index], f"wanted-{index}"
    answers = {a.id: a for a in (*page.briefing.estimate.answers, *page.briefing.estimate.silent)}
    people = population(page, one.select) if one.select else one.label
    return page.say(
        "wanted.sentence",
        people=traced(page, people, trail),
        date=dated(page, one.at, trail),
        answer=label_of(page, answers[one.answer]) if one.answer in answers else traced(page, one.label, trail),
        by=percent(page, max(0.0, 1.0 - one.narrowing), trail),
    )


def wanted_sentences(page: Page) -> tuple[Markup, ...]:
    """The best of them, best first."""
    return tuple(wanted_sentence(page, index) for index in range(min(SHOWN, len(page.briefing.estimate.wanted))))
