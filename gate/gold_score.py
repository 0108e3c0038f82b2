"""Score a reader against hand-marked passages in which every figure about people is labelled in all slots.

    python gate/gold_score.py FILE [--errors]     FILE: JSON lines, described in gate/gold/README.md

A predicted figure answers a marked one when their spans overlap; each is used once, larger overlaps first. Slots
are judged on answered figures only. All scores lie between 0 and 1, and more is better.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Predict = Callable[[str, str], Sequence[Row]]
"""Text and publication date to the ``figures`` of the JSON contract."""

SLOTS = (
    "quantifier", "unit", "measure", "group", "origin", "place", "holder", "status", "as_of", "source", "modality",
    "links",
)  # fmt: skip
STRICT = ("value", "group", "origin", "status")
SAME_MODALITY = {"asserted", "estimated"}
"""Sources differ in style, not in claim, between these two."""
SHARE_TOLERANCE = 0.01


def score(gold_rows: Iterable[Row], predict: Predict) -> dict[str, float]:
    """Scores of a reader over marked passages.

    Parameters
    ----------
    gold_rows
        Rows as in ``gate/gold/en.jsonl``.
    predict
        Reader: text and publication date to the list of figures of the JSON contract.

    Returns
    -------
    dict
        ``span.precision``, ``span.recall``, ``span.f1``, ``span.exact`` (same ends, of answered figures),
        ``value``, one accuracy a slot, ``strict.f1`` (span, value, group, origin and status all right) and
        ``not_figures.refused`` (share of the other numbers that were not taken for people).
    """
    tally: Counter[str] = Counter()
    for row in gold_rows:
        tally.update(_tally(row, predict(row["text"], row["published"])))
    return _scores(tally)


def errors(row: Row, predicted: Sequence[Row]) -> Iterator[tuple[str, str, object, object]]:
    """Each difference in one passage: slot, quote, what is marked, what was read."""
    pairs, missed, extra = _match(row, predicted)
    for gold, guess in pairs:
        for slot in ("value", *SLOTS):
            if _right(slot, gold, guess, row) is False:
                yield slot, gold["text"], _shown(slot, gold), _shown(slot, guess)
    for gold in missed:
        yield "missed", gold["text"], gold["group"], None
    for guess in extra:
        yield "extra", guess["text"], None, guess["group"]


def _tally(row: Row, predicted: Sequence[Row]) -> Counter[str]:
    pairs, missed, extra = _match(row, predicted)
    tally = Counter({"answered": len(pairs), "missed": len(missed), "extra": len(extra)})
    for gold, guess in pairs:
        tally["exact"] += (gold["start"], gold["end"]) == (guess["start"], guess["end"])
        verdicts = {slot: _right(slot, gold, guess, row) for slot in ("value", *SLOTS)}
        tally.update(f"right.{slot}" for slot, verdict in verdicts.items() if verdict)
        tally.update(f"asked.{slot}" for slot, verdict in verdicts.items() if verdict is not None)
        tally["strict"] += all(verdicts[slot] for slot in STRICT)
    others = row["not_spans"]
    tally["others"] = len(others)
    tally["refused"] = sum(not any(_overlap(span, _span(guess)) for guess in extra) for span in others)
    return tally


def _match(row: Row, predicted: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Answered pairs, marked figures missed, predictions left over; soft figures count on no side."""
    gold = row["figures"]
    candidates = sorted(
        (-_overlap(_span(want), _span(got)), i, j) for i, want in enumerate(gold) for j, got in enumerate(predicted)
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for overlap, i, j in candidates:
        if overlap < 0 and i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    hard = [i for i, want in enumerate(gold) if not want.get("soft")]
    pairs = [(gold[i], predicted[taken[i]]) for i in hard if i in taken]
    missed = [gold[i] for i in hard if i not in taken]
    return pairs, missed, [got for j, got in enumerate(predicted) if j not in used]


def _right(slot: str, gold: Row, guess: Row, row: Row) -> bool | None:
    """Whether a slot is right; None where the passage does not decide it."""
    if slot == "value":
        return _same_value(gold, guess)
    if slot == "as_of":
        return _same_date(gold["as_of"], guess.get("as_of") or {}, row["published"])
    if slot == "source":
        accepted = [gold["source"], *gold.get("also", {}).get("source", [])]
        return any(_same_source(reading, guess.get("source")) for reading in accepted)
    if slot == "links":
        return {kind for kind, _ in gold["links"]} <= {link["kind"] for link in guess.get("links", [])}
    if slot == "modality" and {gold[slot], guess[slot]} == SAME_MODALITY:
        return True
    accepted = [gold[slot], *gold.get("also", {}).get(slot, [])]
    return _comparable(guess.get(slot)) in [_comparable(reading) for reading in accepted]


def _comparable(code: object) -> object:
    return frozenset(code) if isinstance(code, (list, tuple)) else code or None


def _same_value(gold: Row, guess: Row) -> bool:
    if "vague" in (gold["quantifier"], guess["quantifier"]):
        return _near(gold["lo"], guess["lo"], 0.0)
    if guess["quantifier"] in gold.get("also", {}).get("quantifier", []):
        return bool({gold["lo"], gold["hi"]} & {guess["lo"], guess["hi"]} - {None})
    tolerance = SHARE_TOLERANCE if gold["measure"] == "share" else 0.0
    return _near(gold["lo"], guess["lo"], tolerance) and _near(gold["hi"], guess["hi"], tolerance)


def _near(want: float | None, got: float | None, tolerance: float) -> bool:
    if want is None or got is None:
        return want is got
    return math.isclose(want, got, rel_tol=1e-9, abs_tol=tolerance)


def _same_date(want: Row | str | None, got: Row, published: str) -> bool | None:
    """A date inside the passage by its basis and both ends, to the accuracy marked; none said: assumed."""
    if want is None:
        return None
    if isinstance(want, str):
        return got.get("basis") == "assumed"
    if got.get("basis") != want["basis"]:
        return False
    ends = {"from": want["from"], "to": want["to"]}
    return all(_same_end(ends[end], got.get(end), published) for end in ends)


def _same_end(want: str | None, got: str | None, published: str) -> bool:
    """An end may be left open where the mark says no more than the day of publication."""
    if want is None or (got is None and want == published):
        return True
    return got is not None and (got.startswith(want) or want.startswith(got))


def _same_source(want: str | None, got: Row | str | None) -> bool:
    """Both none, or one content word in common (first five letters)."""
    text = got.get("text") if isinstance(got, dict) else got
    return (not want and not text) or bool(_words(want) & _words(text))


def _words(text: str | None) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"\w{2,}", text or "")}


