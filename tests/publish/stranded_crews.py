"""An invented crisis, told in invented documents: stranded crews after the closing of the port of Selm."""

from __future__ import annotations

from headcount.values.documents import Document, digest_of
from headcount.values.figures import AsOf, Attribution, Figure, Link, Reading, Unread
from headcount.values.positions import Position

WIRE = """Stranded in Selm: what is known 40 days on

The harbour authority of Selm holds about 3,400 foreign seamen, among them 900 from Arvenia, \
officials said on 3 May 2031. More than 600 women and children live in the transit camp beside the quay.

"We will bring every Arvenian child home," the Arvenian foreign ministry said on Tuesday. Belmora refused to take back \
its nationals. Of those held, a third have asked to return."""

RELIEF = """Situation report 7

Between 4,100 and 4,600 seamen are detained in the three sheds of the harbour as of 28 April 2031. \
The transit camp had 1,150 residents, 480 of them children. \
Corvania evacuated 75 of its people in March and is preparing papers for 140 more.
Eleven residents were born in the camp."""

PAPER = """Seamen of Selm: a census that never was. Several thousand crewmen passed through the port; \
at most 5,000 were held at any time. Of the 1,200 Arvenians who sailed, some 300 had come back by the end of 2030. \
The author's model also counts 2,500 & more who moved on <to other ports>."""

SUMMARY = """The ministry told parliament that 820 Arvenian nationals are held in Selm, fewer than 10 \
of them women, and that it has brought home 64 children."""

LATE = """The harbour authority said it holds nearly 3,500 foreigners."""

RUSSIAN = """В порту Сельма удерживают около 3 000 моряков."""


def document(id: str, text: str, **more: str) -> Document:
    """A document with the digest of its text."""
    return Document(id=id, text=text, digest=digest_of(text), **{"lang": "en", **more})


DOCUMENTS = (
    document(
        "wire",
        WIRE,
        title="Stranded in Selm: 40 days on",
        publisher="Northern Wire",
        published="2031-05-04",
        url="https://wire.example/selm-40-days",
        author_kind="news",
        grade="B",
    ),
    document(
        "relief",
        RELIEF,
        title="Situation report 7",
        publisher="Harbour Relief",
        published="2031-04-30",
        url="https://relief.example/sitrep#seven",
        author_kind="ngo",
        grade="B",
    ),
    document(
        "paper",
        PAPER,
        title="A census that never was",
        publisher="Institute for Coasts",
        published="2031-02",
        url="javascript:alert(1)",
        author_kind="think_tank",
    ),
    document(
        "summary",
        SUMMARY,
        title="Answer to question 212",
        publisher="Arvenian foreign ministry",
        published="2031-05-01",
        url="https://arvenia.example/answers/212",
        kind="abstract",
        checked="second_hand",
        author_kind="government",
    ),
    document(
        "late",
        LATE,
        title="Nearly 3,500 still held",
        publisher="Radio 5",
        published="2031-05-09",
        author_kind="news",
    ),
    document("russian", RUSSIAN, lang="ru", title="Моряки в Сельме", publisher="Вестник порта", published="2031-05-02"),
)
BY_ID = {each.id: each for each in DOCUMENTS}


def figure(id: str, doc: str, words: str, lo: float | None, hi: float | None, sentence: str, **slots: object) -> Figure:
    """The figure whose number ``words`` stand in the sentence that begins with ``sentence``."""
    text = BY_ID[doc].text
    first = text.index(sentence)
    start = text.index(words, first)
    stops = [at for at in (text.find(". ", start), text.find("\n", start)) if at >= 0]
    end = min(stops) + 1 if stops else len(text)
    return Figure(
        id=id,
        document=doc,
        start=start,
        end=start + len(words),
        text=words,
        sentence=(first, end),
        lo=lo,
        hi=hi,
        **{"quantifier": "exact", **slots},
    )


def position(
    id: str, doc: str, words: str, actor: tuple[str, ...], action: str, stage: str, **slots: object
) -> Position:
    """The position that says ``words``."""
    start = BY_ID[doc].text.index(words)
    return Position(
        id=id,
        document=doc,
        start=start,
        end=start + len(words),
        text=words,
        actor=actor,
        action=action,
        stage=stage,
        **slots,
    )


