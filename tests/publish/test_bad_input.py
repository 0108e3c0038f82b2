"""Ugly and hostile input: the page stays right and readable, and nothing that a document says is ever run."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from stranded_account import ANSWERS, BRIEFING, CASE, ESTIMATE
from stranded_crews import DOCUMENTS, FIGURES, READINGS

from headcount.publish import printed, publish
from headcount.publish.contract import check_trails, naked_numbers
from headcount.publish.packing import unpacked
from headcount.values.briefings import Briefing
from headcount.values.documents import Document, digest_of
from headcount.values.estimates import Interval, Series, Wanted
from headcount.values.figures import Figure, Reading
from headcount.values.records import Record

ATTACKS = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "\"><iframe srcdoc='<script>alert(1)</script>'>",
    "</style><style>*{display:none}</style>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!--rest--><!--/rest-->",
    '#eval("1") #footnote[x] $x$ \\u{202e}',
    "]]> &lt;b&gt; &#x3c;script&#x3e;",
)


def saying(text: str, number: str, *, id: str = "bad", lang: str = "en", **about: object) -> Reading:
    """A document of one figure."""
    document = replace(DOCUMENTS[0], id=id, text=text, digest=digest_of(text), lang=lang, **about)  # type: ignore[arg-type]
    start = text.index(number)
    figure = replace(
        FIGURES[0], id=f"f-{id}", document=id, start=start, end=start + len(number), text=number,
        sentence=(0, len(text)), links=(), source=None, term=None,
    )  # fmt: skip
    return Reading(document, (figure,))


def with_readings(*more: Reading) -> Briefing:
    return replace(BRIEFING, readings=(*READINGS, *more))


def kept(page: str, briefing: Briefing) -> None:
    assert naked_numbers(page) == []
    assert check_trails(page, [reading.document for reading in briefing.readings]) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_markup_of_a_document_reaches_a_page(attack: str) -> None:
    reading = saying(
        f"Some 7 men {attack} are held.", "7", title=attack, publisher=attack, url=f"https://a.example/{attack}"
    )
    briefing = with_readings(replace(reading, document=replace(reading.document, lang="en")))
    page = publish(briefing)
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts == ["<script>"]
    assert not re.search(r"<(?:img|iframe|object|embed|form action|base|meta http-equiv=.refresh)", page)
    assert not re.search(r"<[^>]+\son\w+=", page)
    assert len(re.findall("</?style", page)) == 2
    assert not re.search(r'href="\s*(?!https?:|#|data:,)', page)
    kept(page, briefing)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_markup_of_a_document_reaches_the_typesetter_or_breaks_a_docx(attack: str) -> None:
    reading = saying(f"Some 7 men {attack}\x00\x0b are held.", "7", title=attack, publisher=attack)
    briefing = replace(with_readings(reading), case=replace(CASE, title=attack, question=attack))
    assert printed(briefing, "pdf").startswith(b"%PDF")
    assert printed(briefing, "docx").startswith(b"PK")


def test_a_page_is_told_apart_from_what_a_document_calls_the_rest() -> None:
    """The packing markers in a quote are text: they pack nothing and unpack nothing."""
    briefing = with_readings(saying("<!--rest--> 7 men <!--/rest--> are held.", "7"))
    assert "&lt;!--rest--&gt;" in publish(briefing)


def test_text_from_right_to_left_keeps_its_direction_and_its_mark() -> None:
    briefing = with_readings(saying("قال المسؤول إن 700 رجل محتجزون في المخيم.", "700", lang="ar"))
    page = publish(briefing)
    assert 'lang="ar" dir="auto">قال المسؤول إن <mark>700</mark> رجل' in page
    kept(page, briefing)
    assert printed(briefing, "pdf").startswith(b"%PDF")


def test_a_title_of_five_hundred_characters_is_printed_whole() -> None:
    title = "A title without an end " * 22
    briefing = replace(BRIEFING, case=replace(CASE, title=title))
    page = publish(briefing)
    assert re.search(rf"<h1>{re.escape(title)}</h1>", page)
    kept(page, briefing)
    assert printed(briefing, "docx").startswith(b"PK")


@pytest.mark.parametrize(
    "interval",
    [
        Interval(100.0, 50.0, 1e9, 10.0, float("inf")),
        Interval(0.0, 0.0, 0.0, 0.0, 0.0),
        Interval(float("inf"), 1.0, float("inf"), 1.0, float("inf")),
        Interval(7e9, 6.9e9, 7.1e9, 6.5e9, 7.5e9),
        Interval(float("nan"), float("nan"), float("nan"), float("nan"), float("nan")),
    ],
)
def test_an_interval_without_end_or_of_billions_is_drawn_and_printed(interval: Interval) -> None:
    answers = (replace(ANSWERS[0], interval=interval, bounds=(10.0, None)), *ANSWERS[1:])
    briefing = replace(BRIEFING, estimate=replace(ESTIMATE, answers=answers))
    page = publish(briefing)
    assert not re.search(r'(?:x|y|width|cx|x1|x2)="[^"]*(?:nan|inf)', page)
    kept(page, briefing)


def test_a_country_without_figures_and_a_case_without_countries_are_printed() -> None:
    empty = replace(ESTIMATE, answers=(), terms=(), conflicts=(), unused=())
    bare = replace(BRIEFING, readings=(), record=Record(), estimate=empty)
    kept(publish(bare), bare)


def many(count: int) -> tuple[Document, tuple[Figure, ...]]:
    lines = [f"On day {at} some {at + 11} men of Arvenia were held." for at in range(count)]
    text = "\n".join(lines)
    document = replace(DOCUMENTS[0], id="many", text=text, digest=digest_of(text))
    figures, at = [], 0
    for number, line in enumerate(lines):
        start = at + line.index(f"{number + 11} men")
        end = start + len(str(number + 11))
        figures.append(
            replace(
                FIGURES[0], id=f"m{number}", document="many", start=start, end=end, text=text[start:end],
                sentence=(at, at + len(line)), lo=number + 11.0, hi=number + 11.0, origin=("Arvenia",), links=(),
                source=None, term=None, status="detained",
            )
        )  # fmt: skip
        at += len(line) + 1
    return document, tuple(figures)


def test_ten_thousand_figures_stay_within_the_size_of_a_page() -> None:
    document, figures = many(10_000)
    page = publish(with_readings(Reading(document, figures)))
    assert len(page.encode()) < 1_500_000
    assert "m9999" in unpacked(page)


def test_series_pulls_wanted_and_bounds_are_printed_where_they_are_known() -> None:
    ends = np.array([[100, 200, 300, 400, 500], [900, 1000, 1100, 1200, 1300], [50, 80, 90, 120, 160]], dtype=float)
    series = Series(("2030-01-01", "2030-07-01", "2031-05-10"), ends)
    wanted = (Wanted("men", "men", {"group": ("men",), "state": ("in_camp",)}, "2031-05-10", 0.6),)
    answers = tuple(replace(answer, series=series, bounds=(40.0, 9000.0)) for answer in ANSWERS)
    briefing = replace(BRIEFING, estimate=replace(ESTIMATE, answers=answers, wanted=wanted))
    for lang in ("en", "ru"):
        page = publish(briefing, lang=lang)
        kept(page, briefing)
        assert 'class="fan90"' in page
    text = " ".join(re.sub("<[^>]+>", "", publish(briefing)).split())
    assert "It stood highest in July 2030 with about 1,100" in text
    assert "A good count of men in camps on 10 May 2031 would narrow" in text
    assert "the counts themselves leave between 40 and 9,000" in text
