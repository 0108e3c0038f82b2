"""The scene: all that one sentence holds before any figure is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from headcount.languages import Language
from headcount.read import places, sources
from headcount.read.clauses import Cues, cues_of
from headcount.read.codes import Codes, is_site
from headcount.read.mentions import Mention
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.sources import Source


@dataclass(frozen=True)
class Scene:
    """All that was found in one sentence before any figure is made; places and sources when first asked for."""

    sentence: Sentence
    mentions: Sequence[Mention]
    cues: Cues
    dates: Sequence[Found]
    language: Language
    sites: places.Sites
    recent: bool
    """a figure stands within the two sentences before"""
    joining: bool
    """the document is about people who join an armed cause"""
    said: frozenset[float]
    """numbers of people in the sentences shortly before"""

    @cached_property
    def sources(self) -> Sequence[Source]:
        """The sources that the sentence names."""
        return sources.sources_of(self.sentence, self.cues, self.language)

    @cached_property
    def places(self) -> Sequence[Codes]:
        """The places that the sentence names or points at, from left to right."""
        named = places.places_in(self.sentence, self.language)
        if any(is_site(code) for one in named for code in one.codes):
            return sorted(named, key=lambda one: one.start)
        pointed = places.pointed_at(self.sentence, self.language, self.sites)
        return sorted([*named, *pointed], key=lambda one: one.start)


def scene_of(
    sentence: Sentence,
    mentions: Sequence[Mention],
    dates: Sequence[Found],
    language: Language,
    *,
    said: frozenset[float],
    sites: places.Sites,
    joining: bool,
) -> Scene:
    """``sentence`` with its cues."""
    dated = frozenset(at for date in dates for at in range(date.start, date.end))
    cues = cues_of(sentence, language, dated, joining=joining)
    return Scene(sentence, mentions, cues, dates, language, sites, bool(said), joining, said)
