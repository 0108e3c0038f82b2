"""What must hold in every draw of an account, whatever the figures say.

Only leaf cells are ever unknown, so sums agree by construction; what can still go wrong is the leaves
themselves: a wrong shape, half a person, fewer than none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headcount.ledger.cells import Cells, Select


def broken(draws: NDArray[np.generic], cells: Cells) -> str | None:
    """The first identity that ``draws`` break, in words, or ``None``.

    Parameters
    ----------
    draws
        Shape (draws, *cells.shape), in people.
    """
    if draws.shape[1:] != cells.shape:
        return f"draws have cells of shape {draws.shape[1:]}, the account has {cells.shape}"
    if not np.issubdtype(draws.dtype, np.integer):
        return f"draws hold {draws.dtype} numbers; people are whole"
    if draws.size and int(draws.min()) < 0:
        where = np.unravel_index(int(draws.argmin()), draws.shape)
        return f"draw {int(where[0])} has fewer than no people in cell {tuple(int(i) for i in where[1:])}"
    return None


def is_part(cells: Cells, part: Select, whole: Select) -> bool:
    """Whether everyone in ``part`` is also in ``whole``, so that it can never be the larger one."""
    return bool(np.isin(cells.select(part), cells.select(whole)).all())


def is_partition(cells: Cells, parts: tuple[Select, ...], whole: Select) -> bool:
    """Whether ``parts`` share nobody and together are ``whole``."""
    pieces = np.concatenate([cells.select(part) for part in parts]) if parts else np.zeros(0, dtype=np.int64)
    return np.array_equal(np.sort(pieces), cells.select(whole))
