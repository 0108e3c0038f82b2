"""Who acts: the subject of a verb of action, the agent of a passive, the state behind a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headcount.languages import Language
from headcount.read.actors import actors_of
from headcount.read.names import names_in
from headcount.read.normalise import plain
from headcount.read.passages import nations_in
from headcount.read.positions_phrases import Subject, actors_in, is_person, is_saying, is_state, subjects_of
from headcount.read.positions_scene import CONCERNED, TAKING_BACK, Acting, Scene, hard_start, passive
from headcount.read.sentences import Sentence, cut
from headcount.values.documents import Span

_LONGEST = 26
_BY = 5
_FAR = 5
"""The same for an organ of the state, which the document goes on speaking of."""
_BACK = 2
"""Sentences back in which the state behind 'he' or 'the country' is looked for."""
_STATES = ("adjective", "name", "capital", "city", "demonym")


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


def doer_of(scene: Scene, act: Acting) -> Doer | None:
    """Who does ``act``: possessor, agent, subject, or the state that the passage speaks of."""
    if act.entry.action == "military_operation" and act.entry.frame == "n":
        return _possessor(scene, act)
    agent, told = _agent(scene, act)
    if agent or told:
        return agent
    if act.entry.frame == "p" or passive(scene, act):
        return _concerned(scene, act) or _addressed(scene, act) or _announced(scene, act)
    return subject_before(scene, act.start)


def subject_before(scene: Scene, at: int) -> Doer | None:
    """The last subject before token ``at``, with pronouns and bare organs led back to their state."""
    sentence = scene.sentence
    low = max(hard_start(sentence, at), at - _LONGEST)
    verbs = frozenset(act.start for act in scene.acts)
    found = [
        one for one in subjects_of(sentence, scene.language, scene.actors, verbs) if low <= one.start and one.end <= at
    ]
    if sentence.word(at - 1) == ",":
        found = _before_aside(sentence, at - 1, found) or found
    joined = next((actor for actor in scene.actors if actor.end == at), None)
    if joined and sentence.word(at).endswith(tuple(scene.language.words["active_ending"])):
        return Doer(joined.codes, joined.start, joined.end, joined.end)
    if not found:
        return None
    last = found[-1]
    if last.kind == "private" or _told_of_others(scene, last, at):
        return None
    if last.kind == "actor":
        return Doer(last.codes, last.start, last.end, last.end)
    named = next((one for one in reversed(found[:-1]) if one.kind in ("actor", "private")), None)
    if named is None and last.kind == "pronoun":
        last = next((one for one in reversed(found[:-1]) if one.kind == "organ"), last)
    if named is not None and named.kind == "actor":
        return Doer(named.codes, named.start, named.end, named.end)
    if named is not None and last.kind == "pronoun":
        return None
    return _spoken_of(scene, last, at)


def _before_aside(sentence: Sentence, comma: int, found: list[Subject]) -> list[Subject]:
    """Subjects in front of the phrase that ends at ``comma``: 'Norway, fearing that they would flee, arrested'."""
    opening = next((at for at in range(comma - 1, -1, -1) if sentence.words[at] == ","), 0)
    return [one for one in found if one.kind == "actor" and one.end == opening]


def _told_of_others(scene: Scene, subject: Subject, at: int) -> bool:
    """'Norway says that other countries did': the clause has a subject of its own that is no actor."""
    words = scene.sentence.words
    that = [k for k in range(subject.end, at - 2) if scene.language.has("that", words[k])]
    if not that or not is_saying(words[that[-1] - 1], scene.language):
        return False
    return not any(cue.entry.stage == "owed" and that[-1] < cue.start < at for cue in scene.stages)


def _possessor(scene: Scene, act: Acting) -> Doer | None:
    """'Turkey's military operation', 'the Turkish offensive'."""
    words = scene.sentence.words
    for match in reversed(names_in(scene.sentence, scene.language, max(0, act.start - 3), act.start)):
        adjoining = match.end == act.start or (match.end == act.start - 1 and words[match.end] == "'s")
        code = next((name.code for name in match.entry if name.kind in ("name", "adjective", "body")), None)
        if adjoining and code:
            return Doer((code,), match.start, match.end, match.end)
    return None


def _agent(scene: Scene, act: Acting) -> tuple[Doer | None, bool]:
    """The agent behind 'by', and whether any agent is named: 'freed by her captors' has one that is no actor."""
    words, language = scene.sentence.words, scene.language
    for actor in scene.actors:
        between = words[act.end : actor.start]
        if actor.start >= act.end and len(between) <= _BY and _joined_by(scene, between):
            return Doer(actor.codes, actor.start, actor.end, actor.end), True
    if not passive(scene, act):
        return None, False
    for at in range(act.end, min(len(words), act.end + 3)):
        if language.has("by", words[at]):
            after = words[at + 1 : at + 4]
            timed = any(
                word in scene.known.no_agent or word[0].isdecimal() or word in language.months for word in after
            )
            return None, not timed
    return None, False


