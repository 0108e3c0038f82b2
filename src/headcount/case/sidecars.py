"""The ``<name>.toml`` beside a document: publisher, address, date, kind, how far it was checked."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from headcount import codelists
from headcount.errors import InputError
from headcount.values.documents import Document

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class _Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str | None = None
    publisher: str | None = None
    published: Any = None
    url: str | None = None
    lang: str | None = None
    kind: str = "verbatim"
    checked: str | None = None
    grade: str | None = None
    author_kind: str | None = None
    counts: str | None = None
    licence_note: str | None = None


_ALLOWED = {
    "kind": ("verbatim", "abstract"),
    "checked": ("seen", "excerpt", "second_hand"),
    "grade": tuple("ABCDEF"),
    "author_kind": tuple(codelists.table("source_kinds")),
}


def described(document: Document, path: Path) -> Document:
    """``document`` with what its sidecar says of it; unchanged where there is none.

    Raises
    ------
    InputError
        The sidecar is no TOML, has an unknown key, or a value outside its list.
    """
    sidecar = _beside(path)
    if sidecar is None:
        return document
    try:
        entry = msgspec.convert(tomllib.loads(sidecar.read_text(encoding="utf-8")), _Sidecar)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{sidecar}: {error}; mend the description of the document and run again") from None
    for key, allowed in _ALLOWED.items():
        value = getattr(entry, key)
        if value is not None and value not in allowed:
            raise InputError(f"{sidecar}: {key} = '{value}' is not one of {', '.join(allowed)}")
    published = None if entry.published is None else check_date(str(entry.published), f"{sidecar}: published")
    if entry.kind == "abstract" and not (entry.url and entry.publisher):
        raise InputError(
            f"{sidecar}: an abstract needs publisher and url, so that its trail leads to the page it sums up"
        )
    kept = ("title", "publisher", "url", "lang", "kind", "checked", "grade", "author_kind")
    known = {key: getattr(entry, key) for key in kept if getattr(entry, key) is not None}
    known |= {"published": published} if published else {}
    if document.entry is not None:  # of a feed or mailbox it says what its entries do not say themselves
        own = ("title", "url", "publisher", "published")
        known = {key: value for key, value in known.items() if key not in own or getattr(document, key) is None}
    return replace(document, **known)


def _beside(path: Path) -> Path | None:
    """``report.toml`` beside ``report.pdf`` and ``report.txt.gz``."""
    stem = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    sidecar = stem.with_suffix(".toml")
    return sidecar if sidecar.is_file() else None


def check_date(value: str, where: str) -> str:
    """``value`` if it is an ISO day, month or year.

    Raises
    ------
    InputError
        It is none.
    """
    if not _DATE.fullmatch(value) or not _in_calendar(value):
        raise InputError(
            f"{where}: '{value}' is no date; write a year, month or day such as 2019, 2019-11 or 2019-11-25"
        )
    return value


def _in_calendar(value: str) -> bool:
    """Whether the day exists: 2019-02-30 does not."""
    try:
        datetime.date.fromisoformat(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))
    except ValueError:
        return False
    return True
