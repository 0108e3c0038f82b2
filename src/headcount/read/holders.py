"""Who holds the people of a figure: 'by' a body behind a verb of custody, or its subject."""

from __future__ import annotations

from headcount import codelists
from headcount.languages import Language
from headcount.languages.pack import Name
from headcount.languages.phrases import Match
from headcount.read.codes import Codes
from headcount.read.mentions import Mention
from headcount.read.names import is_oblique, names_in
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_HELD = frozenset(("detained", "in_camp", "abducted"))
_KINDS = ("body", "name", "leader", "capital", "adjective")
_REACH = 9
_WALLS = frozenset(("(", ")", ";", ":", "—"))


def holder_of(sentence: Sentence, status: Status | None, mention: Mention, language: Language) -> Codes | None:
    """The body or state that holds the people, where the sentence says so."""
    if status is None or status.code not in _HELD:
        return None
    if status.start >= mention.end:
        return _by(sentence, status, language)
    if status.start < mention.start and status.frame in ("o", "p", "b"):
        return _subject(sentence, status, language)
    return None


def _code(match: Match[tuple[Name, ...]]) -> str | None:
    """The code of a reading that can hold people: a state or a body."""
    for name in match.entry:
        place = codelists.table("places").get(name.code)
        if name.kind in _KINDS and (name.code in codelists.table("bodies") or (place and place.kind == "country")):
            return name.code
    return None


def _by(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """'held by the Kurdish administration', 'in the custody of Iraq'."""
    words = sentence.words
    for at in range(status.end - 1, min(len(words) - 1, status.end + _REACH)):
        if language.has("holder_prep", words[at]):
            found = names_in(sentence, language, at + 1, min(len(words), at + 6))
            if found and found[0].start <= at + 3 and (code := _code(found[0])):
                return Codes((code,), found[0].start, found[0].end)
        if words[at] in ".;,":
            return None
    return None


def _is_counted(sentence: Sentence, start: int, language: Language) -> bool:
    """Whether a number stands right before the name at ``start``: '130 Swedes' hold nobody."""
    before = sentence.word(start - 1)
    return before[:1].isdecimal() or before in language.numbers


def _subject(sentence: Sentence, status: Status, language: Language) -> Codes | None:
    """'the Syrian Democratic Forces hold', 'Iraq has put ... in jail'."""
    words = sentence.words
    for match in reversed(names_in(sentence, language, max(0, status.start - _REACH), status.start)):
        between = words[match.end : status.start]
        governed = match.start and (
            language.has("prep", words[match.start - 1])
            or (language.has("the", words[match.start - 1]) and language.has("prep", sentence.word(match.start - 2)))
        )
        told = bool(language.words["of_case"]) and language.has("data", sentence.word(match.start - 1))
        governed = governed or told or is_oblique(sentence, match.start, match.end, language)
        dateline = between[:2] == ["-", "-"]
        fits = not governed and not dateline and not _is_counted(sentence, match.start, language)
        if fits and not _WALLS & set(between) and (code := _code(match)):
            return Codes((code,), match.start, match.end)
    return None
