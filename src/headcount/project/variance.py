"""Where the spread of a policy's lead comes from: Sobol's indices of the unknowns of a world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from headcount import codelists
from headcount.project.losses import losses
from headcount.project.scenarios import outlook
from headcount.project.sobol import indices
from headcount.project.unknowns import kinds
from headcount.project.world import World
from headcount.values.cases import Policy
from headcount.values.decisions import Portion
from headcount.values.estimates import Floats

ACCOUNT = "how many people are where now, and how fast they moved so far"
CHANCE = "chance itself: who moves when, which shocks happen, and what levers achieve"

Swap = Callable[[World, World], World]
"""the first world with one of its unknowns taken from the second"""


def portions(
    world: World, other: World, policy: Policy, reference: Policy, *, weights: Mapping[str, float] | None = None
) -> tuple[Portion, ...]:
    """What the lead of ``policy`` over ``reference`` hangs on, the largest share first.

    Both worlds are of the same case and independent of one another; each unknown of the first is exchanged in turn
    (Saltelli 2010), the account as a whole, since its numbers hang together.

    Raises
    ------
    UsageError
        A weight is of an outcome that the projection does not have.
    """
    other = _shuffled(other)
    swaps = _swaps(world)
    results = [_lead(one, policy, reference, weights) for one in (world, other)]
    results += [_lead(swap(world, other), policy, reference, weights) for swap in swaps.values()]
    found = indices(np.stack(results))
    made = [
        Portion(cause, float(alone), float(alone_error), float(whole), float(whole_error))
        for cause, alone, alone_error, whole, whole_error in zip(
            swaps, found.first, found.first_error, found.total, found.total_error, strict=True
        )
    ]
    return tuple(sorted(made, key=lambda one: -one.whole))


def _lead(world: World, policy: Policy, reference: Policy, weights: Mapping[str, float] | None) -> Floats:
    """Loss under the reference less loss under the policy, shape (trajectories,)."""
    loss = losses(outlook(world, [reference, policy], series=False), weights).loss
    return np.asarray(loss[0] - loss[1])


def _shuffled(world: World) -> World:
    """The same world with its account's draws in another order: two worlds take them in the same one."""
    order = np.random.default_rng([world.seed & 0xFFFFFFFF, 12]).permutation(world.trajectories)
    hazards = world.unknowns.hazards.copy()
    hazards[:, world.unknowns.known] = hazards[order][:, world.unknowns.known]
    unknowns = replace(world.unknowns, draw=world.unknowns.draw[order], hazards=hazards)
    return replace(world, start=world.start[order], unknowns=unknowns)


def _swaps(world: World) -> dict[str, Swap]:
    """Every unknown of ``world`` by its name in words."""
    found: dict[str, Swap] = {ACCOUNT: _account, CHANCE: _chance}
    for name in world.unknowns.values:
        found[f"the {kinds()[name].meaning}"] = _value(name)
    for e, edge in enumerate(world.net.edges):
        if not world.unknowns.known[e]:
            source, target = (codelists.label("statuses", state) for state in (edge.source, edge.target))
            found[f"how fast people go from “{source}” to “{target}”"] = _hazard(e)
    return found


def _account(world: World, other: World) -> World:
    unknowns, known = world.unknowns, world.unknowns.known
    hazards = np.where(known, other.unknowns.hazards, unknowns.hazards)
    swapped = replace(unknowns, draw=other.unknowns.draw, hazards=hazards)
    return replace(world, start=other.start, unknowns=swapped)


def _chance(world: World, other: World) -> World:
    return replace(world, seed=other.seed, unknowns=replace(world.unknowns, chance=other.unknowns.chance))


def _value(name: str) -> Swap:
    def swap(world: World, other: World) -> World:
        values = {**world.unknowns.values, name: other.unknowns.values[name]}
        return replace(world, unknowns=replace(world.unknowns, values=values))

    return swap


def _hazard(e: int) -> Swap:
    def swap(world: World, other: World) -> World:
        hazards = world.unknowns.hazards.copy()
        hazards[:, e] = other.unknowns.hazards[:, e]
        return replace(world, unknowns=replace(world.unknowns, hazards=hazards))

    return swap
