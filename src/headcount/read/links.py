"""Relations between figures: among them, including, another, of the total, of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount.languages import Language
from headcount.read.clauses import Cues
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_NEAR = 6


@dataclass(frozen=True, slots=True)
class Relation:
    """A link whose target is still to be found among the figures before it."""

    kind: str
    start: int
    end: int
    sort: str = ""
    """known: the whole must count people of the same group; behind: it may stand in the same list"""


def _of_first(
    sentence: Sentence, mention: Mention, first: int, mentions: Sequence[Mention], language: Language
) -> Relation | None:
    """'Of the 219 girls taken, 40 ...', '118 migrants: 49 Eritreans, 33 Somalis': parts of the first number."""
    words = sentence.words
    whole = next((one for one in mentions if one.why is None), None)
    if whole is None or whole.end > first or whole.chain == mention.chain:
        return None
    lead = words[max(0, whole.start - 3) : whole.start]
    of = next((at for at, word in enumerate(lead) if language.has("of", word)), None)
    if of is not None and (whole.start <= len(lead) or words[whole.start - len(lead) - 1] in ",;."):
        at = whole.start - len(lead) + of
        return Relation("subset_of", at, at + 1)
    if ":" in words[whole.end : first]:
        at = words.index(":", whole.end)
        return Relation("subset_of", at, at + 1)
    return None


def _is_known(sentence: Sentence, mention: Mention, language: Language) -> bool:
    """'40 of the prisoners': a part of people spoken of before, not of all there are."""
    of = mention.number.end
    definite = language.has("definite", sentence.word(of + 1))
    return language.has("of", sentence.word(of)) and definite and not sentence.word(of + 2)[:1].isdecimal()


def relation_of(
    sentence: Sentence, mention: Mention, mentions: Sequence[Mention], cues: Cues, language: Language
) -> Relation | None:
    """The link that the words around ``mention`` say, or ``None``."""
    words = sentence.words
    chain = [one for one in mentions if one.chain == mention.chain and one.why is None]
    first = min([one.start for one in chain], default=mention.start)
    before = words[max(0, first - 3) : mention.number.start]
    if language.meets("more", before[-3:]):
        at = next(at for at in range(mention.number.start - 1, -1, -1) if language.has("more", words[at]))
        return Relation("in_addition_to", at, at + 1)
    for cue in sorted(cues.of("link"), key=lambda cue: -cue.start):
        entry = cue.entry
        if entry.frame == "a" and entry.code != "in_addition_to" and cue.end <= mention.number.start:
            gap = [word for word in words[cue.end : first] if word not in language.words["be"]]
            if len(gap) <= _NEAR and not any(sign in gap for sign in (";", ".")) and (len(gap) <= 2 or "," not in gap):
                return Relation(entry.code, cue.start, cue.end)
        behind = 0 <= cue.start - mention.end <= 1 and language.has("among", words[cue.start])
        if behind and entry.code == "subset_of":
            return Relation("subset_of", cue.start, cue.end, "behind")
        if entry.frame == "x" and entry.code == "part_of_total" and cue.start >= mention.end:
            return Relation("part_of_total", cue.start, cue.end)
    if whole := _of_first(sentence, mention, first, mentions, language):
        return whole
    for one in chain:
        if one.head.among and one.start < mention.start:
            return Relation("subset_of", one.head.at, one.head.end)
    if mention.head.among or (mention.head.kind == "pronoun" and mention.head.whole):
        return Relation("subset_of", mention.head.at, mention.head.end)
    if mention.head.whole and mention.number.kind == "count" and _is_known(sentence, mention, language):
        return Relation("subset_of", mention.head.at, mention.head.end, "known")
    return None
