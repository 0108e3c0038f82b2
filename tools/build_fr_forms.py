"""Rebuild the French ``forms.csv``: participles and active forms of the verbs that patterns name.

Development only. A verb in -er gives two lemmas: its participle (``tué``: four forms) and itself (``tuer``: the third
persons, the infinitive and the present participle). Irregular verbs stand in ``fr_irregular.csv`` as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "src/headcount/languages/fr/forms.csv"
ENDINGS = ("er", "e", "ent", "ait", "aient", "ant", "era", "eront", "erait", "eraient", "èrent")


def stem(verb: str, ending: str) -> str:
    """The stem before ``ending``: soft g, grave accent and -oie as school grammars have it."""
    root = verb[:-2]
    if root.endswith("g") and ending[:1] == "a":
        return f"{root}e"
    mute = ending.startswith("e") and ending not in ("er",)
    if mute and len(root) > 2 and root[-2] in "eé" and root[-1] in "vnr":
        return f"{root[:-2]}è{root[-1]}"
    return f"{root[:-1]}i" if mute and root.endswith(("oy", "uy")) else root


def regular(verb: str) -> Iterator[tuple[str, str]]:
    """Lemma and forms of the participle, then of the verb."""
    root = verb[:-2]
    yield f"{root}é", "|".join(f"{root}{ending}" for ending in ("é", "ée", "és", "ées"))
    yield verb, "|".join(dict.fromkeys(stem(verb, ending) + ending for ending in ENDINGS))


def main() -> None:
    """Write the table, sorted by lemma."""
    with (HERE / "lexicon" / "fr_verbs.csv").open(encoding="utf-8", newline="") as lines:
        verbs = [verb for row in csv.DictReader(lines) for verb in row["verbs"].split()]
    with (HERE / "lexicon" / "fr_irregular.csv").open(encoding="utf-8", newline="") as lines:
        irregular = {row["lemma"]: row["forms"] for row in csv.DictReader(lines)}
    found = dict(pair for verb in verbs if verb.endswith("er") for pair in regular(verb)) | irregular
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("lemma", "forms"))
        writer.writerows(sorted(found.items()))
    print(f"{len(found)} lemmas in {OUT.name}")


if __name__ == "__main__":
    main()
