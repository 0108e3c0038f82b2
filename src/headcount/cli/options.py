"""Options that several commands share, with one meaning everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from headcount.cli.printing import Printer
from headcount.errors import CodeError, InputError, UsageError

if TYPE_CHECKING:
    from headcount.case.workspace import Workspace

SEED = 1
BRIEFING = "briefing.html"
Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user named: cases or documents, the case they stand in, their publication date."""

    targets: tuple[str, ...]
    case: str | None
    published: str | None

    def open(self, printer: Printer) -> Workspace:
        """The case with its documents; what was left out or had to be guessed is said on stderr."""
        from headcount.case.workspace import open_workspace

        workspace = open_workspace(
            self.targets,
            case=self.case,
            published=self.published,
            progress=lambda files: printer.progress(files, "loading"),
        )
        for note in workspace.notes:
            printer.say(note)
        for document in workspace.documents:
            for remark in document.remarks:
                entry = "" if document.entry is None else f", entry {document.entry}"
                printer.say(f"{document.path or document.id}{entry}: {remark}")
        return workspace


def targets(function: Command) -> Command:
    """CASE|DOC... with --case and --published; the command receives ``wanted``."""

    @wraps(function)
    def with_wanted(*, targets: tuple[str, ...], case: str | None, published: str | None, **rest: Any) -> Any:
        return function(wanted=Wanted(targets, case, published), **rest)

    return _decorated(
        with_wanted,
        click.option(
            "--published",
            metavar="DATE",
            help="Publication date of documents that carry none: 2019, 2019-11 or 2019-11-25.",
        ),
        click.option(
            "--case", metavar="NAME", help="Put the documents, and only these, into the account of this case."
        ),
        click.argument("targets", nargs=-1, metavar="CASE|DOC..."),
    )


def output(function: Command) -> Command:
    """--json, --table, --quiet and --no-color; the command receives ``printer``."""

    @wraps(function)
    def with_printer(*, form: str | None, quiet: bool, no_color: bool, **rest: Any) -> Any:
        return function(printer=Printer(form=form, quiet=quiet, no_color=no_color), **rest)

    return _decorated(
        with_printer,
        click.option("--no-color", is_flag=True, help="No colours in tables."),
        click.option("--quiet", "-q", is_flag=True, help="Nothing on stderr but errors."),
        click.option("--table", "form", flag_value="table", help="A table, also when piped."),
        click.option("--json", "form", flag_value="json", help="JSON lines, also on a terminal."),
    )


def check_code(name: str, code: str, option: str) -> None:
    """``code``, given to ``option``, must stand in the list ``name``.

    Raises
    ------
    UsageError
        It does not; the message names the nearest codes.
    """
    from headcount import codelists

    try:
        codelists.check(name, code, option)
    except CodeError as error:
        raise UsageError(str(error)) from None


def check_date(date: str, option: str) -> None:
    """``date``, given to ``option``, must be a year, month or day.

    Raises
    ------
    UsageError
        It is none.
    """
    from headcount.case import sidecars

    try:
        sidecars.check_date(date, option)
    except InputError as error:
        raise UsageError(str(error)) from None


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` as given to ``option``, the last of a name.

    Raises
    ------
    UsageError
        One has no name or no value.
    """
    found = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not (name.strip() and sign and value.strip()):
            raise UsageError(f"{option} {text}: write a name and a value, such as name=2")
        found[name.strip()] = value.strip()
    return found


def numbers(given: Sequence[str], option: str) -> dict[str, float]:
    """``NAME=NUMBER`` as given to ``option``.

    Raises
    ------
    UsageError
        One has no name, or its value is no number.
    """
    found = {}
    for name, value in pairs(given, option).items():
        try:
            found[name] = float(value)
        except ValueError:
            raise UsageError(f"{option} {name}={value}: '{value}' is no number") from None
    return found


def full(function: Command) -> Command:
    """--full"""
    return click.option(
        "--full", is_flag=True, help="Sample the account (slow) instead of taking the first answer around its mode."
    )(function)


def seed(function: Command) -> Command:
    """--seed"""
    return click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=SEED,
        show_default=True,
        help="Random seed; the same seed gives the same output.",
    )(function)


def out(function: Command) -> Command:
    """-o"""
    return click.option(
        "-o",
        "--output",
        "out",
        metavar="FILE",
        default=BRIEFING,
        show_default=True,
        help="Where the briefing goes.",
    )(function)


def lang(function: Command) -> Command:
    """--lang; a language without words is refused before anything runs"""

    def known(context: click.Context, parameter: click.Parameter, value: str) -> str:
        from headcount.publish.locale import locale

        return locale(value).lang

    return click.option(
        "--lang",
        metavar="LANG",
        default="en",
        show_default=True,
        callback=known,
        help="Language of the page's own words: en or ru.",
    )(function)


def _decorated(function: Command, *decorators: Callable[[Command], Command]) -> Command:
    for decorator in decorators:
        function = decorator(function)
    return function
