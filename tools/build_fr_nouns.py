"""Rebuild the French nouns for people from the hand-written list in ``tools/lexicon/fr_nouns.csv``.

Development only. A cell of the list holds lemmas with what the rules do not know behind a slash: the feminine
(``-``: none), then the plural of the masculine. An underscore stands for a blank; ``!`` marks an event, of which only
the plural counts people ('12 arrestations', not 'une arrestation'). The rules are those of school grammars: -al gives
-aux, -eau, -au and -eu add -x, words in -s, -x and -z stay, all others add -s; of a phrase each word up to the first
preposition changes. Forms were checked once against the DELA and Lefff lexicons; no row was copied from them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LIST = HERE / "lexicon" / "fr_nouns.csv"
OUT = HERE.parent / "src/headcount/languages/fr/nouns.csv"
COLUMNS = ("lemma", "plural", "group", "status", "kind", "source")
PREPOSITIONS = ("de", "du", "des", "à", "au", "en", "s", "sans", "par", "d'", "l'")
FEMININES = (("teur", "trice"), ("eur", "euse"), ("eux", "euse"), ("f", "ve"), ("er", "ère"), ("en", "enne"),
             ("on", "onne"), ("el", "elle"), ("é", "ée"), ("e", "e"), ("", "e"))  # fmt: skip
SAME = ("s", "x", "z")
Row = dict[str, str]


def plural_word(word: str) -> str:
    """The plural of one French word."""
    if word.endswith(SAME):
        return word
    if word.endswith("al") and len(word) > 3:
        return f"{word[:-2]}aux"
    return f"{word}x" if word.endswith(("eau", "au", "eu")) else f"{word}s"


def plural(noun: str) -> str:
    """The plural of a noun or phrase: words up to the first preposition change."""
    made, stopped = [], False
    for word in noun.split(" "):
        stopped = stopped or word in PREPOSITIONS or word.startswith(("d'", "l'"))
        made.append(word if stopped else plural_word(word))
    return " ".join(made)


def feminine(noun: str) -> str:
    """The feminine by the commonest rule; exceptions stand in the list."""
    ending, other = next(pair for pair in FEMININES if noun.endswith(pair[0]))
    return noun[: len(noun) - len(ending)] + other


def entries(cell: str) -> Iterator[tuple[str, str]]:
    """Lemma and plural of every noun of a cell, of its feminine too."""
    for entry in cell.split():
        lemma, *given = entry.replace("_", " ").split("/")
        if lemma.endswith("!"):
            yield plural(lemma[:-1]), plural(lemma[:-1])
            continue
        other = given[0] if given else feminine(lemma)
        yield lemma, given[1] if len(given) > 1 else plural(lemma)
        if other not in ("-", lemma):
            yield other, plural(other)


def rows() -> Iterator[Row]:
    """A row for each noun; the first group that claims a form keeps it."""
    taken: set[str] = set()
    with LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for lemma, many in entries(row["words"]):
                if many not in taken:
                    taken.add(many)
                    shared = {name: row[name] for name in ("group", "status", "kind")}
                    yield {"lemma": lemma, "plural": many, **shared, "source": "hand"}


def main() -> None:
    """Write the table, sorted by lemma."""
    found = sorted(rows(), key=lambda row: (row["lemma"], row["plural"]))
    odd = [row["lemma"] for row in found if not re.fullmatch(r"[\w' -]+", row["lemma"])]
    assert not odd, odd
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)
    print(f"{len(found)} nouns in {OUT.name}")


if __name__ == "__main__":
    main()
