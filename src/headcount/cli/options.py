"""Options that several commands share, with one meaning everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

SEED = 1
F = TypeVar("F", bound=Callable[..., Any])


def targets(function: F) -> F:
    """CASE|DOC... with --case and --published."""
    for decorator in (
        click.option(
            "--published",
            metavar="DATE",
            help="Publication date of documents that carry none: 2019, 2019-11 or 2019-11-25.",
        ),
        click.option(
            "--case", metavar="NAME", help="Put the documents, and only these, into the account of this case."
        ),
        click.argument("targets", nargs=-1, metavar="CASE|DOC..."),
    ):
        function = decorator(function)
    return function


def output(function: F) -> F:
    """--json, --quiet and --no-color."""
    for decorator in (
        click.option("--no-color", is_flag=True, help="No colours in tables."),
        click.option("--quiet", "-q", is_flag=True, help="Nothing on stderr but errors."),
        click.option("--json", "as_json", is_flag=True, help="JSON lines, also on a terminal."),
    ):
        function = decorator(function)
    return function


def seed(function: F) -> F:
    """--seed"""
    return click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=SEED,
        show_default=True,
        help="Random seed; the same seed gives the same output.",
    )(function)


def out(function: F) -> F:
    """-o"""
    return click.option(
        "-o",
        "--output",
        "out",
        metavar="FILE",
        default="briefing.html",
        show_default=True,
        help="Where the briefing goes.",
    )(function)
