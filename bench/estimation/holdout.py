"""What was reported later, against what was known before: the two built-in cases, each at four dates.

    python bench/estimation/holdout.py [--quick] [CASE ...]

At each date the account is fitted to what had been published by then, without the shocks of later years, and every
later original (its copies left out) about a later day is predicted as it was printed: people, given that there were
any, leaning of its source, hedge, the chance that it is wrong. Printed: how many fall inside their 90 and 50 %
intervals, and the mean CRPS of log(1 + number) beside the absolute error of the last number known of the same people,
where there was one. Bar: 90 % cover .85 or more, CRPS below the last number.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from headcount.case import stages
from headcount.case.workspace import open_workspace
from headcount.reconcile import fit, merging
from headcount.reconcile.evidence import Evidence, gather
from headcount.reconcile.model import BIAS_SCALE, BIAS_SCALE_SD, KAPPA_SD, P_WRONG, WRONG_SD, stacked
from headcount.reconcile.posterior import Posterior
from headcount.values.cases import Case
from headcount.values.figures import Reading

DATES = {
    "caliphate": ("2018-01-01", "2019-07-01", "2021-01-01", "2023-01-01"),
    "war-dead": ("2023-01-01", "2024-01-01", "2025-01-01", "2025-09-01"),
}


_FEWEST = 20


@dataclass(frozen=True)
class Held:
    """One later number: inside its intervals or not, its CRPS, and the error of the last number known before."""

    inside90: bool
    inside50: bool
    crps: float
    last: float | None


def known_by(readings: Sequence[Reading], date: str) -> list[Reading]:
    """What had been published by ``date``; what says no day of publication is left out."""
    return [r for r in readings if r.document.published is not None and r.document.published[:10] <= date]


def earlier(case: Case, date: str) -> Case:
    """The case as it could be written on ``date``: on that day, without what happened later."""
    return replace(case, as_of=date, shocks=tuple(s for s in case.shocks if s.start <= date), questions=())


def held(case: Case, readings: Sequence[Reading], date: str, *, quick: bool) -> list[Held]:
    """Every later original of a later day against its prediction."""
    fitted, _, _ = fit(known_by(readings, date), earlier(case, date), seed=1, draws=500, quick=quick or None)
    used, _ = gather(readings, fitted.layout)
    figures = {figure.id: figure for reading in readings for figure in reading.figures}
    after = float(date[:4]) + (int(date[5:7]) - 1) / 12
    later = [
        item
        for item in merging.merged(used, figures)
        if item.order[0][:10] > date and item.day > after and item.gap == 0.0 and item.number > 0
    ]
    return _judged(fitted, later)


def _judged(fitted: Posterior, later: Sequence[Evidence]) -> list[Held]:
    rng = np.random.default_rng(2)
    people = fitted.answers(stacked([(item.cells, item.when) for item in later], fitted.layout))
    shares = [i for i, item in enumerate(later) if item.base is not None]
    wholes = [(item.base, item.base_when) for item in later if item.base is not None]
    bases = fitted.sums(stacked(wholes, fitted.layout))
    scale = BIAS_SCALE * np.exp(BIAS_SCALE_SD * fitted.v[:, fitted.model.bias_scale_column])
    kappa = np.exp(KAPPA_SD * fitted.v[:, fitted.model.kappa_column])
    found = []
    for i, item in enumerate(later):
        mean = people[:, i] * np.exp(item.burst.shift + item.burst.sd * rng.standard_normal(fitted.draws))
        if item.base is None:
            mean = _happened(rng.poisson(np.minimum(mean, 1e9)).astype(float), rng)
        else:
            mean = mean / np.maximum(bases[:, shares.index(i)], 1e-9)
        off = scale * item.bias_factor * rng.standard_normal(fitted.draws)
        off += kappa * np.hypot(item.sd, item.width / 3.46) * rng.standard_normal(fitted.draws)
        off += WRONG_SD * rng.standard_normal(fitted.draws) * (rng.random(fitted.draws) < P_WRONG)
        found.append(_one(mean * np.exp(off), item, fitted.evidence))
    return found


def _happened(people: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draws given that there was something to report: nobody prints that nobody moved."""
    some = people[people > 0]
    return people if len(some) < _FEWEST else rng.choice(some, len(people))


def _one(drawn: np.ndarray, item: Evidence, known: Sequence[Evidence]) -> Held:
    y, x = np.log1p(item.number), np.sort(np.log1p(drawn))
    n = len(x)
    spread = 2.0 * (x @ (2 * np.arange(1, n + 1) - n - 1)) / n**2
    low, low50, high50, high = np.quantile(drawn, [0.05, 0.25, 0.75, 0.95])
    same = [e for e in known if e.same_people == item.same_people and e.measure == item.measure and e.base is None]
    same = [e for e in same if e.measure == "stock" or _alike(e, item)]
    last = max(same, key=lambda e: e.day).number if same and item.base is None else None
    return Held(
        low - 0.5 <= item.number <= high + 0.5,
        low50 - 0.5 <= item.number <= high50 + 0.5,
        float(np.abs(x - y).mean() - 0.5 * spread),
        None if last is None else float(abs(np.log1p(last) - y)),
    )


def _alike(one: Evidence, other: Evidence) -> bool:
    """Whether two movements are counted from the same day on, or over as long a time."""
    return abs(one.since - other.since) < 0.1 or abs((one.day - one.since) - (other.day - other.since)) < 0.3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", default=list(DATES))
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    for name in given.cases:
        workspace = open_workspace([name])
        readings = stages.read_all(workspace)
        everything: list[Held] = []
        for date in DATES[name]:
            one = held(workspace.case, readings, date, quick=given.quick)
            everything += one
            _print(f"{name}, known by {date}", one)
        _print(f"{name}, all four dates", everything)


def _print(what: str, rows: Sequence[Held]) -> None:
    both = [(row.crps, row.last) for row in rows if row.last is not None]
    own, last = (np.mean([pair[k] for pair in both]) if both else float("nan") for k in (0, 1))
    inside = np.mean([row.inside90 for row in rows]), np.mean([row.inside50 for row in rows])
    print(
        f"{what:36s} {len(rows):4d} later numbers; inside 90 %: {inside[0]:.2f}, 50 %: {inside[1]:.2f}; "
        f"CRPS {own:.3f}, last number {last:.3f} ({len(both)})",
        flush=True,
    )


if __name__ == "__main__":
    main()
