"""Acts told without a subject: the state that the passage goes on telling of, or whose people are concerned."""

from __future__ import annotations

from itertools import pairwise

from headcount.read import positions_ways as ways
from headcount.read.actors import actors_of
from headcount.read.names import names_in
from headcount.read.positions_phrases import Subject, country_of
from headcount.read.positions_scene import CONCERNED, TAKING_BACK, Acting, Doer, Scene, hard_start
from headcount.read.positions_spoken import last_state, set_in

_LONGEST = 26
_CHAIN = 8
_AFTER_RETURN = frozenset(("detain", "prosecute", "rehabilitate"))
"""What is done, by the same state, with those who were just said to be brought home."""
_OF_STATES = frozenset((
    "detain", "prosecute", "deport", "extradite", "strip_citizenship", "ban_entry", "repatriate", "evacuate",
    "rehabilitate", "take_children_only", "prepare_documents", "release",
))  # fmt: skip
"""Acts that only a state carries out, so that who did them need not be said."""
_BY_STATES = frozenset(("repatriate", "strip_citizenship"))
"""Those that are told without an agent where a passage goes on telling of one state."""
_IN_LAND = frozenset(("detain", "release", "prosecute", "deport", "extradite", "strip_citizenship"))
"""Those told without an agent of the state in whose land they are done."""
_OF_STATES_AGAIN = frozenset(("detain", "release", "prosecute", "deport", "extradite", "strip_citizenship"))
"""Acts told again without an agent right behind the same act of one actor."""
_BESIDE = 6
_FOUND_IN = ("name", "capital", "city")


def in_land(scene: Scene, act: Acting) -> Doer | None:
    """'Eleven people were arrested': a clause of its own about what only a state does to people.

    The state in whose places it happens, else the one the passage goes on telling of.
    """
    if scene.known.oblique or act.entry.action not in _IN_LAND or not _is_clause(scene, act):
        return None
    if not _are_several(scene, act) or is_private(scene, act):
        return None
    word = scene.sentence.words[act.start]
    if act.entry.action == "detain" and word not in scene.known.seizing | scene.known.holding:
        return None
    if act.entry.action == "release" and not _are_prisoners(scene, act):
        return None
    found = _place_of(scene, act) or last_state(scene, act) or set_in(scene, act.start, act.end, act)
    return None if found and word in scene.known.holding and ways.has_camps(found.codes) else found


def _are_several(scene: Scene, act: Acting) -> bool:
    """Whether a passive tells of more than one person: what is done to one is mostly an act on a named person."""
    words, language = scene.sentence.words, scene.language
    low = max(hard_start(scene.sentence, act.start), act.start - _BESIDE)
    near = words[low : act.start]
    nouns = [language.nouns[word] for word in near if word in language.nouns]
    if nouns:
        return nouns[-1].plural
    counted = {figure.start for figure in scene.figures}
    return any(scene.sentence.offsets(at, at + 1)[0] in counted for at in range(low, act.start)) or any(
        word in scene.known.counting for word in near
    )


def _place_of(scene: Scene, act: Acting) -> Doer | None:
    """The state in whose place the sentence says that something was done: 'in Norway', 'near Oslo'."""
    language = scene.language
    found = {
        country: match
        for match in names_in(scene.sentence, language)
        if language.has("place_prep", scene.sentence.word(match.start - 1))
        for name in match.entry[:1]
        if name.kind in _FOUND_IN and (country := country_of(name.code))
    }
    if len(found) != 1:
        return None
    ((code, match),) = found.items()
    return Doer((code,), match.start, match.end, max(0, act.start - 6), inferred=True)


def of_passage(scene: Scene, act: Acting) -> Doer | None:
    """An act of a state told without its subject, where verbs need none: the state the passage is set in.

    Where those concerned are counted, the state they are in, of those taken back the state they are from.
    """
    if not scene.known.impersonal or act.entry.action not in _OF_STATES or is_private(scene, act):
        return None
    if act.entry.action == "release" and not _are_prisoners(scene, act):
        return None
    if act.entry.action == "detain" and "hostages" in _groups(scene, act):
        return None
    if act.entry.action == "rehabilitate":
        actors = {actor: span for action, actor, span in scene.before if action in TAKING_BACK}
        codes, span = next(iter(actors.items()), ((), None))
        return Doer(codes, act.start, act.end, max(0, act.start - 6), span, inferred=True) if len(actors) == 1 else None
    back = act.entry.action in CONCERNED
    if back and (known := continued(scene, act) or ways.homeland(scene, act)):
        return known
    for figure in scene.figures:
        codes = figure.origin if back else figure.place
        states = tuple(dict.fromkeys(filter(None, map(country_of, codes))))
        if len(states) == 1:
            return Doer(states, act.start, act.end, max(0, act.start - 6), inferred=True, named=figure.sentence)
    return last_state(scene, act) or set_in(scene, act.start, act.end, act)


