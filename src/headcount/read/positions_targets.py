"""Those an act concerns: its object, the subject of a passive, and whether they are people and whose."""

from __future__ import annotations

from dataclasses import replace

from headcount.languages import Language
from headcount.read.names import names_in
from headcount.read.positions_phrases import is_state
from headcount.read.positions_scene import NOMINAL, Acting, Scene, passive
from headcount.read.positions_stages import Told

_WALLS = frozenset(',;:.()"—')
_TARGET = 10
_OF_CLAIMS = frozenset(("accept", "release"))
_VERB_AND_LINK = 2
"""Tokens before the noun of an act in 'помочь с возвращением'."""
_FREE_TARGET = frozenset(
    (
        "military_operation",
        "strip_citizenship",
        "prepare_documents",
        "ban_entry",
        "reprisal",
        "allow_departure",
        "take_children_only",
    )
)
"""Acts whose target need not be named in the words beside them."""
_OF_PLACES = frozenset(("guard", "rehabilitate"))
"""Acts on camps or by programmes for people."""


def target_of(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """The words for those concerned: behind the verb, inside it, or before it in a passive."""
    words, language = scene.sentence.words, scene.language
    noun = words[act.end - 1] in language.nouns
    inner = act.start + 1, act.end - (0 if noun else 1)
    asked = act.entry.action == "request_return" and names_people(scene, (act.end, min(len(words), act.end + 4)))
    if act.end - act.start > 2 and not asked and names_people(scene, inner):
        return inner
    if passive(scene, act):
        return _before(scene, act)
    start = act.end + (words[act.start - 1 : act.start] == words[act.end : act.end + 1] == ['"'])
    end, reach = start, min(len(words), act.end + _TARGET)
    while end < reach and words[end] not in _WALLS and not language.has("target_end", words[end]):
        end += 1
    return (start, end) if end > start else None


def other_side(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """Those concerned on the other side of the verb, in languages whose nouns have cases."""
    behind = _behind(scene, act)
    for side in (_before(scene, act), (act.end, behind) if behind > act.end else None):
        if side and (names_people(scene, side) or _counts(scene, side)):
            return side
    return None


def _behind(scene: Scene, act: Acting) -> int:
    """The end of the words behind an act that may name those concerned."""
    behind, words = act.end, scene.sentence.words
    while behind < min(len(words), act.end + _TARGET) and words[behind] not in _WALLS:
        behind += 1
    return behind


def _before(scene: Scene, act: Acting) -> tuple[int, int] | None:
    """The subject of a passive, without its auxiliaries."""
    words, language = scene.sentence.words, scene.language
    end = act.start
    while end and language.one_of(("be", "have", "modal", "adverb", "negation"), words[end - 1]):
        end -= 1
    if end and words[end - 1] == '"':
        end -= 1
    if end and words[end - 1] == ",":
        end = next((at for at in range(end - 2, max(0, end - 2 - _TARGET), -1) if words[at] == ","), end)
    start = end
    closed = scene.known.openers | scene.known.clauses
    while start and start > end - _TARGET and words[start - 1] not in _WALLS and words[start - 1] not in closed:
        start -= 1
    while start < end and language.one_of(("prep", "relative", "conj"), words[start]):
        start += 1
    return (start, end) if start < end else None


def is_of_people(scene: Scene, act: Acting, target: tuple[int, int] | None) -> bool:
    """Whether the act concerns people: its target names some, or the act can concern nothing else."""
    if act.entry.action == "refuse_return" and act.entry.frame == "p":
        return target is not None and names_people(scene, target)
    if act.entry.action in _FREE_TARGET or act.entry.frame in ("p", "b") or _their_return(scene, act):
        return True
    last = scene.sentence.words[act.end - 1]
    if act.entry.action in _OF_CLAIMS and _is_of_claim(scene, act):
        return True
    if act.end - act.start > 1 and (act.entry.action in _OF_PLACES or last in scene.known.organs):
        return True
    if act.entry.frame in ("v", "i") and act.end - act.start > _VERB_AND_LINK and _is_noun_of_act(scene, last):
        return True
    if act.end - act.start > 1 and names_people(scene, (act.start + 1, act.end)):
        return True
    if target is None or (act.entry.frame == "t" and _is_way(scene, act, target)):
        return False
    head = head_of(scene, act, target)
    counted = _counts(scene, target if scene.known.oblique else head)
    return counted or names_people(scene, head)


def of_aliens(scene: Scene, act: Acting, told: Told | None, target: tuple[int, int] | None) -> Told | None:
    """Sending home people of another state is deporting them, and not taking them in is no refusal of a return.

    What a force brings home it brings to safety.
    """
    if told is None or not all(map(is_state, told.doer.codes)):
        return None if told is not None and act.entry.frame == "s" else told
    if act.entry.frame == "s":
        sent = (act.start, _behind(scene, act)) if not passive(scene, act) else target
        return told if sent is not None and _are_foreign(scene, act, told, sent) else None
    if told.action == "refuse_return" and act.entry.action == "accept":
        foreign = _is_of_claim(scene, act) or (target is not None and _are_foreign(scene, act, told, target))
        return replace(told, action="accept") if foreign else told
    if target is None or act.entry.action != "repatriate":
        return told
    if told.action == "refuse_return":
        return replace(told, action="deport") if _are_foreign(scene, act, told, target) else told
    words = scene.sentence.words
    if told.action != "repatriate":
        return told
    if act.entry.frame == "t" and _is_abroad(scene, act, told):
        return replace(told, action="deport")
    if any(word in scene.known.forces for word in words[told.doer.start : told.doer.end + 2]):
        return replace(told, action="evacuate")
    own = any(_concerns(word, scene.language) for word in words[target[0] : target[1]])
    if act.entry.frame != "t" or own or not _are_foreign(scene, act, told, target):
        return told
    return replace(told, action="deport")


def _is_abroad(scene: Scene, act: Acting, told: Told) -> bool:
    """'intercepted a boat and returned them to Libya': where they are brought is another state than the one acting."""
    if scene.known.oblique or passive(scene, act):
        return False
    for match in names_in(scene.sentence, scene.language, act.end, _behind(scene, act)):
        if scene.language.has("to", scene.sentence.word(match.start - 1)):
            codes = {name.code for name in match.entry if name.kind in ("name", "capital") and is_state(name.code)}
            return bool(codes) and not codes & set(told.doer.codes)
    return False


def _are_foreign(scene: Scene, act: Acting, told: Told, target: tuple[int, int]) -> bool:
    """Whether those concerned are told as people of another state, or as people without one of their own here."""
    head = target if act.entry.frame == "s" else head_of(scene, act, target)
    nations = {
        name.code
        for match in names_in(scene.sentence, scene.language, *head)
        for name in match.entry[:1]
        if name.kind in ("adjective", "demonym") and is_state(name.code)
    }
    if nations & set(told.doer.codes):
        return False
    return bool(nations) or any(word in scene.known.aliens for word in scene.sentence.words[target[0] : target[1]])


def _counts(scene: Scene, target: tuple[int, int]) -> bool:
    """'holds 10,200': a figure about people that names nobody."""
    low, high = scene.sentence.offsets(*target)
    return any(low <= figure.start < high for figure in scene.figures)


def _is_way(scene: Scene, act: Acting, target: tuple[int, int]) -> bool:
    """'returned to the camp': a way where the object of the verb would stand."""
    language, words = scene.language, scene.sentence.words
    hedged = language.hedges.at(words, target[0]) is not None
    return target[0] == act.end and language.has("prep", words[target[0]]) and not hedged


def _is_of_claim(scene: Scene, act: Acting) -> bool:
    """'granted asylum', 'let the ship dock': given to nobody but people."""
    return any(word in scene.known.claims for word in scene.sentence.words[act.start : act.end])


def _is_noun_of_act(scene: Scene, word: str) -> bool:
    return any(not steps and entry.frame in NOMINAL for steps, entry in scene.language.acts.table.get(word, ()))


def _their_return(scene: Scene, act: Acting) -> bool:
    """'assist their return': whose return it is stands inside the act."""
    words, language = scene.sentence.words, scene.language
    nominal = any(entry.frame in NOMINAL for _, entry in language.acts.table.get(words[act.end - 1], ()))
    return nominal and language.meets("concerned", words[act.start + 1 : act.end - 1])


def head_of(scene: Scene, act: Acting, target: tuple[int, int]) -> tuple[int, int]:
    """The object without what hangs on it: of 'a summary of acts by rebels' 'a summary', of 'dozens of men' all."""
    words, language = scene.sentence.words, scene.language
    if target[0] < act.end or act.entry.action in _OF_PLACES:
        return target
    hedge = language.hedges.at(words, target[0])
    for at in range(max(target[0] + 1, hedge.end if hedge else 0), target[1]):
        before = words[at - 1]
        through = language.has("of", words[at]) and (
            before in scene.known.counting
            or before in language.numbers
            or before in language.vague.table
            or before[0].isdecimal()
        )
        if language.has("prep", words[at]) and not through and not language.has("prep", before):
            return target[0], at
    return target


def names_people(scene: Scene, target: tuple[int, int]) -> bool:
    language = scene.language
    vague = scene.known.nobody | scene.known.anybody | scene.known.aliens
    inside = [word for word in scene.sentence.words[target[0] : target[1]] if not language.has("data", word)]
    if any(word in language.nouns or word in vague or _concerns(word, language) for word in inside):
        return True
    names = names_in(scene.sentence, language, *target)
    return any(name.kind == "demonym" for match in names for name in match.entry)


def _concerns(word: str, language: Language) -> bool:
    """'them', 'nationals'; 'its' alone may be of anything."""
    return language.has("concerned", word) and not language.has("det", word)
