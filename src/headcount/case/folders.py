"""The files that a name on the command line stands for: one file, a pattern, or all documents below a folder."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from headcount.errors import UsageError
from headcount.read.loaders.kinds import suffixes
from headcount.read.loaders.limits import MAX_FILES

_DESCRIPTION = ".toml"
_PACKED = ".gz"


@dataclass(frozen=True, slots=True)
class Found:
    """Files to load, remarks about files left out, and what should have been readable and is not."""

    files: tuple[str, ...]
    notes: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


def found(name: str) -> Found:
    """The files that ``name`` stands for; a path that does not exist stays, so that loading it says why.

    Raises
    ------
    UsageError
        An empty name, a pattern that nothing matches, or a folder without documents.
    """
    if not name:
        raise UsageError("an empty name; name a case or a document")
    path = Path(name)
    if name != "-" and path.is_dir():
        listed = below(path)
        if not listed.files and not listed.unreadable:
            raise UsageError(
                f"{name}: the folder holds neither a case.toml nor a document ({' '.join(sorted(suffixes()))}); "
                "name a case or documents"
            )
        return listed
    if name != "-" and not path.exists() and any(sign in name for sign in "*?["):
        return _matching(name)
    return Found((name,))


def _matching(pattern: str) -> Found:
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    if not matches:
        raise UsageError(f"{pattern}: no file matches; check the pattern")
    listed = [below(Path(one)) if Path(one).is_dir() else Found((one,)) for one in matches]
    files = dict.fromkeys(file for one in listed for file in one.files)
    return Found(
        tuple(file for file in files if not _describes(Path(file))),
        tuple(note for one in listed for note in one.notes),
        tuple(why for one in listed for why in one.unreadable),
    )


def below(folder: Path) -> Found:
    """All documents below ``folder``, sorted by path; each file left out is counted with its reason.

    Links to folders are followed once: a folder that was seen under another name is left out.
    """
    files: list[str] = []
    unreadable: list[str] = []
    left: Counter[str] = Counter()
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            status = here.stat()
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            unreadable.append(f"{here}: cannot be opened ({error.strerror}); check its permissions")
            continue
        if (status.st_dev, status.st_ino) in seen:
            left["a folder that was already read under another name"] += 1
            continue
        seen.add((status.st_dev, status.st_ino))
        inner: list[Path] = []
        for entry in entries:
            why = _sorted_in(entry, files, inner, unreadable)
            left.update([why] if why else [])
            if len(files) > MAX_FILES:
                raise UsageError(f"{folder}: holds more than {MAX_FILES:,} documents; name a smaller folder")
        waiting.extend(reversed(inner))
    notes = tuple(f"{folder}: {count} left out: {why}" for why, count in sorted(left.items()))
    return Found(tuple(sorted(files)), notes, tuple(unreadable))


def _sorted_in(entry: os.DirEntry[str], files: list[str], inner: list[Path], unreadable: list[str]) -> str | None:
    """Put one entry of a folder where it belongs; the reason where it is left out."""
    if entry.name.startswith("."):
        return "hidden"
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        unreadable.append(f"{entry.path}: cannot be opened ({error.strerror}); check where it leads")
        return None
    path = Path(entry.path)
    if stat.S_ISDIR(mode):
        inner.append(path)
        return None
    if not stat.S_ISREG(mode):
        return "a device or a pipe"
    if _describes(path):
        return None
    suffix = _suffix(path)
    if suffix not in suffixes():
        return f"no format that is read ({suffix or 'no suffix'})"
    files.append(entry.path)
    return None


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix == _PACKED else suffix


def _describes(path: Path) -> bool:
    """Whether a file is the description that lies beside a document."""
    return path.suffix.lower() == _DESCRIPTION
