"""What the user named on the command line: a case, documents, or both, opened and checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headcount.case import folders as folders_of_documents
from headcount.case import sidecars
from headcount.case.derived import key_of
from headcount.case.locate import cache_folder, case_folder, find_case
from headcount.case.settings import load_settings
from headcount.case.tables.readings import readings_of
from headcount.errors import HeadcountError, InputError, UsageError
from headcount.read import loaders
from headcount.values.cases import Case
from headcount.values.documents import Document
from headcount.values.figures import Reading

GENERAL = "general"
Progress = Callable[[Sequence[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Workspace:
    """A case with its documents; ``failures`` are the inputs that could not be read."""

    case: Case
    documents: tuple[Document, ...]
    failures: tuple[HeadcountError, ...]
    derived: Path
    """folder of derived results"""
    notes: tuple[str, ...] = ()
    """what was left out without being an error: files of other kinds in a folder, a text that came twice"""
    tables: tuple[Reading, ...] = ()
    """figures.csv and positions.csv of the case, a reading a source"""


def open_workspace(
    targets: Sequence[str],
    *,
    case: str | None = None,
    published: str | None = None,
    progress: Progress = iter,
) -> Workspace:
    """Open what ``targets`` name: case names or folders, documents, globs, folders of documents, ``-``.

    Without a case among them (or as ``case``) the documents stand in the general case. With ``case`` the
    documents stand alone in that case's account; a case among ``targets`` brings its own documents. ``progress``
    wraps the list of files while they are loaded.

    Raises
    ------
    UsageError
        No target, an unknown case, or two cases.
    CaseError
        A case file says something impossible.
    """
    if not targets and case is None:
        raise UsageError("nothing to do; name a case or a document, such as: headcount run caliphate")
    folders = [name for name in targets if find_case(name)]
    if len(folders) + (case is not None) > 1:
        raise UsageError(f"two cases at once ({', '.join([*folders, *([case] if case else [])])}); name one")
    if published is not None:
        _usage_date(published)
    folder = case_folder(case or next(iter(folders), GENERAL))
    settings = load_settings(folder)
    found = [folders_of_documents.found(name) for name in targets if name not in folders]
    own = folders_of_documents.below(folder / "documents") if folders and (folder / "documents").is_dir() else None
    listed = [*([own] if own else []), *found]
    paths = [path for one in listed for path in one.files]
    documents, failures, twice = _load_all(progress(paths), published)
    failures = (*(InputError(why) for one in listed for why in one.unreadable), *failures)
    tables = readings_of(folder) if folders else ()
    if folders and not documents and not failures and not tables:
        raise UsageError(f"{folder / 'documents'}: holds no document; put texts there or name some on the command line")
    notes = (*(note for one in listed for note in one.notes), *twice)
    derived = _derived_folder(folder if folders else None, documents)
    return Workspace(settings, documents, failures, derived, notes, tables)


def workspace_of(documents: Sequence[Document], *, case: str | None = None) -> Workspace:
    """``documents`` that are loaded already, in the account of ``case`` or the general one.

    Raises
    ------
    UsageError
        There is no such case.
    """
    settings = load_settings(case_folder(case or GENERAL))
    return Workspace(settings, tuple(documents), (), _derived_folder(None, documents))


def _usage_date(published: str) -> None:
    try:
        sidecars.check_date(published, "--published")
    except InputError as error:
        raise UsageError(str(error)) from None


def _load_all(
    paths: Iterable[str], published: str | None
) -> tuple[tuple[Document, ...], tuple[HeadcountError, ...], tuple[str, ...]]:
    """Documents by id, what could not be read, and remarks about texts that came more than once."""
    documents: dict[str, Document] = {}
    failures: list[HeadcountError] = []
    twice: list[str] = []
    for path in paths:
        try:
            batch = loaders.load_all(path)
            described = [_described(document, path, published) for document in batch.documents]
        except InputError as error:
            failures.append(error)
            continue
        failures.extend(batch.failures)
        for document in described:
            known = documents.get(document.id)
            if known is not None and known.digest != document.digest:  # two files may number their rows alike
                document = replace(document, id=document.digest[:16])
                known = documents.get(document.id)
            if known is not None:
                twice.append(f"{_named(document)}: has the same text as {_named(known)}; it is read once")
            documents.setdefault(document.id, document)
    return tuple(documents.values()), tuple(failures), tuple(twice)


def _described(document: Document, path: str, published: str | None) -> Document:
    """``document`` with its sidecar; ``published`` is the date of one that has none even then."""
    document = replace(document, path=_printable(path))
    if path != "-":
        document = sidecars.described(document, Path(path))
    return replace(document, published=document.published or published)


def _named(document: Document) -> str:
    return f"{document.path}, entry {document.entry}" if document.entry else document.path or document.id


def _printable(path: str) -> str:
    """``path`` as text: a file name may hold bytes that are no UTF-8."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _derived_folder(case: Path | None, documents: Sequence[Document]) -> Path:
    """``.derived`` inside the case; the user's cache for documents alone or a case that cannot be written to."""
    if case is None:
        return cache_folder() / "documents" / key_of(document.id for document in documents)[:16]
    folder = case / ".derived"
    if os.access(folder if folder.exists() else case, os.W_OK):
        return folder
    return cache_folder() / "cases" / case.name


def with_case(workspace: Workspace, case: Case) -> Workspace:
    """The same workspace under other settings (origins named by the documents)."""
    return replace(workspace, case=case)
