"""How far an act has gone: the words for stages between who acts and the act, and the form of the verb."""

from __future__ import annotations

from dataclasses import dataclass

from headcount import codelists
from headcount.read.positions_phrases import is_saying, is_state
from headcount.read.positions_scene import NOMINAL, TAKING_BACK, VERBAL, Acting, Doer, Scene, hard_start, passive
from headcount.read.positions_subjects import subject_before

_STRONG = ("refused", "reversed", "alleged")
"""Stages that count wherever they stand between actor and act."""
_WORDS = ("considering", "proposed", "promised", "decided", "preparing")
"""Stages that can be taken back by a word behind the act."""
_SPANNING = ("proposed", "promised", "decided", "refused", "reversed")
"""Stages told by words that may hold the actor between them."""
_NEGATED = 5
"""Tokens from a negation to the verb it denies."""
_FAULT = 6
"""Tokens between 'for' and what a state is blamed for."""
_TOLD_BEHIND = ("promised", "under_way", "reversed", "preparing")
"""Stages told by a verb of which the noun of the act is the subject."""
_TAKEN_BACK = 12
"""Tokens behind an act in which its word is taken back."""
_ASKERS = frozenset(("un", "ngo", "think_tank"))
_BY_BODIES = frozenset(("evacuate", "repatriate", "rehabilitate", "request_return", "accept", "prepare_documents"))
"""Acts that relief bodies carry out themselves."""
_CARRIED = 12
_NOBODY = 6
"""Tokens before a passive in which 'no' counts its subject."""
_ENDS = frozenset(",;:.")
_HARD_ENDS = frozenset(";.")
_ASKED = 24
"""Tokens between a verb of asking and what is asked for."""
_MODALITIES = {
    "alleged": "estimated",
    "considering": "hypothetical",
    "proposed": "requested",
    "promised": "planned",
    "decided": "planned",
    "preparing": "planned",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is done by whom, how far, and the tokens of the words that say how far."""

    doer: Doer
    action: str
    stage: str
    start: int
    end: int

    @property
    def modality(self) -> str:
        """The modality that goes with the stage."""
        if self.action == "request_return":
            return "requested"
        return _MODALITIES.get(self.stage, "asserted")


def told_of(scene: Scene, act: Acting, doer: Doer) -> Told | None:
    """Action and stage of ``act`` by ``doer``, or by the one who asks for it; ``None`` where it is no position."""
    if _conditional(scene, act, doer):
        return None
    behind = act.end <= doer.start and (doer.inferred or doer.reach > act.start)
    blame = _blamed(scene, act)
    if blame is not None:
        return _request(scene, act, blame) if act.entry.action in (*TAKING_BACK, "refuse_return") else None
    asking = None if behind else _asking(scene, act)
    if asking is not None:
        return _request(scene, act, asking)
    cues = _cues(scene, act, doer)
    if any(cue.entry.stage == "denied" for cue in cues):
        return None
    if cues and cues[0].entry.stage == "owed":
        return _owed(scene, act, doer, cues[0])
    cues = [cue for cue in cues if cue.entry.stage != "owed"] or _cues_behind(scene, act)
    stage, start, end = _stage(scene, act, cues)
    if not act.entry.stage and not cues and not _is_told(scene, act, doer):
        if _is_headline(scene, act, doer):
            return _renamed(Told(doer, act.entry.action, "promised", doer.end, act.start))
        ordered = _ordered(scene, doer)
        return Told(doer, act.entry.action, "decided", ordered.start, ordered.end) if ordered else None
    if act.entry.action == "request_return":
        return None if stage == "refused" else Told(doer, "request_return", "done", act.start, act.end)
    recanted = _recanted(scene, act) if stage in _WORDS else None
    if recanted is not None:
        stage, start, end = "reversed", recanted.start, recanted.end
    told = _renamed(Told(doer, act.entry.action, stage, start, end))
    return told if _may(told) else None


def _recanted(scene: Scene, act: Acting) -> Acting | None:
    """'promised to take in 300 but later changed its mind'."""
    words = scene.sentence.words
    for at in range(act.end, min(len(words), act.end + _TAKEN_BACK)):
        found = scene.known.recanting.at(words, at)
        if found is not None or words[at] in _HARD_ENDS:
            return found
    return None


def _ordered(scene: Scene, doer: Doer) -> Acting | None:
    """'A court ordered Norway to': what an organ without a name orders a state to do."""
    for cue in scene.stages:
        if cue.entry.stage == "decided" and 0 <= doer.start - cue.end <= 1:
            named = next((actor.codes for actor in scene.actors if actor.end == cue.start), None)
            unnamed = named is None and scene.sentence.word(cue.start - 1) in scene.known.organs
            return cue if unnamed or named == doer.codes else None
    return None


def _is_headline(scene: Scene, act: Acting, doer: Doer) -> bool:
    """'Norway to repatriate five orphans': a headline's way of saying 'will'."""
    links = scene.sentence.words[doer.end : act.start]
    opens = doer.start <= 1 and not doer.inferred and act.entry.frame in VERBAL
    return opens and len(links) == 1 and scene.language.has("to", links[0])


def _is_told(scene: Scene, act: Acting, doer: Doer) -> bool:
    """Whether an act without a word for its stage is told as done: a noun where it has an owner or is carried out."""
    if act.entry.frame == "i":
        return False
    if act.entry.frame not in NOMINAL:
        return not _infinitive(scene, act, doer)
    possessor = scene.language.has("possessive", scene.sentence.word(doer.end)) and act.start <= doer.end + 4
    owned = doer.end == act.start or possessor or (doer.inferred and doer.start > act.start)
    return owned or _is_carried(scene, act)


def _is_carried(scene: Scene, act: Acting) -> bool:
    """'the evacuation of 30 people was carried out'."""
    for word in scene.sentence.words[act.end : act.end + _CARRIED]:
        if word in scene.known.carry:
            return True
        if word in _ENDS or word in scene.known.clauses:
            return False
    return False


def _infinitive(scene: Scene, act: Acting, doer: Doer) -> bool:
    """'as evidence to arrest somebody': a purpose, and nothing done; 'forced them to release' is."""
    at = act.start - 1
    while at and scene.language.has("adverb", scene.sentence.words[at]):
        at -= 1
    if passive(scene, act) or not scene.language.has("to", scene.sentence.word(at)):
        return False
    forced = (cue for cue in scene.stages if cue.entry.stage == "done" and 0 <= doer.start - cue.end <= 2)
    return not any(forced)


def _renamed(told: Told) -> Told:
    """Taking back that is refused is another action."""
    refusing = told.stage == "refused" and told.action in TAKING_BACK
    return Told(told.doer, "refuse_return" if refusing else told.action, told.stage, told.start, told.end)


def _may(told: Told) -> bool:
    """Relief bodies hold and try nobody; what they are said to do so is their report of others."""
    bodies = codelists.table("bodies")
    kinds = {bodies[code].kind for code in told.doer.codes if code in bodies}
    return not kinds & _ASKERS or told.action in _BY_BODIES


def _conditional(scene: Scene, act: Acting, doer: Doer) -> bool:
    """'If Norway repatriates them': nobody says that it does."""
    words = scene.sentence.words
    first = min(doer.start, act.start)
    if scene.sentence.word(act.end) in scene.known.doubts or _is_accused(scene, act, doer):
        return True
    if any(cue.entry.stage == "denied" and 0 <= first - cue.end <= 1 for cue in scene.stages):
        return True
    return any(word in scene.known.conditions for word in words[max(0, first - 2) : first])


def _is_accused(scene: Scene, act: Acting, doer: Doer) -> bool:
    """'Norway is accused of', where the verb has no subject: what looks like one is its object."""
    accusing = any(cue.entry.stage == "alleged" and cue.start == act.start for cue in scene.stages)
    bare = scene.sentence.words[act.start].endswith(tuple(sorted(scene.known.impersonal)))
    return accusing and bare and bool(scene.known.impersonal) and doer.end == act.start


def _blamed(scene: Scene, act: Acting) -> Acting | None:
    """'criticised Norway for not taking back': what a state is blamed for leaving undone."""
    words = scene.sentence.words
    for at in range(max(hard_start(scene.sentence, act.start), act.start - _ASKED), act.start):
        found = scene.known.blame.at(words, at)
        if found is not None and found.end <= act.start:
            near = range(max(found.end, act.start - _FAULT), act.start)
            link = next((k for k in near if words[k] in scene.known.links_of_blame), act.start)
            undone = any(c.entry.stage == "refused" and link <= c.start < act.start for c in scene.stages)
            return found if undone or act.entry.action == "refuse_return" else None
    return None


def _asking(scene: Scene, act: Acting) -> Acting | None:
    """The verb by which others are asked for the act: 'asked Russia to', 'proposed that Norway', 'called for the'."""
    words, known = scene.sentence.words, scene.known
    low = hard_start(scene.sentence, act.start)
    for cue in reversed(scene.asking):
        if not low <= cue.start or cue.end > act.start or act.start - cue.end > _ASKED:
            continue
        between = words[cue.end : act.start]
        if act.entry.frame == "i":
            wanted = True
        elif act.entry.frame in NOMINAL:
            wanted = len(between) <= 3 and words[cue.end - 1] in known.wishes
        else:
            link = next((at for at, word in enumerate(between) if word in known.links), None)
            wanted = link is not None and (link > 0 or (scene.language.has("that", between[link]) and len(between) > 1))
        if wanted and not any(word in scene.known.clauses for word in between):
            return cue
    return None


def _request(scene: Scene, act: Acting, asking: Acting) -> Told | None:
    """The request of the one who asks, where that is a state or a body."""
    words, language = scene.sentence.words, scene.language
    if language.meets("be", words[max(0, asking.start - 2) : asking.start]):
        asker = _asked_by(scene, act, asking)
    else:
        asker = subject_before(scene, asking.start)
    taken_back = any(c.entry.stage == "reversed" and asking.end <= c.start < act.start for c in scene.stages)
    negated = asking.entry.frame != "blame" and language.meets("negation", words[asking.end : act.start])
    if asker is None or taken_back or negated:
        return None
    if act.entry.action in (*TAKING_BACK, "request_return", "refuse_return"):
        return Told(asker, "request_return", "done", asking.start, asking.end)
    told = Told(asker, act.entry.action, "proposed", asking.start, asking.end)
    return told if _may(told) else None


def _asked_by(scene: Scene, act: Acting, asking: Acting) -> Doer | None:
    """'Norway was urged by Denmark to': who asks stands behind 'by'."""
    for actor in scene.actors:
        if asking.end < actor.start < act.start:
            lead = scene.sentence.words[asking.end : actor.start]
            if scene.language.meets("by", lead):
                return Doer(actor.codes, actor.start, actor.end, actor.end)
    return None


def _owed(scene: Scene, act: Acting, doer: Doer, owed: Acting) -> Told | None:
    """'They say that Norway should take them back': a request of who says so; a court's word is a decision."""
    words = scene.sentence.words
    language = scene.language
    that = [k for k in range(doer.reach, owed.start) if language.has("that", words[k]) or is_saying(words[k], language)]
    speaker = doer if that else subject_before(scene, max(0, doer.start))
    bound = scene.known.bound.at(words, owed.start) and all(map(is_state, doer.codes)) and not doer.inferred
    if bound and (speaker is None or speaker.codes == doer.codes):
        return Told(doer, act.entry.action, "decided", owed.start, owed.end)
    if speaker is None:
        return None
    ruled = [c for c in scene.stages if c.entry.stage == "decided" and speaker.reach <= c.start < owed.start]
    if ruled:
        return Told(doer, act.entry.action, "decided", ruled[0].start, ruled[0].end)
    if act.entry.action in TAKING_BACK:
        return Told(speaker, "request_return", "done", owed.start, owed.end)
    return Told(speaker, act.entry.action, "proposed", owed.start, owed.end)


def _cues(scene: Scene, act: Acting, doer: Doer) -> list[Acting]:
    """Words for stages between the actor and the act that no other clause parts from it."""
    words = scene.sentence.words
    low = doer.reach if doer.reach <= act.start else max(0, act.start - 10)
    low = max(low, hard_start(scene.sentence, act.start))
    if passive(scene, act):
        low = max(low, act.start - 6)
    for at in range(act.start - 1, low - 1, -1):
        if words[at] in scene.known.clauses:
            low = at + 1
            break
    drafts = [
        c for c in scene.stages if c.entry.stage == "proposed" and 0 < doer.start - c.end <= 2 and low >= doer.end
    ]
    drafts += [c for c in scene.stages if c.entry.stage == "alleged" and 0 <= doer.start - c.end <= 1]
    inside = [*drafts, *(cue for cue in scene.stages if cue.end <= act.start and _reaches(cue, low))]
    inside = [cue for cue in inside if not _is_aside(scene, act, cue)]
    other = [
        one.end for one in scene.acts if one.end <= act.start and one.entry.frame in ("v", "s") and one.start >= low
    ]
    if not other:
        return inside
    rest = [cue for cue in inside if cue.start >= other[-1]]
    shared = [cue for cue in inside if cue.start < other[-1]]
    return rest if rest or _finite(scene, act) else shared


def _is_aside(scene: Scene, act: Acting, cue: Acting) -> bool:
    """'holds migrants and not refugees, and sends them back': a bare negation far from the verb denies another word."""
    bare = cue.end - cue.start == 1 and scene.language.has("negation", scene.sentence.words[cue.start])
    led = any(other.start == cue.end for other in scene.stages)
    parted = "," in scene.sentence.words[cue.end : act.start]
    return bare and not led and (parted or act.start - cue.end > _NEGATED)


def _cues_behind(scene: Scene, act: Acting) -> list[Acting]:
    """'The evacuation of 300 people has begun': words for stages behind the noun of an act, in its clause."""
    if act.entry.frame not in NOMINAL or act.entry.stage:
        return []
    words = scene.sentence.words
    stop = min(len(words), act.end + _CARRIED)
    others = [one.start for one in scene.acts if one.start >= act.end]
    signs = [at for at in range(act.end, stop) if words[at] in _ENDS or words[at] in scene.known.clauses]
    low, high = act.end, min([stop, *others, *signs])
    around = [cue for cue in scene.stages if cue.start < act.start and cue.end > act.end]
    behind = [cue for cue in scene.stages if low <= cue.start < high]
    return [cue for cue in (*around, *behind) if cue.entry.stage in _TOLD_BEHIND]


def _reaches(cue: Acting, low: int) -> bool:
    """Whether a cue stands behind token ``low``; of 'said that Norway would' the last word is enough."""
    return low <= cue.start or (low < cue.end and cue.entry.stage in _SPANNING)


def _finite(scene: Scene, act: Acting) -> bool:
    """Whether the verb has a tense of its own: behind 'and', 'released' has, 'release' has not."""
    word = scene.sentence.words[act.start]
    return word in scene.known.finite or word.endswith(tuple(sorted(scene.known.finite_endings)))


def _nobody_before(scene: Scene, act: Acting) -> int | None:
    """The token of 'no' in front of those concerned: 'no fighters would be brought back'."""
    words, low = scene.sentence.words, max(hard_start(scene.sentence, act.start), act.start - _NOBODY)
    return next(
        (
            at
            for at in range(act.start - 1, low - 1, -1)
            if words[at] in scene.known.nobody and not scene.language.has("and", words[at - 1])
        ),
        None,
    )


def _stage(scene: Scene, act: Acting, cues: list[Acting]) -> tuple[str, int, int]:
    """The stage and its tokens: negation inside the object, strong words, the outermost word, else the verb."""
    words, language = scene.sentence.words, scene.language
    for at in range(act.start, min(len(words), act.end + 2)):
        if words[at] in scene.known.nobody:
            return "refused", at, at + 1
    if passive(scene, act) and (none := _nobody_before(scene, act)) is not None:
        return "refused", none, none + 1
    for kind in _STRONG:
        for cue in cues:
            if cue.entry.stage == kind:
                return kind, cue.start, cue.end
    if act.entry.stage and not cues:
        return act.entry.stage, act.start, act.end
    if act.entry.frame == "p" and not cues:
        inside = [cue for cue in scene.stages if act.start < cue.start and cue.end <= act.end]
        cues = [cue for cue in inside if cue.entry.stage == "promised"]
    telling = [cue for cue in cues if cue.entry.stage != "done"]
    if telling:
        return telling[0].entry.stage, telling[0].start, telling[0].end
    joined = [one.start for one in scene.acts if one.start < act.start and act.start - one.end <= 2]
    lead = words[max(0, (joined[-1] if joined else act.start) - 3) : act.start]
    going_on = words[act.start].endswith(tuple(language.words["active_ending"]))
    stage = "under_way" if going_on and language.meets("be", lead) else "done"
    return stage, act.start, act.end
