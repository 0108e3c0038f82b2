"""The rivals of ``deciding.py``: EMA Workbench, pandas and SALib. Run by it in an environment that has them."""

from __future__ import annotations

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from ema_workbench.analysis import RuleInductionType, feature_scoring, prim
from SALib.analyze import sobol

RUNS = 3


def main(path: str) -> None:
    """Print the times, in seconds, and what the two sides must agree in."""
    held = np.load(path)
    totals, causes, results = held["totals"], held["causes"], held["results"]
    experiments, outcomes = as_ema(totals, causes)
    ranking, ranked = best_of(lambda: rank(experiments, outcomes))
    first = experiments["policy"] == ranked.index[0]
    x = experiments.loc[first, [f"x{k}" for k in range(len(causes))]].reset_index(drop=True)
    y = outcomes["y0"][first.to_numpy()]
    scoring, _ = best_of(lambda: feature_scoring.get_ex_feature_scores(x, y, mode=RuleInductionType.REGRESSION), 1)
    prim_time, _ = best_of(lambda: prim.Prim(x, y > np.quantile(y, 0.8), threshold=0.5).find_box(), 1)
    problem = {"num_vars": len(results) - 2, "names": [f"x{k}" for k in range(len(results) - 2)]}
    problem["bounds"] = [[0, 1]] * problem["num_vars"]
    flat = in_salib_order(results)
    sobol_time, found = best_of(lambda: sobol.analyze(problem, flat, calc_second_order=False, seed=1))
    print(json.dumps({
        "ranking": ranking,
        "means": [float(ranked.loc[f"p{k}", "mean"]) for k in range(totals.shape[1])],
        "scoring": scoring,
        "prim": prim_time,
        "sobol": sobol_time,
        "first": found["S1"].tolist(),
        "total": found["ST"].tolist(),
    }))  # fmt: skip


def as_ema(totals: np.ndarray, causes: np.ndarray) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """What ``perform_experiments`` returns."""
    _, policies, scenarios = totals.shape
    frame = pd.DataFrame({f"x{k}": np.tile(values, policies) for k, values in enumerate(causes)})
    frame["scenario"] = np.tile(np.arange(scenarios), policies)
    frame["policy"] = pd.Categorical(np.repeat([f"p{k}" for k in range(policies)], scenarios))
    return frame, {f"y{k}": total.ravel() for k, total in enumerate(totals)}


def rank(experiments: pd.DataFrame, outcomes: dict[str, np.ndarray]) -> pd.DataFrame:
    """The metrics of headcount's ranking, as the robustness examples of the workbench compute them."""
    frame = experiments[["scenario", "policy"]].copy()
    loss = 0.0
    for name, values in outcomes.items():
        frame[name] = values / np.abs(values[(experiments["policy"] == "p0").to_numpy()]).mean()
        loss = loss + frame[name] / len(outcomes)
    frame["loss"] = loss
    wide = frame.pivot(index="scenario", columns="policy", values="loss")
    regret = wide.sub(wide.min(axis=1), axis=0)
    grouped = frame.groupby("policy", observed=True)["loss"]
    kept = pd.concat([frame.pivot(index="scenario", columns="policy", values=name) for name in outcomes], keys=outcomes)
    satisfied = kept.le(kept["p0"], axis=0).groupby(level=1).all().mean()
    rng = np.random.default_rng(1)
    places = sum(wide.iloc[rng.integers(0, len(wide), len(wide))].mean().rank().eq(1).astype(int) for _ in range(100))
    return pd.DataFrame({
        "mean": grouped.mean(),
        "low": grouped.quantile(0.05),
        "high": grouped.quantile(0.95),
        "worst": grouped.apply(lambda own: own.nlargest(len(own) // 10).mean()),
        "regret": regret.quantile(0.9),
        "best": wide.idxmin(axis=1).value_counts(normalize=True),
        "satisfied": satisfied,
        "first": places / 100,
    }).sort_values("mean")  # fmt: skip


def in_salib_order(results: np.ndarray) -> np.ndarray:
    """A, then A with each column of B, then B, sample by sample."""
    return np.concatenate([results[:1], results[2:], results[1:2]]).T.ravel()


def best_of(call, runs=RUNS):
    """Least wall time and the result."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1])
