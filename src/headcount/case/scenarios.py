"""Scenarios beyond the case's own: other settings, a search for better ones, an archive of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from headcount.errors import CaseError, UsageError
from headcount.values.cases import Case, Policy
from headcount.values.decisions import Portion, Tried
from headcount.values.estimates import Estimate

_MONTHS = (1, 240)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants otherwise than the case says; empty is as the case says."""

    policies: Sequence[str] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    months: int | None = None


def wished(case: Case, wish: Wish) -> Case:
    """``case`` as the user wants it.

    Raises
    ------
    CaseError
        The case has no policies, or a setting is out of bounds.
    UsageError
        A policy, setting, weight or limit does not exist, or the months are out of bounds.
    """
    from headcount.project.adjusting import adjusted, chosen
    from headcount.project.losses import check
    from headcount.project.policies import levers_of

    if not case.policies or not case.transitions:
        raise CaseError(
            f"the case '{case.name}' has no policies to project; add [[policy]] and [[transition]] to its case.toml"
        )
    if wish.months is not None and not _MONTHS[0] <= wish.months <= _MONTHS[1]:
        raise UsageError(f"--months {wish.months}: outside {_MONTHS[0]} to {_MONTHS[1]}")
    made = replace(
        case,
        policies=adjusted(chosen(case.policies, wish.policies), wish.settings),
        weights=wish.weights or case.weights,
        limits=wish.limits or case.limits,
        horizon_months=wish.months or case.horizon_months,
    )
    try:
        check(made)
    except CaseError as error:
        raise UsageError(str(error)) from None
    levers_of(made)
    return made


def searched(case: Case, estimate: Estimate, *, seed: int, tries: int, trajectories: int = 100) -> tuple[Tried, ...]:
    """Settings that no others beat; see :func:`headcount.project.search.search`."""
    from headcount.project.scenarios import controls_under, outlook
    from headcount.project.search import search
    from headcount.project.world import world_of

    world = world_of(estimate, case, seed=seed, trajectories=trajectories)

    def takes(policy: Policy) -> bool:
        try:
            controls_under(world, [policy])
        except CaseError:  # a region or group that the case does not have
            return False
        return True

    return search(
        lambda policies: outlook(world, policies, series=False),
        case.policies[0],
        groups=case.group.leaves,
        seed=seed,
        takes=takes,
        tries=tries,
        weights=case.weights or None,
    )


def archived(case: Case, estimate: Estimate, *, seed: int, trajectories: int = 500) -> bytes:
    """Every scenario of the case's policies; see :func:`headcount.project.export.archive`."""
    from headcount.project.export import archive
    from headcount.project.scenarios import outlook
    from headcount.project.sensitivity import causes
    from headcount.project.world import world_of

    world = world_of(estimate, case, seed=seed, trajectories=trajectories)
    return archive(outlook(world, case.policies), causes(world, case.policies))


def explained(case: Case, estimate: Estimate, *, seed: int, trajectories: int = 512) -> tuple[str, tuple[Portion, ...]]:
    """The best policy, and where the spread of its lead over the first comes from.

    Raises
    ------
    UsageError
        There is one policy only.
    """
    from headcount.project.losses import losses
    from headcount.project.scenarios import outlook
    from headcount.project.variance import portions
    from headcount.project.world import world_of

    if len(case.policies) < 2:
        raise UsageError("there is one policy only, and nothing to compare it with; name another with --policy")
    one, other = (world_of(estimate, case, seed=s, trajectories=trajectories) for s in (seed, seed + 1))
    means = losses(outlook(one, case.policies, series=False), case.weights or None).loss.mean(axis=1)
    best = case.policies[1 + int(means[1:].argmin())]
    return best.name, portions(one, other, best, case.policies[0], weights=case.weights or None)
