"""One self-contained HTML page: no request leaves it, it works without script, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headcount.publish import (
    countries,
    documents,
    figures,
    ink,
    panels,
    plans,
    policies,
    prose,
    ranking,
    summary,
    tables,
    timeline,
    wanted,
)
from headcount.publish.embeds import embed
from headcount.publish.packing import packed
from headcount.publish.page import Page
from headcount.publish.trails import AS_OF, ESTIMATE_RUN, PROJECTION_RUN, trail_id
from headcount.publish.typefaces import font_faces

SECTIONS = (
    "plans",
    "estimates",
    "conflicts",
    "silent",
    "countries",
    "overtime",
    "policies",
    "ranking",
    "figures",
    "unused",
    "documents",
    "method",
)
_FACES = "/*faces*/"
_ARTICLE = re.compile(r'(<article [^>]*data-trail="([^"]+)"[^>]*>)(.*?)(?=</article>)', re.DOTALL)
_NUMBER = re.compile(r'<a class="[^"]*" href="#t-[^"]*" data-trail="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_MARKED = re.compile(r'(href="#t-[^"]*") data-trail="[^"]*"(?: data-note="[^"]*")?')
OUTCOMES_SHOWN = 6
"""outcomes of the policies laid open; the others can be unfolded"""
CONFLICTS_SHOWN = 8
"""contradictions printed at once; the smaller ones can be unfolded"""


def write(page: Page, *, plain: bool = False) -> str:
    """The briefing as one HTML page; a large one packs its evidence unless it is to be ``plain``."""
    return packed(_rendered(page), str(page.say("page.packed")), plain=plain)


def _rendered(page: Page) -> str:
    script = _asset("page.js")
    html = _lightened(
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            say=page.say,
            briefing=page.briefing,
            style=Markup(_FACES + "\n" + _asset("page.css")),
            script=Markup(script),
            script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            **_parts(page),
        )
    )
    return html.replace(_FACES, font_faces(html), 1)


def write_embed(page: Page, id: str, address: str | None = None) -> str:
    """One number or chart as a small page of its own.

    Raises
    ------
    UsageError
        The briefing has nothing called ``id``.
    """
    html = (
        _environment()
        .get_template("embed.html")
        .render(
            e=embed(page, id, address),
            say=page.say,
            style=Markup(_FACES + "\n" + _asset("page.css")),
            release=ink.traced(page, page.briefing.release, "setting-made") if page.briefing.release else None,
            digest=page.briefing.digest[:12],
        )
    )
    return html.replace(_FACES, font_faces(html), 1)


def _lightened(html: str) -> str:
    """Within a trail's own article its numbers are plain text: a link would lead to where the reader is.

    Links to other trails need no second mark there, since the article itself is marked.
    """

    def plain(article: re.Match[str]) -> str:
        own = article[2]
        body = _NUMBER.sub(lambda link: link[2] if link[1] == own else link[0], article[3])
        return article[1] + _MARKED.sub(r"\1", body)

    return _ARTICLE.sub(plain, html)


def _parts(page: Page) -> dict[str, Any]:
    """What the sections of the page print."""
    estimate, case = page.briefing.estimate, page.briefing.case
    sections = countries.countries(page)
    optional = {
        "plans": plans.plan_table(page, [one.anchor for one in sections]),
        "overtime": tables.through_time(page),
        "ranking": ranking.ranking(page),
    }
    return optional | {
        "title": ink.traced(page, page.said("title", case.title), "setting-title"),
        "question": ink.traced(page, page.said("question", case.question), "setting-question"),
        "as_of": ink.dated(page, case.as_of, AS_OF),
        "made": ink.dated(page, page.briefing.made, "setting-made"),
        "release": ink.traced(page, page.briefing.release, "setting-made") if page.briefing.release else None,
        "headline": estimate.answers[0] if estimate.answers else None,
        "lead": tables.lead(page),
        "contents": _contents(optional),
        "brief": summary.summary(page),
        "plans_lead": plans.date_note(page),
        "countries": sections,
        "wanted": wanted.wanted_sentences(page),
        "estimates": tables.estimate_table(page, estimate.answers),
        "unsettled": tables.unsettled(page),
        "silent": tables.estimate_table(page, estimate.silent),
        "conflicts": [
            (prose.conflict_sentence(page, i, c), prose.conflict_chances(page, c), prose.price(page, i, c))
            for i, c in enumerate(estimate.conflicts)
        ],
        "timeline": timeline.timeline(page),
        "shown": CONFLICTS_SHOWN,
        "outcomes_shown": OUTCOMES_SHOWN,
        "figures": figures.figure_groups(page),
        "counted": figures.counted_figures(page),
        "comparisons": policies.comparisons(page),
        "policy_settings": policies.settings(page),
        "scores": ranking.scores(page),
        "documents": documents.document_entries(page),
        "unused": figures.unused(page),
        "panels": panels.panels(page),
        "judgements": panels.judgements(page),
        "runs": _runs(page),
        "ink": ink,
        "prose": prose,
        "trail_id": trail_id,
    }


def _contents(optional: dict[str, Any]) -> list[str]:
    """The sections that the page has, in their order."""
    return [name for name in SECTIONS if optional.get(name, True)]


def _runs(page: Page) -> list[tuple[Markup, Markup]]:
    """Digests, each opening its run."""
    briefing, say = page.briefing, page.say
    found = [
        (say("method.briefing_digest"), briefing.digest, "setting-made"),
        (say("method.estimate_digest"), briefing.estimate.digest, ESTIMATE_RUN),
    ]
    if briefing.projection:
        found.append((say("method.projection_digest"), briefing.projection.digest, PROJECTION_RUN))
    return [(label, ink.linked(page, digest, trail, "n d")) for label, digest, trail in found]


def _asset(name: str) -> str:
    return (files("headcount.publish") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("headcount.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
