"""Movements: what 'from' means behind a verb of bringing home, and whose people a state brings home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headcount import codelists
from headcount.languages import Language
from headcount.read.mentions import Mention
from headcount.read.names import names_in
from headcount.read.origins import Codes, code_for, names_from
from headcount.read.sentences import Sentence
from headcount.read.sources import Source
from headcount.read.statuses import Status

_MOVING = frozenset(
    ("repatriated", "returned", "evacuated", "relocated", "deported", "released", "escaped", "fled", "displaced")
)
_HOSTED = frozenset(
    ("sheltered", "detained", "in_camp", "deported", "convicted", "prosecuted", "relocated", "released")
)
"""Statuses of people who are in the country of those who do it."""
_GOING = frozenset(("travelled", "fled"))
_HOME = frozenset(("repatriated", "returned"))
_ARRIVALS = (("borne", "repatriated"), ("arriving", "returned"))
"""Classes of verbs with the status of people whom they bring to where they are at home."""
_PLACES = ("name", "city", "capital")
_CARRIED = 9
_OWNED = 5
_STATES = ("name", "leader", "capital")
_REACH = 10


def directed(
    sentence: Sentence,
    mention: Mention,
    status: Status | None,
    origin: Codes | None,
    place: Codes | None,
    source: Source | None,
    language: Language,
) -> tuple[Codes | None, Codes | None]:
    """Origin and place once the movement is known: who is brought home *from* a place does not come from it."""
    if status is None:
        return origin, place
    if place is None and status.code in _HOSTED:
        place = _land(sentence, mention, status, language)
    if origin is None and status.code == "travelled":
        origin = _home_left(sentence, status, language) or _from_in_front(sentence, mention, language)
    if place is None and status.code in _GOING:
        place = _towards(sentence, status, mention, language)
    if status.code not in _MOVING:
        return origin, place
    active = status.end <= mention.start
    home = _home(sentence, mention, language) if status.code in _HOME else None
    if active and origin is not None and _is_from(sentence, mention, origin, language):
        origin, place = (origin, None) if home and home.codes == origin.codes else (home, origin)
    origin = origin or home
    if origin is None and status.code in _HOME and active:
        origin = _subject(sentence, status, language)
    if (
        origin is None
        and language.has("citizen_lemma", mention.head.lemma)
        and source is not None
        and _is_state(source.code)
    ):
        assert source.code is not None
        origin = Codes((source.code,), source.start, source.end, 0.7)
    if place is None and status.start >= mention.end:
        place = _away(sentence, status, language)
    return origin, place


def _land(sentence: Sentence, mention: Mention, status: Status, language: Language) -> Codes | None:
    """'Lebanon shelters', "Libya's coast guard has put ... in detention", 'Belarus has 1,500 political prisoners'."""
    if status.frame in ("noun", "h"):
        return _owner(sentence, mention, language)
    if status.start >= mention.start:
        return None
    if found := _subject(sentence, status, language):
        return found
    for match in names_in(sentence, language, max(0, status.start - _REACH), status.start):
        gap = sentence.words[match.end : status.start]
        code = code_for(match, ("name",))
        plain = not any(sign in gap for sign in (",", ";", ":", "(", "-"))
        if code and gap[:1] == ["'s"] and len(gap) <= _OWNED and plain:
            return Codes((code,), match.start, match.end, 0.7)
    return None


def _owner(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """The state in front of a plain 'has'."""
    words = sentence.words
    at = mention.start - 1
    if at < 1 or not language.has("have", words[at]):
        return None
    found = names_in(sentence, language, max(0, at - 3), at)
    if not found or found[-1].end != at:
        return None
    code = code_for(found[-1], ("name",))
    return Codes((code,), found[-1].start, found[-1].end, 0.7) if code else None


def _home_left(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """'5,000 people left Central Asia': those who joined were at home there."""
    if status.end >= len(sentence.words) or not language.has("leaving", sentence.words[status.end - 1]):
        return None
    found = names_from(sentence, status.end, language, ("name",), slack=1)
    return replace(found, confidence=0.7) if found and found.start <= status.end + 1 else None


def _from_in_front(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'From the European Union 5,000 went', 'For Belgium the study counts 400 who left'."""
    if not (language.has("from", sentence.words[0]) or language.has("on_for", sentence.words[0])):
        return None
    found = names_from(sentence, 1, language, ("name", "body"), slack=1)
    return replace(found, confidence=0.7) if found and found.end <= mention.start else None