def continued(scene: Scene, act: Acting) -> Doer | None:
    """A passive that goes on telling of those brought home: 'Twelve more were flown home', 'the men were tried'."""
    leading = act.entry.frame == "t" and scene.language.has("to", scene.sentence.word(act.end))
    if act.entry.action not in TAKING_BACK and not _goes_on(scene, act):
        return None
    actors = {actor: span for action, actor, span in scene.before if action in TAKING_BACK}
    if leading or len(actors) != 1:
        return None
    ((actor, span),) = actors.items()
    return Doer(actor, act.start, act.end, max(0, act.start - 6), span, inferred=True)


def _goes_on(scene: Scene, act: Acting) -> bool:
    """'The men were put on trial': a clause of its own about those brought home, not 'women who had been held'."""
    words, language = scene.sentence.words, scene.language
    lead = words[max(0, act.start - _CHAIN) : act.start]
    new = act.entry.action == "prosecute" or act.end - act.start > 1
    return (
        act.entry.action in _AFTER_RETURN
        and new
        and language.meets("be", lead[-3:])
        and not language.meets("relative", lead)
    )


def again(scene: Scene, act: Acting) -> Doer | None:
    """'Another twenty were arrested': an act that one actor was just said to do."""
    actors = {actor: span for action, actor, span in scene.before if action == act.entry.action}
    if len(actors) != 1 or act.entry.action not in _OF_STATES_AGAIN or not _is_clause(scene, act):
        return None
    ((actor, span),) = actors.items()
    return Doer(actor, act.start, act.end, max(0, act.start - 6), span, inferred=True)


def concerned(scene: Scene, act: Acting) -> Doer | None:
    """A passive without 'by': the state whose people are brought home, where a figure beside it says so."""
    if act.entry.action not in CONCERNED:
        return None
    for figure in scene.figures:
        states = tuple(code for code in figure.origin if len(code) == 3 and code.isupper())
        if states:
            return Doer(states[:1], act.start, act.end, max(0, act.start - 4), inferred=True, named=figure.sentence)
    return None


def addressed(scene: Scene, act: Acting) -> Doer | None:
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


def is_of_state(scene: Scene, act: Acting) -> bool:
    """'Twelve women will be repatriated': a clause of its own about an act that a state tells of itself."""
    told = act.entry.action in _BY_STATES and act.entry.frame == "v" and not scene.known.oblique
    return told and _is_clause(scene, act)


def _is_clause(scene: Scene, act: Acting) -> bool:
    """Whether a passive has a clause of its own: neither 'women who were tried' nor 'to be tried'."""
    words, language = scene.sentence.words, scene.language
    lead = words[max(0, act.start - _CHAIN) : act.start]
    if scene.known.oblique:
        return not language.meets("relative", lead)
    purpose = any(language.has("to", one) and language.has("be", two) for one, two in pairwise(lead))
    return language.meets("be", lead[-3:]) and not purpose and not _is_relative(scene, act)


def _is_relative(scene: Scene, act: Acting) -> bool:
    """Whether the act is told of people in passing: 'men who were tried', but not 'it said that men were tried'."""
    words, language = scene.sentence.words, scene.language
    return any(
        language.has("relative", words[at])
        and not (words[at] in scene.known.openers and words[at - 1] not in language.nouns)
        for at in range(max(1, act.start - _CHAIN), act.start)
    )


def is_held(scene: Scene, act: Acting) -> bool:
    """'A repatriation of 35 children took place': the act of a state that the passage goes on telling of."""
    words = scene.sentence.words[act.end : act.end + _LONGEST]
    own = act.entry.action in _BY_STATES and not scene.known.oblique
    return own and any(word in scene.known.carry for word in words)


def is_led(scene: Scene, act: Acting) -> bool:
    """'The evacuation of 300 people began': a word right beside the noun says how far the act has gone."""
    return any(0 <= act.start - cue.end <= 1 or 0 <= cue.start - act.end <= _BESIDE for cue in scene.stages)


def _are_prisoners(scene: Scene, act: Acting) -> bool:
    """Whether those let go are called prisoners: hostages are let go by others than states."""
    groups = _groups(scene, act)
    return "prisoners" in groups and "hostages" not in groups


def _groups(scene: Scene, act: Acting) -> set[str]:
    """Codes of the groups named near an act."""
    near = scene.sentence.words[max(0, act.start - _BESIDE) : act.end + _BESIDE]
    return {noun.group for word in near if (noun := scene.language.nouns.get(word))}


def is_private(scene: Scene, act: Acting) -> bool:
    """Whether the subject in front of the act is somebody known to decide nothing for a state."""
    low = hard_start(scene.sentence, act.start)
    words = scene.sentence.words
    before = [one for one in scene.subjects if low <= one.start and one.end <= act.start]
    before = [one for one in before if not _is_closed(scene, one, act)]
    return bool(before) and words[before[-1].start] in scene.known.private


def _is_closed(scene: Scene, subject: Subject, act: Acting) -> bool:
    """'Those who ask for refuge, will be deported': the clause of 'who' ends before the act."""
    words = scene.sentence.words
    return scene.language.has("who", words[subject.start]) and "," in words[subject.end : act.start]
