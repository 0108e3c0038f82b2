"""A mapping file: what foreign columns, codes and dates mean in ours.

dates = "dmy"                      # how 03/04/2019 is meant; left out, such a day is refused
shares = "percent"                 # a measure 'share' counts per cent
drop = ["author"]                  # columns left out

[columns]
seen = "checked"                   # their column -> ours

[values.holder]
SDF = "sdf"                        # their value -> ours; "" empties the cell

[roles]
"Jane Doe" = "lawyer of families"  # a private person -> a role
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from headcount.case.tables.sheets import column_name
from headcount.errors import InputError


class Mapped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file as values; the default changes nothing."""

    dates: str | None = None
    shares: str | None = None
    drop: list[str] = []
    columns: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    roles: dict[str, str] = {}

    def column(self, name: str) -> str | None:
        """Our name of their column; ``None`` when it is left out."""
        return None if name in self.drop else self.columns.get(name, name)

    def cells(self, theirs: Mapping[str, str]) -> dict[str, str]:
        """A row under our columns with our values; codes joined by + are mapped one by one."""
        ours: dict[str, str] = {}
        for name, cell in theirs.items():
            column = self.column(name)
            if column is not None:
                ours[column] = self._value(column, cell)
        return ours

    def _value(self, column: str, cell: str) -> str:
        known = self.values.get(column)
        if known and cell:
            cell = known[cell] if cell in known else "+".join(known.get(part, part) for part in cell.split("+"))
        for person, role in self.roles.items():
            if person in cell:
                cell = cell.replace(person, role)
        return cell


def load_mapping(path: Path | None) -> Mapped:
    """The mapping file at ``path``; without one, nothing is mapped.

    Raises
    ------
    InputError
        It cannot be read, is no TOML, or has an unknown key or choice.
    """
    if path is None:
        return Mapped()
    try:
        made = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Mapped)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); name a mapping file") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; mend the mapping file") from None
    made = msgspec.structs.replace(
        made,
        drop=[column_name(name) for name in made.drop],
        columns={column_name(theirs): ours for theirs, ours in made.columns.items()},
    )
    for key, value, allowed in (("dates", made.dates, ("dmy", "mdy")), ("shares", made.shares, ("percent",))):
        if value is not None and value not in allowed:
            raise InputError(f"{path}: {key} = '{value}' is not one of {', '.join(allowed)}")
    return made
