"""How large, how deep and how slow an input may be. Text is hostile: each limit has its reason beside it."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from headcount.errors import InputError

MAX_BYTES = 50_000_000
"""Bytes of a file, also after unpacking: more is an archive and should be cut into documents."""
MAX_CHARACTERS = 20_000_000
"""Characters of one document's text: some 7,000 printed pages."""
MAX_SECONDS = 60.0
"""Seconds for one file: a thousand ordinary PDF pages take 40 on a slow core."""
MAX_PAGES = 2_000
"""Pages of a PDF: the longest reports have some hundreds."""
MAX_ENTRIES = 50_000
"""Documents in one feed, mailbox or table."""
MAX_DEPTH = 200
"""Elements within elements, or messages within messages; pages of the web stay below 60."""
MAX_ELEMENTS = 300_000
"""Elements of an HTML page: extraction walks the tree many times; long pages have some ten thousand."""
MAX_FILES = 100_000
"""Files that are looked at below one folder."""
MAX_CELLS = 500_000
"""Cells of a table that is read as one document."""


class _Late(BaseException):
    """Time is up. No ``Exception``, since libraries swallow those."""


class Deadline:
    """The time that loading one file may take."""

    def __init__(self, name: str, seconds: float) -> None:
        self._name = name
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Called between pages, entries and parts.

        Raises
        ------
        InputError
            Time is up.
        """
        if time.monotonic() > self._end:
            raise self.error()

    def error(self) -> InputError:
        """What a user is told when time is up."""
        return InputError(
            f"{self._name}: loading took more than {self._seconds:g} seconds; split it, or save its text as a .txt file"
        )


@contextmanager
def deadline(name: str, seconds: float = MAX_SECONDS) -> Iterator[Deadline]:
    """A deadline that also breaks into a library's loop, where the system has timers and this is the main thread.

    Raises
    ------
    InputError
        Time is up.
    """
    limit = Deadline(name, seconds)
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield limit
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield limit
    except _Late:
        raise limit.error() from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_signal: int, _frame: object) -> None:
    raise _Late
