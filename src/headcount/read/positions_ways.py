"""Who acts, told by where people go: 'deported from Norway', 'were returned to Norway', 'handed to a Danish envoy'."""

from __future__ import annotations

from headcount import codelists
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.names import names_in
from headcount.read.positions_phrases import country_of, is_state
from headcount.read.positions_scene import Acting, Doer, Scene, hard_start

_REACH = 14
_NEAR = 6
_OPENING = 4
"""Tokens in which a clause says where it is set."""
_SENDING = frozenset(("deport", "extradite"))
_RECEIVING = frozenset(("repatriate", "refuse_return"))
_RECEIVED = frozenset(("repatriate", "evacuate", "refuse_return"))
_KEEPING = frozenset(("release", "detain"))
_TRIED_OR_HOUSED = frozenset(("prosecute", "accept"))
_TOLD_WHERE = frozenset(("prosecute", "detain", "release"))
_CAMPS = ("camp", "prison")
_KINDS = ("name", "capital", "adjective")
_STATE = 3
"""Letters of the code of a state; parts of states have longer ones."""


def sender(scene: Scene, act: Acting) -> Doer | None:
    """The state people are sent away from."""
    return _along(scene, act, "from") if act.entry.action in _SENDING else None


def receiver(scene: Scene, act: Acting) -> Doer | None:
    """The state people are brought home to."""
    received = _RECEIVED if scene.known.oblique else _RECEIVING
    return _along(scene, act, "to") if act.entry.action in received else None


def keeper(scene: Scene, act: Acting) -> Doer | None:
    """The state in whose prisons people are held or from whose they are let go: 'held in Norwegian jails'."""
    if act.entry.action not in _KEEPING:
        return None
    words, language = scene.sentence.words, scene.language
    for match in names_in(scene.sentence, language, max(0, act.start - _REACH), min(len(words), act.end + _REACH)):
        code = next((name.code for name in match.entry if name.kind == "adjective" and is_state(name.code)), None)
        if code and language.has("prison", _singular(scene, match.end)):
            return Doer((code,), match.start, match.end, max(0, act.start - 6), inferred=True)
    return None


def _singular(scene: Scene, at: int) -> str:
    """The token at ``at`` without the ending of a plural."""
    word, language = scene.sentence.word(at), scene.language
    ending = next((end for end in language.words["plural_ending"] if end and word.endswith(end)), "")
    return word[: -len(ending)] if ending else word


def entered(scene: Scene, act: Acting) -> Doer | None:
    """The state that a ban keeps people out of: 'a ban on entry to Norway'."""
    if act.entry.action != "ban_entry":
        return None
    return _along(scene, act, "to") or (None if scene.known.oblique else _along(scene, act, "in"))


def at_home(scene: Scene, act: Acting) -> Doer | None:
    """'In Norway they are ready to take in': the state where a clause without a subject begins."""
    low = hard_start(scene.sentence, act.start)
    for match in names_in(scene.sentence, scene.language, low + 1, min(act.start, low + _OPENING)):
        code = _state(match)
        led = scene.language.has("in", scene.sentence.words[match.start - 1])
        if code and led and any(word in scene.known.staying for word in scene.sentence.words[match.start : match.end]):
            return Doer((code,), match.start, match.end, match.end, inferred=True)
    return None


def homeland(scene: Scene, act: Acting) -> Doer | None:
    """The state whose people are taken back: 'a group of Norwegians was brought home'."""
    words = scene.sentence.words
    low = max(hard_start(scene.sentence, act.start), act.start - _NEAR)
    for match in names_in(scene.sentence, scene.language, low, min(len(words), act.end + _NEAR)):
        code = next((name.code for name in match.entry if name.kind == "demonym" and is_state(name.code)), None)
        if code:
            return Doer((code,), match.start, match.end, max(0, act.start - 6), inferred=True)
    return None


def stripper(scene: Scene, act: Acting) -> Doer | None:
    """The state whose citizenship people lose: 'stripped of her Norwegian citizenship'."""
    if act.entry.action != "strip_citizenship":
        return None
    for match in names_in(scene.sentence, scene.language, max(0, act.start - 2), act.end):
        code = next((n.code for n in match.entry if n.kind in ("adjective", "name") and is_state(n.code)), None)
        if (code and match.end == act.end - 1) or (code and act.entry.frame == "p" and match.end == act.start):
            return Doer((code,), match.start, match.end, max(0, act.start - 6), inferred=True)
    return None


def within(scene: Scene, act: Acting) -> Doer | None:
    """The state in which people were tried, 'sentenced to death in Norway'; with cases also where they were seized."""
    word = scene.sentence.words[act.start]
    seized = word in scene.known.seizing | scene.known.holding
    told = _TOLD_WHERE if scene.known.oblique or seized else _TRIED_OR_HOUSED
    found = _along(scene, act, "in") if act.entry.action in told else None
    return None if found and word in scene.known.holding and has_camps(found.codes) else found


def has_camps(codes: tuple[str, ...]) -> bool:
    """Whether camps or prisons of their own are known in a land, so that it need not be its state that holds."""
    rows = codelists.table("places").values()
    return any(row.kind in _CAMPS and country_of(row.code) in codes for row in rows)


def _along(scene: Scene, act: Acting, way: str) -> Doer | None:
    """The state behind the first preposition of class ``way`` after the act, in the same clause."""
    words, language = scene.sentence.words, scene.language
    first = act.start if act.entry.frame == "p" else act.end
    first = max(0, act.start - _REACH) if scene.known.oblique else first
    for match in names_in(scene.sentence, language, first, min(len(words), act.end + _REACH)):
        if way == "to" and any(word in scene.known.staying for word in words[match.start : match.end]):
            continue
        if way == "in" and not _says_where(scene, match, act):
            continue
        lead = match.start - 1
        while lead > first and (language.has("det", words[lead]) or language.has("direction", words[lead])):
            lead -= 1
        code = _state(match)
        same = hard_start(scene.sentence, max(match.start, act.start)) <= min(match.start, act.end)
        if code and same and language.has(way, words[lead]):
            return Doer((code,), match.start, match.end, max(0, act.start - 6), inferred=True)
    return None


def _says_where(scene: Scene, match: Match[tuple[Name, ...]], act: Acting) -> bool:
    """Whether a name is that of a state in a form that says where somebody is."""
    inessive = scene.known.staying
    form = not inessive or any(word in inessive for word in scene.sentence.words[match.start : match.end])
    kinds = ("name", "capital") if act.entry.action in _KEEPING else ("name",)
    return form and any(name.kind in kinds for name in match.entry)


def _state(match: Match[tuple[Name, ...]]) -> str | None:
    names = (name.code for kind in _KINDS for name in match.entry if name.kind == kind)
    return next((code for code in names if len(code) == _STATE and is_state(code)), None)
