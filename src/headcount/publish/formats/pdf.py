"""The sheet as PDF, set by typst: real footnotes, running page numbers, tagged for screen readers.

Every text reaches typst as a string literal, so that nothing a document says can be taken for its markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal

from headcount.errors import UsageError
from headcount.publish.page import Page
from headcount.publish.runs import Run, Runs, text_of
from headcount.publish.sheet import Block, Heading, Paragraph, Picture, Sheet, Table, sheet

_SIZES = {"lead": "11pt", "small": "8pt", "big": "44pt"}
_PREAMBLE = """
#set page(paper: "a4", margin: (x: 19mm, top: 20mm, bottom: 22mm), numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 10pt)
#set par(leading: 0.62em, spacing: 0.85em)
#set footnote.entry(gap: 0.4em)
#show footnote.entry: set text(size: 7pt)
#show heading.where(level: 1): it => block(above: 14pt, below: 10pt, text(size: 25pt, weight: "semibold", it.body))
#show heading.where(level: 2): it => block(above: 22pt, below: 8pt, breakable: false)[
  #line(length: 100%, stroke: 0.6pt) #v(2pt) #text(size: 15pt, weight: "semibold", it.body)
]
#show heading.where(level: 3): it => block(above: 14pt, below: 6pt, text(size: 11.5pt, weight: "semibold", it.body))
#show table.cell.where(y: 0): set text(size: 8pt, fill: rgb("#55575c"))
#set table(stroke: (x, y) => (bottom: 0.4pt + rgb("#d9d5cb")), inset: (x: 3pt, y: 3pt))
"""


def write(page: Page) -> bytes:
    """The briefing as a PDF; the same briefing gives the same bytes.

    Raises
    ------
    UsageError
        The typesetter is not installed.
    """
    return compiled(source(sheet(page)))


def compiled(text: str, form: Literal["pdf", "png"] = "pdf") -> bytes:
    """What typst makes of ``text``: ``pdf``, or ``png`` of its first page."""
    try:
        import typst
    except ImportError:
        raise UsageError("PDF needs the typesetter typst; install headcount with its extra: headcount[pdf]") from None
    made = (
        typst.compile(text.encode("utf-8"), format=form, ppi=200.0) if form == "png" else typst.compile(text.encode())
    )
    return bytes(made[0] if isinstance(made, list) else made)


def source(one: Sheet) -> str:
    """The sheet in typst's language."""
    writer = _Writer(one)
    body = "\n".join(writer.block(block) for block in one.blocks)
    year, month, day = (int(part) for part in (one.made + "-01-01").split("-")[:3])
    head = (
        f"#set document(title: {literal(one.title)}, date: datetime(year: {year}, month: {month}, day: {day}))\n"
        f"#set text(lang: {literal(one.lang)})\n"
    )
    return f"{head}{_PREAMBLE}\n{body}\n"


def literal(text: str) -> str:
    """A typst string literal; control characters are no part of a printed page."""
    clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ud800-\udfff]", " ", text)
    return json.dumps(clean, ensure_ascii=False).replace("\\/", "/")


class _Writer:
    """Writes blocks and remembers which notes stand on the page already."""

    def __init__(self, one: Sheet) -> None:
        self.notes, self.placed = one.notes, dict[str, int]()

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"#heading(level: {block.level + 1})[{self.runs(block.text)}]"
        if isinstance(block, Paragraph):
            return self._paragraph(block)
        if isinstance(block, Picture):
            said = literal(text_of(block.finding))
            image = f'image(bytes({literal(block.svg)}), format: "svg", width: {block.width}%, alt: {said})'
            return f"#figure({image})\n#text(size: 8.5pt)[{self.runs(block.finding)}]\n"
        return self._table(block)

    def _paragraph(self, block: Paragraph) -> str:
        text = self.runs(block.text)
        if block.style == "item":
            return f"#list.item[{text}]"
        if block.style == "big":
            return f'#text(size: {_SIZES["big"]}, weight: "semibold", fill: rgb("#0f5c8c"))[{text}]\n'
        if block.style in _SIZES:
            return f'#par(text(size: {_SIZES[block.style]}, fill: rgb("#55575c"))[{text}])'
        return f"#par[{text}]"

    def _table(self, block: Table) -> str:
        widths = ", ".join("1fr" if column < block.labels else "auto" for column in range(len(block.head)))
        aligns = ", ".join("left" if column < block.labels else "right" for column in range(len(block.head)))
        head = ", ".join(f"[#{literal(text)}]" for text in block.head)
        cells = ",\n".join(f"[{self.runs(cell)}]" for row in block.rows for cell in row)
        caption = f"#text(size: 8pt)[{self.runs(block.caption)}]\n" if block.caption else ""
        return (
            f"{caption}#text(size: 8.5pt, table(columns: ({widths},), align: ({aligns},),\n"
            f"table.header({head}),\n{cells}))\n"
        )

    def runs(self, runs: Runs) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        options = []
        if run.bold or run.mark:
            options.append('weight: "semibold"')
        if run.small:
            options.append("size: 0.85em")
        if run.lang and re.fullmatch(r"[a-z]{2,3}", run.lang):
            options.append(f"lang: {literal(run.lang)}")
        text = f"#text({', '.join(options)})[#{literal(run.text)}]" if options else f"#{literal(run.text)};"
        return text + (self._note(run.trail) if run.trail and run.trail in self.notes else "")

    def _note(self, trail: str) -> str:
        if trail in self.placed:
            return f"#footnote(<n{self.placed[trail]}>)"
        self.placed[trail] = len(self.placed) + 1
        return f"#footnote[{self._plain(self.notes[trail])}]<n{self.placed[trail]}>"

    def _plain(self, runs: Iterable[Run]) -> str:
        return "".join(self._run(Run(run.text, bold=run.bold, lang=run.lang)) for run in runs)
