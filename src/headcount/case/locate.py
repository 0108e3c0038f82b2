"""Where cases are: a folder given, ``cases/NAME`` below the working folder, or a case shipped with headcount."""

from __future__ import annotations

import os
from pathlib import Path

from headcount.errors import UsageError

_PACKAGE = Path(__file__).resolve().parents[1]
BUILT_IN = next(
    (folder for folder in (_PACKAGE / "cases", _PACKAGE.parents[1] / "cases") if folder.is_dir()),
    _PACKAGE / "cases",
)
"""Inside an installed package the cases lie within it, in a checkout beside ``src``."""


def built_in() -> list[str]:
    """Names of the cases that come with headcount."""
    return sorted(folder.parent.name for folder in BUILT_IN.glob("*/case.toml"))


def find_case(name: str) -> Path | None:
    """The folder of the case called ``name`` (a name or a path), or ``None``."""
    for folder in (Path(name), Path("cases") / name, BUILT_IN / name) if name else ():
        try:
            if (folder / "case.toml").is_file():
                return folder
        except OSError:  # a name that no folder can have, or a folder that may not be entered
            continue
    return None


def case_folder(name: str) -> Path:
    """The folder of the case called ``name``.

    Raises
    ------
    UsageError
        There is no such case.
    """
    folder = find_case(name)
    if folder is None:
        raise UsageError(
            f"no case is called '{name}'; there are {', '.join(built_in())}, or name a folder with a case.toml"
        )
    return folder


def cache_folder() -> Path:
    """Where results of documents without a case are kept: $HEADCOUNT_CACHE, else the user's cache folder."""
    if given := os.environ.get("HEADCOUNT_CACHE"):
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "headcount"
