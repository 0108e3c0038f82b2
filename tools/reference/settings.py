"""The settings of case.toml: types and defaults from the code, meanings from case_toml.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from headcount.case.settings import _CaseFile
from reference.markdown import NOTE, table

MEANINGS = Path(__file__).with_name("case_toml.csv")


def page() -> str:
    """Every setting."""
    told = meanings()
    lead = (
        "A case is a folder with this file in it ([add a case](../how-to/add-a-case.md)). A setting that is not listed "
        "is refused, with its place in the file. `[[name]]` stands for a table that may come several times.\n"
    )
    rows = [(f"`{key}`", kind, default, told[key]) for key, kind, default in entries()]
    return "\n".join([NOTE, "# case.toml\n", lead, table(("setting", "type", "default", "meaning"), rows)])


def meanings() -> dict[str, str]:
    """Setting -> what it means, in words."""
    with MEANINGS.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["what"] for row in csv.DictReader(file)}


def entries() -> Iterator[tuple[str, str, str]]:
    """Every setting with its type and default, as dotted keys."""
    yield from _entries(msgspec.inspect.type_info(_CaseFile), "")


def _entries(struct: Any, prefix: str) -> Iterator[tuple[str, str, str]]:
    for field in struct.fields:
        name, inner = f"{prefix}{field.encode_name}", field.type
        parts = [part for part in _parts(inner) if isinstance(part, msgspec.inspect.StructType)]
        if parts:
            several = isinstance(inner, msgspec.inspect.ListType) or any(
                isinstance(part, msgspec.inspect.ListType) for part in getattr(inner, "types", ())
            )
            yield from _entries(parts[0], f"[[{name}]]." if several else f"{name}.")
        else:
            yield name, _kind(inner), _default(field)


def _parts(kind: Any) -> list[Any]:
    """A type and all that stand in it: the parts of a union, the items of a list."""
    inner = [*getattr(kind, "types", ()), *([kind.item_type] if isinstance(kind, msgspec.inspect.ListType) else [])]
    return [kind, *(deeper for part in inner for deeper in _parts(part))]


_NAMES = {
    "StrType": "text",
    "IntType": "whole number",
    "FloatType": "number",
    "BoolType": "true or false",
    "AnyType": "day",
}


def _kind(kind: Any) -> str:
    name = type(kind).__name__
    if name == "ListType":
        return f"list of {_plural(_kind(kind.item_type))}"
    if name == "TupleType":
        return f"{len(kind.item_types)} {_plural(_kind(kind.item_types[0]))}"
    if name == "DictType":
        return f"table of {_plural(_kind(kind.value_type))}"
    if name == "UnionType":
        return " or ".join(dict.fromkeys(_kind(part) for part in kind.types if type(part).__name__ != "NoneType"))
    return _NAMES[name]


def _plural(kind: str) -> str:
    return {"text": "texts", "number": "numbers", "whole number": "whole numbers"}.get(kind, kind)


def _default(field: Any) -> str:
    if field.required:
        return "required"
    default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    return (
        "" if default in ([], {}, None, "") else f"`{str(default).lower() if isinstance(default, bool) else default}`"
    )
