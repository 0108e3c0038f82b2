"""Groups, never persons: a table that lists people one by one is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable

from headcount.errors import InputError
from headcount.read.loaders.persons import ENOUGH, columns_of_persons

_NAME = re.compile(r"[^\W\d_][^\W\d_'’-]+(?: [^\W\d_][^\W\d_'’.-]*){1,3}")


def refuse_persons(path: object, columns: Iterable[str]) -> None:
    """Refuse a table whose columns describe persons.

    Raises
    ------
    InputError
        Two or more columns are of a person: a name, a day of birth, a passport, a telephone.
    """
    found = sorted(set(columns) & columns_of_persons().keys())
    if len(found) >= ENOUGH:  # a single one may be left out by the mapping file
        raise InputError(
            f"{path}: columns {', '.join(repr(column) for column in found)} describe persons; headcount holds groups "
            "and never persons: count them first, and import the counts"
        )


def is_personal(column: str) -> bool:
    """Whether a column of this name may describe a person."""
    return column in columns_of_persons()


def is_list_of_ones(values: Iterable[tuple[float | None, str]]) -> bool:
    """Whether rows of one person each carry what look like as many different names.

    ``values``: the count of a row and what its text column says.
    """
    rows = list(values)
    ones = [text for count, text in rows if count == 1 and _is_name(text)]
    return len(rows) >= 5 and len(set(ones)) > 0.8 * len(rows)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text.istitle()
