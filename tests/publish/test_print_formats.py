"""DOCX and PDF: the same sentences, footnotes with quote and address, the same bytes each time."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree
from markupsafe import Markup
from pypdf import PdfReader
from stranded_account import BRIEFING

from headcount.errors import UsageError
from headcount.publish import FORMATS, pages, printed
from headcount.publish.page import page_of
from headcount.publish.runs import Run, runs_of, text_of
from headcount.publish.sheet import Paragraph, Table, sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return pages(BRIEFING, langs=["en"])


def footnotes(data: bytes) -> list[str]:
    tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/footnotes.xml"))
    return ["".join(note.itertext()).strip() for note in tree if note.get(f"{W}type") is None]


def test_every_page_comes_under_its_name_and_twice_the_same(files: dict[str, bytes]) -> None:
    assert list(files) == ["briefing.en.html", "briefing.en.docx", "briefing.en.pdf"]
    assert [printed(BRIEFING, form) for form in FORMATS] == list(files.values())


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(UsageError, match="no page can be written as 'odt'; choose one of html, docx, pdf"):
        printed(BRIEFING, "odt")


def test_a_docx_has_a_footnote_for_each_number_with_quote_and_address(files: dict[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(files["briefing.en.docx"]))
    assert document.core_properties.title == BRIEFING.case.title
    assert BRIEFING.case.title in [paragraph.text for paragraph in document.paragraphs]
    notes = footnotes(files["briefing.en.docx"])
    body = document.element.body
    references = [int(one.get(f"{W}id")) for one in body.iter(f"{W}footnoteReference")]
    assert references == list(range(1, len(notes) + 1))
    quoted = [note for note in notes if "“" in note and "https://" in note]
    assert any("The harbour authority of Selm holds about 3,400 foreign seamen" in note for note in quoted)
    assert any(note.startswith("Our summary of the page, not a quotation:") for note in notes)


def test_a_pdf_has_the_words_and_the_notes(files: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(files["briefing.en.pdf"]))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert reader.metadata is not None and reader.metadata.title == BRIEFING.case.title
    for words in ("What contradicts what", "Method and limits", "Data protection", "The harbour authority of Selm"):
        assert words in text.replace("\n", " ")


def test_russian_goes_through_both(files: dict[str, bytes]) -> None:
    found = pages(BRIEFING, langs=["ru"], forms=("docx", "pdf"))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(found["briefing.ru.pdf"])).pages)
    assert "Метод и пределы" in text
    assert any("цифры" in note.lower() for note in footnotes(found["briefing.ru.docx"]))


def test_every_number_of_the_sheet_that_has_a_trail_has_a_note() -> None:
    found = sheet(page_of(BRIEFING))
    trails = set()
    for block in found.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else []
        texts = cells or ([block.text] if isinstance(block, Paragraph) else [])
        trails |= {run.trail for runs in texts for run in runs if run.trail}
    assert trails <= set(found.notes)
    assert all(text_of(note).strip() for note in found.notes.values())


def test_a_sentence_is_taken_apart_into_runs() -> None:

    text = Markup(
        '<b>How</b> &amp; <a class="n" href="#t-a" data-trail="a" data-note="3">7</a> <span lang="fr">non</span>'
    )
    assert runs_of(text) == (
        Run("How", bold=True), Run(" & "), Run("7", trail="a"), Run(" "), Run("non", lang="fr"),
    )  # fmt: skip
    assert runs_of("<b>plain</b>") == (Run("<b>plain</b>"),)
