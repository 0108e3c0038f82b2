"""Results of the stages as files keyed by the digest of all they were made from.

A result is fresh when a file with its key exists: a changed document, setting, seed, code list or line of the
engine changes the key. Files are written whole or not at all, and go when none of the last runs used them.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import tempfile
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

_PACKAGE = Path(__file__).resolve().parents[1]
_log = logging.getLogger("headcount")
RUNS_KEPT = 5
"""different runs whose results stay on disk"""
_RUNS = "runs.json"
_MADE_FROM = ("*.py", "*.csv", "*.toml", "*.html", "*.css", "*.js", "*.svg")
T = TypeVar("T")


def key_of(parts: Iterable[bytes | str]) -> str:
    """SHA-256 over ``parts``, each preceded by its length so that no two lists of parts share a key."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8") if isinstance(part, str) else part
        digest.update(str(len(data)).encode() + b":" + data)
    return digest.hexdigest()


@cache
def engine(*packages: str) -> str:
    """Digest of the source and data files of ``packages`` (names below ``headcount``)."""
    files = sorted(
        file for package in packages for pattern in _MADE_FROM for file in (_PACKAGE / package).rglob(pattern)
    )
    return key_of(part for file in files for part in (file.relative_to(_PACKAGE).as_posix(), file.read_bytes()))


def kept(folder: Path, stage: str, key: str, shape: type[T], make: Callable[[], T]) -> T:
    """The result of ``stage`` under ``key``: read from ``folder`` when fresh, else made and kept there.

    A file that cannot be read back (cut off by a full disk, edited) is made again.
    """
    file = folder / name_of(stage, key)
    with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError, ValueError):
        return msgspec.msgpack.decode(file.read_bytes(), type=shape, dec_hook=_decode)
    value = make()
    try:
        write_whole(file, msgspec.msgpack.encode(value, enc_hook=_encode))
    except OSError as error:
        _log.warning("%s: the result cannot be kept (%s); it will be made again next time", folder, error.strerror)
    return value


def is_fresh(folder: Path, stage: str, key: str) -> bool:
    """Whether ``stage`` has a result under ``key``."""
    return (folder / name_of(stage, key)).is_file()


def name_of(stage: str, key: str) -> str:
    """The file name of the result of ``stage`` under ``key``."""
    return f"{stage}-{key[:24]}.msgpack"


def tidy(folder: Path, used: Collection[str], *, keep: int = RUNS_KEPT) -> None:
    """Note the results that a run ``used``, and delete those that none of the last ``keep`` different runs used.

    A run that used what an earlier one did takes its place, so that repeating a run costs no other its results.
    """
    with suppress(OSError):  # a folder that cannot be written to, or that another run tidies at this moment
        runs = [sorted(used), *(run for run in _runs(folder) if set(run) != set(used))][:keep]
        write_whole(folder / _RUNS, msgspec.json.encode(runs))
        needed = {name for run in runs for name in run}
        for file in folder.glob("*.msgpack"):
            if file.name not in needed and not file.name.startswith("."):
                file.unlink(missing_ok=True)


def _runs(folder: Path) -> list[list[str]]:
    """What the last runs used, newest first; nothing where it was never noted."""
    try:
        return msgspec.json.decode((folder / _RUNS).read_bytes(), type=list[list[str]])
    except (OSError, msgspec.MsgspecError):
        return []


def write_whole(file: Path, data: bytes) -> None:
    """Write ``data`` to ``file`` so that a reader sees the old content or the new, never a part.

    Raises
    ------
    OSError
        The file cannot be written, or what stands under its name is a device, a pipe or a folder.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "what stands there is no ordinary file")
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _encode(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return {
            "dtype": value.dtype.str,
            "shape": list(value.shape),
            "data": np.ascontiguousarray(value).tobytes(),
        }
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"no way to keep a {type(value).__name__}")


def _decode(_type: Any, value: Any) -> Any:
    array = np.frombuffer(value["data"], dtype=np.dtype(value["dtype"])).reshape(value["shape"])
    array.flags.writeable = False
    return array
