"""The code lists, from their tables."""

from __future__ import annotations

from headcount import codelists
from headcount.codelists import Code
from reference.markdown import NOTE, table

_LONG = ("places",)
"""lists with a page of their own"""


def page() -> str:
    """All lists but the long ones."""
    short = [name for name in codelists.NAMES if name not in _LONG]
    lead = (
        "Each list is a CSV in `src/headcount/codelists`; `headcount codes LIST` prints it. A code means the same in "
        "documents, tables, case files and pages. Countries and places have [a page of their own](places.md).\n"
    )
    return "\n".join([NOTE, "# Codes\n", lead, *(_list(name) for name in short)])


def places() -> str:
    """Countries, regions, camps and prisons."""
    lead = (
        "Countries have their ISO 3166 code, parts of them that of ISO 3166-2; regions, camps and prisons have codes "
        "of our own.\n"
    )
    rows = [(f"`{c.code}`", c.kind, c.parent, c.en, c.ru) for c in codelists.table("places").values()]
    return "\n".join([NOTE, "# Places\n", lead, table(("code", "kind", "part of", "English", "Russian"), rows)])


def _list(name: str) -> str:
    codes = list(codelists.table(name).values())
    return f"## {name}\n\n" + table(("code", "kind", "part of", "English", "Russian", "meaning"), map(_row, codes))


def _row(code: Code) -> tuple[str, ...]:
    return f"`{code.code}`", code.kind, code.parent, code.en, code.ru, code.definition
