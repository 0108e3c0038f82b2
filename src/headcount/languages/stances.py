"""How a language tells the stances of states: ``stances.csv`` of its folder, by kind.

Kinds: stage (words that say how far an act has gone; ``owed`` is what others say should be done, ``denied`` what the
actor says it does not do, ``aside`` what only looks like a stage), clause (openers behind which another clause begins),
opener (of a reported clause), condition, asking (asking others), link and wish (what joins asking to an act, or to a
noun for it), organ (of a state), force (organs that bring people to safety and not home), private (subjects that are no
state), pronoun, quoted (who speaks inside quotation marks), saying, counting ('group' in 'a group of'), anybody and
nobody (as objects), no_agent ('by air'), finite and finite_ending (verbs with a tense), idiom (what looks like an act),
alien (people who are no citizens of the state that sends them back), claim (what only people who seek refuge are given:
'asylum'), carry (verbs that make the noun of an act a thing done), bound (words by which the actor itself is bound:
'has to'), recanting (what takes a word back behind it: 'but later changed its mind'), both (two states named before:
'both sides'), blame and blame_link ('criticised ... for'), seizing (what
only the state does in whose places it is done: 'arrested in'), holding (the same, but for lands with several holders:
'detained in'), doubt (what makes a question of the verb before it),
infinitive_ending (of verbs whose object follows them), town (what stands between an organ and the name of its place).

For languages with cases: oblique (forms of names that can be no subject), agentive (those that can be the agent of a
passive), staying (that say where and not where to) and impersonal (endings of verbs that need no subject:
'задержали'); where oblique forms are given, a subject may also stand behind its verb.

Frames of ``actions.csv``: v verb, those concerned behind it (before it where ``be`` and ``participle_ending`` make it
passive); t the same, but only with its object right behind ('returned 64 children'); s a verb of sending, which is an
act only on foreigners ('flew 28 Afghans to Kabul'); p passive by its form; i infinitive, which tells nothing without a
word for a stage or for asking; n noun of the act, told by its owner ('Norway's evacuation of'), a stage or ``carry``;
b the same, whose people need not be named ('resumed deportations'). A ``stage`` in a row holds where no other word
says how far the act has gone: give it to forms that say so themselves (a future is promised, a present that goes on is
under_way).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headcount.languages.pack import Act, Language
from headcount.languages.phrases import Phrases, phrases
from headcount.languages.spelling import Spelling

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
    aliens: frozenset[str]
    forces: frozenset[str]
    carry: frozenset[str]
    oblique: frozenset[str]
    agentive: frozenset[str]
    staying: frozenset[str]
    impersonal: frozenset[str]
    bound: Phrases[Act]
    recanting: Phrases[Act]
    both: Phrases[Act]
    blame: Phrases[Act]
    links_of_blame: frozenset[str]
    claims: frozenset[str]
    seizing: frozenset[str]
    holding: frozenset[str]
    doubts: frozenset[str]
    infinitive: frozenset[str]
    towns: frozenset[str]


@cache
def load(language: Language) -> Stances:
    """The stances of ``language``, read once; a language without the file tells acts only, all of them done."""
    path = files(__package__).joinpath(language.code, "stances.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.is_file() else []
    cut = language.spelling
    acts: Phrases[Act] = Phrases()
    for table in (language.acts.table, phrases(_patterns(rows, "idiom"), cut).table):
        for word, found in table.items():
            acts.table[word] = sorted([*acts.table.get(word, ()), *found], key=lambda row: -len(row[0]))
    return Stances(
        acts=acts,
        stages=phrases(_patterns(rows, "stage"), cut),
        asking=phrases(_patterns(rows, "asking"), cut),
        clauses=_words(cut, rows, "clause"),
        conditions=_words(cut, rows, "condition"),
        organs=_words(cut, rows, "organ") | language.words["office"],
        private=_words(cut, rows, "private"),
        pronouns=_words(cut, rows, "pronoun"),
        saying=_words(cut, rows, "saying"),
        counting=_words(cut, rows, "counting"),
        nobody=_words(cut, rows, "nobody"),
        anybody=_words(cut, rows, "anybody"),
        no_agent=_words(cut, rows, "no_agent"),
        openers=_words(cut, rows, "opener"),
        links=_words(cut, rows, "link"),
        wishes=_words(cut, rows, "wish"),
        quoted=_words(cut, rows, "quoted"),
        finite=_words(cut, rows, "finite"),
        finite_endings=_words(cut, rows, "finite_ending"),
        aliens=_words(cut, rows, "alien"),
        forces=_words(cut, rows, "force"),
        carry=_words(cut, rows, "carry"),
        oblique=_words(cut, rows, "oblique"),
        agentive=_words(cut, rows, "agentive"),
        staying=_words(cut, rows, "staying"),
        impersonal=_words(cut, rows, "impersonal"),
        bound=phrases(_patterns(rows, "bound"), cut),
        recanting=phrases(_patterns(rows, "recanting"), cut),
        both=phrases(_patterns(rows, "both"), cut),
        blame=phrases(_patterns(rows, "blame"), cut),
        links_of_blame=_words(cut, rows, "blame_link"),
        claims=_words(cut, rows, "claim"),
        seizing=_words(cut, rows, "seizing"),
        holding=_words(cut, rows, "holding"),
        doubts=_words(cut, rows, "doubt"),
        infinitive=_words(cut, rows, "infinitive_ending"),
        towns=_words(cut, rows, "town"),
    )


def _words(cut: Spelling, rows: Iterable[dict[str, str]], kind: str) -> frozenset[str]:
    return frozenset(phrases(_patterns(rows, kind), cut).table)


def _patterns(rows: Iterable[dict[str, str]], kind: str) -> list[tuple[str, Act]]:
    return [(row["pattern"], Act(_IDIOM, row["stage"], kind)) for row in rows if row["kind"] == kind]


_BOTH = frozenset(("women", "children"))
_GROUPS = frozenset(("men", "women", "children", "women_and_children", "families", "fighters"))


def concerned(words: Iterable[str], language: Language) -> str | None:
    """The group code of the people that ``words`` name: of 'women and children of fighters' women and children."""
    groups: list[str] = []
    for word in words:
        noun = language.nouns.get(word)
        if noun is not None:
            groups.append(noun.group)
        elif groups and not (word[0].isdecimal() or word in language.numbers or _joins(word, language)):
            break
    told = set(groups)
    if told == _BOTH:
        return "women_and_children"
    return groups[0] if len(told) == 1 and groups[0] in _GROUPS else None


def _joins(word: str, language: Language) -> bool:
    return language.one_of(("and_or", "det", "adverb"), word)
