"""Releases: a case with all that came of it, frozen under a version and a digest.

``releases/<version>/`` inside the case holds ``inputs/<case>/`` (the case folder as it was), what the stages made of
it, the pages, and ``manifest.json`` with the digest of every file. Nothing in it comes from a clock, so building it
again from its own inputs gives the same bytes as long as the engine is the same.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from headcount.case import contents, stages
from headcount.case.locate import case_folder, find_case
from headcount.case.manifests import (
    MANIFEST,
    Manifest,
    as_json,
    digest_of,
    digests_of,
    files_below,
    made_with,
    manifest_of,
    read_manifest,
    sha256,
)
from headcount.case.workspace import Workspace, open_workspace
from headcount.errors import CaseError, InputError, UsageError

FOLDER = "releases"
INPUTS = "inputs"
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Release:
    """A frozen release on disk, every file of which has been checked against the manifest."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """``caliphate@2``."""
        return f"{self.manifest.case}@{self.manifest.version}"

    def made(self) -> dict[str, bytes]:
        """What the stages made: file name -> content, without the inputs and the pages."""
        names = [name for name in self.manifest.files if not name.startswith((f"{INPUTS}/", f"{contents.PAGES}/"))]
        return {name: (self.folder / name).read_bytes() for name in names}

    def inputs(self) -> dict[str, bytes]:
        """The frozen case: path below the case folder -> content."""
        start = f"{INPUTS}/{self.manifest.case}/"
        names = [name for name in self.manifest.files if name.startswith(start)]
        return {name.removeprefix(start): (self.folder / name).read_bytes() for name in names}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A release built again from its frozen inputs."""

    release: Release
    made: Mapping[str, bytes]
    """what the stages make of the inputs now, pages included"""
    different: tuple[str, ...]
    """files whose bytes are others now"""
    engine: tuple[str, ...]
    """stages whose code or tables have changed since"""
    made_with: Mapping[str, tuple[str, str]]
    """library -> its version then and now, where they differ"""


def freeze(name: str, version: str | None = None, *, seed: int) -> Release:
    """Freeze the case called ``name`` under ``version``, or the next whole number.

    Everything is made from the copy of the inputs that the release keeps, in a hidden folder that becomes the
    release by one renaming: there is no half of one.

    Raises
    ------
    UsageError
        There is no such case, or the version is no plain name or taken.
    CaseError
        A document of the case cannot be read, or changes meanwhile.
    InputError
        The release cannot be written.
    """
    case = case_folder(name)
    live = open_workspace([str(case)])
    version = version or _next(case / FOLDER)
    _check_version(case, version)
    _refuse_failures(live, case)
    try:
        with _hidden(case / FOLDER, version) as draft:
            inputs = draft / INPUTS / live.case.name
            _copy(case, inputs)
            frozen = placeless(inputs, live.derived)
            if [d.digest for d in frozen.documents] != [d.digest for d in live.documents]:
                raise CaseError(
                    f"{case}: its documents changed while they were copied, or lie behind a link; run again"
                )
            made = contents.of(stages.run(frozen, seed=seed), version)
            for path, data in made.items():
                _write(draft / path, data)
            manifest = manifest_of(draft, frozen.case, version, seed=seed, revision_of=_latest(case / FOLDER))
            _write(draft / MANIFEST, as_json(manifest))
            _publish(draft, case / FOLDER / version)
    except OSError as error:
        raise InputError(
            f"{case / FOLDER}: the release cannot be written ({error.strerror}); free the place or copy the case "
            "to a folder of your own"
        ) from None
    return Release(case / FOLDER / version, manifest)


def find_release(name: str) -> Release | None:
    """The release that ``name`` means, ``CASE@VERSION`` or its folder; ``None`` where it names none.

    Raises
    ------
    UsageError
        The case has no release of that version; the message lists those it has.
    CaseError
        A file of it is missing, or other than when it was frozen.
    """
    if (Path(name) / MANIFEST).is_file():
        return open_release(Path(name))
    start, at, version = name.rpartition("@")
    case = find_case(start) if at else None
    if case is None:
        return None
    if version not in versions(case):
        there = ", ".join(versions(case)) or "none yet: headcount publish CASE --release makes one"
        raise UsageError(f"{start} has no release '{version}'; there are {there}")
    return open_release(case / FOLDER / version)


def case_of(name: str) -> str:
    """The case that the release called ``name`` was made of, as a name that can be opened.

    Raises
    ------
    UsageError
        ``name`` is no release of a case that is there.
    """
    release = find_release(name)
    case = None if release is None else release.folder.parent.parent
    if case is None or not find_case(str(case)):
        raise UsageError(f"'{name}' is no release of a case that is there; name both: headcount diff R1 R2")
    return str(case)


