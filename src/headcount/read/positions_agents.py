"""The agent of a passive: who stands behind 'by', or in the form of a name that says it."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.read.actors import Actor
from headcount.read.positions_phrases import Subject, is_person
from headcount.read.positions_scene import Acting, Doer, Scene, hard_between, passive
from headcount.read.positions_spoken import spoken_of

_BY = 5
_BEHIND = 4


def agent_of(scene: Scene, act: Acting) -> tuple[Doer | None, bool]:
    """The agent behind 'by', and whether any agent is named: 'freed by her captors' has one that is no actor."""
    words, language = scene.sentence.words, scene.language
    for actor in scene.actors:
        if act.end - act.start > _BY and act.start < actor.start < act.end and passive(scene, act):
            if _joined_by(scene, words[act.start + 1 : actor.start]):
                return Doer(actor.codes, actor.start, actor.end, actor.end), True
            continue
        between = words[act.end : actor.start]
        other = any(act.end <= one.start < actor.start for one in scene.acts)
        if actor.start >= act.end and len(between) <= _BY and not other and _joined_by(scene, between):
            return Doer(actor.codes, actor.start, actor.end, actor.end), True
        near = act.end <= actor.start <= act.end + _BEHIND and not hard_between(scene.sentence, act.end, actor.start)
        if near and _is_agent(scene, actor) and passive(scene, act):
            return Doer(actor.codes, actor.start, actor.end, actor.end), True
    if not passive(scene, act):
        return None, False
    for at in range(act.end, min(len(words), act.end + 3)):
        if language.has("by", words[at]):
            after = words[at + 1 : at + 4]
            timed = any(
                word in scene.known.no_agent or word[0].isdecimal() or word in language.months for word in after
            )
            organ = next((k for k in range(at + 1, min(len(words), at + 4)) if words[k] in scene.known.organs), None)
            if organ is not None and not timed:
                return spoken_of(scene, Subject("organ", organ, organ + 1), organ), True
            return None, not timed
    return None, False


def _is_agent(scene: Scene, actor: Actor) -> bool:
    """Whether the form of a name says 'by', where nouns have cases."""
    return any(word in scene.known.agentive for word in scene.sentence.words[actor.start : actor.end])


def _joined_by(scene: Scene, between: Sequence[str]) -> bool:
    """Whether 'by' leads to the actor without another agent or clause on the way."""
    language = scene.language
    at = next((k for k, word in enumerate(between) if language.has("by", word)), None)
    if at is None:
        return False
    return not any(is_person(word, language) or word in scene.known.clauses for word in between[at + 1 :])
