"""Documents in rows: what the columns of a table or the keys of a JSON line mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headcount.errors import InputError
from headcount.read.loaders.dates import iso_day, mail_day
from headcount.read.loaders.source import Loaded

COLUMNS = ("id", "title", "publisher", "published", "lang", "url", "text")
_LONGEST = 200
"""Characters of an id, an address or a name"""


def loaded(row: Mapping[str, Any], name: str, remarks: tuple[str, ...] = ()) -> Loaded:
    """The document of one row.

    Raises
    ------
    InputError
        No text, or a value that is no text.
    """
    said = {key: _text(row.get(key), key, name) for key in COLUMNS}
    if not (said["text"] or "").strip():
        raise InputError(f"{name}: has no text; fill its column 'text'")
    published = iso_day(said["published"]) or (mail_day(said["published"]) if said["published"] else None)
    if said["published"] and not published:
        remarks = (*remarks, f"published '{said['published'][:40]}' is no date")
    lang = (said["lang"] or "")[:3].lower()
    return Loaded(
        said["text"] or "",
        title=said["title"],
        publisher=said["publisher"],
        published=published,
        url=said["url"],
        lang=lang[:2] if lang[:2].isalpha() and len(lang[:2]) == 2 else None,
        ident=_ident(said["id"], name),
        remarks=remarks,
    )


def _text(value: Any, key: str, name: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise InputError(f"{name}: '{key}' is no text; write it as a string")
    return str(value).strip() or None if key != "text" else str(value)


def _ident(said: str | None, name: str) -> str | None:
    if said is not None and (len(said) > _LONGEST or not said.isprintable()):
        raise InputError(f"{name}: its id is no short printable text; mend its column 'id'")
    return said
