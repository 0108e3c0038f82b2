"""The command line: one file a command, imported only when that command runs."""

from __future__ import annotations

import keyword
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from headcount import __version__
from headcount.errors import HeadcountError

COMMANDS = {
    "run": "Read, reconcile, project and write briefing.html.",
    "read": "Figures, positions and unread numbers of documents.",
    "positions": "What governments said and did, by country.",
    "reconcile": "One estimate from contradictory figures.",
    "gap": "Who has a plan for whom, and for how many nobody has.",
    "project": "What happens under each policy, which holds up, and what to find out first.",
    "backtest": "How projections from past days would have done.",
    "publish": "Write the briefing.",
    "diff": "What changed between two releases, and what changed it.",
    "explain": "Where does this number come from?",
    "ask": "How many, by a query such as RUS & women & in_camp @ 2019-10.",
    "check": "Is this so? Who said it, what contradicts it, what is estimated.",
    "status": "What a case holds, what is fresh, what was not read.",
    "import": "Bring tables of figures, positions and sources into a case.",
    "codes": "The code lists: statuses, groups, hedges, actions, ...",
}
"""Short help of each command, kept here so that ``--help`` imports none of them; a test holds them equal."""


class _ReaderGoneError(Exception):
    """The reader of our output has gone; click would end with exit code 1 if it saw the broken pipe itself."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = import_module(f"headcount.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGoneError from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headcount")
def headcount() -> None:
    """From conflicting reports to one accountable estimate.

    Start with: headcount run caliphate

    Exit codes: 0 done; 1 something could not be read or written, and the rest was finished; 2 called wrongly.
    """


def main(arguments: list[str] | None = None) -> None:
    """Entry point: users' mistakes become one sentence on stderr and an exit code, never a traceback."""
    _one_thread()
    _utf8()
    try:
        code = headcount.main(args=arguments, prog_name="headcount", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as error:
        error.show(sys.stderr)
        code = error.exit_code
    except HeadcountError as error:
        print(f"headcount: {error}", file=sys.stderr)  # noqa: T201
        code = error.exit_code
    except KeyboardInterrupt:
        code = 130
    except (_ReaderGoneError, BrokenPipeError):  # the reader of our output has gone (head, less): not our failure
        _no_more_output()
        code = 0
    except OSError as error:
        _no_more_output()
        print(f"headcount: {error.filename or 'the output'}: {error.strerror}", file=sys.stderr)  # noqa: T201
        code = 1
    sys.exit(_exit_code(code))


def _utf8() -> None:
    """Data is UTF-8 whatever the locale says; a closed stdout swallows it."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _no_more_output() -> None:
    """What is still buffered has nowhere to go and must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _exit_code(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _one_thread() -> None:
    """Our matrices are small: more BLAS threads than one fight over the cores (measured 10 times slower)."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


__all__ = ["COMMANDS", "headcount", "main"]
