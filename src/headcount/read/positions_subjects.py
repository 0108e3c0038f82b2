"""Who acts: the subject of a verb of action, the agent of a passive, the state behind a pronoun."""

from __future__ import annotations

from dataclasses import replace

from headcount.read import positions_ways as ways
from headcount.read.actors import Actor
from headcount.read.names import names_in
from headcount.read.positions_agents import agent_of
from headcount.read.positions_passages import (
    addressed,
    again,
    concerned,
    continued,
    in_land,
    is_held,
    is_led,
    is_of_state,
    is_private,
    of_passage,
)
from headcount.read.positions_phrases import Subject, decides, is_saying, is_state
from headcount.read.positions_scene import (
    NOMINAL,
    TAKING_BACK,
    Acting,
    Doer,
    Scene,
    hard_between,
    hard_start,
    passive,
)
from headcount.read.positions_spoken import both_of, last_state, spoken_of
from headcount.read.sentences import Sentence

_LONGEST = 26
_CHAIN = 8
_POSSESSED = 3
"""Tokens between a possessor and the noun of its act."""
_BEHIND = 4
_TOLD_BY = frozenset((*TAKING_BACK, "deport", "prosecute", "strip_citizenship"))
"""Acts that a state tells of itself where it names nobody: 'the ministry said that 40 people were flown home'."""
_AGREED = ("decided", "promised", "proposed")
"""Stages whose words lead to what is done by whom nobody says: 'agreed that all would be sent back'."""
_AUXILIARY = ("be", "have", "modal", "adverb", "negation", "to")


def doer_of(scene: Scene, act: Acting) -> Doer | None:
    """Who does ``act``: possessor, agent, subject, or the state that the passage speaks of."""
    if act.entry.action == "military_operation" and act.entry.frame in NOMINAL:
        return _possessor(scene, act)
    agent, told = agent_of(scene, act)
    if agent or told:
        return agent
    if act.entry.frame in NOMINAL:
        owner = _owner(scene, act) or ways.sender(scene, act) or ways.entered(scene, act) or _accused(scene, act)
        owner = owner or _agreed(scene, act) or subject_before(scene, act.start) or _subject_behind(scene, act)
        owner = owner or (of_passage(scene, act) if is_led(scene, act) else None)
        return owner or (last_state(scene, act) if is_held(scene, act) else None)
    if act.entry.frame == "p" or passive(scene, act):
        way = ways.sender(scene, act) or ways.receiver(scene, act) or ways.keeper(scene, act) or ways.within(scene, act)
        way = way or ways.stripper(scene, act)
        known = way or concerned(scene, act) or addressed(scene, act) or _announced(scene, act)
        known = known or continued(scene, act) or again(scene, act) or of_passage(scene, act)
        return known or (last_state(scene, act) if is_of_state(scene, act) else in_land(scene, act))
    return _actor_of(scene, act)


def _actor_of(scene: Scene, act: Acting) -> Doer | None:
    """Who does an act told in the active voice."""
    asking = next((c for c in reversed(scene.asking) if c.end <= act.start), None) if act.entry.frame == "i" else None
    if asking is not None:
        return subject_before(scene, asking.start)
    found = subject_before(scene, act.start) or _subject_behind(scene, act)
    owner = _of_cue(scene, act)
    if owner and (found is None or found.start == owner.start):
        return owner
    found = found or _owing(scene, act)
    if found or not scene.known.oblique:
        return found
    if is_private(scene, act):
        return None
    way = ways.receiver(scene, act) or ways.sender(scene, act) or ways.within(scene, act) or ways.stripper(scene, act)
    verbs = (scene.sentence.words[at] for at in (act.start, act.end - 1))
    led = act.entry.frame == "i" and any(0 <= act.start - cue.end <= 1 for cue in scene.stages)
    bare = led or (
        act.entry.frame == "v" and any(verb.endswith(tuple(sorted(scene.known.impersonal))) for verb in verbs)
    )
    if not bare or not scene.known.impersonal:
        return way
    return way or ways.at_home(scene, act) or again(scene, act) or of_passage(scene, act)


