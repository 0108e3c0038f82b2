"""Positions: what governments and bodies do or say they will do about groups of people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from headcount.languages import Language
from headcount.languages.pack import Act, Cue
from headcount.languages.phrases import Match
from headcount.read import dates
from headcount.read.actors import Actor, actors_of
from headcount.read.clauses import Cues, cues_of, is_passive
from headcount.read.marks import Marks
from headcount.read.names import names_in
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.values.documents import Document, Span
from headcount.values.figures import Figure
from headcount.values.positions import Position

Acting = Match[Act]

_WALLS = frozenset(',;:.()"—')
_BOUNDARIES = frozenset((";", ":", ".", "—"))
_TARGET = 10
_STAGE_REACH = 10
_LEAD = 12
_LONGEST = 22
_BY = 5
_BACK = 2
"""Sentences back in which the state behind 'he' or 'the country' is looked for."""
_TAKING_BACK = frozenset(("repatriate", "evacuate", "accept"))
_FREE_TARGET = frozenset(
    ("military_operation", "strip_citizenship", "prepare_documents", "ban_entry", "reprisal", "allow_departure")
)
"""Acts whose target need not be named in the words beside them."""
_CUT = {"year": 4, "month": 7}


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with what was found in it, and the way to the sentences before."""

    sentence: Sentence
    actors: Sequence[Actor]
    cues: Cues
    dates: Sequence[Found]
    figures: Sequence[Figure]
    """those of the sentence"""
    earlier: Callable[[int], Sentence]
    language: Language


def find(
    document: Document,
    sentences: Iterable[Sentence],
    earlier: Callable[[int], Sentence],
    figures: Sequence[Figure],
    language: Language,
    marks: Marks,
) -> list[Position]:
    """All positions in ``sentences``, in their order; ``figures`` inside one are named in it.

    ``earlier`` gives any sentence of the document by its index.
    """
    found: list[Position] = []
    starts = [figure.start for figure in figures]
    for sentence in sentences:
        acts = language.acts.find(sentence.words)
        if not acts:
            continue
        low, high = (bisect_left(starts, end) for end in sentence.span)
        scene = _scene(document, sentence, acts, earlier, figures[low:high], language)
        for act in acts:
            position = _position(document, scene, act, marks)
            if position is not None:
                found.append(position)
    return found


def _scene(
    document: Document,
    sentence: Sentence,
    acts: Sequence[Acting],
    earlier: Callable[[int], Sentence],
    figures: Sequence[Figure],
    language: Language,
) -> _Scene:
    """The sentence with its actors; a name that is part of an act ('Turkish military operation') is none."""
    dated = dates.find(sentence, language, document.published)
    taken = frozenset(at for date in dated for at in range(date.start, date.end))
    actors = [
        actor for actor in actors_of(sentence, language) if not any(actor.start < act.start < actor.end for act in acts)
    ]
    return _Scene(sentence, actors, cues_of(sentence, language, taken), dated, figures, earlier, language)


def _position(document: Document, scene: _Scene, act: Acting, marks: Marks) -> Position | None:
    """The position that ``act`` tells, or ``None`` where nobody acts or no people are concerned."""
    actor = _actor(scene, act)
    target = _target(scene, act)
    if actor is None or _is_request(scene, act, actor) or not _is_of_people(scene, act, target):
        return None
    sentence = scene.sentence
    stage, told = _stage(scene, act, actor)
    action, stage = _action(scene, act, actor, stage)
    start = min(actor.start, act.start, told)
    end = max(act.end, target[1] if target else 0, actor.end)
    span = sentence.offsets(start, end)
    spans: dict[str, Span] = {
        "actor": sentence.offsets(actor.start, actor.end),
        "action": sentence.offsets(act.start, act.end),
    }
    if target:
        spans["target"] = sentence.offsets(*target)
    return Position(
        id=marks.id_of("position", *spans["action"], sentence.span),
        document=document.id,
        start=span[0],
        end=span[1],
        text=document.text[slice(*span)],
        actor=actor.codes,
        action=action,
        stage=stage,
        target=document.text[slice(*spans["target"])] if target else None,
        figures=tuple(figure.id for figure in scene.figures if span[0] <= figure.start < span[1]),
        as_of=_when(document, scene),
        modality="estimated" if stage == "alleged" else "asserted",
        spans=spans,
    )


