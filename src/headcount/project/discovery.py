"""Under which conditions a policy loses: scenario discovery with boxes of at most two sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headcount.project.losses import Losses
from headcount.values.cases import Policy
from headcount.values.decisions import Box, Condition
from headcount.values.estimates import Floats, Ints

Bools = NDArray[np.bool_]

BINS = 50
"""bins of equal size into which each cause is cut"""
MOST = 12
"""policies for which conditions are looked for, the best ones"""
SMALLEST = 0.05
"""share of all draws that a box holds at least"""
_PAIRED = 12
"""causes that are tried two by two"""
_RARE = 0.02
"""a policy that loses (or wins) less often than this needs no conditions"""
_SURE = 5.5
"""standard errors by which a box must differ from all draws: the best of all boxes on forty causes that mean nothing
stands 4.2 above chance in the median, and above 5.5 in one of a hundred"""
_LITTLE = 0.9
"""a side is kept only if the box without it would be worth less than this share"""


@dataclass(frozen=True, slots=True)
class _Side:
    cause: int
    above: bool
    code: int
    """first bin kept (above) or last one (below)"""


def boxes(found: Losses, policies: Sequence[Policy], causes: Mapping[str, Floats]) -> tuple[Box, ...]:
    """For each of the leading policies, when it is worse than the first of the case; for the best, than any other."""
    loss = found.loss
    names = [name for name, values in causes.items() if np.ptp(values) > 0]
    if len(loss) < 2 or not names:
        return ()
    bins = [_edges(causes[name]) for name in names]
    codes = np.stack([np.searchsorted(edges, causes[name]) for edges, name in zip(bins, names, strict=True)])
    order = [int(p) for p in np.argsort(loss.mean(axis=1), kind="stable")]
    first: str | None = policies[0].name
    asked = [(p, first, loss[p] > loss[0]) for p in order if p != 0][:MOST]
    asked.append((order[0], None, loss[order[0]] > np.delete(loss, order[0], axis=0).min(axis=0)))
    return tuple(_box(policies[p].name, against, loses, names, bins, codes) for p, against, loses in asked)


def _edges(values: Floats) -> Floats:
    """Upper ends of all bins but the last; equal values share a bin."""
    return np.unique(np.quantile(values, np.arange(1, BINS) / BINS, method="lower"))


def _box(
    policy: str, against: str | None, loses: Bools, names: Sequence[str], bins: Sequence[Floats], codes: Ints
) -> Box:
    """What marks the rarer of losing and winning."""
    rate = float(loses.mean())
    wins = rate > 0.5
    marked = ~loses if wins else loses
    sides = find(codes, marked) if min(rate, 1 - rate) >= _RARE else ()
    inside = _within(codes, sides)
    return Box(
        policy=policy,
        against=against,
        wins=wins,
        rate=1 - rate if wins else rate,
        conditions=tuple(
            Condition(
                names[side.cause],
                side.above,
                float(bins[side.cause][side.code - 1 if side.above else side.code]),
                float(_within(codes, [side]).mean()),
            )
            for side in sides
        ),
        inside=float(marked[inside].mean()),
        covers=float(marked[inside].sum() / max(1, marked.sum())),
    )


def find(codes: Ints, marked: Bools) -> tuple[_Side, ...]:
    """The box that holds many of the marked draws and few others, with one or two sides.

    All boxes are tried, those of two sides for the causes that mark best alone, and the one taken with the largest
    weighted relative accuracy (Lavrac et al. 1999): the share of draws inside, times how much more often they are
    marked there. Patient peeling (Friedman & Fisher 1999) loses its way among many causes and few draws. Empty where
    nothing stands out from chance.

    Parameters
    ----------
    codes
        bin of each draw, shape (causes, draws)
    marked
        shape (draws,)
    """
    base = float(marked.mean())
    singles = sorted((_single(row, c, marked, base) for c, row in enumerate(codes)), key=lambda one: -one[0])
    few = sorted(sides[0].cause for _, sides in singles[:_PAIRED] if sides)
    pairs = [_pair(codes, (a, b), marked, base) for k, a in enumerate(few) for b in few[k + 1 :]]
    alone = singles[0]
    both = max(pairs, key=lambda one: one[0], default=(0.0, ()))
    sides = alone[1] if alone[0] >= _LITTLE * both[0] else both[1]
    inside = _within(codes, sides)
    share = float(inside.mean())
    error = np.sqrt(base * (1 - base) * max(1 - share, 1e-9) / max(1, inside.sum()))
    return sides if sides and marked[inside].mean() - base > _SURE * error else ()


def _within(codes: Ints, sides: Sequence[_Side]) -> Bools:
    inside = np.ones(codes.shape[1], dtype=np.bool_)
    for side in sides:
        inside &= codes[side.cause] >= side.code if side.above else codes[side.cause] <= side.code
    return inside


def _single(row: Ints, cause: int, marked: Bools, base: float) -> tuple[float, tuple[_Side, ...]]:
    """The best box of one side on ``cause``, and what it is worth."""
    best: tuple[float, tuple[_Side, ...]] = (0.0, ())
    for above in (True, False):
        worth = _worth(_flipped(row, above), marked, base, (BINS,))
        code = int(worth.argmax())
        if worth[code] > best[0]:
            best = float(worth[code]), (_Side(cause, above, BINS - 1 - code if above else code),)
    return best


def _pair(codes: Ints, causes: tuple[int, int], marked: Bools, base: float) -> tuple[float, tuple[_Side, ...]]:
    """The best box of one side on each of two causes, and what it is worth."""
    best: tuple[float, tuple[_Side, ...]] = (0.0, ())
    for above in ((True, True), (True, False), (False, True), (False, False)):
        first, second = (_flipped(codes[cause], up) for cause, up in zip(causes, above, strict=True))
        worth = _worth(first * BINS + second, marked, base, (BINS, BINS))
        place = np.unravel_index(int(worth.argmax()), worth.shape)
        if worth[place] > best[0]:
            ends = zip(causes, above, map(int, place), strict=True)
            best = float(worth[place]), tuple(_Side(c, up, BINS - 1 - k if up else k) for c, up, k in ends)
    return best


def _flipped(row: Ints, above: bool) -> Ints:
    """Bins counted from above, so that a side that keeps the high values keeps the low codes."""
    return BINS - 1 - row if above else row


def _worth(places: Ints, marked: Bools, base: float, shape: tuple[int, ...]) -> Floats:
    """Weighted relative accuracy of the boxes that end in each bin; those too small count nothing."""
    size = int(np.prod(shape))
    held = np.bincount(places, minlength=size).reshape(shape).astype(np.float64)
    hits = np.bincount(places[marked], minlength=size).reshape(shape).astype(np.float64)
    for axis in range(len(shape)):
        held, hits = held.cumsum(axis=axis), hits.cumsum(axis=axis)
    return np.where(held >= SMALLEST * marked.size, (hits - base * held) / marked.size, 0.0)