def way_home(sentence: Sentence, mention: Mention, language: Language) -> Iterator[tuple[Status, Codes]]:
    """Verbs that bring people somewhere, near ``mention``, each as the status it is if that place is their home."""
    words = sentence.words
    low, high = max(0, mention.start - _CARRIED), min(len(words) - 1, mention.end + _CARRIED)
    for at in range(low, high):
        code = next((code for kind, code in _ARRIVALS if language.has(kind, words[at])), None)
        if code is None or (mention.start <= at < mention.end):
            continue
        for to in range(at + 1, min(len(words) - 1, max(at, mention.end) + _CARRIED)):
            if words[to] in ";.":
                break
            found = names_from(sentence, to + 1, language, _PLACES) if language.has("homeward", words[to]) else None
            if found and found.start <= to + 3:
                yield Status(code, at, at + 1, 4.0, "way", measure="flow"), found


def _is_from(sentence: Sentence, mention: Mention, origin: Codes, language: Language) -> bool:
    """Whether ``origin`` stands behind the noun and its 'from', which is then the way and not the home."""
    between = sentence.words[mention.head.end : origin.start]
    return any(language.has("from", word) for word in between)


def _towards(sentence: Sentence, status: Status, mention: Mention, language: Language) -> Codes | None:
    """'travelled to Syria and Iraq', 'crossed into Bangladesh'."""
    words = sentence.words
    for at in range(max(status.start, mention.end), min(len(words) - 1, status.end + 3)):
        if language.has("to", words[at]):
            found = names_from(sentence, at + 1, language, ("name", "city", "capital"))
            if found and found.start <= at + 3:
                return found
    return None


def _away(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """'sent home from Mexico', 'out of Ukraine': where they were."""
    words = sentence.words
    for at in range(status.end - 1, min(len(words) - 1, status.end + 4)):
        if language.has("from", words[at]) or (language.has("of", words[at]) and language.has("out", words[at - 1])):
            found = names_from(sentence, at + 1, language, ("name", "city", "capital"))
            return found if found and found.start <= at + 4 else None
    return None


def _home(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """The state that people are brought to: '... to Russia'."""
    words = sentence.words
    for at in range(mention.end, min(len(words) - 1, mention.end + _REACH)):
        if language.has("to", words[at]) and (found := names_in(sentence, language, at + 1, min(len(words), at + 4))):
            code = code_for(found[0], ("name",))
            if code and found[0].start <= at + 2:
                return Codes((code,), found[0].start, found[0].end, 0.75)
        if words[at] in ";.":
            return None
    return None


def _is_state(code: str | None) -> bool:
    row = codelists.table("places").get(code or "")
    return row is not None and row.kind == "country"


def _subject(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """The state in front of the verb that brings people home."""
    words = sentence.words
    for match in reversed(names_in(sentence, language, max(0, status.start - _REACH), status.start)):
        if any(name.kind == "body" for name in match.entry):
            return None
        code = code_for(match, _STATES)
        governed = match.start and words[match.start - 1] in language.words["prep"]
        if code and not governed and words[match.end : match.end + 1] != ["'s"]:
            return _listed(sentence, Codes((code,), match.start, match.end, 0.7), language)
    return None


def _listed(sentence: Sentence, last: Codes, language: Language) -> Codes:
    """``last`` with the states joined to it on its left: 'Lebanon, Jordan and Iraq host'."""
    words, at = sentence.words, last.start
    codes, start = list(last.codes), last.start
    while at > 1 and language.has("and_or", words[at - 1]):
        end = at - 1 - language.has("and_or", words[at - 2])
        before = [one for one in names_in(sentence, language, max(0, end - 4), end) if one.end == end]
        code = code_for(before[0], _STATES) if before else None
        if code is None:
            break
        codes.insert(0, code)
        at = start = before[0].start
    return replace(last, codes=tuple(dict.fromkeys(codes)), start=start)
