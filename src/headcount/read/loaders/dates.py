"""Dates as formats write them, as ISO dates cut to what is known."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?=$|[T ])")
_PACKED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")


def iso_day(text: str | None) -> str | None:
    """``2019``, ``2019-11`` or ``2019-11-25`` from an ISO date with or without a time; ``None`` for anything else."""
    found = _ISO.match((text or "").strip())
    return _valid(*found.groups()) if found else None


def packed_day(text: str | None) -> str | None:
    """The day of ``D:20191125...``, as PDF files write it."""
    found = _PACKED.match((text or "").strip())
    return _valid(*found.groups()) if found else None


def mail_day(text: str | None) -> str | None:
    """The day of ``Mon, 25 Nov 2019 10:00:00 +0100``, as mail and RSS write it; the sender's own day."""
    try:
        return parsedate_to_datetime(text or "").date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return iso_day(text)


def _valid(year: str, month: str | None, day: str | None) -> str | None:
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
