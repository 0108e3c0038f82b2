"""Code lists: each a CSV with code, kind, parent, English and Russian label, definition and mappings.

``table("statuses")["detained"].kind`` is ``state``. A new code is a new row; nothing else changes.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from headcount.errors import CodeError

NAMES = (
    "actions",
    "bodies",
    "checks",
    "groups",
    "links",
    "modalities",
    "places",
    "quantifiers",
    "source_kinds",
    "stages",
    "statuses",
    "units",
    "unread",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a code list; ``more`` holds the columns that only this list has."""

    code: str
    kind: str
    parent: str
    en: str
    ru: str
    definition: str
    more: Mapping[str, str]

    @property
    def parents(self) -> tuple[str, ...]:
        """The codes this one is a part of; places may have several (``western_europe eu``)."""
        return tuple(self.parent.split())


_COLUMNS = ("code", "kind", "parent", "en", "ru", "definition")


@cache
def table(name: str) -> Mapping[str, Code]:
    """The code list called ``name``, in the order of its file.

    Raises
    ------
    CodeError
        No list has that name.
    """
    if name not in NAMES:
        raise CodeError(f"no code list is called '{name}'; there are {', '.join(NAMES)}")
    lines = (files(__name__) / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = [
        Code(
            **{column: row.get(column) or "" for column in _COLUMNS},
            more=MappingProxyType({k: v for k, v in row.items() if k not in _COLUMNS and v}),
        )
        for row in csv.DictReader(lines)
    ]
    return MappingProxyType({row.code: row for row in rows})


def check(name: str, code: str, where: str) -> str:
    """``code`` if the list ``name`` has it.

    Raises
    ------
    CodeError
        The code is unknown; the message names ``where`` it stands and the nearest codes.
    """
    codes = table(name)
    if code in codes:
        return code
    near = difflib.get_close_matches(code, codes, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(list(codes)[:12])} ..."
    raise CodeError(f"{where}: '{code}' is no code of the list '{name}'; {hint}")


def label(name: str, code: str, lang: str = "en") -> str:
    """The label of ``code`` in English or Russian; the code itself where no list has it."""
    row = table(name).get(code)
    return (row.ru if lang == "ru" else row.en) or code if row else code
