"""The stage from end to end: the estimate's draws through every policy of the case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headcount.errors import UsageError
from headcount.project.controls import Controls
from headcount.project.inputs import Inputs
from headcount.project.network import Network, network, starting
from headcount.project.policies import controls_of, levers_of
from headcount.project.robustness import rank
from headcount.project.scenarios import labelled, scenarios, totals
from headcount.project.sensitivity import causes, drivers
from headcount.project.unknowns import Chance, Unknowns, draw, hazards_under
from headcount.values.cases import Case
from headcount.values.estimates import Estimate, Ints
from headcount.values.scenarios import Projection


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
    if trajectories < 1:
        raise UsageError(f"trajectories: {trajectories} is no number of runs; give 1 or more")
    net = network(case, estimate)
    unknowns = draw(case, net, Chance(seed, trajectories))
    pulled = levers_of(case)
    inputs = inputs_of(starting(estimate, trajectories), net, unknowns, controls_of(case, pulled, net, unknowns))
    found = totals(case.policies, labelled(net), net, inputs, seed)
    ranks = rank(found)
    return Projection(
        months=case.horizon_months,
        start=case.as_of,
        scenarios=scenarios(found),
        ranks=ranks,
        seed=seed,
        digest=digest,
        draws=trajectories,
        drivers=drivers(found, ranks, causes(net, unknowns, inputs, pulled)),
    )


def inputs_of(start: Ints, net: Network, unknowns: Unknowns, controls: Sequence[Controls]) -> Inputs:
    """All that the kernel reads: structure, starting people and one set of controls per policy."""
    order = np.full((len(controls), len(net.groups)), -1, dtype=np.int64)
    for row, control in zip(order, controls, strict=True):
        row[: len(control.order)] = control.order
    return Inputs(
        start=start,
        kind=net.kind,
        group=net.group,
        edge_of=net.edge_of,
        target=net.target,
        policy=net.policy,
        open=net.open,
        take_to=net.take_to,
        hazards=np.stack([hazards_under(net, unknowns, c.factors, c.outbreaks) for c in controls]),
        places=np.stack([control.places for control in controls]),
        first=np.array([control.first for control in controls], dtype=np.int64),
        may_stay=np.stack([control.may_stay for control in controls]),
        order=order,
    )
