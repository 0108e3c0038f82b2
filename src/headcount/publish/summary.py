"""The page in paragraphs that an editor could print: how many, who has a plan, how sure, what then, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from headcount.publish.ink import answered, totalled
from headcount.publish.page import Page
from headcount.publish.plans import plan_sentences
from headcount.publish.prose import (
    conflict_sentence,
    horizon,
    joined,
    label_of,
    named,
    outcome_label,
    policy_label,
    rests_on,
    tally,
    telling,
    unit_label,
)
from headcount.publish.selections import leaves, within
from headcount.publish.wanted import wanted_sentence
from headcount.values.estimates import Answer
from headcount.values.scenarios import Projection

POLICIES = 2
"""outcomes told in the summary"""
OTHERS = 3
"""other answers told where the first has no parts"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing to know, under a few words that say which."""

    kind: str
    head: Markup
    sentences: Markup


def summary(page: Page) -> tuple[Paragraph, ...]:
    """The paragraphs that have something to say."""
    told = {
        "people": _people(page),
        "plan": plan_sentences(page),
        "sure": _sure(page),
        "policies": _policies(page),
        "missing": _missing(page),
    }
    return tuple(
        Paragraph(kind, page.say(f"brief.{kind}"), Markup(" ").join(lines)) for kind, lines in told.items() if lines
    )


def _people(page: Page) -> tuple[Markup, ...]:
    """The parts of the first answer by group; else the next answers."""
    answers = page.briefing.estimate.answers
    parts = _parts(page)
    if parts:
        told = [
            page.say("brief.part", people=_called(page, answers[0], part), **_numbers(page, part)) for part in parts
        ]
        return (page.say("brief.among", parts=joined(page, told)),)
    return tuple(
        page.say("estimates.also", label=label_of(page, answer), **_numbers(page, answer))
        for answer in answers[1 : 1 + OTHERS]
        if answer.figures
    )


def _parts(page: Page) -> list[Answer]:
    """Answers that count one group each of the people of the first answer."""
    case, answers = page.briefing.case, page.briefing.estimate.answers
    if not answers or leaves(case, answers[0].select, "group") != frozenset(case.group.leaves):
        return []
    found = [
        answer
        for answer in answers[1:]
        if within(case, answer.select, answers[0].select)
        and leaves(case, answer.select, "origin") == leaves(case, answers[0].select, "origin")
        and len(leaves(case, answer.select, "group")) == 1
        and answer.figures
    ]
    return found if len(found) > 1 else []


def _called(page: Page, whole: Answer, part: Answer) -> str:
    """A part by its group, and by its state where the whole has more."""
    case = page.briefing.case
    code = next(iter(leaves(case, part.select, "group")))
    number = answered(page, part).value
    group = page.say.plural(f"count.{code}", number) if page.say.has(f"count.{code}") else page.group(code)
    states = leaves(case, part.select, "state")
    if states == leaves(case, whole.select, "state") or len(states) > 1:
        return group
    return f"{group} {page.state(next(iter(states)))}"


def _numbers(page: Page, answer: Answer) -> dict[str, Markup]:
    inked = answered(page, answer)
    return {"median": inked.median, "range90": inked.range90, "between90": inked.between90}


def _sure(page: Page) -> tuple[Markup, ...]:
    """What the first answer rests on, and the dearest contradiction."""
    estimate = page.briefing.estimate
    lines = [rests_on(page, estimate.answers[0])] if estimate.answers else []
    if estimate.conflicts:
        index = _dearest(page)
        many = tally(page, "count-conflicts", "contradiction")
        lines.append(
            page.say("brief.conflicts", n=many, sentence=conflict_sentence(page, index, estimate.conflicts[index]))
        )
    return tuple(lines)


def _dearest(page: Page) -> int:
    """The contradiction that costs most, among those about the people of the first answer where there are any."""
    estimate = page.briefing.estimate
    own = set(estimate.answers[0].figures) if estimate.answers else set()
    return max(
        range(len(estimate.conflicts)),
        key=lambda i: (bool(own.intersection(estimate.conflicts[i].figures)), estimate.conflicts[i].factor),
    )


def _policies(page: Page) -> tuple[Markup, ...]:
    """What differs most between the policy that goes on and the best one."""
    projection = page.briefing.projection
    if not projection or len(projection.scenarios) < 2:
        return ()
    lines = [_policy(page, projection, name) for name in telling(projection)[:POLICIES]]
    return tuple(line for line in lines if line)


def _policy(page: Page, projection: Projection, name: str) -> Markup | None:
    first = projection.scenarios[0]
    ranks = {rank.policy: rank.p_best for rank in projection.ranks if rank.outcome == name}
    best = max(projection.scenarios, key=lambda scenario: ranks.get(scenario.policy, 0.0))
    if best is first:
        return None
    now, then = (totalled(page, one.outcome(name), one.policy) for one in (first, best))
    return page.say(
        "brief.policy",
        outcome=outcome_label(page, first, name),
        unit=unit_label(page, first, name),
        date=horizon(page),
        first=policy_label(page, first),
        median=now.median,
        range=now.range90,
        best=policy_label(page, best),
        best_median=then.median,
        best_range=then.range90,
    )


def _missing(page: Page) -> tuple[Markup, ...]:
    """Whom no document speaks of, and the count that would help most."""
    estimate, lines = page.briefing.estimate, []
    if estimate.silent:
        silent = named(page, [page.say("page.quoted", text=label_of(page, answer)) for answer in estimate.silent])
        lines.append(page.say("silent.brief", labels=silent))
    if estimate.wanted:
        lines.append(wanted_sentence(page, 0))
    return tuple(lines)
