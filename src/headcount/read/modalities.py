"""How sure a document is of a figure: said, estimated, planned, asked for, possible, forecast, denied."""

from __future__ import annotations

from headcount.languages import Language
from headcount.languages.pack import Cue
from headcount.languages.phrases import Match
from headcount.read.clauses import Cues, gap_cost
from headcount.read.mentions import Mention
from headcount.read.sentences import Sentence
from headcount.read.statuses import Status

_REACH = {"hypothetical": 7.0, "forecast": 5.0, "planned": 7.0, "requested": 6.0, "estimated": 40.0, "denied": 12.0}
_BOUND = 3
"""Words from a cue that is bound to a verb ('refuses to repatriate') to that verb."""
_DECIDED = frozenset(("deported", "released", "repatriated", "evacuated", "relocated"))
"""What somebody decides to do: 'will be released' is a plan."""
_ORDER = ("denied", "hypothetical", "forecast", "planned", "requested", "estimated")


def modality_of(
    sentence: Sentence, mention: Mention, status: Status | None, cues: Cues, language: Language
) -> tuple[str, Match[Cue] | None]:
    """Code of the modality and its cue; ``asserted`` without one."""
    found: dict[str, Match[Cue]] = {}
    for cue in cues.of("modality"):
        if (
            cue.entry.code not in found
            and cue.entry.frame != "x"
            and _reaches(sentence, mention, status, cue, language)
        ):
            found[cue.entry.code] = cue
    code = next((code for code in _ORDER if code in found), None)
    if code in ("forecast", "hypothetical") and status is not None and status.code in _DECIDED:
        cue = found[code]
        if language.has("will", sentence.words[cue.start]):
            return "planned", cue
    return (code, found[code]) if code else ("asserted", None)


def _reaches(sentence: Sentence, mention: Mention, status: Status | None, cue: Match[Cue], language: Language) -> bool:
    """Whether ``cue`` governs the figure: shortly before it, or between it and the verb of its status."""
    if cue.entry.frame == "v":
        return status is not None and cue.end <= status.start < min(cue.end + _BOUND, mention.start)
    limit = _REACH[cue.entry.code]
    if language.has("possible", sentence.words[cue.start]) and language.has("of", sentence.word(cue.start - 1)):
        return False
    if cue.start >= mention.end:
        return status is not None and cue.end <= status.start and cue.entry.code != "requested"
    if cue.end > mention.start:
        return cue.entry.code == "estimated"
    anchor = min(mention.start, status.start) if status is not None and status.start >= cue.end else mention.start
    if cue.entry.code == "estimated":
        return True
    if cue.entry.code == "requested" and "," in sentence.words[cue.end : anchor]:
        return False
    return gap_cost(sentence, cue.end, anchor, language, (), limit=limit) <= limit
