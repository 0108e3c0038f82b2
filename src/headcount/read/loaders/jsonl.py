"""JSON lines: one document a line, with the keys id, title, publisher, published, lang, url and text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from headcount.errors import InputError
from headcount.read.loaders import rows
from headcount.read.loaders.decoding import decoded
from headcount.read.loaders.source import Loaded, Source, told


def texts(source: Source) -> Iterator[Loaded | InputError]:
    """The document of each line, or why there is none; empty lines are passed over."""
    text, remarks = decoded(source.raw, source.name)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source.pause()
        try:
            yield _loaded(line, f"{source.name}, line {number}", remarks)
        except InputError as error:
            yield error


def _loaded(line: str, name: str, remarks: tuple[str, ...]) -> Loaded:
    try:
        entry = msgspec.json.decode(line.encode("utf-8", "surrogatepass"))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise InputError(f"{name}: is no JSON ({told(error)}); write one object a line") from None
    if not isinstance(entry, dict):
        raise InputError(f"{name}: is no JSON object; write one object a line, with a key 'text'")
    if "text" not in entry:
        raise InputError(f"{name}: has no key 'text', only {', '.join(sorted(map(str, entry))[:8]) or 'none'}")
    return rows.loaded(entry, name, remarks)
