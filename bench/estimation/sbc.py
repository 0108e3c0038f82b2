"""Simulation-based calibration of the draws: worlds from our own model, ranks of the truth among the draws.

    python bench/estimation/sbc.py [--worlds 100]

Unknowns are drawn from the prior, figures from the data model given them (hedges, leaning sources, wrong ones), and the
account is fitted to the figures. If sampler and model agree, the rank of each true answer among the draws is uniform
(Talts et al. 2018, arXiv 1804.06788). Printed: a chi-square test over ten bins for each question, and over all of them;
one world's questions are dependent, so the last is a sum and no test.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
from scipy import stats

from headcount.ledger import Cells
from headcount.reconcile import mode, model, sampler
from headcount.reconcile.evidence import Evidence
from headcount.reconcile.flows import Flows, flows
from headcount.reconcile.layout import Layout
from headcount.values.cases import Birth, Case, Dimension, Entry, Shock, Transition
from headcount.values.estimates import Floats

_FIGURES, _SOURCES, _BINS, _RANKS = 25, 5, 10, 99
_ORIGINS, _GROUPS = ("RUS", "KAZ", "FRA"), ("men", "women")
_STATES = ("in_zone", "in_camp", "returned", "killed")
_WAYS = (("in_zone", "in_camp"), ("in_zone", "killed"), ("in_camp", "returned"), ("in_zone", "returned"))


def _whole(name: str, leaves: tuple[str, ...], code: str) -> Dimension:
    return Dimension(name, leaves, {code: frozenset(leaves)})


CASE = Case(
    name="own", title="", question="", as_of="2019-06-01", place=(), hosts=(), attributes={}, questions=(), policies=(),
    uncertainties=(), horizon_months=12, total=(5_000.0, 500_000.0),
    origin=_whole("origin", _ORIGINS, "all"), group=_whole("group", _GROUPS, "people"),
    state=_whole("state", _STATES, "travelled"),
    transitions=tuple(Transition(f"{a}-{b}", a, b, (0.03, 0.6), "", policy=a == "in_camp") for a, b in _WAYS),
    window=("2014-01-01", "2020-01-01"), entry=Entry("in_zone", "2014-01-01", "2018-01-01", ""),
    shocks=(Shock("battle", "2017-01-01", "2017-07-01", (("in_zone", "killed"),), (1.0, 10.0), ""),),
    births=(Birth("women", "women", "in_zone", (0.02, 0.1), ""),), policy_since="2018-01-01",
)  # fmt: skip


def world(rng: np.random.Generator, system: Flows, layout: Layout) -> tuple[Floats, list[Evidence]]:
    """True unknowns of the system model, and figures about it."""
    while True:
        v = rng.standard_normal(system.scales_stop)
        Y = system.read(v[None]).Y[:, 0]
        people, when = model.everyone(layout)
        low, high = np.log(CASE.total)
        away = (np.log(model.stacked([(people, when)], layout) @ Y)[0] - (low + high) / 2) / ((high - low) / 3.29)
        if rng.random() < np.exp(-0.5 * away**2):
            break
    kappa = np.exp(model.KAPPA_SD * rng.standard_normal())
    tau = model.BIAS_SCALE * np.exp(model.BIAS_SCALE_SD * rng.standard_normal())
    leaning = tau * rng.standard_normal(_SOURCES)
    return v, [_figure(i, rng, Y, layout, kappa, leaning) for i in range(_FIGURES)]


def _figure(i: int, rng: np.random.Generator, Y: Floats, layout: Layout, kappa: float, leaning: Floats) -> Evidence:
    origin = [(o,) for o in _ORIGINS] + [_ORIGINS]
    select = {"origin": origin[rng.integers(4)], "state": (_STATES[rng.integers(4)],)}
    day = float(rng.uniform(2015.0, 2019.9))
    cells, when = layout.people(select), layout.stands(day)
    sd, source = float(rng.choice([0.05, 0.1, 0.2])), int(rng.integers(_SOURCES))
    off = kappa * sd if rng.random() > model.P_WRONG else np.hypot(kappa * sd, model.WRONG_SD)
    size = float((model.stacked([(cells, when)], layout) @ Y)[0])
    value = max(size, 1e-9) * float(np.exp(leaning[source] + off * rng.standard_normal()))
    return Evidence(
        figures=(f"f{i}",), select=select, base_select=None, cells=cells, base=None, number=value, value=value, sd=sd,
        gap=0.0, width=0.0, counted=False, part=False, unsaid=False, source=f"s{source}", bias_factor=1.0,
        attributed=None, known_source=False, years=0.0, dated=True, order=("2019", 0, i), page=None, day=day, when=when,
    )  # fmt: skip


def ranks(seed: int, system: Flows, layout: Layout) -> Floats:
    """Rank of each true answer among thinned draws, as a share in (0, 1)."""
    rng = np.random.default_rng([seed, 77])
    truth, evidence = world(rng, system, layout)
    posterior = model.build(evidence, layout, system)
    sample = sampler.sample(posterior, mode.find(posterior), rng, 24, 12, lambda v: True)
    flat = sample.v.reshape(-1, posterior.size)
    thin = flat[rng.choice(len(flat), _RANKS, replace=False)]
    asked = [{"state": (state,)} for state in _STATES]
    asked += [{"origin": (o,), "state": ("in_camp",)} for o in _ORIGINS]
    rows = model.stacked([(layout.people(select), layout.stands(2019.4)) for select in asked], layout)
    drawn = rows @ system.read(thin).Y
    true = rows @ system.read(truth[None]).Y
    return np.asarray(((drawn < true).sum(axis=1) + rng.random(len(asked))) / (_RANKS + 1))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=100)
    given = parser.parse_args()
    system = flows(replace(CASE), [])
    layout = Layout(CASE, Cells.from_case(CASE), system.graph, system.grid)
    found = np.array([ranks(seed, system, layout) for seed in range(given.worlds)])
    names = [*_STATES, *(f"in_camp {o}" for o in _ORIGINS)]
    for name, column in zip(names, found.T, strict=True):
        counts = np.histogram(column, np.linspace(0, 1, _BINS + 1))[0]
        print(f"{name:14s} {counts.tolist()} p = {stats.chisquare(counts).pvalue:.3f}")
    counts = np.histogram(found, np.linspace(0, 1, _BINS + 1))[0]
    print(f"{'all':14s} {counts.tolist()}; lowest and highest tenth hold {counts[[0, -1]].sum() / counts.sum():.3f}")


if __name__ == "__main__":
    main()
