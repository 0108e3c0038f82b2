"""Scores of the reading stage: own examples, hand-marked passages, and texts that nobody of us wrote.

    python gate/reading.py           prints every score

The texts of others lie at ../shared beside the repository; without them only our own are scored.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import gold_score
from headcount.read import loaders, read
from headcount.read.contract import to_json
from headcount.values.documents import Document, digest_of
from headcount.values.figures import Reading

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LANGUAGES = ROOT / "src" / "headcount" / "languages"
GOLD = Path(__file__).with_name("gold")
OWN = {"gold": "en.jsonl", "gold-ru": "ru.jsonl", "gold-fr": "fr.jsonl"}
OUTSIDE = ("newswire-en", "displacement-en", "displacement-articles-en", "wikinews-ru")
SLOTS = ("value", "quantifier", "group", "origin", "status")
RECALLS = {"VALUE": "value", "V+ROLE": "role", "V+GROUP": "group"}


def scores() -> dict[str, float]:
    """Every score of the reading stage, between 0 and 1; more is better."""
    made = {f"examples.{name}": value for name, value in _examples().items()}
    for stage, file in OWN.items():
        rows = gold_score.load(GOLD / file)
        made |= {f"{stage}.{name}": value for name, value in gold_score.score(rows, gold_score.reader(rows)).items()}
    if (SHARED / "eval").is_dir():
        for name in OUTSIDE:
            made |= {f"{name}.{slot}": value for slot, value in _outside(name).items()}
    if (SHARED / "article").is_dir():
        made |= {f"article.{name}": value for name, value in _article().items()}
    return made


def _read(text: str, identity: str, published: str | None, lang: str = "en") -> Reading:
    return read(Document(id=identity, text=text, digest=digest_of(text), lang=lang, published=published))


def _examples() -> dict[str, float]:
    """Share of the figures of the language folders' own examples that are found, and right in each slot."""
    tally: Counter[str] = Counter()
    for path in sorted(LANGUAGES.glob("*/examples.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            tally.update(_example(json.loads(line), path.parent.name))
    asked = {"found": "figures", "refused": "other"} | dict.fromkeys(SLOTS, "figures")
    return {name: tally[name] / max(1, tally[total]) for name, total in asked.items()}


def _example(row: dict[str, Any], lang: str) -> Counter[str]:
    reading = _read(row["text"], "example", None, lang)
    got = {figure.text: figure for figure in reading.figures}
    unread = [[one.text, one.why] for one in reading.unread]
    tally = Counter({"figures": len(row["figures"]), "other": len(row["other"])})
    tally["refused"] = sum(pair in unread for pair in row["other"])
    for want in row["figures"]:
        figure = got.get(want["text"])
        if figure is None:
            continue
        tally["found"] += 1
        tally["value"] += (figure.lo, figure.hi) == (want["lo"], want["hi"])
        tally["origin"] += list(figure.origin) == want["origin"]
        tally.update(slot for slot in ("quantifier", "group", "status") if getattr(figure, slot) == want[slot])
    return tally


def _outside(name: str) -> dict[str, float]:
    """Recall of value, role and group on a file of labelled texts."""
    gold = SHARED / "eval" / f"{name}.jsonl"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            printed = to_json(_read(row["text"], row["id"], (row.get("published") or "")[:10] or None, name[-2:]))
            out.write(json.dumps({"id": row["id"], "figures": printed["figures"]}) + "\n")
        out.flush()
        report = json.loads(_python(SHARED / "eval" / "score.py", "--gold", gold, "--pred", out.name, "--json"))
    found: dict[str, Any] = report[str(gold)]
    return {slot: float(found[key]["R"]) for key, slot in RECALLS.items() if found[key]["gold"]}


def _article() -> dict[str, float]:
    """Slots right of the core figures of the article, positions found, and other numbers refused."""
    folder = SHARED / "article"
    printed = to_json(read(loaders.load(folder / "article.txt", published="2019-11")))
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as out:
        out.write(json.dumps(printed))
        out.flush()
        told = _python(folder / "score_article.py", folder, out.name, "--all")
    total, slots, taken = re.findall(r"core (\d+): (.*); non-figures taken (\d+)", told)[0]
    made = {name: int(right) / int(total) for name, right in re.findall(r"(\w+) (\d+)", slots)}
    right, of = re.findall(r"positions right: core (\d+) of (\d+)", told)[0]
    return made | {"positions": int(right) / int(of), "refused": float(taken == "0")}


def _python(script: Path, *arguments: object) -> str:
    """What a scoring script prints; its exit code only says whether all is right."""
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    for key, score in scores().items():
        print(f"{key:45s} {score:.3f}")
