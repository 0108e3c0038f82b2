"""One language as one frozen value, read from the CSV files of its folder.

A folder holds numerals, vague, hedges (the number grammar), nouns, demonyms, bodies (whom), triggers (status,
modality, source, link, stage and scene cues), actions, stances (positions), months, windows (dates), measures (words
that make a number no count), words (classes of function words and of endings), forms (the forms of a lemma, for
``=lemma`` in a pattern), confidence (how often a slot is right), and examples.jsonl, which is its test. What a class
of words.csv is for stands in ``docs/how-to/add-a-language.md``; an empty class turns its rule off.

Frames of ``triggers.csv`` say where the people stand: p participle (before a passive, behind an active), s subject
before, o object behind, b both, h predicate or head, l locative behind, t toll, w weak subject (where nothing else
is said), j subject of bare leaving, in documents about joining an armed cause, x none (hides a shorter row); a and b
for sources: behind, before.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from headcount import codelists
from headcount.errors import CodeError
from headcount.languages.phrases import Phrases, Step, names, phrases
from headcount.languages.spelling import Spelling, fold, spelling
from headcount.languages.trees import either


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is a number or a part of one."""

    value: float
    kind: str
    """How it goes on.

    unit, ten, hundred (multiplies what stands before it), hundreds (added: Russian 'dvesti'), scale, dozen, round (a
    dozen that says about), suffix (right behind digits), persons (said of people only), zero, no (before its noun),
    half, fraction (behind 'a' or 'one'), parts (behind 'two'), part (either), share (also alone), ordinal.
    """


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words before or after a number that say how it is meant."""

    quantifier: str
    side: str
    """before or after"""


@dataclass(frozen=True, slots=True)
class Vague:
    """A word that stands for an interval; ``times`` multiplies the scale word after it."""

    low: float
    high: float | None
    kind: str
    """bare or times"""


@dataclass(frozen=True, slots=True)
class Window:
    """A word of a relative date.

    ``kind``: day ('yesterday'), weekday, unit ('week'), or what may stand before a unit: calendar ('last'),
    window ('past', 'recent') or current ('this').
    """

    kind: str
    unit: str
    """day, week, month or year of the calendar, or days: so many days back"""
    days: int
    """days back; the number of a weekday, Monday being 0"""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people in one of its forms."""

    lemma: str
    group: str
    status: str | None
    unit: str
    plural: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place, a people, a government or a body."""

    code: str
    kind: str
    """name, city, demonym, adjective, capital, leader, body, or aside (names a state and tells nothing of it)"""
    form: str
    person: bool = False
    """a noun for one of the people or several, never the adjective: 'Swedes', not 'Swedish'"""


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``triggers.csv``: words that set a slot, and where the people they speak of stand."""

    slot: str
    code: str
    frame: str
    only: bool = False
    """said of people only, so that an unknown noun beside it counts people"""
    measure: str = ""
    """stock, flow or cumulative where these words say so; else the kind of the status decides"""


