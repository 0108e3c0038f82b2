"""From the model's counts to outcomes with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headcount import codelists
from headcount.project import kernel
from headcount.project.controls import Controls
from headcount.project.decisions import decisions_of
from headcount.project.network import Network
from headcount.project.outcomes import Measure, Readable, measurable, measures, series_of, total_of
from headcount.project.policies import controls_of, levers_of
from headcount.project.shocks import DEAD
from headcount.project.world import World, inputs_of
from headcount.values.cases import Policy
from headcount.values.estimates import Floats, Interval, Ints
from headcount.values.scenarios import Outcome, Scenario, Whereabouts

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
_ROOM = 2**26
"""numbers of output that may be in memory at once"""


@dataclass(frozen=True, slots=True)
class Totals:
    """Every outcome of every policy in every trajectory."""

    policies: tuple[Policy, ...]
    measures: tuple[Measure, ...]
    series: tuple[Floats, ...]
    """one per measure, shape (policies, trajectories, months + 1); empty where only totals were asked for"""
    totals: tuple[Floats, ...]
    """one per measure, shape (policies, trajectories)"""
    whereabouts: Whereabouts | None = None
    """where months were asked for"""


def outlook(world: World, policies: Sequence[Policy], *, series: bool = True, kept: Sequence[int] = ()) -> Totals:
    """Run every policy over the same trajectories and count.

    Parameters
    ----------
    series
        Whether outcomes are kept month by month.
    kept
        Months, ascending, for which people are counted by origin, group and state.

    Raises
    ------
    CaseError
        There is no policy, or one pulls a lever that does not exist or cannot be meant.
    """
    of, controls = readable(world), controls_under(world, policies)
    chosen = labelled(world, of)
    shape = len(policies), world.trajectories
    every = [np.zeros((*shape, world.months + 1)) for _ in chosen] if series else []
    ends = [np.zeros(shape) for _ in chosen]
    cells = np.zeros((*shape, len(kept), world.net.kind.size, len(world.net.states)), dtype=np.int32)
    engine = kernel.engine(len(policies) * work(world))
    for begin, end in blocks(world):
        inputs = inputs_of(world, begin, end, columns=of.written, kept=kept)
        out = kernel.outputs_of(inputs)
        for p, control in enumerate(controls):
            kernel.run(inputs, decisions_of(control, world, begin, end), by=engine, into=out)
            for k, measure in enumerate(chosen):
                found = series_of(measure, of, out, begin)
                ends[k][p, begin:end] = total_of(measure, found)
                if series:
                    every[k][p, begin:end] = found
            if kept:
                cells[p, begin:end] = out.cells
    where = whereabouts(world, policies, kept, cells) if kept else None
    return Totals(tuple(policies), chosen, tuple(every), tuple(ends), where)


def cells_of(world: World, policy: Policy, months: Sequence[int] | None = None) -> Ints:
    """People by origin, group and state under one policy.

    Parameters
    ----------
    months
        Ascending; ``None`` is every month, the first one 0.

    Returns
    -------
    array of shape (trajectories, months, origins, groups, states)
    """
    kept = range(world.months + 1) if months is None else months
    (control,) = controls_under(world, [policy])
    parts = []
    for begin, end in blocks(world):
        inputs = inputs_of(world, begin, end, kept=kept, columns=())
        parts.append(kernel.run(inputs, decisions_of(control, world, begin, end)).cells)
    net = world.net
    return np.concatenate(parts).reshape(
        world.trajectories, len(kept), len(net.origins), len(net.groups), len(net.states)
    )


def whereabouts(world: World, policies: Sequence[Policy], kept: Sequence[int], cells: NDArray[np.int32]) -> Whereabouts:
    """Quantiles of the people of every origin and region, by group and state.

    ``cells`` has shape (policies, trajectories, months, cells, states).
    """
    net = world.net
    regions = [code for code in net.regions if len(net.regions[code]) > 1]
    return Whereabouts(
        tuple(policy.name for policy in policies),
        tuple(kept),
        (*net.origins, *regions),
        (*net.groups, "people"),
        net.states,
        np.stack([_quantiles(net, regions, own) for own in cells]),
    )


def _quantiles(net: Network, regions: Sequence[str], cells: NDArray[np.int32]) -> Ints:
    """Low end, median and high end, shape (months, origins and regions, groups and all, states, 3)."""
    people = cells.reshape(*cells.shape[:2], len(net.origins), len(net.groups), len(net.states))
    sums = [people[:, :, [o in net.regions[r] for o in net.origins]].sum(axis=2, keepdims=True) for r in regions]
    people = np.concatenate([people, *sums], axis=2)
    people = np.concatenate([people, people.sum(axis=3, keepdims=True)], axis=3)
    ranks = [round(level * (len(cells) - 1)) for level in (LEVELS[0], LEVELS[2], LEVELS[4])]
    found = np.partition(people, sorted(set(ranks)), axis=0)[ranks]
    return np.ascontiguousarray(np.moveaxis(found, 0, -1), dtype=np.int64)


def controls_under(world: World, policies: Sequence[Policy]) -> tuple[Controls, ...]:
    """What each policy sets."""
    case = replace(world.case, policies=tuple(policies))
    return controls_of(case, levers_of(case), world.net, world.unknowns)


def work(world: World) -> float:
    """Numbers that one policy draws, roughly."""
    states = len(world.net.states)
    return float(world.trajectories * world.net.kind.size * world.months * (2 * states + len(world.net.edges)))


def blocks(world: World) -> list[tuple[int, int]]:
    """Stretches of trajectories whose output fits into memory."""
    net = world.net
    columns = 2 * len(net.groups) * len(net.states) + 2 * len(net.edges) + 8
    width = max(1, _ROOM // ((world.months + 1) * columns + net.kind.size * len(net.states)))
    return [(b, min(b + width, world.trajectories)) for b in range(0, world.trajectories, width)]


def readable(world: World) -> Readable:
    """What the counts of this case can be read for."""
    net, values = world.net, world.unknowns.values
    named = {
        "escaped": net.escapes,
        "died": net.into(DEAD),
        "brought": net.policy,
        "born": np.zeros(0, dtype=np.bool_),
        **{code: np.array([e.code == code for e in net.edges]) for code in _codes()},
    }
    edges = {name: np.flatnonzero(on).tolist() for name, on in named.items()}
    if world.case.births:
        edges["born"] = [len(net.edges)]
    written = sorted({e for own in edges.values() for e in own})
    columns = {name: tuple(written.index(e) for e in own) for name, own in edges.items()}
    return Readable(
        groups=net.groups,
        states=net.states,
        hosts=any(origin in net.hosts for origin in net.origins),
        queues=tuple(queue.state for queue in world.queues),
        columns=columns,
        written=tuple(written),
        policy=bool(net.policy.any()),
        costs={name.removeprefix("cost_"): values[name] for name in sorted(values) if name.startswith("cost_")},
    )


def _codes() -> set[str]:
    """Codes of transitions that an outcome counts."""
    return {code for measure in measures() if measure.series == "move" for code in measure.states}


def labelled(world: World, of: Readable) -> tuple[Measure, ...]:
    """The outcomes this account can have, their labels naming its people."""
    hosts = [origin for origin in world.net.origins if origin in world.net.hosts]
    names = " and ".join(codelists.label("places", host) for host in hosts)
    foreign = "Foreigners" if hosts else "People"
    return tuple(
        replace(measure, label=measure.label.format(foreign=foreign, foreign_lower=foreign.lower(), hosts=names))
        for measure in measurable(of)
    )


def scenarios(found: Totals) -> tuple[Scenario, ...]:
    """One scenario per policy, each outcome as quantiles over trajectories."""
    bands = [np.quantile(series, LEVELS, axis=1).transpose(1, 2, 0) for series in found.series]
    ends = [np.quantile(total, LEVELS, axis=1).T for total in found.totals]
    return tuple(
        Scenario(
            policy.name,
            policy.label,
            tuple(
                Outcome(m.name, m.label, m.unit, np.ascontiguousarray(band[p]), interval(end[p]), m.more_is_better)
                for m, band, end in zip(found.measures, bands, ends, strict=True)
            ),
        )
        for p, policy in enumerate(found.policies)
    )


def interval(levels: Floats) -> Interval:
    """The interval whose quantiles are ``levels``, in the order of ``LEVELS``."""
    low90, low50, median, high50, high90 = (float(level) for level in levels)
    return Interval(median, low50, high50, low90, high90)
