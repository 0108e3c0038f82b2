"""Relations between figures: among them, including, another, of the total, of whom."""

from __future__ import annotations

from dataclasses import dataclass

from headcount.languages import Language
from headcount.read.clauses import Cues
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence

_NEAR = 6
_MORE = frozenset(("another", "further", "additional", "additionally", "besides"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A link whose target is still to be found among the figures before it."""

    kind: str
    start: int
    end: int
    inside: bool
    """the target stands in the same sentence"""


def relation_of(sentence: Sentence, mention: Mention, mentions: list[Mention], cues: Cues, language: Language) -> Relation | None:
    """The link that the words around ``mention`` say, or ``None``."""
    words = sentence.words
    chain = [one for one in mentions if one.chain == mention.chain and one.why is None]
    first = min([one.start for one in chain], default=mention.start)
    before = words[max(0, first - 3) : mention.number.start]
    if any(word in _MORE for word in before[-3:]):
        at = next(at for at in range(mention.number.start - 1, -1, -1) if words[at] in _MORE)
        return Relation("in_addition_to", at, at + 1, False)
    earlier = any(one.why is None and one.end <= first for one in mentions)
    for cue in sorted(cues.of("link"), key=lambda cue: -cue.start):
        entry = cue.entry
        if entry.frame == "a" and entry.code != "in_addition_to" and cue.end <= mention.number.start:
            gap = [word for word in words[cue.end : first] if word not in language.words["be"]]
            if len(gap) <= _NEAR and not any(sign in gap for sign in (";", ".")) and (len(gap) <= 2 or "," not in gap):
                return Relation(entry.code, cue.start, cue.end, earlier)
        if entry.frame == "x" and entry.code == "part_of_total" and cue.start >= mention.end:
            return Relation("part_of_total", cue.start, cue.end, False)
    if mention.head.among or mention.head.kind == "pronoun" and mention.head.whole:
        return Relation("subset_of", mention.head.at, mention.head.end, earlier)
    return None
