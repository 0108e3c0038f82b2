"""A smaller linear programme with the same optimum: columns that nothing tells apart become one.

Two columns are alike if they stand with the same numbers in rows that are alike, and rows are alike if they have the
same bounds and stand on columns that are alike (colour refinement; Grohe, Kersting, Mladenov and Selman 2014, section
4). Any solution stays one when like columns are given their average, so one variable is enough for all of them. In an
account these are the cells that no figure and no question tells apart, with their chains of opening, flows, closing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from headcount.values.estimates import Floats, Ints

Words = np.ndarray[tuple[int, ...], np.dtype[np.uint64]]
_ROUNDS = 200


@dataclass(frozen=True)
class Reduced:
    """What is left."""

    columns: Ints
    """(n,): which variable each column has become; a variable is the sum of its columns"""
    rows: Ints
    """one row of each kind, ascending"""


def reduced(matrix: csr_matrix, kinds: Ints) -> Reduced:
    """``matrix`` (m, n) with like columns summed up and one row of each kind kept.

    ``kinds`` (m,) says which rows may be alike: those of one kind have the same bounds.
    """
    rng = np.random.default_rng(20260101)
    values, which = np.unique(matrix.data, return_inverse=True)
    words = rng.integers(0, 2**63, len(values), dtype=np.uint64)[which] | np.uint64(1)
    transposed = csr_matrix((np.arange(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape).T.tocsr()
    down = transposed.data.astype(np.int64)
    across = matrix.indices.astype(np.int64), matrix.indptr.astype(np.int64)
    along = transposed.indices.astype(np.int64), transposed.indptr.astype(np.int64)
    columns = np.zeros(matrix.shape[1], dtype=np.int64)
    rows = np.unique(kinds, return_inverse=True)[1].astype(np.int64)
    for _ in range(_ROUNDS):
        before = int(columns.max(initial=0)), int(rows.max(initial=0))
        columns = _split(columns, rows, *along, words[down], rng)
        rows = _split(rows, columns, *across, words, rng)
        if before == (int(columns.max(initial=0)), int(rows.max(initial=0))):
            break
    return Reduced(columns, np.sort(np.unique(rows, return_index=True)[1]))


def _split(own: Ints, other: Ints, indices: Ints, indptr: Ints, words: Words, rng: np.random.Generator) -> Ints:
    """New colours of lines by their old ones and the colours and numbers of what they cross."""
    salt = rng.integers(0, 2**63, int(other.max(initial=0)) + 1, dtype=np.uint64)
    entries = salt[other[indices]] * words
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(entries, dtype=np.uint64)])
    crossed = sums[indptr[1:]] - sums[indptr[:-1]]
    names = rng.integers(0, 2**63, int(own.max(initial=0)) + 1, dtype=np.uint64)
    return np.unique(names[own] + crossed, return_inverse=True)[1].astype(np.int64)


def merged_rows(rows: csr_matrix, columns: Ints) -> csr_matrix:
    """``rows`` (q, n) over the variables that ``columns`` (n,) have become."""
    count: Floats = np.bincount(columns).astype(np.float64)
    merge = csr_matrix((1.0 / count[columns], (np.arange(len(columns)), columns)), shape=(len(columns), len(count)))
    return csr_matrix(rows @ merge)
