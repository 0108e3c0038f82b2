"""Loaders: a file a format. Each turns the bytes of one input into immutable documents; none opens a connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from headcount.errors import HeadcountError, InputError
from headcount.read.loaders.kinds import formats, kind_of
from headcount.read.loaders.limits import MAX_BYTES, MAX_CHARACTERS, MAX_ENTRIES, MAX_SECONDS, deadline
from headcount.read.loaders.source import Loaded, Source, opened
from headcount.read.script import language_of
from headcount.values.documents import Document, digest_of

__all__ = ["MAX_BYTES", "Batch", "formats", "load", "load_all", "load_source"]


@dataclass(frozen=True, slots=True)
class Batch:
    """The documents of one input, and what in it could not be read."""

    documents: tuple[Document, ...]
    failures: tuple[HeadcountError, ...] = ()


def load(path: Path | str, *, published: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """The document at ``path``, or on standard input where ``path`` is ``-``.

    Raises
    ------
    InputError
        It cannot be read, or holds several documents (``load_all`` takes those).
    """
    batch = load_all(path, published=published, max_bytes=max_bytes)
    if batch.failures:
        raise batch.failures[0]
    if len(batch.documents) != 1:
        raise InputError(f"{path}: holds {len(batch.documents)} documents where one was asked for")
    return batch.documents[0]


def load_all(
    path: Path | str, *, published: str | None = None, max_bytes: int = MAX_BYTES, seconds: float = MAX_SECONDS
) -> Batch:
    """All documents at ``path``; ``published`` is the date of those that carry none.

    Offsets of whatever is read are code points of each document's ``text``, the truth from here on.

    Raises
    ------
    InputError
        Nothing in it can be read.
    """
    return load_source(opened(path, max_bytes), path=str(path), published=published, seconds=seconds)


def load_source(
    source: Source, *, path: str | None = None, published: str | None = None, seconds: float = MAX_SECONDS
) -> Batch:
    """All documents of ``source``.

    Raises
    ------
    InputError
        Nothing in it can be read.
    """
    documents: list[Document] = []
    failures: list[HeadcountError] = []
    with deadline(source.name, seconds) as limit:
        form = kind_of(source)
        timed = Source(source.name, source.raw, source.suffix, limit)
        for number, found in enumerate(_texts(timed, form.loader), 1):
            limit.check()
            try:
                if isinstance(found, InputError):
                    raise found
                entry = number if form.many else None
                documents.append(_document(found, form.code, path or source.name, published, entry))
            except InputError as error:
                failures.append(error)
            if number >= MAX_ENTRIES:
                failures.append(InputError(f"{source.name}: only its first {MAX_ENTRIES:,} documents are read; cut it"))
                break
    if not documents:
        raise failures[0] if failures else InputError(f"{source.name}: is empty; there is nothing to read")
    return Batch(tuple(documents), tuple(failures))


def _texts(source: Source, loader: str) -> Iterator[Loaded | InputError]:
    module = import_module(f"{__package__}.{loader}")
    if not source.raw.strip():
        raise InputError(f"{source.name}: is empty; there is nothing to read")
    return iter(module.texts(source))


def _document(found: Loaded, form: str, path: str, published: str | None, entry: int | None) -> Document:
    name = f"{path}, entry {entry}" if entry else path
    if not found.text.strip():
        raise InputError(f"{name}: is empty; there is nothing to read")
    if len(found.text) > MAX_CHARACTERS:
        raise InputError(f"{name}: has more than {MAX_CHARACTERS:,} characters; cut it into single documents")
    digest = digest_of(found.text)
    return Document(
        id=found.ident or digest[:16],
        text=found.text,
        digest=digest,
        lang=found.lang or language_of(found.text),
        title=found.title,
        publisher=found.publisher,
        published=found.published or published,
        path=path,
        url=found.url,
        format=form,
        pages=found.pages,
        entry=entry,
        remarks=found.remarks,
    )
