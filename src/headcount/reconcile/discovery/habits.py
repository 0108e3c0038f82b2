"""What is learned about sources over all objects, by Gibbs and Metropolis steps.

    chances of right, near, gross of source s ~ Dirichlet(strength * usual)
    sd_s^2 ~ inverse gamma with _DF degrees of freedom about spread^2
    bias_s ~ normal(0, lean^2): how far too high or low source s is throughout
    log truth ~ Student t(4) about middle, width

``strength``, ``usual``, ``spread``, ``lean``, ``alpha``, ``middle`` and ``width`` are learned too, so that a source
seen once is believed as far as the sources of its table are.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.special import gammaln

from headcount.reconcile.discovery.likelihood import Habits
from headcount.values.estimates import Floats, Ints

_DF = 4.0
_TRUTH_DF = 4.0
_USUAL = np.array([3.0, 2.0, 1.0])
"""Dirichlet prior of the usual chances of right, near and gross"""
_STRENGTH = (math.log(6.0), 1.0)
_SPREAD = (math.log(0.1), 1.2)
_LEAN = (math.log(0.05), 1.0)
_ALPHA = (math.log(4.0), 1.0)
_WIDTH = (math.log(1.5), 0.7)
"""Mean and sd of the log of each"""

Density = Callable[[Floats], float]


@dataclass
class Learned:
    """The state of all that is learned over objects; changes from sweep to sweep."""

    rng: np.random.Generator
    sources: int
    usual: Floats = field(default_factory=lambda: _USUAL / _USUAL.sum())
    strength: float = math.exp(_STRENGTH[0])
    spread: float = math.exp(_SPREAD[0])
    lean: float = math.exp(_LEAN[0])
    alpha: float = math.exp(_ALPHA[0])
    gross: Floats = field(default_factory=lambda: np.full(3, 1.0 / 3.0))
    middle: float = 0.0
    width: float = math.exp(_WIDTH[0])
    kinds: Floats = field(default_factory=lambda: np.zeros((0, 3)))
    bias: Floats = field(default_factory=lambda: np.zeros(0))
    sd: Floats = field(default_factory=lambda: np.zeros(0))

    def start(self, sizes: Floats) -> None:
        """Before any sweep: every source is a usual one, truths lie where the claims do."""
        self.kinds = np.tile(self.usual, (self.sources, 1))
        self.bias = np.zeros(self.sources)
        self.sd = np.full(self.sources, self.spread)
        self.middle = float(np.median(sizes))

    def habits(self, sizes: Floats) -> Habits:
        """As the likelihood wants them; ``sizes`` (N,) are those of the claims."""
        return Habits(self.kinds, self.bias, self.sd, self.gross, np.exp(self.log_prior(sizes)))

    def log_prior(self, sizes: Floats) -> Floats:
        """Log density of the log size of a truth."""
        return _student(sizes, self.middle, self.width)

    def learn_kinds(self, counts: Floats) -> None:
        """``counts`` (S, 3): claims of each source by kind."""

        def density(x: Floats) -> float:
            strength, usual = math.exp(x[0]), _shares(x[1:])
            a = strength * usual
            like = gammaln(counts + a).sum() - len(counts) * gammaln(a).sum()
            like += len(counts) * gammaln(strength) - gammaln(counts.sum(axis=1) + strength).sum()
            return float(like + (_USUAL * np.log(usual)).sum()) + _log_normal(x[0], _STRENGTH)

        logs = np.log(self.usual)
        x = self._walk(density, np.array([math.log(self.strength), logs[0] - logs[2], logs[1] - logs[2]]), 0.3, 4)
        self.strength, self.usual = math.exp(x[0]), _shares(x[1:])
        drawn = self.rng.standard_gamma(np.maximum(counts + self.strength * self.usual, 1e-3))
        drawn = np.maximum(drawn, 1e-12)
        self.kinds = np.clip(drawn / drawn.sum(axis=1, keepdims=True), 1e-6, 1.0 - 2e-6)

    def learn_errors(self, source: Ints, errors: Floats) -> None:
        """``errors`` (n,) are the log errors of the near claims, ``source`` (n,) says whose."""
        many: Floats = np.bincount(source, minlength=self.sources).astype(np.float64)
        precision = many / self.sd**2 + 1.0 / self.lean**2
        mean = self._sums(source, errors) / self.sd**2 / precision
        self.bias = mean + self.rng.standard_normal(self.sources) / np.sqrt(precision)
        squares = self._sums(source, (errors - self.bias[source]) ** 2)
        seen = many > 0
        self._learn_scales(many[seen], squares[seen], self.bias[seen])
        rate = 0.5 * (_DF * self.spread**2 + squares)
        self.sd = np.sqrt(rate / self.rng.standard_gamma(0.5 * (_DF + many)))

    def _sums(self, source: Ints, values: Floats) -> Floats:
        sums = np.zeros(self.sources)
        np.add.at(sums, source, values)
        return sums

    def _learn_scales(self, many: Floats, squares: Floats, bias: Floats) -> None:
        def spread(x: Floats) -> float:
            scale = _DF * math.exp(2.0 * x[0])
            like = gammaln(0.5 * (_DF + many)) + 0.5 * _DF * math.log(scale)
            like = like - gammaln(0.5 * _DF) - 0.5 * (_DF + many) * np.log(scale + squares)
            return float(like.sum()) + _log_normal(x[0], _SPREAD)

        def lean(x: Floats) -> float:
            z = bias * math.exp(-x[0])
            return float((-0.5 * z * z - x[0]).sum()) + _log_normal(x[0], _LEAN)

        self.spread = math.exp(self._walk(spread, np.array([math.log(self.spread)]), 0.3, 2)[0])
        self.lean = math.exp(self._walk(lean, np.array([math.log(self.lean)]), 0.3, 2)[0])

    def learn_repeats(self, drawn: Floats, new: float) -> None:
        """``drawn`` (J,) claims of each object, of which ``new`` in all are no repetition."""

        def density(x: Floats) -> float:
            alpha = math.exp(x[0])
            return float(new * x[0] - (gammaln(drawn + alpha) - gammaln(alpha)).sum()) + _log_normal(x[0], _ALPHA)

        self.alpha = math.exp(self._walk(density, np.array([math.log(self.alpha)]), 0.4, 2)[0])

    def learn_gross(self, counts: Floats) -> None:
        """``counts`` (3,): gross mistakes by what led to them."""
        self.gross = np.clip(self.rng.dirichlet(1.0 + counts), 1e-6, 1.0)

    def learn_sizes(self, sizes: Floats) -> None:
        """``sizes`` (J,): log sizes of the truths."""

        def density(x: Floats) -> float:
            return float(_student(sizes, x[0], math.exp(x[1])).sum()) + _log_normal(x[1], _WIDTH)

        step = 1.5 / math.sqrt(len(sizes))
        self.middle, log_width = self._walk(density, np.array([self.middle, math.log(self.width)]), step, 2)
        self.width = math.exp(log_width)

    def _walk(self, density: Density, x: Floats, step: float, steps: int) -> Floats:
        """Random-walk Metropolis with steps of mixed length."""
        here = density(x)
        for _ in range(steps):
            there = x + step * math.exp(self.rng.normal(0.0, 0.7)) * self.rng.standard_normal(len(x))
            value = density(there)
            if math.log(self.rng.random()) < value - here:
                x, here = there, value
        return x


def _shares(odds: Floats) -> Floats:
    """Shares from log odds against the last; kept off zero."""
    x = np.exp(np.append(np.clip(odds, -12.0, 12.0), 0.0))
    return np.asarray(x / x.sum())


def _log_normal(x: float, prior: tuple[float, float]) -> float:
    return -0.5 * ((x - prior[0]) / prior[1]) ** 2


def _student(x: Floats, middle: float, width: float) -> Floats:
    z = (x - middle) / width
    constant = math.lgamma(0.5 * (_TRUTH_DF + 1)) - math.lgamma(0.5 * _TRUTH_DF) - 0.5 * math.log(_TRUTH_DF * math.pi)
    return np.asarray(constant - math.log(width) - 0.5 * (_TRUTH_DF + 1) * np.log1p(z * z / _TRUTH_DF))