@dataclass(frozen=True, slots=True)
class Act:
    """A row of ``actions.csv``: words for what a government does."""

    action: str
    stage: str
    frame: str


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """All that the engine knows about one language."""

    code: str
    spelling: Spelling
    numbers: Mapping[str, NumberWord]
    """number words of one token"""
    number_phrases: Phrases[NumberWord]
    """number words of several tokens"""
    vague: Phrases[Vague]
    hedges: Phrases[Hedge]
    nouns: Mapping[str, Noun]
    names: Phrases[tuple[Name, ...]]
    cues: Phrases[Cue]
    acts: Phrases[Act]
    measures: Mapping[str, str]
    """word after a number -> why it counts no people"""
    months: Mapping[str, int]
    windows: Mapping[str, Window]
    words: Mapping[str, frozenset[str]]
    """class of function words -> words"""
    unions: Mapping[tuple[str, ...], frozenset[str]]
    """classes of function words -> words of any of them"""
    numeric: re.Pattern[str]
    """finds a digit or the sign before a number word"""
    verbs: frozenset[str]
    """first words of verbs that say what became of people"""
    acting: re.Pattern[str]
    """finds the sign before the first word of an act"""
    joining: re.Pattern[str]
    """finds the sign before a word of documents about people who join an armed cause"""
    confidence: Mapping[tuple[str, str], float]
    """slot and how it was found -> share of marked figures that were right in it"""
    ordinary: frozenset[str]
    """words that are no name by themselves, however they are written"""
    counting: frozenset[str]
    """words that may begin a number"""
    leading: frozenset[str]
    """those that do so only before a word of ``led``: 'a', 'not'"""
    led: frozenset[str]
    """words that may begin a number, or go on with one behind a word of ``leading``: 'couple' behind 'a'"""
    dating: frozenset[str]
    """words that may begin a date"""
    stopping: frozenset[str]
    """words that end a noun phrase"""
    noun_lengths: Mapping[str, int]
    """first token of nouns of several tokens -> tokens of the longest of them"""
    endings: Mapping[str, tuple[str, ...]]
    """class of endings -> endings"""

    def has(self, kind: str, word: str) -> bool:
        """Whether ``word`` is in the class ``kind`` of function words."""
        return word in self.words[kind]

    def one_of(self, kinds: tuple[str, ...], word: str) -> bool:
        """Whether ``word`` is in one of the classes ``kinds``."""
        return word in self.unions[kinds]

    def meets(self, kind: str, words: Iterable[str]) -> bool:
        """Whether one of ``words`` is in the class ``kind``."""
        return not self.words[kind].isdisjoint(words)

    def ends(self, kind: str, word: str) -> bool:
        """Whether ``word`` has an ending of the class ``kind``."""
        return word.endswith(self.endings[kind])

    def plural(self, word: str) -> bool:
        """Whether ``word``, which no list knows, looks like a plural."""
        if word in self.words["thing"]:
            return True
        return word.endswith(self.endings["plural_ending"]) and not word.endswith(self.endings["no_plural_ending"])


@cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a folder."""
    root = files(__package__)
    return tuple(sorted(f.name for f in root.iterdir() if f.is_dir() and f.joinpath("numerals.csv").is_file()))


@cache
def load(code: str) -> Language:
    """The language called ``code``, read once.

    Raises
    ------
    CodeError
        There is no folder for that language.
    """
    if code not in available():
        raise CodeError(f"no language pack is called '{code}'; there are {', '.join(available())}")
    folder = files(__package__) / code
    words = _Classes((row["class"], frozenset(fold(row["words"]).split())) for row in _rows(folder, "words"))
    cut = spelling(words, {row["lemma"]: row["forms"] for row in _rows(folder, "forms")})
    months = {fold(row["word"]): int(row["month"]) for row in _rows(folder, "months")}
    windows = {fold(row["word"]): _window(row) for row in _rows(folder, "windows")}
    numerals = ((row["word"], float(row["value"]), row["kind"]) for row in _rows(folder, "numerals"))
    numbers = {cut.words(word): NumberWord(value, kind) for word, value, kind in numerals}
    single = {word[0]: number for word, number in numbers.items() if len(word) == 1}
    several = names({" ".join(word): number for word, number in numbers.items() if len(word) > 1}, cut)
    vague = phrases(((row["phrase"], _vague(row)) for row in _rows(folder, "vague")), cut)
    cues = phrases(((row["pattern"], _cue(row)) for row in _rows(folder, "triggers")), cut)
    acts = phrases(((row["pattern"], _act(row)) for row in _rows(folder, "actions")), cut)
    hedges = ((row["phrase"], Hedge(row["quantifier"], row["side"])) for row in _rows(folder, "hedges"))
    nouns = _nouns(folder, cut, words)
    beginners: list[Iterable[str]] = [single, several.table, vague.table, *(words[kind] for kind in _BEGINNERS)]
    counting = frozenset(word for some in beginners for word in some)
    leading = frozenset(
        word
        for word in (words["article"] | words["not"]) - {*single}
        if all(steps and not steps[0].gap for steps in _rests(word, several, vague))
    )
    numeric = {*single, *several.table, *_bare(vague), *words["single"]} - words["article"]
    return Language(
        code=code,
        spelling=cut,
        numbers=single,
        number_phrases=several,
        vague=vague,
        hedges=phrases(hedges, cut),
        nouns=nouns,
        names=_names(folder, cut),
        cues=cues,
        acts=acts,
        measures={word: row["why"] for row in _rows(folder, "measures") for word in fold(row["words"]).split()},
        months=months,
        windows=windows,
        numeric=re.compile(rf"{_BEFORE}(?:\b(?:{either(numeric)})\b|(?<=[0-9]))"),
        verbs=_verbs(cues, words["adverb"] | words["supposed"]),
        acting=re.compile(rf"{_BEFORE}\b(?:{either(acts.table)})\b"),
        joining=re.compile(rf"{_BEFORE}\b(?:{either(words['cause'])})\b"),
        words=words,
        unions=_Unions(words),
        confidence={(row["slot"], row["way"]): float(row["rate"]) for row in _rows(folder, "confidence")},
        ordinary=frozenset(months).union(*words.values()),
        counting=counting,
        leading=leading,
        led=counting.union(*(steps[0].words for word in leading for steps in _rests(word, several, vague))),
        dating=frozenset((*months, *windows)),
        stopping=frozenset(word for kind in _STOPS for word in words[kind]),
        noun_lengths=_lengths(nouns),
        endings=_Endings((kind, tuple(sorted(found))) for kind, found in words.items()),
    )


class _Classes(dict[str, frozenset[str]]):
    """Words by class; a class that a language does without is empty."""

    def __missing__(self, kind: str) -> frozenset[str]:
        return frozenset()


class _Unions(dict[tuple[str, ...], frozenset[str]]):
    """Words of several classes together, put together when first asked for."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, kinds: tuple[str, ...]) -> frozenset[str]:
        self[kinds] = frozenset[str]().union(*(self._words[kind] for kind in kinds))
        return self[kinds]


class _Endings(dict[str, tuple[str, ...]]):
    """The same for ``str.endswith``."""

    def __missing__(self, kind: str) -> tuple[str, ...]:
        return ()


_LONGEST_CLASS = 1_000_000
"""characters of one class of words: languages that inflect list every form"""
_BEFORE = "[^a-zа-я]"
"""What stands before a word, and what a search goes on to: it passes over the letters of all words quickly."""
_BEGINNERS = ("article", "not", "every_nth")
"""Classes of words that a number may begin with, beside the number words."""
_STOPS = (
    "prep", "conj", "det", "be", "have", "modal", "relative", "subordinator", "pronoun", "verb", "copula", "negation",
)  # fmt: skip


def _rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    """The rows of one table, its columns and codes checked; a mistake is told by file and line."""
    lines = folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CLASS))
    reader = csv.DictReader(lines)
    missing = sorted(set(_columns(name)) - set(reader.fieldnames or ()))
    if missing:
        raise CodeError(
            f"languages/{folder.name}/{name}.csv: no column '{missing[0]}'; it has {', '.join(_columns(name))}"
        )
    checked = _CODES.get(name, ())
    for row in reader:
        for column, table, slot in checked:
            if row[column] and (not slot or row["slot"] == slot) and row[column] not in codelists.table(table):
                codelists.check(table, row[column], f"languages/{folder.name}/{name}.csv, line {reader.line_num}")
        yield row


@cache
def _columns(name: str) -> tuple[str, ...]:
    """The columns that every pack has in the table ``name``: those of English."""
    with (files(__package__) / "en" / f"{name}.csv").open(encoding="utf-8") as table:
        return tuple(table.readline().rstrip().split(","))