def subject_before(scene: Scene, at: int) -> Doer | None:
    """The last subject before token ``at``, with pronouns and bare organs led back to their state."""
    sentence = scene.sentence
    low = max(hard_start(sentence, at), at - _LONGEST)
    found = [one for one in scene.subjects if low <= one.start and one.end <= at]
    lead = _verb_start(scene, at)
    if sentence.word(lead - 1) == ",":
        found = _before_aside(sentence, lead - 1, found) or found
    joined = next((actor for actor in scene.actors if actor.end == at), None)
    if joined and sentence.word(at).endswith(tuple(scene.language.words["active_ending"])):
        return Doer(joined.codes, joined.start, joined.end, joined.end)
    if not found:
        return None
    last = found[-1]
    if last.kind == "pronoun" and len(found) > 1 and found[-2].kind == "both":
        last = found[-2]
    if last.kind == "both":
        return both_of(scene, last)
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
    return spoken_of(scene, last, at)


def _before_aside(sentence: Sentence, comma: int, found: list[Subject]) -> list[Subject]:
    """Subjects in front of the phrase that ends at ``comma``: 'Norway, fearing that they would flee, arrested'."""
    opening = next((at for at in range(comma - 1, -1, -1) if sentence.words[at] == ","), 0)
    return [one for one in found if one.kind in ("actor", "organ") and one.end == opening]


def _verb_start(scene: Scene, at: int) -> int:
    """Where the chain of auxiliaries and words for stages begins that ends at the verb ``at``."""
    words, language = scene.sentence.words, scene.language
    inside = {k for cue in scene.stages if at - _CHAIN <= cue.start < at for k in range(cue.start, cue.end)}
    start = at
    while start and (start - 1 in inside or language.one_of(_AUXILIARY, words[start - 1])):
        start -= 1
    return start


def _owner(scene: Scene, act: Acting) -> Doer | None:
    """'Norway's recent repatriation of', 'the Norwegian evacuation of': whose act the noun tells."""
    words, language = scene.sentence.words, scene.language
    for actor in reversed(scene.actors):
        if act.start - _POSSESSED <= actor.end <= act.start and language.has("possessive", words[actor.end]):
            return Doer(actor.codes, actor.start, actor.end, actor.end)
    for match in names_in(scene.sentence, language, max(0, act.start - 2), act.start):
        code = next((name.code for name in match.entry if name.kind == "adjective" and is_state(name.code)), None)
        if code and match.end == act.start:
            return Doer((code,), match.start, match.end, match.end)
    return None


def _agreed(scene: Scene, act: Acting) -> Doer | None:
    """'The deportation agreement between Norway and Somalia': all that it is made between."""
    words, language = scene.sentence.words, scene.language
    made: Doer | None = None
    for actor in scene.actors:
        gap = words[act.end : actor.start] if made is None else words[made.end : actor.start]
        if made is not None and gap and all(language.has("actor_join", word) for word in gap):
            made = replace(made, codes=(*made.codes, *actor.codes), end=actor.end)
        elif made is None and actor.start > act.end and len(gap) <= _BEHIND and language.meets("between", gap[-2:]):
            made = Doer(actor.codes, actor.start, actor.end, max(0, act.start - _CHAIN), inferred=True)
    return made


def _of_cue(scene: Scene, act: Acting) -> Doer | None:
    """'Norway's plan to', 'a decision by Norway to': whose the word for the stage is."""
    words, language = scene.sentence.words, scene.language
    for cue in reversed([c for c in scene.stages if 0 <= act.start - c.end <= _CHAIN]):
        for actor in scene.actors:
            owns = language.has("possessive", words[actor.end]) if actor.end < cue.start <= actor.end + 3 else False
            by = 0 < actor.start - cue.end <= 2 and language.meets("by", words[cue.end : actor.start])
            if owns or by:
                return Doer(actor.codes, actor.start, actor.end, min(actor.end, cue.start))
        organ = cue.start - 1
        if organ >= 0 and words[organ] in scene.known.organs and _is_noun_cue(scene, cue, act):
            return spoken_of(scene, Subject("organ", organ, organ + 1), act.start)
    return None


