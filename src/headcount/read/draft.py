"""A draft: what the words of one sentence say of a figure, before figures are tied to one another."""

from __future__ import annotations

from dataclasses import dataclass

from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read.codes import Codes
from headcount.read.links import Relation
from headcount.read.mentions import Mention
from headcount.read.periods import Found
from headcount.read.sentences import Sentence
from headcount.read.sources import Source
from headcount.read.statuses import Status


@dataclass(frozen=True, slots=True)
class Draft:
    """One figure as its own sentence tells it."""

    sentence: Sentence
    mention: Mention
    last: int
    """token after the chain of coordinated figures it stands in"""
    group: str
    unit: str
    measure: str
    status: Status | None
    base: Status | None
    origin: Codes | None
    place: Codes | None
    holder: Codes | None
    date: Found | None
    source: Source | None
    modality: str
    modality_cue: Match[Cue] | None
    relation: Relation | None
    lead: bool
    """its sentence names the zone of the conflict without a name: the scene of the document's lead"""
    pointing: bool
    """'the 16', 'these 16': said of people counted before"""
    verbal: bool
    """a verb stands between the figure before and this one, or right behind this one"""
    acting: bool
    """a finite verb stands right behind it, so that what others did is not said of it: 'another 250 have recovered'"""
    every: bool
    """of all under its noun, not of those counted before: 'a third of all refugees'"""
    these: bool
    """a share 'of these people'"""
    base_of: int
    """token after the part that this is the whole of ('forty of the 60'); -1 where it is none"""
    generic: bool
    """whom it counts must come from an earlier figure"""
