"""Every command with its arguments and options, from click."""

from __future__ import annotations

import inspect
import re

import click

from headcount.cli import COMMANDS, headcount
from reference.markdown import NOTE, table

_DEFAULT = re.compile(r"\[default: ([^];]+)")
_BEHIND = re.compile(r"\s*\[(default: |required|\d+<=)[^]]*\]")


def page() -> str:
    """The whole page."""
    lead = inspect.cleandoc(headcount.help or "")
    piped = "Data goes to stdout, all else to stderr. A table on a terminal, JSON lines when piped.\n"
    rows = [(f"[{name}](#headcount-{name})", what) for name, what in COMMANDS.items()]
    parts = [NOTE, "# Commands\n", f"{lead}\n", piped, table(("command", "what it does"), rows)]
    return "\n".join([*parts, *map(_command, COMMANDS)])


def _command(name: str) -> str:
    context = click.Context(headcount, info_name="headcount")
    command = headcount.get_command(context, name)
    assert command is not None
    own = click.Context(command, info_name=name, parent=context)
    usage = " ".join([own.command_path, *command.collect_usage_pieces(own)])
    parts = [f"## headcount {name}\n", f"    {usage}\n", inspect.cleandoc(command.help or "") + "\n"]
    options = [param for param in command.params if isinstance(param, click.Option)]
    parts.append(table(("option", "meaning", "default"), [_option(option, own) for option in options]))
    return "\n".join(parts)


def _option(option: click.Option, context: click.Context) -> tuple[str, str, str]:
    names, what = option.get_help_record(context) or ("", "")
    default = _DEFAULT.search(what)
    return f"`{names}`", _BEHIND.sub("", what).strip(), f"`{default[1]}`" if default else ""