def _span(figure: Row) -> tuple[int, int]:
    return figure["start"], figure["end"]


def _overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _shown(slot: str, figure: Row) -> object:
    return (figure["lo"], figure["hi"]) if slot == "value" else figure.get(slot)


def _scores(tally: Counter[str]) -> dict[str, float]:
    marked = tally["answered"] + tally["missed"]
    predicted = tally["answered"] + tally["extra"]
    return {
        "span.precision": _ratio(tally["answered"], predicted),
        "span.recall": _ratio(tally["answered"], marked),
        "span.f1": _ratio(2 * tally["answered"], marked + predicted),
        "span.exact": _ratio(tally["exact"], tally["answered"]),
        **{slot: _ratio(tally[f"right.{slot}"], tally[f"asked.{slot}"]) for slot in ("value", *SLOTS)},
        "strict.f1": _ratio(2 * tally["strict"], marked + predicted),
        "not_figures.refused": _ratio(tally["refused"], tally["others"]),
    }


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def load(path: Path) -> list[Row]:
    """Rows of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def reader(rows: Sequence[Row]) -> Predict:
    """headcount's reader for the language of marked passages: their ``lang``, English where it is not said."""
    lang = rows[0].get("lang", "en") if rows else "en"
    return lambda text, published: by_headcount(text, published, lang)


def by_headcount(text: str, published: str, lang: str = "en") -> list[Row]:
    """Figures that headcount reads in a text, as in its JSON output."""
    from headcount.read import read
    from headcount.read.contract import to_json
    from headcount.values.documents import Document, digest_of

    digest = digest_of(text)
    document = Document(id=digest[:12], text=text, digest=digest, lang=lang, published=published)
    figures: list[Row] = to_json(read(document))["figures"]
    return figures


def main() -> int:
    """Print the scores of headcount's reader on a gold file; the exit code."""
    parser = argparse.ArgumentParser(description="Score headcount's reader on hand-marked passages.")
    parser.add_argument("file", type=Path, help="JSON lines, described in gate/gold/README.md")
    parser.add_argument("--errors", action="store_true", help="first list every difference")
    options = parser.parse_args()
    rows = load(options.file)
    predict = reader(rows)
    if options.errors:
        for row in rows:
            for slot, quote, want, got in errors(row, predict(row["text"], row["published"])):
                print(f"{row['id']}\t{slot}\t{quote!r}\twant {want}\tgot {got}")
    for name, value in score(rows, predict).items():
        print(f"{name:22s} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
