"""Whether 90 % sure is right nine times in ten: fitted on one half of the marked passages, tried on the other.

python gate/reliability.py --fit     measures the shares of the even rows, rewrites confidence.csv of the language
python gate/reliability.py           tries them on the odd rows, rewrites the table of docs/reliability.md

--lang ru                            for another language than English: the table is printed and no page rewritten
--pages FILE ...                     adds marked pages that are kept outside the repository, in the same format
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import gold_score
from headcount.read import confidence, read
from headcount.read.contract import to_json
from headcount.values.documents import Document, digest_of

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "gate" / "gold"
LANGUAGES = ROOT / "src" / "headcount" / "languages"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"
WEIGHT = 4.0
"""Figures' worth of trust in the rate of the slot, for ways of finding it that are rare."""
BINS = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001)
Verdict = tuple[str, str, float, bool]
"""Slot, how it was found, confidence, and whether it was right."""


def verdicts(remainder: int, files: Sequence[Path]) -> Iterator[Verdict]:
    """One verdict a slot of every figure read in every second marked passage of each of ``files``.

    A figure that nobody marked has a wrong value, and no verdict on its other slots.
    """
    for row in (row for file in files for row in gold_score.load(file)[remainder::2]):
        text = row["text"]
        document = Document(
            id="d", text=text, digest=digest_of(text), lang=row.get("lang", "en"), published=row["published"]
        )
        reading = read(document)
        shown = to_json(reading)["figures"]
        pairs, _, extra = gold_score._match(row, shown)
        figures = {figure.id: figure for figure in reading.figures}
        soft = [gold for gold in row["figures"] if gold.get("soft")]
        for guess in extra:
            if not any(gold["start"] < guess["end"] and guess["start"] < gold["end"] for gold in soft):
                figure = figures[guess["id"]]
                yield "value", confidence.way(figure, "value"), figure.confidence.get("value", 0.5), False
        for gold, guess in pairs:
            figure = figures[guess["id"]]
            for slot in confidence.SLOTS:
                right = gold_score._right(slot, gold, guess, row)
                if right is not None:
                    yield slot, confidence.way(figure, slot), figure.confidence.get(slot, 0.5), right


def fit(files: Sequence[Path], rates: Path) -> None:
    """Shares right by slot and way, drawn towards the rate of the slot, into the table ``rates``."""
    cells: dict[tuple[str, str], list[bool]] = defaultdict(list)
    slots: dict[str, list[bool]] = defaultdict(list)
    for slot, way, _, right in verdicts(0, files):
        cells[slot, way].append(right)
        slots[slot].append(right)
    with rates.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("slot", "way", "figures", "right", "rate"))
        for slot in confidence.SLOTS:
            base = (sum(slots[slot]) + 1) / (len(slots[slot]) + 2)
            for (_, way), found in sorted(item for item in cells.items() if item[0][0] == slot):
                rate = (sum(found) + WEIGHT * base) / (len(found) + WEIGHT)
                out.writerow((slot, way, len(found), sum(found), f"{rate:.2f}"))


def table(found: list[Verdict]) -> str:
    """Two tables in Markdown: by confidence, and by slot."""
    lines = ["| confidence | said | right | n |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(BINS):
        some = [(said, right) for _, _, said, right in found if low <= said < high]
        if some:
            said, right = (sum(column) / len(some) for column in zip(*some, strict=True))
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {said:.2f} | {right:.2f} | {len(some):,} |")
    lines += ["", "| slot | said | right | n |", "|---|---|---|---|"]
    for slot in confidence.SLOTS:
        some = [(said, right) for name, _, said, right in found if name == slot]
        said, right = (sum(column) / len(some) for column in zip(*some, strict=True))
        lines.append(f"| {slot} | {said:.2f} | {right:.2f} | {len(some):,} |")
    lines += ["", f"Mean distance of said from right over the bins, weighted by n: {distance(found):.3f}."]
    return "\n".join(lines) + "\n"


def distance(found: list[Verdict]) -> float:
    """Expected calibration error over the bins (Naeini, Cooper and Hauskrecht 2015, eq. 1)."""
    total = 0.0
    for low, high in itertools.pairwise(BINS):
        some = [(said, right) for _, _, said, right in found if low <= said < high]
        total += abs(sum(said for said, _ in some) - sum(right for _, right in some))
    return total / len(found)


def main() -> int:
    """Fit, or rewrite the page."""
    parser = argparse.ArgumentParser(description="Confidence against what was right.")
    parser.add_argument("--fit", action="store_true", help="rewrite the table of shares first")
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="more marked passages, JSON lines")
    parser.add_argument("--lang", default="en", help="the language; the page is that of English")
    options = parser.parse_args()
    files = [GOLD / f"{options.lang}.jsonl", *options.pages]
    rates = LANGUAGES / options.lang / "confidence.csv"
    if options.fit:
        fit(files, rates)
        print(f"{rates.relative_to(ROOT)} is fitted; run again without --fit to try it")
        return 0
    if options.lang != "en":
        print(table(list(verdicts(1, files))))
        return 0
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    made = table(list(verdicts(1, files)))
    PAGE.write_text(f"{before}{BEGIN}{made}{END}{rest.partition(END)[2]}", encoding="utf-8")
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
