"""The words of a case in other languages: ``words.<lang>.toml`` beside ``case.toml``, for pages in that language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from headcount.errors import CaseError

_NAME = re.compile(r"words\.([a-z]{2,3})\.toml")


def words_of(folder: Path) -> dict[str, dict[str, str]]:
    """Language -> {key: text}; a key names a text of ``case.toml`` such as ``title`` or ``policy.as_now``.

    Raises
    ------
    CaseError
        A file is no TOML, or holds something that is no text.
    """
    found = {}
    for path in sorted(folder.glob("words.*.toml")):
        if named := _NAME.fullmatch(path.name):
            found[named[1]] = _flat(_read(path), path)
    return found


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise CaseError(f"{path}: cannot be read as TOML ({error}); mend the file") from None


def _flat(raw: Mapping[str, object], path: Path, prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in raw.items():
        if isinstance(value, dict):
            flat |= _flat(value, path, f"{prefix}{key}.")
        elif isinstance(value, str):
            flat[f"{prefix}{key}"] = value
        else:
            raise CaseError(f"{path}: {prefix}{key} is no text; write it in quotation marks")
    return flat
