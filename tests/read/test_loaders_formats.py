"""What each format gives: text, metadata, pages, tables as lines of cells."""

from __future__ import annotations

from pathlib import Path

import loaders_made as made
import pytest

from headcount.errors import InputError
from headcount.read.loaders import Batch, formats, load, load_all, load_source
from headcount.read.loaders.source import Source
from headcount.values.documents import Document

PAGE = made.page(
    "<nav><a href='/'>Home 3</a></nav><article><h1>Women in the camp</h1>"
    "<p>The ministry said on Thursday that about 1,200 women and many children remain in the camp in the north.</p>"
    "<p>The second paragraph says that 300 foreigners are among them, which nobody had expected until that day.</p>"
    "<ul><li>One item of 20 men</li><li>Another item</li></ul>"
    "<table><tr><th>Country</th><th>Women</th></tr><tr><td>France</td><td>12</td></tr></table></article>",
    "<title>Women in the camp</title><meta property='og:site_name' content='Example Agency'>"
    "<meta property='article:published_time' content='2021-03-04T10:00:00Z'><meta name='author' content='A. Person'>"
    "<link rel='canonical' href='https://agency.example/camp'>",
)


def of(raw: bytes, name: str) -> Batch:
    return load_source(Source(name, raw, Path(name).suffix))


def one(raw: bytes, name: str) -> Document:
    batch = of(raw, name)
    assert not batch.failures
    (document,) = batch.documents
    return document


@pytest.mark.parametrize("name", made.files())
def test_every_format_holds_its_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(made.files()[name])
    document = load(path)
    assert made.SENTENCE in document.text
    assert document.text[document.text.index("1,200") :].startswith("1,200 women")
    assert document.lang == "en"


def test_every_format_is_tried_here() -> None:
    tried = {
        document.format
        for name, raw in made.files().items()
        if not name.endswith(".gz")
        for document in of(raw, name).documents
    }
    assert tried == set(formats())


def test_the_same_file_gives_the_same_document(tmp_path: Path) -> None:
    for name, raw in made.files().items():
        (tmp_path / name).write_bytes(raw)
        assert load(tmp_path / name) == load(tmp_path / name)


def test_a_page_of_the_web() -> None:
    document = one(PAGE, "a.html")
    assert (document.title, document.publisher) == ("Women in the camp", "Example Agency")
    assert (document.published, document.url) == ("2021-03-04", "https://agency.example/camp")
    assert "Home" not in document.text
    assert "\nOne item of 20 men\nAnother item\n" in document.text
    assert document.text.endswith("Country | Women\nFrance | 12")


def test_an_inline_quotation_does_not_break_its_sentence() -> None:
    body = "<p>The ministry said that <q>about 1,200 women</q> and <code>300</code> men remain in the camp today.</p>"
    text = one(made.page(f"<article><h1>Camp</h1>{body * 3}</article>"), "a.html").text
    assert "said that about 1,200 women and 300 men remain" in text


def test_no_name_of_an_author_is_kept() -> None:
    assert "A. Person" not in repr(one(PAGE, "a.html"))
    message = one(made.eml(b"Twelve men.", "From: Some Person <some.person@agency.example>", "Subject: x"), "a.eml")
    assert message.publisher == "agency.example"
    assert "person" not in repr(message).lower()


@pytest.mark.parametrize("sender", ["p@gmail.com", "P Person <p@mail.yandex.ru>", "nobody", ""])
def test_a_private_mailbox_is_no_publisher(sender: str) -> None:
    assert one(made.eml(b"Twelve men.", f"From: {sender}"), "a.eml").publisher is None


def test_a_message_says_what_was_not_read() -> None:
    body = (
        b"--x\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
        + "В лагере 12 женщин.".encode("koi8-r")
        + b"\r\n--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF\r\n--x--\r\n"
    )
    document = one(
        made.eml(body, "Subject: =?utf-8?B?0JvQsNCz0LXRgNGM?=", "Content-Type: multipart/mixed; boundary=x"), "a.eml"
    )
    assert document.text == "В лагере 12 женщин."
    assert document.title == "Лагерь"
    assert document.remarks == ("1 attachments are not read",)


def test_a_message_in_html_only() -> None:
    body = b"<p>Some 40 women</p><script>1</script><table><tr><td>Men</td><td>12</td></tr></table>"
    document = one(made.eml(body, "Content-Type: text/html"), "a.eml")
    assert document.text == "Some 40 women\n\nMen | 12"


def test_pages_of_a_pdf_are_known() -> None:
    head = "Camp update, June"
    pages = [
        [head, f"On page {word} there are {word} women.", str(at)] for at, word in enumerate(("ten", "six", "two"), 1)
    ]
    document = one(made.pdf(pages, title="Women in the camp"), "a.pdf")
    assert document.title == "Women in the camp"
    assert head not in document.text
    assert [document.page_of(document.text.index(word)) for word in ("ten women", "six women", "two women")] == [
        1,
        2,
        3,
    ]
    assert any(head in remark for remark in document.remarks)
    assert any("the file was made on 2021-03-04" in remark for remark in document.remarks)
    assert document.published is None


