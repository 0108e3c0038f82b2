"""The levers that a policy can move, from their parameters."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

from headcount.project import levers
from reference.markdown import NOTE, docstring, table


def page() -> str:
    """Every lever with its parameters."""
    lead = (
        "A policy is a set of levers: `[policy.levers.NAME]` below a `[[policy]]` of [case.toml](case-toml.md), with "
        "the parameters that differ from their default. [Add a lever](../how-to/add-a-lever.md) makes another.\n"
    )
    return "\n".join([NOTE, "# Levers\n", lead, *(_lever(name, kind) for name, kind in levers.known().items())])


def _lever(name: str, kind: type[Any]) -> str:
    rows = [_row(parameter) for parameter in fields(kind)]
    return f"## {name}\n\n{docstring(kind.__doc__)}\n{table(('parameter', 'meaning', 'default', 'from', 'to'), rows)}"


def _row(parameter: Field[Any]) -> tuple[str, ...]:
    what = parameter.metadata
    default = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
    low, high = (f"{what[end]:g}" if what.get(end) is not None else "" for end in ("low", "high"))
    return f"`{parameter.name}`", str(what.get("meaning", "")), f"`{default}`", low, high
