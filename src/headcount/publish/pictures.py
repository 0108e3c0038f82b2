"""Drawings that stand alone, as SVG with their colours inside: for print formats and embeds.

The same geometry as on the page; text is plain, since the notes of a sheet stand under the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape

from headcount.publish.overtime import OverTime
from headcount.publish.page import Page
from headcount.publish.plans import PlanRow
from headcount.publish.policies import Comparison

FONT = "'Source Sans 3','Libertinus Serif','DejaVu Sans',sans-serif"
STAGE_COLOURS = {
    "done": "#123f5e",
    "under_way": "#2f789f",
    "preparing": "#74abc9",
    "promised": "#bcd7e5",
    "gap": "#dd8f5f",
}
BAND90, BAND50, INK, SOFT, HAIR = "#a9cbdf", "#4f93bd", "#1b1c1e", "#55575c", "#d9d5cb"
REPORT, DOUBTED = "#b4480b", "#8a8881"
ROW = 16.0
LABELS = 190.0
WIDTH = 700.0
PANEL_GAP = 14.0
TIME_WIDTH = 420.0


def _svg(width: float, height: float, body: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{"".join(body)}</svg>'
    )


def _text(x: float, y: float, text: object, *, anchor: str = "start", size: float = 11, colour: str = SOFT) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="{FONT}" font-size="{size:g}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def plan_bars(page: Page, rows: Sequence[PlanRow]) -> str:
    """Those held, country by country, by whether somebody has a plan for them."""
    body, x = [], 0.0
    for stage, colour in STAGE_COLOURS.items():
        said = str(page.say(f"plans.legend_{stage}"))
        body.append(f'<rect x="{x:g}" y="0" width="11" height="11" fill="{colour}"/>' + _text(x + 15, 10, said))
        x += 30 + 5.6 * len(said)
    top = 20.0
    for at, row in enumerate(rows):
        y = top + at * ROW
        body.append(_text(LABELS - 8, y + 11, row.name, anchor="end", colour=INK, size=10.5))
        for stage, start, width in row.bar:
            left, wide = LABELS + (WIDTH - LABELS) * start / 100, (WIDTH - LABELS) * width / 100
            body.append(
                f'<rect x="{left:.1f}" y="{y + 2:g}" width="{wide:.1f}" height="{ROW - 4:g}" '
                f'fill="{STAGE_COLOURS[stage]}"/>'
            )
    return _svg(WIDTH, top + ROW * len(rows), body)


def fan_panels(one: Comparison) -> str:
    """One outcome under each policy, side by side."""
    body, x = [], 0.0
    height = 0.0
    for panel in one.panels:
        frame = panel.fan.frame
        parts = [_text(frame.left, 10, panel.label.striptags(), colour=INK, size=12)]
        inner = [
            f'<line x1="{frame.left:g}" x2="{frame.width - frame.right:g}" y1="{y:g}" y2="{y:g}" stroke="{HAIR}"/>'
            + _text(frame.left - 6, y + 3.5, text, anchor="end")
            for y, text in one.ticks
        ]
        inner += [_text(at, frame.height - frame.bottom + 15, text, anchor="middle") for at, text in one.years]
        inner += [
            f'<path d="{panel.fan.band90}" fill="{BAND90}"/><path d="{panel.fan.band50}" fill="{BAND50}"/>',
            *(f'<path d="{line}" fill="none" stroke="{DOUBTED}"/>' for line in panel.fan.others),
            f'<path d="{panel.fan.median}" fill="none" stroke="{INK}" stroke-width="2"/>',
            _text(frame.width - frame.right + 6, panel.fan.end + 4, panel.end.striptags(), colour=INK, size=13),
        ]
        body.append(
            f'<g transform="translate({x:g} 0)">{"".join(parts)}<g transform="translate(0 14)">{"".join(inner)}</g></g>'
        )
        x += frame.width + PANEL_GAP
        height = frame.height + 18
    return _svg(max(x - PANEL_GAP, 1.0), height or 1.0, body)


def over_time(t: OverTime) -> str:
    """An estimate through time under what sources reported."""
    scale = TIME_WIDTH / 100
    body = [
        f'<line x1="0" x2="{TIME_WIDTH:g}" y1="{y:g}" y2="{y:g}" stroke="{HAIR}"/>' + _text(2, y - 3, text)
        for y, text in t.ticks
    ]
    stretched = "".join(
        f'<path d="{d}" fill="{colour}"/>' for d, colour in ((t.band90, BAND90), (t.band50, BAND50)) if d
    )
    line = f'<path d="{t.median}" fill="none" stroke="{INK}" stroke-width="0.5"/>' if t.median else ""
    body.append(f'<g transform="scale({scale:g} 1)">{stretched}{line}</g>')
    body.append(f'<line x1="{t.now * scale:g}" x2="{t.now * scale:g}" y1="0" y2="{t.height:g}" stroke="{INK}"/>')
    body += [
        f'<circle cx="{dot.x * scale:.1f}" cy="{dot.y:g}" r="3.2" '
        f'fill="{DOUBTED if dot.kind == "doubted" else REPORT}"/>'
        for dot in t.dots
    ]
    body += [_text(x * scale, t.height + 14, text, anchor="middle") for x, text in t.years]
    return _svg(TIME_WIDTH, t.height + 20, body)