MAY = AsOf("2031-05-03", "2031-05-03", "day", "stated")
SELM = {"place": ("Selm",), "holder": "Selm harbour authority"}
FIGURES = (
    figure(
        "f1a2",
        "wire",
        "3,400",
        3400,
        3400,
        "The harbour authority",
        quantifier="about",
        group="men",
        status="detained",
        as_of=MAY,
        source=Attribution("officials"),
        term="holds",
        **SELM,
    ),
    figure(
        "f1b3",
        "wire",
        "900",
        900,
        900,
        "The harbour authority",
        group="men",
        origin=("Arvenia",),
        status="detained",
        as_of=MAY,
        links=(Link("subset_of", "f1a2"),),
        **SELM,
    ),
    figure(
        "f1c4",
        "wire",
        "600",
        600,
        None,
        "More than",
        quantifier="more_than",
        group="women_and_children",
        status="in_camp",
        as_of=AsOf("2031-05-04", "2031-05-04", "day", "assumed"),
    ),
    figure(
        "f1d5",
        "wire",
        "a third",
        1 / 3,
        1 / 3,
        "Of those held",
        measure="share",
        group="men",
        status="seeking_return",
        links=(Link("share_of", "f1a2"),),
    ),
    figure(
        "f2a1",
        "relief",
        "4,100 and 4,600",
        4100,
        4600,
        "Between",
        quantifier="range",
        group="men",
        status="detained",
        as_of=AsOf("2031-04-28", "2031-04-28", "day", "stated"),
        **SELM,
    ),
    figure("f2b2", "relief", "1,150", 1150, 1150, "The transit camp", status="in_camp"),
    figure(
        "f2c3",
        "relief",
        "480",
        480,
        480,
        "The transit camp",
        group="children",
        status="in_camp",
        links=(Link("subset_of", "f2b2"),),
    ),
    figure(
        "f2d4",
        "relief",
        "75",
        75,
        75,
        "Corvania",
        origin=("Corvania",),
        status="evacuated",
        as_of=AsOf("2031-03-01", "2031-03-31", "month", "stated"),
    ),
    figure("f2e5", "relief", "140", 140, 140, "Corvania", origin=("Corvania",), status="evacuated", modality="planned"),
    figure("f2f6", "relief", "Eleven", 11, 11, "Eleven", group="children", status="born"),
    figure(
        "f3a1", "paper", "Several thousand", 2000, 9999, "Several", quantifier="vague", group="men", status="travelled"
    ),
    figure("f3b2", "paper", "5,000", None, 5000, "Several", quantifier="at_most", group="men", status="detained"),
    figure("f3c3", "paper", "1,200", 1200, 1200, "Of the 1,200", origin=("Arvenia",), status="travelled"),
    figure(
        "f3d4",
        "paper",
        "300",
        300,
        300,
        "Of the 1,200",
        quantifier="about",
        origin=("Arvenia",),
        status="returned",
        as_of=AsOf("2030-12-31", "2030-12-31", "month", "relative"),
    ),
    figure(
        "f3e5", "paper", "2,500", 2500, None, "The author's", quantifier="vague", status="moved_on", modality="forecast"
    ),
    figure("f4a1", "summary", "820", 820, 820, "The ministry", origin=("Arvenia",), status="detained", term="are held"),
    figure(
        "f4b2",
        "summary",
        "10",
        None,
        10,
        "The ministry",
        quantifier="less_than",
        group="women",
        origin=("Arvenia",),
        status="detained",
    ),
    figure("f4c3", "summary", "64", 64, 64, "The ministry", group="children", origin=("Arvenia",), status="returned"),
    figure("f5a1", "late", "3,500", 3500, 3500, "The harbour", quantifier="nearly", status="detained"),
)

POSITIONS = (
    position(
        "p1",
        "wire",
        '"We will bring every Arvenian child home," the Arvenian foreign ministry said on Tuesday',
        ("Arvenia",),
        "take_children_only",
        "promised",
        target="every Arvenian child",
        as_of="2031-05",
    ),
    position("p2", "wire", "Belmora refused to take back its nationals", ("Belmora",), "refuse_return", "refused"),
    position(
        "p3",
        "relief",
        "Corvania evacuated 75 of its people in March",
        ("Corvania", "Dalmor"),
        "evacuate",
        "done",
        as_of="2031-03",
        figures=("f2d4",),
    ),
    position(
        "p4",
        "relief",
        "is preparing papers for 140 more",
        ("Corvania",),
        "prepare_documents",
        "preparing",
        figures=("f2e5",),
    ),
    position("p5", "summary", "it has brought home 64 children", ("Arvenia",), "repatriate", "done", figures=("f4c3",)),
    position(
        "p6",
        "wire",
        "The harbour authority of Selm holds about 3,400 foreign seamen",
        ("Arvenia",),
        "refuse_return",
        "reversed",
    ),
)

READINGS = tuple(
    Reading(
        document=each,
        figures=tuple(f for f in FIGURES if f.document == each.id),
        positions=tuple(p for p in POSITIONS if p.document == each.id),
        unread=(Unread(28, 30, "40", "duration"), Unread(160, 161, "3", "date")) if each.id == "wire" else (),
        not_read="no language pack for 'ru'" if each.id == "russian" else None,
    )
    for each in DOCUMENTS
)
