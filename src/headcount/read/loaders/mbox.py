"""Mailboxes: one document a message. Messages begin at a line ``From `` behind an empty line (RFC 4155)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from headcount.errors import InputError
from headcount.read.loaders import eml
from headcount.read.loaders.source import Loaded, Source

_START = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def texts(source: Source) -> Iterator[Loaded | InputError]:
    """The text of each message, or why it has none.

    Raises
    ------
    InputError
        There is no message at all.
    """
    starts = [match.span() for match in _START.finditer(source.raw)]
    if not starts or starts[0][0] != 0:
        raise InputError(f"{source.name}: is no mailbox: its first line does not begin with 'From '")
    ends = [start for start, _ in starts[1:]] + [len(source.raw)]
    for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), 1):
        source.pause()
        try:
            yield eml.loaded(_QUOTED.sub(rb"\1", source.raw[begin:end]), f"{source.name}, message {number}")
        except InputError as error:
            yield error
