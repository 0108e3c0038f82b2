"""How far it is from a figure to a cue behind or before it: what the clauses, people and signs between them cost."""

from __future__ import annotations

from collections.abc import Sequence

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read import clausal
from headcount.read.clauses import attribute_at, attribute_end, gap_cost, is_passive
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

LIMIT = 14.0
_HELD = frozenset(("detained", "abducted"))
"""Statuses whose verbs are said of towns and regions too."""
_SUBJECT = 8.0
"""Added for a verb that has other people as its subject."""
_AGENT = 8.0
"""Added for a verb behind people who are named as doers: 'surrounded by six policemen, he escaped'."""
RELATIVE = 6.0
"""Added for the verb of a relative clause, which the verb of the main clause outranks where it says a status."""
_MAIN = 2.0
_PART = 5
"""Tokens behind a verb of either side in which the part of a whole in front is looked for: 'Of 120 survived only 9'."""
_LISTED = 1.5
"""Added for a verb of either side behind a list, for all but its last: 'died 37, 40 were hurt'."""
_ATTRIBUTE = 4.0
"""Added for a verb inside a clause between commas, which the verb behind that clause outranks."""
_BESIDE = 2.0
"""Cost of a passive in front of company: 'was seized with four others'."""
_GENERIC = 0.6
"""Factor for 'and 15 others', which continue a list of objects behind the verb."""
_BARE = 0.5
"""Added for a participle right behind the noun, which an active verb right before it outranks."""
_WHERE = 5.0
"""Added for 'in camps' and the like, which a verb outranks: 'measles killed 48 in the camp'."""
_LAST = 8.0
"""Added for belonging to a group ('women affiliated with IS'), which every verb outranks."""
WEAK = frozenset(("affected", "remaining"))
WEAK_COST = 6.0
"""Added for words that another status beside them makes more exact: 'remained displaced'."""
_BASE = 8.0
"""Added for the relative clause of the whole that a share is taken of."""


def after(
    sentence: Sentence, mention: Mention, last: int, mentions: Sequence[Mention], cue: Match[Cue], language: Language
) -> float:
    """Cost of a cue behind the figure: an intransitive verb, a passive participle, or a noun after a genitive."""
    frame = cue.entry.frame
    words = sentence.words
    if language.has("genitive_sign", sentence.word(last)) and frame in ("o", "h") and cue.start <= last + 3:
        return 1.0
    if frame == "p" and not is_passive(sentence, cue, language):
        return LIMIT + 1
    if frame == "s" and (clausal.is_act_named(sentence, cue, language) or clausal.is_averted(sentence, cue, language)):
        return LIMIT + 1
    if _is_of_part(words, mentions, last, cue, language) or _is_done_to_others(
        words, mention, mentions, last, cue, language
    ):
        return LIMIT + 1
    if frame == "p" and cue.entry.code in _HELD and clausal.is_of_thing(words, last, cue, language):
        return LIMIT + 1
    if frame == "j" and not clausal.went_for_good(words, last, cue, language):
        return LIMIT + 1
    if frame not in ("s", "p", "b", "h", "l", "w", "j"):
        return LIMIT + 1
    if (
        frame == "h"
        and cue.start > last
        and not language.has("becoming", words[cue.start - 1])
        and words[cue.start - 1] not in language.words["be"]
    ):
        return LIMIT + 1
    others = _starts(mentions, last, cue.start)
    part = others or (frame == "b" and _starts(mentions, cue.end, cue.end + _PART))
    if part and clausal.is_whole_in_front(words, mention, language):
        return LIMIT + 1
    start = clausal.among(sentence, last, language)
    relative = start < len(words) and (
        words[start] in language.words["relative"]
        or clausal.reduced(words[start], language)
        or clausal.is_attribute(sentence, start, mentions, language)
    )
    told = mention.head.among and mention.head.at > mention.number.end
    if others and not relative and (told or clausal.has_verb(words[start : others[0]], language)):
        return LIMIT + 1
    comma = attribute_at(sentence, start, language)
    closing = attribute_end(sentence, comma, language) if comma >= 0 else 0
    behind = bool(closing) and cue.start > closing
    inside = not behind and 0 <= comma < cue.start
    if language.has("whose", sentence.word(start)):
        return _main_clause(sentence, start + 1, cue, others, language, put_in=_put_in(words, mention))
    if relative or (inside and comma == start):
        start += 1
    if behind:
        start = closing + 1
    cost = gap_cost(sentence, start, cue.start, language, others, limit=LIMIT)
    if inside:
        cost += _ATTRIBUTE
    if behind:
        cost += _MAIN
    if relative:
        put_in = _put_in(words, mention)
        cost = min(cost + RELATIVE, _main_clause(sentence, start, cue, others, language, put_in=put_in))
    if frame == "b" and last > mention.end:
        cost += _LISTED
    if frame == "b" or (frame in ("p", "h") and cue.start == last):
        cost += _BARE
    if frame == "l":
        cost += _WHERE
    if frame == "w":
        cost += _LAST
    if clausal.has_subject(sentence, start, cue, language):
        cost += _SUBJECT
    if mention.start and language.has("by", words[mention.start - 1]):
        cost += _AGENT
    if cue.entry.code in WEAK:
        cost += WEAK_COST
    if (
        relative
        and cue.start != last
        and (mention.number.kind in ("share", "percent") or mention.head.whole)
        and cue.start <= clausal.opening(words, start, language)
    ):
        cost += _BASE
    return cost


