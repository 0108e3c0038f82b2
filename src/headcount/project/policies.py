"""Policies of a case: named settings of levers, turned into what the kernel reads."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.errors import CaseError
from headcount.project import levers
from headcount.project.controls import Controls, Lever, untouched
from headcount.project.network import Network
from headcount.project.unknowns import Unknowns
from headcount.values.cases import Case

Pulled = Sequence[Sequence[Lever]]
"""the levers of each policy, in the order of the case"""


def levers_of(case: Case) -> Pulled:
    """The levers that each policy pulls.

    Raises
    ------
    CaseError
        There is no policy, two share a name, or a lever or parameter does not exist or is out of bounds.
    """
    if not case.policies:
        raise CaseError("the case has no policy to project; add [[policy]] to case.toml, one of them without levers")
    names = [policy.name for policy in case.policies]
    pulled = []
    for policy in case.policies:
        if names.count(policy.name) > 1:
            raise CaseError(f"policy '{policy.name}' stands twice; give each policy a name of its own")
        try:
            pulled.append(tuple(levers.pull(name, settings) for name, settings in policy.levers.items()))
        except CaseError as error:
            raise CaseError(f"policy '{policy.name}': {error}") from None
    return tuple(pulled)


def controls_of(case: Case, pulled: Pulled, net: Network, unknowns: Unknowns) -> tuple[Controls, ...]:
    """What each policy sets: its levers, one after the other, on things as they are.

    Raises
    ------
    CaseError
        The parameters of a lever contradict one another or the case; the message names the policy.
    """
    made = []
    for policy, own in zip(case.policies, pulled, strict=True):
        controls = untouched(net, unknowns.chance.trajectories, case.horizon_months)
        try:
            for lever in own:
                controls = lever.apply(controls, net, unknowns)
        except CaseError as error:
            raise CaseError(f"policy '{policy.name}': {error}") from None
        made.append(controls)
    return tuple(made)
