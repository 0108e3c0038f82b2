"""Synthetic tables of claims with a known truth, in settings that no one model was made for.

Each table is a list of (truth, [(source, value), ...]). Settings differ in what a source can do: be exactly right,
be near, slip, copy another, round, be biased, speak seldom.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

Row = tuple[float, list[tuple[int, float]]]
Rng = np.random.Generator
OBJECTS = 150


def crowd(rng: Rng) -> list[Row]:
    """Four hundred sources that speak of one or two objects each, one busy one, vandals, repeated mistakes."""
    reliable = rng.beta(3, 1.2, 400)
    reliable[0] = 0.9
    rows = []
    for truth in _truths(rng):
        claims: list[tuple[int, float]] = []
        wrong: float | None = None
        for _ in range(2 + rng.poisson(1.5)):
            source = 0 if rng.random() < 0.25 else int(rng.integers(1, 400))
            if any(source == other for other, _ in claims):
                continue
            value = truth
            if rng.random() >= reliable[source]:
                again = wrong is not None and rng.random() < 0.3
                value = wrong if again and wrong is not None else _mistake(rng, truth, 0.5, 0.15)
                wrong = value
            claims.append((source, value))
        rows.append((truth, claims))
    return rows


def few(rng: Rng) -> list[Row]:
    """Six sources, independent of one another, often exactly right."""
    return _panel(rng, rng.beta(4, 2, 6), copiers=0)


def good(rng: Rng) -> list[Row]:
    """Six sources that are nearly always right."""
    return _panel(rng, rng.beta(20, 1, 6), copiers=0)


def copies(rng: Rng) -> list[Row]:
    """Of six sources two copy a third that is right half of the time."""
    reliable = rng.beta(4, 2, 6)
    reliable[0] = 0.5
    return _panel(rng, reliable, copiers=2)


def noise(rng: Rng) -> list[Row]:
    """Eight sources of different precision; no two numbers agree."""
    return _noisy(rng, bias=0.0, share=0.5)


def biased(rng: Rng) -> list[Row]:
    """As ``noise``, each source too high or too low throughout."""
    return _noisy(rng, bias=0.2, share=0.5)


def seldom(rng: Rng) -> list[Row]:
    """As ``noise``, two claims an object."""
    return _noisy(rng, bias=0.0, share=0.25)


def rounded(rng: Rng) -> list[Row]:
    """As ``noise``, with one to three digits printed."""
    return [(t, [(s, _rounded(v, int(rng.integers(1, 4)))) for s, v in c]) for t, c in noise(rng)]


def small(rng: Rng) -> list[Row]:
    """As ``noise``, of truths of about five."""
    return _noisy(
        rng, bias=0.0, share=0.5, truths=[float(rng.poisson(math.exp(1.5 + rng.normal()))) for _ in range(OBJECTS)]
    )


def tiny(rng: Rng) -> list[Row]:
    """Six objects with three claims each."""

    def said(truth: float) -> float:
        return truth if rng.random() < 0.7 else _near(rng, truth, 0.3)

    return [(t, [(s, said(t)) for s in range(3)]) for t in _truths(rng)[:6]]


TABLES: tuple[Callable[[Rng], list[Row]], ...] = (
    crowd, few, good, copies, noise, biased, seldom, rounded, small, tiny,
)  # fmt: skip


def _truths(rng: Rng) -> list[float]:
    return [float(round(20_000 * math.exp(1.6 * rng.normal()))) for _ in range(OBJECTS)]


def _panel(rng: Rng, reliable: np.ndarray, copiers: int) -> list[Row]:
    rows = []
    for truth in _truths(rng):
        said: dict[int, float] = {}
        for source, right in enumerate(reliable):
            if 1 <= source <= copiers and rng.random() < 0.9:
                said[source] = said[0]
            elif source == 0 or rng.random() < 0.75:
                said[source] = truth if rng.random() < right else _mistake(rng, truth, 0.3, 0.1)
        rows.append((truth, list(said.items())))
    return rows


def _noisy(rng: Rng, *, bias: float, share: float, truths: list[float] | None = None) -> list[Row]:
    sd = np.exp(rng.uniform(math.log(0.03), math.log(0.5), 8))
    off = bias * rng.standard_normal(8)
    rows = []
    for truth in truths or _truths(rng):
        speak = [s for s in range(8) if rng.random() < share] or [0]
        said = [
            _near(rng, truth * math.exp(off[s]), sd[s]) if rng.random() > 0.04 else _gross(rng, truth) for s in speak
        ]
        rows.append((truth, list(zip(speak, said, strict=True))))
    return rows


def _mistake(rng: Rng, truth: float, gross: float, sd: float) -> float:
    return _gross(rng, truth) if rng.random() < gross else _near(rng, truth, sd)


def _near(rng: Rng, truth: float, sd: float) -> float:
    return float(round(truth * math.exp(sd * rng.normal())))


def _gross(rng: Rng, truth: float) -> float:
    digits = str(int(truth))
    ways = (
        lambda: float(rng.integers(1, 1000)),
        lambda: 10.0 ** int(rng.integers(2, 9)),
        lambda: float(digits[: max(1, len(digits) - 2)]),
        lambda: truth * 10.0 ** int(rng.integers(1, 4)),
        lambda: float(round(math.exp(rng.uniform(0, 18)))),
    )
    return ways[int(rng.integers(len(ways)))]()


def _rounded(value: float, digits: int) -> float:
    if value <= 0:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(value)) - digits + 1)
    return round(value / step) * step
