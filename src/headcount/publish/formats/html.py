"""One self-contained HTML page: no request leaves it, it works without script, on a phone and on paper."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from headcount.publish import documents, figures, ink, panels, policies, positions, prose, tables, timeline
from headcount.publish.contract import STORE
from headcount.publish.packing import packed
from headcount.publish.page import Page
from headcount.publish.trails import AS_OF, ESTIMATE_RUN, PROJECTION_RUN, trail_id
from headcount.values.trails import Trail

CONFLICTS_SHOWN = 8
"""contradictions printed at once; the smaller ones can be unfolded"""


def write(page: Page, *, plain: bool = False) -> str:
    """The briefing as one HTML page; a large one packs its evidence unless it is to be ``plain``."""
    return packed(_rendered(page), str(page.say("page.packed")), plain=plain)


def _rendered(page: Page) -> str:
    script = _asset("page.js")
    return _lightened(
        _environment()
        .get_template("page.html")
        .render(
            page=page,
            say=page.say,
            briefing=page.briefing,
            style=Markup(_asset("page.css")),
            script=Markup(script),
            script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            store_id=STORE,
            store=_store(page),
            **_parts(page),
        )
    )


def _lightened(html: str) -> str:
    """Within a trail's own article its numbers are plain text: a link would lead to where the reader is.

    Links to other trails need no second mark there, since the article itself is marked.
    """

    def plain(article: re.Match[str]) -> str:
        own = rf'<a class="[^"]*" href="#t-[^"]*" data-trail="{re.escape(article[2])}"[^>]*>(.*?)</a>'
        body = re.sub(own, r"\1", article[3], flags=re.DOTALL)
        return article[1] + re.sub(r'(href="#t-[^"]*") data-trail="[^"]*"(?: data-note="[^"]*")?', r"\1", body)

    return re.sub(r'(<article [^>]*data-trail="([^"]+)"[^>]*>)(.*?)(?=</article>)', plain, html, flags=re.DOTALL)


def _parts(page: Page) -> dict[str, Any]:
    """What the sections of the page print."""
    estimate, case = page.briefing.estimate, page.briefing.case
    return {
        "title": ink.traced(page, case.title, "setting-title"),
        "question": ink.traced(page, case.question, "setting-question"),
        "as_of": ink.dated(page, case.as_of, AS_OF),
        "made": ink.dated(page, page.briefing.made, "setting-made"),
        "headline": estimate.answers[0] if estimate.answers else None,
        "brief": prose.brief(page),
        "estimates": tables.estimate_table(page, estimate.answers),
        "unsettled": tables.unsettled(page),
        "silent": tables.estimate_table(page, estimate.silent),
        "conflicts": [
            (prose.conflict_sentence(page, i, c), prose.conflict_chances(page, c))
            for i, c in enumerate(estimate.conflicts)
        ],
        "timeline": timeline.timeline(page),
        "shown": CONFLICTS_SHOWN,
        "figures": figures.figure_groups(page),
        "counted": figures.counted_figures(page),
        "actors": positions.actors(page),
        "comparisons": policies.comparisons(page),
        "policy_settings": policies.settings(page),
        "documents": documents.document_entries(page),
        "unused": figures.unused_rows(page),
        "panels": panels.panels(page),
        "judgements": panels.judgements(page),
        "runs": _runs(page),
        "ink": ink,
        "prose": prose,
        "trail_id": trail_id,
    }


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


def _store(page: Page) -> Markup:
    """All trails as JSON that cannot close its script element; what the page shows is not repeated."""
    store = {
        "briefing": page.briefing.digest,
        "documents": {document.id: document.digest for document in page.documents.values()},
        "trails": {id: _plain(trail) for id, trail in page.trails.items()},
    }
    text = json.dumps(store, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))


def _plain(trail: Trail) -> dict[str, Any]:
    quotes = [{"document": q.document, "start": q.start, "end": q.end, "exact": q.exact} for q in trail.quotes]
    whole = {**asdict(trail), "quotes": quotes}
    return {name: value for name, value in whole.items() if value and name != "id"}


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
