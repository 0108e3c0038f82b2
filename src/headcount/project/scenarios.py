"""From the kernel's counts to outcomes with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from headcount import codelists
from headcount.project.inputs import Inputs
from headcount.project.network import Network
from headcount.project.outcomes import Measure, measurable, series_of, total_of
from headcount.values.cases import Policy
from headcount.values.estimates import Floats, Interval
from headcount.values.scenarios import Outcome, Scenario

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Totals:
    """Every outcome of every policy in every trajectory."""

    policies: tuple[Policy, ...]
    measures: tuple[Measure, ...]
    series: tuple[Floats, ...]
    """one per measure, shape (policies, trajectories, months + 1)"""
    totals: tuple[Floats, ...]
    """one per measure, shape (policies, trajectories)"""


def labelled(net: Network) -> tuple[Measure, ...]:
    """The outcomes this account can have, their labels naming its people."""
    hosts = [origin for origin in net.origins if origin in net.hosts]
    names = " and ".join(codelists.label("places", host) for host in hosts)
    foreign = "Foreigners" if hosts else "People"
    return tuple(
        replace(measure, label=measure.label.format(foreign=foreign, hosts=names))
        for measure in measurable(groups=net.groups, states=net.states, hosts=bool(hosts))
    )


def totals(policies: Sequence[Policy], measures: Sequence[Measure], net: Network, inputs: Inputs, seed: int) -> Totals:
    """Run the kernel and count."""
    from headcount.project import kernel  # loads the compiler, so not before it is needed

    stock, brought, waiting = kernel.run(inputs, seed)
    series = tuple(series_of(measure, net.groups, net.states, stock, brought, waiting) for measure in measures)
    return Totals(
        tuple(policies),
        tuple(measures),
        series,
        tuple(total_of(measure, own) for measure, own in zip(measures, series, strict=True)),
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