_CODES = {
    "hedges": (("quantifier", "quantifiers", ""),),
    "triggers": (("code", "statuses", "status"), ("code", "modalities", "modality")),
    "nouns": (("group", "groups", ""), ("status", "statuses", "")),
    "actions": (("action", "actions", ""), ("stage", "stages", "")),
}
"""Table of a pack -> its column of codes, their code list, and the slot that the row must be of"""


def _window(row: Mapping[str, str]) -> Window:
    return Window(row["kind"], row["unit"], int(row["days"] or 0))


def _bare(vague: Phrases[Vague]) -> Iterator[str]:
    """First words of vague numbers; those that only multiply have a number word behind them."""
    return (word for word, rows in vague.table.items() if any(entry.kind == "bare" for _, entry in rows))


def _rests(word: str, *tables: Phrases[Any]) -> list[tuple[Step, ...]]:
    """What goes on behind ``word`` in the phrases of ``tables``."""
    return [steps for one in tables for steps, _ in one.table.get(word, ())]


def _cue(row: Mapping[str, str]) -> Cue:
    return Cue(row["slot"], row["code"], row["frame"], row["only"] == "people", row["measure"])


def _act(row: Mapping[str, str]) -> Act:
    return Act(row["action"], row["stage"], row["frame"])


def _verbs(cues: Phrases[Cue], leads: frozenset[str]) -> frozenset[str]:
    """First words of the verbs of statuses; of longer patterns not those that only lead up to the verb."""
    return frozenset(
        word
        for word, rows in cues.table.items()
        for steps, cue in rows
        if cue.slot == "status" and cue.frame in ("s", "p") and not (steps and word in leads)
    )


def _vague(row: Mapping[str, str]) -> Vague:
    return Vague(float(row["lo"]), float(row["hi"]) if row["hi"] else None, row["kind"])


def _nouns(folder: Traversable, cut: Spelling, words: Mapping[str, frozenset[str]]) -> dict[str, Noun]:
    """Every form of every noun for people; a plural wins over a singular of the same form.

    A form of several tokens is kept with single blanks between them.
    """
    made: dict[str, Noun] = {}
    for row in _rows(folder, "nouns"):
        lemma = fold(row["lemma"])
        unit = next((unit for unit in ("household", "family") if lemma in words[f"unit_{unit}"]), "person")
        shared = (row["group"] or "people", row["status"] or None, unit)
        made.setdefault(
            lemma if lemma.isalpha() else " ".join(cut.words(lemma)),
            Noun(lemma, *shared, plural=False, kind=row["kind"]),
        )
        many = Noun(lemma, *shared, plural=True, kind=row["kind"])
        for plural in filter(None, fold(row["plural"]).split("|")):
            made[plural if plural.isalpha() else " ".join(cut.words(plural))] = many
    return made


def _lengths(nouns: Iterable[str]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for noun in nouns:
        first, *rest = noun.split(" ")
        if rest:
            lengths[first] = max(lengths.get(first, 0), 1 + len(rest))
    return lengths


def _names(folder: Traversable, cut: Spelling) -> Phrases[tuple[Name, ...]]:
    """Names of places, peoples and bodies by form; a form may have several readings."""
    readings: dict[str, list[Name]] = {}
    rows = list(_rows(folder, "demonyms"))
    adjectives = {fold(row["form"]) for row in rows if row["kind"] == "adjective"}
    for row in rows:
        form = fold(row["form"])
        person = row["kind"] == "demonym" and form not in adjectives
        readings.setdefault(form, []).append(Name(row["code"], row["kind"], row["form"], person))
    for row in _rows(folder, "bodies"):
        readings.setdefault(fold(row["form"]), []).append(Name(row["code"], "body", row["form"]))
    return names({form: tuple(found) for form, found in readings.items()}, cut)
