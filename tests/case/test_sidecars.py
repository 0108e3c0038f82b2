"""The description beside a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from headcount.case.sidecars import check_date, described
from headcount.errors import InputError
from headcount.values.documents import Document, digest_of

DOCUMENT = Document(id="d", text="Ten men.", digest=digest_of("Ten men."), lang="en")


def write(folder: Path, text: str) -> Path:
    (folder / "d.toml").write_text(text, encoding="utf-8")
    return folder / "d.txt"


def test_a_document_without_a_sidecar_is_unchanged(tmp_path: Path) -> None:
    assert described(DOCUMENT, tmp_path / "d.txt") is DOCUMENT


def test_the_sidecar_says_who_published_it_and_when(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'publisher = "Institute"\npublished = "2019-11"\nkind = "abstract"\nurl = "x:y"\nchecked = "excerpt"\n',
    )
    document = described(DOCUMENT, path)
    assert (document.publisher, document.published, document.kind, document.checked) == (
        "Institute",
        "2019-11",
        "abstract",
        "excerpt",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kind = "rumour"', "kind = 'rumour' is not one of verbatim, abstract"),
        ('checked = "no"', "checked = 'no' is not one of seen, excerpt, second_hand"),
        ('grade = "Z"', "grade = 'Z' is not one of A, B"),
        ('published = "last year"', "published: 'last year' is no date"),
        ('published = "2019-02-30"', "published: '2019-02-30' is no date"),
        ('published = "2019-13"', "published: '2019-13' is no date"),
        ('kind = "abstract"', "an abstract needs publisher and url"),
        ('editor = "me"', "unknown field `editor`"),
        ("published = 2019-99-01", "mend the description"),
    ],
)
def test_impossible_descriptions_name_the_file_and_the_value(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        described(DOCUMENT, write(tmp_path, text))
    assert "d.toml" in str(caught.value)


@pytest.mark.parametrize("value", ["2019", "2019-11", "2019-11-25"])
def test_dates_may_be_cut(value: str) -> None:
    assert check_date(value, "x") == value


def test_a_date_need_not_stand_in_quotation_marks(tmp_path: Path) -> None:
    assert described(DOCUMENT, write(tmp_path, "published = 2019-11-25")).published == "2019-11-25"
