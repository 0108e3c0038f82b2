"""What the ranking rests on, in plain sentences without numerals."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

import numpy as np

from headcount import codelists
from headcount.project.network import FOREIGN, Network
from headcount.project.outcomes import Measure
from headcount.project.scenarios import Totals
from headcount.project.unknowns import Unknowns, kinds
from headcount.values.cases import Policy
from headcount.values.estimates import Floats, Ints
from headcount.values.scenarios import Rank

_YARDSTICK = (0.075, 0.225, 0.375, 0.525, 0.775, 0.925)
_WORDS = (
    "only by a remote chance",
    "highly unlikely to be",
    "unlikely to be",
    "possibly",
    "likely",
    "highly likely",
    "almost certainly",
)
"""Professional Head of Intelligence Assessment yardstick, its gaps split at their middle"""


def drivers(found: Totals, ranks: Sequence[Rank], net: Network, unknowns: Unknowns, start: Ints) -> dict[str, str]:
    """One sentence per outcome: which policy is best, how surely, and which unknown the lead hangs on most."""
    causes = _causes(net, unknowns, start)
    return {
        measure.name: " ".join(filter(None, (_sentence(found.policies, measure, total, ranks, causes), measure.remark)))
        for measure, total in zip(found.measures, found.totals, strict=True)
    }


def _sentence(
    policies: Sequence[Policy], measure: Measure, total: Floats, ranks: Sequence[Rank], causes: Mapping[str, Floats]
) -> str:
    if len(policies) == 1:
        return f"There is one policy only, '{policies[0].label}', and nothing to rank it against."
    sign = -1.0 if measure.more_is_better else 1.0
    first, second = (int(p) for p in np.argsort(sign * total.mean(axis=1), kind="stable")[:2])
    lead = sign * (total[second] - total[first])
    ahead, behind = policies[first].label, policies[second].label
    if not lead.any():
        return f"'{ahead}' and '{behind}' come to the same in every draw."
    if abs(lead.mean()) < 2 * lead.std() / np.sqrt(len(lead)):
        return f"The difference between '{ahead}' and '{behind}' is within the noise of this projection: no ranking."
    won = next(r.p_best for r in ranks if r.policy == policies[first].name and r.outcome == measure.name)
    word = _WORDS[bisect.bisect_left(_YARDSTICK, won)]
    return f"'{ahead}' is {word} the best, before '{behind}'; {_rests_on(lead, causes)}."


def _rests_on(lead: Floats, causes: Mapping[str, Floats]) -> str:
    """The strongest two causes of the size of the lead, by rank correlation."""
    strength = {name: rank_correlation(lead, values) for name, values in causes.items()}
    noise = 3 / np.sqrt(len(lead))  # three standard errors of a rank correlation of nothing with nothing
    strongest = sorted((n for n in strength if abs(strength[n]) > noise), key=lambda n: (-abs(strength[n]), n))[:2]
    if not strongest:
        return "no single unknown moves its lead by more than chance does"
    said = [f"{name} (the {'more' if strength[name] > 0 else 'less'}, the larger the lead)" for name in strongest]
    return "the size of its lead rests most on " + ", then on ".join(said)


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


def _causes(net: Network, unknowns: Unknowns, start: Ints) -> dict[str, Floats]:
    """Everything that differs between draws, named in words."""
    causes: dict[str, Floats] = {}
    for e, edge in enumerate(net.edges):
        source, target = (codelists.label("statuses", state) for state in (edge.source, edge.target))
        causes[f"how fast people go from '{source}' to '{target}'"] = unknowns.hazards[:, e]
    for name, values in unknowns.values.items():
        causes[f"the {kinds()[name].meaning}"] = values
    foreign = start[:, net.kind == FOREIGN]
    groups = net.group[net.kind == FOREIGN]
    for g, group in enumerate(net.groups):
        for s, state in enumerate(net.states):
            who = f"{codelists.label('groups', group)} '{codelists.label('statuses', state)}'"
            causes[f"how many foreign {who} there are now"] = foreign[:, groups == g, s].sum(axis=1).astype(float)
    return causes
