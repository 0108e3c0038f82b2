"""What the ranking rests on, in plain sentences without numerals."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np

from headcount import codelists
from headcount.project.network import FOREIGN, Network
from headcount.project.outcomes import Measure
from headcount.project.policies import levers_of
from headcount.project.scenarios import Totals
from headcount.project.shocks import mass_escapes
from headcount.project.unknowns import kinds
from headcount.project.world import World
from headcount.values.cases import Policy
from headcount.values.estimates import Floats, Ints
from headcount.values.scenarios import Rank


@cache
def _yardstick() -> tuple[tuple[float, str], ...]:
    """Chance up to which each phrase holds, ascending."""
    lines = (files(__package__) / "yardstick.csv").read_text(encoding="utf-8").splitlines()
    return tuple((float(row["up_to"]), row["phrase"]) for row in csv.DictReader(lines))


def in_words(chance: float) -> str:
    """A probability as a phrase of the PHIA yardstick; its gaps are split at their middle."""
    return next(phrase for up_to, phrase in _yardstick() if chance <= up_to)


def drivers(found: Totals, ranks: Sequence[Rank], causes: Mapping[str, Floats]) -> dict[str, str]:
    """One sentence per outcome: which policy is best, how surely, and which unknown the lead hangs on most."""
    return {
        measure.name: " ".join(filter(None, (_sentence(found.policies, measure, total, ranks, causes), measure.remark)))
        for measure, total in zip(found.measures, found.totals, strict=True)
    }


def _sentence(
    policies: Sequence[Policy], measure: Measure, total: Floats, ranks: Sequence[Rank], causes: Mapping[str, Floats]
) -> str:
    if len(policies) == 1:
        return f"There is one policy only, “{policies[0].label}”, and nothing to rank it against."
    sign = -1.0 if measure.more_is_better else 1.0
    first, second = (int(p) for p in np.argsort(sign * total.mean(axis=1), kind="stable")[:2])
    lead = sign * (total[second] - total[first])
    ahead, behind = policies[first].label, policies[second].label
    if not lead.any():
        return f"“{ahead}” and “{behind}” come to the same in every draw."
    if abs(lead.mean()) < 2 * lead.std() / np.sqrt(len(lead)):
        return f"The difference between “{ahead}” and “{behind}” is within the noise of this projection: no ranking."
    won = next(r.p_best for r in ranks if r.policy == policies[first].name and r.outcome == measure.name)
    return f"“{ahead}” is {in_words(won)} the best, before “{behind}”; {_rests_on(lead, causes)}."


def _rests_on(lead: Floats, causes: Mapping[str, Floats]) -> str:
    """The strongest cause of the size of the lead by rank correlation, and the strongest of what it leaves open.

    The second is chosen by partial rank correlation given the first, so that a stock which only goes along with the
    first one is not named.
    """
    strength = {name: rank_correlation(lead, values) for name, values in causes.items()}
    first = _strongest(strength, len(lead))
    if first is None:
        return "no single unknown moves its lead by more than chance does"
    with_first = {name: rank_correlation(causes[first], values) for name, values in causes.items()}
    left = {n: _partial(strength[n], strength[first], with_first[n]) for n in causes if n != first}
    second = _strongest(left, len(lead))
    said = f"the size of its lead rests most on {first} ({_way(strength[first])})"
    return said if second is None else f"{said}, then on {second} ({_way(left[second])})"


def _strongest(strength: Mapping[str, float], draws: int) -> str | None:
    """The name with the largest correlation beyond three standard errors of nothing with nothing."""
    name = max(sorted(strength), key=lambda n: abs(strength[n]), default=None)
    return name if name is not None and abs(strength[name]) > 3 / np.sqrt(draws) else None


def _partial(own: float, given: float, between: float) -> float:
    """Correlation of two variables with a third held fixed (Yule 1907)."""
    rest = (1 - given**2) * (1 - between**2)
    return float((own - given * between) / np.sqrt(rest)) if rest > 1e-9 else 0.0


def _way(correlation: float) -> str:
    return f"the {'more' if correlation > 0 else 'less'}, the larger the lead"


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's correlation; 0 where one of the two does not vary. Equal values share their mean rank."""
    ra, rb = _ranks(a), _ranks(b)
    ra, rb = ra - ra.mean(), rb - rb.mean()
    size = np.sqrt((ra @ ra) * (rb @ rb))
    return float(ra @ rb / size) if size > 0 else 0.0


def _ranks(values: Floats) -> Floats:
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(times)
    return np.asarray((ends - (times - 1) / 2)[place])


def causes(world: World, policies: Sequence[Policy]) -> dict[str, Floats]:
    """Everything that differs between trajectories, named in words; each of shape (trajectories,)."""
    net, unknowns, months = world.net, world.unknowns, world.months
    found = {f"the {kinds()[name].meaning}": values for name, values in unknowns.values.items()}
    for e, edge in enumerate(net.edges):
        source, target = (codelists.label("statuses", state) for state in (edge.source, edge.target))
        found[f"how fast people go from “{source}” to “{target}”"] = unknowns.hazards[:, e]
    happened = dict(unknowns.shocks(months))
    happened["mass_escape"] = mass_escapes(unknowns, months, np.ones((1, 1)))
    for name, happens in _HAPPENS.items():
        if name in happened:
            found[f"how often {happens}"] = happened[name].sum(axis=1).astype(np.float64)
    for lever in (lever for own in levers_of(replace(world.case, policies=tuple(policies))) for lever in own):
        found |= lever.drawn(unknowns)
    return found | _stocks(net, world.start)


_HAPPENS = {
    "custodian_change": "prisons and camps pass into other hands",
    "mass_escape": "many break out at once",
    "offensive": "an offensive stops the flights",
    "disease": "disease breaks out among the held",
}


def _stocks(net: Network, start: Ints) -> dict[str, Floats]:
    """Foreigners of each group at the start, in each state that people can still leave."""
    foreign = start[:, net.kind == FOREIGN].reshape(len(start), -1, len(net.groups), len(net.states)).sum(axis=1)
    sources = {edge.source for edge in net.edges}
    return {
        f"how many foreign {codelists.label('groups', group)} are now “{codelists.label('statuses', state)}”": (
            foreign[:, g, s].astype(np.float64)
        )
        for g, group in enumerate(net.groups)
        for s, state in enumerate(net.states)
        if state in sources
    }
