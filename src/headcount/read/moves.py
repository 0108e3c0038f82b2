"""Movements: what 'from' means behind a verb of bringing home, and whose people a state brings home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from headcount import codelists
from headcount.languages import Language
from headcount.read.codes import Codes, code_for, lies_in, names_from
from headcount.read.mentions import Mention
from headcount.read.names import is_oblique, names_in
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
_FLEEING = frozenset(("fled", "displaced"))
_HOME = frozenset(("repatriated", "returned"))
_ARRIVALS = (("borne", "repatriated"), ("arriving", "returned"))
"""Classes of verbs with the status of people whom they bring to where they are at home."""
_ARRIVING = tuple(kind for kind, _ in _ARRIVALS)
_PLACES = ("name", "city", "capital")
_CARRIED = 9
_OWNED = 5
_CARRYING = frozenset(("repatriated", "evacuated", "returned"))
_LEFT = 20
_LEAVING = frozenset(("repatriated", "returned", "evacuated", "deported", "relocated"))
"""Statuses of people who are counted at the place they left."""
_WAY = 14
_STOPS = frozenset(",;:.()—")
_STATES = ("name", "leader", "capital")
_REACH = 10
_AIMED = 4
"""Tokens around a verb and its figure in which the end of the way is looked for."""


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
    if origin is None and (found := _come_from(sentence, mention, status, language)):
        origin = found
        place = None if place is not None and place.start == found.start else place
    if language.words["of_case"] and (status is None or status.code in _FLEEING):
        left, reached = _by_case(sentence, mention, language)
        origin, place = origin or left, reached or place
    if status is None:
        return origin, place
    if place is None and status.code in _HOSTED:
        place = _land(sentence, mention, status, language)
    if origin is None and status.code == "travelled":
        origin = _home_left(sentence, status, language) or _from_in_front(sentence, mention, language)
    if (place is None or status.code == "fled") and status.code in _GOING:
        place = _towards(sentence, status, mention, language) or place
    if status.code == "abducted" and origin is not None and _is_from(sentence, mention, origin, language):
        return None, place or origin
    if status.code not in _MOVING:
        return origin, place
    active = status.start < mention.start
    home = _home(sentence, mention, language) if status.code in _HOME else None
    if active and origin is not None and _is_from(sentence, mention, origin, language):
        origin, place = (origin, None) if home and home.codes == origin.codes else (home, origin)
    origin = origin or home
    if origin is None and status.code in _HOME and active:
        origin = _subject(sentence, status, language)
    if origin is None and status.code == "evacuated" and active and place is not None:
        state = _subject(sentence, status, language)
        origin = state if state and not set(state.codes) & set(place.codes) and _is_state(state.codes[0]) else None
    if (
        origin is None
        and language.has("citizen_lemma", mention.head.lemma)
        and source is not None
        and _is_state(source.code)
    ):
        assert source.code is not None
        origin = Codes((source.code,), source.start, source.end)
    if place is None and status.start >= mention.end:
        place = _away(sentence, status, language)
    if place is None and language.words["of_case"]:
        place = _out_of(sentence, mention, language)
    if status.code in _LEAVING and (left := _left_behind(sentence, mention, origin, language)):
        place = left
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
        if code and language.has("possessive", sentence.word(match.end)) and len(gap) <= _OWNED and plain:
            return Codes((code,), match.start, match.end)
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
    return Codes((code,), found[-1].start, found[-1].end) if code else None


def _home_left(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """'5,000 people left Central Asia': those who joined were at home there."""
    if status.end >= len(sentence.words) or not language.has("leaving", sentence.words[status.end - 1]):
        return None
    found = names_from(sentence, status.end, language, ("name",), slack=1)
    return found if found and found.start <= status.end + 1 else None


def _from_in_front(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """'From the European Union 5,000 went', 'For Belgium the study counts 400 who left'."""
    if language.words["of_case"]:
        return _out_of(sentence, mention, language)
    if not (language.has("from", sentence.words[0]) or language.has("on_for", sentence.words[0])):
        return None
    found = names_from(sentence, 1, language, ("name", "body"), slack=1)
    return found if found and found.end <= mention.start else None


def _out_of(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """The names right behind the last 'from' in front of the figure, in its own part of the sentence."""
    words = sentence.words
    for at in range(mention.start - 1, max(-1, mention.start - _CARRIED), -1):
        if words[at] in ";.:":
            return None
        if language.has("from", words[at]):
            found = names_from(sentence, at + 1, language, ("name", "city", "capital"), slack=1)
            if found and found.end <= mention.start and found.start <= at + 2:
                return found
    return None


def way_home(sentence: Sentence, mention: Mention, language: Language) -> Iterator[tuple[Status, Codes]]:
    """Verbs that bring people somewhere, near ``mention``, each as the status it is if that place is their home."""
    words = sentence.words
    low, high = max(0, mention.start - _CARRIED), min(len(words) - 1, mention.end + _CARRIED)
    for at in range(low, high):
        if mention.start <= at < mention.end or not language.one_of(_ARRIVING, words[at]):
            continue
        code = next(code for kind, code in _ARRIVALS if language.has(kind, words[at]))
        for to in range(at + 1, min(len(words) - 1, max(at, mention.end) + _CARRIED)):
            if words[to] in ";.":
                break
            found = names_from(sentence, to + 1, language, _PLACES) if language.has("homeward", words[to]) else None
            if found and found.start <= to + 3:
                yield Status(code, at, at + 1, 4.0, "way", measure="flow"), found


def by_state(
    sentence: Sentence,
    mention: Mention,
    status: Status | None,
    origin: Codes | None,
    place: Codes | None,
    language: Language,
) -> Status | None:
    """Carried by their own state they were brought home, by another one deported."""
    if status is None or status.code not in _CARRYING or status.start >= mention.start:
        return status
    words = sentence.words[status.start : status.end]
    if not any(language.has("borne", word) or language.has("handing", word) for word in words):
        return status
    state = _subject(sentence, status, language)
    if state is None or not all(map(_is_state, state.codes)) or (place is not None and place.start == state.start):
        return status
    own = origin is None or any(lies_in(home, code) for home in origin.codes for code in state.codes)
    if own:
        return replace(status, code="repatriated") if origin or place else status
    return replace(status, code="deported") if all(map(_is_state, origin.codes if origin else ())) else status


def _come_from(sentence: Sentence, mention: Mention, status: Status | None, language: Language) -> Codes | None:
    """'have arrived in Poland from Ukraine', 'crossed from Myanmar': where those who came by themselves were."""
    if status is not None and status.code not in ("fled", "displaced"):
        return None
    words = sentence.words
    come = False
    for at in range(mention.end, min(len(words) - 1, mention.end + _WAY)):
        if words[at] in ",;.":
            return None
        come = come or language.has("coming_verb", words[at])
        if come and language.has("from", words[at]):
            found = names_from(sentence, at + 1, language, ("name",), slack=1)
            return found if found and all(map(_is_state, found.codes)) else None
    return None


def _by_case(sentence: Sentence, mention: Mention, language: Language) -> tuple[Codes | None, Codes | None]:
    """Where people left and where they came to, around the verb, in languages with cases and a free order of words.

    'Из Норвегии в Данию прибыли 40', '40 человек покинули Норвегию'.
    """
    low, high = _clause_of(sentence, mention)
    words = sentence.words
    for at in range(low, high):
        if language.has("leaving", words[at]):
            for name in names_in(sentence, language, max(low, at - 2), min(high, at + 4)):
                code = code_for(name, ("name",))
                adjoins = name.end in (at, at - 1) or name.start in (at + 1, at + 2)
                if code and adjoins and language.has("direction_form", words[name.end - 1]):
                    return Codes((code,), name.start, name.end), None
    if not any(language.has("coming_verb", word) for word in words[low:high]):
        return None, None
    left = None
    for at in range(low, high):
        if left is None and language.has("from", words[at]):
            found = names_from(sentence, at + 1, language, ("name",), slack=1)
            left = found if found and found.start <= at + 2 else None
    return left, _aimed_at(sentence, low, high, _PLACES, language)


def _clause_of(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """Tokens around a figure up to the signs that end its clause."""
    words = sentence.words
    low, high = mention.start, mention.end
    while low and mention.start - low < _WAY and words[low - 1] not in _STOPS:
        low -= 1
    while high < len(words) and high - mention.end < _WAY and words[high] not in _STOPS:
        high += 1
    return low, high


def _left_behind(sentence: Sentence, mention: Mention, origin: Codes | None, language: Language) -> Codes | None:
    """'returned to Kyrgyzstan from camps in Iraq': the place they left, wherever the clause names it."""
    words = sentence.words
    for at in range(mention.end, min(len(words) - 1, mention.end + _LEFT)):
        if words[at] in ";." or (language.has("subordinator", words[at]) and not language.has("since", words[at])):
            return None
        if language.has("from", words[at]):
            found = names_from(sentence, at + 1, language, ("name", "city", "capital"))
            if found and not (origin and origin.start < found.end and found.start < origin.end):
                same = origin is not None and set(found.codes) <= set(origin.codes)
                return None if same else found
    return None


def _is_from(sentence: Sentence, mention: Mention, origin: Codes, language: Language) -> bool:
    """Whether ``origin`` stands behind the noun and its 'from', which is then the way and not the home."""
    between = sentence.words[mention.head.end : origin.start]
    return language.meets("from", between)


def _towards(sentence: Sentence, status: Status, mention: Mention, language: Language) -> Codes | None:
    """'travelled to Syria and Iraq', 'crossed into Bangladesh'."""
    words = sentence.words
    if language.words["direction_form"]:
        low, high = min(status.start, mention.start), max(status.end, mention.end)
        return _aimed_at(sentence, max(0, low - _AIMED), high + _AIMED, _PLACES, language)
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
    if language.words["direction_form"]:
        return _aimed_at(sentence, max(0, mention.start - _REACH), mention.end + _REACH, ("name",), language)
    for at in range(mention.end, min(len(words) - 1, mention.end + _REACH)):
        if language.has("to", words[at]) and (found := names_in(sentence, language, at + 1, min(len(words), at + 4))):
            code = code_for(found[0], ("name",))
            if code and found[0].start <= at + 2:
                return Codes((code,), found[0].start, found[0].end)
        if words[at] in ";.":
            return None
    return None


def _aimed_at(sentence: Sentence, start: int, end: int, kinds: Sequence[str], language: Language) -> Codes | None:
    """The first list of names behind 'to', in a case that says the way and not the place."""
    words = sentence.words
    for at in range(start, min(len(words) - 1, end)):
        found = names_from(sentence, at + 1, language, kinds, slack=1) if language.has("to", words[at]) else None
        if found and found.start <= at + 2 and language.has("direction_form", words[found.end - 1]):
            return found
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
        governed = (match.start and words[match.start - 1] in language.words["prep"]) or is_oblique(
            sentence, match.start, match.end, language
        )
        if code and not governed and not language.has("possessive", sentence.word(match.end)):
            return _listed(sentence, Codes((code,), match.start, match.end), language)
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
