"""Draws of the whole posterior: many short Metropolised Hamiltonian chains in one shared metric.

Position v and velocity y move under U(v) = |v|^2 / 2 - log likelihood and kinetic energy y'Hy / 2. The motion is split:
around the mode the prior's pull is a rotation of (v - c, y), solved exactly; the rest is a kick
H^-1 (G - v) + (v - c) with G the slope of the log likelihood. (Shahbaba et al. 2014, split Hamiltonian Monte Carlo.)

Scales tau and effects z enter only as tau * z, a ridge along which a fixed metric cannot move; so after each trajectory
the scales are drawn anew with tau * z held (Yu & Meng 2011, interweaving), which leaves the likelihood as it is.

Two figures that cannot both be right make two readings of the evidence with a valley between. Jumps cross it: the log
population of a doubted figure is moved far, along the line that disturbs the other figures least, and accepted or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from headcount.reconcile import metric
from headcount.reconcile.metric import Metric
from headcount.reconcile.mode import Mode
from headcount.reconcile.model import Model
from headcount.reconcile.scales import families
from headcount.values.estimates import Floats

CHAINS = 32
_ANNEAL = ((0.08, 4, 3, 8), (0.0, 6, 5, 10))
"""added error, points in the metric, trajectories, steps in each: from the widened posterior to the real one"""
_START = 0.7
"""Of the spread around the mode, at which the chains start: a wide start is slow to come in"""
_SETTLING = 5
"""Trajectories in the final metric before draws are kept"""
_POINTS = 8
"""Chains over which the curvature of the final metric is averaged"""
_WANTED = 0.8
"""acceptance the step is steered to"""
_GAIN = 0.8
"""change of the log step for each unit of acceptance off the wanted one"""
_ROUNDS = 3
"""Rounds at the most; each is twice as long as the one before"""
_SCALE_MOVES = 8
_JUMPS = 2
_JUMP_SD = 0.8
"""of the log population: about as far as a wrong figure lies from the truth"""
_DOUBTED = 0.03
"""figures more likely wrong than this, on average, and less likely than the rest of 1, are jumped"""


@dataclass(frozen=True, slots=True)
class Sample:
    """Draws of the unknowns, shape (chains, draws, size), and the mean acceptance."""

    v: Floats
    accepted: float


@dataclass
class _Walk:
    """The state of all chains."""

    v: Floats
    rng: np.random.Generator
    log_step: float
    centre: Floats
    lines: Floats
    """(doubted figures, size): moves the log population of one by 1"""


def sample(
    model: Model,
    mode: Mode,
    rng: np.random.Generator,
    kept: int,
    steps: int,
    settled: Callable[[Floats], bool],
    chains: int = CHAINS,
) -> Sample:
    """Draws from each of so many chains, started from the Gaussian around the mode.

    Trajectories have ``steps`` steps. A round that ``settled`` (draws of shape (chains, kept, size) -> whether the
    chains agree) refuses counts as settling: the metric is made anew where the chains are now, and a round twice as
    long follows, ``_ROUNDS`` at most.
    """
    start = metric.at_mode(mode)
    away = start.spread(rng.standard_normal((chains, model.size)))
    away[:, model.scale_columns] *= _START
    v = mode.v + _START * away
    walk = _Walk(v, rng, float(np.log(0.15)), mode.v, np.zeros((0, model.size)))
    for extra_sd, points, trajectories, steps in _ANNEAL:
        _warm(model.softened(extra_sd), mode, walk, points, trajectories, steps)
    walk.centre = walk.v.mean(axis=0)
    for doubling in range(_ROUNDS):
        found = _round(model, mode, walk, kept << doubling, steps)
        if settled(found.v):
            break
    return found


def _round(model: Model, mode: Mode, walk: _Walk, kept: int, steps: int) -> Sample:
    """Settle in the metric of where the chains are, then keep ``kept`` draws of each."""
    shape = _warm(model, mode, walk, _POINTS, _SETTLING, steps)
    draws = np.empty((len(walk.v), kept, model.size))
    rates = []
    for i in range(kept):
        rates.append(_move(model, shape, walk, steps))
        draws[:, i] = walk.v
    return Sample(draws, float(np.mean(rates)))


def _warm(model: Model, mode: Mode, walk: _Walk, points: int, trajectories: int, steps: int) -> Metric:
    """A stage on the way to the posterior, and the metric it moved in.

    The step ends at the mean of its second half, which steers less wildly.
    """
    shape = metric.averaged(model, walk.v[:points])
    walk.lines = _lines(model, mode, walk.v)
    tried = []
    for _ in range(trajectories):
        rate = _move(model, shape, walk, steps)
        walk.log_step = float(np.clip(walk.log_step + _GAIN * (rate - _WANTED), -5.0, 0.0))
        tried.append(walk.log_step)
    walk.log_step = float(np.mean(tried[trajectories // 2 :]))
    return shape


def _move(model: Model, shape: Metric, walk: _Walk, steps: int) -> float:
    """New scales, then one trajectory in every chain; the mean acceptance."""
    _interweave(model, walk.v, walk.rng)
    _jump(model, walk)
    step = np.exp(walk.log_step) * walk.rng.uniform(0.75, 1.25)
    y = shape.spread(walk.rng.standard_normal(walk.v.shape))
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        v, before, after = _trajectory(model, shape, walk, y, step, steps)
        chance = np.exp(np.minimum(before - after, 0.0))
    chance = np.where(np.isfinite(chance), chance, 0.0)
    taken = walk.rng.random(len(v)) < chance
    walk.v = np.where(taken[:, None], v, walk.v)
    return float(chance.mean())


def _trajectory(
    model: Model, shape: Metric, walk: _Walk, y: Floats, step: float, steps: int
) -> tuple[Floats, Floats, Floats]:
    """Where the chains end, and their energies at both ends."""
    v, centre = walk.v, walk.centre
    turn, lift = np.cos(step), np.sin(step)
    log_like, slope, _ = model.gradient(v)
    before = _energy(log_like, v, y, shape)
    away = v - centre
    kick = 0.5 * step
    for _ in range(steps):
        y = _kicked(y, away, slope, v, shape, kick)
        away, y = turn * away + lift * y, turn * y - lift * away
        v = centre + away
        log_like, slope, _ = model.gradient(v)
        kick = step
    y = _kicked(y, away, slope, v, shape, 0.5 * step)
    return v, before, _energy(log_like, v, y, shape)


def _kicked(y: Floats, away: Floats, slope: Floats, v: Floats, shape: Metric, step: float) -> Floats:
    """y + step (H^-1 (G - v) + v - c), with as few arrays as may be: this is the innermost loop."""
    kick = shape.inverse(slope - v)
    kick += away
    kick *= step
    kick += y
    return kick


def _energy(log_like: Floats, v: Floats, y: Floats, shape: Metric) -> Floats:
    return np.asarray(0.5 * np.einsum("ij,ij->i", v, v) - log_like + shape.energy(y))


def _lines(model: Model, mode: Mode, v: Floats) -> Floats:
    """Lines H^-1 J_i of the figures that are doubted somewhere, scaled to move their log population by 1."""
    wrong = model.look(v).wrong.mean(axis=0)
    J = mode.J[(wrong > _DOUBTED) & (wrong < 1.0 - _DOUBTED)]
    lines = mode.solve(J)
    return np.asarray(lines / np.einsum("ij,ij->i", J, lines)[:, None])


def _jump(model: Model, walk: _Walk) -> None:
    """Long symmetric Metropolis moves along the lines of doubted figures, each chain its own figure."""
    if not len(walk.lines):
        return
    now = _log_posterior(model, walk.v)
    for _ in range(_JUMPS):
        chosen = walk.rng.integers(len(walk.lines), size=len(walk.v))
        far = _JUMP_SD * walk.rng.standard_normal(len(walk.v))
        there = walk.v + far[:, None] * walk.lines[chosen]
        then = _log_posterior(model, there)
        taken = np.log(walk.rng.random(len(walk.v))) < then - now
        walk.v = np.where(taken[:, None], there, walk.v)
        now = np.where(taken, then, now)


def _log_posterior(model: Model, v: Floats) -> Floats:
    return np.asarray(model.look(v).density.log.sum(axis=1) - 0.5 * np.einsum("ij,ij->i", v, v))


def _interweave(model: Model, v: Floats, rng: np.random.Generator) -> None:
    """Draw each log scale anew with its effects held, in place."""
    for column, where, median, sd in families(model):
        z = v[:, where]
        old = v[:, column].copy()
        total = np.einsum("ij,ij->i", z, z) * (median * np.exp(sd * old)) ** 2
        new = _scale_given(total, z.shape[1], median, sd, old, rng)
        v[:, where] = z * np.exp(sd * (old - new))[:, None]
        v[:, column] = new


def _scale_given(total: Floats, n: int, median: float, sd: float, t: Floats, rng: np.random.Generator) -> Floats:
    """Metropolis steps on t, log tau = log median + sd t, given the sum of squares of n effects N(0, tau^2)."""

    def height(t: Floats) -> Floats:
        return np.asarray(-0.5 * t * t - n * sd * t - 0.5 * total / (median * np.exp(sd * t)) ** 2)

    width = 2.0 / np.sqrt(1.0 + 2.0 * n * sd * sd)
    now = height(t)
    for _ in range(_SCALE_MOVES):
        proposal = t + width * rng.standard_normal(t.shape)
        there = height(proposal)
        taken = np.log(rng.random(t.shape)) < there - now
        t, now = np.where(taken, proposal, t), np.where(taken, there, now)
    return t
