"""Aggregates named through other aggregates, spelt out as sets of leaves."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from headcount.errors import CaseError


def resolve(name: str, leaves: Sequence[str], aggregates: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """The leaves under each aggregate of the dimension ``name``.

    Parameters
    ----------
    name
        The dimension, for messages: ``origin``.
    leaves
        Codes that partition the people.
    aggregates
        Code -> leaves or other aggregates that it is the sum of, in any order.

    Returns
    -------
    dict
        Aggregate -> its leaves, in the order given.

    Raises
    ------
    CaseError
        A leaf stands twice, a code is a leaf and an aggregate, a part is unknown, or aggregates contain one
        another in a circle.
    """
    _refuse_doubles(name, leaves, aggregates)
    known: dict[str, frozenset[str]] = {leaf: frozenset((leaf,)) for leaf in leaves}
    for code in aggregates:
        _spell_out(name, code, aggregates, known, chain=())
    return {code: known[code] for code in aggregates}


def _refuse_doubles(name: str, leaves: Sequence[str], aggregates: Mapping[str, Sequence[str]]) -> None:
    for place, leaf in enumerate(leaves):
        if leaf in leaves[:place]:
            raise CaseError(f"{name}.leaves: '{leaf}' stands twice; keep one")
        if leaf in aggregates:
            raise CaseError(
                f"{name}.aggregates.{leaf}: '{leaf}' is a leaf as well; a code is either a leaf or a sum of "
                "leaves, so take it out of one of the two"
            )


def _spell_out(
    name: str,
    code: str,
    aggregates: Mapping[str, Sequence[str]],
    known: dict[str, frozenset[str]],
    chain: tuple[str, ...],
) -> frozenset[str]:
    if code in known:
        return known[code]
    if code in chain:
        circle = " > ".join((*chain[chain.index(code) :], code))
        raise CaseError(
            f"{name}.aggregates.{chain[-1]}: '{code}' contains itself ({circle}); take it out of one of them"
        )
    if code not in aggregates:
        raise CaseError(_unknown(name, code, (*known, *aggregates), chain))
    parts = [_spell_out(name, part, aggregates, known, (*chain, code)) for part in aggregates[code]]
    known[code] = frozenset().union(*parts)
    return known[code]


def _unknown(name: str, code: str, codes: Sequence[str], chain: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(code, codes, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "add it to the leaves or name a code that is there"
    way = f" (reached by {' > '.join((*chain, code))})" if len(chain) > 1 else ""
    return f"{name}.aggregates.{chain[-1]}: '{code}' is neither a leaf nor an aggregate{way}; {hint}"
