"""How a language tells the stances of states: ``stances.csv`` of its folder, by kind.

Kinds: stage (words that say how far an act has gone; ``owed`` is what others say should be done), clause (openers
behind which another clause begins), opener (of a reported clause), condition, asking (asking others), link and wish
(what joins asking to an act, or to a noun for it), organ (of a state), private (subjects that are no state), pronoun,
quoted (who speaks inside quotation marks), saying, counting ('group' in 'a group of'), anybody and nobody (as
objects), no_agent ('by air'), finite and finite_ending (verbs with a tense), idiom (what looks like an act).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headcount.languages.pack import Act, Language
from headcount.languages.phrases import Phrases, phrases

_IDIOM = ""


@dataclass(frozen=True, slots=True)
class Stances:
    """What the reader of positions knows about one language beside its acts; single words by kind, phrases of two."""

    acts: Phrases[Act]
    """acts, and idioms that hide them: an idiom has no action"""
    stages: Phrases[Act]
    asking: Phrases[Act]
    clauses: frozenset[str]
    conditions: frozenset[str]
    organs: frozenset[str]
    private: frozenset[str]
    pronouns: frozenset[str]
    saying: frozenset[str]
    counting: frozenset[str]
    nobody: frozenset[str]
    anybody: frozenset[str]
    no_agent: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]
    wishes: frozenset[str]
    quoted: frozenset[str]
    finite: frozenset[str]
    finite_endings: frozenset[str]


@cache
def load(language: Language) -> Stances:
    """The stances of ``language``, read once; a language without the file tells acts only, all of them done."""
    path = files(__package__).joinpath(language.code, "stances.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []
    acts: Phrases[Act] = Phrases()
    for table in (language.acts.table, phrases(_patterns(rows, "idiom")).table):
        for word, found in table.items():
            acts.table[word] = sorted([*acts.table.get(word, ()), *found], key=lambda row: -len(row[0]))
    return Stances(
        acts=acts,
        stages=phrases(_patterns(rows, "stage")),
        asking=phrases(_patterns(rows, "asking")),
        clauses=_words(rows, "clause"),
        conditions=_words(rows, "condition"),
        organs=_words(rows, "organ") | language.words["office"],
        private=_words(rows, "private"),
        pronouns=_words(rows, "pronoun"),
        saying=_words(rows, "saying"),
        counting=_words(rows, "counting"),
        nobody=_words(rows, "nobody"),
        anybody=_words(rows, "anybody"),
        no_agent=_words(rows, "no_agent"),
        openers=_words(rows, "opener"),
        links=_words(rows, "link"),
        wishes=_words(rows, "wish"),
        quoted=_words(rows, "quoted"),
        finite=_words(rows, "finite"),
        finite_endings=_words(rows, "finite_ending"),
    )


def _words(rows: Iterable[dict[str, str]], kind: str) -> frozenset[str]:
    return frozenset(phrases(_patterns(rows, kind)).table)


def _patterns(rows: Iterable[dict[str, str]], kind: str) -> list[tuple[str, Act]]:
    return [(row["pattern"], Act(_IDIOM, row["stage"], kind)) for row in rows if row["kind"] == kind]