def _when(document: Document, scene: _Scene) -> str | None:
    """The first date of the sentence, cut to what it says; else the date of publication."""
    date = scene.dates[0].as_of if scene.dates else None
    if date is None or date.start is None:
        return document.published
    return date.start[: _CUT.get(date.accuracy, 10)]


def _action(scene: _Scene, act: Acting, actor: Actor, stage: str) -> tuple[str, str]:
    """Action and stage; taking back that others are asked for, or that is refused, is another action."""
    action = act.entry.action
    if action not in _TAKING_BACK:
        return action, stage
    if _asks_others(scene, act, actor):
        return "request_return", "done"
    return ("refuse_return" if stage == "refused" else action), stage


def _actor(scene: _Scene, act: Acting) -> Actor | None:
    """Who does it: the possessor of a noun, the 'by' of a passive, or the nearest subject before a verb."""
    if act.entry.action == "military_operation":
        return _possessor(scene, act)
    if by := _by(scene, act):
        return by
    if act.entry.action == "prepare_documents" or _passive(scene, act):
        return _concerned(scene, act) or _addressed(scene, act)
    before = [actor for actor in scene.actors if actor.end <= act.start and not actor.governed]
    if before and not _walled(scene.sentence, before[-1].end, act.start):
        return before[-1]
    return _recalled(scene, act)


def _passive(scene: _Scene, act: Acting) -> bool:
    """Whether the act is said of those before it: 'were evacuated', 'women held in camps'."""
    words, language = scene.sentence.words, scene.language
    if act.entry.frame != "v" or not words[act.start].endswith(tuple(language.words["participle_ending"])):
        return False
    if not is_passive(scene.sentence, Match(act.start, act.end, Cue("status", "", "p")), language):
        return False
    lead = words[max(0, act.start - 3) : act.start]
    if any(language.has("be", word) for word in lead):
        return True
    adjoining = any(actor.end == act.start for actor in scene.actors)
    return not adjoining and not any(language.has("have", word) for word in lead)


def _possessor(scene: _Scene, act: Acting) -> Actor | None:
    """'Turkey's military operation', 'the Turkish offensive'."""
    words = scene.sentence.words
    for match in reversed(names_in(scene.sentence, scene.language, max(0, act.start - 3), act.start)):
        adjoining = match.end == act.start or (match.end == act.start - 1 and words[match.end] == "'s")
        code = next((name.code for name in match.entry if name.kind in ("name", "adjective", "body")), None)
        if adjoining and code:
            return Actor((code,), match.start, match.end, False)
    return None


def _by(scene: _Scene, act: Acting) -> Actor | None:
    words = scene.sentence.words
    for actor in scene.actors:
        between = words[act.end : actor.start]
        if len(between) <= _BY and actor.start >= act.end and any(scene.language.has("by", word) for word in between):
            return actor
    return None


def _concerned(scene: _Scene, act: Acting) -> Actor | None:
    """A passive without 'by': the state whose people are brought home, where a figure beside it says so."""
    for figure in scene.figures:
        states = tuple(code for code in figure.origin if len(code) == 3 and code.isupper())
        if states and act.entry.action in (*_TAKING_BACK, "prepare_documents"):
            return Actor(states[:1], act.start, act.end, False)
    return None


