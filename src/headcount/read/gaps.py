"""Gapping: 'Kosovo repatriated 74, France 17 and Sweden 7', '28 died in the north and five in the south'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headcount.languages import Language
from headcount.read.codes import Codes, code_for, names_from
from headcount.read.draft import Draft
from headcount.read.mentions import Mention
from headcount.read.names import names_in
from headcount.read.periods import Found
from headcount.read.sentences import Sentence

_HOSTED = frozenset(("sheltered", "relocated", "detained", "in_camp"))
"""Statuses in which the state named is where they are."""
_LEFT = frozenset(("repatriated", "returned", "evacuated", "released"))
"""Statuses of those who are counted at the place they left."""
_STATES = ("name",)
_PLACES = ("name", "city", "capital")


def gapped(
    sentence: Sentence, mention: Mention, before: Draft, dates: Sequence[Found], language: Language
) -> Draft | None:
    """``before`` said again of another number with a name or a date of its own, or ``None``."""
    own = next((date for date in dates if date.start == mention.number.end + 1), before.date)
    found = _said_again(sentence, mention, before, language)
    return replace(found, date=own) if found else None


def _said_again(sentence: Sentence, mention: Mention, before: Draft, language: Language) -> Draft | None:
    if mention.head.kind not in ("none", "other") or mention.number.kind not in ("count", "percent"):
        return None
    words, end = sentence.words, mention.number.end
    end += end + 1 < len(words) and language.has("copula_sign", words[end])
    after = words[end] if end < len(words) else "."
    if end > mention.number.end and (name := names_from(sentence, end, language, _STATES, slack=0)):
        return _again(before, mention, origin=name) if name.start == end else None
    if language.has("closing", after) and (name := _ahead(sentence, mention, language)):
        if before.status is not None and before.status.code in _HOSTED:
            return _again(before, mention, place=name)
        return _again(before, mention, origin=name)
    if (
        language.has("direction_prep", after)
        and (name := names_from(sentence, end + 1, language, _STATES))
        and name.start <= end + 2 + language.has("states", sentence.word(end + 1))
    ):
        left = before.status is not None and before.status.code in _LEFT and language.has("from", after)
        return _again(before, mention, place=name) if left else _again(before, mention, origin=name)
    listed = mention.start > 0 and language.has("list_join", words[mention.start - 1])
    if listed and mention.head.kind == "none" and language.has("list_place", after):
        places = names_from(sentence, end + 1, language, _PLACES) if language.has("in", after) else None
        return _again(before, mention, place=places if places and places.start <= end + 4 else None)
    if (
        language.has("in", after)
        and mention.head.kind == "none"
        and (name := names_from(sentence, end + 1, language, _PLACES))
    ):
        return _again(before, mention, place=name) if name.start <= end + 4 else None
    return None


def _ahead(sentence: Sentence, mention: Mention, language: Language) -> Codes | None:
    """The name of a state right before the number."""
    start = mention.start - (sentence.word(mention.start - 1) == ",")
    found = names_in(sentence, language, max(0, start - 4), start)
    if (
        not found
        or found[-1].end != start
        or (found[-1].start and not language.has("name_lead", sentence.words[found[-1].start - 1]))
    ):
        return None
    code = code_for(found[-1], _STATES)
    return Codes((code,), found[-1].start, found[-1].end) if code else None


def _again(before: Draft, mention: Mention, *, origin: Codes | None = None, place: Codes | None = None) -> Draft:
    return replace(
        before,
        mention=mention,
        last=mention.number.end,
        origin=origin or before.origin,
        place=place or before.place,
        holder=before.holder,
        relation=None,
        generic=False,
    )