def _is_of_part(
    words: Sequence[str], mentions: Sequence[Mention], last: int, cue: Match[Cue], language: Language
) -> bool:
    """Whether the verb belongs to a part put behind a comma: '95 soldiers, 20 of them wounded'."""
    return any(
        last < one.start
        and words[one.start - 1] == ","
        and one.end <= cue.start
        and language.meets("whole_pronoun", words[one.number.end : one.number.end + 2])
        and not any(sign in ",;:" for sign in words[one.end : cue.start])
        for one in mentions
        if one.why is None
    )


def _is_done_to_others(
    words: Sequence[str], mention: Mention, mentions: Sequence[Mention], last: int, cue: Match[Cue], language: Language
) -> bool:
    """Whether the verb has other people as its object, or stands right behind them: 'defended the 200 arrested'."""
    others = [one for one in mentions if one is not mention and one.why is None and one.start >= last]
    if any(cue.start < one.number.start and one.end <= cue.end for one in others):
        return True
    return cue.entry.frame == "p" and any(
        one.end == cue.start
        and one.head.kind == "people"
        and one.head.at >= one.number.end
        and any(
            language.one_of(("verb", "have"), word) or language.ends("past_ending", word)
            for word in words[last : one.start]
        )
        for one in others
    )


def _put_in(words: Sequence[str], mention: Mention) -> bool:
    """Whether a comma stands right in front of the figure, so that it may be a phrase put in."""
    return "," in words[max(0, mention.start - 3) : mention.start]


def _main_clause(
    sentence: Sentence, start: int, cue: Match[Cue], others: Sequence[int], language: Language, *, put_in: bool
) -> float:
    """Cost of a cue behind a whole relative clause: 'policemen who were guarding her were wounded'."""
    words = sentence.words
    helps = ("be", "have", "modal")
    verbs = [at for at in range(start, cue.start + 1) if language.one_of(helps, words[at])]
    later = [at for at in verbs if at > (verbs[0] + 2 if verbs[0] <= start + 1 else start)]
    if not later or ";" in words[start : cue.start]:
        return LIMIT + 1
    if language.meets("among", words[start : later[-1]]):
        return LIMIT + 1
    cost = _MAIN + gap_cost(sentence, later[-1], cue.start, language, others, limit=LIMIT)
    elsewhere = put_in or _speaks(words[later[0] : later[-1]], language)
    return cost + (RELATIVE if elsewhere and "," in words[start : later[-1]] else 0.0)


def _speaks(words: Sequence[str], language: Language) -> bool:
    """Whether a second clause opens behind the main verb: 'will stand trial, he said, adding that most are'."""
    return any(sign == "," and language.meets("that", words[at:]) for at, sign in enumerate(words))


def before(
    sentence: Sentence,
    first: int,
    mentions: Sequence[Mention],
    cue: Match[Cue],
    language: Language,
    *,
    generic: bool,
) -> float:
    """Cost of a cue in front of the figure: an active verb, a noun such as 'murder of', or a toll."""
    frame = cue.entry.frame
    between = sentence.words[cue.end : first]
    if frame not in ("o", "p", "b", "t") or language.meets("by", between):
        return LIMIT + 1
    if frame == "o" and between[:1] == [","] and not language.has("prep", sentence.words[cue.end - 1]):
        return LIMIT + 1
    if frame == "o" and cue.end == cue.start + 1 and clausal.is_noun(sentence, cue, language):
        return LIMIT + 1
    if clausal.is_other_verb(between, language):
        return LIMIT + 1
    if frame == "p" and (len(between) == 1 and language.has("with", between[0])):
        return _BESIDE
    if frame == "p" and (is_passive(sentence, cue, language) or clausal.is_adjective(sentence, cue, language)):
        return LIMIT + 1
    limit = LIMIT / _GENERIC if generic else LIMIT
    cost = gap_cost(sentence, cue.end, first, language, _starts(mentions, cue.end, first), limit=limit)
    if frame == "t":
        return 0.3 * cost
    if generic:
        cost *= _GENERIC
    return cost + (0.6 if frame == "b" else 0.1)


def _starts(mentions: Sequence[Mention], start: int, end: int) -> list[int]:
    return [
        one.number.start for one in mentions if one.why in (None, "single_person") and start <= one.number.start < end
    ]
