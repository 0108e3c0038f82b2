"""What the user named on the command line: a case, documents, or both, opened and checked."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from headcount.case import sidecars
from headcount.case.derived import key_of
from headcount.case.locate import cache_folder, case_folder, find_case
from headcount.case.settings import load_settings
from headcount.errors import HeadcountError, InputError, UsageError
from headcount.read import loaders
from headcount.values.cases import Case
from headcount.values.documents import Document

GENERAL = "general"
_TEXT = ("*.txt", "*.md")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A case with its documents; ``failures`` are the inputs that could not be read."""

    case: Case
    documents: tuple[Document, ...]
    failures: tuple[HeadcountError, ...]
    derived: Path
    """folder of derived results"""


def open_workspace(targets: Sequence[str], *, case: str | None = None, published: str | None = None) -> Workspace:
    """Open what ``targets`` name: case names or folders, documents, globs, folders of documents, ``-``.

    Without a case among them (or as ``case``) the documents stand in the general case. With ``case`` the
    documents stand alone in that case's account; a case among ``targets`` brings its own documents.

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
    paths = [path for name in targets if name not in folders for path in _paths(name)]
    own = sorted(file for pattern in _TEXT for file in (folder / "documents").glob(pattern)) if folders else []
    documents, failures = _load_all([str(path) for path in own] + paths, published)
    if folders and not documents and not failures:
        raise UsageError(f"{folder / 'documents'}: holds no document; put texts there or name some on the command line")
    return Workspace(settings, documents, failures, _derived_folder(folder if folders else None, documents))


def _usage_date(published: str) -> None:
    try:
        sidecars.check_date(published, "--published")
    except InputError as error:
        raise UsageError(str(error)) from None


def _paths(name: str) -> list[str]:
    """The files that ``name`` stands for; a path that does not exist stays, so that loading it says why."""
    if name == "-":
        return [name]
    if not name:
        raise UsageError("an empty name; name a case or a document")
    path = Path(name)
    if path.is_dir():
        found = sorted(str(file) for pattern in _TEXT for file in path.rglob(pattern))
        if not found:
            raise UsageError(
                f"{name}: the folder holds neither a case.toml nor a .txt or .md file; name a case or documents"
            )
        return found
    if not path.exists() and any(sign in name for sign in "*?["):
        found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - the pattern may be absolute
        if not found:
            raise UsageError(f"{name}: no file matches; check the pattern")
        return found
    return [name]


def _load_all(paths: Sequence[str], published: str | None) -> tuple[tuple[Document, ...], tuple[HeadcountError, ...]]:
    documents: dict[str, Document] = {}
    failures: list[HeadcountError] = []
    for path in paths:
        try:
            document = replace(loaders.load(path, published=published), path=_printable(path))
            if path != "-":
                document = sidecars.described(document, Path(path))
        except InputError as error:
            failures.append(error)
            continue
        documents.setdefault(document.id, document)
    return tuple(documents.values()), tuple(failures)


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
