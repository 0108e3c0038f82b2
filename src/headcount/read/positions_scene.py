"""One sentence in which somebody may act: its actors, dates, figures, and the way to what was said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from headcount.languages import Language, stances
from headcount.languages.pack import Act, Cue
from headcount.languages.phrases import Match
from headcount.read import dates
from headcount.read.actors import Actor
from headcount.read.clauses import is_passive
from headcount.read.periods import Found
from headcount.read.positions_phrases import Subject, actors_in, subjects_of
from headcount.read.sentences import Sentence
from headcount.values.documents import Document, Span
from headcount.values.figures import Figure

Acting = Match[Act]
TAKING_BACK = frozenset(("repatriate", "evacuate", "accept", "take_children_only"))
"""Acts that bring people to a state."""
_HARD = frozenset((";", ":", ".", "—", "]"))
_SHORT = 2
"""Tokens of an act that holds no object of its own."""
_SHARED = 10
"""Tokens back in which a form of 'be' holds for a second participle."""
VERBAL = frozenset("vts")
"""Frames of verbs."""
NOMINAL = frozenset("nb")
"""Frames of nouns."""
CONCERNED = frozenset((*TAKING_BACK, "prepare_documents"))
"""Acts that tell their state by whose people they concern."""


@dataclass(frozen=True)
class Scene:
    """One sentence with its acts; all else in it when first asked for, since most acts tell nothing."""

    document: Document
    sentence: Sentence
    acts: Sequence[Acting]
    figures: Sequence[Figure]
    """those of the sentence"""
    earlier: Callable[[int], Sentence]
    language: Language
    known: stances.Stances
    before: Sequence[tuple[str, tuple[str, ...], Span]]
    """actions, actors and spans of the positions of the sentences shortly before"""

    @cached_property
    def stages(self) -> Sequence[Acting]:
        """Words for how far an act has gone."""
        return [cue for cue in self.known.stages.find(self.sentence.words) if cue.entry.stage != "aside"]

    @cached_property
    def asking(self) -> Sequence[Acting]:
        """Words for asking others to act."""
        return self.known.asking.find(self.sentence.words)

    @cached_property
    def actors(self) -> Sequence[Actor]:
        """Its actors; a name that is part of an act ('Turkish military operation') is none."""
        found = actors_in(self.sentence, self.language)
        return [actor for actor in found if not any(actor.start < act.start < actor.end for act in self.acts)]

    @cached_property
    def subjects(self) -> Sequence[Subject]:
        """Its noun phrases that can be a subject."""
        return subjects_of(self.sentence, self.language, self.actors, frozenset(act.start for act in self.acts))

    @cached_property
    def dates(self) -> Sequence[Found]:
        """Its dates."""
        return dates.find(self.sentence, self.language, self.document.published)


@dataclass(frozen=True, slots=True)
class Doer:
    """Codes of who acts, the tokens that say it, and where an unnamed state was named before."""

    codes: tuple[str, ...]
    start: int
    end: int
    reach: int
    """the token from which words for the stage count"""
    named: Span | None = None
    inferred: bool = False


def passive(scene: Scene, act: Acting) -> bool:
    """Whether the act is said of those before it: 'were evacuated', 'women held in camps'."""
    words, language = scene.sentence.words, scene.language
    if act.entry.frame == "p":
        return True
    if act.entry.frame in VERBAL and act.start and _is_after_be(scene, act):
        return True
    if act.entry.frame not in VERBAL or not words[act.start].endswith(tuple(language.words["participle_ending"])):
        return False
    lead = words[max(0, act.start - 3) : act.start]
    if language.meets("be", lead[-2:]) or _shares_be(scene, act):
        return True
    if (
        act.entry.frame == "t"
        or act.end - act.start > _SHORT
        or not is_passive(scene.sentence, Match(act.end - 1, act.end, Cue("status", "", "p")), language)
    ):
        return False
    if language.meets("be", lead):
        return True
    adjoining = any(actor.end == act.start for actor in scene.actors)
    return not adjoining and not language.meets("have", lead)


def _shares_be(scene: Scene, act: Acting) -> bool:
    """'were stopped at the border and sent back to': the second of two passives, with nobody behind it."""
    words, language = scene.sentence.words, scene.language
    if scene.known.oblique or not act.start or not language.has("and", words[act.start - 1]):
        return False
    if act.end - act.start < _SHORT or not language.has("to", words[act.end - 1]):
        return False
    low = max(hard_start(scene.sentence, act.start), act.start - _SHARED)
    return language.meets("be", words[low : act.start - 1])


def _is_after_be(scene: Scene, act: Acting) -> bool:
    """'will be put on trial', where a form of 'be' never leads an infinitive: irregular participles show no ending."""
    words, language = scene.sentence.words, scene.language
    active = words[act.start].endswith(tuple(language.words["active_ending"]))
    return not scene.known.oblique and not active and language.has("be", words[act.start - 1])


def hard_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a sign that ends a clause stands between two tokens."""
    return any(word in _HARD or word == "," for word in sentence.words[start:end])


def hard_start(sentence: Sentence, at: int) -> int:
    """The first token behind the last sign before ``at`` that a subject cannot cross."""
    while at and sentence.words[at - 1] not in _HARD:
        at -= 1
    return at
