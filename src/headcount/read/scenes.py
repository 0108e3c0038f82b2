"""The scene: all that one sentence holds before any figure is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headcount.languages import Language
from headcount.read import places, sources
from headcount.read.clauses import Cues, cues_of
from headcount.read.mentions import Mention
from headcount.read.origins import Codes, is_site
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.sources import Source


@dataclass(frozen=True, slots=True)
class Scene:
    """All that was found in one sentence before any figure is made."""

    sentence: Sentence
    mentions: Sequence[Mention]
    cues: Cues
    dates: Sequence[Found]
    sources: Sequence[Source]
    places: Sequence[Codes]
    recent: bool
    """a figure stands within the two sentences before"""
    joining: bool
    """the document is about people who join an armed cause"""
    said: frozenset[float]
    """numbers of people in the sentences shortly before"""


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
    """The cues, sources and places of ``sentence``."""
    dated = frozenset(at for date in dates for at in range(date.start, date.end))
    cues = cues_of(sentence, language, dated, joining=joining)
    named = places.places_in(sentence, language)
    pointed = (
        []
        if any(is_site(code) for one in named for code in one.codes)
        else places.pointed_at(sentence, language, sites)
    )
    return Scene(
        sentence,
        mentions,
        cues,
        dates,
        sources.sources_of(sentence, cues, language),
        sorted([*named, *pointed], key=lambda one: one.start),
        bool(said),
        joining,
        said,
    )
