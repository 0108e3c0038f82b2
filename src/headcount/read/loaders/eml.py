"""One e-mail message: its text part, or its HTML part as text; subject, day, and the sender's organisation.

The sender's name is not read: what is kept is the organisation that the message states, or the domain of the
address where it belongs to an organisation and not to a provider of private mailboxes.
"""

from __future__ import annotations

import email
import email.errors
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from functools import cache
from importlib.resources import files
from itertools import islice

from headcount.errors import InputError
from headcount.read.loaders.dates import mail_day
from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.html import check_size, plain_text
from headcount.read.loaders.limits import MAX_DEPTH
from headcount.read.loaders.source import Loaded, Source, told

_PARTS = 500
"""Parts of one message that are looked at"""
_DOMAIN = re.compile(r"@([\w.-]+\.\w{2,24})>?\s*$")
_NESTED = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.I | re.M)


def texts(source: Source) -> Iterator[Loaded]:
    """The one text of a message."""
    yield loaded(source.raw, source.name)


def loaded(raw: bytes, name: str) -> Loaded:
    """The text of the message ``raw``.

    Raises
    ------
    InputError
        It holds no text, or messages nested deeper than any that a person forwards.
    """
    if len(_NESTED.findall(raw)) > MAX_DEPTH:
        raise InputError(f"{name}: has messages nested more than {MAX_DEPTH} deep; save its text as a .txt file")
    try:
        message = email.message_from_bytes(raw)
        text, remarks = _body(message, name)
    except (email.errors.MessageError, LookupError, RecursionError, ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{name}: cannot be read as a message ({told(error)}); save its text as .txt") from None
    if not text.strip():
        raise InputError(f"{name}: the message holds no text; save its attachments as files and read those")
    return Loaded(
        text,
        title=_header(message, "Subject") or None,
        publisher=_organisation(message),
        published=mail_day(_header(message, "Date")),
        remarks=remarks,
    )


def _body(message: Message, name: str) -> tuple[str, tuple[str, ...]]:
    """Text parts in order; HTML parts only where no text part stands."""
    plain: list[str] = []
    pages: list[str] = []
    remarks: list[str] = []
    attached = 0
    for part in islice(message.walk(), _PARTS):
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            attached += 1
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        text, said = decoded(payload, name, part.get_content_charset())
        remarks += said
        (plain if kind == "text/plain" else pages).append(text)
    if attached:
        remarks.append(f"{attached} attachments are not read")
    if any(text.strip() for text in plain):
        return "\n\n".join(_lines(text) for text in plain), tuple(remarks)
    return "\n\n".join(_page(page, name) for page in pages), tuple(remarks)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip("\n")


def _page(page: str, name: str) -> str:
    check_size(page, name)
    return plain_text(page)


def _header(message: Message, name: str) -> str:
    """A header as text, its encoded words decoded where that works."""
    said = message.get(name)
    if said is None:
        return ""
    try:
        parts = decode_header(str(said))
    except (ValueError, email.errors.HeaderParseError):
        return " ".join(str(said).split())
    words = []
    for value, charset in parts:
        if isinstance(value, str):
            words.append(value)
            continue
        try:
            words.append(value.decode(charset or "utf-8", "replace"))
        except LookupError:
            words.append(value.decode("utf-8", "replace"))
    return " ".join("".join(words).split())


def _organisation(message: Message) -> str | None:
    """Who sends, as an organisation: the header that says so, or the domain of the address."""
    if said := _header(message, "Organization") or _header(message, "Organisation"):
        return said[:120]
    found = _DOMAIN.search(_header(message, "From"))
    domain = found[1].lower() if found else ""
    private = any(domain == one or domain.endswith("." + one) for one in _providers())
    return None if private or not domain else domain


@cache
def _providers() -> frozenset[str]:
    """Domains of private mailboxes: an address there says nothing of an organisation."""
    return frozenset(files(__package__).joinpath("mailboxes.csv").read_text(encoding="utf-8").split()[1:])
