"""Small files of every format, made by hand for the tests."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Sequence

SENTENCE = "About 1,200 women remain in the camp."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", extra: bytes = b"", count: int | None = None) -> bytes:
    """A PDF with lines of text on each page, 12 points high and 14 apart."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages) if count is None else count} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for at, lines in enumerate(pages):
        shown = "".join(f"({line.translate(_ESCAPED)}) Tj 0 -14 Td\n" for line in lines)
        stream = f"BT /F1 12 Tf 72 760 Td\n{shown}ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
    objects.append(f"<< /Title ({title}) /CreationDate (D:20210304100000Z) >>".encode())
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n".encode()
    return bytes(made) + extra + f"startxref\n{start}\n%%EOF\n".encode()


def pdf_table(rows: Sequence[Sequence[str]], *, before: str = "") -> bytes:
    """A PDF whose only page has a line and a table, each cell drawn at its own place, 120 points apart."""
    shown = f"1 0 0 1 72 760 Tm ({before}) Tj\n"
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            shown += f"1 0 0 1 {72 + 120 * across} {720 - 16 * down} Tm ({cell.translate(_ESCAPED)}) Tj\n"
    plain = pdf([["x"]])
    stream = f"BT /F1 12 Tf {shown}ET".encode("cp1252")
    start, end = plain.index(b"<< /Length"), plain.index(b"\nendstream")
    return plain[:start] + f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + plain[end:]


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def docx(body: str, *, before: str = "", notes: str | None = None) -> bytes:
    """A word-processor document with ``body`` as its XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        if notes is not None:
            archive.writestr(
                "word/footnotes.xml",
                f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"><w:p/></w:footnote>'
                f"<w:footnote>{notes}</w:footnote></w:footnotes>",
            )
    return made.getvalue()


def paragraph(text: str) -> str:
    """One paragraph of a word-processor document."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: Sequence[Sequence[str]]) -> str:
    """A table of a word-processor document."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def page(body: str, head: str = "") -> bytes:
    """A page of the web."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def eml(body: bytes, *headers: str) -> bytes:
    """One message."""
    said = headers or (
        "From: Press <press@agency.example>",
        "Subject: Camp report",
        "Date: Mon, 25 Nov 2019 10:00:00 +0100",
    )
    return "\r\n".join(said).encode() + b"\r\n\r\n" + body


def files() -> dict[str, bytes]:
    """One file of each format, each with the same sentence."""
    rss = (
        f"<rss><channel><title>Agency</title><item><title>Camp</title><description>{SENTENCE}</description>"
        "<pubDate>Mon, 25 Nov 2019 10:00:00 +0100</pubDate><link>https://agency.example/a</link></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title><entry><title>Camp</title>'
        f'<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content><updated>2019-11-25T10:00:00Z</updated>'
        "</entry></feed>"
    )
    return {
        "a.txt": SENTENCE.encode(),
        "b.md": f"# Camp report\n\n{SENTENCE}\n".encode(),
        "c.html": page(f"<article><h1>Camp report</h1><p>{SENTENCE}</p></article>"),
        "d.pdf": pdf([["First page of the report."], [SENTENCE]]),
        "e.docx": docx(paragraph(SENTENCE)),
        "f.eml": eml(SENTENCE.encode()),
        "g.mbox": b"From a@b Mon Nov 25 10:00:00 2019\n" + eml(SENTENCE.encode()) + b"\n",
        "h.rss": rss.encode(),
        "i.atom": atom.encode(),
        "j.jsonl": b'{"id": "x", "text": "' + SENTENCE.encode() + b'"}\n',
        "k.csv": b"id,title,text\n1,Camp," + b'"' + SENTENCE.encode() + b'"\n',
        "l.txt.gz": gzip.compress(SENTENCE.encode() + b"\n", mtime=0),
    }
