"""Which source has its numbers from which other one.

Sharing right numbers is no sign of copying; sharing the same wrong ones is, and telling apart where both speak of
one object is a sign against (Dong, Berti-Equille and Srivastava 2009, here as a Gibbs step):

    a copying source repeats its model's number with probability ``rate``, and otherwise makes its own
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from headcount.reconcile.discovery.table import Bools, Table
from headcount.values.estimates import Floats, Ints

_SHARED = 5
"""Objects of which two sources must both speak, and _SAME on which they must agree, to be looked at"""
_SAME = 3
_A_SWEEP = 1
"""Sources whose model is drawn anew in each sweep, in turn"""
_COPIER = 1e-4
"""Prior probability that a source copies some other one: low, as two good sources agree on everything too, and learning
that both are good costs more evidence than learning one rate of copying"""
SUSPECT = 0.5
"""The same on the way to a start from which copying is found where there is any"""


@dataclass(frozen=True)
class Couple:
    """A source that may copy a model: its claims on objects of which the model speaks too."""

    source: int
    model: int
    claims: Ints
    same: Bools


def couples(table: Table) -> list[list[Couple]]:
    """For each source that may copy, its possible models."""
    mine: dict[int, dict[int, int]] = defaultdict(dict)
    for i in range(len(table.claims)):
        mine[int(table.source[i])].setdefault(int(table.object[i]), i)
    shared: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for start, count in zip(table.starts, table.counts, strict=True):
        here = [i for i in range(start, start + count) if mine[int(table.source[i])][int(table.object[i])] == i]
        busy = [i for i in here if len(mine[int(table.source[i])]) >= _SHARED]
        for i in busy:
            for k in busy:
                if i != k:
                    shared[int(table.source[i]), int(table.source[k])].append((i, k))
    found: dict[int, list[Couple]] = defaultdict(list)
    for (source, model), both in sorted(shared.items()):
        same = np.array([table.group[i] == table.group[k] for i, k in both])
        if len(both) >= _SHARED and same.sum() >= _SAME:
            found[source].append(Couple(source, model, np.array([i for i, _ in both]), same))
    return list(found.values())


@dataclass
class Copying:
    """The state of who copies whom; changes from sweep to sweep."""

    rng: np.random.Generator
    couples: list[list[Couple]]
    own: Bools
    """(N,): false for claims that are copied in this sweep"""
    prior: float = _COPIER
    rate: float = 0.8
    chosen: dict[int, Couple] = field(default_factory=dict)
    """by source"""
    turn: int = 0

    def learn(self, marginal: Callable[[Bools], Floats], object: Ints) -> None:
        """New models of a few sources, truths integrated out.

        ``marginal`` gives the log probability (J,) of the claims of each object that a mask (N,) leaves in;
        ``object`` (N,) is that of each claim.
        """
        for _ in range(min(_A_SWEEP, len(self.couples))):
            options = self.couples[self.turn % len(self.couples)]
            self.turn += 1
            mine = np.unique(np.concatenate([couple.claims for couple in options]))
            self.own[mine] = True
            full = marginal(self.own)
            self.own[mine] = False
            gain = np.zeros(len(self.own))
            gain[mine] = (marginal(self.own) - full)[object[mine]]
            self.own[mine] = True
            self._choose(options, gain)
        copied = sum(float((~self.own[couple.claims]).sum()) for couple in self.chosen.values())
        all_ = sum(len(couple.claims) for couple in self.chosen.values())
        self.rate = float(np.clip(self.rng.beta(8.0 + copied, 2.0 + all_ - copied), 0.01, 0.999))

    def trust(self) -> None:
        """Takes the prior back to what it is."""
        self.prior = _COPIER

    @property
    def log_prior(self) -> float:
        """Log probability of who copies whom and of which claims are copied."""
        out = 0.0
        for options in self.couples:
            couple = self.chosen.get(options[0].source)
            if couple is None:
                out += math.log1p(-self.prior)
                continue
            copied = int((~self.own[couple.claims]).sum())
            out += math.log(self.prior / len(options)) + copied * math.log(self.rate)
            out += (len(couple.claims) - copied) * math.log1p(-self.rate)
        return out

    def _choose(self, options: list[Couple], gain: Floats) -> None:
        """``gain`` (N,) is by how much the log probability rises where a claim is left out."""
        source = options[0].source
        self.chosen.pop(source, None)
        possible = [couple for couple in options if not self._leads_to(couple.model, source)]
        logs = np.full(len(possible) + 1, np.log1p(-self.prior))
        for k, couple in enumerate(possible):
            again = np.where(couple.same, np.exp(np.minimum(gain[couple.claims], 600.0)), 0.0)
            logs[k] = np.log(self.prior / len(options)) + np.log(1.0 - self.rate + self.rate * again).sum()
        weights = np.exp(logs - logs.max())
        k = int(np.searchsorted(np.cumsum(weights), self.rng.random() * weights.sum()))
        if k >= len(possible):
            return
        self.chosen[source] = couple = possible[k]
        same = couple.claims[couple.same]
        odds = self.rate * np.exp(np.minimum(gain[same], 600.0)) / (1.0 - self.rate)
        self.own[same] = self.rng.random(len(same)) >= odds / (1.0 + odds)

    def _leads_to(self, model: int, source: int) -> bool:
        """Whether ``model`` has its numbers, directly or not, from ``source``."""
        while model in self.chosen:
            model = self.chosen[model].model
            if model == source:
                return True
        return model == source
