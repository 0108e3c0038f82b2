"""The code lists: statuses, groups, hedges, actions, ..."""

from __future__ import annotations

import click

from headcount import codelists
from headcount.cli import options
from headcount.cli.printing import Printer
from headcount.errors import UsageError


@click.command("codes")
@click.argument("name", required=False, metavar="[LIST]")
@options.output
def command(name: str | None, printer: Printer) -> int:
    """The code lists: statuses, groups, hedges, actions, ...

    Without LIST, the names of the lists; with it, every code with its kind and meaning.
    """
    if name is None:
        rows = [(each, str(len(codelists.table(each)))) for each in codelists.NAMES]
        if printer.as_json:
            printer.lines({"list": each, "codes": int(count)} for each, count in rows)
        else:
            printer.table(("list", "codes"), rows, right=("codes",))
        return 0
    if name not in codelists.NAMES:
        raise UsageError(f"no code list is called '{name}'; there are {', '.join(codelists.NAMES)}")
    codes = codelists.table(name).values()
    if printer.as_json:
        printer.lines(
            {
                "code": c.code,
                "kind": c.kind,
                "parent": list(c.parents),
                "en": c.en,
                "ru": c.ru,
                "definition": c.definition,
                **c.more,
            }
            for c in codes
        )
    else:
        printer.table(("code", "kind", "label", "definition"), [(c.code, c.kind, c.en, c.definition) for c in codes])
    return 0