def _joined_by(scene: Scene, between: Sequence[str]) -> bool:
    """Whether 'by' leads to the actor without another agent or clause on the way."""
    language = scene.language
    at = next((k for k, word in enumerate(between) if language.has("by", word)), None)
    if at is None:
        return False
    return not any(is_person(word, language) or word in scene.known.clauses for word in between[at + 1 :])


def _concerned(scene: Scene, act: Acting) -> Doer | None:
    """A passive without 'by': the state whose people are brought home, where a figure beside it says so."""
    if act.entry.action not in CONCERNED:
        return None
    for figure in scene.figures:
        states = tuple(code for code in figure.origin if len(code) == 3 and code.isupper())
        if states:
            return Doer(states[:1], act.start, act.end, max(0, act.start - 4), inferred=True, named=figure.sentence)
    return None


def _addressed(scene: Scene, act: Acting) -> Doer | None:
    """A passive right after a sentence in which people ask a state for help: the state that was asked."""
    if act.entry.action not in TAKING_BACK or not scene.sentence.index:
        return None
    before = scene.earlier(scene.sentence.index - 1)
    if before.paragraph != scene.sentence.paragraph:
        return None
    for actor in actors_of(before, scene.language):
        if actor.start and scene.language.has("asking", before.words[actor.start - 1]):
            named = before.offsets(actor.start, actor.end)
            return Doer(actor.codes, act.start, act.end, max(0, act.start - 4), named, inferred=True)
    return None


def _announced(scene: Scene, act: Acting) -> Doer | None:
    """'The minister said that fighters would be sent back': the state that says so."""
    words, language = scene.sentence.words, scene.language
    if not any(language.has("modal", word) for word in words[max(0, act.start - 3) : act.start]):
        return None
    for at in range(act.start - 1, 0, -1):
        if language.has("that", words[at]) and is_saying(words[at - 1], language):
            speaker = subject_before(scene, at)
            return replace(speaker, inferred=True) if speaker and all(map(is_state, speaker.codes)) else None
    return None


def _spoken_of(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """The state behind 'it', 'the government': named after a quotation, or last in the paragraph, else in the title."""
    if quoted := _speaker(scene, subject, at):
        return quoted
    if scene.sentence.words[subject.start] in scene.known.quoted:
        return None
    sentence, organ = scene.sentence, subject.kind == "organ"
    back = _FAR if organ else _BACK
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - back), -1):
        before = scene.earlier(index)
        if before.paragraph != sentence.paragraph and not organ:
            return None
        found = _last_named(before, scene.language, organ)
        if found is not None:
            codes, span = found
            return Doer(codes, subject.start, subject.end, subject.end, span, inferred=True) if codes else None
    return _of_title(scene, subject) if organ else None


def _last_named(sentence: Sentence, language: Language, organ: bool) -> tuple[tuple[str, ...], Span] | None:
    """Codes and span of the actor last named; no codes where a private subject came last; ``None`` without either.

    For an organ of a state also the one state whose people are spoken of.
    """
    found = subjects_of(sentence, language, actors_in(sentence, language), frozenset())
    wanted = [one for one in found if one.kind == "actor" and (not organ or all(map(is_state, one.codes)))]
    if not organ:
        wanted = [one for one in found if one.kind in ("actor", "private")]
    if wanted:
        return wanted[-1].codes, sentence.offsets(wanted[-1].start, wanted[-1].end)
    states = nations_in(sentence, language, len(sentence.words)) if organ else []
    if len(states) != 1:
        return None
    code, start, end = states[0]
    return (code,), sentence.offsets(start, end)


def _speaker(scene: Scene, subject: Subject, at: int) -> Doer | None:
    """The actor behind a quotation in which 'we' act."""
    words = scene.sentence.words
    if '"' not in words[at:] or not scene.language.has("pronoun", words[subject.start]):
        return None
    close = words.index('"', at)
    later = [actor for actor in scene.actors if actor.start > close and not actor.governed]
    return Doer(later[0].codes, later[0].start, later[0].end, subject.end) if later else None


def _of_title(scene: Scene, subject: Subject) -> Doer | None:
    """The only state of the title."""
    title = scene.document.title
    if not title:
        return None
    flat = plain(title)
    line = cut(flat, -1, -1, (0, len(flat.flat)))
    codes = {
        n.code
        for match in names_in(line, scene.language)
        for n in match.entry
        if n.kind in _STATES and is_state(n.code)
    }
    return Doer(tuple(codes), subject.start, subject.end, subject.end, None, True) if len(codes) == 1 else None