def _walled(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a boundary stands between a subject and its verb that a subject cannot cross."""
    between = sentence.words[start:end]
    return bool(_BOUNDARIES & set(between)) or len(between) > _LONGEST


def _recalled(scene: _Scene, act: Acting) -> Actor | None:
    """The state behind 'he', 'the country', 'its government': the last one named shortly before."""
    sentence, language = scene.sentence, scene.language
    if not any(language.has("anaphor", word) for word in sentence.words[max(0, act.start - _LEAD) : act.start]):
        return None
    for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _BACK), -1):
        before = scene.earlier(index)
        if before.paragraph != sentence.paragraph:
            return None
        if actors := [actor for actor in actors_of(before, language) if not actor.governed]:
            return Actor(actors[-1].codes, act.start, act.end, False)
    return None


def _addressed(scene: _Scene, act: Acting) -> Actor | None:
    """A passive right after a sentence in which people ask a state for help: the state that was asked."""
    if act.entry.action not in _TAKING_BACK or not scene.sentence.index:
        return None
    before = scene.earlier(scene.sentence.index - 1)
    if before.paragraph != scene.sentence.paragraph:
        return None
    for actor in actors_of(before, scene.language):
        if actor.start and scene.language.has("asking", before.words[actor.start - 1]):
            return Actor(actor.codes, act.start, act.end, False)
    return None


def _is_request(scene: _Scene, act: Acting, actor: Actor) -> bool:
    """'asked Russia to evacuate them' is a wish of others, not a position of Russia."""
    if act.entry.action == "request_return" or actor.end > act.start:
        return False
    words, language = scene.sentence.words, scene.language
    asked = any(language.has("asking", word) for word in words[max(0, actor.start - 3) : actor.start])
    return asked and any(language.has("to", word) for word in words[actor.end : act.start])


def _asks_others(scene: _Scene, act: Acting, actor: Actor) -> bool:
    """'Washington asked other countries to take back their citizens'."""
    between = scene.sentence.words[actor.end : act.start]
    asked = [at for at, word in enumerate(between) if scene.language.has("asking", word)]
    return bool(asked) and any(scene.language.has("to", word) for word in between[asked[0] :])


def _stage(scene: _Scene, act: Acting, actor: Actor) -> tuple[str, int]:
    """How far it has gone, and the token that says so.

    The outermost word for a stage before the act counts ('refused to consider', 'plans to begin'); without one
    the form of the verb.
    """
    if act.entry.stage:
        return act.entry.stage, act.start
    words, language = scene.sentence.words, scene.language
    start = actor.end if actor.end <= act.start else max(0, act.start - _STAGE_REACH)
    near = [
        cue for cue in scene.cues.of("stage") if start <= cue.start < act.start and act.start - cue.end <= _STAGE_REACH
    ]
    telling = [cue for cue in near if cue.entry.code != "done"] or near
    if telling:
        return telling[0].entry.code, telling[0].start
    lead = words[max(0, act.start - 3) : act.start]
    going_on = words[act.start].endswith(tuple(language.words["active_ending"]))
    return ("under_way" if going_on and any(language.has("be", word) for word in lead) else "done"), act.start


def _target(scene: _Scene, act: Acting) -> tuple[int, int] | None:
    """The words for those concerned: behind the verb, inside it, or before it in a passive."""
    words, language = scene.sentence.words, scene.language
    if act.end - act.start > 2 and _names_people(scene, (act.start + 1, act.end - 1)):
        return act.start + 1, act.end - 1
    if _passive(scene, act):
        start = act.start
        while start and start > act.start - _TARGET and words[start - 1] not in _WALLS:
            start -= 1
        return (start, act.start) if start < act.start else None
    end, reach = act.end, min(len(words), act.end + _TARGET)
    while end < reach and words[end] not in _WALLS and not language.has("target_end", words[end]):
        end += 1
    return (act.end, end) if end > act.end else None


def _is_of_people(scene: _Scene, act: Acting, target: tuple[int, int] | None) -> bool:
    """Whether the act concerns people: its target names some, or the act can concern nothing else."""
    if act.entry.action in _FREE_TARGET:
        return True
    return target is not None and _names_people(scene, target)


def _names_people(scene: _Scene, target: tuple[int, int]) -> bool:
    language = scene.language
    inside = scene.sentence.words[target[0] : target[1]]
    if any(word in language.nouns or language.has("concerned", word) for word in inside):
        return True
    names = names_in(scene.sentence, language, *target)
    return any(name.kind == "demonym" for match in names for name in match.entry)
