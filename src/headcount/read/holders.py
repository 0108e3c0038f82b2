"""Who holds the people of a figure: 'by' a body behind a verb of custody, or its subject."""

from __future__ import annotations

from headcount.languages import Language
from headcount.read.mentions import Mention
from headcount.read.names import names_in
from headcount.read.origins import Codes
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_HELD = frozenset(("detained", "in_camp", "abducted", "prosecuted", "convicted"))
_KINDS = ("body", "name", "leader", "capital")
_REACH = 9


def holder_of(sentence: Sentence, status: Status | None, mention: Mention, language: Language) -> Codes | None:
    """The body or state that holds the people, where the sentence says so."""
    if status is None or status.code not in _HELD:
        return None
    if status.start >= mention.end:
        return _by(sentence, status.end, language)
    if status.end <= mention.start and status.frame in ("o", "p"):
        return _last(sentence, max(0, status.start - _REACH), status.start, language)
    return None


def _by(sentence: Sentence, start: int, language: Language) -> Codes | None:
    words = sentence.words
    for at in range(start, min(len(words), start + _REACH)):
        if words[at] in ("by", "of"):
            found = names_in(sentence, language, at + 1, min(len(words), at + 6))
            code = next((name.code for match in found[:1] for name in match.entry if name.kind in _KINDS), None)
            if code and found[0].start <= at + 3:
                return Codes((code,), found[0].start, found[0].end, 0.9)
        if words[at] in ".;,":
            return None
    return None


def _last(sentence: Sentence, start: int, end: int, language: Language) -> Codes | None:
    for match in reversed(names_in(sentence, language, start, end)):
        code = next((name.code for name in match.entry if name.kind in _KINDS), None)
        if code:
            return Codes((code,), match.start, match.end, 0.8)
    return None
