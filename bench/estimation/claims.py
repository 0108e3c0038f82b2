"""What is probably true of many places, from claims that contradict one another, beside voting and other rules.

    python bench/estimation/claims.py [--out predictions.jsonl] [--seed 1]
    python bench/estimation/claims.py --synthetic [--tables 5]
    python bench/estimation/claims.py --csv TABLE.csv --object COL --source COL --value COL --out predictions.jsonl

The first reads ../shared/eval/claims-population.jsonl and scores with the scorer beside it; the second makes tables
with a known truth in ten settings (claim_tables.py); the third answers any table and leaves scoring to others.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import claim_tables
import numpy as np

from headcount.case.tables.claims import Columns, load_claims
from headcount.reconcile import discover
from headcount.values.claims import Claim, Discovery

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval"


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synthetic", action="store_true")
    parser.add_argument("--tables", type=int, default=3, help="synthetic tables of each setting")
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--object", default="id")
    parser.add_argument("--source", default="source")
    parser.add_argument("--value", default="value")
    given = parser.parse_args()
    if given.synthetic:
        synthetic(given.tables)
    elif given.csv:
        claims, _ = load_claims(given.csv, Columns(given.object, given.source, given.value))
        write(discover(claims, seed=given.seed), given.out or Path("predictions.jsonl"))
    else:
        population(given.seed, given.out)


def population(seed: int, out: Path | None) -> None:
    """The outside table, scored by the outside scorer."""
    table = EVAL / "claims-population.jsonl"
    if not table.is_file():
        print("claims-population: the outside table is not here; nothing measured")
        return
    scorer = _scorer()
    rows = scorer.load(table)
    started = time.perf_counter()
    found = discover(claims_of(rows), seed=seed)
    print(f"{len(rows)} objects in {time.perf_counter() - started:.1f} s, seed {seed}")
    if out:
        write(found, out)
    scored = [row for row in rows if row["truth"] is not None]
    hard = [r for r in scored if len(set(scorer.vals(r))) > 1 and scorer.vote(r) != r["truth"]]
    ours = {line["id"]: line for line in predictions(found)}
    for name in ("vote", "median"):
        rule = {row["id"]: {"value": scorer.BASE[name](row)} for row in scored}
        scorer.report(f"{name:7s} all ", scored, rule)
        scorer.report(f"{name:7s} hard", hard, rule)
    scorer.report("ours    all ", scored, ours)
    scorer.report("ours    hard", hard, ours)


def claims_of(rows: Sequence[dict]) -> list[Claim]:  # type: ignore[type-arg]
    """Claims of a table in JSON lines."""
    found = []
    for row in rows:
        for claim in row["claims"]:
            value = claim.get("value")
            lo, hi = (value, value) if value is not None else (claim["lo"], claim["hi"])
            found.append(Claim(row["id"], claim["source"], float(lo), float(hi)))
    return found


def predictions(found: Discovery) -> list[dict[str, object]]:
    """Predictions as the scorer wants them."""
    return [
        {"id": t.object, "value": t.value, "lo": t.interval.low90, "hi": t.interval.high90, "level": 0.9}
        for t in found.truths
    ]


def write(found: Discovery, out: Path) -> None:
    """One prediction a line."""
    out.write_text("".join(json.dumps(line) + "\n" for line in predictions(found)), encoding="utf-8")


def synthetic(tables: int) -> None:
    """Ten settings: ours against voting and the median."""
    print("exact, within 10 %, RMS of log10, coverage of 90 % intervals, interval score; means over tables")
    for make in claim_tables.TABLES:
        ours, vote, median = [], [], []
        for seed in range(tables):
            rows = make(np.random.default_rng(seed))
            claims = [Claim(f"o{j}", f"s{s}", v, v) for j, (_, said) in enumerate(rows) for s, v in said]
            truths = discover(claims, seed=1).truths
            ours.append(
                _scores(rows, [t.value for t in truths], [(t.interval.low90, t.interval.high90) for t in truths])
            )
            vote.append(_scores(rows, [_vote([v for _, v in said]) for _, said in rows]))
            median.append(_scores(rows, [statistics.median(v for _, v in said) for _, said in rows]))
        shown = (" ".join(f"{x:.3f}" for x in np.mean(scores, axis=0)) for scores in (ours, vote, median))
        print(
            f"{make.__name__:8s}", *(f"{name} {x} |" for name, x in zip(("ours", "vote", "median"), shown, strict=True))
        )


def _vote(values: list[float]) -> float:
    counts, middle = Counter(values), statistics.median(values)
    return min(counts, key=lambda v: (-counts[v], abs(v - middle), v))


def _scores(
    rows: Sequence[claim_tables.Row], got: Sequence[float], ends: Sequence[tuple[float, float]] | None = None
) -> list[float]:
    truth = np.array([t for t, _ in rows])
    away = np.log10(np.maximum(got, 1.0)) - np.log10(np.maximum(truth, 1.0))
    out = [float(np.mean(np.array(got) == truth)), float(np.mean(np.abs(away) <= math.log10(1.1)))]
    out.append(float(np.sqrt(np.mean(away**2))))
    if ends is not None:
        low, high = np.array(ends).T
        L, H, T = (np.log10(np.maximum(x, 1.0)) for x in (low, high, truth))
        score = H - L + 20.0 * (np.maximum(L - T, 0.0) + np.maximum(T - H, 0.0))
        out += [float(np.mean((low <= truth) & (truth <= high))), float(score.mean())]
    return out


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_reconcile", EVAL / "score_reconcile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
