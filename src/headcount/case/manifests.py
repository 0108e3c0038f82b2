"""What a release says of itself: what it holds, by digest, and what it was made with."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path

import msgspec

from headcount import __version__
from headcount.case import stages
from headcount.case.derived import key_of
from headcount.errors import CaseError
from headcount.values.cases import Case

MANIFEST = "manifest.json"
_LIBRARIES = ("numpy", "scipy", "numba", "jinja2", "typst")
"""whose version may change the last digits of an estimate, or a page"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release says of itself; ``digest`` is that of all else in it."""

    case: str
    version: str
    title: str
    as_of: str
    seed: int
    revision_of: str | None
    """the version it follows"""
    engine: Mapping[str, str]
    """stage -> digest of the code and tables that ran it"""
    made_with: Mapping[str, str]
    """versions of headcount, Python and the libraries of numbers"""
    files: Mapping[str, str]
    """path inside the release -> SHA-256 of the file"""
    digest: str = ""


def manifest_of(draft: Path, case: Case, version: str, *, seed: int, revision_of: str | None) -> Manifest:
    """The manifest of the finished folder ``draft``."""
    manifest = Manifest(
        case=case.name,
        version=version,
        title=case.title,
        as_of=case.as_of,
        seed=seed,
        revision_of=revision_of,
        engine=stages.engines(),
        made_with=made_with(),
        files=digests_of(draft),
    )
    return replace(manifest, digest=digest_of(manifest))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the release in ``folder``.

    Raises
    ------
    CaseError
        There is none, or it is damaged.
    """
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise CaseError(f"{folder / MANIFEST}: is no manifest of a release ({error}); freeze it again") from None


def digest_of(manifest: Manifest) -> str:
    """Digest of all that ``manifest`` says, its own digest left out."""
    return key_of([msgspec.json.encode(replace(manifest, digest=""), order="deterministic")])


def digests_of(folder: Path) -> dict[str, str]:
    """Path below ``folder`` -> digest, without the manifest itself."""
    found = {file.relative_to(folder).as_posix(): sha256(file.read_bytes()) for file in files_below(folder)}
    found.pop(MANIFEST, None)
    return found


def files_below(folder: Path) -> Iterator[Path]:
    """All ordinary files below ``folder`` that are not hidden, in order."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts):
            yield file


def sha256(data: bytes) -> str:
    """SHA-256 of ``data``, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def made_with() -> dict[str, str]:
    """Versions of headcount, Python and the libraries of numbers, and the kind of machine."""
    found = {"headcount": __version__, "python": platform.python_version(), "machine": platform.machine()}
    for name in _LIBRARIES:
        try:
            found[name] = installed(name)
        except PackageNotFoundError:
            continue
    return found


def as_json(manifest: Manifest) -> bytes:
    """The manifest as its file holds it."""
    return msgspec.json.format(msgspec.json.encode(asdict(manifest), order="deterministic"), indent=1) + b"\n"
