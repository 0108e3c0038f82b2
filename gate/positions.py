"""Score positions against sentences marked by hand: spans, and actor, action and stage together.

    python gate/positions.py [--errors] [FILE]

With a file of marked rows, totals (and errors) of that file alone.

`scores()` gives span precision, recall and F1 (a predicted position answers a marked one when they overlap, each
used once, larger overlaps first) and the strict F1: actor, action and stage right too. Between 0 and 1, more is
better. Readings as good as the marked one stand in `action_also` and `stage_also`; a `soft` position, which a
careful reader may leave out, counts on neither side.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
GOLD = Path(__file__).with_name("gold") / "positions-en.jsonl"
RUSSIAN = GOLD.with_name("positions-ru.jsonl")


def scores() -> dict[str, float]:
    """Precision, recall, span F1 and strict F1 over the marked sentences; the Russian ones under ``ru.``."""
    russian = score(load(RUSSIAN), predict)
    return score(load(GOLD), predict) | {f"ru.{name}": value for name, value in russian.items()}


def score(rows: Sequence[Row], read: Callable[[Row], Sequence[Row]]) -> dict[str, float]:
    """The scores of any reader of positions."""
    marked = predicted = answered = strict = 0
    for row in rows:
        guesses = read(row)
        every = matched(row["positions"], guesses)
        pairs = [pair for pair in every if not pair[0].get("soft")]
        marked += sum(not position.get("soft") for position in row["positions"])
        predicted += len(guesses) - (len(every) - len(pairs))
        answered += len(pairs)
        strict += sum(right(want, got) for want, got in pairs)
    total = max(1, marked + predicted)
    return {
        "span.precision": answered / max(1, predicted),
        "span.recall": answered / max(1, marked),
        "span.f1": 2 * answered / total,
        "strict.f1": 2 * strict / total,
    }


def matched(wanted: Sequence[Row], got: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs of marked and predicted positions, larger overlaps first."""
    overlaps = sorted(
        (min(w["end"], g["end"]) - max(w["start"], g["start"]), right(w, g), -i, -j)
        for i, w in enumerate(wanted)
        for j, g in enumerate(got)
    )
    pairs: list[tuple[int, int]] = []
    for overlap, _, i, j in reversed(overlaps):
        if overlap > 0 and all(-i != one and -j != other for one, other in pairs):
            pairs.append((-i, -j))
    return [(wanted[i], got[j]) for i, j in pairs]


def right(want: Row, got: Row) -> bool:
    """Whether actor, action and stage are all right."""
    return (
        set(want["actor"]) == set(got["actor"])
        and got["action"] in (want["action"], *want["action_also"])
        and got["stage"] in (want["stage"], *want["stage_also"])
    )


def load(path: Path) -> list[Row]:
    """Rows of a file of marked sentences."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def predict(row: Row) -> list[Row]:
    """Positions that headcount reads in the text of a row, as in its JSON output."""
    from headcount.read import read
    from headcount.read.contract import to_json
    from headcount.values.documents import Document, digest_of

    digest = digest_of(row["text"])
    document = Document(digest[:12], row["text"], digest, lang=row.get("lang", "en"), published=row["published"])
    found: list[Row] = to_json(read(document))["positions"]
    return found


def errors(path: Path = GOLD) -> list[str]:
    """One line for every position missed, extra, or wrong."""
    lines = []
    for row in load(path):
        guesses = predict(row)
        pairs = matched(row["positions"], guesses)
        answered = [id(one) for pair in pairs for one in pair]
        lines += [f"{row['id']} wrong {_short(w)} -> {_short(g)}: {row['text']}" for w, g in pairs if not right(w, g)]
        lines += [
            f"{row['id']} missed {_short(w)}: {row['text']}"
            for w in row["positions"]
            if id(w) not in answered and not w.get("soft")
        ]
        lines += [f"{row['id']} extra {_short(g)}: {row['text']}" for g in guesses if id(g) not in answered]
    return lines


def _short(position: Row) -> str:
    return f"{','.join(position['actor'])} {position['action']}/{position['stage']}"


def main(words: Sequence[str]) -> None:
    """Print the totals, and every error where asked for."""
    paths = [Path(word) for word in words if not word.startswith("--")]
    if "--errors" in words:
        print("\n".join(line for path in paths or (GOLD, RUSSIAN) for line in errors(path)))
    for path in paths:
        rows = load(path)
        marked = sum(not position.get("soft") for row in rows for position in row["positions"])
        print(f"{path.name}: {len(rows)} texts, {marked} positions")
    totals = [score(load(path), predict) for path in paths] or [scores()]
    for name, value in (item for total in totals for item in total.items()):
        print(f"{name:16s} {value:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
