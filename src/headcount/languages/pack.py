"""One language as one frozen value, read from the CSV files of its folder.

A folder holds numerals, vague, hedges (the number grammar), nouns, demonyms, bodies (whom), triggers (status,
modality, source, link, stage and scene cues), actions (positions), months, windows (dates), measures (words that
make a number no count), words (classes of function words), confidence (how often a slot is right), and
examples.jsonl, which is its test.

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
from itertools import groupby

from headcount.errors import CodeError
from headcount.languages.phrases import Phrases, names, phrases, words_of


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is a number or a part of one."""

    value: float
    kind: str
    """unit, ten, hundred, scale, dozen, fraction or ordinal"""


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
    """name, city, demonym, adjective, capital, leader or body"""
    form: str


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
    numbers: Mapping[str, NumberWord]
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
    numeric: re.Pattern[str]
    """finds a digit or a number word"""
    verbs: frozenset[str]
    """first words of verbs that say what became of people"""
    acting: re.Pattern[str]
    """finds the first word of an act"""
    joining: re.Pattern[str]
    """finds a word of documents about people who join an armed cause"""
    confidence: Mapping[tuple[str, str], float]
    """slot and how it was found -> share of marked figures that were right in it"""
    ordinary: frozenset[str]
    """words that are no name by themselves, however they are written"""

    def has(self, kind: str, word: str) -> bool:
        """Whether ``word`` is in the class ``kind`` of function words."""
        return word in self.words[kind]


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
    months = {row["word"]: int(row["month"]) for row in _rows(folder, "months")}
    words = {row["class"]: frozenset(row["words"].split()) for row in _rows(folder, "words")}
    numbers = {row["word"]: NumberWord(float(row["value"]), row["kind"]) for row in _rows(folder, "numerals")}
    vague = phrases((row["phrase"], _vague(row)) for row in _rows(folder, "vague"))
    cues = phrases(
        (row["pattern"], Cue(row["slot"], row["code"], row["frame"], row["only"] == "people", row["measure"]))
        for row in _rows(folder, "triggers")
    )
    acts = phrases((row["pattern"], Act(row["action"], row["stage"], row["frame"])) for row in _rows(folder, "actions"))
    return Language(
        code=code,
        numbers=numbers,
        vague=vague,
        hedges=phrases((row["phrase"], Hedge(row["quantifier"], row["side"])) for row in _rows(folder, "hedges")),
        nouns=_nouns(folder),
        names=_names(folder),
        cues=cues,
        acts=acts,
        measures={word: row["why"] for row in _rows(folder, "measures") for word in row["words"].split()},
        months=months,
        windows={
            row["word"]: Window(row["kind"], row["unit"], int(row["days"] or 0)) for row in _rows(folder, "windows")
        },
        numeric=re.compile(rf"\d|\b(?:{_either([*numbers, *vague.table, *words['single']])})\b"),
        verbs=frozenset(
            word
            for word, rows in cues.table.items()
            if any(cue.slot == "status" and cue.frame in ("s", "p") for _, cue in rows)
        ),
        acting=re.compile(rf"\b(?:{_either(acts.table)})\b"),
        joining=re.compile(rf"\b(?:{_either(words['cause'])})\b"),
        words=words,
        confidence={(row["slot"], row["way"]): float(row["rate"]) for row in _rows(folder, "confidence")},
        ordinary=frozenset(months).union(*words.values()),
    )


def _rows(folder: Traversable, name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines())


def _vague(row: Mapping[str, str]) -> Vague:
    return Vague(float(row["lo"]), float(row["hi"]) if row["hi"] else None, row["kind"])


def _either(words: Iterable[str]) -> str:
    """A pattern for any of ``words`` of two letters or more, as a tree of their letters: one look at each letter."""
    return _tree(sorted({word for word in words if len(word) > 1}))


def _tree(words: list[str]) -> str:
    made = []
    for first, some in groupby(filter(None, words), key=lambda word: word[0]):
        made.append(_sign(first) + _tree([word[1:] for word in some]))
    if not made:
        return ""
    return f"(?:{'|'.join(made)}){'?' if '' in words else ''}" if len(made) > 1 or "" in words else made[0]


def _sign(letter: str) -> str:
    """An underscore in a table stands for blanks."""
    return r"\s+" if letter == "_" else re.escape(letter)


_UNITS = {"household": "household", "family": "family"}


def _nouns(folder: Traversable) -> dict[str, Noun]:
    """Every form of every noun for people; a plural wins over a singular of the same form."""
    made: dict[str, Noun] = {}
    for row in _rows(folder, "nouns"):
        lemma = row["lemma"].lower()
        shared = (row["group"] or "people", row["status"] or None, _UNITS.get(lemma, "person"))
        made.setdefault(lemma, Noun(lemma, *shared, plural=False, kind=row["kind"]))
        for plural in filter(None, row["plural"].lower().split("|")):
            made[plural] = Noun(lemma, *shared, plural=True, kind=row["kind"])
    return made


def _names(folder: Traversable) -> Phrases[tuple[Name, ...]]:
    """Names of places, peoples and bodies by form; a form may have several readings."""
    readings: dict[str, list[Name]] = {}
    for row in _rows(folder, "demonyms"):
        readings.setdefault(row["form"].lower(), []).append(Name(row["code"], row["kind"], row["form"]))
    for row in _rows(folder, "bodies"):
        readings.setdefault(row["form"].lower(), []).append(Name(row["code"], "body", row["form"]))
    return names({form: tuple(found) for form, found in readings.items() if words_of(form)})