def open_release(folder: Path) -> Release:
    """The release in ``folder``, each of its files held against the manifest.

    Raises
    ------
    CaseError
        The manifest is none, or a file is missing, added or changed.
    """
    manifest = read_manifest(folder)
    wrong = sorted(set(digests_of(folder).items()) ^ set(manifest.files.items()))
    if wrong:
        raise CaseError(f"{folder}: {wrong[0][0]} is not as it was frozen; take the release from where you archived it")
    if manifest.digest != digest_of(manifest):
        raise CaseError(f"{folder / MANIFEST}: is not as it was frozen; take it from where you archived it")
    return Release(folder, manifest)


def versions(case: Path) -> list[str]:
    """Versions of the releases of ``case``, oldest first where they are numbered."""
    return sorted((file.parent.name for file in (case / FOLDER).glob(f"[!.]*/{MANIFEST}")), key=_in_order)


def rebuild(release: Release) -> Rebuilt:
    """``release`` built again from its own inputs, in a place that is deleted afterwards; nothing kept is used."""
    manifest = release.manifest
    with tempfile.TemporaryDirectory() as place:
        inputs = release.folder / INPUTS / manifest.case
        made = contents.of(stages.run(placeless(inputs, Path(place)), seed=manifest.seed), manifest.version)
    names = {name for name in manifest.files if not name.startswith(f"{INPUTS}/")}
    digests = {name: sha256(data) for name, data in made.items()}
    now = made_with()
    return Rebuilt(
        release,
        made,
        tuple(sorted(name for name in names | set(made) if digests.get(name) != manifest.files.get(name))),
        changed_engine(manifest.engine),
        {name: (then, now.get(name, "")) for name, then in manifest.made_with.items() if now.get(name) != then},
    )


def placeless(folder: Path, derived: Path | None = None) -> Workspace:
    """The case in ``folder`` as if it lay nowhere: paths of its documents begin at the case folder."""
    workspace = open_workspace([str(folder)])
    documents = tuple(
        replace(document, path=Path(document.path).relative_to(folder).as_posix() if document.path else None)
        for document in workspace.documents
    )
    return replace(workspace, documents=documents, derived=derived or workspace.derived)


def changed_engine(engine: Mapping[str, str]) -> tuple[str, ...]:
    """The stages whose code or tables are others now than those of ``engine``."""
    now = stages.engines()
    return tuple(stage for stage in now if engine.get(stage) != now[stage])


def _check_version(case: Path, version: str) -> None:
    if not _VERSION.fullmatch(version):
        raise UsageError(
            f"--release: '{version}' is no version; take up to 64 letters, digits, dots, dashes, such as 2 or 2026-03"
        )
    if find_case(version) and not (case / FOLDER / version).exists():
        raise UsageError(f"--release: '{version}' is the name of a case; name the case first: headcount publish CASE")
    if (case / FOLDER / version).exists():
        raise UsageError(f"release '{version}' of {case.name} is frozen already; choose another version")


def _refuse_failures(live: Workspace, case: Path) -> None:
    if live.failures:
        raise CaseError(f"{case}: cannot be frozen while something in it cannot be read: {live.failures[0]}")


def _next(folder: Path) -> str:
    numbers = [int(name) for name in versions(folder.parent) if name.isdecimal()]
    return str(max(numbers, default=0) + 1)


def _in_order(version: str) -> list[tuple[int, str]]:
    """1.9 before 1.10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", version) if part]


def _latest(folder: Path) -> str | None:
    """The release that no other follows; the last in order where there are several."""
    known = versions(folder.parent)
    followed = {read_manifest(folder / version).revision_of for version in known}
    return next((version for version in reversed(known) if version not in followed), None)


def _copy(case: Path, inputs: Path) -> None:
    """The case folder without hidden files and its releases; a link to a file is copied as what it leads to."""
    for folder in case.iterdir():
        if folder.is_symlink() and folder.is_dir():
            raise CaseError(f"{folder}: is a link; a release holds what lies in the case: put the folder itself there")
    for file in files_below(case):
        if file.relative_to(case).parts[0] != FOLDER:
            target = inputs / file.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


@contextmanager
def _hidden(folder: Path, version: str) -> Iterator[Path]:
    """A hidden folder beside the releases, gone afterwards unless it became one."""
    folder.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=f".{version}."))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _publish(draft: Path, target: Path) -> None:
    """Rename ``draft`` to ``target`` once all of it is on the disk itself; a release that is there stays."""
    for file in [*files_below(draft), *(folder for folder in draft.rglob("*") if folder.is_dir())]:
        _to_disk(file)
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        if target.exists():
            raise UsageError(f"release '{target.name}' was frozen by another run; choose another version") from None
        raise
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
