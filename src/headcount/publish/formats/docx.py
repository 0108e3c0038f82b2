"""The sheet as DOCX, with real footnotes; a number met again refers back to its note."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Docxgraph
from docx.text.run import Run as DocxRun

from headcount.publish.formats import pdf
from headcount.publish.page import Page
from headcount.publish.runs import Run, Runs, text_of
from headcount.publish.sheet import Block, Heading, Paragraph, Picture, Sheet, Table, sheet

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MARK = (
    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    '<w:r><w:t xml:space="preserve"> </w:t></w:r>'
)
_SOFT, _BLUE = RGBColor(0x55, 0x57, 0x5C), RGBColor(0x0F, 0x5C, 0x8C)
_SIZES = {"lead": 11.0, "small": 8.0, "big": 44.0}
_LANGUAGES = {"en": "en-GB", "ru": "ru-RU"}
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ckb"}


def write(page: Page) -> bytes:
    """The briefing as a DOCX; the same briefing gives the same bytes.

    Raises
    ------
    UsageError
        The typesetter that draws its pictures is not installed.
    """
    one = sheet(page)
    writer = _Writer(one)
    for block in one.blocks:
        writer.block(block)
    return writer.saved()


class _Writer:
    """A document in the making, its footnotes in the order in which they are met."""

    def __init__(self, one: Sheet) -> None:
        self.sheet, self.document, self.placed = one, _prepared(one), dict[str, int]()

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._runs(self.document.add_heading(level=block.level), block.text)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._table(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph(style="List Bullet" if block.style == "item" else None)
        self._runs(paragraph, block.text)
        for run in paragraph.runs:
            if block.style in _SIZES:
                run.font.size = Pt(_SIZES[block.style])
                run.font.color.rgb = _BLUE if block.style == "big" else _SOFT

    def _picture(self, block: Picture) -> None:
        source = (
            f'#set page(width: auto, height: auto, margin: 2pt)\n#image(bytes({pdf.literal(block.svg)}), format: "svg")'
        )
        shape = self.document.add_picture(io.BytesIO(pdf.compiled(source, "png")), width=Cm(17.0 * block.width / 100))
        shape._inline.docPr.set("descr", text_of(block.finding))
        self._runs(self.document.add_paragraph(), block.finding)

    def _table(self, block: Table) -> None:
        if block.caption:
            self._runs(self.document.add_paragraph(), block.caption)
        table = self.document.add_table(rows=1, cols=len(block.head), style="Light List")
        for cell, text in zip(table.rows[0].cells, block.head, strict=True):
            cell.text = _clean(text)
        for row in block.rows:
            for column, (cell, runs) in enumerate(zip(table.add_row().cells, row, strict=True)):
                self._runs(cell.paragraphs[0], runs)
                if column >= block.labels:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for cell in table._cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self.document.add_paragraph()

    def _runs(self, paragraph: Docxgraph, runs: Runs) -> None:
        for run in runs:
            made = paragraph.add_run(_clean(run.text))
            made.bold = True if run.bold or run.mark else None
            if run.small:
                made.font.size = Pt(8)
            if run.lang:
                _spoken(made, run.lang)
            if run.trail and run.trail in self.sheet.notes:
                self._note(paragraph, run.trail)

    def _note(self, paragraph: Docxgraph, trail: str) -> None:
        if trail in self.placed:
            again = paragraph.add_run(str(self.placed[trail]))
            again.font.superscript = True
            return
        self.placed[trail] = len(self.placed) + 1
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.placed[trail]))
        run._r.append(reference)

    def saved(self) -> bytes:
        notes = "".join(_footnote(at, self.sheet.notes[trail]) for trail, at in self.placed.items())
        text = f'{_XML}<w:footnotes xmlns:w="{_W}">{_RULES}{notes}</w:footnotes>'
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, text.encode("utf-8"), self.document.part.package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        made = io.BytesIO()
        self.document.save(made)
        return _dated(made.getvalue(), self.sheet.made)


_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def _prepared(one: Sheet) -> Docx:
    """An empty document with the sheet's language, typeface and margins."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.0)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGES.get(one.lang, one.lang))
    normal.element.get_or_add_rPr().append(language)
    day = datetime.datetime.fromisoformat(one.made)
    properties = document.core_properties
    properties.title, properties.author, properties.language = _clean(one.title)[:250], "headcount", one.lang
    properties.created = properties.modified = day
    properties.last_modified_by, properties.comments = "headcount", ""
    return document


def _spoken(run: DocxRun, lang: str) -> None:
    """Marks the language of a quote, and its direction."""
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if lang in _RIGHT_TO_LEFT else "w:val"), lang)
    run._r.get_or_add_rPr().append(language)
    if lang in _RIGHT_TO_LEFT:
        run.font.rtl = True


def _footnote(at: int, runs: Sequence[Run]) -> str:
    text = "".join(
        f'<w:r><w:rPr>{"<w:b/>" if run.bold else ""}{_direction(run.lang)}<w:sz w:val="15"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_clean(run.text))}</w:t></w:r>'
        for run in runs
    )
    return f'<w:footnote w:id="{at}"><w:p>{_MARK}{text}</w:p></w:footnote>'


def _direction(lang: str | None) -> str:
    return "<w:rtl/>" if lang in _RIGHT_TO_LEFT else ""


def _clean(text: str) -> str:
    """Characters that no XML may hold are no part of a printed page."""
    return "".join(
        sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff" and sign not in "\ufffe\uffff"
    )


def _dated(data: bytes, made: str) -> bytes:
    """The same archive with every entry dated by the briefing, so that its bytes do not depend on the clock."""
    year, month, day = (int(part) for part in f"{made}-01-01".split("-")[:3])
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(
                zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED
            )
    return again.getvalue()
