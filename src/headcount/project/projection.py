"""The stage from end to end: the estimate's draws through every policy of the case."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headcount.errors import CaseError
from headcount.project import levers
from headcount.project.controls import Controls, untouched
from headcount.project.inputs import Inputs
from headcount.project.network import Network, network, starting
from headcount.project.robustness import rank
from headcount.project.scenarios import labelled, scenarios, totals
from headcount.project.sensitivity import drivers
from headcount.project.unknowns import Chance, Unknowns, draw, hazards_under
from headcount.values.cases import Case, Policy
from headcount.values.estimates import Estimate
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
    CaseError
        The case has no policy or transition, or names a lever, parameter, uncertainty or group that does not exist.
    """
    net = network(case, estimate)
    unknowns = draw(case, net, Chance(seed, trajectories))
    inputs = inputs_of(estimate, case, net, unknowns)
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
        drivers=drivers(found, ranks, net, unknowns, inputs.start),
    )


def inputs_of(estimate: Estimate, case: Case, net: Network, unknowns: Unknowns) -> Inputs:
    """All that the kernel reads.

    Raises
    ------
    CaseError
        There is no policy, two policies share a name, or a lever is set wrongly.
    """
    _check(case.policies)
    months = case.horizon_months
    controls = [_controls(policy, net, unknowns, months) for policy in case.policies]
    order = np.full((len(controls), len(net.groups)), -1, dtype=np.int64)
    for row, control in zip(order, controls, strict=True):
        row[: len(control.order)] = control.order
    hazards = [hazards_under(net, unknowns, months, c.factors, c.outbreaks) for c in controls]
    return Inputs(
        start=starting(estimate, unknowns.chance.trajectories),
        kind=net.kind,
        group=net.group,
        edge_of=net.edge_of,
        target=net.target,
        policy=net.policy,
        open=net.open,
        take_to=net.take_to,
        hazards=np.stack(hazards),
        places=np.stack([control.places for control in controls]),
        first=np.array([control.first for control in controls], dtype=np.int64),
        may_stay=np.stack([control.may_stay for control in controls]),
        order=order,
    )


def _controls(policy: Policy, net: Network, unknowns: Unknowns, months: int) -> Controls:
    controls = untouched(net, unknowns.chance.trajectories, months)
    for name, settings in policy.levers.items():
        try:
            controls = levers.pull(name, settings).apply(controls, net, unknowns)
        except CaseError as error:
            raise CaseError(f"policy '{policy.name}': {error}") from None
    return controls


def _check(policies: Sequence[Policy]) -> None:
    if not policies:
        raise CaseError("the case has no policy to project; add [[policy]] to case.toml, one of them without levers")
    names = [policy.name for policy in policies]
    for name in names:
        if names.count(name) > 1:
            raise CaseError(f"policy '{name}' stands twice; give each policy a name of its own")
