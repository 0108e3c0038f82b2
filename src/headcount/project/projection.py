"""The stage from end to end: the estimate's draws through every policy of the case."""

from __future__ import annotations

from headcount.project.decision import countable, decide
from headcount.project.robustness import rank
from headcount.project.scenarios import outlook, scenarios
from headcount.project.sensitivity import causes, drivers
from headcount.project.world import world_of
from headcount.values.cases import Case
from headcount.values.estimates import Estimate
from headcount.values.scenarios import Projection

YEARS = (0, 12, 24, 36, 60)
"""months for which people are told apart by origin, group and state"""


def project(estimate: Estimate, case: Case, *, seed: int, digest: str, trajectories: int = 500) -> Projection:
    """What becomes of the people of ``estimate`` under each policy of ``case``, and how the policies rank.

    Parameters
    ----------
    estimate
        Joint draws of the account; trajectories start from them.
    case
        Gives transitions, uncertainties, policies and horizon.
    seed
        Of the hazards, uncertainties and moves; the same seed gives the same projection, bit for bit.
    digest
        Of the inputs, kept with the result.
    trajectories
        Runs per policy. All policies share starting stocks, hazards, uncertainties and random numbers.

    Raises
    ------
    UsageError
        ``trajectories`` is below 1.
    CaseError
        The case has no policy or transition, or names a lever, parameter, uncertainty or group that does not exist.
    """
    world = world_of(estimate, case, seed=seed, trajectories=trajectories)
    found = outlook(world, case.policies, kept=[m for m in YEARS if m <= case.horizon_months])
    ranks, unknowns = rank(found), causes(world, case.policies)
    figures, counts = countable(estimate, case, trajectories)
    return Projection(
        months=case.horizon_months,
        start=case.as_of,
        scenarios=scenarios(found),
        ranks=ranks,
        seed=seed,
        digest=digest,
        draws=trajectories,
        drivers=drivers(found, ranks, unknowns),
        decision=decide(found, unknowns, figures, counts, seed=seed, weights=case.weights or None, limits=case.limits),
        whereabouts=found.whereabouts,
    )