def _is_noun_cue(scene: Scene, cue: Acting, act: Acting) -> bool:
    """'a government proposal to': the word for the stage is a noun behind an article, and leads to the act."""
    words, language = scene.sentence.words, scene.language
    article = language.meets("det", words[max(0, cue.start - 3) : cue.start - 1])
    return article and act.start - cue.end <= 1 and not scene.known.oblique


def _owing(scene: Scene, act: Acting) -> Doer | None:
    """'Norway says governments should': who says what others ought to do."""
    owed = next(
        (c for c in reversed(scene.stages) if c.entry.stage == "owed" and 0 <= act.start - c.end <= _BEHIND), None
    )
    if owed is None:
        return None
    said = [at for at in range(1, owed.start) if is_saying(scene.sentence.words[at], scene.language)]
    return subject_before(scene, said[-1]) if said else None


def _accused(scene: Scene, act: Acting) -> Doer | None:
    """The object of 'accuse', where nouns have cases: it stands before its verb."""
    if not scene.known.oblique:
        return None
    for cue in scene.stages:
        accused = next((actor for actor in scene.actors if actor.end == cue.start), None)
        if accused and cue.entry.stage == "alleged" and cue.end <= act.start:
            return Doer(accused.codes, accused.start, accused.end, accused.end)
    return None


def _subject_behind(scene: Scene, act: Acting) -> Doer | None:
    """The subject behind its verb, in languages whose nouns have cases."""
    if not scene.known.oblique:
        return None
    for actor in scene.actors:
        free = act.end <= actor.start <= act.end + _BEHIND and not actor.governed
        if free and not hard_between(scene.sentence, act.end, actor.start):
            return Doer(actor.codes, actor.start, actor.end, act.start)
    return None


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
        adjoining = match.end == act.start or (
            match.end == act.start - 1 and scene.language.has("possessive", words[match.end])
        )
        code = next((name.code for name in match.entry if name.kind in ("name", "adjective", "body")), None)
        if adjoining and code:
            return Doer((code,), match.start, match.end, match.end)
    return None


def _says(scene: Scene, actor: Actor) -> bool:
    """'Norway said', 'Norway's interior minister said'."""
    words = scene.sentence.words
    owned = scene.language.has("possessive", scene.sentence.word(actor.end))
    return any(is_saying(word, scene.language) for word in words[actor.end : actor.end + (6 if owned else 1)])


def _announced(scene: Scene, act: Acting) -> Doer | None:
    """'The minister said that fighters would be sent back': the state that says so."""
    words, language = scene.sentence.words, scene.language
    if act.entry.frame == "t" and language.has("to", scene.sentence.word(act.end)):
        return None
    ahead = language.meets("modal", words[max(0, act.start - 3) : act.start])
    if not ahead and act.entry.action not in _TOLD_BY:
        return None
    agreed = {k for cue in scene.stages if cue.entry.stage in _AGREED for k in range(cue.start + 1, cue.end + 1)}
    for at in range(act.start - 1, 0, -1):
        if is_saying(words[at - 1], language) or (at in agreed and words[at] in scene.known.openers):
            speaker = subject_before(scene, at)
            return replace(speaker, inferred=True) if speaker and all(map(decides, speaker.codes)) else None
    for actor in scene.actors:
        if actor.start >= act.end and not actor.governed and _says(scene, actor):
            spoken = all(map(decides, actor.codes)) and scene.sentence.word(actor.start - 1) in (",", "the")
            return Doer(actor.codes, act.start, act.end, max(0, act.start - 6), inferred=True) if spoken else None
    return None
