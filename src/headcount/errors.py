"""One tree of errors. Each message says what is wrong, with which value, and what to do.

HeadcountError
├── InputError            a document or file cannot be read (exit code 1)
│   └── QuoteError        a quote is not a verbatim part of its document
├── CaseError             a case folder says something impossible (exit code 1)
├── CodeError             a code that no code list has
└── UsageError            the command was called wrongly (exit code 2)
    └── QueryError        a query cannot be read

A HeadcountError is a user's mistake or a broken input and is shown as one sentence; anything else is a bug
and may show a traceback.
"""

from __future__ import annotations


class HeadcountError(Exception):
    """The root: shown to the user as one sentence, never as a traceback."""

    exit_code = 1


class InputError(HeadcountError):
    """A document or table cannot be read."""


class QuoteError(InputError):
    """A quote is not a verbatim part of the stored text."""


class CaseError(HeadcountError):
    """A case folder contradicts itself or names something that does not exist."""


class CodeError(HeadcountError):
    """A code stands in no code list."""


class UsageError(HeadcountError):
    """The command was called in a way that cannot mean anything."""

    exit_code = 2


class QueryError(UsageError):
    """A query names an unknown code or cannot be parsed; the message says at which character."""
