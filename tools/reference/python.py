"""The functions of ``headcount.case`` and the values that they return, from signatures and docstrings."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

from headcount import case
from reference.markdown import NOTE, docstring, table

VALUES = ("documents", "figures", "positions", "estimates", "scenarios", "records", "briefings", "trails")
"""modules of headcount.values that results hold, in the order of the flow"""


def page() -> str:
    """The whole page."""
    public = [getattr(case, name) for name in case.__all__]
    functions = [one for one in public if inspect.isfunction(one)]
    order = ("read", "reconcile", "project", "publish")
    functions.sort(key=lambda one: order.index(one.__name__))
    classes = sorted((one for one in public if inspect.isclass(one)), key=lambda one: one.__name__)
    lead = (
        "Four functions, each of which takes what the one before returned. [The tutorial](../tutorial-api.md) shows "
        "them at work.\n\n    from headcount.case import read, reconcile, project, publish\n"
    )
    values = (
        '## Values\n\nFrozen dataclasses that results hold: `readings[0]` is a `Reading`, `account["foreign-held"]` an '
        "`Answer`.\n"
    )
    parts = [NOTE, "# Python\n", lead, "## Functions\n", *map(_function, functions)]
    parts += ["## Results\n", *map(_class, classes), values]
    return "\n".join(parts + [_value(kind) for name in VALUES for kind in _dataclasses(name)])


def _function(function: Any) -> str:
    return f"### {function.__name__}\n\n```python\n{_signature(function)}\n```\n\n{docstring(function.__doc__)}"


def _signature(function: Any) -> str:
    """One parameter a line where the whole would be too long."""
    signature = inspect.signature(function)
    short = f"{function.__name__}{_plain(str(signature))}"
    if len(short) <= 100:
        return short
    inside = ",\n    ".join(_parameters(signature))
    return f"{function.__name__}(\n    {inside},\n) -> {_plain(str(signature.return_annotation))}"


def _parameters(signature: inspect.Signature) -> list[str]:
    told: list[str] = []
    starred = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            told += [] if any(entry.startswith("*") for entry in told) else ["*"]
            starred = True
        told.append(_plain(str(parameter)))
    return told


def _plain(text: str) -> str:
    """Annotations without the quotation marks that they have as strings; text keeps its own."""
    return re.sub("= '([^']*)'", r'= "\1"', text).replace("'", "")


def _class(kind: Any) -> str:
    parts = [f"### {kind.__name__}\n", docstring(kind.__doc__)]
    methods = [member for name, member in inspect.getmembers(kind) if _shown(name, member)]
    for member in methods:
        if isinstance(member, property):
            parts.append(f"- `.{member.fget.__name__}`: {docstring(member.fget.__doc__).strip()}\n")
        else:
            first = docstring(inspect.getdoc(member)).strip().split("\n\n")[0]
            call = _signature(member).replace("self, ", "").replace("(self)", "()")
            parts.append(f"- `.{call}`: {' '.join(first.split())}\n")
    return "\n".join(parts)


def _shown(name: str, member: Any) -> bool:
    return not name.startswith("_") and (isinstance(member, property) or inspect.isfunction(member))


def _dataclasses(module: str) -> list[Any]:
    loaded = import_module(f"headcount.values.{module}")
    return [one for one in vars(loaded).values() if is_dataclass(one) and one.__module__ == loaded.__name__]


def _value(kind: Any) -> str:
    told = _told(kind)
    rows = [(f"`{field.name}`", f"`{field.type}`", told.get(field.name, "")) for field in fields(kind)]
    return f"### {kind.__name__}\n\n{docstring(kind.__doc__)}\n{table(('field', 'type', 'meaning'), rows)}"


def _told(kind: Any) -> dict[str, str]:
    """Field -> the string that stands below it in the source."""
    body = ast.parse(inspect.cleandoc(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    told: dict[str, str] = {}
    for entry, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(entry, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            assert isinstance(entry.target, ast.Name)
            told[entry.target.id] = docstring(str(below.value.value)).strip()
    return told