def test_numbers_that_do_not_count_pages_stay() -> None:
    pages = [[f"{number} women", "were in the camp on the day of the count."] for number in (312, 87, 540)]
    text = one(made.pdf(pages), "a.pdf").text
    assert all(f"{number} women" in text for number in (312, 87, 540))


def test_hyphens_at_line_ends_are_undone() -> None:
    lines = [
        "The camp holds twelve hundred women, and their repa-",
        "triation has been promised by the well-",
        "known ministry.",
    ]
    text = one(made.pdf([lines]), "a.pdf").text
    assert "their repatriation has been promised" in text


def test_a_sentence_goes_on_over_the_page() -> None:
    pages = [["The ministry has said that in the end all of the", "1"], ["forty women will be sent home.", "2"]]
    assert "all of the forty women" in one(made.pdf(pages), "a.pdf").text


def test_a_table_in_a_pdf() -> None:
    rows = [["Country of origin", "Women", "Children"], ["France", "12", "34"], ["Germany", "1,200", "30"]]
    raw = made.pdf_table(rows, before="Women and children in the camp")
    assert one(raw, "a.pdf").text == (
        "Women and children in the camp\n\nCountry of origin | Women | Children\nFrance | 12 | 34\nGermany | 1,200 | 30"
    )


def test_prose_drawn_in_pieces_is_no_table() -> None:
    rows = [["the men and", "women of"], ["this camp", "wait for"], ["a decision", "of 12 men"]]
    assert "|" not in one(made.pdf_table(rows), "a.pdf").text


def test_a_word_processor_document() -> None:
    body = (
        made.paragraph("Report on the camp today")
        + "<w:p><w:r><w:t>About 1,200</w:t></w:r><w:del><w:r><w:delText> 900</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>women</w:t></w:r></w:p>"
        + "<w:sdt><w:sdtContent>"
        + made.paragraph("Inside a control.")
        + "</w:sdtContent></w:sdt>"
        + made.table([["Country", "Women"], ["France", "12"]])
    )
    document = one(made.docx(body, notes=made.paragraph("A note of 30 men.")), "a.docx")
    assert document.text == (
        "Report on the camp today\n\nAbout 1,200\twomen\n\nInside a control.\n\nCountry | Women\nFrance | 12\n\n"
        "A note of 30 men."
    )


def test_entries_of_a_feed() -> None:
    document = one(made.files()["h.rss"], "h.rss")
    assert (document.publisher, document.published) == ("Agency", "2019-11-25")
    assert (document.url, document.entry, document.format) == ("https://agency.example/a", 1, "feed")


def test_rows_of_a_table_are_documents() -> None:
    raw = b"id;title;published;url;text;note\n7;Camp;2019-11;https://a.example;Twelve men.;x\n8;;;;;\n"
    batch = of(raw, "a.csv")
    (document,) = batch.documents
    assert (document.id, document.title, document.published, document.text) == ("7", "Camp", "2019-11", "Twelve men.")
    assert document.remarks == ("columns not read: note",)
    assert [str(failure) for failure in batch.failures] == ["a.csv, row 3: has no text; fill its column 'text'"]


def test_a_bad_line_leaves_the_good_ones() -> None:
    batch = of(b'{"text": "Twelve men."}\n{"text": \n[1]\n{"body": "x"}\n{"text": 5, "lang": "ru"}\n', "a.jsonl")
    assert [document.text for document in batch.documents] == ["Twelve men.", "5"]
    assert [
        "line 2: is no JSON" in str(batch.failures[0]),
        "has no key 'text', only body" in str(batch.failures[2]),
    ] == [True] * 2


def test_a_table_without_texts_is_one_document() -> None:
    assert one(b"Country,Women\nFrance,12\n\n", "a.csv").text == "Country | Women\nFrance | 12"


def test_metadata_on_top_of_markdown() -> None:
    document = one(b"---\ntitle: Camp\ndate: 2019-11-25\n---\n# Head\n\nTwelve men.\n", "a.md")
    assert (document.title, document.published, document.text) == ("Camp", "2019-11-25", "# Head\n\nTwelve men.\n")


def test_a_mailbox_has_a_document_a_message() -> None:
    raw = b"From a Mon 2019\nSubject: x\n\nTwelve men.\n>From here on.\n\nFrom b Mon 2019\nSubject: y\n\n\n"
    batch = of(raw, "a.mbox")
    assert [document.text for document in batch.documents] == ["Twelve men.\nFrom here on."]
    assert "message 2: the message holds no text" in str(batch.failures[0])


@pytest.mark.parametrize("name", ["d.pdf", "e.docx", "c.html", "f.eml", "g.mbox", "h.rss", "j.jsonl", "l.txt.gz"])
def test_standard_input_is_known_by_its_first_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        class buffer:  # noqa: N801 - as sys.stdin has it
            @staticmethod
            def read(_size: int) -> bytes:
                return made.files()[name]

    monkeypatch.setattr("sys.stdin", Stdin)
    assert made.SENTENCE in load("-").text


def test_several_documents_are_not_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One man."}\n{"text": "Two men."}\n', encoding="utf-8")
    assert len(load_all(path).documents) == 2
    with pytest.raises(InputError, match="holds 2 documents"):
        load(path)
